"""Where the parts of an official document stand (GB/T 9704 7.2 to 7.4, 10.1 to 10.3), in mm and characters."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from convert import profile
from convert.layout import layout
from convert.layout.frames import Frames, GlyphRun, Rule
from convert.nodes import Document, Role
from convert.walk import with_meta

sys.path.insert(0, str(Path(__file__).parent))

from placing import CELL, MM, document, line, lines, page_of, para, part

BODY = "为加强城市公园的规划、建设、保护和管理，改善生态环境，经市政府同意，现将有关事项通知如下，请认真贯彻执行。"
CHARACTER = CELL / MM


def set_in(form: str, source: Document) -> Frames:
    return layout(source, replace(profile.load("gongwen"), form=form))


def signed(organ: str, date: str, **meta: str) -> Frames:
    source = document(BODY, part(Role.SIGNATURE, *organ.split("|")), part(Role.DATE, date))
    return set_in("document", with_meta(source, **meta))


def test_without_a_seal_the_organ_keeps_2_from_the_right_and_the_date_begins_2_after_it() -> None:
    frames = signed("北京市人民政府办公厅秘书处", "2026年10月15日")
    organ, date = line(frames, "北京市"), line(frames, "2026")
    assert organ.right == pytest.approx(184 - 2 * CHARACTER, abs=0.1)
    assert date.left == pytest.approx(organ.left + 2 * CHARACTER, abs=0.1)
    assert date.top > organ.top


def test_a_date_longer_than_the_organ_keeps_2_from_the_right_itself() -> None:
    frames = signed("市府", "2026年10月15日")
    organ, date = line(frames, "市府"), line(frames, "2026")
    assert date.right == pytest.approx(184 - 2 * CHARACTER, abs=0.1)
    assert organ.left == pytest.approx(date.left - 2 * CHARACTER, abs=0.1)


def test_with_a_seal_the_date_keeps_4_and_the_organ_is_centred_on_it() -> None:
    frames = signed("市财政局", "2026年10月15日", seal="true")
    organ, date = line(frames, "市财政局"), line(frames, "2026")
    assert date.right == pytest.approx(184 - 4 * CHARACTER, abs=0.1)
    assert organ.left + organ.right == pytest.approx(date.left + date.right, abs=0.2)


def test_organs_of_a_joint_signature_stand_under_one_another_as_wide_as_the_widest() -> None:
    frames = signed("市交通委员会|市公安管理局", "2026年10月15日")
    first, second = line(frames, "市交通"), line(frames, "市公安")
    assert (first.left, first.right) == pytest.approx((second.left, second.right), abs=0.1)


def test_one_blank_line_parts_body_and_signature() -> None:
    frames = signed("北京市人民政府办公厅", "2026年10月15日")
    pitch = (225 - 16 / MM) / 21
    last = max(placed.top for placed in lines(frames.pages[0]) if placed.text.endswith("执行。"))
    assert line(frames, "北京").top - last == pytest.approx(2 * pitch, abs=0.1)


def test_a_signature_never_stands_on_a_page_without_text_above_it() -> None:
    for count in range(16, 24):
        source = document(*[BODY[:20]] * count, part(Role.SIGNATURE, "市人民政府"), part(Role.DATE, "2026年1月1日"))
        frames = layout(source, profile.load("gongwen"))
        page = frames.pages[page_of(frames, "市人民政府") - 1]
        assert lines(page)[0].text.startswith("为加强")
        assert page_of(frames, "市人民政府") == page_of(frames, "2026")


def test_attachments_align_and_turn_over_under_the_first_character_of_the_name() -> None:
    name = "城市公园便民服务设施配置标准及日常维护管理实施细则和任务分解表"
    frames = layout(document(BODY, part(Role.ATTACHMENT_NOTE, f"附件：1.{name}", "2.名录")), profile.load("gongwen"))
    placed = lines(frames.pages[0])
    first = next(p for p in placed if p.text.startswith("附件"))
    over, second = placed[placed.index(first) + 1], line(frames, "2.名录")
    assert first.left == pytest.approx(28 + 2 * CHARACTER, abs=0.1)
    assert second.left == pytest.approx(28 + 5 * CHARACTER, abs=0.1)
    assert over.left > second.left + 0.5 * CHARACTER
    assert over.text[0] in name


def test_an_attachment_begins_a_page_with_its_label_and_its_title_on_line_3() -> None:
    attachment = part(Role.ATTACHMENT_LABEL, "附件1"), part(Role.ATTACHMENT_TITLE, "配置标准")
    frames = layout(document(BODY, *attachment, "正文。"), profile.load("gongwen"))
    label, title = line(frames, "附件1"), line(frames, "配置标准")
    pitch = (225 - 16 / MM) / 21
    assert page_of(frames, "附件1") == 2
    assert (label.left, label.top) == pytest.approx((28, 37), abs=0.1)
    assert title.top == pytest.approx(37 + 2 * pitch, abs=0.1)
    assert title.left + title.right == pytest.approx(28 + 184, abs=0.2)


def with_head(form: str) -> Frames:
    meta = {
        "issuer_mark": "云岭市人民政府",
        "doc_number": "云政发〔2026〕3号",
        "copy_number": "000001",
        "secrecy": "机密",
    }
    return set_in(form, with_meta(document(part(Role.TITLE, "关于公园的通知"), BODY), **meta))


def test_the_issuers_mark_stands_35_mm_below_the_top_and_the_red_rule_4_mm_below_the_number() -> None:
    frames = with_head("document")
    mark, number, title = line(frames, "云岭"), line(frames, "云政发"), line(frames, "关于")
    assert mark.text == "云岭市人民政府文件"
    assert mark.top == pytest.approx(37 + 35, abs=0.1)
    rule = next(i for i in frames.pages[0].items if isinstance(i, Rule) and i.color == "FF0000")
    assert rule.y / MM == pytest.approx(number.top + 16 / MM + 4, abs=0.1)
    assert (rule.x / MM, rule.width / MM) == pytest.approx((28, 156), abs=0.1)
    assert title.top > rule.y / MM + 20
    assert line(frames, "000001").top == pytest.approx(37, abs=0.1)


def test_a_letter_has_its_mark_30_mm_below_the_page_top_between_double_rules_and_no_number() -> None:
    frames = with_head("letter")
    assert line(frames, "云岭").top == pytest.approx(30, abs=0.1)
    rules = [i for i in frames.pages[0].items if isinstance(i, Rule) and i.color == "FF0000"]
    assert len(rules) == 4
    assert all(rule.width / MM == pytest.approx(170) and rule.x / MM == pytest.approx(20) for rule in rules)
    assert rules[2].y / MM == pytest.approx(297 - 20, abs=0.1)
    assert line(frames, "云政发").right == pytest.approx(184, abs=0.1)
    assert "— 1 —" not in "".join("".join(getattr(item, "texts", ())) for item in frames.pages[0].items)


def test_an_order_has_its_mark_20_mm_below_the_top() -> None:
    assert line(with_head("order"), "云岭").top == pytest.approx(37 + 20, abs=0.1)


def test_upward_documents_have_number_and_signer_on_one_line() -> None:
    meta = {"issuer_mark": "云岭市人民政府", "doc_number": "云政发〔2026〕3号", "signer": "李四"}
    frames = set_in("document", with_meta(document(BODY), **meta))
    number, signer = line(frames, "云政发"), line(frames, "签发人")
    assert number.top == pytest.approx(signer.top, abs=0.1)
    assert number.left == pytest.approx(28 + CHARACTER, abs=0.1)
    assert signer.right == pytest.approx(184 - CHARACTER, abs=0.1)


@pytest.mark.parametrize(
    ("paragraphs", "pages", "numbers"), [(1, 2, ["1", "2"]), (14, 2, ["1", "2"]), (21, 4, ["1", "2"])]
)
def test_the_imprint_stands_on_an_even_page_when_asked(paragraphs: int, pages: int, numbers: list[str]) -> None:
    """The page of the imprint and a blank one before it bear no number (7.5)."""
    source = document(*[BODY] * paragraphs)
    made = {"copies": "市委各部门", "imprint_organ": "市府办", "imprint_date": "2026年1月2日", "imprint_even": "true"}
    frames = set_in("document", with_meta(source, **made))
    assert (len(frames.pages), page_of(frames, "抄送")) == (pages, pages)
    shown = []
    for page in frames.pages:
        furniture = [item for item in page.items if isinstance(item, GlyphRun) and item.element < 0]
        shown += ["".join("".join(run.texts) for run in furniture).strip("— ")] if furniture else []
    assert shown == numbers


def test_the_imprint_ends_on_the_lower_edge_of_the_last_page() -> None:
    source = with_meta(document(BODY), copies="市委各部门", imprint_organ="市府办", imprint_date="2026年1月2日")
    frames = set_in("document", source)
    rules = [item for item in frames.pages[-1].items if isinstance(item, Rule)]
    assert [round(rule.height / MM, 2) for rule in rules] == [0.35, 0.25, 0.35]
    assert (rules[-1].y + rules[-1].height) / MM == pytest.approx(262, abs=0.05)
    assert line(frames, "市府办").right == pytest.approx(184 - 14 / MM, abs=0.2)


def test_the_date_of_printing_stands_at_the_right_end_however_many_blanks_part_it_from_the_organ() -> None:
    for blanks in ("　", "　" * 12, " " * 40):
        text = f"云岭市人民政府办公室{blanks}2026年10月21日印发"
        frames = set_in("document", document(BODY, part(Role.IMPRINT, text)))
        assert line(frames, "云岭").text == text
        assert line(frames, "云岭").right == pytest.approx(184 - 14 / MM, abs=0.2)


def test_attendance_turns_over_under_the_first_name() -> None:
    names = "、".join(["张三", "李四", "王五", "赵六"] * 6)
    frames = set_in("minutes", document(BODY, part(Role.ATTENDANCE, f"出席：{names}")))
    first, second = line(frames, "出席："), lines(frames.pages[0])[-1]
    assert second.left == pytest.approx(first.left + 3 * CHARACTER, abs=0.1)


def test_titles_break_between_words_and_are_centred() -> None:
    title = "云岭市人民政府办公室关于做好2025年城市公园便民服务提升工作的通知"
    frames = layout(document(part(Role.TITLE, title), para(BODY)), profile.load("gongwen"))
    rows = [placed for placed in lines(frames.pages[0]) if placed.size == 22]
    assert "".join(row.text for row in rows) == title
    assert len(rows) == 2
    assert all(row.left + row.right == pytest.approx(28 + 184, abs=0.3) for row in rows)
    assert not rows[0].text.endswith(("做", "2025", "202"))
