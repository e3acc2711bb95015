"""Faces in the file: one Type0 font per face, its codes the face's own glyph ids, with widths and ToUnicode.

A glyph that stands for different characters at different places (⼀ and 一, NBSP and blank) gets a second Type0
dictionary over the same font program, so that every reader extracts the right character, even one that knows
nothing of ActualText.
"""

from __future__ import annotations

import struct
import zlib
from itertools import islice

from convert.caching import lru_cache
from convert.records import Protocol
from convert.writers.pdf.cff import by_glyph, table
from convert.writers.pdf.objects import File, Reference, Value, array, dictionary, digest, name, number, text

TYPE_CHECKING = False
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FORBIDDEN = ("\0", "\ufeff", "\ufffe")
BLANKS = frozenset(" \u00a0\u2002\u2003\u3000\t")
_EM = 1000.0  # thousandths in an em, the default width
_BLOCK = 100  # most entries of one bfchar block (Adobe TN 5014)


class Face(Protocol):
    """What the painter needs of a face; lengths in em."""

    name: str
    ascent: float
    descent: float

    def __hash__(self) -> int: ...
    @property
    def postscript_name(self) -> str: ...  # noqa: D102 - as in convert.fonts.Face
    @property
    def is_cff(self) -> bool: ...  # noqa: D102
    def advance(self, glyph: int, /) -> float: ...  # noqa: D102
    def glyph(self, char: str, /) -> int: ...  # noqa: D102
    def table(self, tag: str, /) -> bytes: ...  # noqa: D102
    def subset(self, glyphs: Iterable[int], /) -> bytes: ...  # noqa: D102


class Layer(dict[int, str]):
    """A Type0 font over a face: the characters of each glyph; `resource` is its name in content streams."""

    __slots__ = ("resource",)

    def __init__(self, resource: str) -> None:
        self.resource = resource


class Used:
    """What a document uses of a face: what its glyphs stand for, layer by layer."""

    __slots__ = ("_advances", "_first", "_measured", "_resource", "_squares", "_visible", "face", "layers")

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self._first = Layer(resource)
        self.layers = [self._first]
        self._squares: dict[int, str] = {}
        self._visible: dict[int, str] = {}
        self._measured = 0
        self._resource = resource
        self._advances: dict[float, _Advances] = {}

    def squares(self, glyphs: tuple[int, ...], texts: tuple[str, ...]) -> bool:
        """Tell whether each glyph is an em wide as the PDF states it and known to stand for its text, no blank."""
        if self._measured < len(self._first):
            self._measure()
        return tuple(map(self._squares.get, glyphs)) == texts

    def visible(self, glyphs: tuple[int, ...], texts: tuple[str, ...]) -> bool:
        """Tell whether each glyph is known to stand for its text, no blank; to be asked after `squares`."""
        return tuple(map(self._visible.get, glyphs)) == texts

    def _measure(self) -> None:
        """Note which glyphs new in the first layer say something, and which of them are an em wide."""
        for glyph, said in islice(self._first.items(), self._measured, None):
            if said and said not in BLANKS:
                self._visible[glyph] = said
                if width(self.face, glyph) == _EM:
                    self._squares[glyph] = said
        self._measured = len(self._first)

    def advances(self, size: float) -> dict[int, float]:
        """Return the advance in pt at `size` of each glyph as the PDF states it, filled as it is asked."""
        found = self._advances.get(size)
        if found is None:
            found = self._advances[size] = _Advances(self.face, size)
        return found

    def says(self, glyphs: tuple[int, ...], texts: tuple[str, ...]) -> bool:
        """Tell whether each glyph is known to stand for its text in the first layer."""
        return tuple(map(self._first.get, glyphs)) == texts

    def layer(self, glyph: int, characters: str) -> int:
        """Return the number of the layer in which `glyph` stands for `characters`."""
        mapped = "" if characters in _FORBIDDEN else characters
        for index, layer in enumerate(self.layers):
            if layer.setdefault(glyph, mapped) == mapped:
                return index
        added = Layer(f"{self._resource}{chr(ord('a') + len(self.layers) - 1)}")
        added[glyph] = mapped
        self.layers.append(added)
        return len(self.layers) - 1


class _Advances(dict[int, float]):
    __slots__ = ("_face", "_size")

    def __init__(self, face: Face, size: float) -> None:
        self._face = face
        self._size = size

    def __missing__(self, glyph: int) -> float:
        value = self[glyph] = width(self._face, glyph) * self._size / 1000
        return value


def width(face: Face, glyph: int) -> float:
    """Return the advance of a glyph as written in /W: thousandths of an em, rounded to a thousandth."""
    return round(face.advance(glyph) * 1000, 3)


def embed(file: File, used: Used) -> dict[str, Value]:
    """Write font program, descriptor, CIDFont and a Type0 font per layer; return the resources by name."""
    face = used.face
    glyphs = frozenset().union(*used.layers)
    program, length, cff = font_program(face, glyphs)
    tagged = f"{_tag(face.name, glyphs)}+{_plain(face.postscript_name)}"
    entries: dict[str, Value] = {"Filter": name("FlateDecode")}
    if cff:
        entries["Subtype"] = name("CIDFontType0C")
    else:
        entries["Length1"] = length
    stream = file.stream(entries, program, as_it_is=True)
    descendant = file.add(_cid_font(face, glyphs, tagged, file.add(_descriptor(face, tagged, stream)), cff=cff))
    found: dict[str, Value] = {}
    for layer in used.layers:
        mapping = file.stream({}, to_unicode(layer))
        found[layer.resource] = file.add(
            dictionary(
                {
                    "Type": name("Font"),
                    "Subtype": name("Type0"),
                    "BaseFont": name(f"{tagged}-Identity-H" if cff else tagged),
                    "Encoding": name("Identity-H"),
                    "DescendantFonts": array([descendant]),
                    "ToUnicode": mapping,
                }
            )
        )
    return found


