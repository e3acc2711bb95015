"""Finds which opening mark belongs to which closing mark, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from convert.rules.passage import Passage


class Pair(NamedTuple):
    """An opening and a closing mark: (start, end) of each, and how many pairs lie around."""

    opening: tuple[int, int]
    closing: tuple[int, int]
    depth: int


def pairs(passage: Passage, marks: re.Pattern[str], opens: Callable[[str], bool]) -> Iterator[Pair]:
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
