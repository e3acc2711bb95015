"""Finds where a remark on the text of a tree lies in the markup that the tree was read from, when that is sure."""

from __future__ import annotations

from convert.diagnostics import Edit, Span
from convert.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from convert.diagnostics import Diagnostic

_REACHES: Final = (4, 8, 16, 32, 64)  # characters of context, until it stands only once in the source
_SEAMS: Final = "\ufffc\n"  # where the text of a tree is not that of its source
_PIECE: Final = 8  # characters of a block looked for at once
_MOST: Final = 1_000  # remarks looked for in one source


class Places:
    """Moves remarks on blocks to the source; what cannot be placed surely says which paragraph it is in."""

    def __init__(self, source: str, ignored: Iterable[Span] = ()) -> None:
        self._source = source
        self._ignored = "\n".join(source[start:end] for start, end in ignored)
        self._blocks = 0
        self._left = _MOST if source else 0

    def next_block(self) -> None:
        """Count a further paragraph, heading or cell."""
        self._blocks += 1

    def is_set_aside(self, text: str) -> bool:
        """Tell whether a block, half of its words at least, stands in the ranges that the writer set aside."""
        if not self._ignored:
            return False
        runs = (run.strip() for run in text.replace("\ufffc", "\n").split("\n"))
        pieces = [
            run[at : at + _PIECE] for run in runs if run for at in range(0, max(1, len(run) - _PIECE + 1), _PIECE)
        ]
        return bool(pieces) and 2 * sum(piece in self._ignored for piece in pieces) >= len(pieces)

    def moved(self, remark: Diagnostic, text: str) -> Diagnostic:
        """Return a remark on `text`, the present block, as one on the source: with a place, or with words of it."""
        span = remark.span or Span(0, 0)
        found = self._start(text, span)
        if found is None:
            words = text[max(0, span.start - 6) : span.end + 6].replace("\n", " ")
            fix = replace(remark.fix, edits=()) if remark.fix else None
            message = f"{remark.message} [paragraph {self._blocks}: {words}]"
            return replace(remark, span=None, fix=fix, related=(), message=message)
        shift = found - span.start
        fix = remark.fix and replace(remark.fix, edits=tuple(_shifted(edit, shift) for edit in remark.fix.edits))
        return replace(remark, span=Span(found, span.end + shift), fix=fix, related=())

    def _start(self, text: str, span: Span) -> int | None:
        """Return the offset in the source of a range of a block, or None when its context is there twice or never."""
        if self._left <= 0:
            return None
        self._left -= 1
        low = max(text.rfind(seam, 0, span.start) for seam in _SEAMS) + 1
        ends = [end for seam in _SEAMS if (end := text.find(seam, span.start)) >= 0]
        high = min(ends, default=len(text))
        if span.end > high:
            return None
        for reach in _REACHES:
            start = max(low, span.start - reach)
            words = text[start : min(high, span.end + reach)]
            first = self._source.find(words)
            if first < 0:
                return None
            if self._source.find(words, first + 1) < 0:
                return first + span.start - start
        return None


def _shifted(edit: Edit, shift: int) -> Edit:
    return Edit(Span(edit.span.start + shift, edit.span.end + shift), edit.replacement, edit.code)
