"""Damaged lines of HZ and ISO 2022: the one or two bytes without which the line decodes and reads best."""

from __future__ import annotations

from convert import patterns
from convert.decoding.charsets import Charset
from convert.decoding.pairs import reading
from convert.decoding.weigh import Piece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 2000  # bytes of a line that are searched
_PLACES = 200  # damaged places of a line that are mended
_READ_AGAIN = 400_000  # bytes read again behind mended places of one line
_BEHIND, _AHEAD = 160, 2  # bytes around an error in which its cause is looked for
_SPOILT = (0.0, 6.0)  # nats for one and for two damaged bytes
_ESCAPE = 9.0  # nats for damage that was an escape
_SHIFT = 15.0  # nats for damage that was none, yet takes an escape away: hanzi become a jumble of letters
_JUMBLE = 1.0  # nats for each character: letters are twice as many
_SHIFTS = frozenset(b"\x0e\x0f\x1b~")
_READ = 400  # characters from where the cause is looked for that are judged
_DESIGNATION = patterns.compile(rb"\x1b\$\)[AG]")
_DESIGNATIONS = (b"\x1b$)A", b"\x1b$)G")
# A designation with one byte added, changed or lost.
_NEARLY = patterns.compile(
    rb"\x1b[^$]\$\)[AG]|\x1b\$[^)]\)[AG]|\x1b\$\)[^AG][AG]"
    rb"|\x1b\$\)[^AGE\x0e]|\x1b\$[^)*][AG]|\x1b[^$]\)[AG]|[^\x1b]\$\)[AG]|\A\$\)[AG]"
    rb"|\x1b\$[AG]|\x1b\)[AG]|\$\)[AG]|\x1b\$\)(?=\x0e)"
)
# What a damaged escape may have been.
_ESCAPES = {"hz": (b"~{", b"~}"), "iso-2022-cn": (b"\x0e", b"\x0f")}


def in_force(line: bytes, before: bytes, charset: Charset) -> bytes:
    """Return the designation in force after a line, `before` the one before it; only LF cancels it."""
    if charset.name != "iso-2022-cn" or line.endswith(b"\n"):
        return b""
    found = _DESIGNATION.findall(line)
    if found or before:
        return found[-1] if found else before
    nearly = _NEARLY.search(line)
    return b"" if nearly is None else _DESIGNATIONS[b"G" in nearly.group()]


