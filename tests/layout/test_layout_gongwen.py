"""The gongwen page by the numbers: 22 lines of 28 characters between the edges of the text block (GB/T 9704 5.2)."""

from __future__ import annotations

from collections import defaultdict

import pytest

from convert import profile
from convert.layout import layout
from convert.layout.frames import GlyphRun, Page
from convert.layout.lines import ASCENT
from convert.nodes import Document, Para, Role, Str
from convert.walk import div, plain_text

MM = 72 / 25.4
HANZI = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"


def para(text: str) -> Para:
    return Para((Str(text),))


def lines_of(page: Page) -> dict[float, list[GlyphRun]]:
    """Return the runs of the text block by the top of their em box in pt."""
    lines: dict[float, list[GlyphRun]] = defaultdict(list)
    for item in page.items:
        if isinstance(item, GlyphRun) and item.element >= 0:
            shift = 0.07 if item.face == "fang" else 0.0
            lines[round(item.y + shift * item.size - ASCENT * item.size, 2)].append(item)
    return lines


@pytest.fixture(scope="module")
def page() -> Page:
    document = Document(blocks=tuple(para(HANZI * 9) for _ in range(4)))
    return layout(document, profile.load("gongwen")).pages[0]


def test_a_full_page_has_22_lines_from_edge_to_edge(page: Page) -> None:
    tops = sorted(lines_of(page))
    assert len(tops) == 22
    assert tops[0] == pytest.approx(37 * MM, abs=0.01)
    assert tops[-1] + 16 == pytest.approx(262 * MM, abs=0.01)


def test_a_pure_line_holds_28_hanzi_from_28_to_184_mm(page: Page) -> None:
    runs = lines_of(page)[sorted(lines_of(page))[1]]
    assert sum(len(run.glyphs) for run in runs) == 28
    assert runs[0].x == pytest.approx(28 * MM, abs=0.01)
    assert runs[-1].x + sum(runs[-1].advances) == pytest.approx(184 * MM, abs=0.01)


def test_a_paragraph_begins_two_characters_in(page: Page) -> None:
    first = lines_of(page)[min(lines_of(page))][0]
    assert first.x == pytest.approx(28 * MM + 2 * 156 / 28 * MM, abs=0.01)
    assert sum(len(run.glyphs) for run in lines_of(page)[min(lines_of(page))]) == 26


def test_page_numbers_stand_7_mm_below_right_on_odd_and_left_on_even_pages() -> None:
    document = Document(blocks=tuple(para(HANZI * 12) for _ in range(8)))
    pages = layout(document, profile.load("gongwen")).pages
    odd, even = ([i for i in page.items if isinstance(i, GlyphRun) and i.element < 0] for page in pages[:2])
    assert "".join("".join(run.texts) for run in odd) == "— 1 —"
    assert "".join("".join(run.texts) for run in even) == "— 2 —"
    assert odd[-1].x + sum(odd[-1].advances) == pytest.approx(184 * MM - 14, abs=0.01)
    assert even[0].x == pytest.approx(28 * MM + 14, abs=0.01)
    ink = odd[0].y - 0.265 * 14
    assert ink == pytest.approx(269 * MM, abs=0.5 * MM)


def test_every_character_is_in_the_runs_once_and_in_order() -> None:
    text = "为加强城市公园的规划、建设，“改善”生态（2026年）8.5%，使用Word和PDF——测试……don’t stop。" * 7
    document = Document(blocks=(div(Role.TITLE, para("关于公园的通知")), para(text), para(text)))
    runs = [i for p in layout(document, profile.load("gongwen")).pages for i in p.items if isinstance(i, GlyphRun)]
    found = "".join("".join(run.texts) + run.suffix for run in runs if run.element >= 0)
    assert found == plain_text(document.blocks)
