"""Characters and damaged bytes around an error, as the likeliest text has them."""

from __future__ import annotations

from math import inf

from convert import patterns
from convert.caching import lru_cache
from convert.decoding.charsets import Charset
from convert.decoding.frequency import costs
from convert.decoding.pairs import tie
from convert.records import NamedTuple

REACH = 240  # bytes of context on either side of an error
_FIRST, _NEXT = 16.0, 5.0  # nats for a damaged byte and for each one right after it
_LAST = 7.0  # nats for damage that is the file's last bytes: a cut tail is the commonest damage of all
_RAREST = 18.0  # nats for a character, however rare: less than for damage in its stead
_WITHIN = 3  # bytes before the end of a window that may be a character cut by it
_TAIL = 40  # code points
_SHIFTED_MEAN = 9.6  # nats per character
SAFE = 0x30
"""Bytes below always stand for themselves."""
_SAFE = patterns.compile(b"[\x00-\x2f]")
_CP936 = ("gb2312", "gbk", "gb18030")  # Windows writes the euro of its GBK as the single byte 80
_UNITS = {1: (), 2: (2, 4), 4: (4,)}  # bytes of a character in encodings of wide units
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
            start += width_at(data, start, charset) or 1
    ahead = _SAFE.search(data, error + 1, error + REACH)
    return start, ahead.start() if ahead else min(len(data), error + REACH)


def width_at(data: bytes, at: int, charset: Charset) -> int:
    """Return the length of the whole character at `at`, 0 when there is none."""
    if charset.unit == 1 and data[at] < 0x80:
        return 1
    for width in charset.widths or _UNITS[charset.unit]:
        if character(data[at : at + width], width, charset) is not None:
            return width
    return 0


@lru_cache(maxsize=65_536)
def character(code: bytes, width: int, charset: Charset) -> str | None:
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


class _Way(NamedTuple):
    """The cheapest way to a position that ends in one character, or in damage when `text` is empty."""

    cost: float
    width: int
    text: str
    back: _Way | None


def weigh(data: bytes, start: int, end: int, charset: Charset) -> list[Piece]:
    """Return the cheapest reading of data[start:end] as characters and damaged bytes (Viterbi over byte positions).

    Each character is judged behind the one before it: characters alone fit too many alignments.
    """
    size = end - start
    ways: list[list[_Way]] = [[] for _ in range(size + 1)]
    ways[0].append(_Way(0.0, 0, "\n", None))
    widths = (1, *charset.widths)
    for at in range(size):
        here = ways[at]
        if not here:
            continue
        last = _LAST if end == len(data) and at + 1 == size else _FIRST
        way = min(here, key=lambda way: way.cost + (last if way.text else _NEXT))
        ways[at + 1].append(_Way(way.cost + (last if way.text else _NEXT), 1, "", way))
        for width in widths:
            if at + width > size:
                continue
            text = character(data[start + at : start + at + width], width, charset)
            if text is not None:
                ways[at + width].append(_onward(here, width, text))
    if end == len(data) and (cut := _cut_tail(data[start:end], charset)):
        way = min(ways[size - cut], key=_cost_of)
        ways[size].append(_Way(way.cost + _LAST, cut, "", way))
    pieces = _way_back(min(ways[size], key=_cost_of), start, end)
    if end < len(data):  # the end may lie within a character: then it is for the next reading
        while len(pieces) > 1 and pieces[-1].text is None and pieces[-1].start >= end - _WITHIN:
            pieces.pop()
    return pieces


def price_of(text: str) -> float:
    """Return the cost of a character, which in a few codes is two code points."""
    table = costs()
    return table[text] if len(text) == 1 else sum([table[point] for point in text])


def _cost_of(way: _Way) -> float:
    return way.cost


def _onward(here: list[_Way], width: int, text: str) -> _Way:
    """Return the cheapest of the ways `here` with one more character."""
    price = price_of(text)
    best: _Way | None = None
    least = inf
    for way in here:
        total = way.cost + min(_RAREST, price - (tie(way.text[-1], text[0]) if way.text else 0.0))
        if total < least:
            best, least = way, total
    return _Way(least, width, text, best)


def _way_back(way: _Way, start: int, end: int) -> list[Piece]:
    """Return the pieces of a way, found from its end."""
    pieces = []
    at = end
    while way.back is not None:
        pieces.append(Piece(at - way.width, at, way.text or None))
        at -= way.width
        way = way.back
    return pieces[::-1]


def _cut_tail(data: bytes, charset: Charset) -> int:
    """Return how many bytes at the end begin a four-byte code of GB18030 that the file's end cut; 0 when none do."""
    match = _FOUR_CUT.search(data) if 4 in charset.widths and charset.name != "euc-tw" else None
    return len(match.group()) if match else 0
