"""No backslash is written that changes nothing: each is taken away and the page rendered again by every reader.

A mark that comes in pairs acts only when all of its kind are freed, so those of a paragraph are taken away together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import convert
from convert import nodes as n
from tests.markdown_pages import READERS

ASCII_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
PAIRED = "*_~`$^"
TEXTS = [
    "见[1]、[2]和[注]，共3条", "[附件]：下载地址(略)", "[甲](乙", "[甲](乙 丙)丁", "[甲](乙)", "第[1](见附件)条", "[1]: 见 附录 二",
    "[注]:", "[1]: http://a.cn", "a < b，x<y>z", "<br>换行", "<甲>乙", "1 <2> 3", "<!注", "R&D，AT&T，&nbsp;，&c;",
    "2*3=6，4*5=20", "*注：", "**重点**", "注*：见*后", "a*\"b\"*", "_x_ 与 a_b_c", "__init__.py", "(_甲", "5~6月，7~8月", "约~5",
    "~~删~~", "H~2~O，x^2^", "x^2 与 y^3", "用`ls`命令", "`未完", "``甲`", "$5 和 $6", "$x$ 与 $y$", "100$", "C:\\路径\\文件", "行尾\\",
    "\\*星", "1. 甲", "1.5倍", "2) 乙", "（1）丙", "- 项", "-5℃", "+ 加", "+86", "# 井", "#1号", "C#", "> 引", ">5", "=====", "===甲",
    "---", "----", "-----", "甲--乙", "甲---乙", "等等...", "......", "......", "他说\"好\"，她's", "a@b.cn", "@某人", "甲@乙", "@smith",
    "{甲}", "甲{乙}", "| 甲 | 乙 |", "(@)甲", "%甲", ": 甲", "10:30:45", "：smile：", "甲/乙", "!甲", "甲!", "[ ] 事项", "^_^", "T^T",
    "第一（一）1.甲", "＊注＊", "“*”号", "「_甲_」", "**一是。**二", "（**注**）", "*.txt 与 *.md", "a|b", "100%", "a_b", "_甲", "甲_",
]  # fmt: skip


def written(text: str, flavor: str) -> str:
    document = n.Document(blocks=(n.Para((n.Str("甲"),)), n.Para((n.Str(text),))))
    return convert.write(document, "md", flavor=flavor, profile="prose").decode().partition("\n\n")[2]


def escapes(markup: str) -> list[int]:
    """Return the places of the backslashes that escape."""
    return [found.start() for found in re.finditer(rf"\\[{re.escape(ASCII_MARKS)}]", markup)]


def without(markup: str) -> Iterator[str]:
    """Yield the markup without each of its escapes, those of a paired mark all at once."""
    places = escapes(markup)
    groups = [[at for at in places if markup[at + 1] == mark] for mark in PAIRED]
    for at in places:
        if markup[at + 1] not in PAIRED:
            # a backslash that is text, and the escape after it, would only change places
            groups.append([at, at + 2] if markup[at + 1] == "\\" and at + 2 in places else [at])
    for group in filter(None, groups):
        yield "".join(char for at, char in enumerate(markup) if at not in group)


def rendered(texts: list[str], flavor: str) -> list[tuple[str, ...]]:
    """Return how every reader concerned shows each text: GitHub's readers look at CommonMark, too."""
    dialects = {"commonmark": ("commonmark", "gfm")}.get(flavor, (flavor,))
    columns = []
    for readers in (READERS[dialect] for dialect in dialects):
        for render in readers.values():
            whole = render("".join(map(_amid, texts)))
            parts = re.split(r"<h6[^>]*>隔开</h6>\s*", whole)[1:]
            if len(parts) != len(texts):  # one swallowed what follows: each by itself
                parts = [render(_amid(text)) for text in texts]
            columns.append(parts)
    return list(zip(*columns, strict=True))


def _amid(text: str) -> str:
    """Return a text between paragraphs, of which the last could end what the text begins."""
    return f"###### 隔开\n\n甲\n\n{text}\n\n乙 -->\n\n"


@pytest.mark.parametrize("flavor", ["commonmark", "gfm", "pandoc"])
def test_every_escape_changes_what_some_reader_shows(flavor: str) -> None:
    pairs = [(markup, freed) for text in TEXTS for markup in [written(text, flavor)] for freed in without(markup)]
    assert len(pairs) > 25
    before = rendered([markup for markup, _ in pairs], flavor)
    after = rendered([freed for _, freed in pairs], flavor)
    assert [markup for (markup, _), one, two in zip(pairs, before, after, strict=True) if one == two] == []


@pytest.mark.parametrize(
    ("text", "written_so"),
    [("等等...", "等等..\\."), ("......", "..\\...\\."), ("甲--乙", "甲-\\-乙"), ("----", "-\\--\\-")],
)
def test_runs_for_smart_readers_are_broken_no_more_than_needed(text: str, written_so: str) -> None:
    assert written(text, "pandoc") == written_so + "\n"
    assert convert.write(n.Document(blocks=(n.Para((n.Str(text),)),)), "md", flavor="pandoc", smart=False)
