"""Single lines: marks squeezed, gaps beside Latin, hanging marks, quotes, hyphens, rigid words (clreq 3)."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert import profile
from convert.chars import NO_LINE_START, Kinsoku
from convert.diagnostics import Diagnostic
from convert.layout import layout
from convert.layout.frames import GlyphRun
from convert.nodes import Emph, Para, Ruby, SoftBreak, Str, Strong
from convert.profile import Profile

sys.path.insert(0, str(Path(__file__).parent))

from placing import HYPHEN, all_lines, document, lines, para

PROSE = profile.load("prose")
EM = 12.0


def runs(text: str, house: Profile = PROSE) -> list[GlyphRun]:
    page = layout(document(text), house).pages[0]
    return [item for item in page.items if isinstance(item, GlyphRun) and item.element >= 0]


def advances(text: str) -> dict[int, float]:
    """Return the advance in em of each character of a short paragraph."""
    flat = [width for run in runs(text) for width in run.advances]
    return {index: round(width / EM, 3) for index, width in enumerate(flat)}


def test_adjacent_full_width_marks_share_half_an_em() -> None:
    assert advances("他说：“好。”再")[2] == 0.5
    assert advances("他说：“好。”再")[5] == 0.5
    assert advances("他说：“好。”再")[6] == 1.0
    assert advances("《〈甲〉》乙")[0] == 0.5


def test_a_quarter_em_parts_hanzi_from_latin_but_not_from_marks() -> None:
    with_gap = advances("用A好，A，好")
    assert with_gap[0] == 1.25
    assert with_gap[2] == 1.0 and with_gap[3] == 1.0
    letter = advances("A")[0]
    assert with_gap[1] == pytest.approx(letter + 0.25, abs=0.001)
    assert with_gap[4] == pytest.approx(letter, abs=0.001)


def test_the_two_em_dash_of_song_is_one_glyph_two_em_wide() -> None:
    found = [run for run in runs("甲——乙") if "——" in run.texts]
    assert len(found) == 1
    assert found[0].advances == (2 * EM,)


def test_latin_quotes_and_apostrophes_are_narrow_beside_latin() -> None:
    assert advances("It’s a “test” of quotes")[2] < 0.4
    assert advances("他说It’s好")[4] < 0.4
    assert advances("他说“好”")[2] == 1.0


def test_hanging_marks_stand_outside_the_measure_when_asked() -> None:
    text = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致，" * 6
    house = replace(PROSE, typesetting=replace(PROSE.typesetting, hanging=True))
    edge = PROSE.page.width - PROSE.page.right
    found = list(all_lines(layout(document(text), house)))
    beyond = [placed for placed in found if placed.right > edge + 0.1]
    assert all(placed.text.endswith("，") for placed in beyond)
    assert all(placed.right <= edge + EM / 72 * 25.4 + 0.1 for placed in found)
    assert not [placed for placed in all_lines(layout(document(text), PROSE)) if placed.right > edge + 0.1]


def test_a_word_too_long_for_the_line_is_cut_and_reported() -> None:
    remarks: list[Diagnostic] = []
    frames = layout(document("见" + "x" * 200 + "。"), PROSE, report=remarks.append)
    assert {remark.code for remark in remarks} == {"LAY002"}
    assert all(placed.right <= 180.1 for placed in all_lines(frames))


def test_an_address_breaks_after_its_signs() -> None:
    address = "https://docs.example.org/library/internationalization/reference/typesetting/index.html"
    found = list(all_lines(layout(document(f"参见{address}和其他的文件。" * 3), PROSE)))
    ends = [placed.text[-1] for placed in found[:-1] if placed.text[-1].isascii()]
    assert ends and all(end in "/.-_" or end == "l" for end in ends)


def test_long_latin_words_are_hyphenated_without_adding_text() -> None:
    text = "Internationalization considerations notwithstanding, typographical characteristics " * 6
    narrow = replace(PROSE, page=replace(PROSE.page, left=60.0, right=60.0))
    found = [placed.text for placed in all_lines(layout(document(text), narrow))]
    assert any(placed.endswith(HYPHEN) for placed in found)
    assert "".join(found).replace(HYPHEN, "").rstrip() == text.rstrip()


def test_emphasis_is_kai_and_bold_song_a_bold_face() -> None:
    page = layout(document(Para((Emph((Str("强调 x"),)), Strong((Str("重"),))))), PROSE).pages[0]
    found = [(i.face, i.italic, i.bold) for i in page.items if isinstance(i, GlyphRun) and i.element >= 0]
    assert found == [("kai", False, False), ("song", True, False), ("title", False, False)]


def test_a_reading_stands_above_its_text_and_after_it_in_order() -> None:
    page = layout(document(Para((Ruby((Str("汉字"),), "hànzì"), Str("好。")))), PROSE).pages[0]
    base, reading, rest = [item for item in page.items if isinstance(item, GlyphRun) and item.element >= 0]
    assert ["".join(run.texts) for run in (base, reading, rest)] == ["汉字", "hànzì", "好。"]
    assert reading.y < base.y - 0.8 * EM
    assert reading.size == EM / 2


def test_the_strict_level_keeps_dashes_and_ellipses_from_line_starts() -> None:
    text = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳" + "云" * 5
    strict = replace(PROSE, typesetting=replace(PROSE.typesetting, kinsoku="strict"))
    for cut in range(8):
        found = list(all_lines(layout(document(text[cut:] + "——腾致雨……" * 12), strict)))
        assert all(placed.text[0] not in NO_LINE_START[Kinsoku.STRICT] for placed in found[1:])


TEXT = st.text(
    st.sampled_from("天地玄黄宇宙洪荒，。、；：！？“”‘’（）《》〔〕—…·abcXYZ 0129.%-/年月日　〇龘é\u0301αЖ￥★①"),
    min_size=1,
    max_size=160,
)


@settings(max_examples=60, deadline=None)
@given(TEXT, st.sampled_from(["gongwen", "book"]))
def test_whatever_the_text_each_character_is_set_once_in_order_within_the_measure(text: str, name: str) -> None:
    house = profile.load(name)
    frames = layout(document(para(text)), house)
    found = [i for page in frames.pages for i in page.items if isinstance(i, GlyphRun) and i.element >= 0]
    assert "".join("".join(run.texts) + run.suffix for run in found) == text
    edge = house.page.width - house.page.right + 0.01
    assert all(placed.right <= edge for page in frames.pages for placed in lines(page))


def test_a_soft_break_parts_latin_words_but_not_hanzi() -> None:
    page = layout(document(Para((Str("甲"), SoftBreak(), Str("乙 one"), SoftBreak(), Str("two")))), PROSE).pages[0]
    assert "".join("".join(i.texts) for i in page.items if isinstance(i, GlyphRun) and i.element >= 0) == "甲乙 one two"


def test_a_mark_combines_with_its_letter_whatever_the_face() -> None:
    found = [run for run in runs("音x\u0304好") if "x\u0304" in run.texts]
    assert len(found) == 1
    assert len(found[0].glyphs) == 2
    assert -EM * 0.6 < found[0].offsets[1][0] < 0


def test_a_long_word_after_a_few_hanzi_goes_whole_to_the_next_line() -> None:
    word = "pneumonoultramicroscopicsilicovolcanoconiosis"
    house = replace(PROSE, typesetting=replace(PROSE.typesetting, hyphenate=False))
    found = [
        placed.text for placed in all_lines(layout(document(f"天地玄黄宇宙洪荒的{word}，{word}和{word}。"), house))
    ]
    assert sum(word in text for text in found) == 3
