"""Tables that only place the 版头 and 版记 on the page are their parts; tables of the text stay tables."""

from __future__ import annotations

import io

import docx
import pytest

import convert
from convert.walk import plain_text, role_of

LINES = (
    "关于加强安全生产工作的请示",
    "市人民政府：",
    "　　现将有关情况报告如下，请审示。",
    "　　一、基本情况",
    "　　去年以来，各项工作扎实推进。",
    "某某县教育局",
    "2025年3月1日",
)


def file(head: list[list[str]], record: list[list[str]]) -> bytes:
    made = docx.Document()
    made.add_paragraph("某某县教育局文件")
    for rows in (head, None, record):
        if rows is None:
            for line in LINES:
                made.add_paragraph(line)
        elif rows:
            table = made.add_table(len(rows), len(rows[0]))
            for down, row in enumerate(rows):
                for across, text in enumerate(row):
                    table.cell(down, across).text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def parts(data: bytes) -> list[tuple[str, str]]:
    document = convert.convert(
        data, to="json", source_format="docx", profile="gongwen", normalise=False
    ).prepared.document
    return [(str(role_of(block) or type(block).__name__), plain_text(block)) for block in document.blocks]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ([["某教〔2025〕3号", "签发人：张三"]], [("doc-number", "某教〔2025〕3号"), ("signer", "签发人：张三")]),
        ([["", "某教〔2025〕3号", ""]], [("doc-number", "某教〔2025〕3号")]),
    ],
)
def test_the_head_in_a_table_is_the_head(head: list[list[str]], found: list[tuple[str, str]]) -> None:
    seen = parts(file(head, []))
    assert not any(kind == "Table" for kind, _ in seen)
    assert all(part in seen for part in found)
    assert ("title", "关于加强安全生产工作的请示") in seen


def test_the_record_in_a_table_is_the_record() -> None:
    seen = parts(file([], [["抄送：市委办公室，市人大常委会办公室。", ""], ["某某县教育局办公室", "2025年3月1日印发"]]))
    assert seen[-2:] == [
        ("copies", "抄送：市委办公室，市人大常委会办公室。"),
        ("imprint", "某某县教育局办公室　　2025年3月1日印发"),
    ]


@pytest.mark.parametrize("rows", [[["单位", "时限"], ["水务局", "六月"]], [["某教〔2025〕3号", "关于某事的通知"]]])
def test_other_tables_stay(rows: list[list[str]]) -> None:
    assert [kind for kind, _ in parts(file(rows, rows))].count("Table") == 2


def test_no_character_is_lost() -> None:
    data = file([["某教〔2025〕3号", "签发人：张三"]], [["某某县教育局办公室", "2025年3月1日印发"]])
    text = "".join(text for _, text in parts(data))
    wanted = ("某某县教育局文件", "某教〔2025〕3号", "签发人：张三", *LINES, "某某县教育局办公室", "2025年3月1日印发")
    assert "".join(text.split()) == "".join("".join(wanted).split())
