"""What is kept is made anew when a file that it was made of has changed."""

import os
from pathlib import Path

import pytest

from convert import kept


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand for the package: a folder with one file and a store."""
    monkeypatch.setattr(kept, "place", lambda: str(tmp_path / "kept.cache"))
    monkeypatch.setattr(kept, "_HERE", str(tmp_path))
    monkeypatch.setattr(kept, "_store", None)
    monkeypatch.setattr(kept, "_fresh", {})
    (tmp_path / "rules.toml").write_text("a = 1", "utf-8")
    return tmp_path


def length(package: Path) -> object:
    return kept.kept_while("length", lambda: ["rules.toml"], lambda: len((package / "rules.toml").read_bytes()))


def test_a_changed_file_is_read_again(package):
    assert length(package) == 5
    (package / "rules.toml").write_text("a = 10", "utf-8")
    assert length(package) == 6


def test_a_file_of_the_same_length_and_another_time_is_read_again(package):
    made = []

    def make() -> int:
        made.append(1)
        return len(made)

    def asked() -> object:
        return kept.kept_while("times", lambda: ["rules.toml"], make)

    assert [asked(), asked()] == [1, 1]
    os.utime(package / "rules.toml", ns=(1, 1))
    assert [asked(), asked()] == [2, 2]


def test_what_stands_in_the_store_is_taken_by_the_next_process(package, monkeypatch):
    assert length(package) == 5
    kept.write()
    monkeypatch.setattr(kept, "_store", None)
    monkeypatch.setattr(kept, "_fresh", {})
    assert kept.kept_while("length", lambda: ["rules.toml"], lambda: "made anew") == 5


@pytest.mark.parametrize("damaged", ["no pair", 5, None, ([("rules.toml", (1, 1), 2)], 3)])
def test_what_is_no_such_entry_is_made_anew(package, damaged):
    kept.renew("length", damaged)
    assert length(package) == 5
