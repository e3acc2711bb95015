"""Each character can be taken out of the file again, once and in order, whatever glyph paints it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.layout.frames import Frames, GlyphRun
from tests.judges import structure
from tests.writers_pdf.conftest import Desk


def by_pdfplumber(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "".join(char["text"] for page in pdf.pages for char in page.chars)


def by_pdfium(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def by_structure(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return structure.read(pdf).text


READERS = pytest.mark.parametrize("read", [by_pdfplumber, by_pdfium, by_structure])


@READERS
@pytest.mark.parametrize("face", ["fang", "kai", "hei", "title", "song"])
def test_plain_text_comes_back(desk: Desk, read: Callable[[bytes], str], face: str) -> None:
    text = "为贯彻落实“十四五”规划，现将《办法》印发给你们——请认真执行……"
    data = desk.paint(desk.frames(desk.page(desk.run(text, size=10, element=0, name=face))))
    assert read(data) == text


@READERS
def test_one_glyph_for_two_characters(desk: Desk, read: Callable[[bytes], str]) -> None:
    """The Kangxi radical ⼀ and the hanzi 一 look alike; each stays what it is."""
    run = desk.run("一⼀一⼈人", name="song", element=0)
    assert run.glyphs[0] == run.glyphs[1]
    assert read(desk.paint(desk.frames(desk.page(run)))) == "一⼀一⼈人"


def _ligature(desk: Desk) -> GlyphRun:
    run = desk.run("afia", name="song", element=0)
    parts = (run.glyphs[0], run.glyphs[1], run.glyphs[3])
    return replace(run, glyphs=parts, advances=(8.0, run.advances[1], 8.0), texts=("a", "fi", "a"))


@READERS
def test_one_glyph_for_several_characters(desk: Desk, read: Callable[[bytes], str]) -> None:
    assert read(desk.paint(desk.frames(desk.page(_ligature(desk))))) == "afia"


@READERS
def test_several_glyphs_for_one_character(desk: Desk, read: Callable[[bytes], str]) -> None:
    """A glyph without text of its own says nothing, although it is another character elsewhere.

    pdfium puts a blank into the place of the glyph that says nothing.
    """
    run = desk.run("x'y'", name="song", element=0)
    clusters = replace(run, texts=("x", "", "y", "'"))
    assert read(desk.paint(desk.frames(desk.page(clusters)))).replace("x y", "xy") == "xy'"


@READERS
def test_as_many_glyphs_as_characters_share_them(desk: Desk, read: Callable[[bytes], str]) -> None:
    run = desk.run("ab丙", name="song", element=0)
    clusters = replace(run, texts=("e\u0301", "", "丙"))
    assert read(desk.paint(desk.frames(desk.page(clusters)))) == "e\u0301丙"


@READERS
def test_beyond_the_basic_plane(desk: Desk, read: Callable[[bytes], str]) -> None:
    run = replace(desk.run("囗", name="song", element=0), texts=("𠮷",))
    assert read(desk.paint(desk.frames(desk.page(run)))) == "𠮷"


@pytest.mark.parametrize("read", [by_pdfplumber, by_structure])
def test_a_blank_taken_away_at_the_line_end_is_still_there_to_extract(desk: Desk, read: Callable[[bytes], str]) -> None:
    first = desk.run("open", name="song", element=0, suffix=" ")
    second = desk.run("source", name="song", element=0, y=150.0)
    assert read(desk.paint(desk.frames(desk.page(first, second)))) == "open source"


def test_the_blank_has_no_width(desk: Desk) -> None:
    run = desk.run("open", name="song", element=0, suffix=" ")
    with pdfplumber.open(io.BytesIO(desk.paint(desk.frames(desk.page(run))))) as pdf:
        letters = pdf.pages[0].chars
    assert letters[-1]["text"] == " "
    assert letters[-1]["x1"] == pytest.approx(letters[-2]["x1"], abs=0.1)


def test_glyphs_stand_where_the_frame_says(desk: Desk) -> None:
    run = desk.run("北京，上海", element=0)
    justified = replace(run, advances=(16.5, 16.25, 8.0, 17.125, 16.0))
    with pdfplumber.open(io.BytesIO(desk.paint(desk.frames(desk.page(justified))))) as pdf:
        letters = pdf.pages[0].chars
    at = 79.37
    for letter, advance in zip(letters, justified.advances, strict=True):
        assert letter["x0"] == pytest.approx(at, abs=0.01)
        at += advance


@READERS
def test_what_is_only_drawn_says_nothing(desk: Desk, read: Callable[[bytes], str]) -> None:
    """The digits in the box of a character that no face has: at most a blank for pdfium, which heeds no empty text."""
    box = replace(desk.run("□", name="song", element=0), texts=("𢷑",))
    digits = replace(desk.run("022DD1", size=5, name="song", x=80, y=112, element=0), texts=("",) * 6)
    after = desk.run("碧鴉", x=95.37, element=0)
    assert read(desk.paint(desk.frames(desk.page(box, digits, after)))).replace(" ", "") == "𢷑碧鴉"


@READERS
def test_a_cluster_beyond_the_basic_plane(desk: Desk, read: Callable[[bytes], str]) -> None:
    cluster = replace(desk.run("02", name="song", element=0), texts=("𢷑", ""))
    assert read(desk.paint(desk.frames(desk.page(cluster)))).strip() == "𢷑"


@READERS
def test_a_wide_blank_before_what_is_beyond_the_basic_plane(desk: Desk, read: Callable[[bytes], str]) -> None:
    run = replace(desk.run("见　囗家", name="song", element=0), texts=("见", "　", "𠮷", "家"))
    assert read(desk.paint(desk.frames(desk.page(run)))) == "见　𠮷家"


@READERS
def test_squeezed_marks_stay_in_the_line(desk: Desk, read: Callable[[bytes], str]) -> None:
    """》（ set in one and a half squares overlap by the widths that the font states."""
    run = desk.run("见《办法》（试行）。", element=0)
    squeezed = replace(run, advances=(16.0, 16.0, 16.0, 16.0, 8.0, 16.0, 16.0, 16.0, 8.0, 16.0))
    data = desk.paint(desk.frames(desk.page(squeezed)), compress=False)
    assert read(data) == "见《办法》（试行）。"
    assert data.count(b"/ActualText") == 2


@READERS
def test_squeezed_marks_of_two_faces_too(desk: Desk, read: Callable[[bytes], str]) -> None:
    """Texts in two faces are shown one by one, and pdfium puts a blank after the second."""
    head = replace(desk.run("指导思想。", name="kai", element=0), advances=(16.0,) * 4 + (8.0,))
    body = desk.run("“为了", x=79.37 + 72, name="fang", element=0)
    data = desk.paint(desk.frames(desk.page(head, body)), compress=False)
    assert read(data).replace(" ", "") == "指导思想。“为了"
    assert data.count(b"/ActualText") == 1


@READERS
def test_a_wide_blank_is_stated_with_what_follows(desk: Desk, read: Callable[[bytes], str]) -> None:
    data = desk.paint(desk.frames(desk.page(desk.run("第一章　总则", element=0))), compress=False)
    assert read(data) == "第一章　总则"
    assert data.count(b"/ActualText") == 1


@READERS
def test_a_wide_blank_between_two_faces_too(desk: Desk, read: Callable[[bytes], str]) -> None:
    label = desk.run("第二条", x=80, name="hei", element=0)
    blanks = desk.run("  ", x=128, name="song", pitch=6.0, element=0)
    text = desk.run("为了保护", x=140, name="fang", element=0)
    data = desk.paint(desk.frames(desk.page(label, blanks, text)), compress=False)
    assert read(data).replace("  ", " ") == "第二条 为了保护"
    assert data.count(b"/ActualText") == 1


@READERS
def test_a_stretched_blank_too(desk: Desk, read: Callable[[bytes], str]) -> None:
    run = desk.run("to be", name="song", element=0)
    stretched = replace(run, advances=(*run.advances[:2], 14.0, *run.advances[3:]))
    data = desk.paint(desk.frames(desk.page(stretched)), compress=False)
    assert read(data) == "to be"
    assert data.count(b"/ActualText") == 1


@READERS
@pytest.mark.parametrize("alone", [True, False], ids=["in a run of its own", "in the run of the word"])
def test_a_hyphen_at_the_line_end_is_no_character_of_the_text(
    desk: Desk, read: Callable[[bytes], str], alone: bool
) -> None:
    word, sign = desk.run("inter", name="song", element=0), desk.run("-", name="song", element=0)
    second = desk.run("national", name="song", element=0, y=150.0)
    hyphen = replace(sign, x=word.x + sum(word.advances), texts=("\u00ad",))
    first = (word, hyphen)
    if not alone:
        joined = replace(word, glyphs=word.glyphs + sign.glyphs, advances=word.advances + sign.advances)
        first = (replace(joined, texts=(*word.texts, "\u00ad")),)
    found = read(desk.paint(desk.frames(desk.page(*first, second))))
    assert found.replace("\r\n", "") == "international"


def test_a_mark_squeezed_at_the_line_end_needs_no_words(desk: Desk) -> None:
    line = replace(desk.run("完毕。", element=0), advances=(16.0, 16.0, 8.0))
    data = desk.paint(desk.frames(desk.page(line, desk.run("次行", y=150, element=0))), compress=False)
    assert b"/ActualText" not in data


def test_offsets_shift_glyphs(desk: Desk) -> None:
    run = replace(desk.run("上标", element=0), offsets=((0.0, 0.0), (2.0, -5.0)))
    with pdfplumber.open(io.BytesIO(desk.paint(desk.frames(desk.page(run))))) as pdf:
        first, second = pdf.pages[0].chars
    assert second["x0"] == pytest.approx(first["x0"] + 16 + 2, abs=0.01)
    assert second["top"] == pytest.approx(first["top"] - 5, abs=0.01)


hanzi = st.sampled_from(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
)
mixed = st.text(st.one_of(hanzi, st.characters(min_codepoint=33, max_codepoint=126)), min_size=1, max_size=30)


@settings(max_examples=25, deadline=None)
@given(mixed, st.lists(st.floats(5, 25), min_size=30, max_size=30))
def test_any_text_with_any_advances(text: str, advances: list[float]) -> None:
    desk = Desk()
    run = desk.run(text, name="song", element=0)
    data = desk.paint(desk.frames(desk.page(replace(run, advances=tuple(advances[: len(text)])))))
    assert by_pdfplumber(data) == text
    assert by_structure(data) == text


def test_without_tags_the_text_is_there_too(paragraph: Callable[[str], Frames], desk: Desk) -> None:
    data = desk.paint(paragraph("没有标签"), tagged=False)
    assert by_pdfplumber(data) == by_pdfium(data) == "没有标签"
