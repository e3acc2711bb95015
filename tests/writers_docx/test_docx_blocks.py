"""Lists, tables, notes, links, images, contents: Word's own things."""

from __future__ import annotations

import re
import struct
import zlib

from convert.nodes import (
    NO_ATTR,
    Alignment,
    Attr,
    BulletList,
    Caption,
    Cell,
    ColSpec,
    Div,
    Header,
    Image,
    Link,
    ListAttributes,
    ListNumberDelim,
    ListNumberStyle,
    Note,
    OrderedList,
    PageBreak,
    Para,
    Plain,
    Role,
    Row,
    Ruby,
    Str,
    Table,
    TableBody,
    TableFoot,
    TableHead,
    Target,
)  # fmt: skip
from convert.walk import div


def line(text: str) -> Plain:
    return Plain((Str(text),))


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_an_ordered_list_is_numbered_by_word(word):
    attributes = ListAttributes(3, ListNumberStyle.LOWER_ALPHA, ListNumberDelim.ONE_PAREN)
    made = word(OrderedList(attributes, ((line("甲"),), (line("乙"),))))
    numbering = made.xml("word/numbering.xml")
    assert '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/>' in numbering
    assert '<w:startOverride w:val="3"/>' in numbering
    assert made.text == "甲乙"
    assert made.body.count("<w:numPr>") == 2


def test_each_ordered_list_counts_for_itself(word):
    made = word(*(OrderedList(ListAttributes(), ((line(text),),)) for text in "甲乙"))
    assert re.findall(r'<w:numId w:val="(\d+)"/>', made.body) == ["1", "2"]


def test_a_list_may_count_in_chinese(word):
    numbered = OrderedList(ListAttributes(), ((line("甲"), OrderedList(ListAttributes(), ((line("子"),),))),))
    numbering = word(Div(Attr("", (), (("numerals", "chinese"),)), (numbered,))).xml("word/numbering.xml")
    assert '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/>' in numbering
    assert '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/>' in numbering


def test_a_further_paragraph_of_an_item_has_no_label(word):
    made = word(BulletList(((Para((Str("甲"),)), Para((Str("续"),))),)))
    assert made.body.count("<w:numPr>") == 1
    assert [style for style, _ in made.paragraphs()] == ["ListParagraph", "ListContinuation"]


