"""Every fixture, and documents made up, before the outside judges of DOCX."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from convert.api import convert
from convert.contracts import Context
from convert.profile import BUILT_IN, load
from convert.walk import with_meta
from convert.writers.docx import DocxOptions, write
from tests.conftest import FIXTURES
from tests.judges import tools
from tests.judges.papers import Maker, png

pytestmark = pytest.mark.judge
SOURCES = sorted(FIXTURES.glob("*.txt"))
MADE_UP = 200
META = {
    "doc_number": "某政发〔2026〕3号", "copy_number": "000001", "secrecy": "机密★1年",
    "urgency": "特急", "copies": "市委办公厅，市人大常委会办公厅", "imprint_organ": "某某市人民政府办公室",
    "imprint_date": "2026年3月1日",
}  # fmt: skip
"""All that the 版头 and 版记 can show."""

ISSUERS = ("某某市人民政府", "某某市教育局、某某市公安局", "某某高新技术产业开发区管理委员会办公室")

SIGNED = (
    {"signer": "张三、李四"}, {"signer": "张三、欧阳若兰、王五", "seal": "true"}, {"signer": "张三", "stamp": "true"},
    {"signer": "甲一、甲二、甲三、甲四", "seal": "true"},
)  # fmt: skip
"""Those who sign, with seals or a stamp."""

OPTIONS = (
    {}, {"hanging_marks": "word", "toc": True}, {"grid": "chars"}, {"fonts": "plain"}, {"fonts": "free", "toc": True},
    {"reference_docx": "house.docx"},
)  # fmt: skip


def house() -> bytes:
    """A reference document as python-docx makes one."""
    import docx

    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "某某市"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("word")
    made = []
    for source in SOURCES:
        for profile in BUILT_IN:
            made.append(folder / f"{source.stem}-{profile}.docx")
            made[-1].write_bytes(convert(source, to="docx", profile=profile).data)
        made.append(folder / f"{source.stem}-tracked.docx")
        made[-1].write_bytes(convert(source, to="docx", track_changes=True).data)
    known = {"plan.png": png(), "house.docx": house()}
    for seed in range(MADE_UP):
        document = Maker(seed).document()
        if seed % 3 == 0:
            signed = SIGNED[seed // 3 % len(SIGNED)]
            document = with_meta(document, **META, **signed, issuer_mark=ISSUERS[seed // 3 % len(ISSUERS)])
        context = Context(load(BUILT_IN[seed % len(BUILT_IN)]), resource=known.get)
        made.append(folder / f"made-up-{seed:03d}.docx")
        made[-1].write_bytes(write(document, DocxOptions(**OPTIONS[seed % len(OPTIONS)]), context))
    return made


def test_the_open_xml_sdk_finds_no_error(papers: list[Path]) -> None:
    assert len(papers) == len(SOURCES) * (len(BUILT_IN) + 1) + MADE_UP
    assert [str(verdict) for verdict in tools.open_xml(papers) if verdict.faults] == []


def test_libreoffice_opens_them_with_all_their_text(papers: list[Path], tmp_path: Path) -> None:
    """The text of the Word file, set by LibreOffice, is the text of our own PDF, but for breaks and page numbers."""
    files = [path for path in papers if path.stem.endswith("-gongwen")]
    for word, printed in zip(files, tools.libreoffice(files, tmp_path), strict=True):
        source = FIXTURES / f"{word.stem.removesuffix('-gongwen')}.txt"
        plain = convert(source, to="txt", profile="gongwen").data.decode()
        wanted, found = (sorted(re.sub(r"[\s\d—-]", "", text)) for text in (plain, tools.text(printed)))
        assert found == wanted, word.name
