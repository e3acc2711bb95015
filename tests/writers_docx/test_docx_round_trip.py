"""pandoc reads our DOCX back: headings, lists, tables, notes and emphasis as they went in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert import nodes as n
from convert import pipeline
from convert.contracts import Context
from convert.pandoc.json import from_pandoc
from convert.pandoc.process import read_json
from convert.profile import load
from convert.walk import transform
from convert.writers.docx import DocxOptions, write
from tests.conftest import FIXTURES

SOURCES = sorted(FIXTURES.glob("*.txt"))


def reread(document: n.Document, profile: str = "prose") -> n.Document:
    data = write(document, DocxOptions(), Context(load(profile)))
    value, _ = read_json(data, "docx")
    back = from_pandoc(value if isinstance(value, dict) else json.loads(value))
    title = dict(back.meta.entries).get("title")
    lifted = (n.Para(title.content),) if isinstance(title, n.MetaInlines) else ()
    return replace(back, blocks=(*lifted, *back.blocks))


# --- what both sides can say -----------------------------------------------------------------------------


def inlines(content: Iterable[n.Inline]) -> tuple[n.Inline, ...]:
    """Inlines with blanks as text (one for several, as pandoc reads them), quotes written out, runs of text joined, spans opened."""
    out: list[n.Inline] = []
    for inline in content:
        match inline:
            case n.Space() | n.SoftBreak():
                out.append(n.Str(" "))
            case n.Quoted(kind, inner):
                marks = "‘’" if kind is n.QuoteType.SINGLE else "“”"
                out.extend((n.Str(marks[0]), *inlines(inner), n.Str(marks[1])))
            case n.Span(_, inner) | n.Cite(_, inner):
                out.extend(inlines(inner))
            case n.Code(_, text):
                out.append(n.Code(n.NO_ATTR, text))
            case n.Link(_, inner, target):
                out.append(n.Link(n.NO_ATTR, inlines(inner), target))
            case n.Note(blocks_):
                out.append(n.Note(blocks(blocks_)))
            case n.Str() | n.LineBreak():
                out.append(inline)
            case _:
                out.append(replace(inline, content=inlines(inline.content)))  # type: ignore[union-attr,call-arg]
    joined: list[n.Inline] = []
    for inline in out:
        if isinstance(inline, n.Str) and joined and isinstance(joined[-1], n.Str):
            joined[-1] = n.Str(joined[-1].text + inline.text)
        else:
            joined.append(inline)
    return tuple(n.Str(re.sub(" +", " ", part.text)) if isinstance(part, n.Str) else part for part in joined)


def blocks(found: Iterable[n.Block]) -> tuple[n.Block, ...]:
    """Blocks without identifiers, roles and column widths; numbers of a list as pandoc names the usual ones."""
    out: list[n.Block] = []
    for block in found:
        match block:
            case n.Plain(content) | n.Para(content):
                out.append(n.Para(inlines(content)))
            case n.Header(level, _, content):
                out.append(n.Header(level, n.NO_ATTR, inlines(content)))
            case n.Div(_, inner):
                out.extend(blocks(inner))
            case n.LineBlock(lines):
                joined = [part for line in lines for part in (*line, n.LineBreak())][:-1]
                out.append(n.Para(inlines(joined)))
            case n.BlockQuote(inner):
                out.append(n.BlockQuote(blocks(inner)))
            case n.BulletList(items):
                out.append(n.BulletList(tuple(blocks(item) for item in items)))
            case n.OrderedList((start, style, delim), items):
                usual = n.ListAttributes(
                    start,
                    n.ListNumberStyle.DECIMAL if style is n.ListNumberStyle.DEFAULT else style,
                    n.ListNumberDelim.PERIOD if delim is n.ListNumberDelim.DEFAULT else delim,
                )
                out.append(n.OrderedList(usual, tuple(blocks(item) for item in items)))
            case n.Table(_, caption, columns, head, bodies, _):
                rows = [row for body in bodies for row in body.rows]
                out.append(table(blocks(caption.content), len(columns), head.rows, rows))
            case n.CodeBlock(_, text):
                out.append(n.CodeBlock(n.NO_ATTR, text))
            case _:
                out.append(block)
    return tuple(out)


def table(caption: tuple[n.Block, ...], columns: int, head: Iterable[n.Row], rows: Iterable[n.Row]) -> n.Table:
    def plain(found: Iterable[n.Row]) -> tuple[n.Row, ...]:
        return tuple(
            n.Row(
                n.NO_ATTR,
                tuple(
                    c._replace(attr=n.NO_ATTR, alignment=n.Alignment.DEFAULT, content=blocks(c.content))
                    for c in row.cells
                ),
            )
            for row in found
        )

    body = n.TableBody(n.NO_ATTR, 0, (), plain(rows))
    return n.Table(
        n.NO_ATTR,
        n.Caption(None, caption),
        (n.ColSpec(),) * columns,
        n.TableHead(n.NO_ATTR, plain(head)),
        (body,),
        n.TableFoot(),
    )


# --- documents that Word can hold ------------------------------------------------------------------------

WORDS = st.text("学习重点工作“”《办法》。，、；（一）2025年Python", min_size=1, max_size=12).map(
    lambda text: f"文{text}字"
)


def lines(notes: bool = True) -> st.SearchStrategy[tuple[n.Inline, ...]]:
    """Text with one formatted part in it, and perhaps a note."""
    words = WORDS.map(n.Str)
    single = words.map(lambda word: (word,))
    kinds = (n.Emph, n.Strong, n.Strikeout, n.Superscript, n.Subscript, n.SmallCaps, n.Underline)
    formatted = st.one_of(
        *(st.builds(kind, single) for kind in kinds),
        st.builds(lambda word: n.Emph((n.Strong((word,)),)), words),
        st.builds(n.Code, st.just(n.NO_ATTR), WORDS),
        st.builds(n.Link, st.just(n.NO_ATTR), single, st.just(n.Target("https://a.cn/?x=1&y=2"))),
        *([st.builds(n.Note, single.map(lambda word: (n.Para(word), n.Para(word))))] if notes else []),
    )
    return st.tuples(words, formatted, words) | single


def trees() -> st.SearchStrategy[tuple[n.Block, ...]]:
    """Blocks as people write them; a paragraph between them, as neighbouring lists are one list to Word."""
    para = lines().map(n.Para)
    plain = lines().map(n.Plain)
    attributes = st.builds(
        n.ListAttributes,
        st.just(1) | st.integers(1, 30),
        st.just(n.ListNumberStyle.DECIMAL)
        | st.sampled_from([style for style in n.ListNumberStyle if style is not n.ListNumberStyle.EXAMPLE]),
        st.just(n.ListNumberDelim.PERIOD) | st.sampled_from(list(n.ListNumberDelim)),
    )

    def grow(inner: st.SearchStrategy[n.Block]) -> st.SearchStrategy[n.Block]:
        first = plain.map(lambda line: (line,)) | st.tuples(para, para)
        item = st.builds(lambda head, tail: (*head, *tail), first, st.lists(inner, max_size=1).map(tuple))
        items = st.lists(item, min_size=1, max_size=3).map(tuple)
        return st.builds(n.BulletList, items) | st.builds(n.OrderedList, attributes, items)

    flat = st.lists(plain.map(lambda line: (line,)), min_size=1, max_size=3).map(tuple)
    lists = grow(st.builds(n.BulletList, flat) | st.builds(n.OrderedList, attributes, flat))
    cell = lines().map(lambda line: n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, (n.Plain(line),)))
    row = st.tuples(cell, cell, cell).map(lambda cells: n.Row(n.NO_ATTR, cells))
    rows = st.lists(row, min_size=1, max_size=3)
    caption = st.just(()) | lines(notes=False).map(lambda line: (n.Para(line),))
    tables = st.builds(
        lambda title, head, body: table(title, 3, head, body), caption, rows.map(lambda found: found[:1]), rows
    )
    block = st.one_of(
        para,
        st.builds(n.Header, st.integers(1, 9), st.just(n.NO_ATTR), lines(notes=False)),
        lists,
        tables,
        st.lists(para, min_size=1, max_size=2).map(lambda found: n.BlockQuote(tuple(found))),
        st.builds(n.CodeBlock, st.just(n.NO_ATTR), st.just("if x:\n    y = 1\n\nz")),
    )
    between = n.Para((n.Str("其间"),))
    return st.lists(block, min_size=1, max_size=5).map(
        lambda found: tuple(part for one in found for part in (one, between))
    )


@given(trees())
@settings(max_examples=25)
def test_headings_lists_tables_notes_and_emphasis_come_back(tree):
    assert blocks(reread(n.Document(blocks=tree)).blocks) == blocks(tree)


@pytest.mark.slow
@given(trees())
@settings(max_examples=300)
def test_they_come_back_from_three_hundred_documents(tree):
    assert blocks(reread(n.Document(blocks=tree)).blocks) == blocks(tree)


def test_merged_cells_come_back():
    def cell(text: str, rows: int = 1, columns: int = 1) -> n.Cell:
        return n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, rows, columns, (n.Plain((n.Str(text),)),))

    rows = [n.Row(n.NO_ATTR, (cell("甲", rows=2), cell("乙", columns=2))), n.Row(n.NO_ATTR, (cell("丙"), cell("丁")))]
    made = table((), 3, (n.Row(n.NO_ATTR, (cell("一"), cell("二"), cell("三"))),), rows)
    assert blocks(reread(n.Document(blocks=(made,))).blocks) == (made,)


def test_numbers_of_captions_come_back_from_their_fields():
    cell = n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, (n.Plain((n.Str("值"),)),))
    row = (n.Row(n.NO_ATTR, (cell,)),)
    made = tuple(table((n.Para((n.Str(text),)),), 1, row, row) for text in ("表1　人员", "表2　经费"))
    tree = (made[0], n.Para((n.Str("其间"),)), made[1])
    assert blocks(reread(n.Document(blocks=tree)).blocks) == blocks(tree)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_fixtures_come_back(source: Path):
    prepared = pipeline.prepare(source.read_bytes(), pipeline.Request(), pipeline.Environment(source_name=source.name))
    back = reread(prepared.document, prepared.profile.name)
    assert unbroken(blocks(back.blocks)) == unbroken(blocks(prepared.document.blocks))


def unbroken(found: tuple[n.Block, ...]) -> tuple[n.Block, ...]:
    """Blocks without forced line ends, which a title has got by then."""

    def joined(node: n.Node) -> n.Node:
        if isinstance(node, n.Para):
            return n.Para(inlines(part for part in node.content if not isinstance(part, n.LineBreak)))
        return node

    return tuple(transform(block, joined) for block in found)
