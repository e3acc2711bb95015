"""Habits of magazines, textbooks, essays and offices that no label shows."""

import convert
from convert import nodes
from convert.nodes import Role
from convert.walk import descend, plain_text, role_of


def roles(text: str) -> list[tuple[str, str]]:
    """Return the role of each block with its text; headings and paragraphs by their node."""
    found = []
    for block in convert.read(text.encode()).blocks:
        role = role_of(block)
        found.append((role.value if role else type(block).__name__, plain_text(block)))
    return found


def test_speakers_take_turns_and_are_no_headings() -> None:
    text = (
        "与守塔人的谈话\n\n记者：您守这座灯塔多久了？\n\n老赵：二十六年。刚来的时候，岛上连树也没有。\n\n记者：闷不闷？\n\n"
        "老赵：头一年闷，后来就忙起来了。\n\n记者：忙什么？\n\n老赵：种树，补船，等人。\n"
    )
    assert [role for role, _ in roles(text)] == ["title", *["question", "answer"] * 3]


def test_the_lines_of_a_form_are_no_conversation() -> None:
    text = "登记表\n\n姓名：张三\n电话：010-12345678\n姓名：李四\n电话：010-87654321\n"
    assert not {"question", "answer"} & {role for role, _ in roles(text)}


def test_a_long_line_that_ends_with_a_comma_goes_on() -> None:
    text = (
        "课文导读\n这篇散文写作者少年时在外婆家度过的一个夏天，写了井水、竹床和萤火，\n"
        "把旧日子写得清清楚楚。\n思考与练习\n说说你读后的感受。\n"
    )
    assert any(shown.endswith("萤火，把旧日子写得清清楚楚。") for _, shown in roles(text))


def test_a_name_under_a_centred_title_is_the_author_s() -> None:
    text = "                    外婆的井\n                      李 默\n    井在院子当中，四季都有水。\n    夏天最热的时候，井水是凉的。\n"
    assert roles(text)[:2] == [("title", "外婆的井"), ("author", "李 默")]


def test_a_report_signed_by_an_office_is_official() -> None:
    text = (
        "青河区2024年政务公开工作情况报告\n\n现将有关情况报告如下。\n\n一、主要做法\n\n公开信息3200条。\n\n二、下一步打算\n\n"
        "加强培训。\n\n                        青河区人民政府\n                       2025年1月10日\n"
    )
    assert convert.convert(text.encode(), to="md").prepared.reading.kind == "official"


def test_each_attachment_opens_anew_even_after_a_table() -> None:
    text = (
        "关于开展消防检查的通知\n各村民委员会：\n　　现将检查安排印发给你们，请认真执行。\n　　附件：1.检查时间表\n　　　　　2.检查人员名单\n"
        "　　　　　　　　　　　　　　清水镇人民政府\n　　　　　　　　　　　　　　2025年5月6日\n　　（联系人：王小明）\n　　（此件公开发布）\n\n"
        "附件1\n检查时间表\n\n村名\t日期\t时间\n东村\t5月12日\t上午\n西村\t5月13日\t下午\n\n附件2\n检查人员名单\n\n　　第一组：张军、李勇。\n"
    )
    document = convert.read(text.encode())
    attachments = [node for node in document.blocks if role_of(node) is Role.ATTACHMENT]
    titles = [plain_text(n) for n in descend(attachments) if role_of(n) is Role.ATTACHMENT_TITLE]
    assert titles == ["检查时间表", "检查人员名单"]
    assert any(isinstance(node, nodes.Table) for node in descend(attachments[:1]))
    notes = [plain_text(node) for node in document.blocks if role_of(node) is Role.NOTE]
    assert notes == ["（联系人：王小明）", "（此件公开发布）"]


def test_the_closing_wishes_of_a_letter_are_not_its_signature() -> None:
    text = (
        "致讀者\n\n各位讀者：\n\n　　本刊下月休息一期，敬請見諒。\n\n　　敬祝\n平安\n\n"
        "　　　　　　　　　　　　　　　　　　　　《山居》編輯部　謹啟\n　　　　　　　　　　　　　　　　　　　　中華民國一一四年六月一日\n"
    )
    assert roles(text)[-4:] == [
        ("Para", "敬祝"),
        ("Para", "平安"),
        ("signature", "《山居》編輯部　謹啟"),
        ("date", "中華民國一一四年六月一日"),
    ]
