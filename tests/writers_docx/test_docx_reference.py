"""A reference document: its styles and page setup win, ours fill what it lacks."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm

from convert.errors import WriteError
from convert.nodes import Attr, BulletList, Header, Plain, Role, Str
from convert.walk import div


@pytest.fixture
def reference() -> bytes:
    made = docx.Document()
    made.styles["Heading 1"].font.name = "Comic Sans MS"
    made.sections[0].page_width = Mm(148)
    made.sections[0].footer.paragraphs[0].text = "机密文件"
    made.add_paragraph("项", style="List Number")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_styles_and_page_setup_come_from_it(word, reference):
    made = word(Header(1, Attr(), (Str("一、总则"),)), "文", reference_docx="house.docx", resource=lambda _: reference)
    assert "Comic Sans MS" in made.style("heading 1")
    assert re.search(r'<w:pgSz [^>]*w:w="8391"', made.xml())
    assert made.text == "一、总则文"


def test_its_footer_stays_and_ours_keeps_away(word, reference):
    made = word("文", reference_docx="house.docx", resource=lambda _: reference)
    footers = [name for name in made.parts if "footer" in name]
    assert footers == ["word/footer1.xml"]
    assert "机密文件" in made.xml("word/footer1.xml")


def test_styles_it_lacks_are_ours(word, reference):
    made = word(div(Role.RECIPIENTS, Plain((Str("各单位："),))), reference_docx="h.docx", resource=lambda _: reference)
    assert '<w:name w:val="recipients"/>' in made.xml("word/styles.xml")
    assert made.xml("word/styles.xml").count('w:val="heading 1"/>') == 1


def test_its_lists_keep_their_numbers(word, reference):
    made = word(BulletList(((Plain((Str("项"),)),),)), reference_docx="h.docx", resource=lambda _: reference)
    numbers = re.findall(r'<w:num w:numId="(\d+)"', made.xml("word/numbering.xml"))
    assert len(numbers) == len(set(numbers)) > 1
    assert re.findall(r'<w:numId w:val="(\d+)"/>', made.body) == [numbers[-1]]


def test_levels_out_of_order_are_mended(word, reference):
    """LibreOffice 7.4 writes w:pStyle before w:numFmt, which the schema forbids."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(reference)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/numbering.xml":
                data = re.sub(rb"(<w:numFmt [^>]*/>)(<w:pStyle [^>]*/>|)", rb'<w:pStyle w:val="List"/>\1', data)
            new.writestr(name, data)
    made = word("文", reference_docx="h.docx", resource=lambda _: out.getvalue())
    numbering = made.xml("word/numbering.xml")
    assert re.search(r"<w:numFmt [^>]*/><w:pStyle ", numbering)
    assert not re.search(r"<w:pStyle [^>]*/><w:numFmt ", numbering)


def test_style_ids_of_a_chinese_word_are_met_by_name(word):
    chinese = docx.Document()
    heading = chinese.styles["Heading 1"]
    heading.element.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "1")
    out = io.BytesIO()
    chinese.save(out)
    made = word(Header(1, Attr(), (Str("题"),)), reference_docx="h.docx", resource=lambda _: out.getvalue())
    assert made.paragraphs() == [("Heading1", "题")]
    assert 'w:styleId="Heading1"' in made.style("heading 1")


def test_a_table_style_is_not_taken_for_a_paragraph_style_of_its_name(word):
    """Pandoc's reference document has a table style called Table."""
    made_by_pandoc = docx.Document()
    made_by_pandoc.styles.add_style("Table", WD_STYLE_TYPE.TABLE)
    out = io.BytesIO()
    made_by_pandoc.save(out)
    made = word("文", reference_docx="h.docx", resource=lambda _: out.getvalue())
    styles = made.xml("word/styles.xml")
    assert re.search(r'w:type="paragraph"[^>]* w:styleId="Table">', styles)
    assert re.search(r'w:type="table"[^>]* w:styleId="TableReference"', styles)


def test_what_is_no_word_document_is_an_error(word):
    with pytest.raises(WriteError, match=r"reference document 'x\.docx' is no Word document"):
        word("文", reference_docx="x.docx", resource=lambda _: b"PK not a zip")
    with pytest.raises(WriteError, match="cannot be read"):
        word("文", reference_docx="x.docx")


def test_the_command_line_reads_it_from_anywhere(wenzhuan, reference, tmp_path, tmp_path_factory):
    house = tmp_path_factory.mktemp("house") / "house.docx"
    house.write_bytes(reference)
    (tmp_path / "in.txt").write_text("关于开会的通知\n\n各单位：\n　　请参加会议。\n", "utf-8")
    run = wenzhuan("in.txt", "-o", "out.docx", "--reference-docx", str(house), "-q")
    assert run.status == 0, run.err
    made = docx.Document(tmp_path / "out.docx")
    assert made.sections[0].footer.paragraphs[0].text == "机密文件"


def test_a_style_under_the_chinese_name_of_a_role_is_taken_for_it(word):
    made = docx.Document()
    made.styles.add_style("主送机关", WD_STYLE_TYPE.PARAGRAPH).font.name = "Comic Sans MS"
    out = io.BytesIO()
    made.save(out)
    written = word(
        div(Role.RECIPIENTS, Plain((Str("各单位："),))), reference_docx="h.docx", resource=lambda _: out.getvalue()
    )
    styles = written.xml("word/styles.xml")
    assert written.paragraphs() == [("Recipients", "各单位：")]
    assert styles.count('w:styleId="Recipients"') == 1
    assert "Comic Sans MS" in written.style("主送机关")


def test_places_of_a_document_of_ours_do_not_serve_another(word):
    """A file made before as the reference: its signature stood elsewhere."""

    def signed(organ, **more):
        return word(
            "正文", div(Role.SIGNATURE, Plain((Str(organ),))), div(Role.DATE, Plain((Str("2026年3月1日"),))), **more
        )

    old = signed("某某市发展和改革委员会")
    new = signed("某市府", reference_docx="old.docx", resource=lambda _: old.data)
    alone = signed("某市府")
    assert re.findall(r"<w:ind [^>]*>", new.place("某市府")) == re.findall(r"<w:ind [^>]*>", alone.place("某市府"))
    names = re.findall(r'<w:name w:val="([^"]+)"', new.xml("word/styles.xml"))
    assert len(names) == len(set(names))
