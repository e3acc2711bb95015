"""Every construct of Word that holds text gives its text, or a remark that names it and its place."""

from __future__ import annotations

import io
import zipfile

import pytest

import convert
from convert import nodes as n
from convert.errors import MissingTool, ReadError
from convert.pandoc import process
from convert.readers.docx.numbering import hanzi, numeral
from convert.walk import descend, plain_text
from tests.readers_docx.word import item, level, lists, p, read, t, word

S = n.Str


def only(body: str, **parts: str) -> tuple[n.Inline, ...]:
    """The inlines of the one paragraph of a file."""
    (block,) = read(word(body, **parts))[0].blocks
    assert isinstance(block, n.Para)
    return block.content


def said(body: str, **parts: str) -> str:
    return plain_text(read(word(body, **parts))[0].blocks, notes=True)


# --- in the line -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>", "甲\t乙"),
        ("<w:t>甲</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>乙</w:t>", "甲\u2011\u00ad乙"),
        ('<w:t xml:space="preserve">姓名：      性别：  男</w:t>', "姓名：      性别：  男"),
        ("<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t>", "甲\n乙\n丙"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F061"/>', "✓α"),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/><w:sym w:font="宋体" w:char="25CF"/>', "☑●"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf06cn</w:t>', "●■"),
        ("<w:t>甲</w:t><w:lastRenderedPageBreak/><w:t>乙</w:t>", "甲乙"),
    ],
)
def test_what_a_run_may_hold(run: str, text: str) -> None:
    assert said(p(f"<w:r>{run}</w:r>")) == text


@pytest.mark.parametrize(
    "around",
    [
        '<w:smartTag w:element="date">{}</w:smartTag>',
        '<w:customXml w:element="x">{}</w:customXml>',
        '<w:ins w:id="1" w:author="甲">{}</w:ins>',
        '<w:moveTo w:id="1">{}</w:moveTo>',
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        '<w:dir w:val="ltr">{}</w:dir>',
        "<w:smartTag><w:sdt><w:sdtContent><w:ins>{}</w:ins></w:sdtContent></w:sdt></w:smartTag>",
    ],
)
def test_text_within_wrappers_is_text(around: str) -> None:
    assert said(p(t("前") + around.format(t("内")) + t("后"))) == "前内后"


LOOKS = {
    "<w:b/>": n.Strong, "<w:i/>": n.Emph, '<w:em w:val="dot"/>': n.Emph, '<w:u w:val="wave"/>': n.Underline,
    "<w:strike/>": n.Strikeout, "<w:dstrike/>": n.Strikeout, '<w:vertAlign w:val="superscript"/>': n.Superscript,
    '<w:vertAlign w:val="subscript"/>': n.Subscript, "<w:smallCaps/>": n.SmallCaps,
}  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_looks_are_marks(look: str) -> None:
    assert only(p(t("甲") + t("乙", look) + t("丙"))) == (S("甲"), LOOKS[look]((S("乙"),)), S("丙"))


@pytest.mark.parametrize("look", ['<w:b w:val="0"/>', '<w:u w:val="none"/>', '<w:i w:val="false"/>', "<w:rtl/>"])
def test_looks_switched_off_are_none(look: str) -> None:
    assert only(p(t("甲", look))) == (S("甲"),)


def test_one_look_over_several_runs_is_one_node() -> None:
    runs = t("重", "<w:b/>") + t(" ") + t("点", '<w:b/><w:rFonts w:hint="eastAsia"/>') + t("斜", "<w:b/><w:i/>")
    assert only(p(runs)) == (n.Strong((S("重 点"), n.Emph((S("斜"),)))),)


def test_underlined_blanks_stay_where_a_form_has_them() -> None:
    assert only(p(t("姓名：") + t("      ", '<w:u w:val="single"/>') + t("。"))) == (
        S("姓名："), n.Underline((S("      "),)), S("。"),
    )  # fmt: skip


