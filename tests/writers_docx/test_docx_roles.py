"""Parts of an official document in their styles and places (GB/T 9704 chapter 7 and 10)."""

from __future__ import annotations

import re

import pytest

from convert.nodes import Attr, Div, Para, Role, Span, Str
from convert.walk import div


def para(text: str) -> Para:
    return Para((Str(text),))


def test_a_title_is_broken_by_sense(word):
    made = word(div(Role.TITLE, para("关于开展本市2025年水路运输及其辅助业核查工作的通知")))
    assert made.text == "关于开展本市2025年水路运输\n及其辅助业核查工作的通知"
    assert made.paragraphs()[0][0] == "Title"


def test_recipients_stand_flush_left(word):
    made = word(div(Role.RECIPIENTS, para("各区人民政府：")))
    assert made.paragraphs() == [("Recipients", "各区人民政府：")]
    assert '<w:basedOn w:val="Flush"/>' in made.style("recipients")


def test_a_run_in_head_takes_its_face_and_its_place_in_the_outline(word):
    head = Span(Attr("", ("run-in",), (("level", "2"),)), (Str("（一）指导思想。"),))
    made = word(Para((head, Str("以发展为要。"))))
    assert '<w:rStyle w:val="RunIn2"/>' in made.body
    assert '<w:outlineLvl w:val="1"/>' in made.place("指导思想")
    assert made.text == "（一）指导思想。以发展为要。"
    assert 'w:eastAsia="楷体_GB2312"' in made.style("run-in-2")


def test_a_run_in_head_without_level_is_body_text(word):
    made = word(Para((Span(Attr("", ("run-in",)), (Str("一是抓学习。"),)), Str("各级要学。"))))
    assert made.paragraphs() == [("", "一是抓学习。各级要学。")]


def indents(made, text):
    return dict(re.findall(r"w:(left|right|hanging)Chars=\"(-?\d+)\"", made.place(text)))


def test_items_of_an_attachments_note_are_aligned(word):
    made = word(div(Role.ATTACHMENT_NOTE, para("附件：1.实施方案"), para("2.任务分工表")))
    assert indents(made, "实施方案")["left"] == "600"
    assert indents(made, "实施方案")["hanging"] == "400"
    assert indents(made, "任务分工表") == {"left": "600", "right": "0", "hanging": "100"}


def test_the_date_begins_two_characters_right_of_the_organ(word):
    made = word(div(Role.SIGNATURE, para("某某市发展和改革委员会")), div(Role.DATE, para("2025年5月10日")))
    organ, date = indents(made, "发展和改革委员会"), indents(made, "2025")
    assert int(organ["left"]) == (28 - 2 - 11) * 100
    assert int(date["left"]) - int(organ["left"]) == 200


def test_a_date_longer_than_the_organ_moves_the_organ(word):
    made = word(div(Role.SIGNATURE, para("市财政局")), div(Role.DATE, para("2025年12月31日")))
    organ, date = indents(made, "市财政局"), indents(made, "2025")
    width = 8 * 0.5 + 3 + 5 * 0.25
    assert int(date["left"]) == pytest.approx((28 - 2 - width) * 100, abs=1)
    assert int(date["left"]) - int(organ["left"]) == 200


def test_a_signature_keeps_the_end_of_the_text_with_it(word):
    made = word("第一段", "最后一段", div(Role.SIGNATURE, para("市财政局")), div(Role.DATE, para("2025年5月10日")))
    assert re.findall(r"<w:keepNext/></w:pPr>.*?>(\w+)</w:t>", made.body) == ["最后一段"]


def test_a_sealed_date_keeps_four_characters(word):
    made = word(div(Role.SIGNATURE, para("市财政局")), div(Role.DATE, para("2025年5月10日")), meta={"seal": "true"})
    assert "right" not in indents(made, "2025") or indents(made, "2025")["right"] == "400"
    assert int(indents(made, "市财政局")["right"]) > 400


