"""Breaking a title into lines by sense and shape (GB/T 9704 7.3.1: 回行时词意完整、排列对称、长短适宜、间距恰当)."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import ceil

from convert import nodes, patterns
from convert.caching import cache, lru_cache
from convert.chars import NO_LINE_END, NO_LINE_START, Kinsoku, is_wide
from convert.nodes import Inline
from convert.records import replace
from convert.transforms.words import cut
from convert.walk import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from typing import Final

_UNITS: Final = "年月日号届次期条章节个项版卷集篇讲批类级万亿元吨公里米度周世纪季"
_NUMERAL: Final = r"[0-9０-９一二三四五六七八九十百千万亿两〇零％%.,:：\-–—～~/]"
_CLINGS: Final = frozenset("的了地得之者们性化等着过")
_LEADS: Final = frozenset(
    ["为", "在", "对", "向", "以", "用", "把", "将", "和", "与", "及", "暨", "而", "并", "关于", "为了"]
    + ["為", "對", "將", "與", "並", "關於", "為了"]
)
_LIGHT: Final = frozenset(["和", "与", "及", "暨", "或", "并", "與", "並", "以及", "及其"])
_PAIRED: Final = {"《": "》", "〈": "〉", "“": "”", "（": "）", "「": "」", "『": "』"}
_TITLE_MARKS: Final = frozenset("《〈")
_TITLE_OR_CHARACTER: Final = "《[^《》]*》[、，。；：）”』」！？]*|."

_AFTER_MARK: Final = -0.10
_AFTER_PAIR: Final = -0.02
_BEFORE_ABOUT: Final = -0.14
_BEFORE_LEAD: Final = -0.03
_AFTER_LEAD: Final = 0.12
_PLAIN: Final = 0.04
_IN_QUOTES: Final = 0.15
_IN_TITLE_MARKS: Final = 3.0
_ONE_MORE_LINE: Final = 0.3
_MOST_MORE_LINES: Final = 2


def break_title(text: str, width: float) -> tuple[str, ...]:
    """Return `text` in as few lines of at most `width` em as it needs, broken by sense and of a good shape.

    The lines joined give `text` again. No line parts a word, a number and its unit or, where a line can hold it,
    what stands in 《》; lines are balanced, or grow, shrink or swell in the middle (梯形、菱形), never waisted.
    A piece wider than a line is cut where line-break prohibitions allow.
    """
    if _width(text) <= width:
        return (text,)
    return _broken(text, width)


def balanced(inlines: tuple[Inline, ...], width: float) -> tuple[Inline, ...]:
    """Return `inlines` with a LineBreak where `break_title` ends a line; forced breaks of the source stay alone."""
    text = plain_text(inlines)
    if "\n" in text or _width(text) <= width:
        return inlines
    ends = list(accumulate(len(line) for line in break_title(text, width)))[:-1]
    return tuple(_with_breaks(inlines, ends, 0))


def titles_whole(inlines: tuple[Inline, ...], first: float, rest: float) -> tuple[Inline, ...]:
    """Return `inlines` with a LineBreak before each 《…》 that a line end would part though a line can hold it.

    `first` and `rest` are the widths of the lines in em; lines are filled as a word processor fills them.
    """
    text = plain_text(inlines)
    if "《" not in text or "\n" in text or _width(text) <= first:
        return inlines
    ends: list[int] = []
    left, at = first, 0
    for found in patterns.finditer(_TITLE_OR_CHARACTER, text):
        piece = found.group()
        if at and left < _width(piece) <= rest and len(piece) > 1:
            ends.append(at)
            left = rest
        for wide in map(_width, piece):
            left = left - wide if wide <= left else rest - wide
        at += len(piece)
    return tuple(_with_breaks(inlines, ends, 0)) if ends else inlines


def _with_breaks(inlines: tuple[Inline, ...], ends: list[int], start: int) -> Iterator[Inline]:
    """Yield `inlines`, which begin at `start`, with a LineBreak at each of `ends`."""
    for inline in inlines:
        length = len(plain_text(inline))
        if start in ends and start:
            yield nodes.LineBreak()
            ends = [end for end in ends if end != start]
        inside = [end for end in ends if start < end < start + length]
        match inline:
            case nodes.Str(text) if inside:
                cuts = [0, *(end - start for end in inside), length]
                for number, (left, right) in enumerate(pairwise(cuts)):
                    if number:
                        yield nodes.LineBreak()
                    yield nodes.Str(text[left:right], span=inline.span)
            case nodes.Emph() | nodes.Strong() | nodes.Underline() | nodes.Span() | nodes.Link() if inside:
                yield replace(inline, content=tuple(_with_breaks(inline.content, inside, start)))
            case _:
                yield inline
        start += length


@lru_cache(maxsize=64)
def _broken(text: str, width: float) -> tuple[str, ...]:
    units = _fitted(_units(text), width)
    costs = _break_costs(units, width)
    widths = [_width(unit) for unit in units]
    least = ceil(_width(text.rstrip()) / width)
    tried = [
        (cost + _ONE_MORE_LINE * more, breaks)
        for more in range(_MOST_MORE_LINES + 1)
        for cost, breaks in _best_breaks(widths, costs, least + more, width)
    ]
    breaks = min(tried)[1] if tried else tuple(range(1, len(units)))
    return tuple("".join(units[a:b]) for a, b in zip((0, *breaks), (*breaks, len(units)), strict=True))


@cache
def _whole() -> re.Pattern[str]:
    """Return what finds the pieces that are no words but stay whole."""
    return patterns.compile(
        r"[〔\[（(]\d{4}[〕\]）)]第?\d+号"  # a document number
        rf"|第?{_NUMERAL}*[0-9０-９一二三四五六七八九十百千]+[{_UNITS}]+(?:[0-9０-９一二三四五六七八九十]+[{_UNITS}]+)*"
        r"|[A-Za-z0-9]+(?:[.,:'’&+/\-–][A-Za-z0-9]+)*%?"  # a Latin word or number
        r"|——|……|⋯⋯"
    )


def _width(text: str) -> float:
    """Return the width in em: hanzi and wide marks 1, the rest a half."""
    return sum(1.0 if is_wide(char) else 0.5 for char in text)


# --- units -----------------------------------------------------------------------------------------------


def _units(text: str) -> list[str]:
    """Return the pieces no line end may part, punctuation with the word it belongs to."""
    units: list[str] = []
    last = 0
    for whole in _whole().finditer(text):
        units.extend(_pieces(text[last : whole.start()]))
        units.append(whole.group())
        last = whole.end()
    units.extend(_pieces(text[last:]))
    return _kept_together(units)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for word in cut(text):
        pieces.extend([word] if word[0].isalnum() else word)
    return pieces


def _kept_together(units: list[str]) -> list[str]:
    """Join marks, particles and blanks to the word that they may not leave."""
    start, end = NO_LINE_START[Kinsoku.STRICT], NO_LINE_END[Kinsoku.GB]
    joined: list[str] = []
    for unit in units:
        clings = unit[0] in start or unit.isspace() or unit in _CLINGS
        if joined and (clings or joined[-1][-1] in end):
            joined[-1] += unit
        else:
            joined.append(unit)
    return joined


def _fitted(units: list[str], width: float) -> list[str]:
    """Cut a piece that no line can hold into its characters, prohibitions kept."""
    fitted: list[str] = []
    for unit in units:
        fitted.extend(_kept_together(list(unit)) if _width(unit.rstrip()) > width else [unit])
    return fitted


# --- where ------------------------------------------------------------------------------------------------


def _break_costs(units: list[str], width: float) -> list[float]:
    """Return the cost of a line end before each unit; the first has none."""
    costs = [0.0]
    inside: list[tuple[str, bool]] = []
    for index in range(1, len(units)):
        _follow_pairs(units, index - 1, inside, width)
        cost = _sense(units[index - 1].rstrip(), units[index])
        for mark, holdable in inside:
            cost += (_IN_TITLE_MARKS if holdable else _IN_QUOTES) if mark in _TITLE_MARKS else _IN_QUOTES
        costs.append(cost)
    return costs


def _follow_pairs(units: list[str], index: int, inside: list[tuple[str, bool]], width: float) -> None:
    """Keep the list of marks open after unit `index`, and whether one line could hold what each encloses."""
    for at, char in enumerate(units[index]):
        if char in _PAIRED:
            rest = units[index][at:] + "".join(units[index + 1 :])
            inside.append((char, _width(rest[: rest.find(_PAIRED[char]) + 1]) <= width))
        elif inside and char == _PAIRED[inside[-1][0]]:
            inside.pop()


def _sense(before: str, after: str) -> float:
    """Return how ill a line end between two units reads."""
    last = before[-1:]
    if after.startswith(("关于", "關於")):
        return _BEFORE_ABOUT
    if last in "，。；：！？—":
        return _AFTER_MARK
    if before in _LEADS or before in _LIGHT:
        return _AFTER_LEAD
    if last in "、》”）」』":
        return _AFTER_PAIR
    if after in _LEADS or after in _LIGHT:
        return _BEFORE_LEAD
    return 0.0 if last in _CLINGS else _PLAIN


# --- shape ------------------------------------------------------------------------------------------------


_Lines = dict[tuple[int, int, bool], tuple[float, tuple[int, ...]]]
"""Beginnings of the title by (units set, start of the last line, whether lines have shrunk): cost and breaks."""


def _best_breaks(
    widths: list[float], costs: list[float], count: int, width: float
) -> list[tuple[float, tuple[int, ...]]]:
    """Return the cheapest `count - 1` places to end a line with their cost, nothing when the lines hold too little."""
    mean = sum(widths) / count
    ends = [0.0]
    for piece in widths:
        ends.append(ends[-1] + piece)
    found: _Lines = {(0, 0, False): (0.0, ())}
    for line in range(count):
        found = _longer(found, line == count - 1, ends, costs, width=width, mean=mean)
    return [min(found.values())] if found else []


def _longer(
    found: _Lines,
    final: bool,
    ends: list[float],
    costs: list[float],
    *,
    width: float,
    mean: float,
) -> _Lines:
    """Add one line to each beginning."""
    total = len(ends) - 1
    grown: _Lines = {}
    for (start, above, shrunk), (cost, breaks) in found.items():
        upper = ends[start] - ends[above] if start else 0.0
        for end in [total] if final else range(start + 1, total):
            own = ends[end] - ends[start]
            if own > width or end <= start:
                continue
            shorter, longer = bool(start) and own < upper - 0.5, bool(start) and own > upper + 0.5
            new = cost + ((own - mean) / mean) ** 2 + (costs[end] if end < total else 0.0)
            new += 0.5 if shrunk and longer else 0.0
            new += 0.6 if own < 3 else 0.0
            state = (end, start, shrunk or shorter)
            entry = (new, breaks if end == total else (*breaks, end))
            if state not in grown or entry < grown[state]:
                grown[state] = entry
    return grown
