"""Characters and damaged bytes around an error, as the likeliest text has them."""

from __future__ import annotations

from functools import lru_cache
from math import inf

from convert import patterns
from convert.decoding.charsets import Charset
from convert.decoding.frequency import costs
from convert.records import NamedTuple

REACH = 240  # bytes of context on either side of an error
_FIRST, _NEXT = 16.0, 5.0  # nats for a damaged byte and for each one right after it
_LAST = 7.0  # nats for damage that is the file's last bytes: a cut tail is the commonest damage of all
_WITHIN = 3  # bytes before the end of a window that may be a character cut by it
_TAIL = 40  # code points
_SHIFTED_MEAN = 9.6  # nats per character
_SAFE = patterns.compile(b"[\x00-\x2f]")
_CP936 = ("gb2312", "gbk", "gb18030")  # Windows writes the euro of its GBK as the single byte 80
_FOUR_CUT = patterns.compile(b"[\x81-\xfe][0-9][\x81-\xfe]?\\Z")


class Piece(NamedTuple):
    """Bytes [start, end) and their text; None when they are damaged."""

    start: int
    end: int
    text: str | None


def reads_shifted(text: str) -> bool:
    """Whether the end of `text` reads so badly that its pairs may have shifted somewhere before."""
    table = costs()
    tail = [table[character] for character in text[-_TAIL:] if character >= "\x80"]
    return len(tail) > _TAIL // 2 and sum(tail) > _SHIFTED_MEAN * len(tail)


def window(data: bytes, begin: int, error: int, text: str, charset: Charset) -> tuple[int, int]:
    """Return the bytes around an error in which the damage may lie: up to the nearest bytes that stand alone.

    `text` is what data[begin:error] decodes to.

    A double-byte codec notices a lost byte only where a pair comes out wrong, often far behind the loss.
    """
    near = max(begin, error - REACH)
    if near > begin and reads_shifted(text):
        near = begin
    safe = [match.end() for match in _SAFE.finditer(data, near, error)]
    if safe:
        start = safe[-1]
    else:
        start = begin
        while start < near:
            start += _width(data, start, charset) or 1
    ahead = _SAFE.search(data, error + 1, error + REACH)
    return start, ahead.start() if ahead else min(len(data), error + REACH)


def _width(data: bytes, at: int, charset: Charset) -> int:
    """Return the length of the whole character at `at`, 0 when there is none."""
    if data[at] < 0x80:
        return 1
    for width in charset.widths:
        if _character(data[at : at + width], width, charset) is not None:
            return width
    return 0


@lru_cache(maxsize=65_536)
def _character(code: bytes, width: int, charset: Charset) -> str | None:
    """Return the character of a code, None when it is none."""
    if len(code) < width:
        return None
    if width == 1 and (code[0] < 0x80 or (code == b"\x80" and charset.name in _CP936)):
        return chr(code[0]) if code[0] < 0x80 else "€"
    try:
        text = charset.decode(code)
    except UnicodeDecodeError:
        return None
    return (
        text
        if len(text) == 1 or (width > 1 and len(text) == 2 and charset.name == "big5" and text[0] in "Êê")
        else None
    )


def weigh(data: bytes, start: int, end: int, charset: Charset) -> list[Piece]:
    """Return the cheapest reading of data[start:end] as characters and damaged bytes (Viterbi over byte positions)."""
    table = costs()
    size = end - start
    # The cheapest way to each position: (cost, width of the last character, its text).
    ways: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(inf, 0, "")] * size
    hurt: list[tuple[float, int]] = [(inf, 0)] * (size + 1)  # the same when the last piece must be damaged
    for at in range(size):
        cost = min(ways[at][0], hurt[at][0])
        first = _LAST if end == len(data) and at + 1 == size else _FIRST
        hurt[at + 1] = min(hurt[at + 1], (min(ways[at][0] + first, hurt[at][0] + _NEXT), 1))
        for width in (1, *charset.widths):
            if at + width > size:
                continue
            text = _character(data[start + at : start + at + width], width, charset)
            if text is None:
                continue
            price = cost + sum([table[character] for character in text])
            if price < ways[at + width][0]:
                ways[at + width] = (price, width, text)
    if end == len(data) and (cut := _cut_tail(data[start:end], charset)):
        hurt[size] = min(hurt[size], (ways[size - cut][0] + _LAST, cut))
    pieces = _way_back(ways, hurt, start, end)
    if end < len(data):  # the end may lie within a character: then it is for the next reading
        while len(pieces) > 1 and pieces[-1].text is None and pieces[-1].start >= end - _WITHIN:
            pieces.pop()
    return pieces


def _way_back(ways: list[tuple[float, int, str]], hurt: list[tuple[float, int]], start: int, end: int) -> list[Piece]:
    """Return the pieces of the cheapest way, found from its end."""
    pieces = []
    at = end - start
    damaged = hurt[at][0] < ways[at][0]
    while at > 0:
        if damaged:
            price, width = hurt[at]
            pieces.append(Piece(start + at - width, start + at, None))
            at -= width
            damaged = price == hurt[at][0] + _NEXT
        else:
            _, width, text = ways[at]
            pieces.append(Piece(start + at - width, start + at, text))
            at -= width
            damaged = hurt[at][0] < ways[at][0]
    return pieces[::-1]


def _cut_tail(data: bytes, charset: Charset) -> int:
    """Return how many bytes at the end begin a four-byte code of GB18030 that the file's end cut; 0 when none do."""
    match = _FOUR_CUT.search(data) if 4 in charset.widths and charset.name != "euc-tw" else None
    return len(match.group()) if match else 0
