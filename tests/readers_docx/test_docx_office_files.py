"""Word files of offices: text boxes, headers, comments, tracked changes, direct formatting, nested tables."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

import convert
from convert import nodes as n
from convert.contracts import Context, Input
from convert.diagnostics import Diagnostic
from convert.profile import load
from convert.readers.docx import READER
from convert.readers.docx.reader import DocxReadOptions
from convert.walk import descend, plain_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def saved(made: docx.document.Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(data: bytes) -> tuple[n.Document, tuple[Diagnostic, ...]]:
    reading = READER.read(Input(data=data), DocxReadOptions(), Context(load("gongwen")))
    return reading.document, reading.diagnostics


def box(*texts: str, inner: str = "") -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    return f"<w:txbxContent>{paragraphs}{inner}</w:txbxContent>"


def vml(content: str) -> str:
    return f"<w:pict {SPACES}><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"


def with_box(run: str) -> bytes:
    made = docx.Document()
    made.add_paragraph("前文")
    made.add_paragraph("锚段")._p.append(parse_xml(f"<w:r {SPACES}>{run}</w:r>"))
    made.add_paragraph("后文")
    return saved(made)


@pytest.mark.parametrize(
    ("run", "lines"),
    [
        (vml(box("框中字", "框中第二段")), ["前文", "锚段", "框中字", "框中第二段", "后文"]),
        (
            f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box('框中字')}</wps:txbx></mc:Choice>"
            f"<mc:Fallback>{vml(box('框中字'))}</mc:Fallback></mc:AlternateContent>",
            ["前文", "锚段", "框中字", "后文"],
        ),
        (
            vml(box("外框", inner=f"<w:p><w:r>{vml(box('内框'))}</w:r></w:p>")),
            ["前文", "锚段", "外框", "内框", "后文"],
        ),
    ],
    ids=["drawn for old readers", "drawn twice", "a box within a box"],
)
def test_text_boxes_are_paragraphs_after_the_one_they_hang_on(run: str, lines: list[str]) -> None:
    document, _ = read(with_box(run))
    assert [plain_text(block) for block in document.blocks if plain_text(block)] == lines


def test_what_is_outside_of_the_text_is_named() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "内部资料"
    made.sections[0].footer.paragraphs[0].text = "第 1 页"
    paragraph = made.add_paragraph("原文")
    paragraph._p.append(parse_xml(f'<w:ins xmlns:w="{W}" w:id="1" w:author="甲"><w:r><w:t>加字</w:t></w:r></w:ins>'))
    paragraph._p.append(
        parse_xml(f'<w:del xmlns:w="{W}" w:id="2" w:author="甲"><w:r><w:delText>减字</w:delText></w:r></w:del>')
    )
    document, remarks = read(saved(made))
    assert plain_text(document.blocks) == "原文加字"
    assert [remark.message for remark in remarks if remark.code == "PAN104"] == [
        "docx: page header not read (the profile sets its own): '内部资料'",
        "docx: text deleted with tracked changes not read (its deletion is taken as accepted): '减字', in “原文加字”",
    ]


def test_comments_are_named_with_their_place() -> None:
    made = docx.Document()
    run = made.add_paragraph("总量为三百万元").runs[0]
    made.add_comment(run, text="请核实", author="王某")
    document, remarks = read(saved(made))
    assert plain_text(document.blocks) == "总量为三百万元"
    assert [remark.message for remark in remarks] == [
        "docx: comment by 王某 not read (it is no part of the text): '请核实', in “总量为三百万元”"
    ]


def test_headings_lose_the_boldness_that_was_their_style() -> None:
    made = docx.Document()
    for text in ("关于开展绿化工作的通知", "一、总体要求"):
        made.add_paragraph().add_run(text).bold = True
        made.add_paragraph("　　为做好今年绿化工作，现将有关事项通知如下，请认真执行。")
    document, _ = read(saved(made))
    heading = next(block for block in document.blocks if isinstance(block, n.Header))
    assert heading.content == (n.Str("一、总体要求"),)


def test_a_messy_office_file_is_set_anew_with_all_its_text() -> None:
    made = docx.Document()
    for text in (
        "关于开展河道清理工作的通知",
        "各区县人民政府：",
        "　　为改善水环境，现将有关事项通知如下。",
        "　　一、总体要求",
    ):
        made.add_paragraph(text)
    paragraph = made.add_paragraph("　　坚持")
    paragraph.add_run("生态优先").bold = True
    paragraph.add_run("、").font.superscript = True
    paragraph.add_run("绿色发展").italic = True
    paragraph.add_run().add_break()
    paragraph.add_run("软回车后")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("换页后\t制表后")
    table = made.add_table(3, 3)
    for at, word in enumerate(["单位", "任务", "时限", "水务局", "清淤", "六月", "环保局", "监测", "七月"]):
        table.cell(at // 3, at % 3).text = word
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 2).add_table(1, 2).cell(0, 1).text = "内层"
    made.add_section()
    made.add_paragraph("某某市人民政府")
    made.add_paragraph("2024年6月1日")
    words = [
        "关于开展",
        "各区县",
        "通知如下",
        "总体要求",
        "生态优先",
        "绿色发展",
        "软回车后",
        "换页后",
        "制表后",
        "单位",
        "水务局",
        "环保局",
        "监测",
        "七月",
        "内层",
        "某某市",
        "6月1日",
    ]
    again = convert.convert(saved(made), to="docx", source_format="docx", profile="gongwen").data
    text = plain_text(convert.read(again, source_format="docx").blocks, notes=True)
    assert [word for word in words if word not in text] == []
    kinds = {type(node) for node in descend(convert.read(again, source_format="docx").blocks)}
    assert {n.Strong, n.Emph, n.Superscript, n.Table} <= kinds
