"""Decoding a text of double bytes by blocks of lines: those that are ASCII take no time."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 4096  # bytes; a block goes on to the end of its line
_LOOKED_AT, _LOOK = 16, 512  # places, and bytes at each, that show whether much is ASCII
_LARGE = 4 * _BLOCK  # bytes from which blocks pay


def decode_by_blocks(data: bytes, codec: str, errors: str = "strict") -> str:
    """Return `data.decode(codec, errors)` for a codec in which a line feed is never part of a character.

    A text that is ASCII for the most part, such as a log with a few names, is decoded by blocks.
    """
    if len(data) < _LARGE or not mostly_ascii(data):
        return data.decode(codec, errors)
    try:
        return "".join([block.decode("ascii" if block.isascii() else codec, errors) for block in blocks(data)])
    except UnicodeDecodeError:
        return data.decode(codec, errors)  # for an error whose offset counts in the whole


def blocks(data: bytes, size: int = _BLOCK) -> Iterator[bytes]:
    """Yield the parts of `data`, `size` bytes each and on to the end of the line."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at + size) + 1 or len(data)
        yield data[at:end]
        at = end


def mostly_ascii(data: bytes) -> bool:
    """Whether at most places of `data` that are looked at there is ASCII alone."""
    step = len(data) // _LOOKED_AT
    return 2 * sum([data[at : at + _LOOK].isascii() for at in range(0, step * _LOOKED_AT, step)]) > _LOOKED_AT
