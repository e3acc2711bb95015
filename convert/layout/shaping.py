"""Characters to glyphs: hanzi straight through cmap and advances, Latin words and marks through HarfBuzz."""

from __future__ import annotations

from operator import itemgetter

from convert import fonts, patterns
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.fonts import Face, Glyph
from convert.layout.looks import Look
from convert.layout.material import Cluster, ImageBox, Material, Missing, Slot
from convert.profile import Profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

_WORD: Final = patterns.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]{2,}")
_COMPLEX: Final = patterns.compile(
    "——"
    "|.[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
    "|[\u0590-\u10ff\u1200-\u139f\u1780-\u18af]+"
)
_MARK: Final = patterns.compile(
    "[—\u0300-\u036f\u0590-\u10ff\u1200-\u139f\u1780-\u18af\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f"
    "\U000e0100-\U000e01ef]"
)
"""One of these is in every match of the above, which is slower to look for."""
_LETTER: Final = patterns.compile("[A-Za-z\u00c0-\u052f\u1e00-\u1fff]")
_EASTERN: Final = patterns.compile("[\u2e80-\U0010ffff]")
_QUOTES: Final = "“”‘’—…·"
_WESTERN: Final = patterns.compile(
    "(?<=[A-Za-z\u00c0-\u024f])’(?=[A-Za-z\u00c0-\u024f])"
    "|(?<=[A-Za-z,.:;!?] )[“‘](?=[A-Za-z])"
    "|(?<=[A-Za-z,.!?])[”’](?=[ ,.;:!?)][A-Za-z ]|$)"
)
"""Quotes of Latin words in a Chinese paragraph, and the apostrophe."""

_CONTROL: Final = patterns.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_BLANKS: Final = {" ": 0.25, "\u00a0": 0.25, "\t": 2.0, "\u2002": 0.5, "\u2003": 1.0, "\u3000": 1.0, "\u2009": 0.2}

_Glyph = tuple[Slot, int, float]


class _Table(dict[str, str]):
    """The characters of one look, each one object for all its places; their glyphs, widths in pt and slots beside."""

    __slots__ = ("_make", "glyphs", "slots", "widths")

    def __init__(self, make: Callable[[str], _Glyph]) -> None:
        self._make = make
        self.glyphs: dict[str, int] = {}
        self.widths: dict[str, float] = {}
        self.slots: dict[str, Slot] = {}

    def __missing__(self, char: str) -> str:
        self.slots[char], self.glyphs[char], self.widths[char] = self._make(char)
        self[char] = char
        return char


