"""What is known about characters."""

import pytest

from convert.chars import (
    CLOSING,
    NO_LINE_END,
    NO_LINE_START,
    OPENING,
    Kinsoku,
    columns,
    is_cjk,
    is_closing,
    is_hangul,
    is_hanzi,
    is_kana,
    is_latin,
    is_opening,
    is_punctuation,
    is_wide,
)


@pytest.mark.parametrize(
    ("char", "test"),
    [
        ("中", is_hanzi),
        ("〇", is_hanzi),
        ("𠮷", is_hanzi),
        ("⻓", is_hanzi),
        ("カ", is_kana),
        ("한", is_hangul),
        ("é", is_latin),
    ],
)
def test_scripts_are_told_apart(char, test):
    assert test(char)
    assert [f for f in (is_hanzi, is_kana, is_hangul, is_latin) if f(char)] == [test]


@pytest.mark.parametrize("char", "，　（Ａ￥㊣ㄅ")
def test_marks_and_full_width_forms_are_east_asian_but_no_hanzi(char):
    assert is_cjk(char)
    assert not is_hanzi(char)


def test_width_counts_cells():
    assert columns("中文abc") == 7
    assert columns("“…”") == 6
    assert columns("“…”", ambiguous=1) == 3
    assert columns("e\u0301\u200b") == 1
    assert is_wide("—")
    assert not is_wide("-")


def test_stricter_levels_forbid_more():
    assert NO_LINE_START[Kinsoku.BASIC] <= NO_LINE_START[Kinsoku.GB] < NO_LINE_START[Kinsoku.STRICT]
    assert NO_LINE_END[Kinsoku.BASIC] < NO_LINE_END[Kinsoku.GB] <= NO_LINE_END[Kinsoku.STRICT]
    assert "…" in NO_LINE_START["strict"]
    assert "…" not in NO_LINE_START["basic"]


def test_no_mark_is_forbidden_at_both_ends_but_the_solidus():
    assert NO_LINE_START[Kinsoku.STRICT] & NO_LINE_END[Kinsoku.STRICT] == {"/", "／"}


def test_pairs_open_and_close():
    assert not OPENING & CLOSING
    assert all(is_opening(char) and is_punctuation(char) for char in OPENING)
    assert all(is_closing(char) for char in CLOSING)
    assert CLOSING - {"〟"} <= NO_LINE_START[Kinsoku.BASIC]
    assert NO_LINE_END[Kinsoku.BASIC] >= OPENING
