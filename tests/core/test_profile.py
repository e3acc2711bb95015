"""Profiles: inheritance, the schema's errors, what styles resolve to."""

from pathlib import Path

import pytest

from convert import profile
from convert.errors import ProfileError


def house(tmp_path: Path, text: str) -> str:
    path = tmp_path / "house.toml"
    path.write_text(text, "utf-8")
    return str(path)


def test_gongwen_is_the_standard_page() -> None:
    gongwen = profile.load("gongwen")
    assert (gongwen.page.text_width, gongwen.page.text_height) == (156.0, 225.0)  # 5.2.1
    assert (gongwen.grid.lines, gongwen.grid.chars) == (22, 28)  # 5.2.3
    assert gongwen.style("title").size == 22.0  # 7.3.1: 2号
    assert gongwen.style("body").first_line == 2.0  # 7.3.3
    assert gongwen.pitch(gongwen.style("body")) == pytest.approx(28.99, abs=0.01)


@pytest.mark.parametrize("name", profile.BUILT_IN)
def test_every_built_in_profile_loads_and_styles_every_role(name: str) -> None:
    from convert.nodes import Role

    loaded = profile.load(name)
    assert loaded.name == name
    for role in Role:
        assert loaded.style(role.value).size > 0


def test_a_house_profile_extends_another(tmp_path: Path) -> None:
    made = profile.load(house(tmp_path, 'extends = "gongwen"\n[page]\ntop = 30\n[styles.title]\nsize = 26\n'))
    assert made.page.top == 30.0
    assert made.page.left == 28.0
    assert made.style("title").size == 26.0
    assert made.style("title").face == "title"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('extends = "gongwen"\n[pag]\ntop = 30', "unknown key 'pag' .did you mean 'page'?"),
        ('extends = "gongwen"\n[page]\ntpo = 30', "unknown key 'page.tpo' .did you mean 'top'?"),
        ('extends = "gongwen"\n[page]\ntop = "wide"', "page.top: expected a number, found text 'wide'"),
        ('extends = "gongwen"\n[styles.title]\nalign = "middle"', "'middle' is none of"),
        ('extends = "gongwen"\n[styles.title]\nface = "tittle"', "no face 'tittle' .did you mean 'title'?"),
        ('extends = "gongwen"\n[styles.title]\ncolor = "red"', "is not six hexadecimal digits"),
        ('extends = "house.toml"', "extends itself"),
        ('extends = "gongwn"', "unknown profile 'gongwn' .did you mean 'gongwen'?"),
        ("[page", "not valid TOML"),
    ],
)
def test_a_bad_profile_is_refused_with_the_key_and_its_neighbour(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ProfileError, match=words):
        profile.load(house(tmp_path, text))


def test_a_missing_profile_file_is_named() -> None:
    with pytest.raises(ProfileError, match=r"cannot read profile: No such file"):
        profile.load("nowhere/house.toml")
