"""Positions in a text: lines and columns, and the way back through edits."""

from __future__ import annotations

from _operator import add
from bisect import bisect_right
from itertools import accumulate

from convert.diagnostics import Edit, Span
from convert.records import NamedTuple, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final


class Position(NamedTuple):
    """A place for people: line and column, both counted from 1, the column in code points."""

    line: int
    column: int


class LineIndex:
    """Finds the line and column of an offset in a text; lines end in LF, CR LF or CR, as in editors."""

    __slots__ = ("_length", "_starts")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        if "\r" in text:  # as many code points, with LF alone at the end of each line
            text = text.replace("\r\n", " \n").replace("\r", "\n")
        lines = text.split("\n")
        self._starts = [0, *map(add, accumulate(map(len, lines[:-1])), range(1, len(lines)))]

    def __len__(self) -> int:
        """Return the number of lines, at least 1."""
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """Return the line and column of `offset` in code points."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """Return the range of `line` (counted from 1) with its line end."""
        end = self._starts[line] if line < len(self._starts) else self._length
        return Span(self._starts[line - 1], end)


@record
class OffsetMap:
    """Maps offsets of an edited text back to the text before, in O(log edits).

    `anchors` holds for each edit (new start, new end, old start, old end), in order. An offset inside a
    replacement maps to the start of what was replaced; the map is monotone.
    """

    anchors: tuple[tuple[int, int, int, int], ...] = ()

    @classmethod
    def from_edits(cls, edits: Iterable[Edit]) -> OffsetMap:
        """Build the map from sorted edits that do not overlap."""
        anchors = []
        shift = 0
        for (start, end), replacement, _ in edits:
            anchors.append((start + shift, start + shift + len(replacement), start, end))
            shift += len(replacement) - (end - start)
        return cls(tuple(anchors))

    def origin(self, offset: int) -> int:
        """Return the offset in the text before that `offset` of the edited text comes from."""
        index = bisect_right(self.anchors, offset, key=lambda anchor: anchor[0]) - 1
        if index < 0:
            return offset
        new_start, new_end, old_start, old_end = self.anchors[index]
        if offset < new_end:
            same_length = new_end - new_start == old_end - old_start
            return old_start + (offset - new_start if same_length else 0)
        return old_end + offset - new_end

    def origin_span(self, span: Span) -> Span:
        """Return the range in the text before that `span` of the edited text comes from."""
        start = self.origin(span.start)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, max(start, self.origin(span.end - 1) + 1))


_BATCH: Final = 65_536  # edits whose pieces are held apart at once


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with sorted, non-overlapping `edits` applied."""
    done = []
    last = 0
    for first in range(0, len(edits), _BATCH):
        parts = []
        for (start, end), replacement, _ in edits[first : first + _BATCH]:
            parts.append(text[last:start])
            parts.append(replacement)
            last = end
        done.append("".join(parts))
    done.append(text[last:])
    return "".join(done)
