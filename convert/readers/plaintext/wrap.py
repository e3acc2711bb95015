"""Finds out whether lines were broken at an edge, and where that edge is, from all lines together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from convert.readers.plaintext.lines import Line, cells, ending

_UNIT: Final = re.compile(
    r"[“‘「『（〔［【〖《〈(\[]*(?:[!-~]+|[^\x00-\x7f]|.)[，、。；：？！）)”’」』】〗〕］\]》〉…—,.;:?!]*", re.S
)
_WIDEST: Final = 400
_NARROWEST: Final = 18
_CODE: Final = re.compile(r"[\x20-\x7e]+")
_MARK: Final = re.compile("[，。、；：,;]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of lines with one habit: lines `first` to `last` (exclusive) of the list.

    `edge` is the column where lines are broken, 0 when each line is a paragraph; `indent` the indent of a
    paragraph's first line when it tells paragraphs from turnover lines, else 0; `turnover` the usual indent of
    turnover lines; `spaced` tells that blank lines stand between all lines, so that one means nothing;
    `blocks` that blank lines part the paragraphs; `stops` is the share of sentence ends that end a paragraph;
    `margin` tells that some paragraphs begin at the margin though most are indented.
    """

    first: int
    last: int
    edge: int = 0
    indent: int = 0
    turnover: int = 0
    spaced: bool = False
    blocks: bool = False
    stops: float = 0.3
    margin: bool = False


def unit_width(text: str) -> int:
    """Return the cells of the first piece of `text` that a line breaker would not divide."""
    m = _UNIT.match(text)
    return cells(m[0]) if m else 2


def survey(lines: Sequence[Line]) -> list[Stretch]:
    """Divide the lines into stretches of one habit."""
    if not lines:
        return []
    pairs = [_Pair.of(a, b) for a, b in zip(lines, lines[1:], strict=False)]
    whole = _edge(lines, pairs, 0, len(lines))
    if whole:
        return [_habit(lines, pairs, 0, len(lines), whole)]
    bounds = _windows(lines, pairs)
    return [_habit(lines, pairs, first, last, edge) for first, last, edge in bounds]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two neighbouring lines: where the first ends, what the second begins with."""

    reach: int
    unit: int
    open: bool
    final: bool
    code: bool

    @classmethod
    def of(cls, a: Line, b: Line) -> _Pair:
        end = ending(a.text)
        code = a.reach > 40 and _CODE.fullmatch(a.text) is not None
        return cls(a.reach, unit_width(b.text), end.open, end.final, code)


def _edge(lines: Sequence[Line], pairs: Sequence[_Pair], first: int, last: int) -> int:
    """Return the column at which the lines are broken, 0 when they are not."""
    inner = pairs[first : last - 1]
    cover = [0] * (_WIDEST + 2)
    for pair in inner:
        if pair.open and _NARROWEST <= pair.reach <= _WIDEST:
            cover[pair.reach] += 1
            cover[min(_WIDEST + 1, pair.reach + max(2, pair.unit))] -= 1
    best = total = fill = 0
    for column in range(_WIDEST + 1):
        total += cover[column]
        if total >= fill and total:
            best, fill = column, total
    if fill < 3:
        return 0
    near = [p for p in inner if p.reach <= best + 1 and p.reach + max(2, p.unit) >= best - 1 and p.reach >= best * 0.6]
    opened = [p for p in inner if p.open and best * 0.6 <= p.reach <= best + 1]
    over = sum(1 for line in lines[first:last] if line.reach > best + 4 and not _CODE.fullmatch(line.text))
    tight = sum(1 for p in opened if p.reach + max(2, p.unit) >= best - 1)
    if over > 1 + 0.03 * (last - first) or tight < 0.6 * len(opened) or sum(p.open for p in near) < 0.35 * len(near):
        return 0
    if over >= 1 and fill < 4 * over:
        return 0
    full = [lines[first + i].text for i, p in enumerate(inner) if p.open and abs(p.reach - best) <= 3]
    marked = sum(1 for text in full if _MARK.search(text))
    return best if marked * 4 >= len(full) or (fill >= 30 and marked * 10 >= len(full)) else 0


_WINDOW: Final = 24


def _windows(lines: Sequence[Line], pairs: Sequence[_Pair]) -> list[tuple[int, int, int]]:
    """Cut the lines into windows, find the edge of each, and merge neighbours that agree."""
    found: list[tuple[int, int, int]] = []
    for first in range(0, len(lines), _WINDOW):
        last = min(len(lines), first + _WINDOW)
        found.append((first, last, _edge(lines, pairs, first, last)))
    merged = [found[0]]
    for first, last, edge in found[1:]:
        start, _, before = merged[-1]
        if abs(before - edge) <= 2 and bool(before) == bool(edge):
            merged[-1] = (start, last, max(before, edge))
        else:
            merged.append((first, last, edge))
    return _refined(lines, merged)


def _refined(lines: Sequence[Line], runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Move each bound between two habits to the line where the wider one begins or ends."""
    out = [runs[0]]
    for first, last, edge in runs[1:]:
        start, stop, before = out[-1]
        bound = first
        if before and (edge > before or not edge):
            low = max(start, first - _WINDOW)
            wide = [i for i in range(low, first) if lines[i].reach > before + 4]
            bound = _paragraph_start(lines, wide[0], start) if wide else first
        elif edge:
            wide = [i for i in range(first, min(last, first + _WINDOW)) if lines[i].reach > edge + 4]
            bound = wide[-1] + 1 if wide else first
        if bound > start:
            out[-1] = (start, bound, before)
            out.append((bound, last, edge))
        else:
            out[-1] = (start, last, edge)
    return out


