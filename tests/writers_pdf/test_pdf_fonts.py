"""Font programs inside the file: codes are glyph ids, widths are the face's, outlines are the right ones."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from convert.fonts import load
from convert.layout.frames import GlyphRun
from convert.writers.pdf.cff import by_glyph, table
from convert.writers.pdf.fonts import font_program, to_unicode
from tests.writers_pdf.conftest import Desk


@contextmanager
def fonts(desk: Desk, *runs: GlyphRun) -> Iterator[list[pikepdf.Object]]:
    with pikepdf.open(io.BytesIO(desk.paint(desk.frames(desk.page(*runs))))) as pdf:
        yield [font for _, font in pdf.pages[0].Resources.Font.items()]


def test_one_type0_font_per_face(desk: Desk) -> None:
    runs = [desk.run(text, name=face, element=0) for text in ("公文", "格式") for face in ("fang", "hei", "kai")]
    with fonts(desk, *runs) as found:
        assert len(found) == 3
        assert {str(font.Subtype) for font in found} == {"/Type0"}
        assert {str(font.Encoding) for font in found} == {"/Identity-H"}


def test_outlines_decide_the_kind_of_cid_font(desk: Desk) -> None:
    with fonts(desk, desk.run("公", name="fang"), desk.run("公", name="song")) as (postscript, truetype):
        assert str(postscript.DescendantFonts[0].Subtype) == "/CIDFontType0"
        assert str(postscript.DescendantFonts[0].FontDescriptor.FontFile3.Subtype) == "/CIDFontType0C"
        assert str(truetype.DescendantFonts[0].Subtype) == "/CIDFontType2"
        assert "/FontFile2" in truetype.DescendantFonts[0].FontDescriptor


def test_a_second_reading_of_a_glyph_shares_the_program(desk: Desk) -> None:
    with fonts(desk, desk.run("一⼀", name="song")) as (one, other):
        assert one.DescendantFonts[0].objgen == other.DescendantFonts[0].objgen


@pytest.mark.parametrize("choose", [min, max], ids=["first glyph", "last glyph"])
def test_a_cid_keyed_program_is_addressed_by_glyph(choose: Callable[..., str]) -> None:
    """FandolFang's charset is not the identity: its last glyphs have much larger CIDs."""
    face = load("fang")
    glyph = face.glyph(choose(face.characters() - set(map(chr, range(33))), key=face.glyph))
    program = by_glyph(table(face.subset([glyph]), b"CFF "))
    found = CFFFontSet()
    found.decompile(io.BytesIO(program), None)
    pen, expected = RecordingPen(), RecordingPen()
    found.topDictIndex[0].CharStrings[f"cid{glyph:05d}"].draw(pen)
    whole = TTFont(face.path)
    whole.getGlyphSet()[whole.getGlyphName(glyph)].draw(expected)
    assert pen.value == expected.value


def test_a_program_without_cids_stays_as_it_is() -> None:
    """The Top DICT of a plain CFF font has no ROS operator."""
    header = b"\x01\x00\x04\x01"
    names = struct.pack(">HBBB", 1, 1, 1, 2) + b"A"
    top = struct.pack(">HBBB", 1, 1, 1, 3) + b"\x8b\x0f"
    assert by_glyph(header + names + top) == header + names + top


def test_subsets_are_made_once(desk: Desk) -> None:
    face = load("hei")
    glyphs = frozenset({face.glyph("一"), face.glyph("二")})
    assert font_program(face, glyphs) is not None
    assert font_program(face, glyphs)[0] is font_program(face, glyphs)[0]


def test_widths_are_those_of_the_face(desk: Desk) -> None:
    face = load("song")
    stated: dict[int, list[float]] = {}
    with fonts(desk, desk.run("Wi公", name="song")) as (font,):
        assert font.DescendantFonts[0].DW == 1000
        entries = list(font.DescendantFonts[0].W)
        for first, widths in zip(entries[::2], entries[1::2], strict=True):
            stated[int(first)] = [float(width) for width in widths]
    for char in "Wi":
        glyph = face.glyph(char)
        start = max(first for first in stated if first <= glyph)
        assert stated[start][glyph - start] == pytest.approx(face.advance(glyph) * 1000, abs=0.001)


def test_consecutive_characters_make_a_range() -> None:
    cmap = to_unicode({5: "a", 6: "b", 7: "c", 9: "fi", 255: "x", 256: "y"}).decode()
    assert "<0005> <0007> <0061>" in cmap
    assert "<0009> <00660069>" in cmap
    assert "<00FF> <0078>\n<0100> <0079>" in cmap  # a range may not step over the last byte


def test_names_of_subsets_follow_their_glyphs(desk: Desk) -> None:
    def base(text: str) -> str:
        with fonts(desk, desk.run(text)) as (font,):
            return str(font.DescendantFonts[0].BaseFont)

    assert base("甲") == base("甲甲")
    assert base("甲") != base("乙")
    assert base("甲").endswith("+FandolFang-Regular")
