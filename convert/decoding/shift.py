"""UTF-16 and UTF-32 that lost or gained a byte: where the units shift, found by which alignment reads better."""

from __future__ import annotations

from itertools import accumulate

from convert.decoding.charsets import Charset
from convert.decoding.frequency import costs
from convert.records import NamedTuple

_BLOCK, _LARGE_BLOCK = 16, 64  # bytes
_LARGE = 100_000  # bytes from which blocks are large
_SWITCH = 8.0  # nats that the change of alignment must gain
_APART = 64  # bytes between whole units of UTF-32 that one damage may cover
_FOUR = 4  # bytes of a unit of UTF-32
_LOST_UNIT = 8.0  # nats for a unit that is spoilt, too
_ABOUT = 60  # bytes around a shift in which its very place is looked for
_NEAR, _BESIDE = 12, 32  # bytes about a shift in which the characters beside it decide
_PROOF = 16  # bytes that must read whole after a skip in UTF-32


class Aligned(NamedTuple):
    """Bytes [start, end) whose units lie at `start` + a multiple of the unit."""

    start: int
    end: int


def aligned_parts(data: bytes, charset: Charset) -> list[Aligned]:
    """Return the parts of UTF-16 bytes that have one alignment each; the bytes between them are the damage.

    Only a file of odd length can have shifted, since a lost byte makes it so; one loss is looked for. In UTF-32 the
    zeros show what is whole.
    """
    if charset.unit == 4 and len(data) % 4:
        parts = _fours_apart(data, charset.codec)
    else:
        parts = [Aligned(0, len(data) // 2 * 2)]
        if charset.unit == 2 and len(data) % 2:
            block = _LARGE_BLOCK if len(data) > _LARGE else _BLOCK
            near = _shifted_block(data, charset.codec, block)
            at = None if near is None else _switch(data, charset.codec, near * block, block)
            parts = _twos_apart(data, at, charset)
    return [part for part in parts if part.start < part.end]


def _fours_apart(data: bytes, codec: str) -> list[Aligned]:
    """Return the two parts of UTF-32 that lost or gained bytes; one part when it is broken in more places."""
    first, last = _fours(data, codec)
    if last - first > _APART:
        return [Aligned(0, len(data))]
    low, over = max(0, last - 2 * _FOUR) // _FOUR * _FOUR, len(data) % _FOUR
    if low > first:
        return [Aligned(0, first), Aligned(last, len(data))]
    before, after = _costs(data[low:first], codec), _costs(data[last:], codec)
    ways = []
    for skip in (over, over + _FOUR):
        for count, price in enumerate(before):
            end = low + _FOUR * count + skip
            if last <= end <= len(data):
                rest = after[-1] - after[(end - last) // _FOUR]
                ways.append((price + rest + (_LOST_UNIT if skip > over else 0.0), low + _FOUR * count, end))
    if not ways:
        return [Aligned(0, first), Aligned(max(first, last), len(data))]
    _, start, end = min(ways)
    near = [way for way in ways if abs(way[1] - start) <= _NEAR]
    start, end = min([(_read_apart(data, way[1], way[2], codec), way[1:]) for way in near])[1]
    return [Aligned(0, start), Aligned(end, len(data))]


def _read_apart(data: bytes, start: int, end: int, codec: str) -> float:
    """Return the cost of some characters before `start` and after `end`, in UTF-32, read as one text."""
    from convert.decoding.pairs import reading

    middle, after = start - _BESIDE, end + _BESIDE - (end - start) // _FOUR * _FOUR
    text = data[max(0, middle) : start].decode(codec, "replace") + data[end:after].decode(codec, "replace")
    return reading(text) + (_LOST_UNIT if end - start > _FOUR else 0.0)


def _costs(raw: bytes, codec: str) -> list[float]:
    """Return what the first units of `raw` cost: none, one, two and so on."""
    return [0.0, *accumulate(map(costs().__getitem__, raw.decode(codec, "replace")))]


def _twos_apart(data: bytes, at: int | None, charset: Charset) -> list[Aligned]:
    """Return the two parts of UTF-16 around the byte that most likely was lost or added near offset `at`.

    Without such an offset units shift only at the end, if at all.
    """
    from convert.decoding.cause import Passage

    near = len(data) - 1 if at is None else at
    low = max(0, near - _ABOUT) // 2 * 2
    high = min(len(data), (near + _ABOUT) // 2 * 2 + 1)
    cause = Passage(data, low, high, charset, closed=True).best(low, high)
    if cause is not None:
        return [Aligned(0, cause.start), Aligned(cause.end, len(data))]
    return [Aligned(0, near), Aligned(near + 1, len(data))]


def whole_fours(data: bytes, codec: str) -> tuple[int, int]:
    """Return the end of the whole units of UTF-32 from the start, and the start of those after it to the end."""
    first, last = _fours(data, codec)
    return first, max(last, first + (len(data) - first) % _FOUR)


def _fours(data: bytes, codec: str) -> tuple[int, int]:
    """Return up to where units of UTF-32 from the start are whole, and from where those counted from the end are."""
    high, low = (0, 1) if codec.endswith("be") else (3, 2)
    backward = data[::-1]
    first = _FOUR * min(_zeros(data[high::4]), _zeros(data[low::4], b"\0\1\2"))
    last = len(data) - _FOUR * min(_zeros(backward[3 - high :: 4]), _zeros(backward[3 - low :: 4], b"\0\1\2"))
    return min(first, len(data)), max(last, len(data) % _FOUR)


def _zeros(column: bytes, zeros: bytes = b"\0") -> int:
    """Return how many bytes at the start of `column` are among `zeros`."""
    return len(column) - len(column.lstrip(zeros))


def realigned(data: bytes, codec: str) -> tuple[str, int]:
    """Return the text of UTF-16 that reads best when one byte is left out, and that byte's offset."""
    at = _switch(data, codec, len(data) // 2, len(data))
    return _text(data[:at], codec) + _text(data[at + 1 :], codec), at


def _shifted_block(data: bytes, codec: str, block: int) -> int | None:
    """Return the block from which on odd offsets read better than even ones, or None when none does."""
    gain = best = 0.0
    found = None
    for index in reversed(range(-(-len(data) // block))):
        start = index * block
        even, odd = (_distinct_cost(_text(data[start + skip : start + skip + block], codec)) for skip in (0, 1))
        gain += even - odd
        if gain > best:
            best, found = gain, index
    return found if best > _SWITCH else None


def _distinct_cost(text: str) -> float:
    """Return the cost of the different characters of a block: a ruled line must not outweigh the words."""
    table = costs()
    return sum([table[character] for character in set(text)])


def _text(raw: bytes, codec: str) -> str:
    return raw[: len(raw) // 2 * 2].decode(codec, "replace")


def _switch(data: bytes, codec: str, near: int, reach: int) -> int:
    """Return the byte to skip around offset `near`, so that units before and after it read best."""
    low = max(0, near - 2 * reach)
    high = min(len(data), near + 2 * reach)
    before = [0.0, *_sums(data, codec, low, high)]
    after = _sums(data, codec, low + 1, high)
    total = after[-1] if after else 0.0
    best = min(
        range(len(after) + 1),
        key=lambda count: before[min(count, len(before) - 1)] + total - (after[count - 1] if count else 0.0),
    )
    return low + 2 * best


def _sums(data: bytes, codec: str, start: int, end: int) -> list[float]:
    """Return the running cost of the units from `start` to `end`."""
    table = costs()
    total = 0.0
    sums = []
    for at in range(start, end - 1, 2):
        total += sum([table[character] for character in data[at : at + 2].decode(codec, "replace")])
        sums.append(total)
    return sums


def units_after(data: bytes, start: int, charset: Charset) -> int:
    """Return where whole units of UTF-32 begin again at or after `start` + 1."""
    if (len(data) - start) % charset.unit == 0:
        return start + charset.unit  # a changed byte shifts nothing
    for skip in range(1, charset.unit):
        proof = data[start + skip : start + skip + _PROOF]
        try:
            charset.decode(proof[: len(proof) // charset.unit * charset.unit])
        except UnicodeDecodeError:
            continue
        return start + skip
    return min(len(data), start + charset.unit)
