"""One face of a font file: characters to glyphs, advances, shaping and subsetting, all through HarfBuzz."""

from __future__ import annotations

import functools

from convert.deferred import deferring
from convert.errors import MissingFont
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import uharfbuzz as hb


class Glyph(NamedTuple):
    """A shaped glyph: id, index of the first character of its cluster, advance and shift in em."""

    id: int
    cluster: int
    advance: float
    dx: float
    dy: float


class Face:
    """A face ready to measure, shape and subset; lengths are in em.

    `name` is the name layout and painter know it by, `exclude` the characters it draws wrong and so does not have.
    `shift` is how far its glyphs must rise to stand in line with other faces; `ascent` and `descent` bound the em
    box (OS/2 sTypoAscender and sTypoDescender) seen from the baseline so raised.
    """

    __slots__ = (
        "_advances", "_exclude", "_face", "_font", "_glyphs", "_words", "ascent", "descent", "index", "name", "path",
        "shift", "units_per_em",
    )  # fmt: skip

    def __init__(self, name: str, path: Path, *, index: int = 0, exclude: str = "", shift: float = 0.0) -> None:
        """Map the file at `path`; raises MissingFont when it is no font or has no such face."""
        with deferring("inspect", "ipaddress"):
            import uharfbuzz as hb

        try:
            self._face: hb.Face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        except (OSError, hb.HarfBuzzError) as error:
            raise MissingFont(f"cannot read font file {path.name}: {error}") from None
        if self._face.glyph_count == 0:
            raise MissingFont(f"{path.name} holds no face number {index}")
        self._font: hb.Font = hb.Font(self._face)
        self.name = name
        self.path = path
        self.index = index
        self.units_per_em: int = self._face.upem
        self.shift = shift
        self.ascent, self.descent = self._em_box()
        self._exclude = frozenset(exclude)
        self._glyphs: dict[str, int] = {}
        self._advances: dict[int, float] = {}
        self._words: dict[tuple[str, str], tuple[Glyph, ...]] = {}

    def _em_box(self) -> tuple[float, float]:
        table = self.table("OS/2")
        if len(table) >= 72:
            top = int.from_bytes(table[68:70], "big", signed=True)
            bottom = int.from_bytes(table[70:72], "big", signed=True)
        else:
            extents = self._font.get_font_extents("ltr")
            top, bottom = extents.ascender, extents.descender
        return top / self.units_per_em - self.shift, bottom / self.units_per_em - self.shift

    def glyph(self, char: str) -> int:
        """Return the glyph id of one character, 0 when the face does not have it."""
        found = self._glyphs.get(char)
        if found is None:
            found = 0 if char in self._exclude else self._font.get_nominal_glyph(ord(char)) or 0
            self._glyphs[char] = found
        return found

    def has(self, char: str) -> bool:
        """Tell whether the face has a glyph of its own for `char`."""
        return self.glyph(char) != 0

    def advance(self, glyph: int) -> float:
        """Return the advance of a glyph in em."""
        found = self._advances.get(glyph)
        if found is None:
            found = self._advances[glyph] = self._font.get_glyph_h_advance(glyph) / self.units_per_em
        return found

    def extents(self, glyph: int) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of the ink of a glyph in em; all zero when it has none."""
        box = self._font.get_glyph_extents(glyph)
        if box is None:
            return (0.0, 0.0, 0.0, 0.0)
        em = self.units_per_em
        left, top = box.x_bearing / em, box.y_bearing / em
        return (left, top + box.height / em, left + box.width / em, top)

    def shape(self, text: str, features: str = "") -> tuple[Glyph, ...]:
        """Return the glyphs of `text` in visual order, shaped with OpenType `features` ("pwid,-liga")."""
        key = (text, features)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = self._shape(text, features)
        return found

    def _shape(self, text: str, features: str) -> tuple[Glyph, ...]:
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = "zh-cn"
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self._font, buffer, _features(features))
        em = self.units_per_em
        return tuple(
            Glyph(info.codepoint, info.cluster, place.x_advance / em, place.x_offset / em, place.y_offset / em)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def characters(self) -> frozenset[str]:
        """Return every character the face has."""
        return frozenset(map(chr, self._face.unicodes)) - self._exclude

    def table(self, tag: str) -> bytes:
        """Return the bytes of one table of the font file, empty when there is none."""
        if tag not in self._face.table_tags:
            return b""
        return bytes(self._face.reference_table(tag).data)

    @property
    def weight(self) -> int:
        """Return the weight from 100 to 900 (OS/2 usWeightClass), 400 when the file gives none."""
        table = self.table("OS/2")
        return int.from_bytes(table[4:6], "big") if len(table) >= 6 else 400

    @property
    def is_cff(self) -> bool:
        """Tell whether the outlines are PostScript's (CFF), not TrueType's."""
        return "CFF " in self._face.table_tags

    @property
    def postscript_name(self) -> str:
        """Return the PostScript name, or the face's name when the file gives none."""
        return self._face.get_name(6) or self.name

    @property
    def family(self) -> str:
        """Return the family name the file gives."""
        return self._face.get_name(16) or self._face.get_name(1) or ""

    def names(self) -> frozenset[str]:
        """Return every family, full and PostScript name of the face in any language."""
        wanted = {entry for entry in self._face.list_names() if entry[0] in (1, 4, 6, 16)}
        return frozenset(filter(None, (self._face.get_name(identifier, language) for identifier, language in wanted)))

    @property
    def may_embed(self) -> bool:
        """Tell whether the maker lets the face be embedded and subset (OS/2 fsType)."""
        table = self.table("OS/2")
        flags = int.from_bytes(table[8:10], "big") if len(table) >= 10 else 0
        return flags & 0x0302 == 0 or flags & 0x030C in (0x0004, 0x0008)

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return a font file with only `glyphs` (and .notdef), under their own ids."""
        import uharfbuzz as hb

        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
        wanted.sets(hb.SubsetInputSets.NO_SUBSET_TABLE_TAG).clear()
        wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG).clear()
        drop = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
        drop.update(int.from_bytes(tag.encode(), "big") for tag in _UNUSED)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        return bytes(hb.subset(self._face, wanted).blob.data)


_UNUSED = (
    "BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "OS/2", "STAT", "VORG", "cmap", "gasp", "mort", "morx", "name",
    "post", "vhea", "vmtx",
)  # fmt: skip
"""Tables a PDF reader does not use (ISO 32000-1 9.9, table 126)."""


@functools.lru_cache(maxsize=64)
def _features(text: str) -> Mapping[str, bool]:
    return {tag.lstrip("-"): not tag.startswith("-") for tag in text.split(",") if tag}
