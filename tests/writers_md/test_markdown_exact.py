"""Any tree at all comes back from pandoc's Markdown as it went; what its grammar lacks is carried and named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

import convert
from convert import nodes as n
from convert.contracts import Context
from convert.pandoc.json import from_pandoc
from convert.pandoc.process import read_json
from convert.profile import load
from convert.readers.tidy import tidied
from convert.walk import descend, plain_text
from convert.writers.markdown import WRITER, MarkdownOptions
from tests.trees import EVERY_KIND, any_documents
from tests.trees_markdown import sound_documents

PROFILE = load("prose")


def written(document: n.Document) -> tuple[str, list[str]]:
    remarks: list[str] = []
    context = Context(PROFILE, report=lambda remark: remarks.append(f"{remark.code} {remark.message}"))
    return WRITER.write(document, MarkdownOptions(flavor="pandoc"), context).decode(), remarks


def read_back(text: str) -> n.Document:
    value, _ = read_json(text.encode(), "markdown-auto_identifiers")
    return from_pandoc(value)


def check(document: n.Document) -> None:
    text, _ = written(document)
    assert tidied(read_back(text), soft_breaks=True).blocks == tidied(document, soft_breaks=True).blocks, text


@given(any_documents())
@settings(max_examples=30)
def test_any_tree_comes_back(document: n.Document) -> None:
    check(document)


@pytest.mark.slow
@given(any_documents())
@settings(max_examples=1000)
def test_a_thousand_trees_of_any_shape_come_back(document: n.Document) -> None:
    check(document)


def test_a_document_of_every_node_kind_comes_back() -> None:
    check(EVERY_KIND)


@given(sound_documents("pandoc"))
@settings(max_examples=30)
def test_what_the_grammar_has_is_not_carried(document: n.Document) -> None:
    text, remarks = written(document)
    assert "wenzhuan-exact" not in text
    assert remarks == []


def test_every_fixture_comes_back(fixtures: Path) -> None:
    names = sorted(path for path in fixtures.glob("*.txt"))
    assert len(names) > 5
    for name in names:
        document = convert.read(name)
        check(document)
        assert "wenzhuan-exact" not in written(document)[0], name


# --- the four that need a form of their own -------------------------------------------------------------------


def para(*parts: str | n.Inline) -> n.Para:
    return n.Para(tuple(n.Str(part) if isinstance(part, str) else part for part in parts))


IMAGE = n.Image(n.NO_ATTR, (n.Str("图"),), n.Target("a.png"))


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (para(IMAGE), "![图](a.png)[]{.wenzhuan-open}"),
        (n.BulletList(((para("甲"),),)), "- 甲\n\n  ::: {.wenzhuan-open}\n  :::"),
        (para("他说", n.Quoted(n.QuoteType.DOUBLE, (n.Str("好"),))), '他说["好"]{.wenzhuan-open}'),
        (n.Plain((n.Str("甲"),)), "::: {.wenzhuan-plain}\n甲\n:::"),
        (para("年  月", "  日"), "年 &#32;月 &#32;日"),
        (
            n.OrderedList(n.ListAttributes(3), ((n.Plain((n.Str("甲"),)),),)),
            '::: {.wenzhuan-numbering start="3" numerals="DefaultStyle" marks="DefaultDelim"}\n1. 甲\n:::',
        ),
    ],
)
def test_a_form_that_pandoc_reads_back(block: n.Block, text: str) -> None:
    made, remarks = written(n.Document(blocks=(block,)))
    assert made == text + "\n"
    assert remarks == []
    check(n.Document(blocks=(block,)))


@pytest.mark.parametrize("widths", [(0.1, 0.9), (1 / 3, 2 / 3), (None, 0.25), (0.123456789, 0.5)])
def test_columns_keep_their_exact_widths(widths: tuple[float | None, ...]) -> None:
    def row(*texts: str) -> n.Row:
        cells = (n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, (n.Plain((n.Str(text),)),)) for text in texts)
        return n.Row(n.NO_ATTR, tuple(cells))

    columns = tuple(n.ColSpec(n.Alignment.DEFAULT, width) for width in widths)
    body = n.TableBody(n.NO_ATTR, 0, (), (row("1", "2"),))
    head = n.TableHead(n.NO_ATTR, (row("甲", "乙"),))
    check(n.Document(blocks=(n.Table(n.NO_ATTR, n.Caption(), columns, head, (body,), n.TableFoot()),)))


# --- what is carried ------------------------------------------------------------------------------------------

CITED = n.Document(
    blocks=(para("见", n.Cite((n.Citation("a", (), (), n.CitationMode.NORMAL, 1, 0),), (n.Str("甲"),))),)
)


def test_a_carried_block_is_shown_and_named() -> None:
    text, remarks = written(CITED)
    assert text.startswith("::: {.wenzhuan-exact}\n见甲\n\n```{=wenzhuan}\n{")
    assert remarks == ["MD110 Markdown (pandoc): a citation carried beside the text in a division of our own"]
    check(CITED)


def test_the_text_holds_where_someone_changed_it() -> None:
    text, _ = written(CITED)
    changed = read_back(text.replace("见甲\n", "参见乙\n"))
    assert changed.blocks == (para("参见乙"),) or plain_text(changed.blocks) == "参见乙"
    assert not any(isinstance(node, n.Cite) for node in descend(changed.blocks))


def test_a_carried_tree_that_is_none_leaves_the_text() -> None:
    text, _ = written(CITED)
    tree = text.split("```{=wenzhuan}\n")[1].split("\n```")[0]
    assert json.loads(tree)["t"] == "Para"
    for broken in ("{", '{"t":"Nonsense"}', "[]"):
        assert plain_text(read_back(text.replace(tree, broken)).blocks) == "见甲"


def test_our_reader_takes_what_was_carried() -> None:
    text, _ = written(CITED)
    document = convert.read(text, source_format="markdown")
    assert document.blocks == CITED.blocks


@pytest.mark.parametrize("text", ["[注](u)", "[1]", "[1", "*a*", "`x`", "<b>", "$x$", "&amp;"])
def test_marks_in_raised_text_are_text(text: str) -> None:
    """Pandoc reads raised text twice, so that no escape would hold."""
    check(n.Document(blocks=(para("甲", n.Superscript((n.Str(text),)), "]乙"),)))


def test_a_heading_in_brackets_is_no_link_to_it() -> None:
    """Pandoc takes the text of a heading in brackets for a reference to it."""
    plain = n.Header(1, n.NO_ATTR, (n.Str("总则"),))
    rich = n.Header(1, n.NO_ATTR, (n.Str("附则"), n.Emph((n.Str("新"),))))
    text = para("见[总则]、[ 总则 ]和[分则]，再见[附则", n.Emph((n.Str("新"),)), "]。")
    check(n.Document(blocks=(plain, rich, text)))
    assert written(n.Document(blocks=(rich, n.Div(n.Attr("", ("甲",)), (plain,)), text)))[0].endswith(
        "见\\[总则]、\\[ 总则 ]和[分则]，再见\\[附则*新*]。\n"
    )
    assert written(n.Document(blocks=(text,)))[0].startswith("见[总则]、[ 总则 ]和[分则]")


@pytest.mark.parametrize(
    "block",
    [
        n.BulletList(((n.Plain((n.Str("起"), n.Emph((n.Str("[1]"), n.Superscript((n.Str("a"),)))), n.Str("]习"))),),)),
        para("[甲", n.Strong((n.Str("乙]"),)), "丙]"),
        para(n.Strikeout((n.Str("*"),)), "，"),
        para("%题目"),
        para("@*"),
        n.Header(1, n.Attr("", ("甲",)), (n.Str("*题"),)),
        n.LineBlock(((n.Str(" 甲 "),), (n.Space(),), (n.Str("乙"),))),
    ],
)
def test_marks_that_no_pair_shows(block: n.Block) -> None:
    """Brackets that markup stands across, a lone mark in markup, a title at the start, blanks of verse."""
    check(n.Document(blocks=(block,)))
    assert "wenzhuan-exact" not in written(n.Document(blocks=(block,)))[0]
