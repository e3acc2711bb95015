"""The structure tree: what layout gave, in reading order, with what PDF/UA asks for."""

from __future__ import annotations

import io

import pikepdf
import pytest

from convert.layout.frames import ARTIFACT, Element, Frames, LinkArea, Rule
from tests.judges import structure
from tests.writers_pdf.conftest import Desk


def tree(desk: Desk, frames: Frames) -> structure.Node:
    with pikepdf.open(io.BytesIO(desk.paint(frames))) as pdf:
        return structure.read(pdf)


def test_elements_stand_in_reading_order_under_one_document(desk: Desk) -> None:
    elements = (Element("H1", -1), Element("P", -1), Element("L", -1), Element("LI", 2), Element("LBody", 3))
    page = desk.page(
        desk.run("标题", element=0), desk.run("正文一行", y=150, element=1), desk.run("条目", y=180, element=4)
    )
    read = tree(desk, desk.frames(page, elements=elements))
    assert read.outline() == ("Document", "H1", "P", ("L", ("LI", "LBody")))
    assert [node.text for node in read.children] == ["标题", "正文一行", "条目"]


def test_a_document_of_layout_is_not_wrapped_again(desk: Desk) -> None:
    elements = (Element("Document", -1), Element("P", 0))
    assert tree(desk, desk.frames(desk.page(desk.run("文", element=1)), elements=elements)).outline() == (
        "Document",
        "P",
    )


def test_lines_of_a_paragraph_join_over_pages(desk: Desk) -> None:
    pages = [desk.page(desk.run("第一页的末行", element=0)), desk.page(desk.run("接在第二页。", element=0))]
    (paragraph,) = tree(desk, desk.frames(*pages)).children
    assert paragraph.text == "第一页的末行接在第二页。"


def test_lines_on_one_page_are_one_sequence(desk: Desk) -> None:
    lines = [desk.run(line, y=120 + 30 * at, element=0) for at, line in enumerate(("一行", "二行", "三行"))]
    with pikepdf.open(io.BytesIO(desk.paint(desk.frames(desk.page(*lines))))) as pdf:
        assert pdf.Root.StructTreeRoot.K.K.K == 0


def test_page_numbers_and_rules_are_artifacts(desk: Desk) -> None:
    page = desk.page(desk.run("正文", element=0), Rule(79, 300, 442, 1), desk.run("— 1 —", y=790, name="song"))
    data = desk.paint(desk.frames(page), compress=False)
    assert tree(desk, desk.frames(page)).text == "正文"
    assert b"/Artifact <</Type /Layout>> BDC" in data
    assert b"/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC" in data


def test_a_footnote_follows_its_reference(desk: Desk) -> None:
    elements = (Element("P", -1), Element("Reference", 0), Element("Note", 0))
    page = desk.page(
        desk.run("正文", element=0),
        desk.run("[1]", x=200, element=1, name="song"),
        desk.run("接着说。", x=230, element=0),
        desk.run("注文", y=750, element=2),
    )
    read = tree(desk, desk.frames(page, elements=elements))
    assert read.text == "正文[1]注文接着说。"
    (note,) = read.find("Note")
    assert note.identifier


def test_empty_cells_keep_their_place(desk: Desk) -> None:
    elements = (
        Element("Table", -1), Element("TR", 0), Element("TH", 1), Element("TH", 1),
        Element("TR", 0), Element("TD", 4), Element("TD", 4),
    )  # fmt: skip
    page = desk.page(desk.run("乙", element=3), desk.run("丙", y=150, element=5))
    read = tree(desk, desk.frames(page, elements=elements))
    assert read.outline() == ("Document", ("Table", ("TR", "TH", "TH"), ("TR", "TD", "TD")))
    assert [node.text for node in read.find("TH") + read.find("TD")] == ["", "乙", "丙", ""]
    assert all(head.attributes["Scope"] == "Column" for head in read.find("TH"))


