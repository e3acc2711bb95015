"""Things worked out ahead and kept beside the bytecode, so that a short command starts at once.

Compiling what this package needs at run time (patterns, the `__init__` of records, the built-in profiles) takes longer
than converting a page. As with bytecode, the results lie in `__pycache__`, are keyed by all that they were made of and
by the version of Python, are written when the folder allows it and `sys.dont_write_bytecode` does not forbid it, and
are never needed: what is missing or unfit is worked out again.
"""

from __future__ import annotations

import marshal
import os
import sys
from _imp import source_hash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import cast
else:

    def cast(_, value):
        """Return the value as it is: the type is told to type checkers only."""
        return value


_HERE = os.path.dirname(__file__)
_VERSION = (3, sys.hexversion, sys.implementation.cache_tag)
_store: tuple[dict[bytes, tuple[int, int]], bytes] | None = None  # where the value of each key lies, and the values
_fresh: dict[bytes, bytes] = {}


def kept(key: object, make: Callable[[], object]) -> object:
    """Return what `make` returns, from the store when it is there; key and value must be marshallable."""
    stored = _found(_digest(key))
    if stored is not None:
        try:
            return marshal.loads(stored)  # noqa: S302 -- trusted as the bytecode beside it
        except (EOFError, ValueError, TypeError):
            pass
    made = make()
    renew(key, made)
    return made


def kept_while(key: object, made_of: Callable[[], Iterable[str]], make: Callable[[], object]) -> object:
    """Return what `make` returns, kept while the files it was made of (paths in this package) stay as they are.

    As with bytecode, time and size tell whether a file was changed.
    """

    def fresh() -> tuple[object, object]:
        value = make()
        return [(file, _stamp(file)) for file in made_of()], value

    stored = kept(key, fresh)
    try:
        parts, value = cast("tuple[list[tuple[str, object]], object]", stored)
        current = all(_stamp(file) == stamp for file, stamp in parts)
    except (TypeError, ValueError):
        current = False
    if not current:
        anew = fresh()
        renew(key, anew)
        value = anew[1]
    return value


def _stamp(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(f"{_HERE}/{file}")
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def renew(key: object, value: object) -> None:
    """Put `value` in the store in the place of what is there."""
    if not _fresh:
        import atexit

        atexit.register(_write_quietly)
    _fresh[_digest(key)] = marshal.dumps(value)  # type: ignore[arg-type]


def _digest(key: object) -> bytes:
    """Return 64 bits that stand for a key: a thousand keys share one once in 10^13 stores."""
    return source_hash(0, marshal.dumps(key, 0))  # type: ignore[arg-type]


def _found(digest: bytes) -> bytes | None:
    fresh = _fresh.get(digest)
    if fresh is not None:
        return fresh
    index, values = _read()
    start, length = index.get(digest, (0, 0))
    return values[start : start + length or None] if length else None


def _read() -> tuple[dict[bytes, tuple[int, int]], bytes]:
    global _store
    if _store is None:
        _store = {}, b""
        try:
            with open(place(), "rb") as stream:
                data = stream.read()
            version, index = marshal.loads(data)  # noqa: S302 -- trusted as the bytecode beside it; the rest are values
            if version == _VERSION:
                _store = index, data
        except (OSError, EOFError, ValueError, TypeError):
            pass
    return _store


def forget() -> None:
    """Work everything out afresh from here on, as before writing a store without what is no longer used."""
    global _store
    _store = {}, b""


def place() -> str:
    """Return the path of the store."""
    return (__spec__.cached or __file__).removesuffix(".pyc") + ".cache"


def _write_quietly() -> None:
    """Keep what this process worked out, where Python may write bytecode too and the folder allows it."""
    if not sys.dont_write_bytecode:
        try:
            write()
        except OSError:
            return


def write() -> str:
    """Write the store whole or not at all and return its path. Raises OSError."""
    index, _ = _read()
    path, data = place(), stored({digest: value for digest in index if (value := _found(digest)) is not None} | _fresh)
    fresh = f"{path}.{os.getpid()}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(fresh, "wb") as stream:
        stream.write(data)
    os.replace(fresh, path)
    return path


def stored(table: dict[bytes, bytes]) -> bytes:
    """Return a store as it is written: version and index, the place of each value counted from the end, the values."""
    places, left = {}, sum(map(len, table.values()))
    for digest, value in table.items():
        places[digest] = -left, len(value)
        left -= len(value)
    return marshal.dumps((_VERSION, places)) + b"".join(table.values())
