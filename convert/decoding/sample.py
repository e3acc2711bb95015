"""A fair sample of a large file: lines with non-ASCII bytes from all over it."""

from __future__ import annotations

from convert import patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = 4096  # bytes; up to this size the file is its own sample
_WINDOW = 512  # bytes
_SPARSE = 200_000  # bytes; up to this size all words with high bytes are taken when they are few
_ASCII = bytes(range(0x80))
_GLANCE, _SMALL_WINDOW = 768, 128  # bytes
_STEP = 4096  # bytes looked through at a time for the next non-ASCII byte
_FEW_HIGH, _SPARSE_HIGH = 64, 100  # bytes up to which they are looked for one by one, or one in so many
_COUNTED = 8192  # bytes at a time
_HIGH = patterns.compile(b"[\x80-\xff]")
_BLANKED = bytes([0x20 if byte < 0x30 else byte for byte in range(256)])
_LAST_SAFE = 0x2F
_SAFE = patterns.compile(b"[\x00-\x2f]")  # never the later byte of a character in any double-byte encoding


def sample(data: bytes) -> bytes:
    """Return at most some 32 kB of `data`: pieces that hold non-ASCII bytes and begin at whole characters."""
    if len(data) <= WHOLE:
        return data
    if len(data) <= _SPARSE and high_bytes(data) <= WHOLE:
        return b" ".join(high_words(data))
    return _pieces(data, max(8, min(64, len(data) >> 16)), _WINDOW)


def _high_words(data: bytes) -> Iterator[bytes]:
    """Yield the words of `data` that hold a byte above ASCII."""
    end = 0
    while (high := _HIGH.search(data, end)) is not None:
        start = high.start()
        while start > end and data[start - 1] > _LAST_SAFE:
            start -= 1
        after = _SAFE.search(data, high.end())
        end = after.start() if after else len(data)
        yield data[start:end]


def nuls_reach(data: bytes, least: int) -> bool:
    """Whether at least so many bytes of `data` are NUL; nothing is counted beyond."""
    seen = 0
    for start in range(0, len(data), _COUNTED):
        seen += data.count(0, start, start + _COUNTED)
        if seen >= least:
            return True
    return False


def high_bytes(data: bytes) -> int:
    """Return the number of bytes above ASCII."""
    return len(data.translate(None, _ASCII))