def cell(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(NO_ATTR, Alignment.DEFAULT, rows, columns, (line(text),))


def table(
    *rows: tuple[Cell, ...], head: tuple[Cell, ...] = (), widths: tuple[float | None, ...] = (None, None)
) -> Table:
    return Table(
        NO_ATTR, Caption(), tuple(ColSpec(Alignment.DEFAULT, width) for width in widths),
        TableHead(NO_ATTR, (Row(NO_ATTR, head),) if head else ()),
        (TableBody(NO_ATTR, 0, (), tuple(Row(NO_ATTR, row) for row in rows)),), TableFoot(),
    )  # fmt: skip


def test_a_table_fills_the_text_block_and_repeats_its_head(word):
    made = word(table((cell("1"), cell("很长的一格文字")), head=(cell("序号"), cell("内容"))))
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', made.body)]
    assert sum(widths) == 8844 and widths[0] < widths[1]
    assert made.body.count("<w:tblHeader/>") == 1
    assert ("TableHead", "序号") in made.paragraphs()


def test_stated_widths_are_kept(word):
    made = word(table((cell("1"), cell("2")), widths=(0.25, 0.75)))
    assert re.findall(r'<w:gridCol w:w="(\d+)"/>', made.body) == ["2211", "6633"]


def test_spans_merge_cells(word):
    made = word(table((cell("甲", rows=2), cell("乙")), (cell("丙"),)), table((cell("丁", columns=2),)))
    assert '<w:vMerge w:val="restart"/>' in made.body and "<w:vMerge/>" in made.body
    assert '<w:gridSpan w:val="2"/>' in made.body
    assert made.text == "甲乙丙丁"


def test_the_text_after_a_table_is_never_inside_it(word):
    assert word(table((cell("末"),))).body.endswith("</w:tbl><w:p></w:p>")


def test_footnotes_are_footnotes(word):
    made = word(Para((Str("正文"), Note((Para((Str("见上"),)),)))))
    notes = made.xml("word/footnotes.xml")
    assert '<w:footnoteReference w:id="1"/>' in made.body
    assert '<w:footnote w:id="1"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>' in notes
    assert "<w:footnoteRef/>" in notes and "见上" in notes
    assert '<w:footnote w:type="separator" w:id="-1">' in notes


def test_a_note_within_a_note_keeps_its_text(word):
    made = word(Para((Str("文"), Note((Para((Str("外"), Note((Para((Str("内"),)),)))),)))))
    assert "（内）" in re.sub("<[^>]+>", "", made.xml("word/footnotes.xml"))
    assert [remark.code for remark in made.remarks] == ["DOC005"]


def test_links_are_hyperlinks_outward_and_inward(word):
    made = word(
        Header(1, Attr("总则"), (Str("一、总则"),)),
        Para(
            (
                Link(NO_ATTR, (Str("网"),), Target("https://例.cn/?a=1&b=2")),
                Link(NO_ATTR, (Str("内"),), Target("#总则")),
            )
        ),
    )
    assert 'Target="https://例.cn/?a=1&amp;b=2" TargetMode="External"' in made.xml("word/_rels/document.xml.rels")
    assert 'w:anchor="总则"' in made.body
    assert '<w:bookmarkStart w:id="0" w:name="总则"/>' in made.body


def test_an_image_keeps_its_shape_inside_the_text_block(word):
    image = Image(NO_ATTR, (Str("示意图"),), Target("图.png"))
    made = word(Para((image,)), resource=lambda _: png(2000, 500))
    across, down = map(int, re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"/>', made.body)[0])
    assert (across <= 156 * 36000 + 1 and across == 4 * down) or abs(across - 4 * down) < 5
    assert 'descr="示意图"' in made.body
    assert "word/media/image1.png" in made.parts
    assert 'w:lineRule="atLeast"' in made.body


def test_a_missing_image_leaves_its_description_and_a_remark(word):
    made = word(Para((Image(NO_ATTR, (Str("示意图"),), Target("无.png")),)))
    assert made.text == "示意图"
    assert [remark.code for remark in made.remarks] == ["DOC003"]


def test_ruby_stands_above_its_base(word):
    body = word(Para((Ruby((Str("䶮"),), "yǎn"),))).body
    assert re.search(r"<w:rt>.*yǎn.*</w:rt><w:rubyBase>.*䶮.*</w:rubyBase>", body)


def test_a_page_break_begins_the_next_block_on_a_new_page(word):
    assert word("上", PageBreak(), "下").body.count("<w:pageBreakBefore/>") == 1


CHAPTERS = (Header(1, NO_ATTR, (Str("第一章　总则"),)), Para((Str("文"),)), Header(1, NO_ATTR, (Str("第二章　附则"),)))


def test_contents_are_a_field_with_entries_linked_to_their_headings(word):
    listed = div(Role.TOC, Para((Str("目　录"),)), Para((Str("第一章 总则……1"),)), Para((Str("第二章 附则……9"),)))
    made = word(listed, *CHAPTERS)
    styles = [style for style, _ in made.paragraphs()]
    assert styles[:3] == ["TOCHeading", "TOC1", "TOC1"]
    assert ' TOC \\o "1-3"' in made.body
    assert '<w:hyperlink w:anchor="_Toc00000001"' in made.body
    assert 'w:name="_Toc00000001"/><w:r>' in made.body
    assert [text for _, text in made.paragraphs()][1:3] == ["第一章 总则1", "第二章 附则1"]


def test_contents_can_be_asked_for(word):
    made = word(div(Role.TITLE, Para((Str("办法"),))), *CHAPTERS, toc=True)
    assert [style for style, _ in made.paragraphs()][:3] == ["Title", "TOC1", "TOC1"]


def ordered(*items):
    return OrderedList(
        ListAttributes(1, ListNumberStyle.DECIMAL, ListNumberDelim.PERIOD),
        tuple((line(text), *below) for text, *below in items),
    )


def test_the_first_list_below_an_item_is_the_next_level_of_the_same_list(word):
    """Word counts a level anew below each item above it; a second list below one item begins at 1 by itself."""
    inner = ordered(("甲",), ("乙",))
    made = word(ordered(("一", inner), ("二", inner, line("又"), inner)))
    levels = re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d)"/>', made.body)
    assert levels == [("0", "1"), ("1", "1"), ("1", "1"), ("0", "1"), ("1", "1"), ("1", "1"), ("1", "2"), ("1", "2")]
    assert '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/>' in made.xml("word/numbering.xml")


def test_bullets_of_all_levels_are_one_list(word):
    made = word(BulletList(((line("甲"), BulletList(((line("乙"),),))),)))
    assert re.findall(r'<w:numId w:val="(\d)"/>', made.body) == ["1", "1"]


def test_lists_are_told_apart_by_their_numbers(word):
    made = word(ordered(("一",)), BulletList(((line("甲"),),)))
    found = re.findall(r'<w:nsid w:val="([0-9A-F]{8})"/>', made.xml("word/numbering.xml"))
    assert len(found) == len(set(found)) == 2


def test_alignment_of_a_column_is_a_style(word):
    cells = [Cell(NO_ATTR, Alignment.DEFAULT, 1, 1, (line(text),)) for text in ("梨", "3")]
    columns = (ColSpec(Alignment.LEFT, None), ColSpec(Alignment.RIGHT, None))
    body = TableBody(NO_ATTR, 0, (), (Row(NO_ATTR, tuple(cells)),))
    made = word(Table(NO_ATTR, Caption(None, ()), columns, TableHead(NO_ATTR, ()), (body,), TableFoot(NO_ATTR, ())))
    assert [style for style, _ in made.paragraphs()][:2] == ["Table", "TableRight"]
    assert '<w:jc w:val="right"/>' in made.style("table right")
    assert "<w:jc" not in re.sub("<w:tblPr>.*?</w:tblPr>", "", made.body)


def captioned(text):
    head, body = (
        TableHead(NO_ATTR, ()),
        TableBody(NO_ATTR, 0, (), (Row(NO_ATTR, (Cell(NO_ATTR, Alignment.DEFAULT, 1, 1, (line("值"),)),)),)),
    )
    return Table(
        NO_ATTR,
        Caption(None, (line(text),)),
        (ColSpec(Alignment.DEFAULT, None),),
        head,
        (body,),
        TableFoot(NO_ATTR, ()),
    )


def sequence(made):
    return re.findall(r" SEQ (\w+) \\\* ARABIC .*?separate.*?<w:t [^>]*>(\d+)</w:t>.*?\"end\"", made.body)


def test_captions_that_count_from_1_are_sequences_with_the_same_text(word):
    made = word(captioned("表1　人员"), captioned("表 2 经费"), captioned("图1 位置"), captioned("表3"))
    assert sequence(made) == [("表", "1"), ("表", "2"), ("图", "1"), ("表", "3")]
    assert [text for style, text in made.paragraphs() if style == "TableCaption"] == [
        "表1　人员", "表 2 经费", "图1 位置", "表3",
    ]  # fmt: skip


def test_captions_that_count_otherwise_keep_their_numbers_as_text(word):
    made = word(captioned("表1-1　人员"), captioned("表2 经费"), captioned("表2 经费（续）"), captioned("图2025年概况"))
    assert sequence(made) == []
