"""Metadata stated on purpose beside what the text says: the text stands, is printed once, and contradictions are named."""

from __future__ import annotations

import pytest

from convert.api import convert
from convert.nodes import Role
from convert.pipeline import Environment, Request, prepare
from convert.profile import load
from convert.transforms.gongwen import official
from convert.transforms.metadata import folded
from convert.walk import meta_text, plain_text, role_of

TEXT = """云岭市人民政府办公室关于做好公园管理工作的通知
云政办发〔2026〕3号

各区人民政府，市政府各部门：
　　为进一步做好城市公园建设管理工作，经研究，现将有关事项通知如下。
　　统筹规划、分步实施，让每一片绿地都有人管、有人护、有人用。

云岭市人民政府办公室
2026年3月1日
"""


def remarks(text: str = TEXT, **meta: str) -> list[tuple[str, str]]:
    """The source at the place of each contradiction, with its message."""
    stated = {key.replace("_", "-"): value for key, value in meta.items()}
    found = convert(text, to="txt", profile="gongwen", meta=stated).diagnostics
    return [(text[slice(*d.span)], d.message) for d in found if d.code == "STR501" and d.span]


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("doc_number", "云政发〔2026〕8号", "云政办发〔2026〕3号"),
        ("title", "关于做好绿地管理工作的通知", "云岭市人民政府办公室关于做好公园管理工作的通知"),
        ("date", "2026-03-05", "2026年3月1日"),
        ("issuer", "云岭市教育局", "云岭市人民政府办公室"),
        ("recipients", "各县人民政府", "各区人民政府，市政府各部门："),
    ],
)
def test_a_contradiction_is_named_with_its_place(key, value, place):
    ((found, message),) = remarks(**{key: value})
    assert found == place
    assert value in message and "the text stands" in message


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("doc_number", "云政办发[2026] 3 号"),
        ("date", "2026-3-1"),
        ("date", "二〇二六年三月一日"),
        ("date", "2026年03月01日"),
        ("issuer", "云岭市人民政府办公室"),
        ("recipients", "各区人民政府、市政府各部门"),
        ("signer", "张三"),
        ("keywords", "公园"),
    ],
)
def test_another_way_of_writing_or_something_new_is_no_contradiction(key, value):
    assert remarks(**{key: value}) == []


def test_abbreviated_organs_and_labels_are_the_same():
    assert folded("中国共产党云岭市委员会") == folded("中共云岭市委")
    assert folded("签发人：张三　李四") == folded("张三、李四")
    assert folded("二〇二六年十二月二十一日") == folded("2026.12.21")


def raised(**meta: str):
    stated = {key.replace("_", "-"): value for key, value in meta.items()}
    made = prepare(TEXT.encode(), Request(profile="gongwen", meta=stated), Environment("notice.txt"))
    told = []
    return official(made.document, load("gongwen"), told.append), told


def test_the_number_of_the_text_moves_into_a_red_head_and_is_printed_once():
    made, told = raised(issuer="云岭市人民政府", doc_number="云政发〔2026〕8号")
    roles = [role_of(block) for block in made.blocks]
    assert roles[:3] == [Role.ISSUER_MARK, Role.DOC_NUMBER, Role.TITLE]
    assert roles.count(Role.DOC_NUMBER) == 1
    assert plain_text(made.blocks[1]) == "云政办发〔2026〕3号"
    ((code, span),) = [(remark.code, remark.span) for remark in told]
    assert code == "STR502" and TEXT[slice(*span)] == "云政办发〔2026〕3号"


def test_without_a_red_head_the_number_stays_below_the_title():
    made, told = raised(doc_number="云政办发〔2026〕3号")
    assert [role_of(block) for block in made.blocks][:2] == [Role.TITLE, Role.DOC_NUMBER]
    assert told == []


