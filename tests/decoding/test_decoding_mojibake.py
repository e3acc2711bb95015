"""Text misread before it came here is recognised and repaired on request; clean text is left alone."""

from pathlib import Path

import pytest

from convert.decoding import decode, repair
from convert.decoding.suspects import UTF_8_LEADS, suspect_lines
from convert.diagnostics import Span

TEXTS = Path(__file__).parent / "texts"
MISREADINGS = [
    ("notice", "gbk", "latin-1"),
    ("notice", "gbk", "cp437"),
    ("story", "utf-8", "latin-1"),
    ("letter", "big5hkscs", "latin-1"),
    ("letter", "utf-8", "cp437"),
    ("letter", "gbk", "cp437"),
]


def lines(name: str) -> list[str]:
    return [line.strip() for line in (TEXTS / f"{name}.txt").read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize(("name", "truth", "taken"), MISREADINGS)
def test_whole_text_is_repaired(name: str, truth: str, taken: str) -> None:
    for line in lines(name):
        if not line.isascii():
            (found,) = repair(line.encode(truth).decode(taken))
            assert found.text == line


@pytest.mark.parametrize("line", ["中文编码测试文件", "请各单位认真贯彻执行", "社会主义", "会议通知", "電子郵件"])
def test_utf_8_read_as_gbk_is_repaired_where_no_byte_was_lost(line: str) -> None:
    taken = line.encode().decode("gb18030")
    assert taken.encode("gb18030") == line.encode()
    assert [found.text for found in repair(taken)] == [line]


def test_double_utf_8_is_repaired() -> None:
    twice = "发展经济，保障供给".encode().decode("latin-1").encode().decode("latin-1")
    assert [found.text for found in repair(twice)] == ["发展经济，保障供给"]


@pytest.mark.parametrize("name", ["notice", "letter", "story", "japanese", "korean", "russian", "german", "french"])
def test_clean_text_is_not_touched(name: str) -> None:
    text = (TEXTS / f"{name}.txt").read_text("utf-8")
    assert repair(text) == ()
    assert decode(text.encode(), repair_mojibake=True).text == text


@pytest.mark.parametrize("line", ["├────┼────┤", "☆★☆★☆★☆★☆", "①②③④⑤⑥", "αβγδε", "“”‘’……——", "naïveté œuvre"])
def test_signs_are_no_misreading(line: str) -> None:
    assert repair(line) == ()


def test_repair_is_offered_and_applied_only_on_request() -> None:
    data = "题目\nÖÐÎÄ±àÂë\n正文如下\n".encode()
    offered = decode(data)
    assert offered.text.splitlines()[1] == "ÖÐÎÄ±àÂë"
    (remark,) = offered.diagnostics
    assert remark.code == "ENC008"
    assert "中文编码" in remark.message
    assert remark.fix is not None
    assert [edit.replacement for edit in remark.fix.edits] == ["中文编码"]
    applied = decode(data, repair_mojibake=True)
    assert applied.text == "题目\n中文编码\n正文如下\n"
    assert [d.code for d in applied.diagnostics] == ["ENC009"]
    span = applied.diagnostics[0].span
    assert span is not None
    assert applied.text[slice(*span)] == "中文编码"


@pytest.mark.parametrize("ruin", ["锟斤拷锟斤拷", "\ufffd\ufffd", "烫烫烫烫", "屯屯屯屯"])
def test_what_was_lost_before_is_said_and_left(ruin: str) -> None:
    decoded = decode(f"正文第一行\n姓名：{ruin}先生\n".encode())
    assert ruin in decoded.text
    remarks = [d for d in decoded.diagnostics if d.code == "ENC007"]
    assert remarks
    assert "line 2, column 4" in remarks[0].message


def test_misreading_that_lost_bytes_is_told_without_a_repair() -> None:
    taken = "为了加强档案管理工作，制定本办法。".encode().decode("gbk", "replace").replace("\ufffd", "?")
    decoded = decode(taken.encode())
    (remark,) = [d for d in decoded.diagnostics if d.code == "ENC008"]
    assert remark.fix is None
    assert "bytes were lost" in remark.message
    assert decode(taken.encode(), repair_mojibake=True).text == taken


@pytest.mark.parametrize(("truth", "taken"), [("gbk", "cp1252"), ("gbk", "latin-1"), ("gbk", "cp437")])
def test_a_file_misread_throughout_is_repaired_in_its_least_lines_too(truth: str, taken: str) -> None:
    lines = ["各单位要认真组织实施", "│ 名称 │ 数量 │", "。", "甲", "附件：", "——", "plain", "请于周五前报送有关材料。"]
    good = [line for line in lines if survives(line, truth, taken)]
    misread = "\n".join(line.encode(truth).decode(taken) for line in good)
    assert len(good) >= 4
    assert decode(misread.encode(), repair_mojibake=True).text == "\n".join(good)


def survives(line: str, truth: str, taken: str) -> bool:
    try:
        read = line.encode(truth).decode(taken)
    except UnicodeError:
        return False
    return read.encode(taken).decode(truth) == line and len(read.splitlines()) == 1


def test_bytes_that_windows_leaves_free_come_back_as_controls() -> None:
    text = "從實際出發，推動經濟發展，豐富廣大職工的生活。"
    misread = "".join(
        bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for byte in text.encode("gbk")
    )
    assert "\x8f" in misread or "\x81" in misread or "\x90" in misread
    assert decode(misread.encode(), repair_mojibake=True).text == text


def test_a_single_misread_line_does_not_touch_the_others() -> None:
    clean = "".join(f"第{number}条 各单位应当指定专人负责，用 café 和 naïve 二词。\n" for number in range(1, 30))
    text = clean + "¸÷µ¥Î»ÒªÈÏÕæ×éÖ¯ÊµÊ©\n"
    repaired = decode(text.encode(), repair_mojibake=True).text
    assert repaired == clean + "各单位要认真组织实施\n"


def test_the_leads_of_misread_utf_8_are_all_there() -> None:
    leads = [(lead, trail) for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0)] + [(0xEF, 0xBC), (0xE3, 0x80)]
    assert "".join(bytes(pair).decode("gb18030") for pair in leads) == UTF_8_LEADS


def test_lines_without_a_common_hanzi_are_looked_at_in_a_small_text() -> None:
    assert suspect_lines("各单位要认真执行\n薛宝钗邢\n浪琩称爹\n") == [Span(9, 13), Span(14, 18)]
    assert suspect_lines("各单位要认真执行，现将有关事项通知如下。\n") == []
