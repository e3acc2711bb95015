"""Words of a short Chinese text: the most probable cut into words of a list ordered by frequency."""

from __future__ import annotations

import os.path
from math import log

from convert import patterns
from convert.caching import cache
from convert.chars import HANZI

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final


_LONGEST: Final = 8
_UNKNOWN: Final = 15.0


@cache
def _hanzi_run() -> re.Pattern[str]:
    return patterns.compile(f"[{HANZI}]+")


@cache
def _ranks() -> dict[str, int]:
    """Return each word's rank, 0 the most frequent.

    The list is the head of jieba's dictionary (MIT) in the order of its counts, with terms of official titles.
    """
    listed = _list("words.txt")
    return dict(zip(listed, range(len(listed)), strict=True))


def _cost(rank: int | None) -> float:
    """Return the negative logarithm of a word's frequency by Zipf's law."""
    return _UNKNOWN if rank is None else log(rank + 10)


@cache
def simplified() -> dict[int, int]:
    """Return the simplified form of each traditional character of the words (OpenCC's table, Apache 2.0)."""
    traditional, plain = _list("simplified.txt")
    return str.maketrans(traditional, plain)


def _list(name: str) -> list[str]:
    """Return the lines of a file beside this module."""
    path = os.path.join(os.path.dirname(__file__), name)  # noqa: PTH118, PTH120 - pathlib takes 3 ms to import
    with open(path, encoding="utf-8") as stream:  # noqa: PTH123
        return stream.read().split()


def cut(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order; what is not hanzi stays in one piece; joined they give `text`."""
    words: list[str] = []
    last = 0
    for run in _hanzi_run().finditer(text):
        if run.start() > last:
            words.append(text[last : run.start()])
        words.extend(_cut_hanzi(run.group()))
        last = run.end()
    if last < len(text):
        words.append(text[last:])
    return tuple(words)


def _cut_hanzi(text: str) -> list[str]:
    """Return the cheapest path through the words that `text` holds (unigram model); traditional ones are found too."""
    ranks = _ranks()
    plain = text.translate(simplified())
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        best.append(
            min(
                (best[start][0] + _cost(ranks.get(plain[start:end])), start)
                for start in range(max(0, end - _LONGEST), end)
                if end - start == 1 or plain[start:end] in ranks
            )
        )
    words = []
    end = len(text)
    while end:
        start = best[end][1]
        words.append(text[start:end])
        end = start
    return words[::-1]
