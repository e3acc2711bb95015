"""Broken lines become paragraphs again, by the habit of the whole text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.contracts import Context, Input
from convert.profile import Profile, Structure, load
from convert.readers.plaintext import READER, ReadOptions
from convert.walk import plain_text
from tests.readers.shapes import codes, read, shape

TEXT = [
    "春风吹过河堤，柳条一天比一天软，孩子们放学以后总要在堤上跑一阵，才肯回家吃饭。",
    "祖父说，从前这里没有堤，每到夏天，水就漫到村口的石阶上来，大人们把门板卸下来当船。后来修了堤，"
    "又种了树，水再也没有上来过，只是石阶还留着当年的水痕，一道一道，像老人额上的皱纹。",
    "我问他怕不怕，他笑了笑，没有回答，把烟袋在鞋底上磕了磕，起身往田里去了。",
    "那年秋天收成很好，晒谷场上堆得像小山一样，夜里要轮流看守，大家就着月光讲些古老的故事。",
    "如今村里的年轻人大多去了城里，只有过年才回来，堤上的柳树却一年比一年粗壮。",
]


def wrapped(width: int, *, indent: str = "", blank: bool = False) -> str:
    """Break each paragraph after `width` characters."""
    out = []
    for paragraph in TEXT:
        whole = indent + paragraph
        out += [whole[i : i + width] for i in range(0, len(whole), width)] + [""] * blank
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("width", [12, 17, 23, 30, 38])
@pytest.mark.parametrize(("indent", "blank"), [("　　", False), ("", True), ("　　", True)])
def test_hard_wrapped_paragraphs_are_joined(width: int, indent: str, blank: bool) -> None:
    assert shape(wrapped(width, indent=indent, blank=blank)) == [f"p {paragraph}" for paragraph in TEXT]


def test_a_blank_line_after_every_line_means_nothing() -> None:
    text = wrapped(20, indent="　　").replace("\n", "\n\n")
    assert shape(text) == [f"p {paragraph}" for paragraph in TEXT]


def test_two_widths_in_one_file() -> None:
    text = wrapped(16, indent="　　") + wrapped(34, indent="　　")
    assert shape(text) == [f"p {paragraph}" for paragraph in TEXT + TEXT]


def test_a_whole_text_on_one_line_is_cut_at_its_indents() -> None:
    assert shape("　　" + "　　".join(TEXT)) == [f"p {paragraph}" for paragraph in TEXT]


def test_page_numbers_and_running_heads_inside_sentences() -> None:
    lines = wrapped(18, indent="　　").splitlines()
    text = "\n".join(
        [*lines[:4], "- 1 -", "河堤旧事", *lines[4:9], "- 2 -", "河堤旧事", *lines[9:], "- 3 -", "河堤旧事"]
    )
    reading = read(text)
    assert [plain_text(block) for block in reading.document.blocks] == TEXT
    assert codes(reading).count("STR101") == 6


def test_running_heads_with_their_page_numbers() -> None:
    lines = wrapped(15, indent="　　").splitlines() * 4
    pages = [lines[i : i + 20] for i in range(0, len(lines), 20)]
    text = "\n".join("\n".join([*page, f"河堤旧事　{number}"]) for number, page in enumerate(pages, 12))
    reading = read(text)
    assert [plain_text(block) for block in reading.document.blocks] == TEXT * 4
    assert codes(reading).count("STR101") == len(pages)


def test_a_sentence_torn_once_is_mended_and_reported() -> None:
    text = "\n".join(f"　　{paragraph}" for paragraph in TEXT).replace("大人们把", "大人们\n把")
    reading = read(text)
    assert [plain_text(block) for block in reading.document.blocks] == TEXT
    assert "STR202" in codes(reading)


def test_lines_broken_by_hand_go_on_at_the_margin() -> None:
    parted = "\n".join("    " + paragraph.replace("，", "，\n", 2).replace("\n", "", 1) for paragraph in TEXT[1:4] * 2)
    long = parted.replace("\n把", "把").replace("\n就", "就")
    assert all(line.startswith("p ") for line in shape(long))


def test_blanks_between_scripts() -> None:
    text = """
    系统由三个部分组成，前端使用一种常见的框架，后端使用 Python 与
    PostgreSQL，两者之间用 JSON 交换数据，部署时可以放在同一台服务
    器上，也可以分开放置，中间用 HTTP 连接，连接断开以后会自动重
    试，重试三次仍然失败就写入日志并发出警告，请管理员检查网络。
    """
    (line,) = shape(text)
    assert "Python 与 PostgreSQL" in line
    assert "服务器上" in line
    assert "自动重试" in line


def test_a_label_at_a_line_start_inside_a_sentence_is_no_paragraph() -> None:
    text = """
    第一条　为了规范本镇集市的经营秩序，方便群众买卖，根据有关法律和
    本镇实际情况，制定本办法，凡在集市内从事经营活动的，均须遵守本办
    法的规定，违反者由镇人民政府责令改正，拒不改正的，依照有关法律和
    第三条的规定处理，情节严重的，取消其摊位，并在三年以内不予安排。
    第二条　集市每逢农历初三、初八开市，遇有雨雪可以顺延一日，由镇人
    民政府提前公告，经营者应当在开市前一个小时到场。
    第三条　摊位按照先来后到的原则安排，任何人不得强占。
    """
    assert [line[:25] for line in shape(text)] == [
        "p [article-label: 第一条]　为了",
        "p [article-label: 第二条]　集市",
        "p [article-label: 第三条]　摊位",
    ]


def test_a_house_can_forbid_a_join() -> None:
    house = load("gongwen")
    house = Profile(name=house.name, structure=Structure(never_join=("^旁白",)), faces=house.faces, styles=house.styles)
    text = wrapped(20, indent="　　").replace("每到夏天", "旁白到夏天")
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines) if "旁白" in line)
    lines[at : at + 1] = [lines[at].split("旁白")[0], "旁白" + lines[at].split("旁白")[1]]
    assert any(line.startswith("p 旁白") for line in shape("\n".join(lines), profile=house))


@settings(max_examples=30, deadline=None)
@given(st.integers(11, 40), st.booleans())
def test_joining_never_puts_a_blank_between_hanzi(width: int, blank: bool) -> None:
    text = wrapped(width, indent="　　", blank=blank)
    reading = READER.read(Input(text=text), ReadOptions(), Context(profile=load("gongwen")))
    whole = "".join(plain_text(block) for block in reading.document.blocks)
    assert not any(b in " 　" for _, b in pairwise(whole))
    assert whole == "".join(TEXT)


def test_latin_prose_is_joined_word_by_word() -> None:
    words = [
        "The",
        "old",
        "ferry",
        "crossed",
        "the",
        "river",
        "twice",
        "a",
        "day,",
        "and",
        "the",
        "children",
        "waved",
        "whenever",
        "it",
        "came",
        "near",
        "the",
        "bank.",
    ]
    whole = " ".join(words * 6)
    lines, line = [], ""
    for word in whole.split():
        if len(line) + 1 + len(word) > 64:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    text = "\n".join([*lines, line, ""])
    assert shape(text + "\n" + text) == [f"p {whole}"] * 2


def test_words_are_closed_up_where_a_text_was_cut_at_a_column() -> None:
    paragraph = (
        "监控面板会读取缓存服务写入的会话数据，网关节点负责转发请求，默认端口是六千，超时之后由Prometheus指标报警；"
        "消息队列不再使用旧的接口，备份任务改在夜里执行，日志采集程序由Kubernetes集群统一调度，磁盘的阈值另行规定。"
    )
    lines = _cut("　　" + paragraph, 20)
    assert any(a[-1].isascii() and b[0].isascii() for a, b in pairwise(lines))
    text = "\n".join(["运维手册", *lines * 3]) + "\n"
    assert shape(text).count(f"p {paragraph}") == 3


def _cut(text: str, cells: int) -> list[str]:
    """Break a text after so many cells, whatever stands there."""
    lines, line, used = [], "", 0
    for char in text:
        width = 1 if char.isascii() else 2
        if used + width > cells:
            lines.append(line)
            line, used = "", 0
        line, used = line + char, used + width
    return [*lines, line]
