"""Damaged bytes as remarks and as one error: every span with its offset, line, column, bytes and likely cause."""

from __future__ import annotations

from convert.decoding.charsets import Charset
from convert.decoding.codes import CUT, DAMAGED
from convert.decoding.damage import Damage, resynchronise
from convert.decoding.preview import candidates
from convert.decoding.result import DamagedText
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.source import LineIndex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal


_MOST = 3000  # damaged pieces after which a strict reading gives up
_LISTED = 1000  # damaged spans with a remark of their own; the rest share one
_SHOWN_BYTES = 8
_TOO_BROKEN = 0.25  # share of damaged bytes above which the encoding itself must be wrong


def damaged(
    data: bytes,
    chosen: Charset,
    bom: bytes,
    errors: Literal["strict", "resync"],
    confidence: float,
    scores: tuple[tuple[str, float], ...],
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the resynchronised text and its remarks, or raise DamagedText that carries the remarks."""
    body = data[len(bom) :]
    text, damages, complete = resynchronise(body, chosen, _MOST if errors == "strict" else None)
    findings = remarks_on_damage(body, text, damages, chosen, len(bom))
    if errors == "resync" or not findings:
        return text, findings
    if not bom:
        from convert.decoding.mixed import refuse_mixed

        refuse_mixed(data, chosen, damages)
    share = sum(damage.end - damage.start for damage in damages) / max(1, damages[-1].end)
    error = DamagedText(
        _summary(findings, chosen.name, share, len(damages), complete=complete),
        hint="--errors resync keeps all that is readable and marks the rest; or name another --encoding",
        span=findings[0].span,
        byte_offset=findings[0].byte_offset,
    )
    error.encoding = chosen.name
    error.confidence = confidence
    error.diagnostics = findings
    error.candidates = candidates(data, scores)
    raise error


def remarks_on_damage(
    body: bytes, text: str, damages: tuple[Damage, ...], chosen: Charset, shift: int
) -> tuple[Diagnostic, ...]:
    """Return one error-level remark for each damaged span; offsets count `shift` bytes before the body."""
    lines = LineIndex(text[: damages[:_LISTED][-1].at + 1] if damages else "")
    findings = []
    for start, end, at in damages[:_LISTED]:
        line, column = lines.position(at)
        shown = body[start : min(end, start + _SHOWN_BYTES)].hex(" ").upper()
        more = " …" if end - start > _SHOWN_BYTES else ""
        cut = end == len(body) and _incomplete(body[start:end], chosen)
        cause = "the file ends in the middle of a character" if cut else likely_cause(body, start, end, chosen)
        findings.append(
            Diagnostic(
                CUT if cut else DAMAGED,
                Severity.ERROR,
                f"byte {start + shift} (line {line}, column {column}): {shown}{more} is no {chosen.name} text: {cause}",
                Span(at, at + 1),
                stage=Stage.DECODE,
                byte_offset=start + shift,
                byte_length=end - start,
            )
        )
    if len(damages) > _LISTED:
        rest = damages[_LISTED:]
        findings.append(
            Diagnostic(
                DAMAGED,
                Severity.ERROR,
                f"{len(rest):,} more damaged places from byte {rest[0].start + shift} to byte {rest[-1].end + shift}",
                Span(rest[0].at, rest[0].at + 1),
                stage=Stage.DECODE,
                byte_offset=rest[0].start + shift,
                byte_length=rest[-1].end - rest[0].start,
                related=tuple(Span(at, at + 1) for _, _, at in rest[1:]),
            )
        )
    return tuple(findings)


def _summary(findings: tuple[Diagnostic, ...], name: str, share: float, count: int, *, complete: bool) -> str:
    """Return the one line of the error."""
    first = findings[0].message
    if share > _TOO_BROKEN:
        return f"not {name} text: {share:.0%} of the bytes are none; first {first}"
    if count == 1:
        return f"damaged {name} text at {first}"
    more = "" if complete else " and more, where reading stopped"
    return f"damaged {name} text in {count:,} places{more}, first at {first}"


def _incomplete(tail: bytes, chosen: Charset) -> bool:
    """Whether the bytes at the end of the file are the beginning of a character."""
    if chosen.unit > 1:
        return len(tail) < chosen.unit * 2
    if not chosen.widths or len(tail) >= max(chosen.widths):
        return False
    return tail[0] >= 0x81 and not (chosen.name in ("utf-8", "cesu-8") and tail[0] < 0xC2)


def likely_cause(body: bytes, start: int, end: int, chosen: Charset) -> str:
    """Return what probably happened to the bytes [start, end)."""
    span = body[start:end]
    if chosen.name == "utf-8":
        return _utf_8_cause(body, start, end)
    if chosen.unit == 2:
        return "an odd byte, so every unit after it is shifted" if len(span) % 2 else "half of a surrogate pair"
    if chosen.unit == 4:
        return "a number beyond Unicode, or a surrogate"
    if span[0] < 0x80:
        return "a byte before it was changed"
    if chosen.widths:
        return "half of a character: a byte next to it was lost or changed"
    return "a byte that the encoding leaves undefined"


def _utf_8_cause(body: bytes, start: int, end: int) -> str:
    span = body[start:end]
    if span[0] in (0xC0, 0xC1) or (
        span[:1] in (b"\xe0", b"\xf0") and body[start + 1 : start + 2] < b"\xa0" and end - start == 1
    ):
        return "an overlong form, which UTF-8 forbids"
    if span[0] == 0xED and body[start + 1 : start + 2] >= b"\xa0":
        return "a lone surrogate, which UTF-8 forbids"
    if span[0] >= 0xF5:
        return "a byte that never occurs in UTF-8"
    if span[0] >= 0xC2:
        return "a character without its last bytes: bytes were lost or changed"
    return "the last bytes of a character whose first was lost or changed"
