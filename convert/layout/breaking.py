"""Choosing line ends: the best line each time, and the best paragraph where a line so found is poor (total fit)."""

from __future__ import annotations

from bisect import bisect_right
from heapq import heappop, heappush
from math import inf
from operator import itemgetter

from convert.layout.items import NEVER, Items
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_CLOSE: Final = 1e-4
"""pt that rounding may add to a line."""

_STRETCH: Final = 0.06  # em a gap between hanzi grows before it looks loose
_SPACE: Final = 0.25  # em a blank between words grows
_SQUEEZED: Final = 30.0  # cost of a line whose marks give all they can
_LOOSE: Final = 100.0  # cost of a line whose gaps grow to the above
_LOOSEST: Final = 3e4  # cost of any loose line: less than that of parting a word or a number from its unit
_LONELY: Final = 4000.0  # cost of a last line of one hanzi
_GOOD: Final = 45.0  # a line that costs no more is not reconsidered
_CHEAP: Final = 400.0  # prices up to this end the search for a line end
_CHOICES: Final = 3  # cheap line ends that are weighed for each line
_LONGEST: Final = 6000  # atoms; longer paragraphs are broken line by line
_BUDGETS: Final = (
    60.0,
    120.0,
    300.0,
    1500.0,
)  # what a paragraph may cost before dearer ways are weighed
_TAIL: Final = 12  # lines at the end of a long paragraph that are reconsidered


@record
class Measure:
    """Widths in pt: of the first line and of the others; `justified` lines fill theirs."""

    first: float
    rest: float
    justified: bool = True


Lines = list[tuple[int, int]]
_by_cost: Final = itemgetter(1)


def break_lines(items: Items, measure: Measure) -> Lines:
    """Return the lines of a paragraph as ranges of atoms, forced line ends included."""
    if not items.material.breaks:
        return _Segment(items, 0, len(items), measure).lines()
    places = [place for place in items.material.breaks if 0 < place < len(items)]
    lines: Lines = []
    for start, end in zip([0, *places], [*places, len(items)], strict=True):
        first = measure if start == 0 else Measure(measure.rest, measure.rest, measure.justified)
        lines.extend(_Segment(items, start, end, first).lines())
    return lines


