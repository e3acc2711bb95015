"""Reading on past damage: the likeliest whole characters around a lost or changed byte, and the spans that are none."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from convert.decoding import big5, gb18030
from convert.decoding.charsets import Charset
from convert.decoding.frequency import costs
from convert.decoding.shift import aligned_parts, units_after

_CHUNK, _SMALL_CHUNK = 8192, 64  # bytes decoded at a time, at rest and right behind damage
_REACH = 240  # bytes of context on either side of an error
_FIRST, _NEXT = 16.0, 5.0  # nats for a damaged byte and for each one right after it
_LAST = 8.0  # nats for damage that is the file's last bytes: a cut tail is the commonest damage of all
_TAIL = 40  # code points
_SHIFTED_MEAN = 9.6  # nats per character
_ANALYSED = 400  # windows weighed; in a file with more, the codec's own resynchronisation has to do
_ACROSS = 8  # bytes at a chunk's end that may belong to a character going on in the next
_SAFE = re.compile(b"[\x00-\x2f]")
_MARK = "\ufffd"
_SENTINEL = "\udfff"  # no codec decodes to a lone surrogate
_NOTE = "wenzhuan.note"
_RAW = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
_CP936 = ("gb2312", "gbk", "gb18030")  # Windows writes the euro of its GBK as the single byte 80


class Damage(NamedTuple):
    """A damaged span: bytes [start, end) of the data, `at` the code point of its U+FFFD in the text."""

    start: int
    end: int
    at: int


class _Piece(NamedTuple):
    """Bytes [start, end) and their text; None when they are damaged."""

    start: int
    end: int
    text: str | None


def resynchronise(data: bytes, charset: Charset, most: int | None = None) -> tuple[str, tuple[Damage, ...]]:
    """Return the text with U+FFFD for each damaged span, and the spans, in one pass over `data`.

    Reading stops after `most` damaged spans.
    """
    parts: list[str] = []
    damages: list[Damage] = []
    length = 0
    for piece in _pieces(data, charset):
        if piece.text is not None:
            parts.append(piece.text)
            length += len(piece.text)
        elif damages and damages[-1].end == piece.start:
            damages[-1] = damages[-1]._replace(end=piece.end)
        elif len(damages) == most:
            break
        else:
            damages.append(Damage(piece.start, piece.end, length))
            parts.append(_MARK)
            length += 1
    return "".join(parts), tuple(damages)


def _pieces(data: bytes, charset: Charset) -> Iterator[_Piece]:
    """Yield whole and damaged pieces of `data` in order, without gap or overlap."""
    if charset.unit > 1:
        at = 0
        for start, end in (*aligned_parts(data, charset), (len(data), len(data))):
            if at < start:
                yield _Piece(at, start, None)
            yield from _units(data, start, end, charset)
            at = end
    elif not charset.ascii_superset:
        yield from _lines(data, charset)
    else:
        yield from _bytes(data, charset)


def _bytes(data: bytes, charset: Charset) -> Iterator[_Piece]:
    """Yield the pieces of text whose characters are one to four bytes."""
    budget = _ANALYSED if charset.widths and charset.name not in ("utf-8", "cesu-8") else 0
    quick = charset.name in _RAW
    at = 0
    size = _CHUNK
    while at < len(data):
        chunk = data[at : at + size]
        good, end = _good_part(chunk, charset)
        if good > len(chunk) - _ACROSS and at + len(chunk) < len(data):
            end = good  # a character across the chunk's end, not damage
        text = charset.decode(chunk[:good])
        if end > good:
            start, stop = _window(data, at, at + good, text, charset) if budget > 0 else (at + good, at + end)
            size = _SMALL_CHUNK
        elif budget > 0 and _reads_shifted(text):
            start, stop = at, at + good
        else:
            start = stop = at + good
            size = min(_CHUNK, 2 * size)
        if at < start:
            yield _Piece(at, start, charset.decode(data[at:start]))
        if budget > 0 and start < stop:
            budget -= 1 + (stop - start) // _REACH
            for piece in _weigh(data, start, stop, charset):
                yield piece
                stop = piece.end
        elif start < stop and quick:
            yield from _unweighed(data, start, charset)
            return
        elif start < stop:
            yield _Piece(start, stop, None)
        at = stop


def _good_part(chunk: bytes, charset: Charset) -> tuple[int, int]:
    """Return up to where `chunk` decodes, and the end of the bytes that do not; the two are equal when it is whole."""
    try:
        charset.decode(chunk)
    except UnicodeDecodeError as error:
        return error.start, min(len(chunk), max(error.end, error.start + 1))
    return len(chunk), len(chunk)


def _reads_shifted(text: str) -> bool:
    """Whether the end of `text` reads so badly that its pairs may have shifted somewhere before."""
    table = costs()
    tail = [table[character] for character in text[-_TAIL:] if character >= "\x80"]
    return len(tail) > _TAIL // 2 and sum(tail) > _SHIFTED_MEAN * len(tail)


def _unweighed(data: bytes, at: int, charset: Charset) -> Iterator[_Piece]:
    """Yield the pieces from `at` on as the codec itself finds its way: fast, for files too broken to weigh."""
    spans: list[tuple[int, int]] = []

    def note(error: UnicodeError) -> tuple[str | bytes, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        if charset.name == "big5" and (character := big5.missing(error.object, error.start)):
            return character, error.start + 2
        spans.append((at + error.start, at + error.end))
        return _SENTINEL, error.end

    codecs.register_error(_NOTE, note)
    parts = data[at:].decode(_RAW[charset.name], _NOTE).split(_SENTINEL)
    for part, (start, end) in zip(parts, (*spans, (len(data), len(data))), strict=True):
        if at < start:
            yield _Piece(at, start, _standard(part, charset))
        if start < end:
            yield _Piece(start, end, None)
        at = end


def _standard(text: str, charset: Charset) -> str:
    """Return what Python's codec read as the standard's edition has it."""
    return big5.standard(text) if charset.name == "big5" else gb18030.standard(text)


def _units(data: bytes, at: int, end: int, charset: Charset) -> Iterator[_Piece]:
    """Yield the pieces of UTF-16 or UTF-32 text whose units begin at `at`."""
    while at < end:
        stop = min(end, at + _CHUNK)
        try:
            yield _Piece(at, stop, charset.decode(data[at:stop]))
            at = stop
            continue
        except UnicodeDecodeError as error:
            start = at + error.start
        if stop < end and start >= stop - charset.unit and start > at:
            yield from _whole(data, at, start, charset)  # a surrogate pair across the chunk's end
            at = start
            continue
        yield from _whole(data, at, start, charset)
        at = start + 2 if charset.unit == 2 else units_after(data, start, charset)
        yield _Piece(start, min(at, end), None)


def _lines(data: bytes, charset: Charset) -> Iterator[_Piece]:
    """Yield the pieces of text with shifts and escapes, whose state ends with the line."""
    at = 0
    for line in data.splitlines(keepends=True):
        end = at + len(line)
        try:
            yield _Piece(at, end, charset.decode(line))
        except UnicodeDecodeError as error:
            good = line[: error.start]
            try:
                yield from _whole(data, at, at + error.start, charset)
            except UnicodeDecodeError:
                good = b""
            tail = len(line) - len(line.rstrip(b"\r\n"))
            yield _Piece(at + len(good), end - tail, None)
            yield from _whole(data, end - tail, end, charset)
        at = end


def _whole(data: bytes, start: int, end: int, charset: Charset) -> Iterator[_Piece]:
    if start < end:
        yield _Piece(start, end, charset.decode(data[start:end]))


def _window(data: bytes, begin: int, error: int, text: str, charset: Charset) -> tuple[int, int]:
    """Return the bytes around an error in which the damage may lie: up to the nearest bytes that stand alone.

    `text` is what data[begin:error] decodes to.

    A double-byte codec notices a lost byte only where a pair comes out wrong, often far behind the loss.
    """
    near = max(begin, error - _REACH)
    if near > begin and _reads_shifted(text):
        near = begin
    safe = [match.end() for match in _SAFE.finditer(data, near, error)]
    if safe:
        start = safe[-1]
    else:
        start = begin
        while start < near:
            start += _width(data, start, charset) or 1
    ahead = _SAFE.search(data, error + 1, error + _REACH)
    return start, ahead.start() if ahead else min(len(data), error + _REACH)


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


def _weigh(data: bytes, start: int, end: int, charset: Charset) -> Iterator[_Piece]:
    """Yield the cheapest reading of data[start:end] as characters and damaged bytes (Viterbi over byte positions)."""
    table = costs()
    size = end - start
    infinite = float("inf")
    # Two costs for each position: the last piece was whole, or it was damaged.
    whole = [0.0] + [infinite] * size
    hurt = [infinite] * (size + 1)
    from_whole: list[tuple[int, str] | None] = [None] * (size + 1)  # (width, text) of the last character
    for at in range(size):
        base = min(whole[at], hurt[at])
        if base == infinite:
            continue
        first = _LAST if end == len(data) and at + 1 == size else _FIRST
        damaged = min(whole[at] + first, hurt[at] + _NEXT)
        if damaged < hurt[at + 1]:
            hurt[at + 1] = damaged
        for width in (1, *charset.widths):
            if at + width > size:
                continue
            code = data[start + at : start + at + width]
            text = _character(code, width, charset)
            if text is None:
                continue
            price = base + sum([table[character] for character in text])
            if price < whole[at + width]:
                whole[at + width] = price
                from_whole[at + width] = (width, text)
    pieces = []
    at = size
    ends_hurt = hurt[at] < whole[at]
    while at > 0:
        if ends_hurt:
            pieces.append(_Piece(start + at - 1, start + at, None))
            at -= 1
            first = _LAST if end == len(data) and at + 1 == size else _FIRST
            ends_hurt = hurt[at] + _NEXT <= whole[at] + first
        else:
            step = from_whole[at]
            assert step is not None  # a finite cost has a last character
            pieces.append(_Piece(start + at - step[0], start + at, step[1]))
            at -= step[0]
            ends_hurt = hurt[at] < whole[at]
    yield from reversed(pieces)
