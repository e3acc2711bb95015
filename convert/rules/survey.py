"""One look over a text, shared by all rules: which characters it holds, and where a rule may find something to do."""

from __future__ import annotations

from convert import patterns
from convert.caching import lru_cache, once
from convert.rules.codelines import blocks_of_data
from convert.rules.protect import blocks, union

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final

    from convert.diagnostics import Span
    from convert.rules.registry import Rule, Seek

_FREQUENT: Final = "，。、；：“”\n\u3000"
_DIGITS: Final = "0123456789"
_WINDOW: Final = 65_536  # code points of which the places are sorted at once
_COMMON: Final = patterns.compile(f"[\u4e00-\u9fff{_FREQUENT}{_DIGITS}]+")
_DIGIT: Final = patterns.compile(f"[{_DIGITS}]")


def inventory(text: str) -> frozenset[str]:
    """Return the characters of `text` but for the main block of hanzi (U+4E00–9FFF), which are no rule's business.

    Most of a Chinese text is passed over at the speed of one character class, taken in runs.
    """
    found = set("".join(_COMMON.split(text)))
    found.update(mark for mark in _FREQUENT if mark in text)
    if _DIGIT.search(text):
        found.update(digit for digit in _DIGITS if digit in text)
    return frozenset(found)


class Survey:
    """A text, its inventory, and what is worked out about it no more than once."""

    __slots__ = ("_blocks", "_data", "_sought", "inventory", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.inventory = inventory(text)
        self._blocks: list[Span] | None = None
        self._data: list[Span] | None = None
        self._sought: dict[Seek, list[int]] = {}

    def blocks(self, ignore_lines: Sequence[str]) -> list[Span]:
        """Return the ranges that hold code, markup of several lines or what the user set aside."""
        if self._blocks is None:
            self._blocks = blocks(self.text, self.inventory, ignore_lines)
        return self._blocks

    def idle(self, kept: Iterable[Span], ignore_lines: Sequence[str]) -> list[Span]:
        """Return all ranges that rules on marks and blanks skip: `kept`, the blocks, and tables of data."""
        if self._data is None:
            self._data = list(blocks_of_data(self.text)) if "," in self.inventory or "=" in self.inventory else []
        return union([*kept, *self.blocks(ignore_lines), *self._data])

    def sought(self, seek: Seek) -> list[int]:
        """Return what `seek` finds in the text."""
        if seek not in self._sought:
            self._sought[seek] = seek(self.text)
        return self._sought[seek]

    def suspects(self, rules: tuple[Rule, ...]) -> Iterator[tuple[int, int]]:
        """Yield, in order of place, the ranges where one of `rules` may act."""
        heads, seeks = _heads(rules)
        present = self.inventory & heads.keys()
        plain = "".join(sorted(char for char in present if not heads[char]))
        patterns_of = [_led(char, heads[char]) for char in sorted(present) if heads[char]]
        if plain:
            patterns_of.append(_any_of(plain))
        found = [_spans(pattern, self.text) for pattern in patterns_of]
        found += [((place, place + 1) for place in self.sought(seek)) for seek in seeks]
        return _merged(found)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _merged(sources: list[Iterator[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of all sources in order, a window of the text at a time, so that few are held at once."""
    waiting = [(first, source) for source in sources if (first := next(source, None)) is not None]
    while waiting:
        border = min(first[0] for first, _ in waiting) + _WINDOW
        ready: list[tuple[int, int]] = []
        still = []
        for first, source in waiting:
            head: tuple[int, int] | None = first
            while head is not None and head[0] < border:
                ready.append(head)
                head = next(source, None)
            if head is not None:
                still.append((head, source))
        ready.sort()
        yield from ready
        waiting = still


@once
def _heads(rules: tuple[Rule, ...]) -> tuple[dict[str, tuple[str, ...]], tuple[Seek, ...]]:
    """Return for every character that begins a trigger what must follow it, nothing where it is enough alone."""
    heads: dict[str, dict[str, None]] = {}
    for rule in rules:
        chars, rest = rule.trigger
        for char in members(chars):
            heads.setdefault(char, {})[rest] = None
    seeks = dict.fromkeys(rule.seek for rule in rules if rule.seek)
    return {char: () if "" in rests else tuple(rests) for char, rests in heads.items()}, tuple(seeks)


@lru_cache(maxsize=512)
def _led(char: str, rests: tuple[str, ...]) -> re.Pattern[str]:
    """Return the expression of one trigger character; begun by a literal, it searches at the speed of `str.find`."""
    return patterns.compile(f"{_literal(char)}(?:{'|'.join(rests)})")


def _literal(char: str) -> str:
    return f"\\{char}" if char.isascii() and not char.isalnum() else char


@lru_cache(maxsize=64)
def _any_of(chars: str) -> re.Pattern[str]:
    return patterns.compile("[" + "".join(map(_literal, chars)) + "]")


_MEMBER: Final = patterns.compile(r"\\?([\s\S])(?:(?<!\\)-([\s\S]))?")


def members(chars: str) -> Iterator[str]:
    """Yield every character of the inside of a character class, made of characters, ranges and escapes."""
    for match in _MEMBER.finditer(chars):
        first, last = match.groups()
        yield from map(chr, range(ord(first), ord(last or first) + 1))
