"""Regular expressions whose compiled form is kept: the parser and compiler of `re` run once for each, ahead of time."""

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

IGNORECASE, MULTILINE, DOTALL, VERBOSE, ASCII = 2, 8, 16, 64, 256
"""The flags of `re` as plain numbers."""


def compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return `re.compile(pattern, flags)`, from the store when it is there. Raises re.error as the original does."""
    flags = int(flags)
    key = ("pattern", pattern, flags, _sre.MAGIC, _sre.CODESIZE)
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