class Shaper:
    """Turns text into atoms; keeps one table of glyphs per look, and remarks on characters without a glyph."""

    def __init__(self, profile: Profile, source: str, report: Callable[[Diagnostic], None]) -> None:
        """Prepare for the faces of `profile`; `source` is "bundled" or "system"."""
        self._profile = profile
        self._source = source
        self._report = report
        self._tables: dict[tuple[Look, bool], _Table] = {}
        self._slots: dict[tuple[Look, str, bool], Slot] = {}
        self._kinds: dict[tuple[object, ...], Slot] = {}
        self._faces: dict[str, Face] = {}
        self._missing: set[str] = set()
        self._heavy: dict[tuple[str, str], bool] = {}

    @property
    def faces(self) -> dict[str, Face]:
        """Return the faces used so far, by name."""
        return self._faces

    def chain(self, look: Look, *, latin: bool) -> fonts.Chain:
        """Return the faces for a look; bold Song is the bold face of titles, not a thickened one.

        Latin in a heading whose own face is heavier than the Latin face comes from the heading's face.
        """
        role = look.latin if latin else look.face
        if latin and role != look.face and not look.mono and self._heavier(look.face, role):
            role = look.face
        face = self._profile.faces[role]
        bold = self._profile.faces.get("title")
        if look.bold and bold is not None and face.bundled[:1] == ("song",):
            return fonts.chain("title", bold, self._source)
        return fonts.chain(role, face, self._source)

    def _heavier(self, role: str, other: str) -> bool:
        key = (role, other)
        found = self._heavy.get(key)
        if found is None:
            one, two = (fonts.chain(name, self._profile.faces[name], self._source).primary for name in key)
            found = self._heavy[key] = one.weight > two.weight and one.has("A")
        return found

    def add(self, material: Material, text: str, look: Look, span: Span | None) -> None:
        """Append `text` in `look` to `material`; control characters are left out and reported."""
        text = self._without_controls(text, span)
        if not text:
            return
        table = self._table(look, western=not material.hanzi)
        lettered = _LETTER.search(text) is not None
        if (_MARK.search(text) and _COMPLEX.search(text)) or (lettered and _WESTERN.search(text)):
            self._add_complex(material, text, look, table)
        else:
            self._add_plain(material, text, look, table, lettered=lettered)
        if 0 in material.glyphs[-len(text) :]:
            self._mark_missing(material, text, look, span)

    def add_box(self, material: Material, look: Look, box: ImageBox) -> None:
        """Append an image as an atom of its own."""
        table = self._table(look, western=False)
        blank = table["\u3000"]
        material.specials[len(material.texts)] = box
        material.string += "\ufffc"
        material.texts.append("")
        material.slots.append(table.slots[blank])
        material.glyphs.append(table.glyphs[blank])
        material.widths.append(box.width)

    def _without_controls(self, text: str, span: Span | None) -> str:
        if text.isprintable() or not _CONTROL.search(text):
            return text
        for char in sorted(set(_CONTROL.findall(text))):
            message = f"the control character U+{ord(char):04X} is not drawn"
            self._report(Diagnostic("LAY005", Severity.INFO, message, span, stage=Stage.LAYOUT))
        return _CONTROL.sub("", text)

    def _add_plain(self, material: Material, text: str, look: Look, table: _Table, *, lettered: bool = True) -> None:
        start = len(material.texts)
        material.string += text
        chars = list(map(table.__getitem__, text))
        material.texts.extend(chars)
        entries = itemgetter(*chars, chars[0])  # the first once more, since one alone would come without a tuple
        material.glyphs.extend(entries(table.glyphs)[:-1])
        material.slots.extend(entries(table.slots)[:-1])
        material.widths.extend(entries(table.widths)[:-1])
        if look.mono or not lettered:
            return
        for word in _WORD.finditer(text):
            self._shape_word(material, word.group(), start + word.start(), look)

    def _shape_word(self, material: Material, word: str, at: int, look: Look) -> None:
        """Put the kerned advances of a Latin word in place of the plain ones, when its letters stay single glyphs."""
        slot = material.slots[at]
        shaped = self._faces[slot.face].shape(word)
        whole = material.slots[at : at + len(word)].count(slot) == len(word)
        if not whole or [glyph.cluster for glyph in shaped] != list(range(len(word))):
            return
        material.glyphs[at : at + len(word)] = [glyph.id for glyph in shaped]
        material.widths[at : at + len(word)] = [glyph.advance * look.size for glyph in shaped]

    def _add_complex(self, material: Material, text: str, look: Look, table: _Table) -> None:
        last = 0
        western = self._table(look, western=True)
        found = [(m.start(), m.end()) for m in (*_COMPLEX.finditer(text), *_WESTERN.finditer(text))]
        for start, end in sorted(found):
            if start > last:
                self._add_plain(material, text[last:start], look, table)
            if end - start == 1:
                self._add_plain(material, text[start], look, western)
            else:
                self._add_cluster(material, text[start:end], look, table)
            last = end
        if last < len(text):
            self._add_plain(material, text[last:], look, table)

    def _add_cluster(self, material: Material, text: str, look: Look, table: _Table) -> None:
        """Add characters that HarfBuzz may merge: as single atoms when it does not, else as one atom."""
        first = table[text[0]]
        glyph, slot = table.glyphs[first], table.slots[first]
        shaped = self._faces[slot.face].shape(text) if glyph else ()
        parted = text == "——" and len(shaped) == len(text)
        if not shaped or parted or any(g.id == 0 for g in shaped):
            self._add_plain(material, text, look, table)
            return
        shaped = _marks_above(self._faces[slot.face], shaped)
        width = sum(g.advance for g in shaped) * look.size
        if text == "——":
            room = 2 * look.cell
            shaped = tuple(g._replace(dx=(room - width) / 2 / look.size) for g in shaped)
            width = room
        material.specials[len(material.texts)] = Cluster(text, shaped)
        material.string += text[0]
        material.texts.append(text)
        material.slots.append(slot)
        material.glyphs.append(shaped[0].id)
        material.widths.append(width)

    def _mark_missing(self, material: Material, text: str, look: Look, span: Span | None) -> None:
        first = len(material.texts) - len(text)
        for index in range(max(first, 0), len(material.texts)):
            char = material.texts[index]
            if material.glyphs[index] == 0 and char not in _BLANKS and index not in material.specials:
                width = look.size
                box = Material()
                self._add_plain(box, "□", look, self._table(look, western=False))
                material.specials[index] = Missing(char, width, box)
                material.widths[index] = width
                self._report_missing(char, span)

    def _report_missing(self, char: str, span: Span | None) -> None:
        if char in self._missing:
            return
        self._missing.add(char)
        message = f"no face has {char!r} (U+{ord(char):04X}); it is drawn as its code point in a box"
        self._report(Diagnostic("LAY001", Severity.WARNING, message, span, stage=Stage.LAYOUT))

    # --- tables ------------------------------------------------------------------------------------------

    def _table(self, look: Look, *, western: bool) -> _Table:
        key = (look, western)
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = _Table(lambda char: self._glyph(char, look, western))
        return table

    def _glyph(self, char: str, look: Look, western: bool) -> _Glyph:
        quote = western and char in _QUOTES
        latin = quote or is_latin(char)
        face, glyph, advance = self.chain(look, latin=latin).resolve(char)
        self._faces.setdefault(face.name, face)
        slot = self._slot(look, face, latin)
        if char in _BLANKS:
            return slot, glyph or face.glyph(" "), self._blank(char, look)
        if quote:
            shaped = face.shape(char, "pwid")[0]
            return slot, shaped.id, shaped.advance * look.size
        wide = abs(advance - 1.0) < 0.02
        return slot, glyph, look.cell if wide else advance * look.size

    def _blank(self, char: str, look: Look) -> float:
        if look.mono:
            return look.size * (1.0 if char == "\u3000" else 0.5)
        return _BLANKS[char] * (look.cell if char == "\u3000" else look.size)

    def _slot(self, look: Look, face: Face, latin: bool) -> Slot:
        italic = look.italic and latin
        key = (look, face.name, italic)
        slot = self._slots.get(key)
        if slot is None:
            bold = look.bold and face.name != "title"
            shift = look.rise + face.shift * look.size
            kind = (face.name, look.size, look.color, shift, bold, italic, look.underline, look.strikeout)
            slot = self._slots[key] = self._kinds.setdefault(kind, Slot(*kind))
        return slot


def _marks_above(face: Face, shaped: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Centre marks over their letter where the face has no place for them: they would stand at its right edge."""
    placed = list(shaped[:1])
    for glyph in shaped[1:]:
        left, _, right, _ = face.extents(glyph.id)
        if not glyph.advance and not glyph.dx and left < 0 < right:
            base = placed[0]
            from_left, _, to_right, _ = face.extents(base.id)
            glyph = glyph._replace(dx=(from_left + to_right - left - right) / 2 - base.advance)
        placed.append(glyph)
    return tuple(placed)


_KEPT: Final = frozenset("§°±´¶·¹×÷")
"""Signs below U+0590 that keep the Chinese face."""


def is_latin(char: str) -> bool:
    """Tell whether a character is set in the Latin face: letters, digits and ASCII signs; × ÷ · “ — … are not."""
    return (char < "\u0590" and char not in _KEPT) or "\u1e00" <= char <= "\u2013" or "\u2020" <= char <= "\u2022"


def is_western(text: str) -> bool:
    """Tell whether a paragraph holds nothing East Asian, so that its quotes are those of Latin text."""
    return text.isascii() or _EASTERN.search(text) is None
