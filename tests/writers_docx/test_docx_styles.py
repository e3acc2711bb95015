"""Styles, grid and page of GB/T 9704, as Word and LibreOffice take them."""

from __future__ import annotations

import re

import pytest

from convert.contracts import Context
from convert.nodes import Attr, Document, Header, Para, Str
from convert.profile import BUILT_IN, load
from convert.writers.docx import DocxOptions, write
from tests.writers_docx.conftest import Word


def test_the_page_is_a4_with_the_margins_of_5_2(word):
    section = word("文").xml()
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in section
    assert 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"' in section


def test_the_grid_is_22_lines_of_28_characters(word):
    made = word("文")
    normal = made.style("Normal")
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in made.xml()
    assert 'w:line="579" w:lineRule="exact"' in normal
    assert '<w:spacing w:val="-5"/>' in normal


def test_the_character_grid_of_word_replaces_the_tracking(word):
    made = word("文", grid="chars")
    assert '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>' in made.xml()
    assert '<w:spacing w:val="0"/>' in made.style("Normal")


def test_indents_stand_in_twips_and_in_characters(word):
    made = word("文")
    assert 'w:firstLine="630" w:firstLineChars="200"' in made.style("Normal")
    assert 'w:firstLine="0" w:firstLineChars="0"' in made.style("flush")


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_styles_stand_under_words_own_names(word, name):
    made = word("文", profile=name)
    styles = made.xml("word/styles.xml")
    for known in ["Normal", "Title", "Subtitle", *(f"heading {level}" for level in range(1, 10)), "toc 1", "footer",
                  "Table Grid", "List Paragraph", "caption", "footnote text", "footnote reference", "Hyperlink"]:  # fmt: skip
        assert styles.count(f'<w:name w:val="{known}"/>') == 1, known
    assert "Theme" not in styles
    ids = re.findall(r'w:styleId="([^"]+)"', styles)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<w:(?:basedOn|next|link) w:val="([^"]+)"', styles)) <= set(ids)


def test_headings_have_outline_levels_and_chinese_faces(word):
    made = word(Header(2, Attr(), (Str("（一）目标"),)))
    assert made.paragraphs() == [("Heading2", "（一）目标")]
    style = made.style("heading 2")
    assert '<w:outlineLvl w:val="1"/>' in style
    assert 'w:eastAsia="楷体_GB2312"' in style
    assert "w:customStyle" not in style


def test_chapters_of_a_law_stand_in_the_outline_by_their_level(word):
    chapter = Attr("", ("chapter",))
    made = word(Header(1, chapter, (Str("第一章　总则"),)), Header(2, chapter, (Str("第一节　一般规定"),)))
    assert [style for style, _ in made.paragraphs()] == ["Chapter", "Chapter2"]
    assert '<w:basedOn w:val="Heading1"/>' in made.style("chapter")
    assert '<w:basedOn w:val="Heading2"/>' in made.style("chapter 2")
    assert '<w:jc w:val="center"/>' in made.style("chapter 2")


@pytest.mark.parametrize(("fonts", "face"), [("gb2312", "仿宋_GB2312"), ("plain", "仿宋"), ("free", "FandolFang R")])
def test_font_sets_are_switchable(word, fonts, face):
    made = word("文", fonts=fonts)
    assert f'w:eastAsia="{face}"' in made.style("Normal")
    assert f'<w:font w:name="{face}">' in made.xml("word/fontTable.xml")


def test_a_face_that_may_be_missing_names_another(word):
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="FangSong_GB2312"/>' in word("文").xml("word/fontTable.xml")


def test_page_numbers_are_fields_odd_right_even_left(word):
    made = word("文")
    odd, even = made.xml("word/footer-default.xml"), made.xml("word/footer-even.xml")
    assert " PAGE " in odd
    assert 'w:right="280" w:rightChars="100"' in odd and '<w:jc w:val="right"/>' in odd
    assert 'w:left="280" w:leftChars="100"' in even and '<w:jc w:val="left"/>' in even
    assert "<w:evenAndOddHeaders/>" in made.xml("word/settings.xml")
    assert '<w:footerReference w:type="even"' in made.xml()


