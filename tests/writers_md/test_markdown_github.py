"""Every construct of GitHub's extensions, in all its spellings, put in as plain text comes out as text in each dialect.

The constructs are those of the GitHub Flavored Markdown specification 0.29 (4.10 tables, 5.3 task list items, 6.5
strikethrough, 6.9 autolinks, 6.11 disallowed raw HTML) and of GitHub's documentation (footnotes, alerts, formulas, emoji).
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.writers_md.test_markdown_text import check

TAGS = ("title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext")
ADDRESSES = (
    "www.commonmark.org", "www.a.cn/b_c", "http://a.cn", "https://a.cn/x?q=1&r=2", "ftp://foo.bar.baz", "a.b-c_d@a.b",
    "hello@mail+xyz.example", "mailto:foo@bar.baz", "xmpp:foo@bar.baz/txt", "https://a.cn/(b)",
)  # fmt: skip


def tables() -> list[str]:
    """Tables with and without outer bars, each alignment, escaped bars, too few and too many cells."""
    rules = (":-", "-:", ":-:", "-", "---")
    out = []
    for one, two in product(rules, rules):
        out += [f"| 甲 | 乙 |\n| {one} | {two} |\n| 丙 | 丁 |", f"甲 | 乙\n{one} | {two}\n丙 | 丁"]
    out += ["| 甲 |\n|---|", "甲|乙\n-|-", "| f\\|oo |\n| --- |\n| b `\\|` az |", "| 甲 | 乙 |\n| --- |\n| 丙 |"]
    return out + ["| 甲 | 乙 |\n|---|---|\n| 丙 |\n| 丁 | 戊 | 己 |", "|甲|\n:-:", "甲\n-|", "甲 |\n| -"]


def strikes() -> list[str]:
    """Runs of one to four tildes, leaning on either side, around words and marks."""
    inner = ("删", "“删”", "a b", " 删", "删 ", "*删*")
    around = (("", ""), ("前", "后"), ("a ", " b"), ("（", "）"))
    return [
        f"{a}{'~' * n}{w}{'~' * m}{b}" for n, m in product((1, 2, 3, 4), (1, 2, 3)) for w in inner for a, b in around
    ]


def tasks() -> list[str]:
    """Task list items under each bullet, done or not, and without a bullet."""
    return [f"{bullet}[{mark}] 事项" for bullet in ("- ", "* ", "+ ", "1. ", "2) ", "") for mark in (" ", "x", "X")]


def autolinks() -> list[str]:
    """Bare addresses with what may stand before and after them."""
    ends = ("", ".", ",", ")", "))", "&amp;", "&hl;", "<", "*", "_", "~", "）", "。后文", ":")
    starts = ("", "见", "(", "*", "见 ", "_")
    return [f"{start}{address}{end}" for address in ADDRESSES for end in ends for start in starts]


def raw_tags() -> list[str]:
    """The tags GitHub disallows, and some it allows: open, closed, empty, with attributes, in capitals."""
    names = (*TAGS, "b", "div", "a", "br", "sup")
    return [
        form.format(name)
        for name in (*names, *map(str.upper, names))
        for form in ("<{0}>", "</{0}>", "<{0}/>", '<{0} x="y">', "甲<{0}>乙", "<{0}>甲</{0}>")
    ]


def others() -> list[str]:
    """Footnotes, alerts, formulas, emoji, mentions and comments."""
    alerts = [f"> [!{kind}]\n> 提醒" for kind in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "note")]
    alerts += [f"[!{kind}]" for kind in ("NOTE", "TIP")]
    notes = ["甲[^1]", "[^1]: 注", "甲[^注]乙", "[^a b]", "甲^[注]", "[^1]:注"]
    formulas = [
        "$x$",
        "$$x$$",
        "$`x`$",
        "$ x $",
        "a$b$c",
        "$5 和 $6",
        "```math\nx\n```",
        "$x_1$ 与 $y_2$",
        "\\(x\\)",
        "\\[x\\]",
    ]
    emoji = [":smile:", ":+1:", ":-1:", ":100:", "甲:smile:乙", "10:30:45", ":不:", ":smile", "：smile："]
    return [
        *alerts,
        *notes,
        *formulas,
        *emoji,
        "@octocat",
        "#123",
        "甲/乙#1",
        "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
    ]


@pytest.mark.parametrize("made", [tables, strikes, tasks, autolinks, raw_tags, others], ids=lambda made: made.__name__)
def test_a_construct_of_github_comes_out_as_text(made: object) -> None:
    texts = [text for text in made() if all(line.strip() == line and line for line in text.split("\n"))]  # type: ignore[operator]
    assert len(texts) > 15
    check(texts)
    check(list(dict.fromkeys(line for text in texts for line in text.split("\n"))))
