"""Images: kind and size from the first bytes, and the drawing that places them."""

from __future__ import annotations

from convert import patterns
from convert.nodes import Attr
from convert.profile import POINTS_PER_MM
from convert.records import record
from convert.writers.docx.text import attribute
from convert.writers.docx.units import EMU_PER_POINT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_DEFAULT_DPI: Final = 96.0
_LENGTH: Final = r"([\d.]+)\s*(cm|mm|in|pt|px|%)?"
_POINTS: Final = {
    "cm": 10 * POINTS_PER_MM,
    "mm": POINTS_PER_MM,
    "in": 72.0,
    "pt": 1.0,
    "px": 72 / _DEFAULT_DPI,
    "": 0.75,
}


@record
class Picture:
    """Suffix (that of its media type) and size in pt of an image."""

    suffix: str
    width: float
    height: float


def picture(data: bytes) -> Picture | None:
    """Return kind and size of a PNG, JPEG, GIF, BMP or TIFF image; None for anything else."""
    for read in (_png, _jpeg, _gif, _bmp):
        found = read(data)
        if found is not None:
            return found
    return None


def _points(pixels: int, dpi: float) -> float:
    return pixels * 72 / (dpi or _DEFAULT_DPI)


def _png(data: bytes) -> Picture | None:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        return None
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    at = data.find(b"pHYs", 24, 4096)
    dpi = _DEFAULT_DPI
    if at > 0 and data[at + 12 : at + 13] == b"\x01":
        dpi = int.from_bytes(data[at + 4 : at + 8], "big") * 0.0254 or _DEFAULT_DPI
    return Picture("png", _points(width, dpi), _points(height, dpi))


def _jpeg(data: bytes) -> Picture | None:
    if data[:2] != b"\xff\xd8":
        return None
    at, dpi = 2, _DEFAULT_DPI
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xE0 and data[at + 4 : at + 8] == b"JFIF":
            density = float(int.from_bytes(data[at + 12 : at + 14], "big"))
            dpi = {1: density, 2: density * 2.54}.get(data[at + 11], _DEFAULT_DPI)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = int.from_bytes(data[at + 5 : at + 7], "big"), int.from_bytes(data[at + 7 : at + 9], "big")
            return Picture("jpeg", _points(width, dpi), _points(height, dpi))
        at += 2 + length
    return None


def _gif(data: bytes) -> Picture | None:
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 10:
        return None
    width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    return Picture("gif", _points(width, 0), _points(height, 0))


def _bmp(data: bytes) -> Picture | None:
    if data[:2] != b"BM" or len(data) < 26:
        return None
    width = int.from_bytes(data[18:22], "little", signed=True)
    height = abs(int.from_bytes(data[22:26], "little", signed=True))
    return Picture("bmp", _points(width, 0), _points(height, 0))


def placed_size(found: Picture, attr: Attr, column: float, page: float) -> tuple[float, float]:
    """Return width and height in pt: as the attributes ask, else natural, never beyond the column or the page."""
    width, height = _asked(attr.get("width"), column), _asked(attr.get("height"), page)
    ratio = found.height / found.width if found.width else 1.0
    if width and not height:
        height = width * ratio
    elif height and not width:
        width = height / ratio if ratio else found.width
    elif not width:
        width, height = found.width, found.height
    scale = min(1.0, column / width if width else 1.0, page / height if height else 1.0)
    return width * scale, height * scale


def _asked(length: str, whole: float) -> float:
    match = patterns.fullmatch(_LENGTH, length.strip())
    if match is None:
        return 0.0
    unit = match[2] or ""
    return float(match[1]) * (whole / 100 if unit == "%" else _POINTS[unit])


def drawing(relation: str, number: int, size: tuple[float, float], alt: str) -> str:
    """Return the run that shows an image in the line."""
    across, down = (max(1, round(length * EMU_PER_POINT)) for length in size)
    name = f'id="{number}" name="Picture {number}" descr="{attribute(alt)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr {name}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
