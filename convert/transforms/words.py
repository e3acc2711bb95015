"""Words of a short Chinese text: the most probable cut into words of a list ordered by frequency."""

from __future__ import annotations

import re
from functools import cache
from math import log
from pathlib import Path

from convert.chars import HANZI

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_HERE: Final = Path(__file__).parent
_LONGEST: Final = 8
_UNKNOWN: Final = 15.0


@cache
def _hanzi_run() -> re.Pattern[str]:
    return re.compile(f"[{HANZI}]+")


@cache
def _costs() -> dict[str, float]:
    """Return each word's cost, the negative logarithm of its frequency by Zipf's law (rank 1 the most frequent).

    The list is the head of jieba's dictionary (MIT) in the order of its counts, with terms of official titles.
    """
    listed = (_HERE / "words.txt").read_text("utf-8").split()
    return {word: log(rank + 10) for rank, word in enumerate(listed)}


@cache
def _simplified() -> dict[int, int]:
    """Return the simplified form of each traditional character of the words (OpenCC's table, Apache 2.0)."""
    traditional, simplified = (_HERE / "simplified.txt").read_text("utf-8").split()
    return str.maketrans(traditional, simplified)


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
    costs = _costs()
    plain = text.translate(_simplified())
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        best.append(
            min(
                (best[start][0] + costs.get(plain[start:end], _UNKNOWN), start)
                for start in range(max(0, end - _LONGEST), end)
                if end - start == 1 or plain[start:end] in costs
            )
        )
    words = []
    end = len(text)
    while end:
        start = best[end][1]
        words.append(text[start:end])
        end = start
    return words[::-1]
