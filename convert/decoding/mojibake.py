"""Text that was misread before it came here: recognised by a round trip that turns rare characters into common ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from convert.decoding.codes import MOJIBAKE, REPAIRED
from convert.decoding.frequency import costs
from convert.diagnostics import Diagnostic, Edit, Fix, Safety, Severity, Span, Stage

if TYPE_CHECKING:
    from convert.decoding.result import Decoded


class Misreading(NamedTuple):
    """Bytes of `truth` that were read as `taken`, and the nats a repair must gain to be believed."""

    truth: str
    taken: str
    gain: float


class Repair(NamedTuple):
    """A line's range, the text it must have been, and which misreading explains it."""

    span: Span
    text: str
    misreading: Misreading


_MISREADINGS = (
    Misreading("utf-8", "gb18030", 14.0),
    Misreading("gb18030", "latin-1", 8.0),
    Misreading("gb18030", "cp1252", 8.0),
    Misreading("gb18030", "cp437", 8.0),
    Misreading("utf-8", "latin-1", 8.0),
    Misreading("utf-8", "cp1252", 8.0),
    Misreading("utf-8", "cp437", 8.0),
    Misreading("big5", "gb18030", 16.0),
    Misreading("gb18030", "big5", 16.0),
    Misreading("big5", "latin-1", 8.0),
    Misreading("big5", "cp1252", 8.0),
    Misreading("utf-8", "big5", 16.0),
)

_LATIN_RUN = re.compile("[\x80-\u024f\u0370-\u03ff\u2000-\u22ff\u2310-\u25ff]{2}")


def repair(text: str) -> tuple[Repair, ...]:
    """Return the repairs of misread lines in `text`, each with the misreading that explains it."""
    return tuple(_repairs(text))


def _repairs(text: str) -> Iterator[Repair]:
    at = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        if not body.isascii():
            found = _line(body, at)
            if found is not None:
                yield found
        at += len(line)


def _line(line: str, at: int) -> Repair | None:
    """Return the best repair of one line, or None when it is as it should be."""
    table = costs()
    now = sum([table[character] for character in line])
    wide = sum(character >= "\x80" for character in line)
    plausible = _LATIN_RUN.search(line) is not None or now > 9.0 * wide
    if not plausible:
        return None
    best: tuple[float, str, Misreading] | None = None
    for misreading in _MISREADINGS:
        try:
            text = line.encode(_codec(misreading.taken)).decode(_codec(misreading.truth))
        except UnicodeError:
            continue
        gain = now - sum([table[character] for character in text])
        if gain >= misreading.gain and (best is None or gain > best[0]):
            best = gain, text, misreading
    return None if best is None else Repair(Span(at, at + len(line)), best[1], best[2])


def _codec(name: str) -> str:
    return {"big5": "wenzhuan-big5", "gb18030": "gb18030"}.get(name, name)


def suspicions(decoded: Decoded) -> Iterator[Diagnostic]:
    """Yield one warning for each kind of misreading in the text, with the repair as an unsafe fix."""
    found: dict[Misreading, list[Repair]] = {}
    for item in _repairs(decoded.text):
        found.setdefault(item.misreading, []).append(item)
    for misreading, repairs in found.items():
        first = repairs[0]
        before = decoded.text[slice(*first.span)]
        yield Diagnostic(
            MOJIBAKE,
            Severity.WARNING,
            f"{misreading.truth} was read as {misreading.taken} before it came here, in {len(repairs)} lines: "
            f"{before[:24]!r} is {first.text[:24]!r}; --repair-mojibake undoes it",
            first.span,
            Fix(tuple(Edit(item.span, item.text, MOJIBAKE) for item in repairs), Safety.UNSAFE),
            Stage.DECODE,
            related=tuple(item.span for item in repairs[1:]),
        )


def repaired(decoded: Decoded) -> Decoded:
    """Return the text with its misread lines repaired, each repair reported."""
    repairs = repair(decoded.text)
    if not repairs:
        return decoded
    parts: list[str] = []
    findings: list[Diagnostic] = list(decoded.findings)
    last = length = 0
    for item in repairs:
        parts.append(decoded.text[last : item.span.start])
        length += len(parts[-1])
        before = decoded.text[slice(*item.span)]
        findings.append(
            Diagnostic(
                REPAIRED,
                Severity.INFO,
                f"{item.misreading.truth} read as {item.misreading.taken} undone: "
                f"{before[:24]!r} became {item.text[:24]!r}",
                Span(length, length + len(item.text)),
                stage=Stage.DECODE,
            )
        )
        parts.append(item.text)
        length += len(item.text)
        last = item.span.end
    parts.append(decoded.text[last:])
    return replace(decoded, text="".join(parts), findings=tuple(findings), _remarks=[])
