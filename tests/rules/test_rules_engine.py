"""How rules are chosen, what they leave alone, and what they say."""

import re

import pytest

from convert.diagnostics import Severity, Span
from convert.errors import UsageError
from convert.rules import RuleSet, normalise
from convert.source import LineIndex


def codes(text, *args, **kwargs):
    return [remark.code for remark in normalise(text, *args, **kwargs).diagnostics]


class TestChoice:
    def test_the_profile_decides(self):
        assert normalise("《办法》(试行)", "gongwen").text == "《办法》（试行）"
        assert normalise("《办法》(试行)", "web").text == "《办法》(试行)"

    def test_select_leaves_only_what_it_names(self):
        assert normalise("课题,是(试行)的", select=("P204",)).text == "课题,是（试行）的"

    def test_a_full_code_switches_its_rule_on(self):
        assert normalise("学习Python语言", "prose", select=("S108",)).text == "学习 Python 语言"

    def test_ignore_takes_prefixes(self):
        assert normalise("课题,是(试行)的", ignore=("P2",)).text == "课题,是(试行)的"

    def test_unsafe_rules_report_and_on_request_mend(self):
        text = "《关于印发《办法》的通知》"
        assert normalise(text).text == text
        assert codes(text) == ["B602", "B602"]
        assert normalise(text, unsafe=True).text == "《关于印发〈办法〉的通知》"

    def test_a_profile_may_set_the_mode_of_a_rule(self):
        rules = RuleSet.for_profile("gongwen", fix=("O953",), report=("P201",))
        done = normalise("1、加强领导,落实", rules)
        assert done.text == "1.加强领导,落实"
        assert [remark.code for remark in done.diagnostics] == ["O953", "P201"]

    def test_extend_switches_rules_on_beside_the_others(self):
        rules = RuleSet.for_profile("web", extend=("P204",))
        assert normalise("已完成(试行),好", rules).text == "已完成（试行），好"

    def test_an_unknown_code_is_refused(self):
        with pytest.raises(UsageError, match="no rule has the code 'Z9'"):
            normalise("好", ignore=("Z9",))

    def test_an_unknown_profile_is_refused(self):
        with pytest.raises(UsageError, match="unknown rule set 'verse'"):
            normalise("好", "verse")

    def test_the_two_rules_on_mixed_space_exclude_each_other(self):
        with pytest.raises(UsageError, match="S107 and S108"):
            RuleSet.for_profile("gongwen", extend=("S108",))


class TestAccount:
    def test_each_change_is_a_remark_with_its_place_and_fix(self):
        text = "第一行。\n课题,是"
        done = normalise(text)
        (remark,) = done.diagnostics
        assert (remark.code, remark.severity, remark.span) == ("P201", Severity.INFO, Span(7, 8))
        assert remark.fix is not None
        assert remark.fix.applied
        assert remark.fix.edits == done.edits
        assert remark.message == "stop-full: `,` -> `，`"
        assert LineIndex(text).position(remark.span.start) == (2, 3)

    def test_findings_stand_in_the_source_even_after_edits_before_them(self):
        text = "甲\u200b,乙,\u200b丙，。"
        finding = next(remark for remark in normalise(text).diagnostics if remark.code == "R803")
        assert text[finding.span.start] == "，"
        assert finding.severity is Severity.WARNING
        assert not finding.fix.applied

    def test_offsets_lead_back_to_the_source(self):
        text = "全\u200b市,各县..."
        done = normalise(text)
        assert done.text == "全市，各县……"
        assert done.offsets.origin(done.text.index("市")) == text.index("市")
        assert done.offsets.origin(done.text.index("各")) == text.index("各")

    def test_an_edit_made_by_several_rules_carries_the_last(self):
        done = normalise("完成﹐﹐下一步")
        assert done.text == "完成，下一步"
        assert [(edit.span, edit.replacement) for edit in done.edits] == [(Span(2, 3), "，"), (Span(3, 4), "")]

    def test_doubtful_characters_are_kept_and_named(self):
        done = normalise("深\ue000圳\ufffd市\x07")
        assert done.text == "深\ue000圳\ufffd市\x07"
        assert [remark.message for remark in done.diagnostics] == [
            "private-use character U+E000 is kept as it is",
            "replacement character U+FFFD is kept as it is",
            "control character U+0007 is kept as it is",
        ]

    def test_a_clean_text_gives_nothing(self):
        text = "　　一、总则\n　　第一条　为了规范管理，根据《办法》（国发〔2019〕15号），制定本规定。\n"
        done = normalise(text)
        assert (done.text, done.edits, done.diagnostics) == (text, (), ())


