"""The one byte that was lost, added or changed: which of all such accidents explains the bytes at a place best."""

from __future__ import annotations

from math import inf
from operator import sub

from convert.caching import cache
from convert.decoding.charsets import Charset
from convert.decoding.frequency import costs
from convert.decoding.pairs import tie, ties
from convert.decoding.weigh import SAFE, Piece, character, price_of, width_at
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMON = 11.0  # nats up to which a character is thought of for one that was damaged
_UNKNOWN = 12.0  # nats for a damaged character that is none of these
# Nats for what became of the byte: lost, added, doubled, changed to any other, in one bit only, to a usual filler.
_LOST, _ADDED, _DOUBLED, _CHANGED, _FLIPPED, _FILLED = 0.0, 5.5, 2.0, 5.5, 3.5, 3.0
_FILLERS = b"\x00\x3f\x80\xff"
_CUT = 4.0  # nats that the loss of a file's last byte is likelier than any other
_TIGHT = 18.0  # nats that two ties may gain
_WELL = 8.0  # nats up to which a character reads well enough not to be suspected
_BACK, _ON = 14, 6  # bytes around damage in which its cause is looked for
_RUNS = 4  # damages in one window that are looked into
_WIDEST = 3  # bytes of damage that one accident leaves
_QUICK = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "cp950"}
_OPEN = 3  # bytes before an open end that may belong to a character cut by it


class Cause(NamedTuple):
    """Bytes [start, end) that one accident spoilt, what was there, and the nats of the reading that supposes it."""

    cost: float
    start: int
    end: int
    meant: str


class _Ahead(NamedTuple):
    """The cost of reading on from a byte, and the first character of that reading."""

    cost: float
    first: str


def pinpointed(data: bytes, pieces: list[Piece], end: int, charset: Charset) -> list[Piece]:
    """Return `pieces`, which end at byte `end` or within a character before it, with each damage where it is likeliest.

    Many alignments read nearly as well; which is right shows in what the damaged character may have been.
    """
    hurt = [at for at, piece in enumerate(pieces) if piece.text is None]
    runs = [at for at in hurt if at == 0 or pieces[at - 1].text is not None]
    if not runs or len(runs) > _RUNS:
        return pieces
    out: list[Piece] = []
    low = pieces[0].start
    for number, at in enumerate(runs):
        stop = at
        while stop < len(pieces) and pieces[stop].text is None:
            stop += 1
        last = number + 1 == len(runs)
        high = end if last else pieces[runs[number + 1]].start
        closed = not last or high == len(data) or data[high] < SAFE
        found = None
        if pieces[stop - 1].end - pieces[at].start <= _WIDEST:
            passage = Passage(data, low, high, charset, closed=closed)
            found = passage.best(max(low, pieces[at].start - _BACK), pieces[stop - 1].end + _ON)
        if found is None:
            following = pieces[stop : len(pieces) if last else runs[number + 1]]
            before = [piece for piece in pieces[:stop] if piece.start >= low]
            out += [*before, *following]
        else:
            out += _read(data, low, found.start, charset)
            out.append(Piece(found.start, found.end, None))
            out += _read(data, found.end, high, charset)
        low = out[-1].end
    return out


def _read(data: bytes, at: int, end: int, charset: Charset) -> list[Piece]:
    """Return the whole characters of data[at:end], each a piece."""
    pieces = []
    while at < end and (width := width_at(data, at, charset)) and at + width <= end:
        pieces.append(Piece(at, at + width, character(data[at : at + width], width, charset)))
        at += width
    return pieces


_NONE = _Ahead(inf, "")


