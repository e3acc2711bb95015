"""Images: what can go in untouched does, the rest is painted on white, what cannot be read is said."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from convert.layout.frames import Element, Picture
from convert.writers.pdf.pictures import Undecodable, convert
from tests.judges import structure
from tests.writers_pdf.conftest import Desk


def encoded(kind: str, mode: str, **more: object) -> bytes:
    image = Image.radial_gradient("L").resize((24, 16)).convert("RGB" if mode in ("P", "1") else mode)
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **more)
    return out.getvalue()


def pixels(data: bytes) -> Image.Image:
    """Put one image into a file and take it out again with pikepdf."""
    desk = Desk()
    desk.resources["a"] = data
    page = desk.page(Picture(100, 100, 240, 160, "a", "图", 0))
    with pikepdf.open(
        io.BytesIO(desk.paint(desk.frames(page, elements=(Element("Figure", -1),)), standard="a-2u"))
    ) as pdf:
        (image,) = (image for _, image in pdf.pages[0].Resources.XObject.items())
        return pikepdf.PdfImage(image).as_pil_image().convert("RGB")


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "1"])
def test_png_keeps_its_pixels(mode: str) -> None:
    data = encoded("PNG", mode)
    assert pixels(data).tobytes() == Image.open(io.BytesIO(data)).convert("RGB").tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpeg_goes_in_untouched(mode: str) -> None:
    data = encoded("JPEG", mode)
    assert convert(data).data == data


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "LA"), ("JPEG", "CMYK"), ("GIF", "P"), ("BMP", "RGB")]
)
def test_others_become_rgb_on_white(kind: str, mode: str) -> None:
    assert convert(encoded(kind, mode)).entries["ColorSpace"] == "/DeviceRGB"


def test_transparent_is_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (2, 2), (255, 0, 0, 0)).save(out, "PNG")
    assert set(pixels(out.getvalue()).tobytes()) == {255}


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_is_cut_off_is_no_picture(kind: str) -> None:
    data = encoded(kind, "RGB")
    for length in (0, 3, 20, 60):
        with pytest.raises(Undecodable):
            convert(data[:length])
    if kind == "PNG":
        with pytest.raises(Undecodable):
            convert(data[:-40])


def test_a_figure_has_its_box_and_words(desk: Desk) -> None:
    desk.resources["平面图.png"] = encoded("PNG", "RGB")
    page = desk.page(Picture(100, 100, 240, 160, "平面图.png", "", 0))
    with pikepdf.open(io.BytesIO(desk.paint(desk.frames(page, elements=(Element("Figure", -1),))))) as pdf:
        (figure,) = structure.read(pdf).children
        assert figure.alt == "平面图.png"
        box = [float(edge) for edge in pdf.Root.StructTreeRoot.K.K.A.BBox]
    assert box == pytest.approx([100, 841.89 - 260, 340, 741.89], abs=0.01)
    assert [remark.code for remark in desk.remarks] == ["PDF003"]


@pytest.mark.parametrize(("data", "code"), [(None, "PDF002"), (b"GIF89a", "PDF001")])
def test_an_image_that_cannot_be_shown_leaves_a_frame_and_a_remark(desk: Desk, data: bytes | None, code: str) -> None:
    if data is not None:
        desk.resources["a.gif"] = data
    picture = Picture(100, 100, 240, 160, "a.gif", "图", 0)
    content = desk.paint(desk.frames(desk.page(picture, picture), elements=(Element("Figure", -1),)), compress=False)
    assert content.count(b"re S") == 2
    assert [remark.code for remark in desk.remarks] == [code]