def test_character_styles_say_what_they_look_like() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="a3"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="a4"><w:name w:val="x"/><w:basedOn w:val="a3"/></w:style>'
        '<w:style w:type="character" w:styleId="c"><w:name w:val="HTML Code"/></w:style>'
    )
    runs = t("甲", '<w:rStyle w:val="a4"/>') + t("乙", '<w:rStyle w:val="c"/>')
    assert only(p(runs), styles=styles) == (n.Strong((S("甲"),)), n.Code(n.NO_ATTR, "乙"))


def test_links_of_all_three_kinds() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = p(
        f'<w:hyperlink r:id="k" w:anchor="x">{t("甲", "<w:u/>")}</w:hyperlink>'
        + field.format("begin")
        + '<w:r><w:instrText xml:space="preserve"> HYPERLINK "http://b.cn/路(一)" \\o "提示" </w:instrText></w:r>'
        + field.format("separate") + t("乙") + field.format("end")
        + f'<w:fldSimple w:instr="HYPERLINK \\l &quot;地点&quot;">{t("丙")}</w:fldSimple>'
    ) + p(f'<w:bookmarkStart w:id="1" w:name="地点"/>{t("丁")}')  # fmt: skip
    document, _ = read(word(body, links={"k": "http://a.cn/"}))
    links = [node for node in descend(document.blocks) if isinstance(node, n.Link)]
    assert [(plain_text(link), *link.target) for link in links] == [
        ("甲", "http://a.cn/#x", ""),
        ("乙", "http://b.cn/路(一)", "提示"),
        ("丙", "#地点", ""),
    ]
    assert document.blocks[1] == n.Para((n.Span(n.Attr("地点"), ()), S("丁")))


@pytest.mark.parametrize(
    ("instruction", "inlines"),
    [
        (r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(hàn),汉)", (S("前"), n.Ruby((S("汉"),), "hàn"))),
        (r"eq \o\ac(○,3)", (S("前③"),)),
        (r"EQ \o\ac(○,密)", (S("前○密"),)),
    ],
)
def test_fields_that_words_chinese_menus_make(instruction: str, inlines: tuple[n.Inline, ...]) -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    words = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    found = only(p(t("前") + field.format("begin") + words + field.format("end")))
    assert found == inlines


@pytest.mark.parametrize(("state", "box"), [("1", "☑"), ("0", "☐")])
def test_check_boxes_of_forms_show_their_state(state: str, box: str) -> None:
    data = f'<w:ffData><w:checkBox><w:default w:val="{state}"/></w:checkBox></w:ffData>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    assert said(p(begin + '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + t("同意"))) == f"{box}同意"  # fmt: skip


def test_readings_above_hanzi() -> None:
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>zhù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>注</w:t></w:r></w:rubyBase></w:ruby></w:r>"  # fmt: skip
    assert only(p(ruby + t("音"))) == (n.Ruby((S("注"),), "zhù"), S("音"))


