"""A face of a few dozen boxes, made by fontTools, so that goldens of the layout hang on no real face."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from convert import profile
from convert.profile import Profile

HANZI = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往关于的通知各单位附件一二三年第章条总则目录表脚注某市府办公室抄送印发"
MARKS = "，。、；：！？“”‘’（）《》〔〕—…·●□\u3000"
LATIN = " !\"#%&'()*+,-./0123456789:;<=>?@[]abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ•◦"


def box(width: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, -80))
    for point in ((50, 820), (width - 50, 820), (width - 50, -80)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def build(path: Path) -> None:
    chars = {**dict.fromkeys(HANZI + MARKS, 1000), **dict.fromkeys(LATIN, 500)}
    names = {char: f"u{ord(char):04X}" for char in chars}
    fonts = FontBuilder(1000, isTTF=True)
    fonts.setupGlyphOrder([".notdef", *names.values()])
    fonts.setupCharacterMap({ord(char): name for char, name in names.items()})
    fonts.setupGlyf({".notdef": box(1000), **{names[char]: box(width) for char, width in chars.items()}})
    fonts.setupHorizontalMetrics({".notdef": (1000, 50), **{names[c]: (width, 50) for c, width in chars.items()}})
    fonts.setupHorizontalHeader(ascent=880, descent=-120)
    fonts.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": "Tiny-Regular"})
    fonts.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=400)
    fonts.setupPost()
    fonts.save(path)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of the tiny face."""
    path = tmp_path_factory.mktemp("faces") / "tiny.ttf"
    build(path)
    return str(path)


@pytest.fixture(scope="session")
def house(tiny: str) -> Profile:
    """Return the official profile with every role set in the tiny face."""
    gongwen = profile.load("gongwen")
    faces = {role: replace(face, bundled=(tiny,)) for role, face in gongwen.faces.items()}
    return replace(gongwen, faces=faces)
