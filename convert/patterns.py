"""Regular expressions compiled when first used, their compiled form kept: the compiler of `re` runs ahead of time."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]

from convert.caching import cache
from convert.kept import kept, renew

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from typing import Any, AnyStr

    _Stored = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

    class Pattern(re.Pattern[AnyStr]):  # type: ignore[misc]
        """A regular expression with all that `re.Pattern` has; `given` is its source with the flags."""

        given: tuple[AnyStr, int]
else:
    _SEEKING = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")
    _OFFERED = (*_SEEKING, "flags", "groups", "groupindex")

    class Pattern:
        """A regular expression with all that `re.Pattern` has, compiled when first asked for any of it."""

        __slots__ = ("given", *_OFFERED)

        def __init__(self, pattern, flags):
            self.given = pattern, flags

        @property
        def pattern(self):
            """The source."""
            return self.given[0]

        def __getattr__(self, name):
            made = compiled(*self.given)
            for known in _OFFERED:
                setattr(self, known, getattr(made, known))
            return getattr(made, name)

        def __repr__(self):
            return f"patterns.compile({self.given[0]!r}, {self.given[1]})"


IGNORECASE, MULTILINE, DOTALL, VERBOSE, ASCII = 2, 8, 16, 64, 256
"""The flags of `re` as plain numbers."""


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """Return `re.compile(pattern, flags)`, to be compiled at first use, which raises re.error for a fault in it."""
    return Pattern(pattern, int(flags))  # type: ignore[call-arg]


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return `re.compile(pattern, flags)`, from the store when it is there. Raises re.error as the original does."""
    key = ("pattern", pattern, int(flags), _sre.MAGIC, _sre.CODESIZE)
    try:
        return _made(pattern, kept(key, lambda: _code(pattern, flags)))
    except (RuntimeError, TypeError, ValueError, OverflowError):  # what lay in the store was no pattern
        fresh = _code(pattern, flags)
        renew(key, fresh)
        return _made(pattern, fresh)


def _made(pattern: AnyStr, stored: Any) -> re.Pattern[AnyStr]:
    flags, code, groups, numbers, names = stored
    made: re.Pattern[AnyStr] = _sre.compile(pattern, flags, memoryview(code).cast("I").tolist(), groups, numbers, names)
    return made


def _code(pattern: str | bytes, flags: int) -> _Stored:
    """Return what the engine makes of a pattern: flags, code, groups, names to numbers, numbers to names."""
    import re._compiler as compiler  # type: ignore[import-not-found]
    import re._parser as parser  # type: ignore[import-not-found]
    from array import array

    tree = parser.parse(pattern, flags)
    code = array("I", [int(word) for word in compiler._code(tree, flags)]).tobytes()
    numbers = tree.state.groupdict
    names: list[str | None] = [None] * tree.state.groups
    for name, number in numbers.items():
        names[number] = name
    return int(flags | tree.state.flags), code, tree.state.groups - 1, dict(numbers), tuple(names)


_once = cache(compile)


def search(pattern: str, text: str) -> re.Match[str] | None:
    """Return the first match of a fixed pattern, compiled once and kept, as `re.search`."""
    return _once(pattern).search(text)


def match(pattern: str, text: str) -> re.Match[str] | None:
    """Return the match of a fixed pattern at the start, as `re.match`."""
    return _once(pattern).match(text)


def fullmatch(pattern: str, text: str) -> re.Match[str] | None:
    """Return the match of a fixed pattern with the whole text, as `re.fullmatch`."""
    return _once(pattern).fullmatch(text)


def findall(pattern: str, text: str) -> list[Any]:
    """Return what a fixed pattern finds, as `re.findall`."""
    return _once(pattern).findall(text)


def finditer(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a fixed pattern, as `re.finditer`."""
    return _once(pattern).finditer(text)


def split(pattern: str, text: str) -> list[str | Any]:
    """Return the parts of the text between matches of a fixed pattern, as `re.split`."""
    return _once(pattern).split(text)


def sub(pattern: str, replacement: str, text: str) -> str:
    """Return the text with a plain replacement for each match of a fixed pattern, as `re.sub`."""
    return _once(pattern).sub(replacement, text)


_SPECIAL = {ord(char): "\\" + char for char in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(text: str) -> str:
    """Return the pattern that matches `text`, as `re.escape`."""
    return text.translate(_SPECIAL)
