"""The command line's contract: exit statuses, one-line errors with a hint, whole files or none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "关于做好防汛工作的通知\n各村民委员会：\n　　为做好今年防汛工作,现通知如下。\n　　一、提高认识\n　　思想上要重视。\n".encode()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "通知 一.txt"
    path.write_bytes(TEXT)
    return path


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    assert "Traceback" not in text
    return lines[0]


@pytest.mark.parametrize("format", ["docx", "pdf", "md", "txt", "json"])
def test_a_document_is_converted_and_told_of_in_one_line(wenzhuan, source: Path, tmp_path: Path, format: str) -> None:
    run = wenzhuan(source, "-o", f"out.{format}")
    assert run.status == 0, run.err
    assert (tmp_path / f"out.{format}").stat().st_size > 0
    line = one_line(run.err)
    assert line.startswith(f"{source} -> out.{format}: utf-8 (")
    assert "1 fix" in line
    assert run.out == b""


def test_the_first_word_may_be_the_command_or_not(wenzhuan, source: Path) -> None:
    assert wenzhuan(source, "-t", "md").out == wenzhuan("convert", source, "-t", "md").out != b""


def test_dash_is_standard_input_and_output(wenzhuan) -> None:
    run = wenzhuan("-", "-t", "md", "-o", "-", stdin=TEXT)
    assert run.status == 0, run.err
    assert run.text.startswith("# 关于做好防汛工作的通知\n")


def test_quiet_says_nothing_and_verbose_lists_each_remark(wenzhuan, source: Path) -> None:
    assert wenzhuan(source, "-t", "md", "-q").err == ""
    lines = wenzhuan(source, "-t", "md", "-v").err.splitlines()
    assert any(line.startswith(f"{source}:3:12: P201 info: ") for line in lines), lines


def test_fail_on_turns_remarks_into_status_1_and_still_writes(wenzhuan, source: Path, tmp_path: Path) -> None:
    assert wenzhuan(source, "-o", "out.md", "--fail-on", "info").status == 1
    assert (tmp_path / "out.md").exists()
    assert wenzhuan(source, "-o", "out.md", "--fail-on", "error").status == 0


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", 3, "empty"),
        (b" \r\n\t\n", 3, "only blanks"),
        ("　　\n\u00a0\n".encode(), 3, "only blanks"),
        (b"\0", 3, "only blanks and control characters"),
        (b" \x1a\r\n\x7f", 3, "only blanks and control characters"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), 3, "PNG"),
        (b"PK\x03\x04\x14\0\0\0\0\0" + bytes(range(64)), 3, "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), 3, "OLE"),
        ("正文\x01\x02\x03\x1b文本。\n".encode(), 3, "full of control characters"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", 3, "PDF"),
        ("正常的文字，".encode("gb18030") * 20 + b"\xff\xff" + "后面。".encode("gb18030"), 3, "240"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(wenzhuan, tmp_path: Path, data: bytes, status: int, words: str) -> None:
    (tmp_path / "in.txt").write_bytes(data)
    (tmp_path / "out.md").write_bytes(b"old")
    run = wenzhuan("in.txt", "-o", "out.md")
    assert run.status == status
    assert words in one_line(run.err)
    assert (tmp_path / "out.md").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.txt", "out.md"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("missing.txt", "-t", "md"), 3, "no such file"),
        ((".", "-t", "md"), 3, "wenzhuan batch"),
        (("in.txt",), 2, "no output format"),
        (("in.txt", "-t", "pfd"), 2, "did you mean 'pdf'?"),
        (("in.txt", "-o", "out.dcox"), 2, "did you mean .docx?"),
        (("in.txt", "-o", "out"), 2, "no suffix"),
        (("in.txt", "-t", "md", "-f", "txtt"), 2, "unknown input format 'txtt'"),
        (("in.txt", "-t", "md", "--profile", "gongwn"), 2, "did you mean 'gongwen'?"),
        (("in.txt", "-t", "md", "--profile", "none.toml"), 2, "cannot read profile"),
        (("in.txt", "-t", "md", "--encoding", "gbkk"), 2, "did you mean"),
        (("in.txt", "-t", "md", "--encoding", "ascii"), 3, "in.txt"),
        (("in.txt", "-t", "md", "--set", "md.flavour=gfm"), 2, "did you mean 'md.flavor'?"),
        (("in.txt", "-t", "md", "--set", "md.flavor=best"), 2, "is none of"),
        (("in.txt", "-t", "md", "--set", "page.tpo=1"), 2, "did you mean 'top'?"),
        (("in.txt", "-t", "md", "--set", "novalue"), 2, "is not KEY=VALUE"),
        (("in.txt", "-t", "md", "--size-limit", "10"), 5, "larger than the limit"),
        (("in.txt", "-o", "nowhere/out.md"), 4, "make the folder first"),
        (("in.txt", "-o", "folder.md"), 4, "is a folder"),
        (("in.txt", "-t", "txt", "-o", "in.txt"), 2, "is the source itself"),
        (("in.txt", "-t", "md", "--attach-source"), 2, "is an option of pdf"),
        (("in.txt", "-t", "md", "--nonsense"), 2, "unrecognized arguments"),
        (("in.txt", "-t", "md", "--config", "none.toml"), 2, "cannot be read"),
    ],
)
def test_a_bad_request_is_one_line_with_the_status(
    wenzhuan, tmp_path: Path, arguments, status: int, words: str
) -> None:
    (tmp_path / "in.txt").write_bytes(TEXT)
    (tmp_path / "folder.md").mkdir()
    run = wenzhuan(*arguments)
    assert (run.status, words in one_line(run.err)) == (status, True), run.err
    assert run.out == b""
    assert (tmp_path / "in.txt").read_bytes() == TEXT


def test_a_hostile_name_cannot_paint_the_terminal(wenzhuan, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\n.txt").write_bytes(b"")
    run = wenzhuan("a\x1b[31m\n.txt", "-t", "md")
    assert "\x1b" not in one_line(run.err)
    assert run.status == 3


@pytest.mark.parametrize("format", ["docx", "pdf", "md", "txt", "json"])
def test_control_characters_are_reported_not_swallowed(wenzhuan, tmp_path: Path, format: str) -> None:
    (tmp_path / "in.txt").write_bytes("第一段有一个\x08退格。\n第二段有一个\x1b转义。\n".encode())
    run = wenzhuan("in.txt", "-o", f"out.{format}", "-v")
    assert run.status == 0, run.err
    assert "in.txt:1:7" in run.err
    assert "in.txt:2:7" in run.err


@pytest.mark.parametrize("format", ["docx", "pdf", "md"])
def test_one_character_is_a_document(wenzhuan, tmp_path: Path, format: str) -> None:
    (tmp_path / "in.txt").write_bytes("字".encode())
    assert wenzhuan("in.txt", "-o", f"out.{format}").status == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device of this name is Linux's")
@pytest.mark.parametrize(
    "command", [["in.txt", "-t", "md"], ["in.txt", "-t", "docx"], ["inspect", "in.txt"], ["fix", "in.txt"]]
)
def test_a_full_disk_behind_standard_output_is_status_4(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "in.txt").write_bytes(TEXT)
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "convert", *command], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
    assert run.returncode == 4
    assert "No space left on device" in one_line(run.stderr)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from convert.cli.main import main; status = main(['--help'])\n"
        "heavy = {'docx', 'reportlab', 'uharfbuzz', 'chardet', 'pypandoc', 'lxml', 'distributed'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy or status else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "wenzhuan batch" in run.stdout


@pytest.mark.parametrize(
    "command", ["convert", "check", "fix", "inspect", "batch", "explain", "formats", "profiles", "fonts", "rules"]
)
def test_every_command_explains_itself(wenzhuan, command: str) -> None:
    run = wenzhuan(command, "--help")
    assert run.status == 0
    assert f"usage: wenzhuan {command}" in run.text


def test_a_bug_shows_its_traceback_and_is_status_70(wenzhuan, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("convert.pipeline.convert", broken)
    run = wenzhuan(source, "-t", "md")
    assert run.status == 70
    assert "a fault of ours" in run.err


def test_interrupted_is_status_130(wenzhuan, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("convert.pipeline.convert", interrupt)
    run = wenzhuan(source, "-t", "md")
    assert run.status == 130
    one_line(run.err)


def test_damage_is_shown_span_by_span_with_the_readings_to_choose_from(wenzhuan, tmp_path: Path) -> None:
    data = bytearray("正常的文字，第一行。\n第二行也正常。\n".encode("gb18030") * 5)
    data[30] = 0xFF
    (tmp_path / "in.txt").write_bytes(data)
    run = wenzhuan("inspect", "in.txt")
    assert run.status == 3
    assert "gb18030" in run.text
    assert "正常的文字，第一行。" in run.text
    assert "byte 29 (line 2, column 5)" in run.text
    assert "ENC001 error: byte 29" in wenzhuan("in.txt", "-t", "md", "-v").err
    kept = wenzhuan("in.txt", "-t", "md", "--errors", "resync", "--fail-on", "error")
    assert kept.status == 1
    assert kept.text.count("\ufffd") == 1
