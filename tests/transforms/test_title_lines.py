"""Titles are broken by sense and shape (GB/T 9704 7.3.1)."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.nodes import Emph, LineBreak, Str
from convert.transforms.placement import em_width
from convert.transforms.title import balanced, break_title, titles_whole

CASES = [
    ("关于开展本市2025年水路运输及其辅助业核查工作的通知", ["关于开展本市2025年水路运输", "及其辅助业核查工作的通知"]),
    ("中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要",
     ["中华人民共和国国民经济和社会发展", "第十四个五年规划和2035年远景目标纲要"]),
    ("某某市人民政府办公室关于进一步加强校园安全管理工作的通知", ["某某市人民政府办公室", "关于进一步加强校园安全管理工作的通知"]),
    ("某市人民代表大会常务委员会关于修改《某市文物保护条例》的决定", ["某市人民代表大会常务委员会", "关于修改《某市文物保护条例》的决定"]),
    ("决胜全面建成小康社会，夺取新时代中国特色社会主义伟大胜利", ["决胜全面建成小康社会，", "夺取新时代中国特色社会主义伟大胜利"]),
    ("在庆祝中国共产主义青年团成立100周年大会上的讲话", ["在庆祝中国共产主义青年团", "成立100周年大会上的讲话"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "lines"), CASES)
def test_a_title_reads_well_line_by_line(title, lines):
    assert list(break_title(title, 20)) == lines


def test_a_short_title_is_one_line():
    assert break_title("工作报告", 20) == ("工作报告",)


NAMES = st.sampled_from(
    ["某某市人民政府", "国务院办公厅", "关于", "印发", "《安全生产条例》", "《“十四五”规划》", "2025年", "第3届", "水路运输",
     "和", "“放管服”改革", "工作", "的", "通知", "实施意见", "Python", "〔2025〕3号", "——", "进一步加强", "、"]
)  # fmt: skip


@given(st.lists(NAMES, min_size=1, max_size=14), st.sampled_from([14.0, 17.5, 20.0]))
@settings(max_examples=120)
def test_no_line_is_too_long_or_splits_what_belongs_together(parts, width):
    title = "".join(parts)
    lines = break_title(title, width)
    assert "".join(lines) == title
    for line in lines:
        assert em_width(line.rstrip()) <= width
    for above, below in pairwise(lines):
        assert below[0] not in "，、。）》”的"
        assert above[-1] not in "（《“〔"
    for whole in re.findall(r"\d+年|第\d届|〔\d+〕\d+号|Python|——", title):
        assert sum(line.count(whole) for line in lines) == title.count(whole)
    for book in {"《安全生产条例》", "《“十四五”规划》"}:
        assert sum(line.count(book) for line in lines) == title.count(book)


def test_lines_do_not_narrow_and_widen_again():
    lines = break_title(
        "某某省人民政府办公厅转发省发展改革委关于加快建设全省一体化政务大数据中心体系若干意见的通知", 16
    )
    widths = [em_width(line) for line in lines]
    assert not any(
        upper > middle + 0.5 < lower for upper, middle, lower in zip(widths, widths[1:], widths[2:], strict=False)
    )


def test_breaks_go_into_the_inlines_where_the_lines_end():
    inlines = (Str("关于开展本市2025年水路运输及其"), Emph((Str("辅助业核查工作的通知"),)))
    assert balanced(inlines, 20) == (
        Str("关于开展本市2025年水路运输"), LineBreak(), Str("及其"), Emph((Str("辅助业核查工作的通知"),)),
    )  # fmt: skip


def test_a_break_of_the_source_is_kept_alone():
    inlines = (Str("关于开展本市2025年水路运输"), LineBreak(), Str("及其辅助业核查工作的通知"))
    assert balanced(inlines, 20) == inlines


def test_traditional_words_stay_whole_too():
    assert break_title("關於給予張三同志記功表彰並在全系統開展向其學習活動的決定", 20) == (
        "關於給予張三同志記功表彰", "並在全系統開展向其學習活動的決定",
    )  # fmt: skip


def test_a_break_stands_before_a_title_that_a_line_end_would_part():
    assert titles_whole((Str("关于印发《管理办法》"),), 8, 8) == (Str("关于印发"), LineBreak(), Str("《管理办法》"))
    assert titles_whole((Str("关于印发《管理办法》"),), 10, 10) == (Str("关于印发《管理办法》"),)
    assert titles_whole((Str("关于印发《城市公园管理实施办法》"),), 8, 8) == (Str("关于印发《城市公园管理实施办法》"),)


@given(st.text("文学《》、。Aa1", max_size=60), st.integers(5, 20), st.integers(4, 20))
def test_such_breaks_add_nothing_and_stand_only_before_marks(text, first, rest):
    made = titles_whole((Str(text),), first, rest)
    words = [part.text for part in made if isinstance(part, Str)]
    assert "".join(words) == text
    assert all(word.startswith("《") for word in words[1:])
