"""Configuration: defaults < profile < wenzhuan.toml or pyproject.toml < command line."""

from pathlib import Path

import pytest

TEXT = "春游记\n\n今天下雨,我们没有出门。\n\n明天再说吧。\n".encode()


@pytest.fixture(autouse=True)
def source(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes(TEXT)


def profile_of(run) -> str:
    assert run.status == 0, run.err
    return run.err.split("; ")[1].removeprefix("prose -> ").removeprefix("speech -> ").removeprefix("official -> ")


def test_the_nearest_file_sets_the_profile_and_the_command_line_wins(wenzhuan, tmp_path: Path) -> None:
    (tmp_path / "wenzhuan.toml").write_text('profile = "book"\n')
    assert profile_of(wenzhuan("in.txt", "-t", "md")) == "book"
    assert profile_of(wenzhuan("in.txt", "-t", "md", "--profile", "web")) == "web"
    assert profile_of(wenzhuan("in.txt", "-t", "md", "--no-config")) != "book"


def test_pyproject_serves_as_well(wenzhuan, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.wenzhuan]\nprofile = "book"\n')
    assert profile_of(wenzhuan("in.txt", "-t", "md")) == "book"


def test_rules_of_the_house_are_laid_over_the_profile(wenzhuan, tmp_path: Path) -> None:
    (tmp_path / "wenzhuan.toml").write_text('[rules]\nignore = ["P2"]\n')
    assert "下雨,我们" in wenzhuan("in.txt", "-t", "md").text


def test_options_of_writers_come_from_the_file(wenzhuan, tmp_path: Path) -> None:
    (tmp_path / "wenzhuan.toml").write_text('[set]\n"md.front-matter" = "true"\n[meta]\ntitle = "春游记"\n')
    assert wenzhuan("in.txt", "-t", "md").text.startswith("---\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('profil = "book"', "unknown key 'profil' (did you mean 'profile'?)"),
        ('errors = "replace"', "errors: 'replace' is none of 'strict', 'resync'"),
        ("[page]\ntpo = 3", "unknown key 'page.tpo' (did you mean 'top'?)"),
        ("profile = [", "is not valid TOML"),
    ],
)
def test_a_bad_file_is_refused_with_the_key(wenzhuan, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "wenzhuan.toml").write_text(text)
    run = wenzhuan("in.txt", "-t", "md")
    assert run.status == 2
    assert words in run.err
