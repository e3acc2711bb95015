"""Those who sign: 签发人 in rows of two (7.2.6), seals in rows (7.3.5.1), organs below one another (7.3.5.2), stamps."""

from __future__ import annotations

import re

import pytest

from convert.nodes import Para, Role, Str
from convert.profile import load
from convert.transforms.signature import SEAL, post_and_name, seal_middles
from convert.walk import div

CELL = 315
"""A character of the grid in twips."""


def part(role, *texts):
    return div(role, *(Para((Str(text),)) for text in texts))


def stops(made, text):
    """Tab stops, in characters, of the paragraph that holds `text`."""
    paragraph = next(found for found in re.findall(r"<w:p>.*?</w:p>", made.body) if text in found)
    found = re.findall(r'<w:tab w:val="(\w+)" w:pos="(\d+)"/>', paragraph)
    return [(kind, round(int(at) / CELL, 2)) for kind, at in found]


def rows(made, *styles):
    return [text for style, text in made.paragraphs() if style in styles]


HEAD = {"issuer-mark": "某某市人民政府", "doc-number": "某政发〔2026〕17号"}


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        ("张三", ["某政发〔2026〕17号签发人：张三"]),
        ("张三、李四明", ["某政发〔2026〕17号签发人：张三李四明"]),
        ("张三、李四明、王五", ["签发人：张三李四明", "某政发〔2026〕17号王五"]),
        ("张三 李四明 王五 赵六", ["签发人：张三李四明", "某政发〔2026〕17号王五赵六"]),
        ("甲一、甲二、甲三、甲四、甲五", ["签发人：甲一甲二", "甲三甲四", "某政发〔2026〕17号甲五"]),
    ],
)
def test_two_who_sign_stand_on_a_line_and_the_number_on_the_last(word, names, lines):
    made = word(part(Role.TITLE, "请示"), meta={**HEAD, "signer": names})
    assert rows(made, "DocNumber", "Signer") == lines


def test_each_row_begins_under_the_first_name_and_ends_one_from_the_right(word):
    made = word(part(Role.TITLE, "请示"), meta={**HEAD, "signer": "张三、欧阳若兰、王五、赵六"})
    start = 28 - 1 - (4 + 2 + 1 + 4)
    assert stops(made, "欧阳若兰") == [("left", start), ("left", start + 4 + 3)]
    assert stops(made, "王五") == [("left", start + 4), ("left", start + 7)]


def test_names_that_would_run_into_a_long_number_stand_one_on_a_line(word):
    number = "某某高新技术开发区管政办发〔2026〕17号"
    made = word(part(Role.TITLE, "请示"), meta={**HEAD, "doc-number": number, "signer": "张三、李四"})
    assert rows(made, "DocNumber", "Signer") == ["签发人：张三", f"{number}李四"]


def test_marks_between_names_of_the_text_stay(word):
    signer = div(Role.SIGNER, Para((Str("签发人：张三、李四"),)), span=(0, 9))
    assert "张三、" in word(part(Role.ISSUER_MARK, "某市文件"), signer).text


# --- seals -----------------------------------------------------------------------------------------------


def sealed(word, *organs, date="2026年3月1日"):
    return word("正文", part(Role.SIGNATURE, *organs), part(Role.DATE, date), meta={"seal": "true"})


def before(made, text):
    found = re.search(r'w:before="(\d+)"', made.place(text))
    return int(found[1]) / 579 if found else 1.0


def test_a_seal_has_two_blank_lines_above_its_organ(word):
    assert before(sealed(word, "市财政局"), "市财政局") == 2


def test_organs_that_seal_together_stand_in_rows_the_last_above_the_date(word):
    made = sealed(word, "市教育局", "市公安局", "市财政局")
    assert rows(made, "Signature") == ["市教育局市公安局", "市财政局"]
    (_, first), (kind, second) = stops(made, "市教育局")
    assert kind == "center"
    assert second - first >= SEAL + 1
    date = 2 + 4 + 1 + 1.0  # em of 2026年3月1日 with its gaps
    assert second == pytest.approx(28 - 4 - (date - 0.25) / 2, abs=0.5)
    assert before(made, "市财政局") == 4  # five lines to the next row: seals of 45 mm do not touch


@pytest.mark.parametrize("widest", [4, 8, 10, 13, 13.5])
@pytest.mark.parametrize("date", [7.5, 9.25])
def test_seals_of_two_columns_stay_in_the_block_and_apart(widest, date):
    middles = seal_middles(widest, date, 28, 2)
    cell = max(widest, SEAL)
    assert len(middles) == 2
    assert middles[0] - cell / 2 >= 0
    assert middles[1] + cell / 2 <= 28
    assert middles[1] - middles[0] >= cell + 1


def test_names_too_long_for_two_columns_stand_one_a_row():
    assert len(seal_middles(15, 8, 28, 3)) == 1


# --- without a seal --------------------------------------------------------------------------------------


def test_organs_without_seals_begin_where_the_widest_does(word):
    made = word(
        "正文", part(Role.SIGNATURE, "市交通委员会", "市公安管理局办公室", "市府"), part(Role.DATE, "2026年3月1日")
    )
    left = [re.search(r'w:leftChars="(\d+)"', made.place(name))[1] for name in ("交通", "公安", "市府")]  # type: ignore[index]
    assert set(left) == {str((28 - 2 - 9) * 100)}
    assert '<w:jc w:val="left"/>' in made.place("市府")


def test_organs_nearly_as_wide_are_spread_to_one_width(word):
    made = word("正文", part(Role.SIGNATURE, "市交通委", "市公安局办"), part(Role.DATE, "2026年3月1日"))
    style = made.place("交通")
    assert '<w:jc w:val="distribute"/>' in style
    width = 28 - sum(int(re.search(rf'w:{side}Chars="(\d+)"', style)[1]) for side in ("left", "right")) / 100  # type: ignore[index]
    assert width == 5


# --- stamps ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("profile", "meta"), [("order", {}), ("gongwen", {"stamp": "true"})])
def test_the_post_stands_2_before_the_name_which_keeps_4_from_the_right(word, profile, meta):
    made = word(
        "正文", part(Role.SIGNATURE, "省　长　王某某"), part(Role.DATE, "2026年3月1日"), profile=profile, meta=meta
    )
    assert stops(made, "王某某") == [("left", 28 - 4 - 3)]
    assert f'w:leftChars="{(28 - 4 - 3 - 2 - 3) * 100}"' in made.place("王某某")
    assert before(made, "王某某") == 2
    assert before(made, "2026") == 1
    assert 'w:rightChars="400"' in made.style("date")


def test_stamps_of_several_stand_one_under_another(word):
    made = word(
        "正文",
        part(Role.SIGNATURE, "教育局局长　王某某", "公安局局长　李　四"),
        part(Role.DATE, "2026年3月1日"),
        meta={"stamp": "是"},
    )
    assert stops(made, "王某某") == stops(made, "李　四") == [("left", 21)]


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("省长　王某某", ("省长", "王某某")),
        ("市　长 李 四", ("市　长", "李 四")),
        ("主任  阿里木·买买提", ("主任", "阿里木·买买提")),
        ("某某市人民政府", ("", "某某市人民政府")),
    ],
)
def test_post_and_name_part_at_their_blank(text, parted):
    assert post_and_name(text) == parted


def test_profiles_name_the_styles_of_all_parts():
    styles = load("gongwen").styles
    assert {"signature", "date", "signer", "signer-name", "doc-number"} <= set(styles)
