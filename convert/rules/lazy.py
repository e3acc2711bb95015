"""Regular expressions compiled when first used, so that a clean text pays for none of them."""

from __future__ import annotations

from convert import patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator
    from typing import Final, TypeVar

    _Given = TypeVar("_Given")
    _Made = TypeVar("_Made")

_MOST: Final = 1024  # results kept by `once`


def once(make: Callable[[_Given], _Made]) -> Callable[[_Given], _Made]:
    """Return `make` with its results kept for each argument itself: cheaper than a hash of all that it holds."""
    known: dict[int, tuple[_Given, _Made]] = {}

    def made(given: _Given) -> _Made:
        found = known.get(id(given))
        if found is None or found[0] is not given:
            if len(known) >= _MOST:
                known.clear()
            found = known[id(given)] = given, make(given)
        return found[1]

    return made


class Pattern:
    """A regular expression with the methods of `re.Pattern` that rules need, compiled on first use."""

    __slots__ = ("_compiled", "flags", "source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source: Final = source
        self.flags: Final = flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._compiled is None:
            self._compiled = patterns.compile(self.source, self.flags)
        return self._compiled

    def search(self, text: str, start: int = 0, end: int = 2**62) -> re.Match[str] | None:
        """Return the first match in text[start:end]."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = 2**62) -> re.Match[str] | None:
        """Return the match at `start`."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of the whole text."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int = 2**62) -> Iterator[re.Match[str]]:
        """Yield the matches in text[start:end]."""
        return self.compiled.finditer(text, start, end)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return `text` with every match replaced."""
        return self.compiled.sub(replacement, text)
