"""Pages as Word, LibreOffice and web sites write them: notes, styled emphasis, cut lists, aligned cells, furniture."""

from __future__ import annotations

import pytest

import convert
from convert import nodes as n
from convert.walk import descend, plain_text, role_of

S = n.Str


def read(body: str, head: str = "") -> n.Document:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return convert.convert(page, to="json", source_format="html", normalise=False).prepared.document


def inlines(body: str, head: str = "") -> tuple[n.Inline, ...]:
    (block,) = read(body, head).blocks
    assert isinstance(block, n.Para)
    return block.content


PAIRS = {
    "Word": (
        '<sup><a href="#_ftn1" name="_ftnref1">[1]</a></sup>',
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> 脚注</p></div>',
    ),
    "LibreOffice": (
        '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
        '<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a>脚注</p></div>',
    ),
    "a site": ('<a id="r3" href="#n3">③</a>', '<p><a id="n3" href="#r3">③</a>　脚注</p>'),
}


@pytest.mark.parametrize("maker", PAIRS)
def test_links_that_lead_to_each_other_are_a_note(maker: str) -> None:
    mark, note = PAIRS[maker]
    assert read(f"<p>甲{mark}乙。</p><p>后文</p>{note}").blocks == (
        n.Para((S("甲"), n.Note((n.Para((S("脚注"),)),)), S("乙。"))),
        n.Para((S("后文"),)),
    )


def test_links_of_contents_stay_links() -> None:
    document = read('<p><a id="c1" href="#h1">第一章 总则</a></p><h1 id="h1"><a href="#c1">第一章 总则</a></h1>')
    assert not any(isinstance(node, n.Note) for node in descend(document.blocks))
    assert [plain_text(block) for block in document.blocks] == ["第一章 总则", "第一章 总则"]


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        ('style="font-weight: bold"', n.Strong), ('style="FONT-WEIGHT:700 !important"', n.Strong), ('class="b1"', n.Strong),
        ('style="font-style:italic"', n.Emph), ('style="text-emphasis: dot"', n.Emph), ('class="u"', n.Underline),
        ('style="text-decoration:line-through"', n.Strikeout), ('style="vertical-align: super"', n.Superscript),
        ('style="vertical-align:sub"', n.Subscript),
    ],
)  # fmt: skip
def test_emphasis_by_style_is_emphasis(span: str, kind: type) -> None:
    head = "<style>/* x */ .b1, .c {font-weight: bold} span.u { text-decoration: underline }</style>"
    assert inlines(f"<p>甲<span {span}>乙</span>丙</p>", head) == (S("甲"), kind((S("乙"),)), S("丙"))


@pytest.mark.parametrize("span", ['style="color: red"', 'class="none"', 'style="font-weight: normal"', 'style=";:;"'])
def test_other_styles_are_none(span: str) -> None:
    assert inlines(f"<p>甲<span {span}>乙</span></p>", "<style>.none {font-weight: 400}</style>") == (S("甲乙"),)


def test_one_mark_said_twice_is_one() -> None:
    assert inlines('<p><b><span style="font-weight: bold">甲</span>乙</b></p>') == (n.Strong((S("甲"), S("乙"))),)


def test_lists_cut_at_each_level_are_one() -> None:
    (found,) = read("<ul><li>一</ul><ul><ul><li>二</ul></ul><ul><li>三</ul>").blocks
    item = n.BulletList(((n.Plain((S("二"),)),),))
    assert found == n.BulletList(((n.Plain((S("一"),)), item), (n.Plain((S("三"),)),)))


def test_two_lists_stay_two() -> None:
    found = read("<ul><li>一</ul><ul><li>二</ul>").blocks
    assert [len(block.items) for block in found if isinstance(block, n.BulletList)] == [1, 1]


def test_a_list_without_numerals_counts_as_it_is_shown() -> None:
    (found,) = read('<ol><li>一<ol type="a"><li>甲</ol></ol>').blocks
    assert isinstance(found, n.OrderedList)
    assert found.attributes == (1, n.ListNumberStyle.DECIMAL, n.ListNumberDelim.PERIOD)


def test_cells_take_the_alignment_of_their_paragraphs_and_lose_the_layout() -> None:
    row = '<tr bgcolor="red"><td width="9%"><p align="center">甲</p></td><td><p style="text-align: right">乙</p></td></tr>'
    (table,) = read(f'<table width="90%" style="border: none">{row}{row}</table>').blocks
    assert isinstance(table, n.Table)
    assert [column.alignment for column in table.columns] == [n.Alignment.CENTER, n.Alignment.RIGHT]
    cells = [cell for row in table.bodies[0].rows for cell in row.cells]
    assert {(cell.attr, cell.alignment) for cell in cells} == {(n.NO_ATTR, n.Alignment.DEFAULT)}
    assert table.attr == n.NO_ATTR


def test_the_title_of_the_page_at_its_top_is_the_title() -> None:
    document = read("<p><b>关于检查的</b><br><b>通知</b></p><p>正文</p>", "<title>关于检查的通知</title>")
    title = document.blocks[0]
    assert role_of(title) is n.Role.TITLE
    assert plain_text(title) == "关于检查的通知"


def test_headers_and_footers_of_a_page_are_named() -> None:
    page = '<p>甲</p><div title="footer"><p>第2页</p></div><div title="header"><p>内部资料</p></div>'
    result = convert.convert(page, to="txt", source_format="html", normalise=False)
    assert [remark.message for remark in result.diagnostics if remark.code == "PAN104"] == [
        "html: page header not read (the profile sets its own): '内部资料'"
    ]


def test_code_keeps_its_language_and_no_other_class() -> None:
    found = read('<pre><code class="language-python hljs">x</code></pre>').blocks
    assert found == (n.CodeBlock(n.Attr("", ("python",)), "x"),)


def test_a_page_asked_for_as_one_is_not_told_to_be_one() -> None:
    result = convert.convert("<html><body><p>甲乙。</p></body></html>", to="txt", source_format="html")
    assert "ENC014" not in {remark.code for remark in result.diagnostics}


@pytest.mark.parametrize("tex", ["$a^2$", r"\(a^2\)"])
def test_formulas_in_tex_are_formulas(tex: str) -> None:
    assert inlines(f'<p>设<span class="math inline">{tex}</span>。</p>') == (
        S("设"), n.Math(n.MathType.INLINE, "a^2"), S("。"),
    )  # fmt: skip
    assert inlines('<p>设<span class="math inline"><em>a</em></span>。</p>') == (S("设"), n.Emph((S("a"),)), S("。"))