def _paragraph_start(lines: Sequence[Line], index: int, low: int) -> int:
    while index > low and not lines[index].lead and not lines[index].gap and not ending(lines[index - 1].text).final:
        index -= 1
    return index


def _habit(lines: Sequence[Line], pairs: Sequence[_Pair], first: int, last: int, edge: int) -> Stretch:
    spaced, blocks = _spacing(lines, pairs, first, last, edge)
    if not edge:
        return Stretch(first, last, 0, _common_indent(lines[first:last]), 0, spaced, blocks)
    after_open: Counter[int] = Counter()
    after_short: Counter[int] = Counter()
    finals = 0
    for i in range(first, last - 1):
        pair, line = pairs[i], lines[i + 1]
        if pair.reach + max(2, pair.unit) > edge:
            if pair.open and (spaced or not line.gap):
                after_open[line.lead] += 1
        elif pair.final:
            finals += 1
            after_short[line.lead] += 1
    turnover = after_open.most_common(1)[0][0] if after_open else 0
    indents = Counter({lead: n for lead, n in after_short.items() if turnover < lead <= 12})
    indent = indents.most_common(1)[0][0] if indents else 0
    if indent and indents[indent] < 0.5 * max(1, sum(n for lead, n in after_short.items() if lead <= 12)):
        indent = 0
    sentences = sum(line.text.count("。") + line.text.count("；") for line in lines[first:last])
    stops = finals / sentences if sentences > 8 else 0.3
    margin = any(lead <= turnover for lead in after_short)
    return Stretch(first, last, edge, indent, turnover, spaced, blocks, stops, margin)


def _spacing(lines: Sequence[Line], pairs: Sequence[_Pair], first: int, last: int, edge: int) -> tuple[bool, bool]:
    """Tell whether blank lines stand between all lines, and whether they part paragraphs."""
    gaps = [lines[i].gap for i in range(first + 1, last) if not lines[i].page]
    if not gaps:
        return False, False
    with_gap = sum(1 for gap in gaps if gap)
    if edge:
        inner = [i for i in range(first, last - 1) if pairs[i].open and pairs[i].reach + max(2, pairs[i].unit) > edge]
        spaced = bool(inner) and sum(1 for i in inner if lines[i + 1].gap) >= 0.8 * len(inner)
        ended = [i for i in range(first, last - 1) if pairs[i].final and pairs[i].reach + pairs[i].unit <= edge]
        blocks = not spaced and bool(ended) and sum(1 for i in ended if lines[i + 1].gap) >= 0.75 * len(ended)
        return spaced, blocks
    return False, with_gap >= 0.75 * len(gaps)


def _common_indent(lines: Sequence[Line]) -> int:
    """Return the indent that most long lines share, 0 when they stand at the margin."""
    long = [line for line in lines if line.reach - line.lead > 40] or list(lines)
    leads = Counter(line.lead for line in long)
    lead, count = leads.most_common(1)[0]
    return lead if 0 < lead <= 8 and count >= 0.6 * len(long) else 0
