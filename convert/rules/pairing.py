"""Finds which opening mark belongs to which closing mark, paragraph by paragraph."""

from __future__ import annotations

from convert import patterns
from convert.chars import PAIRS
from convert.records import NamedTuple
from convert.rules.passage import Passage

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator
    from typing import Final


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


_MARKS: Final = patterns.compile('[“”‘’「」『』（）《》〈〉【】〔〕〖〗"＂\n]')
_WORDING: Final = patterns.compile("[\u4e00-\u9fff，。、；：\u3000 !#-~]+")  # most of a text, passed over in runs
_CLOSES: Final = {closing: opening for opening, closing in PAIRS.items()}
_OPENS: Final = frozenset(PAIRS)
_TOUCHING: Final = tuple(opening + closing for opening, closing in PAIRS.items())
_DEPTH: Final = 3  # quotation marks in quotation marks in brackets


def _pairs_off(marks: str) -> bool:
    """Tell at first sight whether the marks and line ends of a text pair off; if not, it takes a closer look."""
    for _ in range(_DEPTH):
        if not marks.strip("\n"):
            return True
        for pair in _TOUCHING:
            marks = marks.replace(pair, "")
    return not marks.strip("\n")


def unbalanced(text: str) -> list[int]:
    """Return an offset in every line whose quotation marks and brackets do not pair off within the line."""
    if _pairs_off("".join(_MARKS.findall("".join(_WORDING.split(text))))):
        return []
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