def damaged_line(line: bytes, at: int, charset: Charset, designated: bytes, *, mend: bool) -> Iterator[Piece]:
    """Yield the pieces of a line at byte `at` that does not decode; what cannot be mended is damage to its end.

    `designated` is in force where the line begins. Without `mend`, as in a file with many such lines, nothing is.
    """
    body = line.rstrip(b"\r\n")
    end = at + len(line)
    start = 0
    for _ in range(min(_PLACES, 1 + _READ_AGAIN // (1 + len(body))) if mend else 0):
        try:
            yield Piece(at + start, at + len(body), charset.decode(designated + body[start:]))
            break
        except UnicodeDecodeError as error:
            low, high = _section(body, start, start + error.start - len(designated), charset)
            if start < low:
                yield Piece(at + start, at + low, charset.decode(designated + body[start:low]))
            designated = in_force(body[start:low], designated, charset)
            yield from _around(body[low:high], at + low, start + error.start - low, charset, designated)
            designated = in_force(body[low:high], designated, charset)
            start = high
    else:
        yield from _cut(body[start:], at + start, charset, designated)
    if len(body) < len(line):
        yield Piece(at + len(body), end, line[len(body) :].decode("ascii"))


def _section(body: bytes, start: int, error: int, charset: Charset) -> tuple[int, int]:
    """Return the bytes around an error that begin and end in ASCII: between two escapes, else the whole line."""
    if charset.name == "iso-2022-cn":
        after = body.find(b"\x0f", error + 1)
        low = body.rfind(b"\x0f", start, error) + 1
        return max(low, start), len(body) if after < 0 else after + 1
    if charset.name != "hz":
        return start, len(body)
    before, after = body.rfind(b"~}", start, error), body.find(b"~}", error + 1)
    low = start if before < 0 or _decoded(body[start : before + 2], charset) is None else before + 2
    following = body.find(b"~{", error + 1)
    if 0 <= following < after and b"~" not in body[low:error]:  # in ASCII between two runs of hanzi
        return max(low, error - _AHEAD), min(following, error + 1 + _AHEAD)
    return low, len(body) if after < 0 else after + 2


def _around(body: bytes, at: int, error: int, charset: Charset, designated: bytes) -> Iterator[Piece]:
    """Yield the pieces of a body whose decoding fails at `error`."""
    found = _mended(body, error, charset, designated) if len(body) <= _LONGEST else None
    if found is not None:
        start, stop, before, after = found
        if before:
            yield Piece(at, at + start, before)
        yield Piece(at + start, at + stop, None)
        if after:
            yield Piece(at + stop, at + len(body), after)
        return
    yield from _cut(body, at, charset, designated)


def _cut(body: bytes, at: int, charset: Charset, designated: bytes) -> Iterator[Piece]:
    """Yield what decodes of a body, and what comes after its first error as damage."""
    try:
        charset.decode(designated + body)
        good = len(body)
    except UnicodeDecodeError as error:
        good = _whole_before(body, error.start - len(designated), charset, designated)
    if good:
        yield Piece(at, at + good, charset.decode(designated + body[:good]))
    if good < len(body):
        yield Piece(at + good, at + len(body), None)


def _whole_before(body: bytes, error: int, charset: Charset, designated: bytes) -> int:
    """Return the length of what decodes before an error, which may lie within a character."""
    for good in range(error, max(0, error - 4), -1):
        if _decoded(designated + body[:good], charset) is not None:
            return good
    return 0


def _mended(body: bytes, error: int, charset: Charset, designated: bytes) -> tuple[int, int, str, str] | None:
    """Return the damaged bytes [start, stop) and the texts before and after them that read best; None when none do."""
    best: tuple[float, tuple[int, int, str, str]] | None = None
    escapes = (b"", *_ESCAPES.get(charset.name, ()))
    first = max(0, error - _BEHIND)
    skipped = len(_decoded(designated + body[:first], charset) or "")
    for start in range(first, min(len(body), error + _AHEAD)):
        before = _decoded(designated + body[:start], charset)
        inside = _decoded(designated + body[: start - 1], charset) if before is None and start else None
        for width in (1, 2) if inside is None else (1,):
            for escape in escapes if inside is None else (b"",):
                whole = _decoded(designated + body[:start] + escape + body[start + width :], charset)
                if whole is None:
                    continue
                # A byte put into the middle of a character: the character counts as before it.
                known = before if inside is None else whole[: len(inside) + 1]
                if known is None or not whole.startswith(known):
                    continue
                lost = not escape and not _SHIFTS.isdisjoint(body[start : start + width])
                price = reading(whole[skipped : skipped + _READ]) + _JUMBLE * len(whole) + _SPOILT[width - 1]
                price += _ESCAPE if escape else _SHIFT if lost else 0.0
                if best is None or price < best[0]:
                    best = price, (start, min(len(body), start + width), known, whole[len(known) :])
    for match in _NEARLY.finditer(body) if charset.name == "iso-2022-cn" else ():
        known = _decoded(designated + body[: match.start()], charset)
        for meant in _DESIGNATIONS:
            whole = _decoded(designated + body[: match.start()] + meant + body[match.end() :], charset)
            if known is None or whole is None or not whole.startswith(known):
                continue
            price = reading(whole[skipped : skipped + _READ]) + _JUMBLE * len(whole) + _ESCAPE
            if best is None or price < best[0]:
                best = price, (match.start(), match.end(), known, whole[len(known) :])
    return best and best[1]


def _decoded(raw: bytes, charset: Charset) -> str | None:
    try:
        return charset.decode(raw)
    except UnicodeDecodeError:
        return None
