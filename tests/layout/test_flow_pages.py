"""Blocks into pages: what keeps together, notes, tables and code over page ends, the contents."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from convert import profile
from convert.diagnostics import Diagnostic
from convert.fonts import load
from convert.layout import layout
from convert.layout.frames import ARTIFACT, GlyphRun, LinkArea, Rule
from convert.nodes import (
    NO_ATTR,
    Alignment,
    Attr,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    CodeBlock,
    ColSpec,
    Header,
    Image,
    Link,
    Note,
    PageBreak,
    Para,
    Plain,
    Role,
    Row,
    Str,
    Table,
    TableBody,
    TableFoot,
    TableHead,
    Target,
)

sys.path.insert(0, str(Path(__file__).parent))

from placing import all_lines, document, line, lines, page_of, para, part

SENTENCE = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。"
GONGWEN, PROSE = profile.load("gongwen"), profile.load("prose")


def table(rows: int, text: str = "内容") -> Table:
    def row(*texts: str) -> Row:
        return Row(NO_ATTR, tuple(Cell(NO_ATTR, Alignment.DEFAULT, 1, 1, (Plain((Str(t),)),)) for t in texts))

    body = TableBody(NO_ATTR, 0, (), tuple(row(f"第{number}行", text) for number in range(1, rows + 1)))
    return Table(NO_ATTR, Caption(), (ColSpec(),) * 2, TableHead(NO_ATTR, (row("序号", "说明"),)), (body,), TableFoot())


@pytest.mark.parametrize("count", range(18, 24))
def test_a_heading_is_never_the_last_line_of_a_page(count: int) -> None:
    frames = layout(document(*["短段。"] * count, Header(1, NO_ATTR, (Str("一、标题"),)), SENTENCE * 5), GONGWEN)
    page = frames.pages[page_of(frames, "一、标题") - 1]
    assert not lines(page)[-1].text.startswith("一、")


@pytest.mark.parametrize("count", range(28, 40))
def test_no_line_stands_alone_at_a_page_edge_where_the_profile_forbids_it(count: int) -> None:
    frames = layout(document(*["短段。"] * count, SENTENCE * 4, "末段。"), PROSE)
    for page in frames.pages:
        found = [placed for placed in lines(page) if placed.text != "短段。"]
        long = [placed.element for placed in found if placed.text != "末段。"]
        assert len(long) != 1


def test_a_page_break_begins_a_page() -> None:
    frames = layout(document("前。", PageBreak(), "后。"), GONGWEN)
    assert (page_of(frames, "前。"), page_of(frames, "后。")) == (1, 2)


def test_a_note_stands_at_the_foot_of_the_page_that_calls_it() -> None:
    called = Para((Str(SENTENCE), Note((para("注文。"),)), Str("。")))
    frames = layout(document(*[SENTENCE] * 30, called, *[SENTENCE] * 30), GONGWEN)
    page = next(number for number, page in enumerate(frames.pages, 1) if any("[1]" in p.text for p in lines(page)))
    assert page_of(frames, "注文。") == page
    assert lines(frames.pages[page - 1])[-1].top > 250


def test_notes_that_fill_a_page_go_on_on_the_next() -> None:
    called = Para((Str("正文"), Note((para(SENTENCE * 120),)), Str("。")))
    frames = layout(document(called, SENTENCE), GONGWEN)
    found = "".join(placed.text for placed in all_lines(frames))
    assert found.count("天地玄黄") == 121
    assert all(placed.top < 263 for placed in all_lines(frames))


def test_a_table_repeats_its_head_on_each_page() -> None:
    frames = layout(document(table(80)), GONGWEN)
    assert len(frames.pages) > 1
    heads = [[i.element for i in page.items if isinstance(i, GlyphRun) and "序" in i.texts] for page in frames.pages]
    assert heads[0][0] >= 0
    assert heads[1:] == [[ARTIFACT]] * (len(frames.pages) - 1)
    assert sum(placed.text.startswith("第") for placed in all_lines(frames)) == 80


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    frames = layout(document(table(1, SENTENCE * 60)), GONGWEN)
    assert len(frames.pages) > 1
    assert "".join(p.text for p in all_lines(frames)).count("天地玄黄") == 60
    assert all(placed.top < 262 for placed in all_lines(frames))


def test_columns_are_as_wide_as_their_content_asks() -> None:
    frames = layout(document(table(3, SENTENCE * 3)), GONGWEN)
    edges = sorted({round(item.x, 1) for item in frames.pages[0].items if isinstance(item, Rule) and item.width < 1})
    assert edges[1] - edges[0] < (edges[2] - edges[1]) / 4
    assert all(
        placed.text in ("序号", "说明", "第1行", "第2行", "第3行") or placed.element for placed in all_lines(frames)
    )


def test_labels_hang_and_nested_items_stand_further_in() -> None:
    inner = BulletList(((Plain((Str("内项"),)),),))
    frames = layout(document(BulletList(((Plain((Str(SENTENCE * 3),)), inner),))), GONGWEN)
    placed = lines(frames.pages[0])
    assert placed[0].text == "•"
    assert placed[1].left == placed[2].left > placed[0].left
    assert line(frames, "内项").left > placed[1].left


def test_code_keeps_its_blanks_and_columns() -> None:
    frames = layout(document(CodeBlock(NO_ATTR, "if a:\n\treturn  1\n\nend")), GONGWEN)
    runs = [i for i in frames.pages[0].items if isinstance(i, GlyphRun) and i.element >= 0]
    assert "".join("".join(run.texts) for run in runs) == "if a:    return  1end"
    assert {round(width / run.size, 3) for run in runs for width in run.advances} == {0.5}


def test_the_contents_name_the_pages_of_the_headings() -> None:
    chapter = Attr("", ("chapter",))
    source = document(
        part(Role.TOC, "目录", "第一章 总则", "第二章 附则"),
        Header(1, chapter, (Str("第一章　总则"),)),
        *[SENTENCE] * 30,
        Header(1, chapter, (Str("第二章　附则"),)),
        SENTENCE,
    )
    frames = layout(source, GONGWEN)
    pages = [mark.page + 1 for mark in frames.bookmarks]
    entries = [placed.text for placed in lines(frames.pages[0])[1:3]]
    assert entries == ["第一章 总则1", f"第二章 附则{pages[1]}"]
    goals = {item.url for item in frames.pages[0].items if isinstance(item, LinkArea)}
    assert goals == {f"#{anchor.name}" for anchor in frames.anchors}


def test_a_missing_image_and_a_missing_glyph_are_reported_and_seen() -> None:
    remarks: list[Diagnostic] = []
    picture = Para((Image(NO_ATTR, (Str("平面图"),), Target("plan.png")),))
    frames = layout(document("字\U0003fffd。", picture), GONGWEN, report=remarks.append)
    assert [remark.code for remark in remarks] == ["LAY001", "LAY003"]
    assert "U+3FFFD" in remarks[0].message
    box = next(i for i in frames.pages[0].items if isinstance(i, GlyphRun) and "\U0003fffd" in i.texts)
    assert box.glyphs == (load(box.face).glyph("□"),)
    assert line(frames, "平面图")


def test_an_image_is_fitted_to_the_measure() -> None:
    data = b"\x89PNG\r\n\x1a\n" + bytes(8) + (4000).to_bytes(4, "big") + (2000).to_bytes(4, "big")
    picture = Para((Image(NO_ATTR, (Str("图"),), Target("wide.png")),))
    frames = layout(document(picture), replace(GONGWEN, form=""), resource={"wide.png": data}.get)
    item = next(item for item in frames.pages[0].items if hasattr(item, "key"))
    assert item.width / item.height == pytest.approx(2)
    assert item.x + item.width <= 184 / 25.4 * 72 + 0.1


def test_headings_nest_without_gaps_in_structure_and_outline() -> None:
    heads = [Header(level, NO_ATTR, (Str(f"{level}"),)) for level in (2, 4, 1, 3)]
    frames = layout(document(part(Role.TITLE, "题"), *heads), GONGWEN)
    assert [element.kind for element in frames.elements] == ["H1", "H2", "H3", "H2", "H3"]
    assert [mark.level for mark in frames.bookmarks] == [1, 2, 1, 2]


def test_elements_nest_as_the_document_does() -> None:
    source = document(
        BulletList(((Plain((Str("项"),)),),)),
        BlockQuote((para("引"),)),
        Para((Link(NO_ATTR, (Str("链"),), Target("https://example.com")),)),
        table(1),
    )
    kinds = [element.kind for element in layout(source, GONGWEN).elements]
    assert kinds[:5] == ["L", "LI", "Lbl", "LBody", "P"]
    assert kinds[5:9] == ["BlockQuote", "P", "P", "Link"]
    assert [kind for kind in kinds[9:] if kind != "P"][:6] == ["Table", "TR", "TH", "TH", "TR", "TD"]


def test_a_table_of_many_columns_stands_on_landscape_pages_between_upright_ones() -> None:
    cells = tuple(Cell(NO_ATTR, Alignment.DEFAULT, 1, 1, (Plain((Str(f"第{n}列"),)),)) for n in range(1, 13))
    body = TableBody(NO_ATTR, 0, (), (Row(NO_ATTR, cells),) * 30)
    wide = Table(NO_ATTR, Caption(), (ColSpec(),) * 12, TableHead(), (body,), TableFoot())
    frames = layout(document("前。", wide, "后。"), GONGWEN)
    assert [page.width > page.height for page in frames.pages] == [False, True, True, False]
    assert page_of(frames, "后。") == 4
    turned = lines(frames.pages[1])
    assert all(placed.left >= 35 and placed.right <= 297 - 37 and 28 <= placed.top <= 184 for placed in turned)


def test_cells_that_span_rows_and_columns_leave_the_others_their_columns() -> None:
    def cell(text: str, rows: int = 1, columns: int = 1) -> Cell:
        return Cell(NO_ATTR, Alignment.LEFT, rows, columns, (Plain((Str(text),)),))

    rows = (
        Row(NO_ATTR, (cell("高" * 200, rows=2), cell("宽", columns=2))),
        Row(NO_ATTR, (cell("甲"), cell("乙"))),
        Row(NO_ATTR, (cell("一"), cell("二"), cell("三"))),
    )
    body = TableBody(NO_ATTR, 0, (), rows)
    table = Table(NO_ATTR, Caption(), (ColSpec(),) * 3, TableHead(), (body,), TableFoot())
    frames = layout(document(table), GONGWEN)
    assert line(frames, "甲").left == line(frames, "宽").left == line(frames, "二").left
    assert line(frames, "乙").left == line(frames, "三").left > line(frames, "甲").left
    assert line(frames, "一").top > [placed for placed in all_lines(frames) if "高" in placed.text][-1].top + 4


@pytest.mark.parametrize("count", range(15, 22))
def test_a_tables_head_never_stands_alone_at_the_foot_of_a_page(count: int) -> None:
    frames = layout(document(*["短段。"] * count, Header(1, NO_ATTR, (Str("一、标题"),)), table(3)), GONGWEN)
    assert page_of(frames, "序号") == page_of(frames, "第1行") == page_of(frames, "一、标题")
