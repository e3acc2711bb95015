"""The file as a whole: readable, compact, the same each time, with nothing of the machine in it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from convert.layout.frames import Frames
from convert.writers.pdf.objects import File, array, dictionary, name, name_tree, number, number_tree
from tests.writers_pdf.conftest import Desk

Paragraph = Callable[[str], Frames]


@pytest.mark.parametrize("compress", [True, False])
def test_the_file_is_sound(desk: Desk, paragraph: Paragraph, compress: bool) -> None:
    with pikepdf.open(io.BytesIO(desk.paint(paragraph("公文"), standard="a-2u", compress=compress))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == "1.7"
        assert len(pdf.pages) == 1


def test_objects_are_packed(desk: Desk, paragraph: Paragraph) -> None:
    packed, open_ = (desk.paint(paragraph("公文"), compress=compress) for compress in (True, False))
    assert b"/ObjStm" in packed
    assert b"/ObjStm" not in open_
    assert b"\nxref\n" in open_


def test_metadata_can_be_read_without_unpacking(desk: Desk, paragraph: Paragraph) -> None:
    """Search engines and archives look for the packet as it is (ISO 19005-2 6.6.2.1)."""
    assert b"<dc:title>" in desk.paint(paragraph("公文"))


def test_the_same_frames_give_the_same_bytes(paragraph: Paragraph) -> None:
    assert Desk().paint(paragraph("公文"), standard="a-2u") == Desk().paint(paragraph("公文"), standard="a-2u")


def test_the_identifier_is_of_the_content(desk: Desk, paragraph: Paragraph) -> None:
    def identifier(text: str) -> bytes:
        with pikepdf.open(io.BytesIO(desk.paint(paragraph(text)))) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identifier("甲") == identifier("甲")
    assert identifier("甲") != identifier("乙")


def test_nothing_tells_the_time(desk: Desk, paragraph: Paragraph) -> None:
    data = desk.paint(paragraph("公文"), compress=False, standard="a-2u")
    for clock in (b"CreationDate", b"ModDate", b"CreateDate", b"ModifyDate", b"ReportLab"):
        assert clock not in data


def test_many_pages_hang_on_a_tree(desk: Desk) -> None:
    pages = [desk.page(desk.run("页", element=0)) for _ in range(130)]
    with pikepdf.open(io.BytesIO(desk.paint(desk.frames(*pages)))) as pdf:
        assert len(pdf.pages) == 130
        assert len(pdf.Root.Pages.Kids) == 3


def test_trees_of_names_and_numbers_split() -> None:
    file = File()
    names = name_tree(file, [(f"n{at:03d}", at) for at in range(200)])
    numbers = number_tree(file, [(at, at) for at in range(200)])
    pages = file.add(dictionary({"Type": name("Pages"), "Kids": array([]), "Count": 0}))
    root = file.add(
        dictionary(
            {"Type": name("Catalog"), "Pages": pages, "Names": dictionary({"Dests": names}), "PageLabels": numbers}
        )
    )
    with pikepdf.open(io.BytesIO(file.finish(root, file.add(dictionary({}))))) as pdf:
        assert pikepdf.NumberTree(pdf.Root.PageLabels)[137] == 137
        assert pikepdf.NameTree(pdf.Root.Names.Dests)["n137"] == 137
        assert len(pdf.Root.PageLabels.Kids) == 4


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0"), (-0.0001, "0"), (12.5, "12.5"), (1 / 3, "0.333"), (100.0, "100"), (-7.25, "-7.25")]
)
def test_numbers_are_short(value: float, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(("text", "shown"), [("Type", "/Type"), ("text/plain", "/text#2fplain"), ("a b", "/a#20b")])
def test_names_are_escaped(text: str, shown: str) -> None:
    assert name(text) == shown
