"""Compact Font Format as PDF embeds it: the CFF table of a face, its character identifiers made equal to glyph ids.

A CID-keyed font program (Adobe TN 5176) is addressed by CID, which its charset maps to glyphs. Text is written
in glyph ids, so the charset of an embedded subset is rewritten to the identity.
"""

from __future__ import annotations

import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARSET, _CHAR_STRINGS, _ROS = 15, 17, 0x0C1E


def table(sfnt: bytes, tag: bytes) -> bytes:
    """Return a table of an OpenType file; raises KeyError when it is not there."""
    for found, offset, length in directory(sfnt):
        if found == tag:
            return sfnt[offset : offset + length]
    raise KeyError(tag.decode())


def directory(sfnt: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield tag, offset and length of each table of an OpenType file."""
    (count,) = struct.unpack_from(">H", sfnt, 4)
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", sfnt, 12 + 16 * index)
        yield tag, offset, length


def by_glyph(cff: bytes) -> bytes:
    """Return the font program with CID = glyph id; a program that is not CID-keyed comes back unchanged."""
    top = _top_dict(cff)
    if _ROS not in top or _CHARSET not in top or top[_CHARSET] <= 2:
        return cff
    (glyphs,) = struct.unpack_from(">H", cff, top[_CHAR_STRINGS])
    if glyphs < 2:
        return cff
    identity = _identity(glyphs)
    at = top[_CHARSET]
    return cff[:at] + identity + cff[at + len(identity) :]


def _identity(glyphs: int) -> bytes:
    """Return the charset in which each CID is its glyph's number, in no more bytes than any other charset takes."""
    further = glyphs - 2  # the range begins at glyph 1; this many follow it
    if not further:
        return struct.pack(">BH", 0, 1)
    return struct.pack(">BHB", 1, 1, further) if further < 256 else struct.pack(">BHH", 2, 1, further)


def _top_dict(cff: bytes) -> dict[int, int]:
    at = _index_end(cff, cff[2])  # after the header stands the Name INDEX
    (count,) = struct.unpack_from(">H", cff, at)
    size = cff[at + 2]
    first, second = (int.from_bytes(cff[at + 3 + size * i : at + 3 + size * (i + 1)], "big") for i in (0, 1))
    base = at + 3 + size * (count + 1) - 1
    return _operators(cff[base + first : base + second])


def _index_end(cff: bytes, at: int) -> int:
    (count,) = struct.unpack_from(">H", cff, at)
    if not count:
        return at + 2
    size = cff[at + 2]
    last: int = at + 3 + size * count
    return last + size - 1 + int.from_bytes(cff[last : last + size], "big")


def _operators(data: bytes) -> dict[int, int]:
    """Return each operator with its last integer operand."""
    found: dict[int, int] = {}
    at, operand = 0, 0
    while at < len(data):
        lead = data[at]
        at += 1
        if lead == 12:
            found[0x0C00 | data[at]] = operand
            at += 1
        elif lead <= 21:
            found[lead] = operand
        elif lead == 28:
            (operand,) = struct.unpack_from(">h", data, at)
            at += 2
        elif lead == 29:
            (operand,) = struct.unpack_from(">i", data, at)
            at += 4
        elif lead == 30:
            while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
                at += 1
            at += 1
        elif lead <= 246:
            operand = lead - 139
        elif lead <= 250:
            operand = (lead - 247) * 256 + data[at] + 108
            at += 1
        else:
            operand = -(lead - 251) * 256 - data[at] - 108
            at += 1
    return found
