"""Old office files: through LibreOffice when it is there, else an error that says so, and RTF through pandoc."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import convert
from convert.errors import MissingTool, ReadError, ResourceLimit
from convert.readers import legacy
from convert.walk import plain_text

DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
RTF = rb"{\rtf1\ansi\uc0 \u20851 \u20110 {\b \u37325 \u28857 } \par}"


def text(document: convert.Document) -> str:
    return "".join(plain_text(block) for block in document.blocks)


def test_without_libreoffice_doc_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy.shutil, "which", lambda _: None)
    with pytest.raises(
        MissingTool, match=r"reading .doc needs LibreOffice, which is not installed \(install LibreOffice"
    ):
        convert.read(b"\xd0\xcf\x11\xe0", source_format="doc")


def test_without_libreoffice_rtf_goes_through_pandoc_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy.shutil, "which", lambda _: None)
    result = convert.convert(RTF, to="md", source_format="rtf")
    assert "关于" in result.data.decode()
    assert any("read without LibreOffice" in remark.message for remark in result.diagnostics)


def test_an_office_that_makes_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    office = tmp_path / "soffice"
    office.write_text("#!/bin/sh\necho 'source file could not be loaded' >&2\n")
    office.chmod(0o755)
    monkeypatch.setattr(legacy.shutil, "which", lambda _: str(office))
    with pytest.raises(ReadError, match="LibreOffice cannot read the file: source file could not be loaded"):
        convert.read(DOC, source_format="wps")


def test_an_office_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **named: object) -> None:
        raise subprocess.TimeoutExpired("soffice", 180)

    monkeypatch.setattr(legacy.shutil, "which", lambda _: "soffice")
    monkeypatch.setattr(legacy.subprocess, "run", hang)
    with pytest.raises(ResourceLimit, match="LibreOffice took more than 180 s and was stopped"):
        convert.read(DOC, source_format="doc")


@pytest.mark.judge
def test_libreoffice_reads_rtf_and_doc(tmp_path: Path) -> None:
    (tmp_path / "in.rtf").write_bytes(RTF)
    assert "重点" in text(convert.read(tmp_path / "in.rtf"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/p", "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(tmp_path / "in.rtf")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert "重点" in text(convert.read(tmp_path / "in.doc"))


@pytest.mark.parametrize("name", ["doc", "wps", "rtf"])
@pytest.mark.parametrize("data", [b"no rtf", "只是文字".encode("gb18030"), b"\x00" * 40, b"%PDF-1.4"])
def test_what_is_none_of_them_is_refused_before_anything_runs(
    name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legacy.shutil, "which", lambda _: "must not run")
    with pytest.raises(ReadError, match=rf"the file is no \.{name}: it begins with .*name what it is with -f"):
        convert.read(data, source_format=name)


def test_a_new_word_file_under_the_old_name_needs_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy.shutil, "which", lambda _: None)
    data = convert.write(convert.read("关于\n"), to="docx")
    assert "关于" in text(convert.read(data, source_format="doc"))


@pytest.mark.judge
def test_a_broken_old_file_is_an_error_and_never_text(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="LibreOffice cannot read the file"):
        convert.read(DOC + b"junk" * 300, source_format="doc")


@pytest.mark.judge
def test_a_page_saved_as_a_word_file_is_read() -> None:
    page = "<html><head><meta charset='gb2312'></head><body><h1>总则</h1><p>第一条</p></body></html>".encode("gb18030")
    assert "总则" in text(convert.read(page, source_format="doc"))
