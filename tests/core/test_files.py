"""Files: bounded reads, and writes that happen whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from convert import files
from convert.errors import ReadError, ResourceLimit, WriteError


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(ResourceLimit, match="larger than the limit of 1000 bytes"):
        files.read_bytes(str(path), limit=1000)


def test_an_endless_device_is_cut_off_at_the_limit() -> None:
    with pytest.raises(ResourceLimit):
        files.read_bytes("/dev/zero", limit=3 << 20)


@pytest.mark.parametrize(("name", "words"), [("none.txt", "no such file"), (".", "is a folder"), ("a\0b", "null")])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        files.read_bytes(str(tmp_path / name) if name != "." else str(tmp_path))


def test_a_write_replaces_the_file_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["out.md"]


def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write_atomic(tmp_path / "out.md", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.md").stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to("real.md")
    files.write_atomic(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


def test_when_the_disk_is_full_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.md"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left on device .free some space; the old file is untouched."):
        files.write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.md"]


@pytest.mark.parametrize("name", ["", "missing/out.md", "x" * 300 + ".md"])
def test_an_unwritable_target_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError, match="folder|written"):
        files.write_atomic(tmp_path / name if name else tmp_path, b"new")


def test_a_device_is_written_straight() -> None:
    files.write_atomic("/dev/null", b"gone")
    assert Path("/dev/null").is_char_device()
