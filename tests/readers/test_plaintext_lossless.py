"""Whatever the text, the document with the lines set aside is the text: blanks and line ends apart, nothing is lost."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from convert.contracts import Context, Input
from convert.nodes import BulletList, Document, Note
from convert.profile import load
from convert.readers.plaintext import READER, ReadOptions
from convert.readers.plaintext.lines import BLANKS
from convert.walk import descend, plain_text

_BLANK = re.compile(f"[{BLANKS}\n]+")
_MARKS = re.compile(r"[〔［\[]\d+[〕］\]]|[①-⑳⑴-⒇]")
_BULLETS = re.compile("[-•*+]")

_PHRASES = st.sampled_from(
    [
        "①", "⑴建于清末。", "第一章　总则", "第二条　为了", "一、", "（一）指导思想。", "1. 安装", "1.1 范围", "①", "一是抓落实。", "附件：", "附件1",
        "各有关单位：", "同志们：", "2024年3月15日", "某市人民政府", "（此件公开发布）", "目　录", "- 1 -", "第 2 页", "3", "```", "- 项",
        "• 项", "来源：某网", "【字号：大 中 小】", "扫一扫在手机打开当前页", "“你好。”", "问：为什么？", "答：因为。", "床前明月光，疑是地上霜。",
        "姓名\t单位", "张三\t一处", "甲    乙    丙", "全面贯彻落实会议精神，", "确保取得实效。", "Hello world", "foo-", "bar baz", "　　", "    ", "\t",
        "〔1〕", "[2] 见上文。", "x = f(1);", "$ ls -l", "抄送：某单位。", "——在会议上", "关于加强管理的通知", "国发〔2024〕3号", "前言", "一", "二",
    ]
)  # fmt: skip
_LINES = st.lists(st.lists(_PHRASES, max_size=4).map("".join), max_size=40).map("\n".join)
_ANY = st.text(
    st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cs",))
    | st.sampled_from("　 \n\t，。：；（）“”一二1.、第章条"),
    max_size=200,
)


def _read(text: str, *, keep_noise: bool) -> tuple[Document, list[tuple[int, int]]]:
    reading = READER.read(Input(text=text), ReadOptions(keep_noise), Context(profile=load("gongwen")))
    aside = [d.span for d in reading.diagnostics if d.code in ("STR101", "STR203") and d.span is not None]
    return reading.document, [(span.start, span.end) for span in aside]


def _bare(text: str, *, listed: bool) -> str:
    text = _BLANK.sub("", text)
    return _BULLETS.sub("", text) if listed else text


def _flat(document: Document) -> str:
    return "\n".join(plain_text(block, notes=True) for block in document.blocks)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in sorted(spans):
        kept.append(text[last:start])
        last = max(last, end)
    return "".join([*kept, text[last:]])


@settings(max_examples=150, deadline=None)
@given(_LINES | _ANY)
@example("```\ncode\n```\n")
@example("标题\n\n标题\n正文在此，继续下去。\n")
@example("旧桥〔1〕横在河上，新桥〔2〕在它下游。\n\n〔1〕建于清末。\n〔2〕建于前年。\n")
@example("旧桥①横在河上。\n①建于清末。\n新桥①在它下游②。\n①建于前年。\n②今已不存。\n")
@example("〔1〕\n〔1〕第一章　总则")
@example("We gather infor-\nmation here, and the information is good, we think it is good indeed.\n" * 4)
@example("- 甲\n- 乙\n  - 丙\n正文用 Python 与 Linux 写成。\n")
def test_no_character_is_lost(text: str) -> None:
    document, aside = _read(text, keep_noise=False)
    listed = any(isinstance(node, BulletList) for node in descend(document.blocks))
    found, wanted = _bare(_flat(document), listed=listed), _bare(_without(text, aside), listed=listed)
    if any(isinstance(node, Note) for node in descend(document.blocks)):  # marks are made by the writer, notes move
        found, wanted = ("".join(sorted(_MARKS.sub("", whole))) for whole in (found, wanted))
    assert found == wanted


@settings(max_examples=60, deadline=None)
@given(_LINES)
def test_kept_noise_is_in_the_document(text: str) -> None:
    document, _ = _read(text, keep_noise=True)
    listed = any(isinstance(node, BulletList) for node in descend(document.blocks))
    found, wanted = _bare(_flat(document), listed=listed), _bare(text, listed=listed)
    assert sorted(_MARKS.sub("", found)) == sorted(_MARKS.sub("", wanted))


@settings(max_examples=60, deadline=None)
@given(_LINES)
def test_every_block_points_to_its_own_characters(text: str) -> None:
    document, _ = _read(text, keep_noise=False)
    for block in document.blocks:
        assert block.span is not None
        own = _bare(plain_text(block, notes=True), listed=True)
        assert own[:1] in _bare(text[block.span.start : block.span.end], listed=True)
        assert not any(plain_text(block).startswith(blank) for blank in "\n　")
