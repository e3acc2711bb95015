"""Blanks between hanzi and Latin: where they go, where they do not, and on which side of the markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from convert import nodes as n
from convert.walk import descend, plain_text
from convert.writers.spacing import spaced
from tests.trees import any_documents


def line(*parts: str | n.Inline) -> tuple[n.Inline, ...]:
    content = tuple(n.Str(part) if isinstance(part, str) else part for part in parts)
    (block,) = spaced(n.Document(blocks=(n.Para(content),))).blocks
    assert isinstance(block, n.Para)
    return block.content


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("学习Python语言", "学习 Python 语言"),
        ("全市AI产业有12家企业", "全市 AI 产业有 12 家企业"),
        ("用C++写", "用 C++写"),
        ("学习 Python 语言", "学习 Python 语言"),
        ("Python，Java。", "Python，Java。"),
        ("（Python）语言", "（Python）语言"),
        ("占50%的份额", "占 50%的份额"),
    ],
)
def test_a_blank_goes_where_hanzi_meet_latin(text: str, made: str) -> None:
    assert line(text) == (n.Str(made),)


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月5日", "3个", "第5条", "70周年", "8时30分", "15号文", "《学习Python入门》", "“用Python写”", "“18个是否”",
        "#学习Python#话题", "[[学习Python]]", "http://a.cn/学习Python", "〔2024〕15号",
    ],
)  # fmt: skip
def test_no_blank_goes_into_units_titles_quotations_and_addresses(text: str) -> None:
    assert line(text) == (n.Str(text),)


def test_the_text_outside_the_markup_takes_the_blank() -> None:
    assert line("学习", n.Strong((n.Str("Python"),)), "语言") == (
        n.Str("学习 "),
        n.Strong((n.Str("Python"),)),
        n.Str(" 语言"),
    )
    assert line(n.Strong((n.Str("学习"),)), "Python") == (n.Strong((n.Str("学习"),)), n.Str(" Python"))
    code = n.Code(n.NO_ATTR, "pip")
    assert line("用", code, "安装") == (n.Str("用 "), code, n.Str(" 安装"))
    assert line("用", n.Space(), code, "，好") == (n.Str("用"), n.Space(), code, n.Str("，好"))


@given(any_documents())
@settings(max_examples=40)
def test_only_blanks_are_added_and_only_once(document: n.Document) -> None:
    made = spaced(document)
    assert spaced(made) == made
    assert plain_text(made.blocks, notes=True).replace(" ", "") == plain_text(document.blocks, notes=True).replace(
        " ", ""
    )
    codes = [node for node in descend(document.blocks) if isinstance(node, n.Code | n.CodeBlock)]
    assert codes == [node for node in descend(made.blocks) if isinstance(node, n.Code | n.CodeBlock)]
