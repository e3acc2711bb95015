"""What users get wrong in profiles is named with its place and the nearest right word, by the loader and the schema."""

from __future__ import annotations

import tomllib
from pathlib import Path

import jsonschema
import pytest

from convert import profile
from convert.errors import ProfileError
from convert.profile_schema import schema

GONGWEN = 'extends = "gongwen"\n'
SEEN_BY_BOTH = [
    ("[stlyes.title]", "unknown key 'stlyes' .*did you mean 'styles'"),
    ("[styles.title]\nsiz = 20", "unknown key 'styles.title.siz' .*did you mean 'size'"),
    ('[styles.title]\nsize = "20pt"', "styles.title.size: expected a number, found text '20pt' .*write 20"),
    ('[page]\ntop = "37mm"', "page.top: expected a number, found text '37mm' .*write 37"),
    ("[styles.title]\nsize = -4", "styles.title.size: -4 is no size in points"),
    ("[styles.title]\nlevel = 12", "styles.title.level: 12 is no outline level"),
    ('[styles.title]\nalign = "centre"', "'centre' is none of .*did you mean 'center'"),
    ('[styles.title]\ncolor = "#FF0000"', "styles.title.color: '#FF0000' is not six hexadecimal digits"),
    ("[page]\ntop = -5", "page.top: -5 is no margin in mm"),
    ("[grid]\nlines = 22.5", "grid.lines: expected a whole number, found a number 22.5"),
    ("[grid]\nlines = -1", "grid.lines: -1 is no number of lines"),
    ('[page-number]\nformat = "p"', "page-number.format: 'p' holds no {page}"),
    ('[rules]\nselect = "P2"', "rules.select: expected a list, found text 'P2'"),
    ("lang = 5", "lang: expected text, found a whole number 5"),
    ('mixed-space = "yes"', "mixed-space: expected true or false, found text 'yes'"),
    ("page = 3", "page: expected a table, found a whole number 3"),
]
SEEN_BY_THE_LOADER = [
    ("[styles.titel]\nsize = 20", "no part is called 'titel' .*did you mean 'title'"),
    ("[styles.heading1]\nsize = 20", "no part is called 'heading1' .*did you mean 'heading-1'"),
    ('[styles.title]\nface = "titel"', "styles.title: no face 'titel' .*did you mean 'title'"),
    ('[styles.title]\nbased-on = "bdy"', "no style 'bdy' to base on .*did you mean 'body'"),
    ('[styles.title]\nbased-on = "title"', "styles.title is based on itself: title -> title"),
    ('[styles.a]\nbased-on = "b"\n[styles.b]\nbased-on = "a"', "styles.a is based on itself: a -> b -> a"),
    ("[page]\ntop = 270", "margins of 270 and 35 mm leave -8 mm for the text"),
    ('[structure]\nheadings = [["(", 1]]', r"structure.headings: '\(' is no regular expression"),
    ('[rules]\nignore-lines = ["["]', r"rules.ignore-lines: '\[' is no regular expression"),
]


def loaded(text: str, folder: Path) -> profile.Profile:
    (folder / "house.toml").write_text(text, "utf-8")
    return profile.load("house.toml", base=str(folder))


@pytest.mark.parametrize(("text", "message"), [*SEEN_BY_BOTH, *SEEN_BY_THE_LOADER])
def test_the_loader_names_the_fault_and_the_nearest_word(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=message):
        loaded(f"{text}\n" if text.startswith("extends") else GONGWEN + text, tmp_path)


@pytest.mark.parametrize("text", [text for text, _ in SEEN_BY_BOTH])
def test_the_schema_refuses_it_too(text: str) -> None:
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(tomllib.loads(GONGWEN + text)))


@pytest.mark.parametrize("name", profile.BUILT_IN)
def test_the_schema_holds_for_every_built_in_profile(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(profile.merged_table(name))) == []
    profile.load(name, overlay={"lang": "zh-CN"})  # through all the checks


@pytest.mark.parametrize("text", ["[styles.warning]\nsize = 12", "[styles.heading-9]\nsize = 12", "[page]\ntop = 35"])
def test_what_is_right_passes_both(text: str, tmp_path: Path) -> None:
    assert loaded(GONGWEN + text, tmp_path).name == "house"
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(tomllib.loads(GONGWEN + text))) == []


def test_a_profile_of_its_own_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="no face 'body' .*extends = \"gongwen\""):
        loaded('name = "mine"', tmp_path)


def test_loops_and_missing_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text('extends = "house.toml"', "utf-8")
    with pytest.raises(ProfileError, match="extends itself: .*house.toml -> .*b.toml -> .*house.toml"):
        loaded('extends = "b.toml"', tmp_path)
    with pytest.raises(ProfileError, match="did you mean 'house.toml'"):
        profile.load("hosue.toml", base=str(tmp_path))
    with pytest.raises(ProfileError, match="unknown profile 'gongwne' .*did you mean 'gongwen'"):
        loaded('extends = "gongwne"', tmp_path)
