"""Where a text does not encode to the bytes it came from: duplicate and redundant codes, each named with its places."""

from __future__ import annotations

from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.codes import CUT, DAMAGED, NOT_CANONICAL, REPAIRED
from convert.decoding.result import Decoded
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_EXACT = ("gbk", "gb18030")  # what these decode without an error they encode to the same bytes


def remarks_on_codes(decoded: Decoded) -> tuple[Diagnostic, ...]:
    """Return the remarks on codes that encoding the text again would not give, for encodings that have such."""
    known = CHARSETS.get(decoded.encoding)
    if not decoded.codec or not decoded.source or decoded.codec in _EXACT or (known is not None and known.exact):
        return ()
    if any(finding.code == REPAIRED for finding in decoded.findings):
        return ()
    chosen = Charset(decoded.encoding, decoded.codec, known.widths if known else ())
    damages = [finding for finding in decoded.findings if finding.code in (DAMAGED, CUT)]
    if damages:
        return tuple(_between(decoded, chosen, damages)) if chosen.widths else ()
    return not_canonical(decoded.source[len(decoded.bom) :], decoded.text, chosen, len(decoded.bom))


def _between(decoded: Decoded, chosen: Charset, damages: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the remarks on the text between damaged spans, piece by piece."""
    offset, at = len(decoded.bom), 0
    for damage in damages:
        if damage.byte_offset is None or damage.span is None or damage.byte_offset < offset:
            return  # the report stopped before the last of them
        yield from _moved(
            decoded.source[offset : damage.byte_offset], decoded.text[at : damage.span.start], chosen, offset, at
        )
        offset, at = damage.byte_offset + (damage.byte_length or 0), damage.span.end
    yield from _moved(decoded.source[offset:], decoded.text[at:], chosen, offset, at)


def _moved(body: bytes, text: str, chosen: Charset, offset: int, at: int) -> Iterator[Diagnostic]:
    """Yield the remarks on a piece that begins at byte `offset` and code point `at` of the whole."""
    for remark in not_canonical(body, text, chosen, offset):
        first, *others = ((place.start + at, place.end + at) for place in (remark.span, *remark.related) if place)
        yield replace(remark, span=Span(*first), related=tuple(Span(*other) for other in others))


def not_canonical(body: bytes, text: str, chosen: Charset, shift: int) -> tuple[Diagnostic, ...]:
    """Return a remark for each code of `body` that its character does not encode to; all its places are related.

    Offsets count `shift` bytes before the body.
    """
    try:
        if text.encode(chosen.codec) == body:
            return ()
    except UnicodeEncodeError:
        pass  # a character that decodes and does not encode: found below like the others
    if chosen.widths:
        return _by_character(body, text, chosen, shift)
    return _by_line(body, text, chosen, shift)


def _encoded(text: str, chosen: Charset) -> bytes:
    try:
        return text.encode(chosen.codec)
    except UnicodeEncodeError:
        return b""


def _by_character(body: bytes, text: str, chosen: Charset, shift: int) -> tuple[Diagnostic, ...]:
    """Walk bytes and characters together; the differing codes, one remark for each."""
    places: dict[tuple[bytes, str], list[tuple[int, int]]] = {}
    known: dict[str, bytes] = {}
    offset = at = 0
    while at < len(text):
        character = text[at]
        code = known.get(character)
        if code is None:
            code = known[character] = _encoded(character, chosen)
        if code and body.startswith(code, offset):
            offset += len(code)
            at += 1
            continue
        width, count = _source(body, offset, text, at, chosen)
        places.setdefault((body[offset : offset + width], text[at : at + count]), []).append((offset, at))
        offset += width
        at += count
    return tuple(_remark(code, character, found, chosen, shift) for (code, character), found in places.items())


def _source(body: bytes, offset: int, text: str, at: int, chosen: Charset) -> tuple[int, int]:
    """Return the bytes and the characters of the code at `offset`."""
    for width in (1, *chosen.widths):
        try:
            decoded = body[offset : offset + width].decode(chosen.codec)
        except UnicodeDecodeError:
            continue
        if decoded and text.startswith(decoded, at):
            return width, len(decoded)
    return 1, 1


def _remark(code: bytes, characters: str, found: list[tuple[int, int]], chosen: Charset, shift: int) -> Diagnostic:
    usual = _encoded(characters, chosen).hex(" ").upper() or "none"
    times = f", {len(found)} times" if len(found) > 1 else ""
    return Diagnostic(
        NOT_CANONICAL,
        Severity.INFO,
        f"{code.hex(' ').upper()} read as {characters}{times}; its usual code in {chosen.name} is {usual}",
        Span(found[0][1], found[0][1] + len(characters)),
        stage=Stage.DECODE,
        byte_offset=found[0][0] + shift,
        byte_length=len(code),
        related=tuple(Span(at, at + len(characters)) for _, at in found[1:]),
    )


def _by_line(body: bytes, text: str, chosen: Charset, shift: int) -> tuple[Diagnostic, ...]:
    """Compare line by line, for encodings whose state makes single characters no unit."""
    findings = []
    offset = at = 0
    raw_lines, lines = body.split(b"\n"), text.split("\n")
    if len(raw_lines) != len(lines):  # a line end that is part of an escape
        raw_lines, lines = [body], [text]
    for raw, line in zip(raw_lines, lines, strict=True):
        if _encoded(line, chosen) != raw:
            findings.append(
                Diagnostic(
                    NOT_CANONICAL,
                    Severity.INFO,
                    f"escapes in {chosen.name} that encoding the text again would write otherwise",
                    Span(at, at + len(line)),
                    stage=Stage.DECODE,
                    byte_offset=offset + shift,
                    byte_length=len(raw),
                )
            )
        offset += len(raw) + 1
        at += len(line) + 1
    return tuple(findings)
