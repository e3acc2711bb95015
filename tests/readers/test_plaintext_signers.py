"""The head of a document to superiors: number and 签发人 on one line, several who sign (GB/T 9704 7.2.5, 7.2.6)."""

from __future__ import annotations

import pytest

from convert.walk import meta_text
from tests.readers.shapes import read, shape

TAIL = "关于增设公园的请示\n\n省人民政府：\n　　为改善环境，拟增设公园，现将有关情况请示如下。\n　　妥否，请批示。\n"


@pytest.mark.parametrize("blanks", ["　　　　", "        ", "\t"])
def test_number_and_signer_share_a_line(blanks):
    text = f"云政发〔2026〕3号{blanks}签发人：张三\n{TAIL}"
    assert shape(text)[:3] == ["doc-number 云政发〔2026〕3号", "signer 签发人：张三", "title 关于增设公园的请示"]
    made = read(text).document
    assert [text[slice(*block.span)] for block in made.blocks[:2]] == ["云政发〔2026〕3号", "签发人：张三"]
    assert [meta_text(made, key) for key in ("doc-number", "signer")] == ["云政发〔2026〕3号", "签发人：张三"]


@pytest.mark.parametrize(
    "head",
    [
        "云政发〔2026〕3号　　　签发人：张三　李四明\n　　　　王　五\n",
        "　　　　　　　　　　　　　签发人：张三　李四明\n云政发〔2026〕3号　　　　　　　　王　五\n",
    ],
)
def test_names_go_on_below(head):
    text = head + TAIL
    assert "title 关于增设公园的请示" in shape(text)
    assert meta_text(read(text).document, "signer") == "签发人：张三　李四明　王　五"


@pytest.mark.parametrize("below", ["请示\n", "公园建设\n"])
def test_a_short_line_below_one_name_is_no_name(below):
    assert not any(line == f"signer {below.strip()}" for line in shape(f"签发人：张三\n{below}{TAIL}"))
