"""The clerk's case: a speech copied from the web, whatever form it comes in."""

from pathlib import Path

import pytest

import convert
from convert import nodes
from convert.source import LineIndex
from convert.walk import descend, plain_text, role_of


@pytest.fixture(scope="module")
def text(request: pytest.FixtureRequest) -> str:
    fixtures: Path = request.getfixturevalue("fixtures")
    return (fixtures / "speech.txt").read_bytes().decode("gbk").replace("\r\n", "\n")


def parts(document: nodes.Document, role: nodes.Role) -> list[str]:
    return [plain_text(node) for node in descend(document.blocks) if role_of(node) is role]


def test_what_a_reader_sees_at_once_is_recognised(text: str) -> None:
    document = convert.read(text.encode())
    assert parts(document, nodes.Role.TITLE) == ["在全县乡村公共图书馆建设现场推进会上的讲话"]
    assert parts(document, nodes.Role.DATELINE) == ["（2025年3月18日）"]
    assert parts(document, nodes.Role.SALUTATION) == ["同志们："]
    headings = [(node.level, plain_text(node)) for node in descend(document.blocks) if isinstance(node, nodes.Header)]
    assert headings == [(1, "一、肯定成绩，看清短板"), (1, "二、突出重点，务求实效"), (1, "三、加强领导，合力推进")]
    heads = parts(document, nodes.Role.RUN_IN)
    assert [head[:2] for head in heads] == [
        "一是",
        "二是",
        "三是",
        "一要",
        "二要",
        "三要",
        "四要",
        "（一",
        "（二",
        "（三",
    ]
    assert all(head.endswith("。") for head in heads)


def test_the_cut_line_is_joined_and_no_paragraph_is_empty(text: str) -> None:
    document = convert.read(text.encode())
    paragraphs = [plain_text(node) for node in descend(document.blocks) if isinstance(node, nodes.Para)]
    assert any("全县新建改建村级书室128个，新增图书36.5万册" in paragraph for paragraph in paragraphs)
    assert all(paragraph.strip() for paragraph in paragraphs)


def test_each_change_and_each_line_set_aside_has_its_place(text: str) -> None:
    result = convert.convert(text.encode(), to="md")
    index = LineIndex(text)
    places = [
        (d.code, *index.position(d.span.start)) for d in result.diagnostics if d.span and d.code in ("P201", "STR101")
    ]
    commas = [("P201", number, line.index(",") + 1) for number, line in enumerate(text.split("\n"), 1) if "," in line]
    assert len(commas) == 2
    assert sorted(places) == [*commas, ("STR101", 1, 1), ("STR101", 27, 1)]


@pytest.mark.parametrize("format", ["docx", "pdf", "md", "txt", "json"])
def test_every_form_of_the_file_gives_the_same_bytes(text: str, format: str) -> None:
    forms = [
        text.encode("utf-8"),
        text.encode("utf-8-sig"),
        text.encode("gbk"),
        text.encode("gb18030"),
        b"\xff\xfe" + text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        text.replace("\n", "\r\n").encode("utf-8"),
        text.replace("\n", "\r").encode("gb18030"),
    ]
    outputs = {convert.convert(form, to=format).data for form in forms}
    assert len(outputs) == 1


def test_noise_stays_when_asked_for(text: str) -> None:
    result = convert.convert(text.encode(), to="md", keep_noise=True)
    assert "仅供学习参考" in result.data.decode()
    assert "打印本页" in result.data.decode()
