"""The output intent: an sRGB profile of ICC version 4, made here so that no file of doubtful licence is shipped."""

from __future__ import annotations

import struct

from convert.caching import cache

_WHITE = (0.9642, 1.0, 0.8249)  # D50, the white of the connection space
_RED = (0.436066, 0.222488, 0.013916)  # sRGB's primaries (IEC 61966-2-1) adapted to D50
_GREEN = (0.385147, 0.716873, 0.097076)
_BLUE = (0.143066, 0.060608, 0.714096)
_ADAPTATION = (1.047882, 0.022919, -0.050201, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678)  # Bradford
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)  # parameters g, a, b, c, d
CONDITION = "sRGB IEC61966-2.1"


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _text(value: str) -> bytes:
    data = value.encode("utf-16-be")
    return b"mluc" + struct.pack(">4xII2s2sII", 1, 12, b"en", b"US", len(data), 28) + data


@cache
def srgb() -> bytes:
    """Return the profile: a display device with matrix and tone curves."""
    curve = b"para" + struct.pack(">4xHxx", 3) + _fixed(*_CURVE)
    parts = {
        b"desc": _text(CONDITION),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(*_WHITE),
        b"chad": b"sf32\0\0\0\0" + _fixed(*_ADAPTATION),
        b"rXYZ": b"XYZ \0\0\0\0" + _fixed(*_RED),
        b"gXYZ": b"XYZ \0\0\0\0" + _fixed(*_GREEN),
        b"bXYZ": b"XYZ \0\0\0\0" + _fixed(*_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body, placed = b"", b"", {}
    start = 128 + 4 + 12 * len(parts)
    for tag, data in parts.items():
        if data not in placed:
            placed[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", tag, placed[data], len(data))
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sI4sIQI12s4s44x",
        start + len(body), b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0,
        b"acsp", b"\0\0\0\0", 0, b"\0\0\0\0", 0, 0, 0, _fixed(*_WHITE), b"\0\0\0\0",
    )  # fmt: skip
    return header + struct.pack(">I", len(parts)) + table + body
