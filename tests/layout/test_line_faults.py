"""No line of any profile begins or ends with a prohibited mark, parts a unit, runs over or ends a paragraph alone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from convert import profile
from convert.chars import NO_LINE_END, NO_LINE_START, Kinsoku
from convert.fonts import load
from convert.layout import layout
from convert.layout.frames import GlyphRun, Page
from convert.nodes import Document, Para, Str

HANZI = "的一是在了不和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年阶义发成部民可出能方进同行面说种过"
WORDS = [
    "Word",
    "PDF",
    "ISO 9001",
    "3D",
    "GB/T 9704-2012",
    "OpenAI",
    "international",
    "Wi-Fi",
    "C++",
    "don’t",
    "A4",
    "5G",
]
UNITS = [
    "8.5%",
    "2026年",
    "2026年10月15日",
    "〔2026〕3号",
    "1,234.56万元",
    "37℃",
    "100公里",
    "第十二届",
    "3倍",
    "12个百分点",
    "￥99",
    "№7",
]
HYPHEN = "\u00ad"
STOPS = ["，", "。", "；", "：", "！", "？", "、", "……", "——"]
PAIRS = ["“”", "《》", "（）", "‘’", "【】", "〔〕", "「」"]


def clause(rng: random.Random) -> str:
    hanzi = "".join(rng.choices(HANZI, k=rng.randint(1, 14)))
    match rng.randint(0, 9):
        case 0:
            return hanzi + rng.choice(WORDS) + hanzi
        case 1 | 2:
            return hanzi + rng.choice(UNITS) + rng.choice(HANZI)
        case 3 | 4:
            pair = rng.choice(PAIRS)
            return rng.choice(HANZI) * rng.randint(0, 3) + pair[0] + hanzi + pair[1]
        case 5:
            return f"“{hanzi}《{hanzi[:5]}》。”"
        case _:
            return hanzi


def text(rng: random.Random) -> str:
    parts = [clause(rng) + rng.choice(STOPS) for _ in range(rng.randint(1, 14))]
    return "".join(parts) + clause(rng).rstrip("”。") + "。"


def lines(page: Page) -> Iterator[tuple[int, str, float, float]]:
    """Yield element, text, left and right edge (pt) of each line of the text block."""
    rows: dict[tuple[int, float], list[GlyphRun]] = {}
    for item in page.items:
        if isinstance(item, GlyphRun) and item.element >= 0:
            rows.setdefault((item.element, round(item.y + load(item.face).shift * item.size, 1)), []).append(item)
    for (element, _), runs in rows.items():
        end = runs[-1]
        yield (
            element,
            "".join("".join(r.texts) + r.suffix if r.texts != ("",) else HYPHEN for r in runs),
            runs[0].x,
            end.x + sum(end.advances),
        )


SPLIT = re.compile(
    r"[0-9][.,]?\n[.,]?[0-9]|[0-9]\n[年月日%℃万公个倍号]|〔2026\n|〔2026〕\n|—\n—|…\n…|[A-Za-z’]\n[A-Za-z’]"
)


@pytest.mark.parametrize("name", profile.BUILT_IN)
def test_generated_text_has_no_fault_at_any_line_end(name: str) -> None:
    assert check(name, random.Random(9704), 800) > 2500


@pytest.mark.slow
@pytest.mark.parametrize("name", profile.BUILT_IN)
def test_ten_thousand_lines_have_no_fault(name: str) -> None:
    assert check(name, random.Random(name), 3300) > 10_000


def check(name: str, rng: random.Random, paragraphs: int) -> int:
    """Look for faults in the lines of so many paragraphs made up; return how many lines there are."""
    house = profile.load(name)
    document = Document(blocks=tuple(Para((Str(text(rng)),)) for _ in range(paragraphs)))
    level = Kinsoku(house.typesetting.kinsoku)
    start, end = NO_LINE_START[level], NO_LINE_END[level]
    edge = (house.page.width - house.page.right) * 72 / 25.4
    count = 0
    found: dict[int, list[str]] = {}
    for page in layout(document, house).pages:
        for element, line, _, right in lines(page):
            count += 1
            assert right <= edge + 0.01, line
            found.setdefault(element, []).append(line)
    for block in found.values():
        for line in block[1:]:
            assert line[0] not in start, block
        for line in block[:-1]:
            assert line[-1] not in end, block
        assert SPLIT.search("\n".join(block)) is None or HYPHEN in "".join(block), block
        assert len(block) == 1 or len(re.findall(r"\w", block[-1])) >= 2, block
    return count


@pytest.mark.parametrize("name", [name for name in profile.BUILT_IN if profile.load(name).grid.chars])
def test_on_the_grid_not_even_the_blank_half_of_a_mark_leaves_the_text_block(name: str) -> None:
    rng = random.Random(2012)
    house = profile.load(name)
    document = Document(blocks=tuple(Para((Str(text(rng)),)) for _ in range(300)))
    left, right = house.page.left * 72 / 25.4, (house.page.width - house.page.right) * 72 / 25.4
    for page in layout(document, house).pages:
        for run in page.items:
            if isinstance(run, GlyphRun) and run.element >= 0 and run.texts != ("",):
                end = run.x + sum(run.advances[:-1]) + load(run.face).advance(run.glyphs[-1]) * run.size
                assert run.x >= left - 0.3 * 72 / 25.4, run
                assert end <= right + 0.3 * 72 / 25.4, run
