"""Going over the tree."""

from convert import nodes
from convert.nodes import Emph, Para, Str
from convert.walk import descend, div, meta_text, plain_text, role_of, transform_document, with_meta

DOCUMENT = nodes.Document(
    blocks=(
        div(nodes.Role.TITLE, Para((Str("标题"),))),
        Para((Str("甲"), Emph((Str("乙"),)), nodes.Note((Para((Str("注"),)),)), nodes.LineBreak(), Str("丙"))),
    )
)


def test_text_comes_in_reading_order_and_notes_on_request() -> None:
    assert plain_text(DOCUMENT.blocks) == "标题甲乙\n丙"
    assert plain_text(DOCUMENT.blocks, notes=True) == "标题甲乙注\n丙"


def test_a_transform_reaches_every_leaf_and_shares_what_it_leaves() -> None:
    def mark(node: nodes.Node) -> nodes.Node:
        return Str("乙乙") if node == Str("乙") else node

    changed = transform_document(DOCUMENT, mark)
    assert plain_text(changed.blocks) == "标题甲乙乙\n丙"
    assert changed.blocks[0] is DOCUMENT.blocks[0]


def test_a_deep_tree_needs_no_deep_stack() -> None:
    block: nodes.Block = Para((Str("底"),))
    for _ in range(20_000):
        block = nodes.BlockQuote((block,))
    assert sum(1 for _ in descend((block,))) == 20_002


def test_roles_and_metadata() -> None:
    assert role_of(DOCUMENT.blocks[0]) is nodes.Role.TITLE
    assert role_of(DOCUMENT.blocks[1]) is None
    assert meta_text(with_meta(DOCUMENT, doc_number="云政〔2025〕1号"), "doc-number") == "云政〔2025〕1号"
