"""EPUB files pass epubcheck, whatever the profile, and part where their chapters begin."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

import convert
from tests.conftest import FIXTURES

JUDGE = Path(__file__).resolve().parent.parent.parent / "build" / "judges" / "epubcheck" / "*"


@pytest.mark.judge
@pytest.mark.parametrize("name", [path.name for path in sorted(FIXTURES.glob("*.txt"))])
def test_epubcheck_finds_nothing(name: str, fixtures: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(convert.convert(fixtures / name, to="epub").data)
    judge = ["java", "-cp", str(JUDGE), "com.adobe.epubcheck.tool.Checker", str(book)]
    run = subprocess.run(judge, capture_output=True, text=True, timeout=120, check=False)
    assert "Messages: 0 fatals / 0 errors / 0 warnings" in run.stdout + run.stderr, run.stderr
    assert run.returncode == 0


@pytest.mark.judge
def test_a_book_parts_at_its_chapters(fixtures: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    text = "# 书名\n\n" + "".join(f"## 第{n}章　标题\n\n正文。\n\n" for n in "一二三")
    book.write_bytes(convert.convert(text, to="epub", source_format="markdown").data)
    chapters = [name for name in zipfile.ZipFile(book).namelist() if "/ch" in name]
    assert len(chapters) == 3
