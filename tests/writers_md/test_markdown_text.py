"""The text of a Markdown file as rendered is the text of the tree, whatever it looks like."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.contracts import Context
from convert.nodes import Document, LineBreak, Para, Str
from convert.profile import load
from convert.writers.markdown import WRITER, MarkdownOptions, escape
from tests.markdown_rendering import by_commonmark, by_markdown_it, by_pandoc, folded
from tests.trees import WORDS

CONTEXT = Context(load("prose"))
GITHUB = [
    "| foo | bar |\n| --- | --- |\n| baz | bim |",
    "| abc | defghi |\n:-: | -----------:\nbar | baz",
    "- [ ] foo\n- [x] bar",
    "~~Hi~~ Hello, ~there~ world!",
    "This ~~has a\n\nnew paragraph~~.",
    "This will ~~~not~~~ strike.",
    "www.commonmark.org/a.b.",
    "Visit https://encrypted.google.com/search?q=Markup+(business))) now",
    "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.",
    "<strong> <title> <style> <em>",
    "<blockquote>\n  <xmp> is disallowed.  <XMP> is also disallowed.\n</blockquote>",
    "Text[^1] and[^note].\n\n[^1]: a note",
    "> [!NOTE]\n> text",
]


def write(paragraphs: list[str], flavor: str) -> str:
    blocks = []
    for text in paragraphs:
        content: list[Str | LineBreak] = []
        for line in text.split("\n"):
            content += [Str(line), LineBreak()]
        blocks.append(Para(tuple(part for part in content[:-1] if part != Str(""))))
    options = MarkdownOptions(flavor=flavor)  # type: ignore[arg-type]
    return WRITER.write(Document(blocks=tuple(blocks)), options, CONTEXT).decode()


def check(paragraphs: list[str]) -> None:
    plain = write(paragraphs, "commonmark")
    assert by_markdown_it(plain, extended=False) == paragraphs
    assert by_markdown_it(plain) == paragraphs
    assert by_commonmark(plain) == paragraphs
    assert folded(by_pandoc(plain, "commonmark")) == folded(paragraphs)
    assert folded(by_pandoc(plain, "gfm-emoji-tex_math_dollars-tex_math_gfm")) == folded(paragraphs)
    github = write(paragraphs, "gfm")
    assert by_markdown_it(github) == paragraphs
    assert folded(by_pandoc(github, "gfm")) == folded(paragraphs)
    assert folded(by_pandoc(write(paragraphs, "pandoc"), "markdown")) == folded(paragraphs)


def sound(text: str) -> bool:
    """Readers strip blanks at the ends of a file's addresses; no line is empty."""
    return all(line.strip() == line and line for line in text.split("\n"))


LINES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map("".join), min_size=1, max_size=3).map("\n".join)
MARKS = st.text(alphabet="*_`~[]()<>!&#\\-+=|:.1a学。 \"'$^@{}", min_size=1, max_size=16)


@given(st.lists((LINES | MARKS).filter(sound), min_size=20, max_size=40))
@settings(max_examples=8)
def test_any_text_comes_out_as_text(paragraphs: list[str]) -> None:
    check(paragraphs)


def test_what_github_takes_for_markup_comes_out_as_text() -> None:
    check([part.strip() for text in GITHUB for part in text.split("\n\n")])
    check([line.strip() for text in GITHUB for line in text.split("\n") if line.strip()])


# --- nothing escaped that need not be --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4 = 24",
        "a * b",
        "只有一个*号",
        "snake_case_name 和 file_name.txt",
        "C:\\路径\\文件 与 D:\\资料",
        "第[1]条、[注]、[2019]15号",
        "a < b > c，5 > 3，x<3",
        "AT&T 和 R&D & 其他 &c",
        "C# 与 F#，#1",
        "1.5 倍、3.14、第1.条",
        "约3~5年",
        "100% $5 和 ^_^",
        "邮箱 a@b.cn，网址 http://a.cn/b_c?x=1&y=2",
        "——……“”‘’《》（）【】",
        "一个`反引号",
        "2024年",
        "-5℃ 到 +5℃",
        "!重要",
        "a | b | c",
        "（1）第一项",
        "1、第一项",
        "1．第一项",
        "= 5",
        "'单' \"双\"",
        "[ ] 事项",
    ],
)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert write([text], "commonmark") == text + "\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. 第一", "1\\. 第一"),
        ("2) 第二", "2\\) 第二"),
        ("- 项", "\\- 项"),
        ("+ 项", "\\+ 项"),
        ("* 项", "\\* 项"),
        ("# 井", "\\# 井"),
        ("> 引", "\\> 引"),
        ("---", "\\---"),
        ("***", "\\***"),
        ("```", "\\`\\`\\`"),
        ("~~~", "\\~\\~\\~"),
        ("*a* 与 _b_ 及 _c_", "\\*a\\* 与 \\_b\\_ 及 \\_c\\_"),
        ("`a` 与 <b>", "\\`a\\` 与 \\<b>"),
        ("[a](b)", "\\[a](b)"),
        ("![a](b)", "!\\[a](b)"),
        ("[a]: b", "\\[a]: b"),
        ("&amp; &#20; &nosuch;", "\\&amp; \\&#20; &nosuch;"),
        ("\\*", "\\\\*"),
        ("3~5年，6~8月", "3\\~5年，6\\~8月"),
        ("　　开头", "&#12288;　开头"),
    ],
)
def test_what_would_act_is_escaped(text: str, written: str) -> None:
    assert write([text], "commonmark") == written + "\n"


def test_u0000_is_left_out_and_reported() -> None:
    remarks = []
    context = Context(load("prose"), report=remarks.append)
    data = WRITER.write(Document(blocks=(Para((Str("甲\x00乙\ud800", span=(3, 6)),)),)), MarkdownOptions(), context)
    assert data == "甲乙\n".encode()
    assert [(remark.code, remark.span) for remark in remarks] == [("MD109", (3, 6))] * 2


def test_a_long_run_of_marks_takes_no_longer_than_its_length() -> None:
    for mark in ("[", "<", "*a", "_ ", "`", "&", "~", "\\", "]("):
        text = mark * 20_000
        assert write([text], "commonmark").count(mark[0]) >= 20_000


@given(
    text=st.text(alphabet="`*_~\\[]<&$^@{\"'.:-w甲a1 \n\r\x00", max_size=12),
    flavor=st.sampled_from(list(escape._MARKS)),
)
def test_no_mark_begins_with_a_character_that_is_passed_over(text, flavor):
    if escape._FIRSTS[flavor].search(text) is None:
        assert escape._MARKS[flavor].search(text) is None
