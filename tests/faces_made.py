"""Faces of boxes, made by fontTools, in place of the user's own."""

from __future__ import annotations

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont


def make(name: str, chars: str, *, cff: bool = False, fs_type: int = 0) -> TTFont:
    """Return a face whose glyphs are boxes one em wide."""
    glyphs = {char: f"u{ord(char):04X}" for char in chars}
    order = [".notdef", *glyphs.values()]
    fonts = FontBuilder(1000, isTTF=not cff)
    fonts.setupGlyphOrder(order)
    fonts.setupCharacterMap({ord(char): glyph for char, glyph in glyphs.items()})
    shapes = {}
    for glyph in order:
        pen = T2CharStringPen(1000, None) if cff else TTGlyphPen(None)
        pen.moveTo((100, 0))
        for point in ((100, 800), (900, 800), (900, 0)):
            pen.lineTo(point)
        pen.closePath()
        shapes[glyph] = pen.getCharString() if cff else pen.glyph()
    if cff:
        fonts.setupCFF(name, {"FullName": name}, shapes, {})
    else:
        fonts.setupGlyf(shapes)
    fonts.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    fonts.setupHorizontalHeader(ascent=880, descent=-120)
    fonts.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name.replace(" ", "")})
    fonts.setupOS2(sTypoAscender=880, sTypoDescender=-120, fsType=fs_type)
    fonts.setupPost()
    return fonts.font