def test_a_paragraph_that_is_the_stated_number_is_the_number():
    """Markdown has no roles: what metadata call the number, and the text has near its title, is printed once."""
    text = "# 关于做好工作的通知\n\n云政发〔2026〕8号\n\n现将有关事项通知如下。\n"
    request = Request(
        profile="gongwen", source_format="markdown", meta={"issuer": "某市委", "doc-number": "云政发〔2026〕8号"}
    )
    made = official(prepare(text.encode(), request, Environment("a.md")).document, load("gongwen"))
    assert [(role_of(block), plain_text(block)) for block in made.blocks[:3]] == [
        (Role.ISSUER_MARK, "某市委文件"), (Role.DOC_NUMBER, "云政发〔2026〕8号"), (Role.TITLE, "关于做好工作的通知"),
    ]  # fmt: skip


def test_the_number_of_another_document_further_down_is_left_alone():
    text = TEXT + "\n附件1\n云岭市公园管理办法\n云政发〔2025〕1号\n　　第一条　为了加强管理，制定本办法。\n"
    request = Request(profile="gongwen", meta={"issuer": "云岭市人民政府办公室"})
    made = official(prepare(text.encode(), request, Environment("a.txt")).document, load("gongwen"))
    assert [plain_text(block) for block in made.blocks if role_of(block) is Role.DOC_NUMBER] == ["云政办发〔2026〕3号"]
    assert plain_text(made.blocks[-1]).count("云政发〔2025〕1号") == 1


FRONT = '---\ntitle: "公园管理"\nissuer: 云岭市人民政府\ndoc-number: 云政发〔2026〕8号\nkeywords:\n  - 公园\n  - 绿地\n---\n'


def test_front_matter_of_a_plain_text_is_metadata_with_a_remark():
    made = prepare((FRONT + TEXT).encode(), Request(profile="gongwen"), Environment("a.txt"))
    assert [meta_text(made.document, key) for key in ("issuer-mark", "doc-number", "keywords", "title")] == [
        "云岭市人民政府", "云政发〔2026〕8号", "公园、绿地", "公园管理",
    ]  # fmt: skip
    assert "---" not in "".join(map(plain_text, made.document.blocks))
    codes = [remark.code for remark in made.diagnostics]
    assert codes.count("STR404") == 1
    assert codes.count("STR501") == 3  # title, issuer and number contradict the text


def test_a_title_only_front_matter_knows_is_printed():
    made = prepare(
        "---\ntitle: 公园管理\n---\n\n第一段说明情况。\n\n第二段说明情况。\n".encode(), Request(), Environment("a.txt")
    )
    assert [(role_of(block), plain_text(block)) for block in made.document.blocks[:1]] == [(Role.TITLE, "公园管理")]


@pytest.mark.parametrize(
    "text", ["---\n第一段。\n---\n第二段。\n", "---\n一：二\n", "---\ntitle: 一\n正文。\n---\n正文。\n"]
)
def test_dashes_without_entries_are_text(text):
    made = prepare(text.encode(), Request(profile="prose"), Environment("a.txt"))
    assert "STR404" not in [remark.code for remark in made.diagnostics]


def test_front_matter_of_markdown_asks_for_the_red_mark():
    text = "---\nissuer: 云岭市人民政府\n---\n\n正文。\n"
    made = prepare(text.encode(), Request(profile="gongwen"), Environment("a.md"))
    assert meta_text(made.document, "issuer-mark") == "云岭市人民政府"


@pytest.mark.parametrize(
    ("head", "tail", "issuer", "place"),
    [
        ("", "省　长　王某某", "云岭省人民政府", ""),
        ("云岭省人民政府文件\n云政发〔2026〕3号\n\n", "省长　王某某", "云岭省人民政府", ""),
        ("云岭省人民政府文件\n云政发〔2026〕3号\n\n", "省长　王某某", "云岭市人民政府", "云岭省人民政府文件"),
        ("", "云岭省教育厅　云岭省公安厅", "云岭省教育厅、云岭省公安厅", ""),
    ],
)
def test_an_issuer_is_held_against_organs_or_the_mark_not_against_one_who_signs(head, tail, issuer, place):
    text = f"{head}关于公园管理的通知\n\n各市人民政府：\n　　现将有关事项通知如下。\n　　特此通知。\n\n{tail}\n2026年3月1日\n"
    assert [found for found, _ in remarks(text, issuer=issuer)] == ([place] if place else [])
