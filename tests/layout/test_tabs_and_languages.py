"""Tabs go on to stops; passages in another language than the document's state it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from convert import profile
from convert.layout import layout
from convert.layout.frames import Frames, GlyphRun
from convert.layout.languages import language, passages
from convert.nodes import LineBlock, Str

sys.path.insert(0, str(Path(__file__).parent))

from placing import CELL, document

GONGWEN = profile.load("gongwen")


def left_of(frames: Frames, text: str) -> float:
    """Return the left edge in pt of the character that begins `text`, counted from the text block."""
    for page in frames.pages:
        for run in page.items:
            if isinstance(run, GlyphRun) and text in "".join(run.texts):
                index = "".join(run.texts).index(text)
                return run.x + sum(run.advances[:index]) - GONGWEN.page.left * 72 / 25.4
    raise AssertionError(text)


def test_columns_parted_by_tabs_stand_under_one_another() -> None:
    rows = ("姓名\t单位\t电话", "张三丰\t财政局\t123", "欧阳\t教育局\t12345")
    frames = layout(document(LineBlock(tuple((Str(row),) for row in rows))), GONGWEN)
    second = [left_of(frames, word) for word in ("单位", "财政局", "教育局")]
    third = [left_of(frames, word) for word in ("电话", "123", "12345")]
    assert second == pytest.approx([second[0]] * 3, abs=0.01)
    assert third == pytest.approx([third[0]] * 3, abs=0.01)
    assert second[0] < third[0]


def test_stops_are_four_characters_apart_and_counted_from_the_edge() -> None:
    frames = layout(document("甲\t乙\t丙"), GONGWEN)
    assert left_of(frames, "甲") == pytest.approx(2 * CELL, abs=0.01)
    assert left_of(frames, "乙") == pytest.approx(4 * CELL, abs=0.01)
    assert left_of(frames, "丙") == pytest.approx(8 * CELL, abs=0.01)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The quick brown fox jumps over the lazy dog", "en"),
        ("Мы приехали вчера вечером", "ru"),
        ("Αυτό είναι ένα παράδειγμα", "el"),
        ("Veni vidi vici", "und"),
    ],
)
def test_languages_are_told_by_letters_and_common_words(text: str, lang: str) -> None:
    assert language(text) == lang
    assert list(passages(text)) == [(0, len(text), lang)]


@pytest.mark.parametrize("text", ["采用 Word 和 PDF 两种格式", "ISO 9001", "iPhone 15 Pro", "A", ""])
def test_names_and_terms_belong_to_their_sentence(text: str) -> None:
    assert list(passages(text)) == []


def test_a_passage_in_a_sentence_and_a_paragraph_of_its_own_state_their_language() -> None:
    frames = layout(
        document("他写道 to be or not to be，然后搁笔。", "This is a paragraph of English, set in Chinese pages."),
        GONGWEN,
    )
    spoken = [element for element in frames.elements if ("Lang", "en") in element.attributes]
    assert [element.kind for element in spoken] == ["Span", "P"]
    inside = frames.elements.index(spoken[0])
    runs = [item for page in frames.pages for item in page.items if isinstance(item, GlyphRun)]
    assert "".join("".join(run.texts) for run in runs if run.element == inside) == "to be or not to be"
