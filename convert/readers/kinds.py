"""The kind of a text read from markup or a package, judged like plain text."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Block, Document, Node
from convert.walk import descend, meta_text, plain_text


def kind_of(document: Document) -> tuple[str, tuple[str, ...]]:
    """Return the kind of the text, judged like plain text."""
    from convert.readers.plaintext import recognise_kind

    known = meta_text(document, "kind")
    if known:
        return known, ("metadata",)
    lines = [plain_text(block) for block in _paragraphs(document.blocks)]
    return recognise_kind("\n".join(lines)), ("its text",)


def _paragraphs(blocks: tuple[Block, ...]) -> list[Node]:
    kinds = (nodes.Para, nodes.Plain, nodes.Header)
    return [node for node in descend(blocks) if isinstance(node, kinds)]