def test_attributes_go_to_their_owners(desk: Desk) -> None:
    elements = (Element("TH", -1, attributes=(("Scope", "Row"), ("ColSpan", "2"), ("TextAlign", "Center"))),)
    with pikepdf.open(
        io.BytesIO(desk.paint(desk.frames(desk.page(desk.run("头", element=0)), elements=elements)))
    ) as pdf:
        sets = {str(one.O): one for one in pdf.Root.StructTreeRoot.K.K.A}
        assert str(sets["/Table"].Scope) == "/Row"
        assert sets["/Table"].ColSpan == 2
        assert str(sets["/Layout"].TextAlign) == "/Center"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("1.", "Decimal"), ("（三）", "Decimal"), ("①", "Decimal"), ("a)", "LowerAlpha"), ("B.", "UpperAlpha"),
        ("ii.", "LowerRoman"), ("IV.", "UpperRoman"), ("•", "Disc"), ("◦", "Circle"), ("▪", "Square"), ("—", "Disc"),
    ],
)  # fmt: skip
def test_labelled_lists_say_how_they_are_numbered(desk: Desk, label: str, said: str) -> None:
    elements = (Element("L", -1), Element("LI", 0), Element("Lbl", 1), Element("LBody", 1))
    page = desk.page(desk.run(label, name="song", element=2), desk.run("条目", x=130, element=3))
    (one,) = tree(desk, desk.frames(page, elements=elements)).find("L")
    assert one.attributes == {"ListNumbering": said}


def test_no_heading_level_is_skipped(desk: Desk) -> None:
    elements = (Element("H1", -1), Element("H3", -1), Element("H2", -1), Element("H3", -1))
    runs = [desk.run("题", y=100 + 30 * at, element=at) for at in range(4)]
    read = tree(desk, desk.frames(desk.page(*runs), elements=elements))
    assert read.outline() == ("Document", "H1", "H2", "H2", "H3")
    assert [(remark.code, remark.message) for remark in desk.remarks] == [
        ("PDF004", "a heading of level 3 is tagged H2: no level may be skipped")
    ]


def test_types_of_our_own_are_mapped_to_standard_ones(desk: Desk) -> None:
    elements = (Element("Title", -1), Element("Seal", -1))
    page = desk.page(desk.run("题", element=0), desk.run("印", y=150, element=1))
    with pikepdf.open(io.BytesIO(desk.paint(desk.frames(page, elements=elements)))) as pdf:
        roles = {key: str(value) for key, value in pdf.Root.StructTreeRoot.RoleMap.items()}
    assert roles == {"/Title": "/P", "/Seal": "/Div"}


def test_links_are_tagged_and_described(desk: Desk) -> None:
    elements = (Element("P", -1), Element("Link", 0))
    area = LinkArea(79, 105, 64, 20, "https://example.com/办法 一?q=中", 1, "办法全文")
    page = desk.page(desk.run("见", element=0), desk.run("办法", x=100, element=1), area)
    data = desk.paint(desk.frames(page, elements=elements))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        read = structure.read(pdf)
        (annotation,) = pdf.pages[0].Annots
        assert str(annotation.A.URI) == "https://example.com/%E5%8A%9E%E6%B3%95%20%E4%B8%80?q=%E4%B8%AD"
        assert str(annotation.Contents) == "办法全文"
        assert str(pdf.pages[0].Tabs) == "/S"
    (link,) = read.find("Link")
    assert (link.text, link.annotations) == ("办法", 1)


def test_a_link_area_in_another_element_gets_a_link_of_its_own(desk: Desk) -> None:
    elements = (Element("P", -1), Element("Reference", 0))
    area = LinkArea(79, 105, 64, 20, "https://example.com", 1)
    read = tree(desk, desk.frames(desk.page(desk.run("[1]", element=1, name="song"), area), elements=elements))
    assert read.outline() == ("Document", ("P", ("Reference", "Link")))


def test_many_pages_need_a_deeper_parent_tree(desk: Desk) -> None:
    pages = [desk.page(desk.run(f"{at}", name="song", element=0)) for at in range(150)]
    assert tree(desk, desk.frames(*pages)).text == "".join(map(str, range(150)))


def test_untagged_frames_give_no_tree(desk: Desk) -> None:
    data = desk.paint(desk.frames(desk.page(desk.run("文", element=ARTIFACT))), tagged=False)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
