"""Chains of faces: each character comes from the first face of its role that has it."""

from __future__ import annotations

from pathlib import Path

from convert import profile
from convert.caching import cache
from convert.errors import MissingFont
from convert.fonts.catalogue import catalogue
from convert.fonts.face import Face
from convert.fonts.system import find

FONT_SOURCES = ("bundled", "system")
LAST_RESORT = "song"


@cache
def load(name: str) -> Face:
    """Return the bundled face called `name`, or that of a font file (`path/face.ttf`, `path/faces.ttc#2`).

    The same object for the whole process; raises MissingFont.
    """
    file, _, index = name.partition("#")
    if file.lower().endswith((".ttf", ".otf", ".ttc", ".otc")):
        return Face(name, Path(file), index=int(index) if index.isdecimal() else 0)
    for entry in catalogue():
        if entry.name == name:
            if not entry.path.is_file():
                raise MissingFont(f"bundled face {name!r} is not installed", hint="install the package again")
            return Face(name, entry.path, exclude=entry.exclude, shift=entry.shift)
    known = ", ".join(entry.name for entry in catalogue())
    raise MissingFont(f"no bundled face is called {name!r}", hint=f"the profile may name {known}")


class Chain:
    """Ordered faces of a role; `resolve` gives face, glyph and advance of a character and remembers them.

    Faces are opened only when the ones before lack a character.
    """

    __slots__ = ("_cache", "_faces", "_names", "role")

    def __init__(self, role: str, first: tuple[Face, ...], names: tuple[str, ...]) -> None:
        self.role = role
        self._faces = list(first)
        self._names = list(names) + ([] if LAST_RESORT in names else [LAST_RESORT])
        self._cache: dict[str, tuple[Face, int, float]] = {}

    @property
    def primary(self) -> Face:
        """Return the first face, the one whose ascent and descent set the role."""
        return self._face(0)

    def _face(self, index: int) -> Face:
        while len(self._faces) <= index:
            self._faces.append(load(self._names.pop(0)))
        return self._faces[index]

    def resolve(self, char: str) -> tuple[Face, int, float]:
        """Return the face that has `char`, the glyph and its advance in em; glyph 0 of the first face when none has."""
        found = self._cache.get(char)
        if found is None:
            found = self._cache[char] = self._search(char)
        return found

    def _search(self, char: str) -> tuple[Face, int, float]:
        index = 0
        while index < len(self._faces) or self._names:
            face = self._face(index)
            glyph = face.glyph(char)
            if glyph:
                return face, glyph, face.advance(glyph)
            index += 1
        primary = self.primary
        return primary, 0, primary.advance(0)


@cache
def chain(role: str, face: profile.Face, fonts: str = "bundled") -> Chain:
    """Return the chain of a profile's face: with `fonts` "system" the user's own faces come first when found."""
    own = tuple(filter(None, (find(name) for name in face.system))) if fonts == "system" else ()
    return Chain(role, own[:1], face.bundled)