def test_notes_of_both_kinds_with_their_own_links() -> None:
    body = p(t("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r>')
    note = p(f"<w:r><w:footnoteRef/></w:r>{t(' 脚注')}{t('重', '<w:b/>')}") + p(t("第二段"))
    found = only(
        body, footnotes=f'<w:footnote w:id="2">{note}</w:footnote>',
        endnotes=f'<w:endnote w:id="1">{p(t("尾注"))}</w:endnote>',
    )  # fmt: skip
    assert found == (
        S("甲"),
        n.Note((n.Para((S("脚注"), n.Strong((S("重"),)))), n.Para((S("第二段"),)))),
        n.Note((n.Para((S("尾注"),)),)),
    )


def test_formulas_are_tex() -> None:
    formula = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert only(p(t("设") + formula + t("。"))) == (S("设"), n.Math(n.MathType.INLINE, r"\frac{a}{b}"), S("。"))


def test_words_drawn_as_art_are_a_paragraph() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="某市文件"/></v:shape></w:pict></w:r>'
    assert [plain_text(block) for block in read(word(p(t("甲") + art)))[0].blocks] == ["甲", "某市文件"]


# --- what is left out ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "message"),
    [
        (t("暗", "<w:vanish/>"), "hidden text not read (it is not shown in print): '暗', in “前文后文”"),
        (
            '<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>',
            "text deleted with tracked changes not read (its deletion is taken as accepted): '删', in “前文后文”",
        ),
        (
            '<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>',
            "symbol F061 of the face Webdings not read (it has no Unicode that we know): 'U+F061', in “前文\uf061后文”",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DOCPROPERTY 密级</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "field not read (it has no result): 'DOCPROPERTY 密级', in “前文后文”",
        ),
    ],
)
def test_text_left_out_is_named_with_its_place(run: str, message: str) -> None:
    _, remarks = read(word(p(t("前文") + run + t("后文"))))
    assert [(remark.code, remark.message) for remark in remarks] == [("PAN104", f"docx: {message}")]


def test_a_picture_that_is_not_in_the_file_is_named() -> None:
    for blip in ("<a:blip/>", '<a:blip r:embed="rId9"/>'):
        _, remarks = read(word(p(t("前文") + f"<w:r><w:drawing><wp:inline>{blip}</wp:inline></w:drawing></w:r>")))
        assert ["picture not read (it is not in the file)" in remark.message for remark in remarks] == [True]


def test_what_was_moved_stands_where_it_went_to() -> None:
    body = p(t("甲") + f'<w:moveFrom w:id="1">{t("移")}</w:moveFrom>') + p(f'<w:moveTo w:id="2">{t("移")}</w:moveTo>')
    assert said(body) == "甲移"


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    body = p(t("上半"), '<w:rPr><w:del w:id="1"/></w:rPr>') + p(t("下半"))
    assert [plain_text(block) for block in read(word(body))[0].blocks] == ["上半下半"]


# --- pages -----------------------------------------------------------------------------------------------


def test_page_breaks_stay_between_paragraphs() -> None:
    broken = '<w:r><w:br w:type="page"/></w:r>'
    body = p(t("甲") + broken + t("乙")) + p(t("丙"), "<w:pageBreakBefore/>") + p(broken) + p(t("丁"), "<w:sectPr/>")
    kinds = [
        plain_text(block) or type(block).__name__ for block in read(word(body + p(t("戊")) + "<w:sectPr/>"))[0].blocks
    ]
    assert kinds == ["甲", "PageBreak", "乙", "PageBreak", "丙", "PageBreak", "丁", "PageBreak", "戊"]


def test_a_section_on_the_same_page_breaks_nothing() -> None:
    body = p(t("甲"), "<w:sectPr/>") + p(t("乙")) + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    assert [type(block) for block in read(word(body))[0].blocks] == [n.Para, n.Para]


# --- lists -----------------------------------------------------------------------------------------------


def shape(block: n.Block) -> object:
    match block:
        case n.OrderedList(attributes, items):
            return (
                attributes.start,
                attributes.style.value,
                attributes.delim.value,
                [list(map(shape, i)) for i in items],
            )
        case n.BulletList(items):
            return ["•", *[list(map(shape, i)) for i in items]]
        case _:
            return plain_text(block)


def test_lists_nest_by_level_and_keep_numerals_and_marks() -> None:
    numbering = lists(
        level(0, "decimal", "%1.", 3) + level(1, "lowerLetter", "%2)") + level(2, "upperRoman", "(%3)"),
        level(0, "bullet", "\uf0b7") + level(1, "bullet", "o"),
    )
    body = (
        item("一", 1) + item("甲", 1, 1) + item("乙", 1, 1) + item("子", 1, 2) + item("二", 1)
        + item("点", 2) + item("下", 2, 1)
    )  # fmt: skip
    assert [shape(block) for block in read(word(body, numbering=numbering))[0].blocks] == [
        (3, "Decimal", "Period", [
            ["一", (1, "LowerAlpha", "OneParen", [["甲"], ["乙", (1, "UpperRoman", "TwoParens", [["子"]])]])], ["二"],
        ]),
        ["•", ["点", ["•", ["下"]]]],
    ]  # fmt: skip


def test_numbers_go_on_behind_text_and_across_lists_of_one_definition() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    more = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="0"/>{inside}</w:num>'
        for key, inside in ((7, restart.format(5)), (8, ""))
    )
    numbering = lists(level(0, "decimal", "%1."), numbers=more)
    body = item("一", 1) + p(t("间")) + item("二", 1) + item("五", 7) + item("六", 8)
    found = [shape(block) for block in read(word(body, numbering=numbering))[0].blocks]
    plain = ("Decimal", "Period")
    assert found == [(1, *plain, [["一"]]), "间", (2, *plain, [["二"]]), (5, *plain, [["五"], ["六"]])]


