"""Tables over page ends and on turned pages: borders at the edges, heads said once, the number's place on the paper."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from convert import profile
from convert.layout import layout
from convert.layout.frames import Frames, GlyphRun, LinkArea, Page, Rule
from convert.nodes import (
    NO_ATTR,
    Alignment,
    Block,
    Caption,
    Cell,
    ColSpec,
    Link,
    Plain,
    Row,
    Str,
    Table,
    TableBody,
    TableFoot,
    TableHead,
    Target,
)

sys.path.insert(0, str(Path(__file__).parent))

from placing import MM, document, lines

GONGWEN = profile.load("gongwen")


def cell(*content: Block, rows: int = 1) -> Cell:
    return Cell(NO_ATTR, Alignment.LEFT, rows, 1, content)


def words(text: str) -> Plain:
    return Plain((Str(text),))


def table(rows: tuple[Row, ...], columns: int, head: TableHead | None = None) -> Table:
    body = TableBody(NO_ATTR, 0, (), rows)
    return Table(NO_ATTR, Caption(), (ColSpec(),) * columns, head or TableHead(), (body,), TableFoot())


def borders(page: Page) -> list[Rule]:
    return [item for item in page.items if isinstance(item, Rule) and item.width > item.height]


def test_a_cell_that_spans_rows_is_closed_where_the_page_ends_and_where_the_next_begins() -> None:
    rows = [Row(NO_ATTR, (cell(words("合并"), rows=90), cell(words("第1行"))))]
    rows += [Row(NO_ATTR, (cell(words(f"第{number}行")),)) for number in range(2, 91)]
    frames = layout(document(table(tuple(rows), 2)), GONGWEN)
    assert len(frames.pages) > 2
    whole = max(rule.width for rule in borders(frames.pages[0]))
    for before, after in zip(frames.pages, frames.pages[1:], strict=False):
        lowest = max(borders(before), key=lambda rule: (rule.y, rule.width))
        highest = min(borders(after), key=lambda rule: (rule.y, -rule.width))
        last, first = lines(before)[-1], lines(after)[0]
        assert lowest.width == pytest.approx(whole) and lowest.y / MM > last.top
        assert highest.width == pytest.approx(whole) and highest.y / MM < first.top


def test_a_head_that_stands_again_is_furniture_and_leads_nowhere() -> None:
    link = Plain((Link(NO_ATTR, (Str("表头"),), Target("https://example.com")),))
    head = TableHead(NO_ATTR, (Row(NO_ATTR, (cell(link), cell(words("栏")))),))
    rows = tuple(Row(NO_ATTR, (cell(words(f"第{number}行")), cell(words("值")))) for number in range(60))
    frames = layout(document(table(rows, 2, head)), GONGWEN)
    assert len(frames.pages) > 1
    said = [text(frames, number, own=True).count("表头") for number in range(len(frames.pages))]
    seen = [text(frames, number, own=False).count("表头") for number in range(len(frames.pages))]
    assert said == [1] + [0] * (len(frames.pages) - 1)
    assert seen == [1] * len(frames.pages)
    assert sum(isinstance(item, LinkArea) for page in frames.pages for item in page.items) == 1


def text(frames: Frames, page: int, *, own: bool) -> str:
    runs = (item for item in frames.pages[page].items if isinstance(item, GlyphRun))
    return "".join("".join(run.texts) for run in runs if run.element >= 0 or not own)


def test_the_number_of_a_turned_page_keeps_its_place_on_the_paper() -> None:
    """The paper is turned with its left edge up: what is d mm above its foot is d mm from the left of the page."""
    rows = tuple(Row(NO_ATTR, tuple(cell(words(f"第{n}列")) for n in range(12))) for _ in range(60))
    frames = layout(document("前。", table(rows, 12)), GONGWEN)
    upright, *turned = frames.pages
    assert [page.width > page.height for page in turned] == [True] * len(turned) and len(turned) > 2
    number = next(run for run in upright.items if isinstance(run, GlyphRun) and run.element < 0)
    for count, page in enumerate(turned, 2):
        runs = [run for run in page.items if isinstance(run, GlyphRun) and run.element < 0 and run.turned]
        assert "".join("".join(run.texts) for run in runs).strip(" —") == str(count)
        assert runs[0].x == pytest.approx(upright.height - number.y)
        start, end = runs[0].y, runs[-1].y + sum(runs[-1].advances)
        if count % 2:
            assert (28 + 156) - end / MM == pytest.approx(14 / MM, abs=0.1)
        else:
            assert start / MM - 28 == pytest.approx(14 / MM, abs=0.1)
