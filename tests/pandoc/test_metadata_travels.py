"""What front matter says goes along: from text and Markdown to Markdown, Word, OpenDocument and back, unknown keys too."""

from __future__ import annotations

import pytest

import convert
from convert.nodes import Document
from convert.walk import meta_text, plain_text

FRONT = """---
title: 关于“示范”工作的通知
issuer: 某某市人民政府
doc-number: 某政发〔2025〕3号
date: 2025年3月1日
project: 测试 & <甲>
keywords: [安全, 生产]
author:
  - 张三
  - 李四
remark: |
  第一行
  第二行
---

各单位：

现将有关事项通知如下。
"""
SAID = {
    "title": "关于“示范”工作的通知", "issuer": "某某市人民政府", "doc-number": "某政发〔2025〕3号", "date": "2025年3月1日",
    "project": "测试 & <甲>", "keywords": "安全、生产", "author": "张三、李四", "remark": "第一行 第二行",
}  # fmt: skip


def told(document: Document) -> dict[str, str]:
    return {key: meta_text(document, key).replace("第一行第二行", "第一行 第二行") for key in SAID}


@pytest.mark.parametrize("name", ["markdown", "txt"])
def test_front_matter_is_metadata(name: str) -> None:
    document = convert.read(FRONT, source_format=name)
    assert told(document) == SAID
    assert "project" not in plain_text(document.blocks)


@pytest.mark.parametrize("name", ["markdown", "txt"])
@pytest.mark.parametrize("flavor", ["commonmark", "gfm", "pandoc"])
def test_it_goes_into_markdown_and_back(name: str, flavor: str) -> None:
    made = convert.convert(FRONT, to="md", source_format=name, flavor=flavor, front_matter=True).data
    assert told(convert.read(made, source_format="markdown")) == SAID
    again = convert.convert(made, to="md", source_format="markdown", flavor=flavor, front_matter=True).data
    assert told(convert.read(again, source_format="markdown")) == SAID


def test_it_goes_into_word_and_back() -> None:
    word = convert.convert(FRONT, to="docx", source_format="markdown").data
    document = convert.read(word, source_format="docx")
    held = {key: meta_text(document, key) for key in ("title", "project", "keywords")}
    assert held == {key: SAID[key] for key in held}
    text = convert.convert(word, to="md", source_format="docx", front_matter=True).data.decode()
    assert 'project: "测试 & <甲>"' in text
    assert all(SAID[key] in text for key in ("issuer", "doc-number", "title")), "on the page, where Word has them"


def test_keys_that_people_gave_come_from_opendocument() -> None:
    text = convert.convert(FRONT.replace(" & <甲>", ""), to="odt", source_format="markdown").data
    document = convert.read(text, source_format="odt")
    assert {key: meta_text(document, key) for key in ("issuer", "doc-number", "project")} == {
        "issuer": SAID["issuer"], "doc-number": SAID["doc-number"], "project": "测试",
    }  # fmt: skip
