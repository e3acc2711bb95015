"""Title, author, dates, language and the claims to PDF/A and PDF/UA."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from PIL import ImageCms

from convert.layout.frames import Bookmark
from convert.writers.pdf.icc import srgb
from convert.writers.pdf.metadata import iso_date
from tests.writers_pdf.conftest import Desk

DC, PDFA, UA = "http://purl.org/dc/elements/1.1/", "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"


def opened(
    desk: Desk, *, metadata: tuple[tuple[str, str], ...] = (), title: str = "通知", **more: object
) -> pikepdf.Pdf:
    frames = desk.frames(desk.page(desk.run("正文第一句", element=0)), title=title, metadata=metadata)
    return pikepdf.open(io.BytesIO(desk.paint(frames, **more)))


def packet(pdf: pikepdf.Pdf) -> ET.Element:
    return ET.fromstring(pdf.Root.Metadata.read_bytes())


def test_both_places_say_the_same(desk: Desk) -> None:
    pdf = opened(
        desk,
        title="关于A&B的<通知>",
        metadata=(("author", "某某局"), ("date", "2026年3月1日"), ("keywords", "公文,格式")),
    )
    assert str(pdf.docinfo.Title) == "关于A&B的<通知>"
    assert str(pdf.docinfo.Author) == "某某局"
    assert str(pdf.docinfo.CreationDate) == "D:20260301"
    text = ["".join(node.itertext()).strip() for node in packet(pdf).iter() if node.tag == f"{{{DC}}}title"]
    assert text == ["关于A&B的<通知>"]
    everything = "".join(packet(pdf).itertext())
    assert "某某局" in everything
    assert "2026-03-01" in everything
    assert "公文,格式" in everything


def test_control_characters_do_not_break_the_packet(desk: Desk) -> None:
    pdf = opened(desk, title="通\x07知\n第二行\ufffe")
    assert str(pdf.docinfo.Title) == "通知 第二行"
    assert packet(pdf) is not None


@pytest.mark.parametrize(("standard", "part"), [("a-2u", "2"), ("a-3u", "3")])
def test_claims_of_the_standard(desk: Desk, standard: str, part: str) -> None:
    pdf = opened(desk, standard=standard)
    read = packet(pdf)
    assert read.find(f".//{{{PDFA}}}part").text == part  # type: ignore[union-attr]
    assert read.find(f".//{{{PDFA}}}conformance").text == "U"  # type: ignore[union-attr]
    assert read.find(f".//{{{UA}}}part").text == "1"  # type: ignore[union-attr]
    assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"


def test_no_claims_without_a_standard_or_tags(desk: Desk) -> None:
    pdf = opened(desk, tagged=False)
    assert packet(pdf).find(f".//{{{PDFA}}}part") is None
    assert packet(pdf).find(f".//{{{UA}}}part") is None
    assert "/OutputIntents" not in pdf.Root


def test_language_and_title_for_readers(desk: Desk) -> None:
    pdf = opened(desk)
    assert str(pdf.Root.Lang) == "zh-CN"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_a_document_without_a_title_takes_its_first_heading_or_words(desk: Desk) -> None:
    assert str(opened(desk, title="").docinfo.Title) == "正文第一句"
    page = desk.page(desk.run("正文", element=0))
    frames = desk.frames(page, title="", bookmarks=(Bookmark(1, "一、总体要求", 0, 100),))
    with pikepdf.open(io.BytesIO(desk.paint(frames))) as pdf:
        assert str(pdf.docinfo.Title) == "一、总体要求"


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2026年3月1日", "2026-03-01"), ("2026-3-1", "2026-03-01"), ("2026.03.01", "2026-03-01"), ("2026年3月", "2026-03"),
        ("2026", "2026"), ("2026年13月1日", ""), ("二〇二六年", ""), ("昨天", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates(given: str, iso: str) -> None:
    assert iso_date(given) == iso


def test_the_profile_is_srgb() -> None:
    """A colour engine of its own right takes it, and changes nothing against its built-in sRGB."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    assert profile.profile.xcolor_space == "RGB "
    from PIL import Image

    colors = Image.new("RGB", (4, 1))
    colors.putdata([(255, 0, 0), (12, 200, 90), (128, 128, 128), (3, 7, 250)])
    through = ImageCms.profileToProfile(colors, profile, ImageCms.createProfile("sRGB"))
    assert through is not None
    for before, after in zip(colors.tobytes(), through.tobytes(), strict=True):
        assert abs(before - after) <= 1


def test_a_document_without_text_is_called_by_its_file(desk: Desk) -> None:
    data = desk.paint(desk.frames(desk.page(), elements=(), title=""), source_name="in/空白表.txt")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo.Title) == "空白表"