def test_an_indented_paragraph_belongs_to_the_item_above() -> None:
    numbering = lists(level(0, "decimal", "%1."))
    body = item("一", 1) + p(t("续"), '<w:ind w:left="720"/>') + item("二", 1) + p(t("外"))
    assert [shape(block) for block in read(word(body, numbering=numbering))[0].blocks] == [
        (1, "Decimal", "Period", [["一", "续"], ["二"]]), "外",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "label", "texts"),
    [
        ("chineseCountingThousand", "%1、", ["一、甲", "二、乙"]),
        ("japaneseCounting", "（%1）", ["（一）甲", "（二）乙"]),
        ("chineseCountingThousand", "第%1条", ["第一条　甲", "第二条　乙"]),
        ("decimalEnclosedCircle", "%1", ["①　甲", "②　乙"]),
        ("decimal", "%1、", ["1、甲", "2、乙"]),
        ("decimal", "表%1", ["表1 甲", "表2 乙"]),
    ],
)
def test_labels_that_no_list_has_are_written_out(form: str, label: str, texts: list[str]) -> None:
    numbering = lists(level(0, form, label))
    document, _ = read(word(item("甲", 1) + item("乙", 1), numbering=numbering))
    assert [plain_text(block) for block in document.blocks] == texts


def test_headings_show_the_numbers_that_word_counts() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{at}"><w:name w:val="heading {at}"/><w:pPr><w:numPr>'
        f'<w:ilvl w:val="{at - 1}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for at in (1, 2)
    )
    numbering = lists(level(0, "decimal", "第%1章") + level(1, "decimal", "%1.%2"))
    heading = '<w:pStyle w:val="{}"/>'
    body = "".join(
        p(t(text), heading.format(at)) for at, text in ((1, "总则"), (2, "目的"), (2, "依据"), (1, "附则"), (2, "施行"))
    )
    found = [
        (b.level, plain_text(b))
        for b in read(word(body, styles=styles, numbering=numbering))[0].blocks
        if isinstance(b, n.Header)
    ]
    assert found == [(1, "第1章　总则"), (2, "1.1 目的"), (2, "1.2 依据"), (1, "第2章　附则"), (2, "2.1 施行")]


def test_an_empty_cell_with_a_number_shows_it() -> None:
    numbering = lists(level(0, "decimal", "%1"))
    cell = "<w:tc>{}</w:tc>"
    row = f"<w:tr>{cell.format(item('', 1))}{cell.format(p(t('甲')))}</w:tr>"
    (table,) = read(word(f"<w:tbl>{row}{row}</w:tbl>", numbering=numbering))[0].blocks
    assert isinstance(table, n.Table)
    assert [[plain_text(c.content) for c in r.cells] for r in table.bodies[0].rows] == [["1", "甲"], ["2", "甲"]]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一"), (105, "japaneseCounting", "一百〇五"),
        (27, "lowerLetter", "aa"), (4, "upperRoman", "IV"), (3, "decimalZero", "03"), (12, "ideographDigital", "一二"),
        (20, "decimalEnclosedCircle", "⑳"), (2, "ideographTraditional", "乙"), (3, "ideographZodiac", "寅"),
        (10, "chineseLegalSimplified", "壹拾"), (7, "decimalFullWidth", "７"), (5, "ordinal", "5"),
    ],
)  # fmt: skip
def test_numerals(number: int, form: str, text: str) -> None:
    assert numeral(number, form) == text