@lru_cache(maxsize=32)
def font_program(face: Face, glyphs: frozenset[int]) -> tuple[bytes, int, bool]:
    """Return the deflated font program with `glyphs` under their own ids, its length before, whether it is CFF."""
    sfnt = face.subset(glyphs)
    cff = face.is_cff
    program = by_glyph(table(sfnt, b"CFF ")) if cff else sfnt
    return zlib.compress(program, 6), len(program), cff


def _tag(face: str, glyphs: frozenset[int]) -> str:
    """Return the six letters of a subset's name (ISO 32000-1 9.6.4), the same for the same glyphs."""
    found = digest(f"{face} {sorted(glyphs)}".encode())
    return "".join(chr(ord("A") + byte % 26) for byte in found[:6])


def _plain(postscript: str) -> str:
    return "".join(char for char in postscript if (char.isascii() and char.isalnum()) or char == "-") or "Face"


def _cid_font(face: Face, glyphs: frozenset[int], base: str, descriptor: Reference, *, cff: bool) -> Value:
    system = {"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": 0}
    return dictionary(
        {
            "Type": name("Font"),
            "Subtype": name("CIDFontType0" if cff else "CIDFontType2"),
            "BaseFont": name(base),
            "CIDSystemInfo": dictionary(system),
            "FontDescriptor": descriptor,
            "DW": 1000,
            "W": _widths(face, glyphs),
            "CIDToGIDMap": None if cff else name("Identity"),
        }
    )


def _widths(face: Face, glyphs: frozenset[int]) -> bytes:
    """Return /W: `first [w w …]` for each run of glyphs whose width is not the default of 1000."""
    parts: list[str] = []
    last = -2
    for glyph in sorted(glyphs):
        wide = number(width(face, glyph))
        if wide == "1000":
            continue
        parts.append(wide if glyph == last + 1 else f"] {glyph} [{wide}")
        last = glyph
    return f"[{' '.join(parts)[1:]}{']' if parts else ''}]".encode()


def _descriptor(face: Face, base: str, program: Reference) -> Value:
    head, post, os2 = face.table("head"), face.table("post"), face.table("OS/2")
    em = struct.unpack_from(">H", head, 18)[0]
    box = struct.unpack_from(">4h", head, 36)
    slant = struct.unpack_from(">i", post, 4)[0] / 65536 if len(post) >= 8 else 0.0
    weight = struct.unpack_from(">H", os2, 4)[0] if len(os2) >= 6 else 400
    fixed = len(post) >= 16 and struct.unpack_from(">I", post, 12)[0] != 0
    capitals = _capital_height(face, os2, em)
    return dictionary(
        {
            "Type": name("FontDescriptor"),
            "FontName": name(base),
            "Flags": 4 | (1 if fixed else 0) | (64 if slant else 0),
            "FontBBox": array([round(edge * 1000 / em) for edge in box]),
            "ItalicAngle": number(slant),
            "Ascent": round(face.ascent * 1000),
            "Descent": round(face.descent * 1000),
            "CapHeight": capitals,
            "StemV": round(50 + (weight / 65) ** 2),  # the estimate that Adobe's own tools are known to make
            "FontFile3" if face.is_cff else "FontFile2": program,
        }
    )


def _capital_height(face: Face, os2: bytes, em: int) -> int:
    if len(os2) >= 90 and struct.unpack_from(">H", os2, 0)[0] >= 2:
        height: int = struct.unpack_from(">h", os2, 88)[0]
        return round(height * 1000 / em)
    return round(face.ascent * 800)


def to_unicode(mapping: dict[int, str]) -> bytes:
    """Return the ToUnicode CMap (ISO 32000-1 9.10.3) of glyph codes; a code may stand for several characters."""
    ranges, singles = _runs(mapping)
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
    ]  # fmt: skip
    for start in range(0, len(ranges), _BLOCK):
        block = ranges[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfrange", *block, "endbfrange"]
    for start in range(0, len(singles), _BLOCK):
        block = singles[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")


def _runs(mapping: dict[int, str]) -> tuple[list[str], list[str]]:
    """Return bfrange lines for consecutive codes with consecutive characters, and bfchar lines for the rest."""
    ranges: list[str] = []
    singles: list[str] = []
    for first, last in _consecutive(mapping):
        target = mapping[first].encode("utf-16-be", "surrogatepass").hex().upper()
        if last > first:
            ranges.append(f"<{first:04X}> <{last:04X}> <{target}>")
        else:
            singles.append(f"<{first:04X}> <{target}>")
    return ranges, singles


def _consecutive(mapping: dict[int, str]) -> Iterator[tuple[int, int]]:
    first = last = -2
    for code in sorted(mapping):
        if last >= 0 and code == last + 1 and code & 0xFF and _next(mapping[last]) == mapping[code]:
            last = code
            continue
        if last >= 0:
            yield first, last
        first = last = code
    if last >= 0:
        yield first, last


def _next(characters: str) -> str | None:
    """Return the character after a single one; None where a range would step over a byte or a plane."""
    if len(characters) != 1 or ord(characters) > 0xFFFF or ord(characters) & 0xFF == 0xFF:
        return None
    return chr(ord(characters) + 1)
