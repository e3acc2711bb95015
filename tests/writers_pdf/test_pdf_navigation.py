"""Bookmarks, page labels and links lead where they should."""

from __future__ import annotations

import io

import pikepdf
import pytest

from convert.layout.frames import Anchor, Bookmark, LinkArea
from convert.writers.pdf.navigation import uri
from tests.writers_pdf.conftest import Desk


def opened(desk: Desk, count: int = 1, **more: object) -> pikepdf.Pdf:
    pages = [desk.page(desk.run("文", element=0)) for _ in range(count)]
    return pikepdf.open(io.BytesIO(desk.paint(desk.frames(*pages, **more))))


def titles(items: list[pikepdf.OutlineItem]) -> list[object]:
    return [(item.title, titles(item.children)) if item.children else item.title for item in items]


def test_bookmarks_nest_by_level(desk: Desk) -> None:
    marks = [(1, "一、甲"), (2, "（一）乙"), (2, "（二）丙"), (1, "二、丁"), (3, "1.戊")]
    pdf = opened(desk, bookmarks=tuple(Bookmark(level, text, 0, 100.0) for level, text in marks))
    with pdf.open_outline() as outline:
        assert titles(outline.root) == [("一、甲", ["（一）乙", "（二）丙"]), ("二、丁", ["1.戊"])]
    assert pdf.Root.Outlines.Count == 5
    assert str(pdf.Root.PageMode) == "/UseOutlines"


def test_a_bookmark_leads_to_its_place(desk: Desk) -> None:
    pdf = opened(desk, 2, bookmarks=(Bookmark(1, "二", 1, 141.89),))
    page, kind, _, top, _ = pdf.Root.Outlines.First.Dest
    assert page.objgen == pdf.pages[1].objgen
    assert (str(kind), float(top)) == ("/XYZ", 700.0)


def test_a_long_outline_is_folded(desk: Desk) -> None:
    marks = tuple(Bookmark(1 + at % 2, f"第{at}条", 0, 100.0) for at in range(100))
    pdf = opened(desk, bookmarks=marks)
    assert pdf.Root.Outlines.Count == 50
    assert pdf.Root.Outlines.First.Count == -1


def test_no_bookmarks_no_outline(desk: Desk) -> None:
    pdf = opened(desk)
    assert "/Outlines" not in pdf.Root
    assert str(pdf.Root.PageMode) == "/UseNone"


def test_page_labels_follow_the_printed_numbers(desk: Desk) -> None:
    labels = ["封面", "i", "ii", "iii", "iv", "1", "2", "3", "5", "附1"]
    pages = [desk.page(desk.run("文", element=0), label=label) for label in labels]
    with pikepdf.open(io.BytesIO(desk.paint(desk.frames(*pages)))) as pdf:
        assert [page.label for page in pdf.pages] == labels
        assert len(pdf.Root.PageLabels.Nums) == 2 * 5


def test_pages_without_labels_are_counted(desk: Desk) -> None:
    assert [page.label for page in opened(desk, 3).pages] == ["1", "2", "3"]


def test_links_inside_lead_to_anchors(desk: Desk) -> None:
    area = LinkArea(79, 100, 50, 20, "#note-1", 0)
    page, foot = desk.page(desk.run("见注", element=0), area), desk.page(desk.run("注", element=0))
    frames = desk.frames(page, foot, anchors=(Anchor("note-1", 1, 41.89),))
    with pikepdf.open(io.BytesIO(desk.paint(frames))) as pdf:
        target = pdf.pages[0].Annots[0].Dest
        assert target[0].objgen == pdf.pages[1].objgen
        assert float(target[3]) == 800.0


def test_a_link_to_nowhere_is_left_out_and_said(desk: Desk) -> None:
    area = LinkArea(79, 100, 50, 20, "#gone", 0)
    frames = desk.frames(desk.page(desk.run("见下", element=0), area))
    with pikepdf.open(io.BytesIO(desk.paint(frames))) as pdf:
        assert "/Annots" not in pdf.pages[0]
    assert [(remark.code, remark.message) for remark in desk.remarks] == [
        ("PDF005", "link to '#gone' leads nowhere in this document; only its text stays")
    ]


@pytest.mark.parametrize(
    ("address", "ascii_form"),
    [
        ("https://example.com/a?b=c&d=%20#e", "https://example.com/a?b=c&d=%20#e"),
        ("https://例子.中国/路 径", "https://%E4%BE%8B%E5%AD%90.%E4%B8%AD%E5%9B%BD/%E8%B7%AF%20%E5%BE%84"),
        ("mailto:a@b.cn", "mailto:a@b.cn"),
        ("a(b)\\c", "a(b)%5Cc"),
    ],
)
def test_addresses_become_uris(address: str, ascii_form: str) -> None:
    assert uri(address) == ascii_form


@pytest.mark.parametrize("address", ["", "  ", "data:image/png;base64," + "A" * 40_000])
def test_an_address_that_cannot_be_written_is_left_out_and_said(desk: Desk, address: str) -> None:
    frames = desk.frames(desk.page(desk.run("图", element=0), LinkArea(79, 100, 50, 20, address, 0)))
    with pikepdf.open(io.BytesIO(desk.paint(frames))) as pdf:
        assert "/Annots" not in pdf.pages[0]
    assert [remark.code for remark in desk.remarks] == ["PDF006"]


def test_strings_keep_to_the_limit_of_the_standard(desk: Desk) -> None:
    pdf = opened(desk, bookmarks=(Bookmark(1, "长" * 50_000, 0, 100.0),))
    assert len(bytes(pdf.Root.Outlines.First.Title)) < 32_767
    assert str(pdf.Root.Outlines.First.Title).endswith("长…")


def test_half_a_pair_does_not_stop_the_writer(desk: Desk) -> None:
    pdf = opened(desk, title="半\ud800个", metadata=(("author", "\udfff"),))
    assert str(pdf.docinfo.Title) == "半个"
    assert uri("https://a.cn/\ud800") == "https://a.cn/%ED%A0%80"