def test_hanzi_count_as_people_do() -> None:
    assert [hanzi(count) for count in (0, 11, 20, 100, 110, 1001, 10_000, 10_010, 12_345)] == [
        "〇", "十一", "二十", "一百", "一百一十", "一千〇一", "一万", "一万〇一十", "一万二千三百四十五",
    ]  # fmt: skip


# --- tables ----------------------------------------------------------------------------------------------


def cells(table: n.Block) -> list[list[tuple[str, int, int]]]:
    assert isinstance(table, n.Table)
    rows = (*table.head.rows, *table.bodies[0].rows)
    return [[(plain_text(c.content), c.row_span, c.col_span) for c in row.cells] for row in rows]


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(t(text))}</w:tc>"


def test_cells_over_columns_and_rows() -> None:
    rows = (
        tc("甲", '<w:vMerge w:val="restart"/>') + tc("乙", '<w:gridSpan w:val="2"/>'),
        tc("", "<w:vMerge/>") + tc("丙") + tc("丁"),
        tc("", "<w:vMerge/>") + tc("戊", '<w:hMerge w:val="restart"/>') + tc("", '<w:hMerge w:val="continue"/>'),
    )
    (table,) = read(word("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"))[0].blocks
    assert cells(table) == [[("甲", 3, 1), ("乙", 1, 2)], [("丙", 1, 1), ("丁", 1, 1)], [("戊", 1, 2)]]


def test_rows_and_cells_within_content_controls() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = control.format(f"<w:tr>{control.format(tc('甲'))}{tc('乙')}</w:tr>")
    (table,) = read(word(f"<w:tbl>{row}</w:tbl>"))[0].blocks
    assert cells(table) == [[("甲", 1, 1), ("乙", 1, 1)]]


def test_head_rows_and_alignment() -> None:
    def row(*texts: str, head: bool = False) -> str:
        inside = "".join(
            f'<w:tc>{p(t(x), f"""<w:jc w:val="{j}"/>""")}</w:tc>'
            for x, j in zip(texts, ("left", "center", "end"), strict=True)
        )
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{inside}</w:tr>"

    (table,) = read(word(f"<w:tbl>{row('甲', '乙', '丙', head=True)}{row('1', '2', '3')}</w:tbl>"))[0].blocks
    assert isinstance(table, n.Table)
    assert [plain_text(c.content) for c in table.head.rows[0].cells] == ["甲", "乙", "丙"]
    assert [c.alignment for c in table.columns] == [n.Alignment.LEFT, n.Alignment.CENTER, n.Alignment.RIGHT]


# --- the package -----------------------------------------------------------------------------------------


def repacked(data: bytes, change: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, change.get(entry.filename, old.read(entry)))
    return out.getvalue()


def test_the_strict_variant_is_read() -> None:
    data = word(p(t("甲", "<w:b/>")))
    main = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    strict = main.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/"
    )
    assert read(repacked(data, {"word/document.xml": strict}))[0].blocks == (n.Para((n.Strong((S("甲"),)),)),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 no package", "it is no package"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "of Word 97 to 2003 .*read it with: -f doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (repacked(word(p("")), {"word/document.xml": b"<w:document"}), "word/document.xml is damaged"),
        (repacked(word(p("")), {"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "declares entities"),
        (repacked(word(p("")), {"word/document.xml": b"<x/>"}), "holds no body"),
    ],
    ids=["no zip", "old Word", "locked", "cut", "entities", "another root"],
)  # fmt: skip
def test_what_is_no_word_file_says_why(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read(data)


def test_tables_in_tables_without_end_are_an_error() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 900 + p(t("深")) + "</w:tc></w:tr></w:tbl>" * 900
    with pytest.raises(ReadError, match="nested too deeply"):
        read(word(deep))


def test_word_files_need_no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise MissingTool("no pandoc here")

    monkeypatch.setattr(process, "path", missing)
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    data = word(p(t("设") + formula) + p(t("完")))
    for name in ("docx", "pdf", "md", "txt", "json"):
        result = convert.convert(data, to=name, source_format="docx")
        assert any("formulas are read as their bare text" in remark.message for remark in result.diagnostics)
    assert "设a+b" in convert.convert(data, to="txt", source_format="docx").data.decode()
