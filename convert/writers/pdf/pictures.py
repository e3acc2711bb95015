"""Images: JPEG as it is, PNG without its envelope, everything else by way of its pixels on white paper."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO

from convert.records import NamedTuple
from convert.writers.pdf.objects import File, Reference, Value, array, dictionary, name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PLAIN, _COLOR, _INDEXED = 0, 2, 3  # PNG colour types without alpha
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG start-of-frame markers
_LARGEST = 1 << 28  # pixels; more is no picture for a page


class Undecodable(ValueError):
    """The bytes are no image that can be shown."""


class Pixels(NamedTuple):
    """An image as a PDF stream: the entries of its dictionary and the data, already filtered."""

    entries: dict[str, Value]
    data: bytes


def place(file: File, data: bytes) -> Reference:
    """Write an image XObject; raises Undecodable."""
    pixels = convert(data)
    entries = {"Type": name("XObject"), "Subtype": name("Image"), **pixels.entries}
    return file.stream(entries, pixels.data, as_it_is=True)


def convert(data: bytes) -> Pixels:
    """Return `data` as PDF wants it; raises Undecodable."""
    found = None
    try:
        if data.startswith(b"\xff\xd8"):
            found = _jpeg(data)
        elif data.startswith(_PNG):
            found = _png(data)
    except (struct.error, IndexError):
        raise Undecodable("the image file is cut off") from None
    return found or _painted(data)


def _entries(width: int, height: int, space: Value, bits: int, codec: str) -> dict[str, Value]:
    return {"Width": width, "Height": height, "ColorSpace": space, "BitsPerComponent": bits, "Filter": name(codec)}


def _jpeg(data: bytes) -> Pixels | None:
    """Return a grey or RGB JPEG untouched; None for CMYK, which an sRGB output intent does not allow."""
    at = 2
    while at < len(data):
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if data[at] != 0xFF:
            return None
        if marker in _FRAMES:
            bits, height, width, components = struct.unpack_from(">BHHB", data, at + 4)
            space = {1: "DeviceGray", 3: "DeviceRGB"}.get(components)
            if bits != 8 or space is None or not width or not height:
                return None
            return Pixels(_entries(width, height, name(space), 8, "DCTDecode"), data)
        at += 2 + length
    return None


def _png(data: bytes) -> Pixels | None:
    """Return a PNG's deflated rows as they are; None when it is interlaced or has transparency."""
    width, height, bits, kind, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    if interlaced or kind not in (_PLAIN, _COLOR, _INDEXED):
        return None
    palette, rows = b"", []
    for tag, part in _chunks(data):
        if tag == b"tRNS":
            return None
        if tag == b"PLTE":
            palette = part
        elif tag == b"IDAT":
            rows.append(part)
    colors = 3 if kind == _COLOR else 1
    space: Value = name("DeviceRGB" if kind == _COLOR else "DeviceGray")
    if kind == _INDEXED:
        space = array([name("Indexed"), name("DeviceRGB"), len(palette) // 3 - 1, b"<" + palette.hex().encode() + b">"])
    packed = b"".join(rows)
    _check_rows(packed, height * (1 + (width * colors * bits + 7) // 8))
    entries = _entries(width, height, space, bits, "FlateDecode")
    entries["DecodeParms"] = dictionary({"Predictor": 15, "Colors": colors, "BitsPerComponent": bits, "Columns": width})
    return Pixels(entries, packed)


def _check_rows(packed: bytes, size: int) -> None:
    """Make sure that all rows are there, for a reader would show a torn image without a word."""
    if size > _LARGEST * 6:
        raise Undecodable("the image has too many pixels")
    try:
        found = len(zlib.decompressobj().decompress(packed, size + 1))
    except zlib.error as error:
        raise Undecodable(f"the image data is damaged ({error})") from None
    if found != size:
        raise Undecodable("the image file is cut off")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(data):
        length, tag = struct.unpack_from(">I4s", data, at)
        yield tag, data[at + 8 : at + 8 + length]
        at += 12 + length


def _painted(data: bytes) -> Pixels:
    """Return the pixels on white: print offices flatten transparency anyway, each in its own way."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data)) as image:
                if image.width * image.height > _LARGEST:
                    raise Undecodable("the image has too many pixels")
                layered = image.convert("RGBA")
    except UnidentifiedImageError:
        raise Undecodable("the image is of an unknown kind") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning) as error:
        raise Undecodable(f"the image cannot be read ({error})") from None
    paper = Image.new("RGBA", layered.size, "white")
    paper.alpha_composite(layered)
    entries = _entries(*layered.size, name("DeviceRGB"), 8, "FlateDecode")
    return Pixels(entries, zlib.compress(paper.convert("RGB").tobytes(), 6))
