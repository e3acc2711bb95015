"""A fair sample of a large file: lines with non-ASCII bytes from all over it."""

from __future__ import annotations

import re

WHOLE = 4096  # bytes; up to this size the file is its own sample
_WINDOW = 512  # bytes
_STEP = 4096  # bytes looked through at a time for the next non-ASCII byte
_HIGH = re.compile(b"[\x80-\xff]")
_SAFE = re.compile(b"[\x00-\x2f]")  # never the later byte of a character in any double-byte encoding


def sample(data: bytes) -> bytes:
    """Return at most some 32 kB of `data`: pieces that hold non-ASCII bytes and begin at whole characters."""
    size = len(data)
    if size <= WHOLE:
        return data
    count = max(8, min(64, size >> 16))
    pieces = []
    done = 0
    for index in range(count):
        start = max(done, size * index // count)
        start = _next_high(data, start, whole=start == done)
        if start < 0:
            break
        stop = min(size, start + _WINDOW)
        if stop < size:
            stop = _last_safe(data, start, stop)
        pieces.append(data[start:stop])
        done = stop
    return b"\n".join(pieces)


def _next_high(data: bytes, start: int, *, whole: bool) -> int:
    """Return where the first character with a high byte begins at or after `start`, or -1.

    When `start` may lie within a character (`whole` is false), reading begins after the next byte that cannot.
    """
    if not whole and (safe := _SAFE.search(data, start, start + _STEP)):
        start = safe.end()
    while start < len(data):
        chunk = data[start : start + _STEP]
        if not chunk.isascii():
            high = _HIGH.search(chunk)
            return start + high.start() if high else -1
        start += _STEP
    return -1


def _last_safe(data: bytes, start: int, stop: int) -> int:
    """Return the end of the last whole character before `stop` as far as a safe byte shows it."""
    ends = [match.end() for match in _SAFE.finditer(data, start + _WINDOW // 2, stop)]
    return ends[-1] if ends else stop
