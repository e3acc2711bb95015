"""The bundled faces: whole, licensed, named apart, and together covering what a Chinese document needs."""

from __future__ import annotations

import hashlib

import pytest

from convert import profile
from convert.errors import MissingFont
from convert.fonts import catalogue, chain, load

SYMBOLS = "①⑩⑪⑳㈠★☆●○■□※§№℃±×÷≤≥→←↑↓αΩЖяāǎēěīǐōǒūǔǖǘǚǜńňǹḿかカㄅ─┼〇々「」『』〔〕【】《》“”‘’—…·～￥％"


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.name)
def test_a_bundled_face_is_the_file_that_was_built_and_lies_beside_its_licence(entry) -> None:
    assert hashlib.sha256(entry.path.read_bytes()).hexdigest() == entry.sha256
    assert len(entry.licence_path.read_text("utf-8")) > 1000
    assert load(entry.name).postscript_name == entry.postscript
    assert load(entry.name).may_embed


def test_no_two_faces_share_a_postscript_name() -> None:
    names = [entry.postscript for entry in catalogue()]
    assert len(set(names)) == len(names)


def test_no_renamed_face_uses_a_reserved_name() -> None:
    for entry in catalogue():
        if entry.licence.startswith("OFL"):
            assert not any(
                word in name for name in load(entry.name).names() for word in ("LXGW", "霞鹜", "Source", "Noto")
            )


@pytest.mark.parametrize("role", ["body", "kai", "hei", "title", "song"])
def test_each_role_covers_gbk_and_common_symbols(role: str) -> None:
    faces = chain(role, profile.load("gongwen").faces[role])
    hanzi = [chr(code) for code in range(0x4E00, 0x9FA6)]
    assert [char for char in [*hanzi, *SYMBOLS] if faces.resolve(char)[1] == 0] == []


@pytest.mark.parametrize("char", "幹衹醜捨餘滷癥鬱鬆鹼準臟￥")
def test_a_character_that_fandol_draws_wrong_comes_from_the_next_face(char: str) -> None:
    face, glyph, _ = chain("body", profile.load("gongwen").faces["body"]).resolve(char)
    assert face.name == "fang-extra"
    assert glyph != 0


def test_hanzi_of_the_body_come_from_fangsong_and_are_one_em_wide() -> None:
    face, _, advance = chain("body", profile.load("gongwen").faces["body"]).resolve("国")
    assert (face.name, advance) == ("fang", 1.0)


def test_an_unknown_face_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(MissingFont, match="no bundled face is called 'fangsong'") as caught:
        load("fangsong")
    assert "song" in caught.value.hint


def test_a_face_is_loaded_once_per_process() -> None:
    assert load("song") is load("song")
