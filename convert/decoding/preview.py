"""One line of the file in several encodings, for a person to compare."""

from __future__ import annotations

from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.result import PREVIEW_WIDTH, Candidate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_AROUND = 240  # bytes
_STEP = 4096


def candidates(data: bytes, scores: Sequence[tuple[str, float]]) -> tuple[Candidate, ...]:
    """Return the encodings of `scores` with the same line of `data` in each."""
    shown = same_line(data, [CHARSETS[name] for name, _ in scores])
    return tuple(Candidate(name, score, shown[name]) for name, score in scores)


def same_line(data: bytes, charsets: Sequence[Charset]) -> dict[str, str]:
    """Return the first line with a non-ASCII byte as each encoding reads it; U+FFFD stands for what it cannot."""
    start, end = _line(data)
    shown = {}
    for charset in charsets:
        begin = start - start % charset.unit
        line = _readable(data[begin:end], charset).strip("\r\n\ufeff ")
        shown[charset.name] = line.splitlines()[0][:PREVIEW_WIDTH] if line else ""
    return shown


def _line(data: bytes) -> tuple[int, int]:
    """Return the bytes of the first line that is not ASCII, at most 240 on either side of its first high byte."""
    at = 0
    while at < len(data) and data[at : at + _STEP].isascii():
        at += _STEP
    if at >= len(data):
        return 0, min(len(data), _AROUND)
    high = at + next(index for index, byte in enumerate(data[at : at + _STEP]) if byte >= 0x80)
    start = data.rfind(b"\n", max(0, high - _AROUND), high) + 1 or max(0, high - _AROUND)
    end = data.find(b"\n", high, high + _AROUND)
    return start, end if end >= 0 else min(len(data), high + _AROUND)


def _readable(raw: bytes, charset: Charset) -> str:
    try:
        return charset.decode(raw)
    except UnicodeDecodeError as error:
        if error.start >= len(raw) - 4:
            return charset.decode(raw[: error.start])
    from convert.decoding.damage import resynchronise

    return resynchronise(raw, charset).text
