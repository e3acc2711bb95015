"""The writer as a whole: a document goes in, laid out and painted it comes out."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from convert import nodes as n
from convert import profile
from convert.contracts import Context
from convert.diagnostics import Diagnostic
from convert.walk import div, plain_text
from convert.writers.pdf import WRITER, PdfOptions
from tests.judges import structure
from tests.judges.papers import PROFILES, Maker, png


def para(text: str) -> n.Para:
    return n.Para((n.Str(text),))


BODY = "为加强档案整理与数字化工作，根据《档案管理办法》（2021年修订），现就有关事项通知如下。"
NOTICE = n.Document(
    n.MetaMap((("title", n.MetaString("关于做好档案整理工作的通知")), ("author", n.MetaString("青石县档案馆")))),
    (
        div(n.Role.TITLE, para("关于做好档案整理工作的通知")),
        div(n.Role.RECIPIENTS, para("各乡镇人民政府：")),
        para(BODY * 12),
        n.Header(1, n.NO_ATTR, (n.Str("一、总体要求"),)),
        para(BODY),
        n.Header(2, n.NO_ATTR, (n.Str("（一）时间安排"),)),
        para(BODY),
        div(n.Role.SIGNATURE, para("青石县档案馆")),
        div(n.Role.DATE, para("2026年3月1日")),
    ),
)


def written(document: n.Document, house: str = "gongwen", **options: object) -> bytes:
    context = Context(profile.load(house), resource={"plan.png": png()}.get)
    return WRITER.write(document, PdfOptions(**options), context)  # type: ignore[arg-type]


def solid(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_tree_says_what_the_document_says() -> None:
    with pikepdf.open(io.BytesIO(written(NOTICE))) as pdf:
        tree = structure.read(pdf)
        assert str(pdf.docinfo.Title) == "关于做好档案整理工作的通知"
        assert str(pdf.docinfo.Author) == "青石县档案馆"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root[-1].children or outline.root][-1] == "（一）时间安排"
    assert solid(tree.text) == solid(plain_text(NOTICE.blocks))
    assert [node.text for node in tree.walk() if node.kind.startswith("H")][-2:] == ["一、总体要求", "（一）时间安排"]
    assert BODY * 12 in [node.text for node in tree.find("P")]


def test_paragraphs_join_over_lines_and_pages() -> None:
    with pdfplumber.open(io.BytesIO(written(NOTICE))) as pdf:
        letters = "".join(char["text"] for page in pdf.pages for char in page.chars if char["tag"] != "Artifact")
    assert solid(letters) == solid(plain_text(NOTICE.blocks))


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    """Not even the order of sets, which changes from process to process, shows in the file."""
    program = (
        "import hashlib, sys; sys.path.insert(0, '.');"
        "from tests.writers_pdf.test_pdf_writer import NOTICE, written;"
        "print(hashlib.sha256(written(NOTICE)).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", program]
    runs = [
        subprocess.run(command, capture_output=True, check=True, cwd=root, env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


@pytest.mark.parametrize("seed", range(5 * len(PROFILES)))
def test_any_document_is_said_once_and_in_order(seed: int) -> None:
    """Labels of lists and marks of notes are the writer's own; readings stand where the line ends."""
    document = Maker(seed).document()
    with pikepdf.open(io.BytesIO(written(document, PROFILES[seed % len(PROFILES)]))) as pdf:
        tree = structure.read(pdf)
    said = solid(_without_marks(tree)).replace("zhùyīn", "")
    wanted = solid(plain_text(document.blocks, notes=True)).replace("zhùyīn", "").replace("示意图", "")
    assert said == wanted


def _without_marks(node: structure.Node) -> str:
    if node.kind == "Reference" or (node.kind == "Lbl" and node.text != "术语"):
        return ""
    return "".join(part if isinstance(part, str) else _without_marks(part) for part in node.parts)


def test_standards_by_profile_and_option() -> None:
    assert b"<pdfaid:part>2<" in written(NOTICE)
    assert b"pdfaid" not in written(NOTICE, standard="none")
    assert b"<pdfaid:part>3<" in written(NOTICE, standard="a-3u")
    assert b"<pdfuaid:part>1<" in written(NOTICE)
    assert b"<pdfuaid:part>1<" not in written(NOTICE, tagged=False)


def test_remarks_of_layout_and_painter_are_heard() -> None:
    remarks: list[Diagnostic] = []
    link = n.Link(n.NO_ATTR, (n.Str("见下"),), n.Target("#nowhere"))
    document = n.Document(blocks=(n.Para((link,)), para("\U0002ebf0")))
    WRITER.write(document, PdfOptions(), Context(profile.load("gongwen"), remarks.append))
    assert {remark.code for remark in remarks} == {"PDF005", "LAY001"}
