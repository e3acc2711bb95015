"""Finds which opening mark belongs to which closing mark, paragraph by paragraph."""

from __future__ import annotations

from convert.chars import PAIRS
from convert.records import NamedTuple
from convert.rules.lazy import Pattern
from convert.rules.passage import Passage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final


class Pair(NamedTuple):
    """An opening and a closing mark: (start, end) of each, and how many pairs lie around."""

    opening: tuple[int, int]
    closing: tuple[int, int]
    depth: int


def pairs(passage: Passage, marks: Pattern, opens: Callable[[str], bool]) -> Iterator[Pair]:
    """Yield the pairs of `marks`, innermost first; a closing mark without a partner is passed over."""
    starts = iter(passage.starts[1:])
    border = next(starts, len(passage.text) + 1)
    stack: list[tuple[int, int]] = []
    for match in marks.finditer(passage.text):
        while match.start() >= border:
            stack.clear()
            border = next(starts, len(passage.text) + 1)
        if opens(match.group()):
            stack.append(match.span())
        elif stack:
            opening = stack.pop()
            yield Pair(opening, match.span(), len(stack))


_MARKS: Final = Pattern('[“”‘’「」『』（）《》〈〉【】〔〕〖〗"＂\n]')
_CLOSES: Final = {closing: opening for opening, closing in PAIRS.items()}
_OPENS: Final = frozenset(PAIRS)


def unbalanced(text: str) -> list[int]:
    """Return an offset in every line whose quotation marks and brackets do not pair off within the line."""
    odd: list[int] = []
    stack: list[str] = []
    broken, last = False, 0
    for match in _MARKS.finditer(text):
        mark = match.group()
        if mark == "\n":
            if broken or stack:
                odd.append(last)
                stack.clear()
                broken = False
            continue
        last = match.start()
        if mark in _OPENS:
            stack.append(mark)
        elif not stack or stack.pop() != _CLOSES.get(mark):
            broken = True
            stack.clear()
    if broken or stack:
        odd.append(last)
    return odd
