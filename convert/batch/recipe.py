"""The digest of all that shapes an output besides its source: options, profile, fonts, version."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from convert import __version__
from convert import profile as profiles
from convert.batch.storage import digest
from convert.pipeline import AUTO, Request
from convert.records import fields, is_record, replace


def recipe(request: Request) -> str:
    """Return a digest that changes when the same source would give another output. Raises ProfileError."""
    parts = [
        __version__,
        _canonical(replace(request, profile="", overlay={})),
        _profile(request),
        _files(request.settings),
        _fonts(request.fonts),
    ]
    return digest("\n".join(parts).encode("utf-8", "surrogatepass"))


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=_plain, ensure_ascii=True)


def _plain(value: object) -> object:
    """Return what JSON can hold of a value of another kind: the same in every process."""
    if is_record(value):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, set | frozenset):
        return sorted(map(_canonical, value))
    return dict(value) if isinstance(value, Mapping) else repr(value)


def _profile(request: Request) -> str:
    if not isinstance(request.profile, str):
        return _canonical(request.profile)
    chosen = profiles.BUILT_IN if request.profile == AUTO else (request.profile,)
    return "\n".join(_canonical(profiles.load(name, overlay=request.overlay)) for name in chosen)


def _files(settings: Mapping[str, object]) -> str:
    return "\n".join(f"{name}={digest(data)}" for name, data in sorted(files_of(settings).items()))


def files_of(settings: Mapping[str, object]) -> dict[str, bytes]:
    """Return the files that settings name, as a reference document, wherever they stand: the user chose them."""
    found = {}
    for value in settings.values():
        if isinstance(value, str) and re.search(r"\.\w+$", value):
            with contextlib.suppress(OSError, ValueError):  # no file: the words themselves are in the options
                found[value] = Path(value).read_bytes()
    return found


def _fonts(which: str) -> str:
    """Return what tells the faces apart: the bundled ones come with the version, the machine's own do not."""
    if which == "bundled":
        return which
    from convert.fonts.system import folders

    lines = []
    for folder in folders():
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc"):
                state = path.stat()
                lines.append(f"{path.name} {state.st_size} {state.st_mtime_ns}")
    return which + digest("\n".join(lines).encode("utf-8", "surrogateescape"))
