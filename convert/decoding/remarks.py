"""Remarks on the decoded characters: controls, private use, stray marks, and what was lost or misread before."""

from __future__ import annotations

from convert import patterns
from convert.decoding.codes import CONTROL, CUT, DAMAGED, LOST, MARK, PRIVATE, RARE
from convert.decoding.suspects import suspect_lines
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.source import LineIndex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from convert.decoding.result import Decoded

_SPECIAL = patterns.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufeff\ufffd]")
# What EF BF BD becomes in GBK, and what Visual C fills fresh memory with.
_RUINS = patterns.compile("(?:锟斤拷)+|锟斤|烫{3,}|屯{3,}")
# Encodings in which nearly every changed byte makes another character; UTF-8 proves itself by its build.
_UNPROVED = ("gb2312", "gbk", "gb18030", "big5", "euc-tw", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# Nats from which an improbable character is told of, and from which it is a warning: of clean texts of 20 bytes to
# 200 kB some 2 in 100 have one of the first, fewer than 1 in 2,000 one of the second.
_POSSIBLE, _LIKELY = 8.0, 14.0
_RUIN_MARKS = ("锟斤", "烫烫烫", "屯屯屯")


def remarks(decoded: Decoded) -> Iterator[Diagnostic]:
    """Yield the remarks on the characters of a decoded text, one for each kind, with all its places."""
    if decoded.encoding != "utf-8":  # which has one code for each character
        from convert.decoding.exact import remarks_on_codes

        yield from remarks_on_codes(decoded)
    text = decoded.text
    damaged = {finding.span for finding in decoded.findings if finding.code in (DAMAGED, CUT)}
    places: dict[str, list[Span]] = {}
    for match in _SPECIAL.finditer(text):
        character = match.group()
        span = Span(match.start(), match.end())
        if character == "\ufffd" and span in damaged:
            continue
        places.setdefault("private" if "\ue000" <= character <= "\uf8ff" else character, []).append(span)
    ruins = (
        [Span(*match.span()) for match in _RUINS.finditer(text)] if any(mark in text for mark in _RUIN_MARKS) else []
    )
    if ruins:
        places["ruins"] = ruins
    if places:
        yield from _kinds(decoded, places)
    if decoded.encoding in _UNPROVED and "\ufffd" not in text:
        yield from _improbable(decoded)
    suspects = suspect_lines(text)
    if suspects:
        from convert.decoding.mojibake import suspicions

        yield from suspicions(decoded, suspects)


def _improbable(decoded: Decoded) -> Iterator[Diagnostic]:
    """Yield a remark for each place at which a byte may be damaged though it decodes."""
    from convert.decoding.charsets import CHARSETS
    from convert.decoding.improbable import improbable

    lines = LineIndex(decoded.text)
    for at, before, meant, score in improbable(decoded.text, CHARSETS[decoded.encoding], _POSSIBLE):
        line, column = lines.position(at)
        found = decoded.text[at]
        offset = _byte_offset(decoded, at)
        supposed = f"{meant} with a damaged byte" if meant else "a damaged byte"
        yield Diagnostic(
            RARE,
            Severity.WARNING if score >= _LIKELY else Severity.INFO,
            f"improbable character {found} at line {line}, column {column}: meant, or {supposed}?",
            Span(at, at + 1),
            stage=Stage.DECODE,
            byte_offset=None if offset is None else offset - before,
            byte_length=len(found.encode(decoded.codec)),
        )


def _kinds(decoded: Decoded, places: dict[str, list[Span]]) -> Iterator[Diagnostic]:
    text = decoded.text
    lines = LineIndex(text)

    def where(spans: list[Span]) -> str:
        line, column = lines.position(spans[0].start)
        return f"line {line}, column {column}" + (f" and {len(spans) - 1} more places" if len(spans) > 1 else "")

    for kind, spans in sorted(places.items(), key=lambda item: item[1][0]):
        yield _remark(decoded, kind, spans, where)


def _remark(decoded: Decoded, kind: str, spans: list[Span], where: Callable[[list[Span]], str]) -> Diagnostic:
    match kind:
        case "ruins":
            found = decoded.text[slice(*spans[0])]
            code, message = LOST, f"{found[:9]!r} at {where(spans)}: the original was lost before it came here"
        case "\ufffd":
            code, message = LOST, f"U+FFFD at {where(spans)}: the original was lost before it came here"
        case "\ufeff":
            code, message = MARK, f"byte order mark inside the text at {where(spans)}"
        case "private":
            number = ord(decoded.text[spans[0].start])
            code, message = PRIVATE, f"private-use character U+{number:04X} at {where(spans)}"
        case _:
            code, message = CONTROL, f"control character U+{ord(kind):04X} at {where(spans)}"
    return Diagnostic(
        code,
        Severity.WARNING,
        message,
        spans[0],
        stage=Stage.DECODE,
        byte_offset=_byte_offset(decoded, spans[0].start),
        related=tuple(spans[1:]),
    )


def _byte_offset(decoded: Decoded, at: int) -> int | None:
    """Return where text[at] lies in the file; None when its bytes cannot be counted from the text."""
    try:
        before = decoded.text[:at].encode(decoded.codec)
    except (LookupError, UnicodeEncodeError):
        return None
    offset = len(decoded.bom) + len(before)
    return offset if decoded.source[len(decoded.bom) : offset] == before else None
