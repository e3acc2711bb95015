"""Other text in ASCII bytes: HZ, ISO 2022 and brief UTF-16, told from ASCII that only happens to hold their escapes."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from convert import patterns
from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.frequency import cost, costs

_HZ_RUN = patterns.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)~\}")
_READS_WELL = 11.7  # nats per hanzi; names cost up to 11, ASCII words read as HZ 12 and more
_JUMBLE = patterns.compile(r"[a-z][A-Z]|[A-Za-z][^A-Za-z\s.,;:!?'\")-]|[^A-Za-z\s('\"-][A-Za-z]")
_JUMBLED = 2  # signs and capitals inside words
_COMMON = 8.8  # nats per hanzi
_LOOKED_AT = 200  # characters
_HIGH = bytes(byte | 0x80 for byte in range(256))
_ESCAPES: tuple[tuple[bytes, str], ...] = (
    (b"\x1b$)A", "iso-2022-cn"),
    (b"\x1b$)G", "iso-2022-cn"),
    (b"\x1b$*H", "iso-2022-cn"),
    (b"\x1b$)C", "iso-2022-kr"),
    (b"\x1b$B", "iso-2022-jp"),
    (b"\x1b$@", "iso-2022-jp"),
    (b"\x1b(J", "iso-2022-jp"),
    (b"\x1b$(D", "iso-2022-jp"),
)


def seven_bit(data: bytes, allowed: Collection[str] | None) -> Charset | None:
    """Return the encoding whose escapes the ASCII bytes use to some sense, or None."""
    for escape, name in _ESCAPES:
        if escape in data and (allowed is None or name in allowed) and (_decodes(data, name) or _shifts(data, name)):
            return CHARSETS[name]
    if b"~{" in data and (allowed is None or "hz" in allowed) and _reads_as_hz(data):
        return CHARSETS["hz"]
    return None


def _shifts(data: bytes, name: str) -> bool:
    """Whether the bytes shift to what they designate, as damaged ISO-2022-CN still does."""
    return name == "iso-2022-cn" and (b"\x0e" in data or b"\x1bN" in data)


def _decodes(data: bytes, name: str) -> bool:
    try:
        CHARSETS[name].decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _reads_as_hz(data: bytes) -> bool:
    """Whether what stands between ~{ and ~} are hanzi that people write."""
    runs = b"".join([run[1] for run in islice(_HZ_RUN.finditer(data), _LOOKED_AT)])
    text = runs[: 2 * _LOOKED_AT].translate(_HIGH).decode("gbk", "replace")
    return bool(text) and sum(map(costs().__getitem__, text)) / len(text) < _READS_WELL


def hanzi_in_ascii(data: bytes, text: str, allowed: Collection[str] | None) -> Charset | None:
    """Return the form of UTF-16 in which a few bytes are common hanzi, when as ASCII they are a jumble; else None.

    The halves of a hanzi such as 中 (4E 2D) can both be ASCII.
    """
    if len(_JUMBLE.findall(text)) < _JUMBLED:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        hanzi = data.decode(name, "replace")
        if (allowed is None or name in allowed) and cost(hanzi) < _COMMON * len(hanzi):
            return CHARSETS[name]
    return None
