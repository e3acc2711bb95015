"""Characters: each once and in order, in the face of its script; what XML cannot hold is reported."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convert.diagnostics import Span
from convert.nodes import Attr, BulletList, CodeBlock, Header, ListAttributes, OrderedList, Para, Plain, Str, Strong
from convert.writers.docx.text import ILLEGAL, runs

LINES = st.text(st.characters(exclude_characters="\n\r\t"), min_size=1, max_size=30)


@given(st.lists(LINES, min_size=1, max_size=5))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_character_stands_once_and_in_order(word, lines):
    blocks = (
        Header(1, Attr(), (Str(lines[0]),)),
        *(Para((Str(line), Strong((Str(line),)))) for line in lines),
        BulletList(tuple((Plain((Str(line),)),) for line in lines)),
        OrderedList(ListAttributes(), tuple((Plain((Str(line),)),) for line in lines)),
        CodeBlock(Attr(), lines[0]),
    )
    wanted = lines[0] + "".join(line * 2 for line in lines) + "".join(lines) * 2 + lines[0]
    assert word(*blocks).text == ILLEGAL.sub("", wanted)


def test_control_characters_are_left_out_and_reported_with_their_place(word):
    made = word(Para((Str("页\x0c面\x00", span=Span(10, 14)),)))
    assert made.text == "页面"
    assert [(remark.code, remark.span) for remark in made.remarks] == [
        ("DOC001", Span(11, 12)),
        ("DOC001", Span(13, 14)),
    ]
    assert "U+000C" in made.remarks[0].message


def test_their_place_is_looked_for_in_the_block_when_the_text_has_none(word):
    source = "标题\n页\x0c面\x0c码\n"
    made = word(Para((Str("页\x0c面\x0c码"),), span=Span(3, 8)), context={"decoded": source})
    assert [remark.span for remark in made.remarks] == [Span(4, 5), Span(6, 7)]


def test_tabs_and_line_ends_in_code_become_tabs_and_breaks(word):
    assert word(CodeBlock(Attr(), "if x:\n\tpass")).text == "if x:\n\tpass"


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("2025年", ["2025年"]),
        ("“贯彻”……", ["“贯彻”……"]),
        ("用Python写", ["用Python写"]),
        ("北京·上海—广州", ["北京·上海—广州"]),
        ("说it’s好", ["说", "好"]),
        ("5℃", ["5℃"]),
        ("读作zhōng的字", ["读作", "的字"]),
        ("α射线", ["射线"]),
        ("𠮷野家", ["𠮷野家"]),
    ],
)
def test_marks_of_both_scripts_go_with_the_hanzi(text, wide):
    pieces = re.findall(r"<w:r>(<w:rPr>.*?</w:rPr>)?<w:t [^>]*>(.*?)</w:t></w:r>", runs(text))
    assert "".join(piece for _, piece in pieces) == text
    assert [piece for hint, piece in pieces if "eastAsia" in hint] == wide


def test_an_english_paragraph_keeps_its_quotes_in_the_latin_face(word):
    assert "eastAsia" not in word("“It’s fine” — really…").body


def test_a_sentence_stays_in_one_run_under_the_hint_of_its_marks(word):
    """ASCII is Latin by its code points, with or without the hint: there is nothing to part."""
    body = word("“三严三实”共12条").body
    assert body == '<w:p><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>' + (
        '<w:t xml:space="preserve">“三严三实”共12条</w:t></w:r></w:p>'
    )


@given(st.text(st.sampled_from("甲乙12ab é’·“—α&<\t\x0c"), min_size=1, max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_short_way_for_plain_paragraphs_gives_what_the_long_way_gives(word, text):
    alone, beside = word(text), word(Para((Str(text), Str(""))))
    assert alone.body == beside.body
    assert len(alone.remarks) == len(beside.remarks)


def test_markup_in_the_text_stays_text(word):
    assert word("<w:b/> & </w:t> ]]>").text == "<w:b/> & </w:t> ]]>"
