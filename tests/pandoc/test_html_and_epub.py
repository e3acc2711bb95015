"""HTML in one file and EPUB: our template, the profile's styles, nothing fetched, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

import convert
from convert import nodes as n
from convert.contracts import Context
from convert.diagnostics import Diagnostic
from convert.formats import writer
from convert.profile import BUILT_IN, load
from convert.walk import div
from convert.writers.html.dates import iso_date
from convert.writers.html.style import style_sheet

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6364f8cf500f0003860180 5a347d6b0000000049454e44ae426082".replace(
        " ", ""
    )
)


def para(*parts: str | n.Inline) -> n.Para:
    return n.Para(tuple(n.Str(part) if isinstance(part, str) else part for part in parts))


TITLE = div(n.Role.TITLE, para("在大会上的讲话"))
BLOCKS = (
    TITLE,
    div(n.Role.SALUTATION, para("同志们：")),
    n.Header(1, n.NO_ATTR, (n.Str("一、要求"),)),
    para("学习Python语言。"),
)


def html(*blocks: n.Block, profile: str = "gongwen", **settings: object) -> str:
    return convert.write(n.Document(blocks=blocks), to="html", profile=profile, **settings).decode()


def test_a_page_stands_alone() -> None:
    page = html(*BLOCKS)
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "<title>在大会上的讲话</title>" in page
    assert not re.search(r"<script|<link|@import|url\(|https?://(?!www\.w3\.org)", page)


def test_the_title_is_the_only_top_heading() -> None:
    page = html(*BLOCKS)
    assert re.findall(r"<h(\d)[^>]*>(.*?)</h", page) == [("1", "在大会上的讲话"), ("2", "一、要求")]
    assert 'class="title unnumbered"' in page
    assert re.search(r'<h2 class="heading-1[^>]*>', page)
    assert '<div class="salutation">' in page


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_style_sheet_speaks_chinese(name: str) -> None:
    sheet = style_sheet(load(name))
    for rule in ("text-autospace: normal", "text-spacing-trim:", "line-break: strict"):
        assert rule in sheet
    assert sheet.count("{") == sheet.count("}")
    assert load(name).faces["body"].docx in sheet


def test_latin_faces_leave_quotation_marks_to_the_hanzi() -> None:
    sheet = style_sheet(load("gongwen"))
    (ranges,) = set(re.findall(r"unicode-range: ([^;]*);", sheet))
    spans = [tuple(int(end, 16) for end in span.removeprefix("U+").split("-")) for span in ranges.split(", ")]
    for mark in "“”‘’—…·":
        assert not any(first <= ord(mark) <= last for first, last in spans)
    assert any(first <= ord("A") <= last for first, last in spans)


def test_styles_follow_the_profile() -> None:
    sheet = style_sheet(load("gongwen"))
    assert "text-indent: 2em" in sheet
    assert re.search(r"h1\.title \{[^}]*text-align: center", sheet)
    assert re.search(r"h1\.heading-1, [^{]*\{[^}]*黑体", sheet)
    assert "size: 210mm 297mm" in sheet


def test_only_the_web_profile_types_blanks() -> None:
    assert "学习 Python 语言" in html(*BLOCKS, profile="web")
    assert "学习Python语言" in html(*BLOCKS, profile="gongwen")


def test_ruby_formulas_and_notes_are_native() -> None:
    page = html(para(n.Ruby((n.Str("汉"),), "hàn"), n.Math(n.MathType.INLINE, "x^2"), n.Note((para("注"),))))
    assert "<ruby>汉<rp>（</rp><rt>hàn</rt><rp>）</rp></ruby>" in page
    assert "<math" in page
    assert 'role="doc-noteref"' in page


def test_pictures_are_inside_and_missing_ones_are_reported() -> None:
    remarks: list[Diagnostic] = []
    context = Context(load("web"), report=remarks.append, resource={"a.png": PIXEL}.get)
    image = n.Image(n.NO_ATTR, (n.Str("图"),), n.Target("a.png"))
    absent = n.Image(n.NO_ATTR, (n.Str("图"),), n.Target("http://a.cn/b.png"))
    form = writer("html")
    page = form.write(n.Document(blocks=(para("甲", image, absent),)), form.options(), context).decode()
    assert 'src="data:image/png;base64,iVBOR' in page
    assert [remark.message for remark in remarks if remark.code == "PAN102"] == [
        "image 'http://a.cn/b.png' is not at hand and stays an address"
    ]


def test_what_pandoc_does_not_render_is_reported() -> None:
    remarks: list[Diagnostic] = []
    form = writer("html")
    document = n.Document(blocks=(para("甲"), n.RawBlock("tex", "\\hrule")))
    form.write(document, form.options(), Context(load("web"), report=remarks.append))
    assert any(remark.code == "PAN101" and "Not rendering RawBlock" in remark.message for remark in remarks)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024年3月5日", "2024-03-05"),
        ("二〇一九年十二月九日", "2019-12-09"),
        ("二○二四年三月二十一日", "2024-03-21"),
        ("（2024年10月）", "2024-10"),
        ("2024-03-05", "2024-03-05"),
        ("2024年13月5日", ""),
        ("近日", ""),
    ],
)
def test_dates_of_books_are_numbers(text: str, date: str) -> None:
    assert iso_date(text) == date


def test_the_same_document_gives_the_same_book() -> None:
    document = n.Document(blocks=BLOCKS)
    book = convert.write(document, to="epub")
    assert book == convert.write(document, to="epub")
    names = zipfile.ZipFile(io.BytesIO(book)).namelist()
    assert names[0] == "mimetype"
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("EPUB/styles/stylesheet1.css").decode()
    assert sheet == style_sheet(load("gongwen"))


def test_underlined_blanks_keep_their_length() -> None:
    page = convert.write(
        n.Document(blocks=(n.Para((n.Str("姓名："), n.Underline((n.Str("        "),)))),)), to="html"
    ).decode()
    assert "<u>        </u>" in page
    assert "u { white-space: pre-wrap; }" in page
