"""Regular expressions whose compiled form is kept beside the bytecode, so that a short command starts at once.

Compiling the patterns of this package takes longer than converting a page. As with bytecode, the result lies in
`__pycache__`, is keyed by the pattern itself and the version of the engine, is written when the folder allows it and
`sys.dont_write_bytecode` does not forbid it, and is never needed: what is missing or unfit is compiled again.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import atexit
import contextlib
import marshal
import os
import re
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, AnyStr, Final

_VERSION: Final = (sys.hexversion, _sre.MAGIC, _sre.CODESIZE)
_Key = tuple[str | bytes, int]
_kept: dict[_Key, tuple[Any, ...]] | None = None
_fresh: dict[_Key, tuple[Any, ...]] = {}


def compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return `re.compile(pattern, flags)`, from the cache when it is there. Raises re.error as the original does."""
    flags = int(flags)
    key = (pattern, flags)
    stored = _cache().get(key)
    if stored is not None:
        with contextlib.suppress(RuntimeError, TypeError, ValueError, OverflowError):
            made: re.Pattern[AnyStr] = _sre.compile(pattern, *stored)
            return made
    stored = _code(pattern, flags)
    if not _fresh:
        atexit.register(_write_quietly)
    _fresh[key] = stored
    fresh: re.Pattern[AnyStr] = _sre.compile(pattern, *stored)
    return fresh


def _cache() -> dict[_Key, tuple[Any, ...]]:
    global _kept
    if _kept is None:
        _kept = {}
        with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
            version, table = marshal.loads(_place().read_bytes())  # noqa: S302 -- trusted as the bytecode beside it
            if version == _VERSION:
                _kept = table
    return _kept


def forget() -> None:
    """Compile every pattern afresh from here on, as before writing a cache without what is no longer used."""
    global _kept
    _kept = {}


def _place() -> Path:
    return Path(cache_from_source(__file__)).with_suffix(".cache")


def _code(pattern: str | bytes, flags: int) -> tuple[Any, ...]:
    """Return what the engine makes of a pattern: flags, code, groups, names to numbers, numbers to names."""
    import re._compiler as compiler  # type: ignore[import-not-found]
    import re._parser as parser  # type: ignore[import-not-found]

    tree = parser.parse(pattern, flags)
    code = [int(word) for word in compiler._code(tree, flags)]
    numbers = tree.state.groupdict
    names: list[str | None] = [None] * tree.state.groups
    for name, number in numbers.items():
        names[number] = name
    return int(flags | tree.state.flags), code, tree.state.groups - 1, dict(numbers), tuple(names)


def _write_quietly() -> None:
    """Keep what this process compiled, where Python may write bytecode too and the folder allows it."""
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError):
            write()


def write() -> Path:
    """Write the cache whole or not at all and return its place. Raises OSError."""
    place = _place()
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_bytes(marshal.dumps((_VERSION, {**_cache(), **_fresh})))
    fresh.replace(place)
    return place
