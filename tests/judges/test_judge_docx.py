"""Every fixture before the outside judges of DOCX."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from convert.api import convert, write
from tests.conftest import FIXTURES
from tests.judges import tools
from tests.judges.papers import PROFILES, Maker

pytestmark = pytest.mark.judge
SOURCES = sorted(FIXTURES.glob("*.txt"))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("word")
    made = []
    for source in SOURCES:
        for house in PROFILES:
            made.append(folder / f"{source.stem}-{house}.docx")
            made[-1].write_bytes(convert(source, to="docx", profile=house).data)
    for seed in range(20):
        made.append(folder / f"made-up-{seed:02d}.docx")
        made[-1].write_bytes(write(Maker(seed).document(), "docx", profile=PROFILES[seed % len(PROFILES)]))
    return made


def test_the_open_xml_sdk_finds_no_error(papers: list[Path]) -> None:
    assert [str(verdict) for verdict in tools.open_xml(papers) if verdict.faults] == []


def test_libreoffice_opens_them_with_all_their_text(papers: list[Path], tmp_path: Path) -> None:
    """The text of the Word file, set by LibreOffice, is the text of our own PDF, but for breaks and page numbers."""
    files = [path for path in papers if path.stem.endswith("-gongwen")]
    for word, printed in zip(files, tools.libreoffice(files, tmp_path), strict=True):
        source = FIXTURES / f"{word.stem.removesuffix('-gongwen')}.txt"
        plain = convert(source, to="txt", profile="gongwen").data.decode()
        wanted, found = (sorted(re.sub(r"[\s\d—-]", "", text)) for text in (plain, tools.text(printed)))
        assert found == wanted, word.name
