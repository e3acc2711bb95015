"""Where a result goes: into a folder under the name of its source, or safely to a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "关于做好防汛工作的通知\n\n　　思想上要重视。\n".encode()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "通知.old.txt"
    path.write_bytes(TEXT)
    return path


def test_a_folder_takes_the_name_of_the_source(wenzhuan, source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    run = wenzhuan(source, "-o", "out", "-t", "docx")
    assert run.status == 0, run.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["通知.old.docx"]
    assert wenzhuan(source, "-o", "out/", "-t", "md").status == 0
    assert (tmp_path / "out" / "通知.old.md").exists()


def test_a_folder_without_a_format_is_an_error_that_says_what_to_do(wenzhuan, source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    run = wenzhuan(source, "-o", "out")
    assert run.status == 2
    assert (
        run.err == "wenzhuan: error: out is a folder (add -t FORMAT to write out/NAME.FORMAT, or name a file for -o)\n"
    )
    nameless = wenzhuan("-", "-o", "out", "-t", "md", stdin=TEXT)
    assert nameless.status == 2
    assert "out is a folder, and the input has no name" in nameless.err


def test_a_folder_does_not_hide_that_the_source_would_be_replaced(wenzhuan, source: Path, tmp_path: Path) -> None:
    run = wenzhuan(source, "-o", tmp_path, "-t", "txt")
    assert run.status == 2
    assert "is the source itself" in run.err
    assert source.read_bytes() == TEXT


def test_after_two_dashes_the_source_may_be_called_anything(wenzhuan, source: Path, tmp_path: Path) -> None:
    plain = wenzhuan(source, "-t", "md").out
    for name in ("-t", "-odd.txt", "--", "check"):
        (tmp_path / name).write_bytes(TEXT)
        run = wenzhuan("--", name, "-t", "md")
        assert run.status == 0, run.err
        assert run.out == plain
    assert wenzhuan("-t", "md", "--", "-odd.txt").out == plain
    assert wenzhuan("convert", "-q", "--", "-odd.txt", "-t", "md").out == plain


def test_a_control_character_is_told_of_once(wenzhuan, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("甲\x1b乙\x07\n".encode())
    lines = wenzhuan("a.txt", "-t", "md", "-v").err.splitlines()
    assert [line.split()[1] for line in lines[:-1]] == ["ENC006", "ENC006"]
    assert wenzhuan("check", "a.txt").text.count("U+001B") == 1
    assert "N006" in wenzhuan("check", "a.txt", "--select", "N006").text


def on_a_terminal(*arguments: str, folder: Path) -> bytes:
    """Return what the command writes when its standard output is a terminal."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent.parent)}
    command = [sys.executable, "-m", "convert", *arguments]
    subprocess.run(command, stdout=follower, stderr=subprocess.DEVNULL, cwd=folder, env=environment, check=True)
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:  # Linux: nothing is left and nobody writes
            break
        if not part:
            break
        shown += part
    os.close(leader)
    return shown


def test_no_document_paints_the_terminal(wenzhuan, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("甲\x1b[31m乙\x07\x9b\n".encode())
    shown = on_a_terminal("a.txt", "-t", "md", folder=tmp_path)
    assert not {0x1B, 0x07} & set(shown)
    assert "甲\\x1b[31m乙\\x07" in shown.decode()
    assert b"\x1b[31m" in wenzhuan("a.txt", "-t", "md").out