def test_an_attachment_begins_a_page_with_its_number_line(word):
    made = word(
        "正文",
        div(Role.ATTACHMENT, div(Role.ATTACHMENT_LABEL, para("附件1")), div(Role.ATTACHMENT_TITLE, para("方案"))),
    )
    assert [style for style, _ in made.paragraphs()] == ["", "AttachmentLabel", "AttachmentTitle"]
    assert "<w:pageBreakBefore/>" in made.style("attachment-label")


HEAD = {
    "issuer-mark": "某某市人民政府", "doc-number": "某政发〔2025〕17号", "copy-number": "000001", "secrecy": "机密★1年",
    "urgency": "特急", "signer": "张三",
}  # fmt: skip


def test_metadata_make_the_letterhead_in_the_order_of_7_2(word):
    made = word(div(Role.TITLE, para("通知")), meta=HEAD)
    assert [style for style, _ in made.paragraphs()] == [
        "CopyNumber", "Secrecy", "Urgency", "IssuerMark", "DocNumber", "RedRule", "Title",
    ]  # fmt: skip
    assert [text for _, text in made.paragraphs()][3:5] == ["某某市人民政府文件", "某政发〔2025〕17号签发人：张三"]
    assert '<w:rStyle w:val="SignerName"/>' in made.body
    assert 'w:color w:val="FF0000"' in made.style("issuer-mark")


def test_organs_that_issue_together_stand_beside_their_common_word(word):
    made = word(div(Role.TITLE, para("通知")), meta={"issuer-mark": "某某市教育局、某某市公安局"})
    assert made.text == "某某市教育局某某市公安局文件通知"
    table = re.search(r"<w:tbl>.*?</w:tbl>", made.body)
    assert table and table.group().count("<w:tc>") == 2
    assert '<w:jc w:val="distribute"/>' in made.style("issuer-mark joint")
    assert '<w:vAlign w:val="center"/>' in table.group()
    assert "w:tblBorders" not in table.group()


@pytest.mark.parametrize(
    ("organ", "size", "lines"),
    [
        ("某某市人民政府", None, 1),
        ("某某市工业和信息化委员会", 31.5, 1),
        ("某某高新技术产业开发区管理委员会办公室", 35, 2),
    ],
)
def test_a_long_mark_is_as_large_as_the_line_allows(word, organ, size, lines):
    made = word(div(Role.TITLE, para("通知")), meta={"issuer-mark": organ})
    style = made.place(organ[:3])
    assert re.findall(r'<w:sz w:val="(\d+)"/>', style) == ([] if size is None else [str(int(size * 2))])
    mark = made.body.partition("</w:p>")[0]
    assert mark.count("<w:br/>") == lines - 1


def test_what_the_text_says_is_not_doubled(word):
    made = word(div(Role.DOC_NUMBER, para("某政发〔2025〕17号")), meta={"doc-number": "某政发〔2025〕17号"})
    assert made.text.count("某政发") == 1


def test_a_profile_without_form_takes_no_letterhead(word):
    assert word("文", profile="prose", meta=HEAD).text == "文"


def test_the_record_stands_in_a_frame_at_the_foot(word):
    made = word("正文", meta={"copies": "市委办公厅", "imprint-organ": "市政府办公室", "imprint-date": "2025年4月9日"})
    assert made.text == "正文抄送：市委办公厅。市政府办公室\t2025年4月9日印发"
    framed = re.findall(r"<w:framePr [^>]*>", made.body)
    assert len(framed) == 5 and all('w:vAnchor="margin"' in frame and 'w:yAlign="bottom"' in frame for frame in framed)


def test_a_letter_has_its_mark_and_two_double_rules_in_frames(word):
    made = word(
        div(Role.TITLE, para("函")), profile="letter", meta={"issuer-mark": "某某部", "doc-number": "某函〔2025〕3号"}
    )
    assert made.text == "某某部某函〔2025〕3号函"
    assert made.body.count('w:fill="FF0000"') == 4
    assert set(re.findall(r'w:w="(\d+)" w:wrap', made.body)) == {"9638"}


def test_minutes_set_those_present_apart(word):
    made = word(Div(Attr("", ("attendance",)), (para("出席：张三、李四"),)), profile="minutes")
    assert '<w:rStyle w:val="AttendanceLabel"/>' in made.body
    assert made.text == "出席：张三、李四"