class _Segment:
    """A stretch of a paragraph between forced line ends."""

    __slots__ = (
        "_end",
        "_found",
        "_gives",
        "_items",
        "_last_start",
        "_measure",
        "_prices",
        "_spaces",
        "_start",
        "_sums",
        "_tails",
    )

    def __init__(self, items: Items, start: int, end: int, measure: Measure) -> None:
        self._items = items
        self._start = start
        self._end = end
        self._measure = measure
        self._sums = items.sums
        self._gives = items.gives
        self._tails = items.tails
        self._prices = items.prices
        self._spaces = items.spaces
        self._last_start = items.least_end if end == len(items) else end
        self._found: dict[int, list[tuple[int, float]]] = {}

    def lines(self) -> Lines:
        """Return the lines; poor ones make the whole paragraph be weighed."""
        lines, good = self._first_fit()
        if good:
            return lines
        if self._end - self._start <= _LONGEST:
            return self._total_fit(self._start)
        kept = lines[:-_TAIL]
        return kept + self._total_fit(kept[-1][1])

    def _first_fit(self) -> tuple[Lines, bool]:
        lines: Lines = []
        good = True
        sums, tails, prices, last = self._sums, self._tails, self._prices, self._end
        start, width = self._start, self._measure.first
        while start < last:
            target = sums[start] + width + _CLOSE
            end = bisect_right(sums, target, start + 1) - 1
            if end >= last or prices[end - 1] or tails[end - 1] or target - sums[end] > 2 * _CLOSE:
                end, cost = min(self._ends(start), key=_by_cost)
                good = good and cost <= _GOOD
            lines.append((start, end))  # without a search when the line is full as it stands
            start, width = end, self._measure.rest
        return lines, good

    def _total_fit(self, first: int) -> Lines:
        """Return the cheapest lines from atom `first` on; ways that cost much are weighed only when no other is."""
        for most in _BUDGETS:
            if lines := self._cheapest(first, most):
                return lines
        return self._cheapest(first, inf)

    def _cheapest(self, first: int, most: float) -> Lines:
        """Return the cheapest lines by dynamic programming over line ends, nothing when all cost more than `most`."""
        best: dict[int, tuple[float, int]] = {first: (0.0, first)}
        waiting = [first]
        last, known_ends = self._end, self._found
        while waiting:
            start = heappop(waiting)
            so_far = best[start][0]
            for end, cost in known_ends.get(start) or self._ends(start):
                total = so_far + cost
                if total > most:
                    continue
                known = best.get(end)
                if known is None:
                    if end < last:
                        heappush(waiting, end)
                    best[end] = (total, start)
                elif total < known[0]:
                    best[end] = (total, start)
        if last not in best:
            return []
        lines: Lines = []
        end = last
        while end > first:
            start = best[end][1]
            lines.append((start, end))
            end = start
        return lines[::-1]

    def _width(self, start: int) -> float:
        return self._measure.first if start == self._start else self._measure.rest

    def _ends(self, start: int) -> list[tuple[int, float]]:
        """Return where a line from atom `start` can end, with what each end costs; at least one."""
        found = self._found.get(start)
        if found is None:
            found = self._found[start] = self._search(start)
        return found

    def _search(self, start: int) -> list[tuple[int, float]]:
        width = self._width(start)
        sums, prices, tails, spaces, limit = self._sums, self._prices, self._tails, self._spaces, self._end
        justified, em, base = self._measure.justified, self._items.em, self._sums[start]
        full = min(bisect_right(sums, base + width + _CLOSE, start + 1) - 1, limit)
        found = self._wider(start, full, width) if full < limit else []
        end = full
        cheap = 0
        while end > start and cheap < _CHOICES:
            price = prices[end - 1]
            if price < NEVER or end == limit:
                slack = width - (sums[end] - base - tails[end - 1])
                if slack < -_CLOSE or end == limit or not justified:
                    cost = self._stretched(start, end, width)
                else:  # as there, put down here since this is done most
                    gaps = (end - start) * _STRETCH + 0.01
                    if spaces:
                        gaps += (spaces[end] - spaces[start]) * _SPACE
                    ratio = slack / (gaps * em)
                    cost = _LOOSE * ratio * ratio
                    cost = (cost if cost < _LOOSEST else _LOOSEST) + price
                found.append((end, cost))
                if price <= _CHEAP or end == limit:
                    cheap += 1
            end -= 1
        return found or [(max(full, start + 1), NEVER)]

    def _wider(self, start: int, full: int, width: float) -> list[tuple[int, float]]:
        """Return the ends of lines that are too wide as they stand, but whose marks can give way or vanish."""
        sums, tails, prices, gives, limit = self._sums, self._tails, self._prices, self._gives, self._end
        target = sums[start] + width + _CLOSE
        given = gives[start] if gives else 0.0
        most = self._items.em
        found: list[tuple[int, float]] = []
        for end in range(full + 1, limit + 1):
            tail = tails[end - 1]
            over = sums[end] - tail - target
            if over <= 0:
                if prices[end - 1] < NEVER or end == limit:
                    found.append((end, self._stretched(start, end, width)))
                continue
            if not gives:
                break
            room = gives[end] - given
            if over > room + most and tail <= 0:
                break
            if over <= room and (prices[end - 1] < NEVER or end == limit):
                room = self._room(start, end)
                if over <= room:
                    found.append((end, self._squeezed(start, end, over / room)))
        return found

    def _room(self, start: int, end: int) -> float:
        """Return how much the marks of a line can give up."""
        items = self._items
        room = self._gives[end] - self._gives[start]
        if not items.edges:
            room -= items.leads.get(start, 0.0) + items.trails.get(end - 1, 0.0)
        return room

    def _squeezed(self, start: int, end: int, ratio: float) -> float:
        return self._finished(start, end, _SQUEEZED * ratio * ratio)

    def _stretched(self, start: int, end: int, width: float) -> float:
        slack = width - (self._sums[end] - self._sums[start] - self._tails[end - 1])
        if slack < -_CLOSE:
            room = self._room(start, end) if self._gives else 0.0
            return self._squeezed(start, end, -slack / room) if -slack <= room else NEVER
        if end == self._end:
            return self._finished(start, end, 0.0)
        if self._measure.justified:
            gaps = (end - start) * _STRETCH + 0.01
            if self._spaces:
                gaps += (self._spaces[end] - self._spaces[start]) * _SPACE
            ratio = slack / (gaps * self._items.em)
        else:
            ratio = slack / width
        cost = _LOOSE * ratio * ratio
        return (cost if cost < _LOOSEST else _LOOSEST) + self._prices[end - 1]

    def _finished(self, start: int, end: int, cost: float) -> float:
        """Add the price of the line end, or of a last line that stands alone."""
        if end < self._end:
            return cost + self._prices[end - 1]
        return cost + _LONELY if start > self._start and start > self._last_start else cost
