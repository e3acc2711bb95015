"""Word files come in with their text untouched and their parts recognised, styled or not."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from convert import pipeline
from convert.contracts import Context, Input
from convert.nodes import BulletList, Document, Header, Note, Role, Span, Strong, Table
from convert.profile import load
from convert.readers.docx import READER
from convert.readers.docx.reader import DocxReadOptions
from convert.walk import descend, plain_text, role_of
from tests.conftest import FIXTURES

SOURCES = sorted(FIXTURES.glob("*.txt"))
GONGWEN = Context(load("gongwen"))


def read(data: bytes) -> Document:
    return READER.read(Input(data=data), DocxReadOptions(), GONGWEN).document


def office(*paragraphs: str, bold: int = 0) -> bytes:
    """A file as offices write them: every paragraph Normal, indents typed, the first `bold` characters bold."""
    made = docx.Document()
    for text in paragraphs:
        paragraph = made.add_paragraph()
        if bold and len(text) > 3 * bold:
            paragraph.add_run(text[:bold]).bold = True
            text = text[bold:]
        paragraph.add_run(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


LINES = (
    "关于做好春季绿化工作的通知", "各乡镇人民政府：", "　　为做好春季绿化工作，现将有关事项通知如下：", "　　一、总体要求",
    "　　（一）统筹规划。因地制宜，适地适树。", "　　（二）落实责任。各乡镇要明确专人负责。", "　　二、工作安排",
    "　　请于3月12日前完成。", "附件：1.任务分解表", "2.联系人名单", "某某县林业局", "2025年2月20日", "（此件公开发布）",
)  # fmt: skip


def parts(document: Document) -> list[tuple[str, str]]:
    return [(str(role_of(block) or type(block).__name__), plain_text(block)) for block in document.blocks]


def test_a_file_without_styles_gets_the_parts_of_its_text():
    assert parts(read(office(*LINES))) == [
        ("title", "关于做好春季绿化工作的通知"),
        ("recipients", "各乡镇人民政府："),
        ("Para", "为做好春季绿化工作，现将有关事项通知如下："),
        ("Header", "一、总体要求"),
        ("Para", "（一）统筹规划。因地制宜，适地适树。"),
        ("Para", "（二）落实责任。各乡镇要明确专人负责。"),
        ("Header", "二、工作安排"),
        ("Para", "请于3月12日前完成。"),
        ("attachment-note", "附件：1.任务分解表2.联系人名单"),
        ("signature", "某某县林业局"),
        ("date", "2025年2月20日"),
        ("note", "（此件公开发布）"),
    ]


def test_run_in_heads_are_found_and_formatting_stays():
    document = read(office(*LINES, bold=4))
    heads = [node for node in descend(document.blocks) if isinstance(node, Span) and role_of(node) is Role.RUN_IN]
    assert [plain_text(head) for head in heads] == ["（一）统筹规划。", "（二）落实责任。"]
    assert heads[0].attr.get("level") == "2"
    assert any(isinstance(node, Strong) for node in descend(heads[0].content))


def test_no_character_is_lost_or_added():
    document = read(office(*LINES, bold=3))
    assert "".join(text for _, text in parts(document)) == "".join(LINES).replace("　", "")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_our_own_files_come_back_with_their_roles(source: Path):
    prepared = pipeline.prepare(source.read_bytes(), pipeline.Request(), pipeline.Environment(source_name=source.name))
    data = pipeline.convert(source.read_bytes(), pipeline.Request(), pipeline.Environment(source_name=source.name)).data
    again = read(data)

    def shape(document: Document) -> list[tuple[str, str]]:
        return [(role, " ".join(text.split())) for role, text in parts(document) if role != "BulletList"]

    def told(role: str) -> bool:
        return role in {"title", "recipients", "signature", "date", "attachment-note", "Header", "item"}

    assert [text for role, text in shape(again) if told(role)] == [
        text for role, text in shape(prepared.document) if told(role)
    ]


def test_word_headings_tables_lists_and_notes_stay_what_they_are():
    made = docx.Document()
    made.add_heading("总则", 1)
    made.add_paragraph("条目", style="List Bullet")
    made.add_table(1, 2).cell(0, 0).text = "格"
    out = io.BytesIO()
    made.save(out)
    kinds = {type(node) for node in descend(read(out.getvalue()).blocks)}
    assert {BulletList, Table} <= kinds and Note not in kinds
    assert any(isinstance(block, Header) or role_of(block) is Role.TITLE for block in read(out.getvalue()).blocks)


def test_a_title_broken_by_hand_is_one_piece():
    made = docx.Document()
    paragraph = made.add_paragraph("关于做好春季绿化工作", style="Title")
    paragraph.add_run().add_break()
    paragraph.add_run("有关事项的通知")
    made.add_paragraph("各乡镇人民政府：")
    out = io.BytesIO()
    made.save(out)
    assert parts(read(out.getvalue()))[0] == ("title", "关于做好春季绿化工作有关事项的通知")


def test_it_is_set_to_the_standard_in_one_command(wenzhuan, tmp_path):
    (tmp_path / "old.docx").write_bytes(office(*LINES))
    assert wenzhuan("old.docx", "-o", "new.docx", "--profile", "gongwen", "-q").status == 0
    new = docx.Document(tmp_path / "new.docx")
    assert new.paragraphs[0].style.name == "Title"
    assert [p.text for p in new.paragraphs if p.style.name == "Heading 1"] == ["一、总体要求", "二、工作安排"]


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f0001050101"
    "2718e3660000000049454e44ae426082"
)


def test_pictures_and_tables_come_along(wenzhuan, tmp_path):
    made = docx.Document()
    made.add_paragraph("关于开会的通知")
    made.add_picture(io.BytesIO(PICTURE))
    made.add_table(1, 2, style="Table Grid").cell(0, 1).text = "格"
    made.save(tmp_path / "old.docx")
    assert wenzhuan("old.docx", "-o", "new.docx", "--profile", "gongwen", "-q").status == 0
    new = docx.Document(tmp_path / "new.docx")
    assert [image.image.blob for image in new.part.package.image_parts] == [PICTURE]
    assert new.tables[0].cell(0, 1).text == "格"


def test_what_is_no_word_file_is_an_error(wenzhuan, tmp_path):
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 no package")
    run = wenzhuan("bad.docx", "-t", "txt")
    assert run.status == 3
    assert "Traceback" not in run.err