def test_a_letter_has_no_number_on_its_first_page(word):
    assert "<w:titlePg/>" in word("文", profile="letter").xml()


def test_settings_carry_compatibility_mode_15_and_the_kinsoku_of_chinese(word):
    settings = word("文").xml("word/settings.xml")
    assert re.search(r'w:name="compatibilityMode"[^>]*w:val="15"', settings)
    assert 'characterSpacingControl w:val="compressPunctuation"' in settings
    after = re.search(r'noLineBreaksAfter w:lang="zh-CN" w:val="([^"]*)"', settings)
    before = re.search(r'noLineBreaksBefore w:lang="zh-CN" w:val="([^"]*)"', settings)
    assert after and {"《", "〔", "（"} <= set(after[1])
    assert before and {"，", "》", "年", "%", "号"} <= set(before[1])


def test_units_that_stand_behind_numbers_begin_no_line(word):
    made = word(
        "新建12个站点、35个车位，补助3.4万户。", "每个人都要学习，个别人除外。2026年的工作，年年如此，年年不同。"
    )
    before = re.search(r'noLineBreaksBefore w:lang="zh-CN" w:val="([^"]*)"', made.xml("word/settings.xml"))
    assert before and {"万", "户", "个", "月"} <= set(before[1])
    assert not {"年", "人", "点"} & set(before[1])


@pytest.mark.parametrize(
    "address", ["https://www.example.gov.cn/zwgk/gfxwj/202601/t20260115.html", "office.of.archives@example.gov.cn"]
)
def test_a_long_address_may_break_anywhere_and_stretches_no_line(word, address):
    made = word(f"详见{address}公布的计划。", "见www.a.cn。")
    style = made.style("Normal address")
    assert '<w:wordWrap w:val="0"/>' in style and '<w:jc w:val="left"/>' in style
    assert [style for style, _ in made.paragraphs()] == ["NormalAddress", ""]


@pytest.mark.parametrize(
    ("hanging", "target", "flag"),
    [(False, "word", ' w:val="0"'), (False, "libreoffice", ""), (True, "word", ""), (True, "libreoffice", "")],
)
def test_marks_hang_in_word_as_the_profile_says(hanging, target, flag):
    house = load("gongwen", overlay={"typesetting": {"hanging": hanging}})
    options = DocxOptions(hanging_marks=target)
    normal = Word(write(Document(blocks=(Para((Str("文"),)),)), options, Context(house))).style("Normal")
    assert f"<w:overflowPunct{flag}/>" in normal


def test_every_style_of_a_profile_is_there(word):
    styles = word("文").xml("word/styles.xml")
    for name in load("gongwen").styles:
        assert f'<w:name w:val="{load("gongwen").style(name).name}"/>' in styles


@pytest.mark.parametrize(
    ("text", "meta", "lang"),
    [
        ("各单位：定于三月召开会议，请准时参加。", {}, "zh-CN"),
        ("各單位：茲定於三月召開會議，請準時參加。", {}, "zh-TW"),
        ("“國”字的繁体写法与简体不同，这里说的是书写。", {}, "zh-CN"),
        ("各單位：茲定於三月召開會議。", {"lang": "zh-HK"}, "zh-HK"),
        ("各单位", {"lang": "zh-Hant"}, "zh-TW"),
        ("各单位", {"lang": 'zh"><x'}, "zh-CN"),
        ("文", {"lang": "en"}, "zh-CN"),
    ],
)
def test_the_language_is_that_of_the_script(word, text, meta, lang):
    made = word(text, meta=meta)
    assert f'w:eastAsia="{lang}" w:bidi="ar-SA"/>' in made.xml("word/styles.xml")
    settings = made.xml("word/settings.xml")
    assert f'<w:themeFontLang w:val="en-US" w:eastAsia="{lang}"/>' in settings
    assert f'<w:noLineBreaksBefore w:lang="{lang}"' in settings


