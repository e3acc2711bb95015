"""One answer to which style a node takes."""

from __future__ import annotations

import pytest

from convert import nodes as n
from convert.profile import load
from convert.transforms.styles import placed_style, style_name

PARA = n.Para((n.Str("文"),))


def role(name: str, **attributes: str) -> n.Div:
    return n.Div(n.Attr("", (name,), tuple(attributes.items())), (PARA,))


@pytest.mark.parametrize(
    ("ancestors", "style"),
    [
        ((), "body"),
        ((role("title"),), "title"),
        ((role("attachment"),), "body"),
        ((role("attachment"), role("signature")), "signature"),
        ((role("question"), n.BulletList(())), "list"),
        ((n.BulletList(()), n.BlockQuote(())), "quote"),
        ((n.Note(()),), "footnote"),
        ((role("strange"),), "body"),
    ],
)
def test_the_nearest_ancestor_with_an_opinion_decides(ancestors, style):
    assert style_name(PARA, ancestors) == style


@pytest.mark.parametrize(
    ("node", "style"),
    [
        (n.Header(2, n.NO_ATTR, ()), "heading-2"),
        (n.Header(1, n.Attr("", ("chapter",)), ()), "chapter"),
        (n.CodeBlock(n.NO_ATTR, ""), "code"),
        (n.LineBlock(()), "verse"),
        (n.Span(n.Attr("", ("run-in",), (("level", "3"),)), ()), "run-in-3"),
        (n.Span(n.Attr("", ("run-in",)), ()), "run-in"),
        (n.Span(n.Attr("", ("article-label",)), ()), "article-label"),
        (n.Span(n.Attr("", ("mine",)), ()), ""),
    ],
)
def test_nodes_name_their_own_style(node, style):
    assert style_name(node) == style


def test_places_of_a_div_win_over_its_style():
    style = placed_style(load("gongwen"), PARA, (role("date", left="3.5", align="left", before="1"),))
    assert (style.role, style.left, style.align, style.before) == ("date", 3.5, "left", 1.0)


def test_places_of_a_div_without_role_mean_nothing():
    assert placed_style(load("gongwen"), PARA, (role("mine", left="9"),)).left == 0.0