class TestOwnMarks:
    NOVEL = "　　他說﹔這是我們的國家，他們來到這個時候還沒有說話﹔大家都為這個問題發愁。\n" * 20

    def test_a_long_traditional_text_keeps_the_small_mark_it_always_uses(self):
        done = normalise(self.NOVEL, "prose")
        assert done.text == self.NOVEL
        (remark,) = done.diagnostics
        assert (remark.code, remark.span) == ("N005", Span(4, 5))
        assert remark.message == "﹔ is this text's own mark (40 places) and stays; the ordinary one is ；"

    def test_a_mixture_is_mended(self):
        mixed = self.NOVEL.replace("﹔", "；", 30)
        assert "﹔" not in normalise(mixed, "prose").text

    def test_simplified_and_short_texts_are_mended(self):
        assert normalise("這個問題﹔那個問題﹔我們的國家﹔", "prose").text == "這個問題；那個問題；我們的國家；"
        simplified = "　　他说﹔这是我们的国家，他们来到这个时候还没有说话﹔大家都为这个问题发愁。\n" * 20
        assert normalise(simplified, "prose").text == simplified.replace("﹔", "；")

    def test_a_drawing_keeps_its_bracket(self):
        assert normalise("(╯°□°）╯︵ ┻━┻ 掀桌").text == "(╯°□°）╯︵ ┻━┻ 掀桌"


class TestBalance:
    def test_a_mark_that_is_never_closed_is_reported(self):
        (remark,) = normalise("他说“好。").diagnostics
        assert (remark.code, remark.span) == ("Q306", Span(2, 3))

    def test_crossing_pairs_are_reported_with_both_places(self):
        (remark,) = normalise("“甲（乙”丙）").diagnostics
        assert (remark.span, remark.related) == (Span(4, 5), (Span(2, 3),))
        assert remark.message == "” closes across （"

    def test_an_odd_number_of_straight_marks_is_reported_with_first_and_last(self):
        done = normalise('说"甲"和"乙')
        assert done.text == '说"甲"和"乙'
        (remark,) = done.diagnostics
        assert (remark.span, remark.related) == (Span(5, 6), (Span(1, 2),))

    def test_a_quotation_over_several_paragraphs_is_left_in_peace(self):
        text = "他说：“第一点。\n　　“第二点。\n　　“第三点。”"
        assert normalise(text).diagnostics == ()

    def test_a_number_with_a_closing_bracket_is_no_orphan(self):
        assert codes("1）加强领导") == []

    def test_apostrophes_are_no_orphans(self):
        assert codes("他说It’s fine。") == []


class TestPeace:
    @pytest.mark.parametrize("line", ["甲,乙 <!-- wenzhuan-ignore -->", "<!-- wenzhuan-ignore-next-line -->\n甲,乙"])
    def test_ignore_comments_leave_a_line_alone(self, line):
        assert normalise(f"丙,丁\n{line}\n戊,己").text == f"丙，丁\n{line}\n戊，己"

    def test_a_comment_may_set_the_whole_file_aside(self):
        text = "<!-- wenzhuan-ignore-file -->\n甲,乙\n"
        assert normalise(text).text == text

    def test_ignore_lines_are_patterns_of_the_configuration(self):
        done = normalise("甲,乙\n%% 丙,丁\n", ignore_lines=(r"^%%",))
        assert done.text == "甲，乙\n%% 丙,丁\n"

    def test_no_rule_on_characters_enters_what_is_set_aside(self):
        text = "甲\u200b乙 # wenzhuan-ignore\n```\n丙\u200b丁\n```\n%% 戊\u200b己\n庚\u200b辛\n"
        done = normalise(text, ignore_lines=("^%%",))
        assert done.text == text.replace("庚\u200b辛", "庚辛")

    def test_a_bad_pattern_is_refused(self):
        with pytest.raises(UsageError, match=re.escape("ignore-lines: '(' is no regular expression")):
            normalise("甲,乙", ignore_lines=("(",))

    def test_a_protected_blank_still_parts_words(self):
        assert normalise("甲, 乙", protected=[Span(2, 3)]).text == "甲， 乙"

    def test_an_object_of_a_tree_counts_as_a_word(self):
        assert normalise("用\ufffc,其中", protected=[Span(1, 2)]).text == "用\ufffc，其中"


class TestLines:
    def test_a_quotation_may_run_over_a_wrapped_line(self):
        text = '　　会议指出,要坚持"问题导向、目标导向、结果导\n向",不断推进各项工作任务落到实处。\n'
        assert (
            normalise(text).text
            == "　　会议指出，要坚持“问题导向、目标导向、结果导\n向”，不断推进各项工作任务落到实处。\n"
        )

    def test_lines_may_be_taken_as_paragraphs(self):
        text = '会议指出,要坚持"问题导向、目标导向、结果导\n向",不断推进各项工作任务落到实处。'
        assert '"' in normalise(text, line_breaks="line").text

    def test_a_block_is_one_paragraph_and_keeps_its_indent(self):
        assert normalise('    他说"好\n\n的"', line_breaks="block").text == "    他说“好\n\n的”"

    def test_verse_keeps_its_indent(self):
        text = "    床前明月光，\n    疑是地上霜。\n    举头望明月，\n    低头思故乡。\n"
        assert normalise(text).text == text

    def test_a_centred_line_keeps_its_blanks(self):
        text = "                    关于开展检查的通知\n"
        assert normalise(text).text == text
