"""OpenDocument texts come in with every character and their structure, read without pandoc."""

from __future__ import annotations

import io
import zipfile

import pytest

import convert
from convert import nodes as n
from convert.contracts import Context, Input
from convert.diagnostics import Diagnostic
from convert.errors import MissingTool, ReadError
from convert.pandoc import process
from convert.profile import load
from convert.readers.odt import READER
from convert.walk import descend, plain_text

S = n.Str
NAMES = ("office", "text", "table", "style", "drawing", "xsl-fo-compatible", "svg-compatible", "meta")
PREFIXES = {"drawing": "draw", "xsl-fo-compatible": "fo", "svg-compatible": "svg"}
SPACES = " ".join(
    f'xmlns:{PREFIXES.get(name, name)}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES
)
OTHERS = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt(body: str, automatic: str = "", **parts: str) -> bytes:
    """Return a package with `body` in its text and `automatic` among the automatic styles."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        inside = f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}"
        content = (
            f"<office:document-content {SPACES} {OTHERS}>{inside}</office:text></office:body></office:document-content>"
        )
        package.writestr("content.xml", content)
        for name, text in parts.items():
            package.writestr(f"{name}.xml", f"<office:document-styles {SPACES}>{text}</office:document-styles>")
    return out.getvalue()


def read(data: bytes) -> tuple[n.Document, tuple[Diagnostic, ...]]:
    reading = READER.read(Input(data=data), READER.options(False), Context(load("gongwen")))
    return reading.document, reading.diagnostics


def only(inside: str, styles: str = "") -> tuple[n.Inline, ...]:
    (block,) = read(odt(f"<text:p>{inside}</text:p>", styles))[0].blocks
    assert isinstance(block, n.Para)
    return block.content


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('甲<text:s text:c="3"/>乙<text:tab/>丙<text:line-break/>丁', "甲   乙\t丙\n丁"),
        ("\n  甲 \n 乙", "甲 乙"),
        ("甲<text:soft-page-break/>乙<text:bookmark-end text:name='x'/>", "甲乙"),
        ("第<text:page-number>3</text:page-number>页，<text:date>六月</text:date>", "第3页，六月"),
        ("全\u3000角\u00ad\u2011", "全\u3000角\u00ad\u2011"),
    ],
)
def test_blanks_and_fields_are_text(inside: str, text: str) -> None:
    assert plain_text(only(inside)) == text


LOOKS = {
    'fo:font-weight="bold"': n.Strong, 'fo:font-style="italic"': n.Emph, 'style:text-emphasize="dot below"': n.Emph,
    'style:text-underline-style="solid"': n.Underline, 'style:text-line-through-style="solid"': n.Strikeout,
    'style:text-position="super 58%"': n.Superscript, 'style:text-position="-33% 80%"': n.Subscript,
    'fo:font-variant="small-caps"': n.SmallCaps,
}  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_looks_are_marks(look: str) -> None:
    style = '<style:style style:name="{}" style:family="{}"><style:text-properties {}/></style:style>'
    made = LOOKS[look]
    assert only('甲<text:span text:style-name="T1">乙</text:span>', style.format("T1", "text", look)) == (
        S("甲"),
        made((S("乙"),)),
    )
    (block,) = read(odt('<text:p text:style-name="P1">丙</text:p>', style.format("P1", "paragraph", look)))[0].blocks
    assert block == n.Para((made((S("丙"),)),)), "LibreOffice puts the look of a whole paragraph into its style"


def test_notes_links_readings_and_comments() -> None:
    found = (
        '<text:a xlink:href="http://a.cn/路(一)">链</text:a>'
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>注甲</text:p><text:p>注乙</text:p></text:note-body></text:note>"
        "<text:ruby><text:ruby-base>汉</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>"
        "<office:annotation><dc:creator>王</dc:creator><text:p>核实</text:p></office:annotation>。"
    )
    document, remarks = read(odt(f"<text:p>{found}</text:p>"))
    assert document.blocks == (
        n.Para((
            n.Link(n.NO_ATTR, (S("链"),), n.Target("http://a.cn/路(一)")),
            n.Note((n.Para((S("注甲"),)), n.Para((S("注乙"),)))), n.Ruby((S("汉"),), "hàn"), S("。"),
        )),
    )  # fmt: skip
    assert [remark.message for remark in remarks] == [
        "odt: comment by 王 not read (it is no part of the text): '核实', in “链汉hàn。”"
    ]


def level(at: int, form: str, after: str = ".", **more: str) -> str:
    extra = "".join(f' text:{name}="{value}"' for name, value in more.items())
    return (
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" style:num-suffix="{after}"{extra}/>'
    )


def items(*insides: str, more: str = "") -> str:
    return (
        f'<text:list text:style-name="L"{more}>'
        + "".join(f"<text:list-item>{one}</text:list-item>" for one in insides)
        + "</text:list>"
    )


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_lists_nest_and_go_on_behind_text() -> None:
    style = f'<text:list-style style:name="L">{level(1, "1", start="1")}{level(2, "a", ")")}</text:list-style>'
    body = (
        items(p("一") + items(p("甲"), p("乙")), p("二"))
        + p("间")
        + items(p("三"), more=' text:continue-numbering="true"')
    )
    decimal = (n.ListNumberStyle.DECIMAL, n.ListNumberDelim.PERIOD)
    inner = n.OrderedList(
        n.ListAttributes(1, n.ListNumberStyle.LOWER_ALPHA, n.ListNumberDelim.ONE_PAREN),
        ((n.Plain((S("甲"),)),), (n.Plain((S("乙"),)),)),
    )
    assert read(odt(body, style))[0].blocks == (
        n.OrderedList(n.ListAttributes(1, *decimal), ((n.Plain((S("一"),)), inner), (n.Plain((S("二"),)),))),
        n.Para((S("间"),)),
        n.OrderedList(n.ListAttributes(3, *decimal), ((n.Plain((S("三"),)),),)),
    )


def test_two_lists_of_bullets_stay_two() -> None:
    bullets = '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    found = read(odt(items(p("甲"), p("乙")) + items(p("丙")), bullets))[0].blocks
    assert [len(block.items) for block in found if isinstance(block, n.BulletList)] == [2, 1]


@pytest.mark.parametrize(
    ("form", "after", "texts"),
    [
        ("一, 二, 三, ...", "、", ["一、甲", "二、乙"]),
        ("1", "、", ["1、甲", "2、乙"]),
        ("①, ②, ③, ...", "", ["①　甲", "②　乙"]),
    ],
)
def test_labels_that_no_list_has_are_written_out(form: str, after: str, texts: list[str]) -> None:
    style = f'<text:list-style style:name="L">{level(1, form, after)}</text:list-style>'
    assert [plain_text(block) for block in read(odt(items(p("甲"), p("乙")), style))[0].blocks] == texts


def test_code_keeps_its_blanks_and_lines() -> None:
    line = '<text:p text:style-name="Preformatted_20_Text">{}</text:p>'
    lines = ("def f():", '<text:s text:c="4"/>return 1', "", "# 注")
    assert read(odt("".join(line.format(one) for one in lines)))[0].blocks == (
        n.CodeBlock(n.NO_ATTR, "def f():\n    return 1\n\n# 注"),
    )


def test_tables_repeat_span_and_have_heads() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    body = (
        "<table:table><table:table-header-rows><table:table-row>" + cell.format("", "甲") + cell.format("", "乙")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell.format(' table:number-columns-spanned="2"', "丙") + "<table:covered-table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="2">' + cell.format(' table:number-columns-repeated="2"', "丁")
        + "</table:table-row></table:table>"
    )  # fmt: skip
    (table,) = read(odt(body))[0].blocks
    assert isinstance(table, n.Table)
    assert [plain_text(c.content) for c in table.head.rows[0].cells] == ["甲", "乙"]
    rows = [[(plain_text(c.content), c.col_span) for c in row.cells] for row in table.bodies[0].rows]
    assert rows == [[("丙", 2)], [("丁", 1), ("丁", 1)], [("丁", 1), ("丁", 1)]]


def test_boxes_page_breaks_and_deletions() -> None:
    style = '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>甲<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>"
        '<text:p text:style-name="P1">乙</text:p>'
    )
    document, remarks = read(odt(body, style))
    assert [plain_text(block) or type(block).__name__ for block in document.blocks] == ["甲", "框", "PageBreak", "乙"]
    assert [remark.message for remark in remarks] == [
        "odt: text deleted with tracked changes not read (its deletion is taken as accepted): '删去'"
    ]


@pytest.mark.parametrize("address", ["./Formula-1", "Formula-1/"])
def test_formulas_are_tex(address: str) -> None:
    out = io.BytesIO(odt(f'<text:p>设<draw:frame><draw:object xlink:href="{address}"/></draw:frame>。</text:p>'))
    with zipfile.ZipFile(out, "a") as package:
        formula = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>'
        package.writestr("Formula-1/content.xml", formula)
    assert read(out.getvalue())[0].blocks == (
        n.Para((S("设"), n.Math(n.MathType.INLINE, r"\frac{a}{b}"), S("。"))),
    )  # fmt: skip


def test_page_headers_are_named() -> None:
    page = "<style:master-page><style:header><text:p>内部资料</text:p></style:header><style:footer><text:p>第<text:page-number>1</text:page-number>页</text:p></style:footer></style:master-page>"  # fmt: skip
    _, remarks = read(odt(p("甲"), styles=f"<office:master-styles>{page}</office:master-styles>"))
    assert [remark.message for remark in remarks] == [
        "odt: page header not read (the profile sets its own): '内部资料'"
    ]


def test_office_files_without_styles_get_the_parts_of_their_text() -> None:
    lines = (
        "关于做好防汛工作的通知",
        "各乡镇人民政府：",
        "　　现将有关事项通知如下。",
        "　　一、总体要求",
        "　　要高度重视。",
    )
    document = convert.read(odt("".join(map(p, lines))), source_format="odt")
    kinds = [block.attr.classes[0] if isinstance(block, n.Div) else type(block).__name__ for block in document.blocks]
    assert kinds == ["title", "recipients", "Para", "Header", "Para"]


def test_it_needs_no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise MissingTool("no pandoc here")

    monkeypatch.setattr(process, "path", missing)
    for name in ("docx", "pdf", "md"):
        assert convert.convert(odt(p("甲")), to=name, source_format="odt").data


@pytest.mark.parametrize("data", [b"PK", b"no package", odt("").replace(b"content.xml", b"xontent.xml")])
def test_what_is_no_text_is_an_error(data: bytes) -> None:
    with pytest.raises(ReadError, match="no OpenDocument text"):
        read(data)


def test_no_node_is_left_half_made() -> None:
    document, _ = read(odt(p("甲")))
    assert all(isinstance(node, n.Node) for node in descend(document.blocks))