def high_words(piece: bytes) -> list[bytes]:
    """Return the words of `piece` that hold a byte above ASCII: the others read alike in every encoding."""
    if high_bytes(piece) <= max(_FEW_HIGH, len(piece) // _SPARSE_HIGH):
        return list(_high_words(piece))
    return [word for word in piece.translate(_BLANKED).split() if not word.isascii()]


def distinct(piece: bytes) -> bytes:
    """Return those words of `piece` once each: a name in every line of a log is one proof, not a thousand."""
    return b" ".join(dict.fromkeys(high_words(piece)))


def glance(data: bytes) -> bytes:
    """Return the words of a few hundred bytes of `data`, chosen like a sample: enough when the text is plain."""
    piece = data if len(data) <= _GLANCE else _pieces(data, _GLANCE // _SMALL_WINDOW, _SMALL_WINDOW)
    return b" ".join(high_words(piece))


def _pieces(data: bytes, count: int, window: int) -> bytes:
    """Return `count` evenly spaced pieces of at most `window` bytes."""
    size = len(data)
    pieces = []
    done = 0
    for index in range(count):
        start = _next_high(data, max(done, size * index // count), whole=index == 0)
        if start is None:
            continue
        if start < 0:
            break
        stop = min(size, start + window)
        if stop < size:
            stop = _last_safe(data, start, stop, window)
        pieces.append(data[start:stop])
        done = stop
    if len(pieces) == 1 and done < size:  # one run without a safe byte: only its beginning is known to be whole
        pieces = [data[done - len(pieces[0]) :][: count * window]]
    return b"\n".join(pieces)


def _next_high(data: bytes, start: int, *, whole: bool) -> int | None:
    """Return where the first character with a high byte begins at or after `start`; -1 when there is none.

    When `start` may lie within a character (`whole` is false), reading begins after the next byte that cannot,
    and the answer is None when no such byte is near.
    """
    if not whole:
        safe = _SAFE.search(data, start, start + _STEP)
        if safe is None:
            return None
        start = safe.end()
    while start < len(data):
        chunk = data[start : start + _STEP]
        if not chunk.isascii():
            high = _HIGH.search(chunk)
            return start + high.start() if high else -1
        start += _STEP
    return -1


def _last_safe(data: bytes, start: int, stop: int, window: int) -> int:
    """Return the end of the last whole character before `stop` as far as a safe byte shows it."""
    ends = [match.end() for match in _SAFE.finditer(data, start + window // 2, stop)]
    return ends[-1] if ends else stop


_WIDE_HIGH = bytes([0, *range(0x20, 0x28), 0x30, *range(0x4E, 0xA0), 0xFF])
_WIDE_SHARE = 0.88  # of the high halves of UTF-16 are among those of Chinese and ASCII
_UPPER = bytes(range(0xA0, 0xFF))
_UPPER_SHARE = 0.55  # of such bytes only double-byte text has; of UTF-16 they are a fifth
_PRINTABLE = bytes(range(0x20, 0x7F))
_PRINTABLE_SHARE = 0.85  # of such bytes only ASCII text has; of UTF-16 they are the half
_BRIEF = 64  # bytes
_SHORTEST, _SHORTEST_SHIFTED = 4, 8  # bytes that may be UTF-16
_SHIFT_WINDOW = 32  # bytes
_SHORT = 512  # bytes; up to this length the very byte is found at which units shift
_FOURS = (("utf-32-le", 3, 2), ("utf-32-be", 0, 1))  # where the highest byte and the next lie
_ABOVE_TWO = bytes([byte > 2 for byte in range(256)])
_FOURS_SHARE = 0.85  # of the units of UTF-32 that are whole
_WIDE_WINDOW = 2048  # bytes, divisible by four


def wide_sample(data: bytes) -> bytes:
    """Return the head and the middle of `data`, in whole units of UTF-16 and UTF-32; the end when units may shift.

    The end is counted from the start, as it lies when the file was only cut; what shifted is read from the last byte.
    """
    if len(data) <= WHOLE:
        return data
    if len(data) % 4:
        return data[:_WIDE_WINDOW] + data[(len(data) - _WIDE_WINDOW) // 4 * 4 :]
    middle = len(data) // 2 // 4 * 4
    return data[:_WIDE_WINDOW] + data[middle : middle + _WIDE_WINDOW]


def wide_forms(data: bytes) -> list[str]:
    """Return the UTF-16 and UTF-32 forms that the bytes may be, by what stands in the high halves."""
    raw = wide_sample(data)
    size = len(raw) // 2 * 2
    if size < (_SHORTEST_SHIFTED if len(data) % 2 else _SHORTEST):
        return []
    names = []
    if raw.count(0) * 4 >= size:
        names += [name for name, high, low in _FOURS if in_fours(raw, data, high, low)]
    if len(raw.translate(None, _UPPER)) < (1 - _UPPER_SHARE) * len(raw):
        return names
    if size > _BRIEF and len(raw.translate(None, _PRINTABLE)) < (1 - _PRINTABLE_SHARE) * len(raw):
        return names
    for name, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        half, other = (_shifted if len(data) % 2 else _halves)(raw, high)
        strange = len(half.translate(None, _WIDE_HIGH))
        nuls = half.count(0)
        if strange <= len(half) * (1 - _WIDE_SHARE) or (nuls * 5 > len(half) and nuls > 9 * other.count(0)):
            names.append(name)
    return names


def _halves(raw: bytes, high: int) -> tuple[bytes, bytes]:
    """Return the high and the low halves of units of two bytes."""
    return raw[high::2], raw[1 - high :: 2]


def in_fours(raw: bytes, data: bytes, high: int, low: int) -> bool:
    """Whether nearly all units of four bytes are numbers of Unicode characters, counted from the start or the end.

    Where a byte was lost or added, the units before it lie in fours from the start, those after it from the end.
    """
    if len(data) % 4 == 0:
        return _fours(raw, high, low) >= _FOURS_SHARE * (len(raw) // 4)
    head, tail = data[:_BRIEF], data[-_BRIEF:]
    if len(data) > 2 * _BRIEF:
        return max(_fours(head, high, low), _fours(tail, high, low)) >= _FOURS_SHARE * (_BRIEF // 4)
    units = len(data) // 4
    both = max(
        _fours(data[: 4 * at], high, low) + _fours(data[len(data) - 4 * (units - at) :], high, low)
        for at in range(units + 1)
    )
    return both >= max(_FOURS_SHARE * units, 2)


def _fours(raw: bytes, high: int, low: int) -> int:
    """Return how many units of four bytes have zero in the highest byte and hardly more in the next."""
    tops, nexts = raw[high::4], raw[low::4].translate(_ABOVE_TWO)
    size = min(len(tops), len(nexts))
    either = int.from_bytes(tops[:size], "big") | int.from_bytes(nexts[:size], "big")
    return either.to_bytes(size, "big").count(0)


def _shifted(raw: bytes, high: int) -> tuple[bytes, bytes]:
    """Return the halves of units that a lost byte may have shifted."""
    return _split(raw, high) if len(raw) <= _SHORT else _realigned(raw, high)


def _split(raw: bytes, high: int) -> tuple[bytes, bytes]:
    """Return the halves of units, shifted by one byte from where most of the high ones look like text."""
    before, after = raw[high::2], raw[1 + high :: 2]
    strange = sum(byte not in _WIDE_HIGH for byte in after)
    best, at = strange, 0
    for index, (earlier, later) in enumerate(zip(before, after, strict=False), start=1):
        strange += (earlier not in _WIDE_HIGH) - (later not in _WIDE_HIGH)
        if strange < best:
            best, at = strange, index
    first, second = _halves(raw[: 2 * at], high), _halves(raw[2 * at + 1 :], high)
    return first[0] + second[0], first[1] + second[1]


def _realigned(raw: bytes, high: int) -> tuple[bytes, bytes]:
    """Return the halves of units that a lost byte may have shifted: each window as it looks more like text."""
    halves = []
    for start in range(0, len(raw), _SHIFT_WINDOW):
        window = raw[start : start + _SHIFT_WINDOW]
        both = (_halves(window, high), _halves(window, 1 - high))
        halves.append(min(both, key=lambda pair: len(pair[0].translate(None, _WIDE_HIGH))))
    return b"".join(half for half, _ in halves), b"".join(other for _, other in halves)