class Passage:
    """Bytes [low, high) of a file, read forward from `low` and from every byte on to `high`.

    `closed` says that a character ends at `high`.
    """

    def __init__(self, data: bytes, low: int, high: int, charset: Charset, *, closed: bool) -> None:
        self.data, self.low, self.high, self.charset = data, low, high, charset
        self.ahead = _read_on(data, low, high, charset, closed=closed)

    def plain(self) -> float:
        """Return the cost of the passage as it stands; infinite when it does not decode."""
        return self.ahead[0].cost

    def best(self, first: int, last: int) -> Cause | None:
        """Return the likeliest accident to a byte in [first, last]; None when none reads better than the bytes do."""
        found: Cause | None = None
        least = self.plain()
        for at, before, spent in self._boundaries(last):
            if at < first - 1 or at > last:
                continue
            for cause in self._accidents(at, before, least - spent):
                if spent + cause.cost < least:
                    least = spent + cause.cost
                    found = Cause(least, cause.start, cause.end, cause.meant)
        return found

    def _boundaries(self, last: int) -> list[tuple[int, str, float]]:
        """Return where characters begin up to `last`, read from the start: offset, character before, cost so far."""
        at, before, spent = self.low, "\n", 0.0
        found = [(at, before, spent)]
        while at <= last and at < self.high and (width := width_at(self.data, at, self.charset)):
            text = character(self.data[at : at + width], width, self.charset) or ""
            spent += price_of(text) - tie(before, text[0])
            at, before = at + width, text[-1]
            found.append((at, before, spent))
        return found

    def _accidents(self, at: int, before: str, limit: float) -> Iterator[Cause]:
        """Yield the accidents to the character at `at`, each with the cost of all that follows, below `limit`."""
        data, low, charset = self.data, self.low, self.charset
        one, two, three = (
            self.ahead[at - low + step] if at - low + step < len(self.ahead) else _NONE for step in (1, 2, 3)
        )
        if one.cost - _TIGHT < limit:  # a byte that stands alone
            doubled = data[at] in data[max(0, at - 1) : at] or data[at] in data[at + 1 : at + 2]
            price = (_DOUBLED if doubled else _ADDED) - tie(before, one.first or "\n")
            yield Cause(price + one.cost, at, at + 1, "")
            if data[at] > 0x3F or charset.unit > 1:
                price, meant = _lost(before, data[at], one.first, charset)
                price -= _CUT if at + 1 == len(data) else 0.0
                yield Cause(price + one.cost, at, at + 1, meant)
        if two.cost - _TIGHT < limit and self._reads_badly(at, before):
            price, meant = changed(before, data[at : at + 2], two.first, charset)
            yield Cause(price + two.cost, at, at + 2, meant)
        if three.cost < limit:  # a byte put into a character
            text = character(data[at : at + 1] + data[at + 2 : at + 3], 2, charset)
            if text is not None and len(text) == 1:
                price = price_of(text) - tie(before, text) - (tie(text, three.first) if three.first else 0.0)
                price += _DOUBLED if data[at + 1] in (data[at], data[at + 2]) else _ADDED
                yield Cause(price + three.cost, at, at + 3, text)

    def _reads_badly(self, at: int, before: str) -> bool:
        """Whether what stands at `at` is no common character that goes with its neighbours."""
        here, after = self.ahead[at - self.low], self.ahead[at - self.low + 2]
        return here.cost - after.cost - (tie(before, here.first) if here.first else 0.0) > _WELL


def changed(before: str, code: bytes, after: str, charset: Charset) -> tuple[float, str]:
    """Return the cost of a character that a changed byte made the two of `code`, and the likeliest."""
    leads, trails = _by_bytes(charset)
    one, one_meant = _likeliest(leads.get(code[0], ""), before, after)
    other, other_meant = _likeliest(trails.get(code[1], ""), before, after)
    one += _spoiling(code[1], one_meant, 1, charset)
    other += _spoiling(code[0], other_meant, 0, charset)
    return min((one, one_meant), (other, other_meant))


def _lost(before: str, byte: int, after: str, charset: Charset) -> tuple[float, str]:
    """Return the cost of a character of which one byte is left, and the likeliest."""
    leads, trails = _by_bytes(charset)
    price, meant = _likeliest(leads.get(byte, "") + trails.get(byte, ""), before, after)
    return price + _LOST, meant


def _spoiling(byte: int, meant: str, place: int, charset: Charset) -> float:
    """Return the nats of the change that made `byte` of the byte at `place` of a character."""
    if byte in _FILLERS:
        return _FILLED
    change = byte ^ meant.encode(_codec(charset))[place] if meant else 0xFF
    return _FLIPPED if change & (change - 1) == 0 else _CHANGED


def _likeliest(choice: str, before: str, after: str) -> tuple[float, str]:
    """Return the least cost of a character of `choice` between two others, and that character."""
    best, meant = _UNKNOWN, ""
    for price, one in sorted(
        zip(map(sub, map(costs().__getitem__, choice), ties(before, choice)), choice, strict=True)
    ):
        if price >= best + _TIGHT / 2:
            break
        price -= tie(one, after) if after else 0.0
        if price < best:
            best, meant = price, one
    return best, meant


def _codec(charset: Charset) -> str:
    """Return the codec of common characters: Python's own where they are alike in it."""
    return _QUICK.get(charset.name, charset.codec)


@cache
def _by_bytes(charset: Charset) -> tuple[dict[int, str], dict[int, str]]:
    """Return the common characters of two bytes by their first and by their second byte."""
    leads: dict[int, str] = {}
    trails: dict[int, str] = {}
    codec = _codec(charset)
    for one, price in list(costs().items()):
        if price <= _COMMON and (one > "\x7f" or charset.unit > 1):
            try:
                code = one.encode(codec)
            except UnicodeEncodeError:
                continue
            if len(code) == 2:
                leads[code[0]] = leads.get(code[0], "") + one
                trails[code[1]] = trails.get(code[1], "") + one
    return leads, trails


def _read_on(data: bytes, low: int, high: int, charset: Charset, *, closed: bool) -> list[_Ahead]:
    """Return for each byte of [low, high] what reading whole characters from it to `high` costs."""
    ahead = [_Ahead(inf, "")] * (high - low) + [_Ahead(0.0, "")]
    if not closed:
        for index in range(max(0, len(ahead) - 1 - _OPEN), len(ahead) - 1):
            ahead[index] = _Ahead(0.0, "")
    for at in range(high - 1, low - 1, -1):
        width = width_at(data, at, charset)
        if not width or at + width > high:
            continue
        text = character(data[at : at + width], width, charset) or ""
        after = ahead[at + width - low]
        price = price_of(text) + after.cost - (tie(text[-1], after.first) if after.first else 0.0)
        ahead[at - low] = _Ahead(price, text[0])
    return ahead
