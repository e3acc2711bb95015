"""Faces by the names that frames carry."""

from __future__ import annotations

from convert.errors import MissingFont
from convert.fonts import Face, find, load

_SYSTEM = "system:"


def face(name: str) -> Face:
    """Return the face that layout called `name`: a bundled one, or "system:" and a family; raises MissingFont."""
    if not name.startswith(_SYSTEM):
        return load(name)
    found = find(name.removeprefix(_SYSTEM))
    if found is None:
        raise MissingFont(f"installed face {name.removeprefix(_SYSTEM)!r} is gone", hint="install it again")
    return found
