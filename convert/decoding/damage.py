"""Reading on past damage: the likeliest whole characters around a lost or changed byte, and the spans that are none."""

from __future__ import annotations

import codecs

from convert.decoding import big5, gb18030
from convert.decoding.cause import pinpointed
from convert.decoding.charsets import Charset
from convert.decoding.shift import aligned_parts, units_after
from convert.decoding.stateful import damaged_line, in_force
from convert.decoding.weigh import REACH, Piece, reads_shifted, weigh, window
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK, _SMALL_CHUNK = 8192, 64  # bytes decoded at a time, at rest and right behind damage
_ANALYSED = 400  # windows weighed; in a file with more, the codec's own resynchronisation has to do
_LEAST_ANALYSED, _SMALL = 32, 128_000  # windows weighed in however large a file, and bytes up to which all of those are
_KNOWN_LINES = 1000  # lines whose pieces are kept for when they come again
_SUSPICIONS = 8  # strange chunks in a row that are weighed in vain; then the text is just strange
_JUDGED, _HOPELESS = 4000, 5  # bytes weighed after which one damaged byte in five ends the weighing
_LOOKED_BACK = 400  # bytes in which a byte that stands alone is looked for to end a chunk
_ACROSS = 8  # bytes at a chunk's end that may belong to a character going on in the next
_MARK = "\ufffd"
_SENTINEL = "\udfff"  # no codec decodes to a lone surrogate
_NOTE = "wenzhuan.note"
_RAW = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8"}


class Damage(NamedTuple):
    """A damaged span: bytes [start, end) of the data, `at` the code point of its U+FFFD in the text."""

    start: int
    end: int
    at: int


class Resynchronised(NamedTuple):
    """A text read over damage; not `complete` when reading gave up."""

    text: str
    damages: tuple[Damage, ...]
    complete: bool


