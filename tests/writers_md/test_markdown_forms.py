"""How each element looks in each dialect of Markdown, and what is reported when a dialect cannot hold it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from convert import nodes as n
from convert.contracts import Context
from convert.profile import load
from convert.walk import div, with_meta
from convert.writers.markdown import WRITER, MarkdownOptions
from convert.writers.markdown.codes import CODES

PROFILE = load("prose")


def s(*parts: str | n.Inline) -> tuple[n.Inline, ...]:
    return tuple(n.Str(part) if isinstance(part, str) else part for part in parts)


def para(*parts: str | n.Inline) -> n.Para:
    return n.Para(s(*parts))


def strong(text: str) -> n.Strong:
    return n.Strong(s(text))


def md(*blocks: n.Block, remarks: list[str] | None = None, **settings: object) -> str:
    def report(diagnostic: object) -> None:
        if remarks is not None:
            remarks.append(f"{diagnostic.code} {diagnostic.message}")  # type: ignore[attr-defined]

    options = MarkdownOptions(**settings)  # type: ignore[arg-type]
    return WRITER.write(n.Document(blocks=blocks), options, Context(PROFILE, report=report)).decode().removesuffix("\n")


def cell(*content: n.Block, rows: int = 1, columns: int = 1) -> n.Cell:
    return n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, rows, columns, content)


def table(head: list[n.Cell], *rows: list[n.Cell], columns: int = 2) -> n.Table:
    body = n.TableBody(n.NO_ATTR, 0, (), tuple(n.Row(n.NO_ATTR, tuple(row)) for row in rows))
    heads = (n.Row(n.NO_ATTR, tuple(head)),) if head else ()
    specs = (n.ColSpec(n.Alignment.LEFT), *(n.ColSpec() for _ in range(columns - 1)))
    return n.Table(n.NO_ATTR, n.Caption(), specs, n.TableHead(n.NO_ATTR, heads), (body,), n.TableFoot())


def plain(text: str) -> n.Plain:
    return n.Plain(s(text))


# --- emphasis between hanzi ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (s("前", strong("重点"), "后"), "前**重点**后"),
        (s("前", strong("“重点”"), "后"), "前<strong>“重点”</strong>后"),
        (s(strong("一是抓学习。"), "各级"), "<strong>一是抓学习。</strong>各级"),
        (s(strong("一是抓学习。")), "**一是抓学习。**"),
        (s(strong("一是抓学习"), "，各级"), "**一是抓学习**，各级"),
        (s("（", strong("注意！"), "）"), "（**注意！**）"),
        (s("前", n.Emph(s("a")), strong("b"), "后"), "前<em>a</em>**b**后"),
        (s(n.Emph(s("甲", strong("乙")))), "*甲<strong>乙</strong>*"),
        (s("前", n.Strong(s("《书》", n.Emph(s("名")))), "后"), "前<strong>《书》_名_</strong>后"),
        (s(strong(" 空")), "<strong> 空</strong>"),
        (s("2*3", strong("粗")), "2\\*3**粗**"),
    ],
)
def test_emphasis_takes_a_form_that_works(content: tuple[n.Inline, ...], written: str) -> None:
    assert md(n.Para(content)) == written


def rendered(text: str) -> str:
    return MarkdownIt("commonmark").render(text)


@pytest.mark.parametrize("before", ["", "前", "。", "x ", "“", "a", "👍", "1"])
@pytest.mark.parametrize("inner", ["重点", "“重点”", "一是。", "（注）", "a", "，b"])
@pytest.mark.parametrize("after", ["", "后", "，", " x", "”", "a", "👍"])
def test_emphasis_always_renders_and_adds_no_character(before: str, inner: str, after: str) -> None:
    for kind, tag in ((n.Strong, "strong"), (n.Emph, "em")):
        content = tuple(part for part in (n.Str(before), kind(s(inner)), n.Str(after)) if part != n.Str(""))
        want = f"<p>{before}<{tag}>{inner}</{tag}>{after}</p>\n"
        assert rendered(md(n.Para(content))) == want


# --- headings, roles, run-ins ----------------------------------------------------------------------------


def test_the_title_is_the_top_heading_and_the_rest_moves_down() -> None:
    title, heading = div(n.Role.TITLE, para("题目")), n.Header(1, n.NO_ATTR, s("一、要求"))
    assert md(title, heading, para("正文")) == "# 题目\n\n## 一、要求\n\n正文"
    assert md(heading, para("正文")) == "# 一、要求\n\n正文"
    assert md(title, n.Header(6, n.NO_ATTR, s("深"))) == "# 题目\n\n###### 深"


def test_roles_are_named_where_they_go_and_pandoc_keeps_them() -> None:
    remarks: list[str] = []
    block = div(n.Role.RECIPIENTS, para("各单位："))
    assert md(block, remarks=remarks) == "各单位："
    assert remarks == ["MD102 Markdown (commonmark): the role recipients of a part left out"]
    assert md(block, flavor="pandoc") == "::: {.recipients}\n各单位：\n:::"


def test_run_in_heads_are_plain_unless_asked() -> None:
    head = n.Span(n.Attr("", ("run-in",), (("level", "2"),)), s("（一）指导思想。"))
    block = para(head, "以人为本。")
    assert md(block) == "（一）指导思想。以人为本。"
    assert md(block, run_in="strong") == "<strong>（一）指导思想。</strong>以人为本。"
    assert md(block, flavor="pandoc") == '[（一）指导思想。]{.run-in level="2"}以人为本。'


def test_a_heading_stays_on_one_line_and_keeps_its_hash() -> None:
    assert md(n.Header(2, n.NO_ATTR, s("C", n.LineBreak(), "用 #"))) == "## C<br>用 \\#"
    assert md(n.Header(2, n.NO_ATTR, s("用C#"))) == "## 用C#"
    assert md(n.Header(2, n.NO_ATTR, s("用C#")), flavor="pandoc") == "## 用C\\#"


# --- blocks ----------------------------------------------------------------------------------------------


def test_lists_that_touch_stay_apart() -> None:
    one = n.BulletList(((plain("甲"),), (plain("乙"),)))
    assert md(one, one) == "- 甲\n- 乙\n\n* 甲\n* 乙"
    numbered = n.OrderedList(n.ListAttributes(3), ((plain("甲"),),))
    assert md(numbered, numbered) == "3. 甲\n\n<!-- -->\n\n3. 甲"


def test_loose_items_hold_blocks() -> None:
    item = (para("甲"), n.CodeBlock(n.NO_ATTR, "x\n\ny"))
    assert md(n.BulletList((item, (para("乙"),)))) == "- 甲\n\n  ```\n  x\n\n  y\n  ```\n\n- 乙"


@pytest.mark.parametrize(("box", "by_pandoc"), [("[ ]", "[&#32;] 事"), ("[x]", "[x]&#32;事"), ("[X]", "[X]&#32;事")])
def test_an_item_that_begins_like_a_task_is_none(box: str, by_pandoc: str) -> None:
    made = n.BulletList(((plain(f"{box} 事"),),))
    assert md(made) == f"- \\{box} 事"
    assert md(made, flavor="gfm") == f"- \\{box} 事"
    assert md(made, flavor="pandoc") == f"- {by_pandoc}"
    assert md(para(f"{box} 事"), flavor="pandoc") == f"{box} 事"
    assert md(n.BulletList(((n.CodeBlock(n.NO_ATTR, "x"), para(f"{box} 事")),))).endswith(f"\n\n  {box} 事")


@pytest.mark.parametrize("flavor", ["commonmark", "gfm", "pandoc"])
def test_only_the_first_line_of_a_paragraph_may_define(flavor: str) -> None:
    assert md(para("[甲]: 乙"), flavor=flavor) == "\\[甲]: 乙"
    assert md(para("丙", n.LineBreak(), "[甲]: 乙"), flavor=flavor) == "丙\\\n[甲]: 乙"
    assert md(para(n.Emph(s("丙")), "[甲]: 乙"), flavor=flavor) == "*丙*[甲]: 乙"


def test_a_label_of_pandoc_may_hold_brackets() -> None:
    assert md(para("[甲[丙]丁]: 乙"), flavor="pandoc") == "\\[甲[丙]丁]: 乙"
    assert md(para("[甲[丙]丁]: 乙")) == "[甲[丙]丁]: 乙"


def test_verse_keeps_its_lines() -> None:
    verse = n.LineBlock((s("床前明月光，"), (), s("疑是地上霜。")))
    assert md(verse) == "床前明月光，\\\n\\\n疑是地上霜。"
    assert md(verse, flavor="pandoc") == "| 床前明月光，\n|\n| 疑是地上霜。"


def test_code_is_fenced_beyond_its_own_fences() -> None:
    assert md(n.CodeBlock(n.Attr("", ("python",)), "a\n```")) == "````python\na\n```\n````"
    assert md(para(n.Code(n.NO_ATTR, "a`b"))) == "``a`b``"
    assert md(para(n.Code(n.NO_ATTR, "`"))) == "`` ` ``"


def test_addresses_are_written_so_that_they_are_read() -> None:
    assert (
        md(para(n.Link(n.NO_ATTR, s("网站"), n.Target("http://a.cn/x y", '"题"'))))
        == '[网站](<http://a.cn/x y> "\\"题\\"")'
    )
    assert md(para(n.Link(n.NO_ATTR, s("http://a.cn/x"), n.Target("http://a.cn/x")))) == "<http://a.cn/x>"
    assert md(para("注意!", n.Link(n.NO_ATTR, s("此"), n.Target("u")))) == "注意\\![此](u)"


# --- tables ----------------------------------------------------------------------------------------------


def test_a_plain_table_by_flavour() -> None:
    remarks: list[str] = []
    made = table([cell(plain("甲|乙")), cell(plain("丙"))], [cell(plain("1")), cell()])
    pipe = "| 甲\\|乙 | 丙 |\n| :-- | --- |\n| 1 |  |"
    assert md(made, flavor="gfm") == pipe
    assert md(made, flavor="pandoc") == pipe
    assert md(made, tables="pipe") == pipe
    html = md(made, remarks=remarks)
    assert html.startswith('<table>\n<thead>\n<tr><th style="text-align: left">甲|乙</th><th>丙</th></tr>')
    assert rendered(html) == html
    assert remarks == ["MD101 Markdown (commonmark): table written as HTML"]


def test_a_table_with_spans_is_a_grid_in_pandoc() -> None:
    made = table(
        [cell(plain("甲"), rows=1, columns=2)], [cell(plain("乙"), rows=2), cell(plain("丙"))], [cell(plain("丁"))]
    )
    assert md(made, flavor="pandoc").split("\n") == [
        '::: {.wenzhuan-widths columns="- -"}',
        "+---------+",
        "| 甲      |",
        "+:===+====+",
        "| 乙 | 丙 |",
        "|    +----+",
        "|    | 丁 |",
        "+----+----+",
        ":::",
    ]
    assert 'rowspan="2"' in md(made, flavor="gfm")


# --- notes, formulas, ruby, breaks -----------------------------------------------------------------------


def test_footnotes_by_flavour() -> None:
    remarks: list[str] = []
    block = para("正文", n.Note((para("注一"), para("续"))), "，再", n.Note((para("注二"),)))
    assert md(block, flavor="gfm") == "正文[^1]，再[^2]\n\n[^1]: 注一\n\n    续\n\n[^2]: 注二"
    assert md(block, remarks=remarks) == "正文<sup>[1]</sup>，再<sup>[2]</sup>\n\n[1] 注一\n\n续\n\n[2] 注二"
    assert remarks == ["MD104 Markdown (commonmark): footnote written at the end of the text (2 places)"]


@pytest.mark.parametrize(
    ("block", "remark"),
    [
        (n.PageBreak(), "MD105 Markdown (commonmark): page break left out"),
        (para(n.Math(n.MathType.INLINE, "x")), "MD107 Markdown (commonmark): formula written as text"),
        (para(n.RawInline("tex", "\\x")), "MD106 Markdown (commonmark): raw tex left out"),
        (n.RawBlock("tex", "\\x"), "MD106 Markdown (commonmark): raw tex left out"),
        (para(n.Span(n.Attr("x"), s("a"))), "MD102 Markdown (commonmark): attributes of a span left out"),
        (n.Div(n.Attr("x"), ()), "MD102 Markdown (commonmark): attributes of a div left out"),
        (n.Header(1, n.Attr("x"), s("a")), "MD102 Markdown (commonmark): attributes of a heading left out"),
        (
            n.DefinitionList(((s("a"), ((plain("b"),),)),)),
            "MD101 Markdown (commonmark): definition list written as HTML",
        ),
        (n.Figure(n.NO_ATTR, n.Caption(), (plain("b"),)), "MD101 Markdown (commonmark): figure written as HTML"),
        (para(n.Ruby(s("汉"), "hàn")), "MD101 Markdown (commonmark): ruby written as HTML"),
        (para(n.Underline(s("a"))), "MD101 Markdown (commonmark): Underline written as HTML"),
        (
            n.OrderedList(n.ListAttributes(1, n.ListNumberStyle.LOWER_ALPHA), ((plain("a"),),)),
            "MD103 Markdown (commonmark): list labels written as decimals",
        ),
        (n.Header(8, n.NO_ATTR, s("a")), "MD108 Markdown (commonmark): heading below level 6 written at level 6"),
    ],
)
def test_what_commonmark_cannot_hold_is_reported_by_name(block: n.Block, remark: str) -> None:
    remarks: list[str] = []
    md(block, remarks=remarks)
    assert remark in remarks
    assert all(found.split()[0] in CODES for found in remarks)


def test_ruby_is_html_and_a_span_in_pandoc() -> None:
    block = para(n.Ruby(s("汉"), "hàn"))
    assert md(block) == "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>"
    assert md(block, flavor="pandoc") == '[汉]{.wenzhuan-ruby reading="hàn"}'


# --- lines and front matter ------------------------------------------------------------------------------


def test_a_paragraph_is_one_line_unless_wrapped() -> None:
    text = "学习 Python 语言 and other things，提高能力 and so on and on。" * 2
    assert md(para(text)) == text
    lines = md(para(text), wrap=30).split("\n")
    assert " ".join(lines) == text
    assert len(lines) > 3


def test_wrapping_breaks_no_hanzi_and_starts_no_block() -> None:
    text = "一二三四五六七八九十 一二三四五六七八九十 1. 甲 - 乙 # 丙"
    made = md(para(text), wrap=10)
    assert rendered(made).count("<p>") == 1
    assert "<ol" not in rendered(made)
    assert "<h" not in rendered(made)
    assert made.split("\n")[0] == "一二三四五六七八九十 一二三四五六七八九十 1."


def test_soft_breaks_between_hanzi_vanish() -> None:
    block = para("上半句", n.SoftBreak(), "下半句 and", n.SoftBreak(), "more")
    assert md(block) == "上半句下半句 and more"
    assert md(block, flavor="pandoc") == "上半句\n下半句 and\nmore"


def test_front_matter_on_request() -> None:
    document = with_meta(
        n.Document(blocks=(para("正文"),)), title='“题”: "目"', doc_number="〔2024〕1号", date="2024-03-05"
    )
    context = Context(PROFILE)
    assert WRITER.write(document, MarkdownOptions(), context).decode() == "正文\n"
    made = WRITER.write(document, MarkdownOptions(front_matter=True), context).decode()
    assert made == '---\ntitle: "“题”: \\"目\\""\ndoc-number: "〔2024〕1号"\ndate: "2024-03-05"\n---\n\n正文\n'


def test_the_web_profile_puts_blanks_between_hanzi_and_latin() -> None:
    document = n.Document(blocks=(para("学习Python语言"),))
    assert WRITER.write(document, MarkdownOptions(), Context(load("web"))).decode() == "学习 Python 语言\n"
    plainly = replace(load("web"), mixed_space=False)
    assert WRITER.write(document, MarkdownOptions(), Context(plainly)).decode() == "学习Python语言\n"


def test_alignment_follows_the_column_under_a_cell_from_above() -> None:
    made = table(
        [cell(plain("甲")), cell(plain("乙"))], [cell(plain("丙"), rows=2), cell(plain("丁"))], [cell(plain("戊"))]
    )
    assert '<td rowspan="2" style="text-align: left">丙</td><td>丁</td></tr>\n<tr><td>戊</td></tr>' in md(made)


def test_a_forced_line_end_in_a_cell_makes_a_grid_for_pandoc() -> None:
    made = table(
        [cell(plain("甲")), cell(plain("乙"))], [cell(n.Plain(s("丙", n.LineBreak(), "丁"))), cell(plain("戊"))]
    )
    remarks: list[str] = []
    assert "| 丙\\ | 戊 |\n| 丁  |    |" in md(made, flavor="pandoc", remarks=remarks)
    assert remarks == []
    assert "| 丙<br>丁 | 戊 |" in md(made, flavor="gfm")


def test_what_is_shown_beside_a_carried_paragraph_keeps_its_links_pictures_and_notes() -> None:
    link = n.Link(n.NO_ATTR, s("此"), n.Target("http://a.cn/a b"))
    picture = n.Image(n.NO_ATTR, s("图"), n.Target("图 1.png"))
    shown = md(para("见", link, "、", picture, "。", n.Note((para("注"),))), flavor="pandoc")
    assert "见[此](http://a.cn/a%20b)、![图](图%201.png)。[^1]\n\n```{=wenzhuan}" in shown
    assert shown.endswith("\n\n[^1]: 注")
