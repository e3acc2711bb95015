"""Damaged lines of HZ and ISO 2022: the one or two bytes without which the line decodes and reads best."""

from __future__ import annotations

from convert.decoding.charsets import Charset
from convert.decoding.frequency import cost
from convert.decoding.weigh import Piece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 2000  # bytes of a line that are searched
_PLACES = 200  # damaged places of a line that are mended
_BEHIND, _AHEAD = 160, 2  # bytes around an error in which its cause is looked for
_SPOILT = (0.0, 6.0)  # nats for one and for two damaged bytes
_ESCAPE = 9.0  # nats for damage that was an escape
# What a damaged escape may have been.
_ESCAPES = {"hz": (b"~{", b"~}"), "iso-2022-cn": (b"\x0e", b"\x0f")}


def damaged_line(line: bytes, at: int, charset: Charset, *, mend: bool) -> Iterator[Piece]:
    """Yield the pieces of a line at byte `at` that does not decode; what cannot be mended is damage to its end.

    Without `mend`, as in a file with many such lines, nothing is.
    """
    body = line.rstrip(b"\r\n")
    end = at + len(line)
    start = 0
    for _ in range(_PLACES if mend else 0):
        try:
            yield Piece(at + start, at + len(body), charset.decode(body[start:]))
            break
        except UnicodeDecodeError as error:
            low, high = _section(body, start, start + error.start, charset)
            if start < low:
                yield Piece(at + start, at + low, charset.decode(body[start:low]))
            yield from _around(body[low:high], at + low, start + error.start - low, charset)
            start = high
    else:
        yield from _cut(body[start:], at + start, charset)
    if len(body) < len(line):
        yield Piece(at + len(body), end, line[len(body) :].decode("ascii"))


def _section(body: bytes, start: int, error: int, charset: Charset) -> tuple[int, int]:
    """Return the bytes around an error that begin and end in ASCII: for HZ between two escapes, else the whole line."""
    if charset.name != "hz":
        return start, len(body)
    before, after = body.rfind(b"~}", start, error), body.find(b"~}", error + 1)
    low = start if before < 0 or _decoded(body[start : before + 2], charset) is None else before + 2
    following = body.find(b"~{", error + 1)
    if 0 <= following < after and b"~" not in body[low:error]:  # in ASCII between two runs of hanzi
        return max(low, error - _AHEAD), min(following, error + 1 + _AHEAD)
    return low, len(body) if after < 0 else after + 2


def _around(body: bytes, at: int, error: int, charset: Charset) -> Iterator[Piece]:
    """Yield the pieces of a body whose decoding fails at `error`."""
    found = _mended(body, error, charset) if len(body) <= _LONGEST else None
    if found is not None:
        start, stop, before, after = found
        if before:
            yield Piece(at, at + start, before)
        yield Piece(at + start, at + stop, None)
        if after:
            yield Piece(at + stop, at + len(body), after)
        return
    yield from _cut(body, at, charset)


def _cut(body: bytes, at: int, charset: Charset) -> Iterator[Piece]:
    """Yield what decodes of a body, and what comes after its first error as damage."""
    try:
        charset.decode(body)
        good = len(body)
    except UnicodeDecodeError as error:
        good = _whole_before(body, error.start, charset)
    if good:
        yield Piece(at, at + good, charset.decode(body[:good]))
    if good < len(body):
        yield Piece(at + good, at + len(body), None)


def _whole_before(body: bytes, error: int, charset: Charset) -> int:
    """Return the length of what decodes before an error, which may lie within a character."""
    for good in range(error, max(0, error - 4), -1):
        try:
            charset.decode(body[:good])
        except UnicodeDecodeError:
            continue
        return good
    return 0


def _mended(body: bytes, error: int, charset: Charset) -> tuple[int, int, str, str] | None:
    """Return the damaged bytes [start, stop) and the texts before and after them that read best; None when none do."""
    best: tuple[float, tuple[int, int, str, str]] | None = None
    escapes = (b"", *_ESCAPES.get(charset.name, ()))
    for start in range(max(0, error - _BEHIND), min(len(body), error + _AHEAD)):
        before = _decoded(body[:start], charset)
        inside = _decoded(body[: start - 1], charset) if before is None and start else None
        for width in (1, 2) if inside is None else (1,):
            for escape in escapes if inside is None else (b"",):
                whole = _decoded(body[:start] + escape + body[start + width :], charset)
                if whole is None:
                    continue
                # A byte put into the middle of a character: the character counts as before it.
                known = before if inside is None else whole[: len(inside) + 1]
                if known is None or not whole.startswith(known):
                    continue
                price = cost(whole) + _SPOILT[width - 1] + (_ESCAPE if escape else 0.0)
                if best is None or price < best[0]:
                    best = price, (start, min(len(body), start + width), known, whole[len(known) :])
    return best and best[1]


def _decoded(raw: bytes, charset: Charset) -> str | None:
    try:
        return charset.decode(raw)
    except UnicodeDecodeError:
        return None