def resynchronise(data: bytes, charset: Charset, most: int | None = None) -> Resynchronised:
    """Return the text with U+FFFD for each damaged span, and the spans, in one pass over `data`.

    Reading stops at the `most`-th damaged piece. In a large file fewer windows around damage are weighed than in a
    small one: weighing them all would take many times as long as reading.
    """
    parts: list[str] = []
    damages: list[Damage] = []
    length = hits = 0
    start = end = -1  # of the damage being gathered
    windows = min(_ANALYSED, max(_LEAST_ANALYSED, _ANALYSED * _SMALL // max(1, len(data))))
    for piece in _pieces(data, charset, windows):
        if piece.text is None:
            hits += 1
            if hits == most:
                break
            if piece.start != end:
                start = piece.start
            end = piece.end
            continue
        if start >= 0:
            damages.append(Damage(start, end, length))
            parts.append(_MARK)
            length += 1
            start = end = -1
        parts.append(piece.text)
        length += len(piece.text)
    if start >= 0:
        damages.append(Damage(start, end, length))
        parts.append(_MARK)
    return Resynchronised("".join(parts), tuple(damages), hits != most)


def _pieces(data: bytes, charset: Charset, windows: int) -> Iterator[Piece]:
    """Yield whole and damaged pieces of `data` in order, without gap or overlap."""
    if charset.unit > 1:
        at = 0
        for start, end in (*aligned_parts(data, charset), (len(data), len(data))):
            if at < start:
                yield Piece(at, start, None)
            yield from _units(data, start, end, charset)
            at = end
    elif not charset.ascii_superset:
        yield from _lines(data, charset, windows)
    else:
        yield from _bytes(data, charset, windows)


def _bytes(data: bytes, charset: Charset, windows: int) -> Iterator[Piece]:
    """Yield the pieces of text whose characters are one to four bytes."""
    budget = windows if charset.widths and charset.name not in ("utf-8", "cesu-8") else 0
    quick = charset.name in _RAW
    suspicions = _SUSPICIONS
    at = seen = lost = 0
    size = _CHUNK
    while at < len(data):
        chunk = data[at : at + size]
        good, end, text = _good_part(chunk, charset)
        if good > len(chunk) - _ACROSS and at + len(chunk) < len(data):
            end = good  # a character across the chunk's end, not damage
        if end > good:
            start, stop = window(data, at, at + good, text, charset) if budget > 0 else (at + good, at + end)
            size = _SMALL_CHUNK
        elif suspicions > 0 and budget > 2 * (good // REACH) and reads_shifted(text):
            start, stop = at, at + good
            suspicions -= 1
        else:
            start = stop = at + good
            size = min(_CHUNK, 2 * size)
        if at < start:
            yield Piece(at, start, text if start == at + good else charset.decode(data[at:start]))
        if budget > 0 and start < stop:
            budget -= 1 + (stop - start) // REACH
            pieces = pinpointed(data, weigh(data, start, stop, charset), stop, charset)
            yield from pieces
            stop = pieces[-1].end
            seen += stop - start
            hurt = sum([piece.end - piece.start for piece in pieces if piece.text is None])
            lost += hurt
            suspicions = _SUSPICIONS if hurt else suspicions
            if seen > _JUDGED and lost * _HOPELESS > seen:
                budget = 0
        elif start < stop and quick:
            yield from _unweighed(data, start, charset)
            return
        elif start < stop:
            yield Piece(start, stop, None)
        at = stop


def _good_part(chunk: bytes, charset: Charset) -> tuple[int, int, str]:
    """Return up to where `chunk` decodes, the end of the bytes that do not (none when it is whole), and its text."""
    try:
        text = charset.decode(chunk)
    except UnicodeDecodeError as error:
        good = error.start
        return good, min(len(chunk), max(error.end, good + 1)), charset.decode(chunk[:good])
    return len(chunk), len(chunk), text


def _unweighed(data: bytes, at: int, charset: Charset) -> Iterator[Piece]:
    """Yield the pieces from `at` on as the codec itself finds its way: fast, for files too broken to weigh."""
    while at < len(data):
        end = min(len(data), at + _CHUNK)
        safe = _boundary(data, at, end, charset)
        yield from _noted(data, at, safe, charset)
        at = safe


def _boundary(data: bytes, at: int, end: int, charset: Charset) -> int:
    """Return the last place up to `end` at which no character is cut, or `end` when none is near."""
    if charset.name == "utf-8":
        return next(
            (
                place
                for place in range(end, max(at, end - _ACROSS), -1)
                if data[place : place + 1] < b"\x80" or data[place] >= 0xC0
            ),
            end,
        )
    return next((place for place in range(end, max(at, end - _LOOKED_BACK), -1) if data[place - 1] < 0x30), end)


def _noted(data: bytes, at: int, end: int, charset: Charset) -> Iterator[Piece]:
    """Yield the pieces of data[at:end], the damaged ones as the codec's error handler hears of them."""
    spans: list[tuple[int, int]] = []

    def note(error: UnicodeError) -> tuple[str | bytes, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        if charset.name == "big5" and (character := big5.missing(error.object, error.start)):
            return character, error.start + 2
        spans.append((at + error.start, at + error.end))
        return _SENTINEL, error.end

    codecs.register_error(_NOTE, note)
    parts = data[at:end].decode(_RAW[charset.name], _NOTE).split(_SENTINEL)
    for part, (start, stop) in zip(parts, (*spans, (end, end)), strict=True):
        if at < start:
            yield Piece(at, start, _standard(part, charset))
        if start < stop:
            yield Piece(start, stop, None)
        at = stop


def _standard(text: str, charset: Charset) -> str:
    """Return what Python's codec read as the standard's edition has it."""
    if charset.name == "utf-8":
        return text
    return big5.standard(text) if charset.name == "big5" else gb18030.standard(text)


def _units(data: bytes, at: int, end: int, charset: Charset) -> Iterator[Piece]:
    """Yield the pieces of UTF-16 or UTF-32 text whose units begin at `at`."""
    while at < end:
        stop = min(end, at + _CHUNK)
        try:
            yield Piece(at, stop, charset.decode(data[at:stop]))
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
        yield Piece(start, min(at, end), None)


def _lines(data: bytes, charset: Charset, budget: int) -> Iterator[Piece]:
    """Yield the pieces of text with shifts and escapes, whose state ends with the line."""
    at = begun = 0
    texts: list[str] = []
    designated = b""
    known: dict[tuple[bytes, bytes], tuple[Piece, ...]] = {}
    for line in data.splitlines(keepends=True):
        pieces = known.get((designated, line))
        if pieces is None:
            try:
                pieces = (Piece(0, len(line), charset.decode(designated + line)),)
            except UnicodeDecodeError:
                pieces = tuple(damaged_line(line, 0, charset, designated, mend=budget > 0))
                budget -= 1
            if len(known) < _KNOWN_LINES:
                known[designated, line] = pieces
        for start, end, text in pieces:
            if text is not None:
                texts.append(text)
                continue
            if begun < at + start:
                yield Piece(begun, at + start, "".join(texts))
            yield Piece(at + start, at + end, None)
            begun = at + end
            texts.clear()
        designated = in_force(line, designated, charset)
        at += len(line)
    if begun < at:
        yield Piece(begun, at, "".join(texts))


def _whole(data: bytes, start: int, end: int, charset: Charset) -> Iterator[Piece]:
    if start < end:
        yield Piece(start, end, charset.decode(data[start:end]))
