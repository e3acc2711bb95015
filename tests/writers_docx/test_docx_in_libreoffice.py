"""Pages as LibreOffice sets them with the bundled faces: the grid, the number, as many pages as our own PDF."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from pypdfium2 import PdfDocument

from convert.api import convert
from convert.contracts import Context
from convert.nodes import Document, Para, Str
from convert.profile import BUILT_IN, load
from convert.writers.docx import DocxOptions, write
from convert.writers.docx.fontsets import SETS
from tests.conftest import FIXTURES, ROOT

pytestmark = pytest.mark.judge
MM = 72 / 25.4
SOURCES = sorted(FIXTURES.glob("*.txt"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory):
    """Turn files into PDF in one run of LibreOffice that sees the bundled faces under the names Word files give."""
    folder = tmp_path_factory.mktemp("office")
    aliases = "".join(
        f'<match target="pattern"><test name="family" qual="any"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{face}</string></edit></match>'
        for name, face in SETS["free"].items()
    )
    config = folder / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{ROOT}/convert/fonts/faces</dir>'
        f"<cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>",
        "utf-8",
    )

    def run(files: Iterable[Path]) -> list[Path]:
        names = list(files)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
        subprocess.run([*command, "--outdir", folder, *names], env=environment, check=True, capture_output=True)
        return [folder / f"{name.stem}.pdf" for name in names]

    return run


@pytest.fixture(scope="module")
def full(office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[pdfplumber.PDF]:
    """Pages full of one character."""
    path = tmp_path_factory.mktemp("full") / "full.docx"
    document = Document(blocks=(Para((Str("国" * 2200),)),))
    path.write_bytes(write(document, DocxOptions(), Context(load("gongwen"))))
    with pdfplumber.open(office([path])[0]) as pages:
        yield pages


def body(page) -> list[dict]:
    return [char for char in page.chars if char["text"] == "国"]


def test_a_full_page_holds_22_lines_of_28_characters(full):
    for page in full.pages[:-1]:
        lines = Counter(round(char["top"]) for char in body(page))
        assert len(lines) == 22
        indented = 26 if page.page_number == 1 else 28
        assert sorted(lines.values()) == [indented, *[28] * 21]


def test_the_text_stands_in_the_block(full):
    for page in full.pages[:-1]:
        assert min(char["x0"] for char in body(page)) / MM == pytest.approx(28, abs=1)
        assert max(char["x1"] for char in body(page)) / MM == pytest.approx(184, abs=1)
        tops = sorted({round(char["top"], 2) for char in body(page)})
        pitch = (tops[-1] - tops[0]) / 21
        assert all(lower - upper == pytest.approx(pitch, abs=0.5) for upper, lower in pairwise(tops))
        leading = (pitch - 16) / 2
        assert (tops[0] - leading) / MM == pytest.approx(37, abs=1)
        assert (tops[-1] + 16 + leading) / MM == pytest.approx(262, abs=1)


def test_the_page_number_stands_7_mm_below_outside(full):
    for number, page in enumerate(full.pages, 1):
        dashes = [char for char in page.chars if char["text"] == "—"]
        assert len(dashes) == 2
        # the stroke of a dash stands 0.27 em above the baseline, its box reaches 0.12 em below
        middle = (dashes[0]["bottom"] - (0.27 + 0.12) * 14) / MM
        assert middle == pytest.approx(262 + 7, abs=1)
        edge = dashes[1]["x1"] / MM if number % 2 else dashes[0]["x0"] / MM
        assert edge == pytest.approx(184 - 14 / MM if number % 2 else 28 + 14 / MM, abs=1)


def test_it_has_as_many_pages_as_our_own_pdf(office, tmp_path):
    words, ours = [], []
    for source in SOURCES:
        for profile in BUILT_IN:
            words.append(tmp_path / f"{source.stem}-{profile}.docx")
            words[-1].write_bytes(convert(source, to="docx", profile=profile).data)
            ours.append(convert(source, to="pdf", profile=profile).data)
    counts = {}
    for word, printed, mine in zip(words, office(words), ours, strict=True):
        counts[word.stem] = len(PdfDocument(printed)), len(PdfDocument(mine))
    assert {name: found for name, found in counts.items() if found[0] != found[1]} == {}


def test_tracked_changes_are_shown(office, tmp_path):
    path = tmp_path / "tracked.docx"
    path.write_bytes(convert(FIXTURES / "notice.txt", to="docx", track_changes=True).data)
    with pdfplumber.open(office([path])[0]) as printed:
        first = printed.pages[0]
        commas = [char for char in first.chars if char["text"] in ",，"]
        assert {char["text"] for char in commas} == {",", "，"}
        assert {str(char["non_stroking_color"]) for char in commas} != {"(0,)", "(0, 0, 0)"}


NAME = "《城市公园管理办法》"
"""What must not part: in the title and in the list of attachments no line ends inside it."""


def whole(lead: str) -> str:
    """A document whose title and attachments have a title in marks after `lead` of some length."""
    return (
        f"关于{lead}印发{NAME}的通知\n\n各区人民政府：\n　　现将有关办法印发给你们，请认真贯彻执行。\n　　特此通知。\n\n"
        f"　　附件：1.{lead}{NAME}解读\n　　　　　2.名录\n\n云岭市人民政府办公室\n2026年3月1日\n"
    )


def test_a_title_in_marks_stays_whole_in_the_title_and_among_the_attachments(office, tmp_path):
    """In body text nothing native holds it, in Word or in LibreOffice, without a character more in the text."""
    files = []
    for length in range(4, 19):
        files.append(tmp_path / f"whole-{length}.docx")
        text = whole("云岭市城市公园便民服务设施配置标准解读"[:length])
        files[-1].write_bytes(convert(text, to="docx", profile="gongwen").data)
    parted = {}
    for path, printed in zip(files, office(files), strict=True):
        with pdfplumber.open(printed) as pages:
            lines = pages.pages[0].extract_text().splitlines()
        assert sum(NAME[1:-1] in line for line in lines) == 2, lines
        parted[path.stem] = sum(line.count("《") for line in lines if "》" not in line)
        assert sum("云岭市人民政府办公室" in line for line in lines) == 1
    assert set(parted.values()) == {0}


def test_a_soft_return_and_a_long_address_stretch_no_line(office, tmp_path):
    source = tmp_path / "loose.md"
    address = "https://www.example.gov.cn/portal/services/interface/index.html"
    source.write_text(f"正文第一行较短  \n第二行也较短  \n完。\n\n请查阅网址{address}并反馈意见。\n", "utf-8")
    path = tmp_path / "loose.docx"
    path.write_bytes(convert(source, to="docx", profile="gongwen").data)
    with pdfplumber.open(office([path])[0]) as printed:
        hanzi = [char for char in printed.pages[0].chars if char["text"] >= "一"]
    gaps = [
        after["x0"] - before["x1"]
        for before, after in pairwise(hanzi)
        if abs(before["top"] - after["top"]) < 1 and after["x0"] - before["x0"] < 40
    ]
    assert max(gaps) < 2
