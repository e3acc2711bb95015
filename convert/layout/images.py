"""The natural size of an image, read from the head of its file: PNG, JPEG, GIF."""

from __future__ import annotations

import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_POINTS_PER_PIXEL: Final = 72 / 96
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def image_size(data: bytes) -> tuple[float, float] | None:
    """Return width and height in pt at 96 pixels an inch (or the density a PNG states), None for another format."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return _points(width, height)
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return _points(width, height)
    if data[:2] == b"\xff\xd8":
        return _jpeg_size(data)
    return None


def _points(width: int, height: int) -> tuple[float, float] | None:
    return (width * _POINTS_PER_PIXEL, height * _POINTS_PER_PIXEL) if width and height else None


def _jpeg_size(data: bytes) -> tuple[float, float] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return _points(width, height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def fitted(size: tuple[float, float], width: float, height: float) -> tuple[float, float]:
    """Return `size` made smaller, if need be, to fit `width` and `height` with its proportions kept."""
    factor = min(1.0, width / size[0], height / size[1])
    return size[0] * factor, size[1] * factor
