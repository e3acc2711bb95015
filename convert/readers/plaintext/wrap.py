"""Finds out whether lines were broken at an edge, and where that edge is, from all lines together."""

from __future__ import annotations

from itertools import accumulate, pairwise

from convert import patterns
from convert.counting import Counter
from convert.readers.plaintext.lines import Line, cells, ending
from convert.readers.plaintext.markers import find
from convert.records import NamedTuple, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

_UNIT: Final = patterns.compile(
    r"[“‘「『（〔［【〖《〈(\[]*(?:[!-~]+|[^\x00-\x7f]|.)[，、。；：？！）)”’」』】〗〕］\]》〉…—,.;:?!]*",
    patterns.DOTALL,
)
_WIDEST: Final = 400
_MOST_EDGES: Final = 4
_SWITCH: Final = 7.0
_MOST_SHORT: Final = 10
_MOST_OVER: Final = 6
_LONG_LINE: Final = 50
_DEEPEST: Final = 10
"""Lines indented further are centred or set to the right: their ends show no edge."""
_NARROWEST: Final = 18
_LOOKED: Final = 400
_LEAST_LINES: Final = 3
_NARROW: Final = 28
"""Columns up to which lines without marks may be verse."""
_SIGNS: Final = patterns.compile(r"[{}=<>|\\$]|;$|::|\(\)|^[#$] | {3,}|^--?\w")
_MARK: Final = patterns.compile("[，。、；：,;]")
_OPENING: Final = frozenset("“‘「『（〔［【〖《〈")
_CLOSING: Final = frozenset("，、。；：？！）)”’」』】〗〕］》〉…—,.;:?!]")


