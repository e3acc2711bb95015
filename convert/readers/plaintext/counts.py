"""Follows the counts of labels through a document: which label continues which count, and which count lies in which."""

from __future__ import annotations

from bisect import bisect_right

from convert.readers.plaintext.draft import Draft, Remark
from convert.readers.plaintext.markers import Kind, Marker
from convert.records import field, mutable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

COUNTED: Final = frozenset(Kind) - {Kind.BULLET, Kind.WORD, Kind.BEING, Kind.ORDINAL}
UPPER: Final = (Kind.PART, Kind.CHAPTER, Kind.SECTION)
_STYLED: Final = (*UPPER, Kind.HANZI, Kind.DECIMAL, Kind.DIGIT_PAREN, Kind.LETTER, Kind.CIRCLED)
_HIGHEST: Final = 60

Key = tuple[Kind, str]


@mutable
class Group:
    """Paragraphs whose labels count on under one parent; `depth` is the number of counts around it."""

    key: Key
    depth: int
    members: list[int] = field(default_factory=list)


def key_of(marker: Marker) -> Key:
    """Return what labels of one count have in common."""
    styled = marker.kind in _STYLED or marker.style == "lone"
    return marker.kind, marker.style if styled else ""


def rank(marker: Marker) -> tuple[int, int]:
    """Return where a label stands in the usual nesting, smaller is higher."""
    if marker.kind is Kind.DECIMAL:
        return Kind.DIGIT, marker.depth - 1
    if marker.kind is Kind.HANZI and marker.style in ("big", "stem"):
        return Kind.ARTICLE if marker.style == "big" else Kind.HANZI, 1
    return marker.kind, 0


def _rank_of(key: Key) -> tuple[int, int]:
    kind, style = key
    return rank(Marker(kind, 0, 0, depth=style.count(".") + 2 if kind is Kind.DECIMAL else 1, style=style))


class Counting:
    """The counts that are open while a document is read from its beginning to its end.

    `bare` tells whether a labelled paragraph is a mere phrase.
    """

    def __init__(self, draft: Draft, first: int, bare: Callable[[Draft, int], bool]) -> None:
        self._draft = draft
        self._first = first
        self._bare = bare
        self._open: list[Group] = []
        self._last: dict[Key, int] = {}
        self._inside: set[tuple[Key, Key]] = set()
        self._places: dict[Key, list[int]] = {}
        for i in range(first, len(draft)):
            marker = draft.markers[i]
            if marker and marker.kind in COUNTED and not draft.parts[i]:
                self._places.setdefault(key_of(marker), []).append(i)
        self._numbers = {key: {draft.count(i) for i in places} for key, places in self._places.items()}

    def groups(self) -> list[Group]:
        """Return the counts found; a label that continues none is dropped from the draft."""
        draft, groups = self._draft, []
        for i in range(self._first, len(draft)):
            if i in draft.fresh:
                self._open.clear()
                self._last.clear()
            marker = draft.markers[i]
            if marker is None or marker.kind not in COUNTED or draft.parts[i]:
                continue
            if not self._belongs(i, marker):
                self._reject(i, marker)
                continue
            group, new = self._place(i, marker)
            if new:
                groups.append(group)
            group.members.append(i)
            self._last[group.key] = marker.number
        return groups

    def _belongs(self, index: int, marker: Marker) -> bool:
        """Tell whether the label's number continues a count, or begins one."""
        key = key_of(marker)
        before = next((self._number(g) for g in reversed(self._open) if g.key == key), 0)
        step = marker.number - before
        if marker.kind in UPPER or (marker.kind is Kind.ARTICLE and self._draft.kind == "law"):
            return not marker.weak or self._bare(self._draft, index) or step == 1
        if marker.weak:
            near = not self._numbers[key].isdisjoint((marker.number - 1, marker.number + 1))
            return near and (step == 1 or (marker.number == 1 and self._bare(self._draft, index)))
        if marker.number == 1 or step == 1 or (before and step == 2):
            return True
        if before == 0:
            return marker.number <= _HIGHEST
        return step == 0 and self._bare(self._draft, index)

    def _place(self, index: int, marker: Marker) -> tuple[Group, bool]:
        """Return the count that the label belongs to, and whether it begins here."""
        key = key_of(marker)
        for depth in range(len(self._open) - 1, -1, -1):
            group = self._open[depth]
            goes_on = marker.kind in UPPER or 0 <= marker.number - self._number(group) <= 2
            if group.key == key and goes_on and marker.number != 1:
                self._nest(depth)
                return group, False
        depth = len(self._open)
        while depth and self._ends(self._open[depth - 1], index, marker, key):
            depth -= 1
        self._nest(depth - 1)
        group = Group(key, depth)
        self._open.append(group)
        return group, True

    def _nest(self, depth: int) -> None:
        """Close the counts below `depth`, remembering which lay in which."""
        for outer, inner in zip(self._open[depth:] if depth >= 0 else [], self._open[depth + 1 :], strict=False):
            self._inside.add((outer.key, inner.key))
        del self._open[depth + 1 :]

    def _ends(self, group: Group, index: int, marker: Marker, key: Key) -> bool:
        """Tell whether an open count ends where another begins, rather than holding it."""
        if group.key == key:
            return True
        if marker.kind in UPPER or marker.kind is Kind.ARTICLE:
            return _rank_of(group.key) >= rank(marker)
        if _rank_of(group.key) < rank(marker):
            return False
        return (group.key, key) not in self._inside and not self._goes_on(group, index)

    def _goes_on(self, group: Group, index: int) -> bool:
        """Tell whether a count is taken up again further down."""
        places = self._places[group.key]
        at = bisect_right(places, index)
        return at < len(places) and 0 < self._draft.count(places[at]) - self._number(group) <= 2

    def _number(self, group: Group) -> int:
        return self._draft.count(group.members[-1])

    def _reject(self, index: int, marker: Marker) -> None:
        draft = self._draft
        if not marker.weak or self._bare(draft, index):
            label = draft.text(index)[: marker.length].strip()
            draft.remarks.append(Remark("STR301", f"{label!r} continues no count and is left as text", index))
        draft.markers[index] = None
