"""Faces of every container: TrueType, CFF and collections; chains, subsets, the user's own faces."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from convert import profile
from convert.errors import MissingFont
from convert.fonts import Face, catalogue, chain, load, system
from tests.faces_made import make


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder the only one searched for the user's faces."""
    monkeypatch.setattr(system, "folders", lambda: (tmp_path,))
    for cached in (system.find, system._files, chain):
        cached.cache_clear()
    yield tmp_path
    for cached in (system.find, system._files, chain):
        cached.cache_clear()


def test_a_face_measures_in_em() -> None:
    face = load("song")
    assert face.advance(face.glyph("国")) == 1.0
    assert 0.2 < face.advance(face.glyph("i")) < 0.5
    assert face.ascent - face.descent == pytest.approx(1.0)
    left, bottom, right, top = face.extents(face.glyph("一"))
    assert 0 < left < right < 1 and 0 < bottom < top < 1


def test_kerning_and_half_width_forms_come_from_the_shaper() -> None:
    face = load("song")
    apart = sum(face.advance(face.glyph(char)) for char in "AV")
    assert sum(glyph.advance for glyph in face.shape("AV")) < apart
    assert face.shape("“", "pwid")[0].advance < 0.6 < face.shape("“")[0].advance


@pytest.mark.parametrize("name", ["fang", "song"])
def test_a_subset_keeps_glyph_ids_and_outlines_of_both_kinds(name: str) -> None:
    face = load(name)
    wanted = [face.glyph(char) for char in "国家"]
    small = TTFont(io.BytesIO(face.subset(wanted)))
    assert face.is_cff is ("CFF " in small)
    original = TTFont(face.path)
    for glyph in wanted:
        assert small["hmtx"][small.getGlyphName(glyph)][0] == original["hmtx"][original.getGlyphName(glyph)][0]
    assert len(face.subset(wanted)) < face.path.stat().st_size / 50
    assert face.subset(wanted) == face.subset(reversed(wanted))


def test_a_cff_face_and_a_collection_are_read_by_path(tmp_path: Path) -> None:
    make("Box Serif", "国A", cff=True).save(tmp_path / "box.otf")
    collection = TTCollection()
    collection.fonts = [make("One", "一"), make("Two", "二")]
    collection.save(tmp_path / "boxes.ttc")
    assert load(str(tmp_path / "box.otf")).is_cff
    second = load(f"{tmp_path / 'boxes.ttc'}#1")
    assert (second.family, second.has("二"), second.has("一")) == ("Two", True, False)
    assert len(second.subset([second.glyph("二")])) > 0


def test_a_file_that_is_no_font_is_a_missing_font(tmp_path: Path) -> None:
    (tmp_path / "bad.ttf").write_bytes(b"not a font")
    with pytest.raises(MissingFont, match=r"bad\.ttf"):
        load(str(tmp_path / "bad.ttf"))
    with pytest.raises(MissingFont, match=r"none\.ttf"):
        load(str(tmp_path / "none.ttf"))


def test_the_users_faces_are_found_by_any_name_only_when_asked_for(folder: Path) -> None:
    make("FZXiaoBiaoSong-B05S", "仓￥〇国").save(folder / "anything.ttf")
    title = profile.load("gongwen").faces["title"]
    assert chain("title", title, "system").resolve("国")[0].name == "system:FZXiaoBiaoSong-B05S"
    assert chain("title", title, "bundled").resolve("国")[0].name == "title"


def test_a_users_face_falls_back_to_the_bundled_ones_by_character(folder: Path) -> None:
    make("SimHei", "仓￥〇").save(folder / "simhei.ttf")
    faces = chain("hei", profile.load("gongwen").faces["hei"], "system")
    assert [faces.resolve(char)[0].name for char in "仓国"] == ["system:SimHei", "hei"]


def test_a_face_that_may_not_be_embedded_or_lacks_hanzi_is_not_trusted(folder: Path) -> None:
    make("FangSong", "仓￥〇", fs_type=2).save(folder / "simfang.ttf")
    make("KaiTi", "￥〇").save(folder / "simkai.ttf")
    assert system.find("FangSong") is None
    assert system.find("KaiTi") is None


def test_a_later_member_of_a_collection_is_found(folder: Path) -> None:
    collection = TTCollection()
    collection.fonts = [make("NSimSun", "仓"), make("SimSun", "仓")]
    collection.save(folder / "simsun.ttc")
    found = system.find("SimSun")
    assert isinstance(found, Face)
    assert found.index == 1


def test_a_chain_always_ends_in_the_last_resort() -> None:
    only_kai = replace(profile.load("gongwen").faces["kai"], bundled=("kai",))
    assert chain("kai", only_kai).resolve("丂")[0].name == "song"
    assert chain("kai", only_kai).resolve("\U0003fffd")[1] == 0


@pytest.fixture(scope="module")
def maps() -> dict[str, dict[int, int]]:
    """Return what fontTools reads of each bundled face: code point -> glyph id."""
    found = {}
    for entry in catalogue():
        font = TTFont(entry.path, lazy=True)
        found[entry.name] = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    return found


@settings(max_examples=200, deadline=None)
@given(st.characters(min_codepoint=0x20, max_codepoint=0x9FFF, exclude_categories=("Cs", "Cn", "Co")))
def test_a_chain_gives_a_glyph_of_the_very_character(maps: dict[str, dict[int, int]], char: str) -> None:
    face, glyph, _ = chain("body", profile.load("gongwen").faces["body"]).resolve(char)
    assert glyph == 0 or maps[face.name][ord(char)] == glyph