def settings(made):
    return made.xml("word/settings.xml")


def line_breaks(made, which):
    found = re.search(rf'<w:noLineBreaks{which} w:lang="zh-CN" w:val="([^"]*)"/>', settings(made))
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("依据某政发〔2026〕3号和某政发〔2025〕第12号。", "〕第"),
        ("三三制〔3〕的原则〔4〕，依据某政发〔2026〕3号。", "第"),
        ("第一条说的是第3条。", "〕第"),
        ("门第和次第，等第与及第。", "〕"),
        ("没有数字。", "〕第"),
    ],
)
def test_no_line_ends_before_the_number_that_a_sign_begins(word, text, held):
    """〔2026〕3号 and 第3条 stay whole in Word; 〕 behind the mark of a note holds nothing."""
    assert line_breaks(word(text), "After").removeprefix("$(£¥[{·‘“〈《「『【〔〖（．［｛￡￥№") == held


def test_settings_are_those_of_chinese_word(word):
    inside = re.search(r"<w:compat>(.*?)<w:compatSetting", settings(word("文")), re.S)
    assert inside
    assert re.findall(r"<w:(\w+)/>", inside[1]) == [
        "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
        "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Normal", '<w:uiPriority w:val="0"/><w:qFormat/>'),
        ("heading 2", '<w:uiPriority w:val="9"/><w:unhideWhenUsed/><w:qFormat/>'),
        ("footer", '<w:uiPriority w:val="99"/><w:unhideWhenUsed/>'),
        ("footnote text", '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'),
        ("recipients", '<w:uiPriority w:val="12"/><w:qFormat/>'),
    ],
)
def test_styles_are_listed_as_word_lists_them(word, name, listed):
    assert listed in word("文").style(name)


def test_styles_of_roles_have_chinese_names_beside_their_own(word):
    made = word("文")
    assert '<w:name w:val="recipients"/><w:aliases w:val="主送机关"/>' in made.style("recipients")
    assert "w:aliases" not in made.style("heading 1") + made.style("Title")


def test_every_style_of_the_profiles_has_a_chinese_name_or_is_one_of_words_own(word):
    for profile in ("gongwen", "book", "letter"):
        styles = word("文", profile=profile).xml("word/styles.xml")
        custom = re.findall(r'<w:style [^>]*w:customStyle="1"[^>]*><w:name w:val="([^"]+)"/>(<w:aliases)?', styles)
        assert {name for name, alias in custom if not alias} <= {"chapter 2", "chapter 3"}


def test_code_is_not_proofed_and_takes_hanzi_from_a_face_that_has_them(word):
    style = word("文").style("Source Code")
    assert "<w:noProof/>" in style
    assert 'w:ascii="Courier New" w:eastAsia="黑体"' in style


def test_the_lists_keep_to_what_word_can_hold(word):
    """100 characters that begin no line and 50 that end none: the units used most come first."""
    units = "年月日号元万亿时分秒天周岁千百角美欧镑吨克斤两公里米厘毫微升顷亩度瓦赫兹伏安个人名位户家项次届期条章节款篇页卷册件台辆艘架座栋套间层级类种批轮场组队倍成点"
    made = word(*("".join(f"共3{unit}，" for unit in units), "又有5栋，又有6栋。"))
    assert len(line_breaks(made, "Before")) == 100
    assert "栋" in line_breaks(made, "Before")
    assert len(line_breaks(made, "After")) <= 50


def test_no_mark_hangs_beyond_a_grid_of_characters(word):
    flag = "<w:doNotWrapTextWithPunct/>"
    assert flag in settings(word("文", grid="chars"))
    assert flag not in settings(word("文"))
