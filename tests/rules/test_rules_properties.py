"""What holds for any text: a fixed point, exact edits, a monotone way back, protected ranges untouched."""

import json
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from convert.diagnostics import Span
from convert.rules import RuleSet, normalise
from convert.source import apply_edits

CASES = [
    json.loads(line)["input"]
    for file in sorted((Path(__file__).parent / "cases").glob("*.jsonl"))
    for line in file.read_text("utf-8").splitlines()
]
MARKS = "，。、；：？！,.;:?!“”‘’\"'()（）[]［］【】〔〕<>《》〈〉＜＞「」『』—-－─―…⋯·•・~～%％／/\\`$#@&*_=|+^{}"
ALPHABET = st.one_of(
    st.sampled_from("中文国发一二三十〇○第号年月日条改字的不王芳卡尔马"),
    st.sampled_from(MARKS),
    st.sampled_from(" \u3000\t\n\u00a0\u2003\u200b\ufeff\u00ad\u200d\r\v\u2028"),
    st.sampled_from("aAzZ019ＡａＺ０９①⑨１"),
    st.sampled_from("カか한ｶﾞ⼯⻓é\u0301\uf9f7\ue000\ufffd👨👧❤\ufe0f\U000e0100"),
    st.characters(exclude_categories=("Cs",)),
)
TEXTS = st.one_of(
    st.text(ALPHABET, max_size=60),
    st.lists(st.sampled_from(CASES), min_size=1, max_size=4).map("".join),
    st.lists(st.sampled_from(CASES), min_size=2, max_size=4).map("\n".join),
    st.builds(  # rows in which each mark leans on the one before it
        lambda unit, times, end: "甲" + unit * times + end,
        st.text(ALPHABET, min_size=1, max_size=3),
        st.integers(2, 30),
        st.sampled_from(("", "甲", "。")),
    ),
)
PROFILES = st.sampled_from(("gongwen", "prose", "web"))


@settings(max_examples=250, deadline=None)
@given(TEXTS, PROFILES, st.booleans())
def test_a_normalised_text_is_normal_and_its_edits_make_it(text, profile, unsafe):
    done = normalise(text, profile, unsafe=unsafe)
    assert apply_edits(text, done.edits) == done.text
    assert all(a.span.end <= b.span.start for a, b in zip(done.edits, done.edits[1:], strict=False))
    again = normalise(done.text, profile, unsafe=unsafe)
    assert again.text == done.text
    assert again.edits == ()


@settings(max_examples=120, deadline=None)
@given(TEXTS, PROFILES)
def test_the_way_back_is_monotone_and_exact_where_nothing_changed(text, profile):
    done = normalise(text, profile)
    origins = [done.offsets.origin(index) for index in range(len(done.text) + 1)]
    assert origins == sorted(origins)
    assert all(0 <= origin <= len(text) for origin in origins)
    made = position = 0
    for (start, end), replacement, _ in done.edits:
        for index in range(position, start):
            assert origins[made] == index
            made += 1
        made += len(replacement)
        position = end
    assert origins[made:] == list(range(position, len(text) + 1))


@settings(max_examples=120, deadline=None)
@given(TEXTS, PROFILES)
def test_every_remark_lies_in_the_source(text, profile):
    for remark in normalise(text, profile).diagnostics:
        for span in (remark.span, *remark.related):
            assert 0 <= span.start <= span.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS, PROFILES, st.data())
def test_a_protected_range_is_never_touched(text, profile, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    done = normalise(text, profile, unsafe=True, protected=[Span(start, end)])
    for edit in done.edits:
        assert start == end or edit.span.end <= start or edit.span.start >= end
    assert text[start:end] in done.text


FRAGILE = (
    "https://www.example.cn/a,b;c?d=1.2:3",
    "`x = a, b; 中文, 不变`",
    "zhang.san@example.com",
    "（2019）京01民终1号",
    "1,234,567.89",
    "12:30:45",
    '<a href="甲,乙">',
    "$a_1, b_2$",
    "葛\U000e0100城",
    "👨\u200d👩\u200d👧",
    "王\u3000芳",
    "2019年\u3000\u3000月\u3000\u3000日",
    "[12]",
    "f(x, y)",
    'echo "甲, 乙"',
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(FRAGILE),
    st.sampled_from(("研究指出", "按照", "见")),
    st.sampled_from(("所示,完成.", "，等等", "的要求:\n正文")),
)
def test_fragile_spans_survive_in_any_sentence(fragile, before, after):
    assert fragile in normalise(f"{before}{fragile}{after}", "gongwen").text


@settings(max_examples=60, deadline=None)
@given(TEXTS, PROFILES)
def test_looking_everywhere_finds_no_more_than_looking_where_it_is_odd(text, profile):
    from convert.rules import engine

    chosen = RuleSet.for_profile(profile)
    expected = normalise(text, chosen).text
    looked, may = engine.suspects, engine._may_act
    try:
        engine.suspects = lambda rules, survey: ((place, place + 1) for place in range(len(survey.text)))
        engine._may_act = lambda *_: True
        assert normalise(text, chosen).text == expected
    finally:
        engine.suspects, engine._may_act = looked, may


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_lines_are_neither_joined_nor_split(text):
    done = normalise(text, "gongwen").text
    assert done.count("\n") == len(re.findall("\r\n|[\n\r\v\x85\u2028\u2029]", text))