@record
class Stretch:
    """A run of lines with one habit: lines `first` to `last` (exclusive) of the list.

    `edge` is the column where lines are broken, 0 when each line is a paragraph; `indent` the indent of a
    paragraph's first line when it tells paragraphs from turnover lines, else 0; `turnover` the usual indent of
    turnover lines; `spaced` tells that blank lines stand between all lines, so that one means nothing;
    `blocks` that blank lines part the paragraphs; `stops` is the share of sentence ends that end a paragraph;
    `ragged` tells that paragraphs of several lines, broken by sense, begin with an indent and go on at the margin;
    `margin` tells that some paragraphs begin at the margin though most are indented; `short` is how far indented
    lines end before the edge, because the indent of the source was wider than its blanks look (tabs).
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
    short: int = 0
    ragged: bool = False

    def reach(self, line: Line) -> int:
        """Return where a line ends, corrected for the true width of its indent."""
        return line.reach + self.short if line.lead and line.lead == self.indent else line.reach


def unit_width(text: str, before: str = "") -> int:
    """Return the cells of the first piece of `text` that a line breaker would not divide, with the blank before it."""
    if text[0] > "\x7f" and text[0] not in _OPENING and text[1:2] not in _CLOSING:
        return 2
    m = _UNIT.match(text)
    blank = bool(before) and before[-1].isascii() and text[:1].isascii()
    return (cells(m[0]) if m else 2) + blank


def survey(lines: Sequence[Line]) -> list[Stretch]:
    """Divide the lines into stretches of one habit."""
    if not lines:
        return []
    if sum([1 for line in lines if line.reach >= _NARROWEST]) < _LEAST_LINES:
        return [_habit(lines, (), 0, len(lines), 0)]
    pairs = [_pair(a, b) for a, b in pairwise(lines)]
    columns = _columns(pairs)
    whole = _edge(lines, pairs, columns[0]) if columns else 0
    if not columns or (whole and len(columns) == 1 and not _uneven(lines, pairs, whole)):
        return [_habit(lines, pairs, 0, len(lines), whole)]
    shifted = _shifted(lines, pairs)
    if shifted or (whole and len(columns) == 1):
        return [shifted or _habit(lines, pairs, 0, len(lines), whole)]
    return [_habit(lines, pairs, first, last, edge) for first, last, edge in _divided(lines, pairs, columns)]


def _uneven(lines: Sequence[Line], pairs: Sequence[_Pair], edge: int) -> bool:
    """Tell whether lines at the margin all end before the edge that indented lines reach."""
    flush = [p.reach for line, p in zip(lines, pairs, strict=False) if p.open and not line.lead and p.reach > edge - 12]
    return len(flush) >= 2 and max(flush) < edge - 1


def _shifted(lines: Sequence[Line], pairs: Sequence[_Pair]) -> Stretch | None:
    """Return the one habit of all lines when indented ones end at a column of their own, None if there is none.

    Their indent was narrower or wider where the lines were broken than its blanks look here: tabs are so.
    """
    leads = Counter(line.lead for line in lines if 0 < line.lead <= _DEEPEST)
    if not leads:
        return None
    indent = leads.most_common(1)[0][0]
    inner = _columns([pair for line, pair in zip(lines, pairs, strict=False) if line.lead == indent], 2)
    near = inner[0] - _MOST_SHORT - 2 if inner else 0
    outer = _columns([p for line, p in zip(lines, pairs, strict=False) if not line.lead and p.reach > near], 2)
    shift = outer[0] - inner[0] if inner and outer else 0
    if not shift or abs(shift) > _MOST_SHORT:
        return None
    lines = [line._replace(reach=line.reach + shift) if line.lead == indent else line for line in lines]
    pairs = [_pair(a, b) for a, b in pairwise(lines)]
    edge = _edge(lines, pairs, outer[0])
    habit = _habit(lines, pairs, 0, len(lines), edge)
    return replace(habit, short=shift) if edge and habit.indent == indent else None


class _Pair(NamedTuple):
    """Two neighbouring lines: where the first ends, and where it would with the first unit of the second."""

    reach: int
    wanted: int
    open: bool
    final: bool
    code: bool

    def at(self, column: int) -> bool:
        """Tell whether a line breaker with its edge at `column` would have broken here."""
        return self.reach <= column + 1 and self.wanted >= column - 1


def _pair(a: Line, b: Line) -> _Pair:
    text, reach = a.text, a.reach
    final, _, still_open = ending(text)
    code = text.isascii() and (text.count(" ") < 3 or _SIGNS.search(text) is not None)
    unit = unit_width(b.text, text)
    wanted = reach + (unit if unit > 2 else 2)
    return tuple.__new__(_Pair, (reach, wanted, still_open and a.lead <= _DEEPEST, final, code))


def _columns(pairs: Sequence[_Pair], few: int = 3) -> list[int]:
    """Return the columns at which many lines break off, the commonest first; each line speaks for one column."""
    least = max(few, 0.03 * min(len(pairs), 3000))
    left = [pair for pair in pairs if pair.open and not pair.code and _NARROWEST <= pair.reach <= _WIDEST]
    found: list[int] = []
    while len(found) < _MOST_EDGES:
        cover = [0] * (_WIDEST + 2)
        for pair in left:
            cover[pair.reach] += 1
            cover[min(_WIDEST + 1, pair.wanted)] -= 1
        counts = list(accumulate(cover))
        fill = max(counts)
        if fill < least:
            break
        column = max(c for c, n in enumerate(counts) if n == fill)
        found.append(column)
        left = [pair for pair in left if pair.reach > column + 1 or pair.wanted < column - 1]
        least = max(least, 0.08 * fill, 4)
    return found


def _edge(lines: Sequence[Line], pairs: Sequence[_Pair], column: int) -> int:
    """Return `column` when all the lines together show that they were broken there, else 0."""
    least = column * 0.6
    within = [p for p in pairs if least <= p.reach <= column + 1]
    near = [p for p in within if p.wanted >= column - 1]
    opened = [p for p in within if p.open]
    over = sum([1 for line in lines if line.reach > column + 4 and not line.text.isascii()])
    fill = sum([1 for p in near if p.open])
    if (
        over > 1 + 0.03 * len(lines)
        or fill < 0.6 * len(opened)
        or fill < 0.35 * len(near)
        or (over and fill < 4 * over)
    ):
        return 0
    full = [i for i, p in enumerate(pairs) if p.open and abs(p.reach - column) <= 3]
    if _counted(lines, full):
        return 0
    marked = sum(1 for i in full if _MARK.search(lines[i].text))
    return column if marked * 4 >= len(full) or (fill >= 30 and marked * 10 >= len(full)) else 0


def _counted(lines: Sequence[Line], full: Sequence[int]) -> bool:
    """Tell whether most of the lines that break off have the next of their count below: entries, not broken lines."""
    steps = 0
    for i in full[:_LOOKED]:
        here, below = find(lines[i].text), find(lines[i + 1].text)
        steps += bool(here and below and here.kind == below.kind and below.number - here.number == 1)
    return 2 * steps > len(full[:_LOOKED])


def _divided(lines: Sequence[Line], pairs: Sequence[_Pair], columns: Sequence[int]) -> list[tuple[int, int, int]]:
    """Give each line the edge that explains it and its neighbours best; changing the edge has its price."""
    states = [0, *columns]
    costs = [0.0] * len(states)
    trail: list[list[int]] = []
    for i, line in enumerate(lines):
        pair = pairs[i] if i < len(pairs) else None
        best = min(range(len(states)), key=costs.__getitem__)
        came, new = [], []
        for k, column in enumerate(states):
            stay = costs[k] < costs[best] + _SWITCH or k == best
            came.append(k if stay else best)
            new.append((costs[k] if stay else costs[best] + _SWITCH) + _misfit(line, pair, column))
        trail.append(came)
        costs = new
    at = min(range(len(states)), key=costs.__getitem__)
    path = []
    for came in reversed(trail):
        path.append(at)
        at = came[at]
    path.reverse()
    return _runs(lines, pairs, [states[k] for k in path])


def _misfit(line: Line, pair: _Pair | None, column: int) -> float:
    """Return how ill an edge explains where a line ends."""
    if pair is None or pair.code:
        return 0.0
    if not column:
        return 1.2 if pair.open and line.reach >= 30 and _MARK.search(line.text) else 0.0
    if line.reach > column + 4:
        return 4.0
    if not pair.open:
        return -0.3 if pair.at(column) else 0.0
    if pair.at(column):
        return -1.0 if pair.reach <= column < pair.wanted else -0.5
    if line.lead and column - 8 <= line.reach <= column:
        return -0.2
    return 1.2 if line.reach > 30 else 0.3


def _runs(lines: Sequence[Line], pairs: Sequence[_Pair], edges: list[int]) -> list[tuple[int, int, int]]:
    """Return runs of lines with one edge; a run too thin to show an edge has none."""
    runs: list[tuple[int, int, int]] = []
    start = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and edges[i] == edges[start]:
            continue
        edge = edges[start]
        shown = [k for k in range(start, i - 1) if pairs[k].open and pairs[k].at(edge)] if edge else []
        shown = [] if _counted(lines, shown) else shown
        marked = sum(1 for k in shown if _MARK.search(lines[k].text))
        runs.append((start, i, edge if len(shown) >= 3 and (edge > _NARROW or marked * 6 >= len(shown)) else 0))
        start = i
    return runs


def _habit(lines: Sequence[Line], pairs: Sequence[_Pair], first: int, last: int, edge: int) -> Stretch:
    spaced, blocks = _spacing(lines, pairs, first, last, edge)
    if not edge:
        indent = _common_indent(lines[first:last])
        ragged = _is_ragged(lines[first:last])
        return Stretch(first, last, 0, indent or 4 * ragged, 0, spaced, blocks, ragged=ragged)
    after_open, after_short, finals = _indents(lines, pairs, first, last, edge, spaced)
    turnover = after_open.most_common(1)[0][0] if after_open else 0
    starts = _starts(lines, pairs, range(first + 1, last - 1), edge, turnover, spaced)
    indent = _indent_of(starts, turnover, 2) or _indent_of(after_short, turnover, 1)
    whole = "".join([line.text for line in lines[first:last]])
    sentences = whole.count("。") + whole.count("；")
    stops = finals / sentences if sentences > 8 else 0.3
    margin = any(lead <= turnover for lead in after_short)
    short = _shortfall(lines[first:last], pairs[first:last], edge, indent) if indent else 0
    return Stretch(first, last, edge, indent, turnover, spaced, blocks, stops, margin, short)


def _indent_of(leads: Counter[int], turnover: int, least: int) -> int:
    """Return the indent beyond `turnover` that most of `leads` share, 0 when they share none."""
    usual = {lead: count for lead, count in leads.items() if lead <= 12}
    lead, count = max(((k, n) for k, n in usual.items() if k > turnover), key=lambda item: item[1], default=(0, 0))
    return lead if count >= max(least, 0.5 * sum(usual.values())) else 0


def _starts(
    lines: Sequence[Line], pairs: Sequence[_Pair], where: range, edge: int, turnover: int, spaced: bool
) -> Counter[int]:
    """Count the indents of long lines that begin a paragraph of several lines."""
    leads: Counter[int] = Counter()
    for i in where:
        line, after, before = lines[i], lines[i + 1], pairs[i - 1]
        room = before.wanted <= edge - 1 and (before.final or before.reach < edge - 12)
        begins = room or (line.gap > 0 and not spaced)
        goes_on = after.lead <= turnover and (spaced or not after.gap) and not pairs[i].final
        if begins and goes_on and line.reach >= 0.55 * edge:
            leads[line.lead] += 1
    return leads


def _indents(
    lines: Sequence[Line], pairs: Sequence[_Pair], first: int, last: int, edge: int, spaced: bool
) -> tuple[Counter[int], Counter[int], int]:
    """Count the indents after full lines that break off, and after short lines that end a sentence."""
    after_open: Counter[int] = Counter()
    after_short: Counter[int] = Counter()
    finals = 0
    for i in range(first, last - 1):
        pair, line = pairs[i], lines[i + 1]
        if pair.wanted > edge:
            if pair.open and (spaced or not line.gap):
                after_open[line.lead] += 1
        elif pair.final:
            finals += 1
            if not line.text.isascii():
                after_short[line.lead] += 1
    return after_open, after_short, finals


def _shortfall(lines: Sequence[Line], pairs: Sequence[_Pair], edge: int, indent: int) -> int:
    """Return how far before the edge indented lines break off, when they agree on it."""
    found = [
        pair
        for pair, line, after in zip(pairs, lines, lines[1:], strict=False)
        if line.lead == indent and pair.open and not after.lead and edge - 24 < pair.reach <= edge + 1 + _MOST_OVER
    ]
    fits = {
        short: sum(1 for p in found if p.reach - 1 <= edge - short <= p.wanted)
        for short in range(-_MOST_OVER, _MOST_SHORT)
    }
    best = max(fits.values())
    if best < 2 or best < 0.6 * len(found) or fits[0] * 2 > best:
        return 0
    fitting = [short for short, count in fits.items() if count == best]
    return max(fitting) if max(fitting) > 0 else min(fitting)


def _spacing(lines: Sequence[Line], pairs: Sequence[_Pair], first: int, last: int, edge: int) -> tuple[bool, bool]:
    """Tell whether blank lines stand between all lines, and whether they part paragraphs."""
    gaps = [lines[i].gap for i in range(first + 1, last) if not lines[i].page]
    if not gaps:
        return False, False
    with_gap = sum(1 for gap in gaps if gap)
    if edge:
        inner = [i for i in range(first, last - 1) if pairs[i].open and pairs[i].at(edge)]
        spaced = bool(inner) and sum(1 for i in inner if lines[i + 1].gap) >= 0.8 * len(inner)
        ended = [i for i in range(first, last - 1) if pairs[i].final and pairs[i].wanted <= edge]
        blocks = not spaced and bool(ended) and sum(1 for i in ended if lines[i + 1].gap) >= 0.75 * len(ended)
        return spaced, blocks
    return False, with_gap >= 0.75 * len(gaps)


def _is_ragged(lines: Sequence[Line]) -> bool:
    """Tell whether lines at the margin go on with long indented lines above them, as in texts broken by hand."""
    goes_on = stands = 0
    for above, line in pairwise(lines):
        if line.lead or above.lead > _DEEPEST:
            continue
        if line.gap or above.reach < _LONG_LINE:
            stands += line.reach >= _LONG_LINE
        elif line.reach >= _LONG_LINE or ending(line.text).final:
            goes_on += 1
        else:
            stands += 1
    indented = sum(1 for line in lines if 0 < line.lead <= _DEEPEST and line.reach >= _LONG_LINE)
    return goes_on >= 3 and indented >= 2 and stands * 4 <= goes_on


def _common_indent(lines: Sequence[Line]) -> int:
    """Return the indent that most long lines share, 0 when they stand at the margin."""
    long = [line for line in lines if line.reach - line.lead > 40] or list(lines)
    leads = Counter(line.lead for line in long)
    lead, count = leads.most_common(1)[0]
    return lead if 0 < lead <= 8 and count >= 0.6 * len(long) else 0
