"""`wenzhuan old.docx -o new.docx --profile gongwen`: forty office files set to the standard, their text untouched."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

import convert
from convert.walk import role_of
from tests.conftest import FIXTURES
from tests.readers_docx.office_files import HABITS, Office

FILES = 40


def characters(data: bytes) -> str:
    """Every character in the runs of a Word file, blanks left out: they are layout."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    return "".join("".join(node.text or "" for node in root.iter() if node.tag.endswith("}t")).split())


def check(data: bytes) -> None:
    result = convert.convert(data, to="docx", source_format="docx", profile="gongwen", normalise=False)
    assert characters(result.data) == characters(data)
    new = docx.Document(io.BytesIO(result.data))
    assert [one.text for one in new.paragraphs if one.style.name == "Title"] == ["关于加强安全生产工作有关事项的通知"]
    roles = [str(role_of(block)) for block in result.prepared.document.blocks]
    assert roles.index("title") < roles.index("recipients") < roles.index("signature") < roles.index("date")


@pytest.mark.parametrize("seed", range(len(HABITS)))
def test_an_office_file_is_set_to_the_standard_with_its_text_untouched(seed: int) -> None:
    check(Office(seed).file())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(len(HABITS), FILES))
def test_more_office_files_are_set_to_the_standard(seed: int) -> None:
    check(Office(seed).file())


@pytest.mark.judge
def test_files_that_went_through_libreoffice_are_set_to_the_standard(tmp_path: Path) -> None:
    for seed in range(len(HABITS)):
        (tmp_path / f"{seed}.docx").write_bytes(Office(seed).file())
    for kind, suffix in (("odt", "docx"), ("docx:MS Word 2007 XML", "odt")):
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind]
        sources = sorted(map(str, tmp_path.glob(f"*.{suffix}")))
        subprocess.run([*command, "--outdir", str(tmp_path), *sources], check=True, capture_output=True, timeout=300)
    for seed in range(len(HABITS)):
        check((tmp_path / f"{seed}.docx").read_bytes())


HEAD = {
    "doc-number": "某政发〔2026〕3号", "copy-number": "000001", "secrecy": "机密★1年", "urgency": "特急", "signer": "张三",
    "copies": "市委办公厅，市人大常委会办公厅", "imprint-organ": "某某市人民政府办公室", "imprint-date": "2026年3月1日",
    "issuer": "某某市人民政府",
}  # fmt: skip


@pytest.mark.parametrize("meta", [{}, HEAD], ids=["as it is", "with a head"])
@pytest.mark.parametrize("source", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_what_we_set_ourselves_is_set_again_without_a_change(source: Path, meta: dict[str, str]) -> None:
    first = convert.convert(source, to="docx", profile="gongwen", meta=meta).data
    again = convert.convert(first, to="docx", source_format="docx", profile="gongwen", normalise=False).data
    assert characters(again) == characters(first)
