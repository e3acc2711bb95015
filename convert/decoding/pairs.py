"""Which characters go together: how much likelier one is behind another than by itself, in nats.

Read only where bytes are damaged or a character is suspected; plain text never comes here.
"""

from __future__ import annotations

import os.path

from convert.caching import cache
from convert.decoding.frequency import costs
from convert.transforms.words import simplified

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    __loader__: Any

_TABLE = os.path.join("data", "pairs.txt")  # noqa: PTH118 - pathlib takes 3 ms to import
# Kinds of characters, from 0: other, hanzi, wide signs, small letters, capitals, digits, stops, signs, space, line end.
HANZI = 1
_WIDE = (("\u3000", "\u303f"), ("\uff00", "\uff65"), ("\u2010", "\u2030"))
_STOPS = frozenset(".,;:!?%/-()\"'")
# Nats that one kind (the row) makes the next likelier: a letter by itself among hanzi is hardly meant.
_JOINTS = (
    (4, -3, -3, -2, -1.5, -2, -3, -0.5, -1.5, 0),
    (-3.5, 0, 0.3, -4.5, -3, -1.5, -1.5, -2.5, -1.8, -0.9),
    (-2.5, 0, 0.5, -2.5, -1, -1, -2, -1.5, -1.3, 1.5),
    (-4, -4.5, -2.3, 1.8, -0.3, -1, 0.5, 0.5, 0.2, -0.3),
    (-4, -3.5, -1.7, 1.2, 2.5, -0.4, 0, 1, 0, -0.7),
    (-2.5, -1.7, -1, -2.3, -1.5, 3, 2, 1, 0, 0.4),
    (-3.5, -1.7, -1.3, 0.3, 0.5, 1.5, 2, 1, 0.4, 1),
    (-2, -2.3, -2, 0.4, 1.3, 1.2, 1.5, 2.5, 1, 1.5),
    (0, -1.4, -2.2, 0, 1.2, 0.5, 0, 1.5, 1.8, -1.4),
    (-2.5, -0.3, -0.3, -1, 0.8, 0.8, 0.5, 0.2, 1, 1.2),
)


def _kind(character: str) -> int:
    """Return the index of the kind of a character."""
    if "\u3400" <= character <= "\u9fff" or character >= "\U00020000":
        return HANZI
    if character >= "\x80":
        return 2 if any(first <= character <= last for first, last in _WIDE) else 0
    if character.isalpha():
        return 3 if character >= "a" else 4
    if character.isdigit():
        return 5
    if character in "\r\n":
        return 9
    return 8 if character in " \t" else 6 if character in _STOPS else 7


class _Known(dict[str, tuple[int, str]]):
    """For each character its kind and, of a hanzi, the simplified form, in which the table is written."""

    def __missing__(self, character: str) -> tuple[int, str]:
        kind = _kind(character)
        plain = chr(simplified().get(ord(character), ord(character))) if kind == HANZI else character
        self[character] = known = kind, plain
        return known


@cache
def _lines() -> dict[str, str]:
    """Return the table: of each hanzi how seldom it begins a word, then strengths, each before the hanzi so tied."""
    raw: bytes = __loader__.get_data(os.path.join(os.path.dirname(__file__), _TABLE))  # noqa: PTH118, PTH120
    return {line[0]: line[1:] for line in raw.decode().splitlines()}


class _Followers(dict[str, dict[str, float]]):
    """For each hanzi those that go behind it, each with the nats that it is likelier there."""

    def __missing__(self, hanzi: str) -> dict[str, float]:
        followers: dict[str, float] = {}
        strength = 0.0
        for character in _lines().get(hanzi, "")[1:]:
            if character <= "9":
                strength = float(character)
            else:
                followers[character] = strength
        self[hanzi] = followers
        return followers


class _Starts(dict[str, float]):
    """For each hanzi the nats that it is less likely where a word begins."""

    def __missing__(self, hanzi: str) -> float:
        self[hanzi] = seldom = -float(_lines().get(hanzi, "0")[0])
        return seldom


_KNOWN, _FOLLOWERS, _STARTS = _Known(), _Followers(), _Starts()


def tie(before: str, after: str) -> float:
    """Return the nats that `after` is likelier right behind `before` than elsewhere; below 0 when it is less likely."""
    kind, first = _KNOWN[before]
    next_kind, second = _KNOWN[after]
    if kind == next_kind == HANZI:
        found = _FOLLOWERS[first].get(second)
        return _STARTS[second] if found is None else found
    return _JOINTS[kind][next_kind]


def ties(before: str, choice: str) -> list[float]:
    """Return the tie to `before` of each character of `choice`."""
    kind, first = _KNOWN[before]
    known, starts, followers, joints = _KNOWN, _STARTS, _FOLLOWERS[first], _JOINTS[kind]
    if kind != HANZI:
        return [joints[known[after][0]] for after in choice]
    found = []
    for after in choice:
        next_kind, second = known[after]
        if next_kind != HANZI:
            found.append(joints[next_kind])
        else:
            tied = followers.get(second)
            found.append(starts[second] if tied is None else tied)
    return found


def go_together(before: str, after: str) -> bool:
    """Whether two hanzi stand side by side within words."""
    return _KNOWN[after][1] in _FOLLOWERS[_KNOWN[before][1]]


def reading(text: str) -> float:
    """Return the cost of `text` in nats when each character is judged behind the one before it."""
    table = costs()
    return sum(map(table.__getitem__, text)) - sum(map(tie, text, text[1:]))
