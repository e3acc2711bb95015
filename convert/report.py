"""Prints remarks on documents: text with a caret line, JSON, GitHub annotations or SARIF."""

from __future__ import annotations

import json

from convert.chars import columns
from convert.diagnostics import Code, Diagnostic, Severity, Span
from convert.records import field, record
from convert.source import LineIndex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Final, Literal

    Form = Literal["text", "json", "github", "sarif"]

FORMS: Final[tuple[Form, ...]] = ("text", "json", "github", "sarif")

_REACH: Final = 30  # characters shown on each side of a place
_COLORS: Final = {Severity.INFO: "36", Severity.WARNING: "33", Severity.ERROR: "31"}
_LEVELS: Final = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}
_SARIF_LEVELS: Final = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
_SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


@record
class Report:
    """The remarks on one source; `text` is the decoded source that their spans count in."""

    name: str
    text: str
    diagnostics: tuple[Diagnostic, ...]
    lines: LineIndex = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Index the lines of the source."""
        object.__setattr__(self, "lines", LineIndex(self.text))


def render(
    reports: Sequence[Report], form: Form, *, color: bool = False, codes: Mapping[str, Code] | None = None
) -> Iterator[str]:
    """Yield the lines of the reports in a form; `codes` explains the codes where a form has room for it (SARIF)."""
    match form:
        case "text":
            for report in reports:
                yield from as_text(report, color=color)
        case "json":
            yield json.dumps(
                [record for report in reports for record in _records(report)], ensure_ascii=False, indent=2
            )
        case "github":
            for report in reports:
                yield from _as_github(report)
        case "sarif":
            yield json.dumps(_sarif(reports, codes or {}), ensure_ascii=False, indent=2)


def as_text(report: Report, *, color: bool = False) -> Iterator[str]:
    """Yield each remark as `name:line:column: CODE message`, then its line with a caret under the place."""
    for remark in report.diagnostics:
        code = _painted(remark.code, _COLORS[remark.severity], color)
        if remark.span is None:
            yield f"{_painted(printable(report.name), '1', color)}: {code} {printable(remark.message)}"
            continue
        line, column = report.lines.position(remark.span.start)
        place = _painted(f"{printable(report.name)}:{line}:{column}", "1", color)
        yield f"{place}: {code} {printable(remark.message)}"
        yield from _caret(report, remark.span, line, _COLORS[remark.severity] if color else "")
        for other in remark.related:
            near = report.lines.position(other.start)
            yield f"   = see also line {near.line}, column {near.column}"


def _caret(report: Report, span: Span, line: int, color: str) -> Iterator[str]:
    """Yield the line around `span` and a line that marks it, in half-width cells as terminals count them."""
    start, end = report.lines.line_span(line)
    whole = report.text[start:end].rstrip("\r\n")
    low = max(0, span.start - start - _REACH)
    high = min(len(whole), max(span.end - start, span.start - start + 1) + _REACH)
    before = ("…" if low else "") + printable(whole[low : span.start - start])
    marked = printable(whole[span.start - start : min(span.end - start, len(whole))])
    after = printable(whole[min(span.end - start, len(whole)) : high]) + ("…" if high < len(whole) else "")
    number = f"{line:>5}"
    yield f"{number} | {before}{_painted(marked, color, bool(color))}{after}"
    carets = "^" * max(1, columns(marked, ambiguous=1))
    yield f"{' ' * len(number)} | {' ' * columns(before, ambiguous=1)}{_painted(carets, color, bool(color))}"


def printable(text: str) -> str:
    """Return `text` with control and invisible characters as escapes, so that it cannot disturb a terminal."""
    return "".join(char if char.isprintable() or char == "\u3000" else _escape(char) for char in text)


def _escape(char: str) -> str:
    return " " if char == "\t" else char.encode("unicode_escape", "surrogatepass").decode("ascii")


def _painted(text: str, color: str, wanted: bool) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if wanted and text else text


def _records(report: Report) -> Iterator[dict[str, object]]:
    for remark in report.diagnostics:
        record: dict[str, object] = {
            "file": report.name,
            "code": remark.code,
            "severity": remark.severity.value,
            "stage": remark.stage.value,
            "message": remark.message,
        }
        if remark.span is not None:
            record |= _place(report, remark.span)
        if remark.byte_offset is not None:
            record |= {"byte_offset": remark.byte_offset, "byte_length": remark.byte_length}
        if remark.related:
            record["related"] = [_place(report, span) for span in remark.related]
        if remark.fix is not None:
            record["fix"] = {
                "safety": remark.fix.safety.value,
                "applied": remark.fix.applied,
                "edits": [{**_place(report, edit.span), "replacement": edit.replacement} for edit in remark.fix.edits],
            }
        yield record


def _place(report: Report, span: Span) -> dict[str, object]:
    start, end = report.lines.position(span.start), report.lines.position(span.end)
    return {
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "offset": span.start,
        "end_offset": span.end,
    }


def _as_github(report: Report) -> Iterator[str]:
    for remark in report.diagnostics:
        fields = {"file": report.name}
        if remark.span is not None:
            start, end = report.lines.position(remark.span.start), report.lines.position(remark.span.end)
            fields |= {"line": str(start.line), "endLine": str(end.line)}
            if start.line == end.line:
                fields |= {"col": str(start.column), "endColumn": str(max(end.column, start.column))}
        fields["title"] = remark.code
        head = ",".join(f"{key}={_github_escape(value, ',:')}" for key, value in fields.items())
        yield f"::{_LEVELS[remark.severity]} {head}::{_github_escape(f'{remark.code} {remark.message}')}"


def _github_escape(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _sarif(reports: Iterable[Report], codes: Mapping[str, Code]) -> dict[str, object]:
    reports = list(reports)
    used = sorted({remark.code for report in reports for remark in report.diagnostics})
    results = [_sarif_result(report, remark, used) for report in reports for remark in report.diagnostics]
    driver = {
        "name": "wenzhuan",
        "rules": [_sarif_rule(code, codes.get(code)) for code in used],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _sarif_rule(code: str, entry: Code | None) -> dict[str, object]:
    if entry is None:
        return {"id": code}
    return {
        "id": code,
        "name": entry.name,
        "shortDescription": {"text": entry.what},
        "fullDescription": {"text": f"{entry.what} {entry.why}"},
    }


def _sarif_result(report: Report, remark: Diagnostic, used: Sequence[str]) -> dict[str, object]:
    artifact = {"artifactLocation": {"uri": _uri(report.name)}}
    location: dict[str, object] = dict(artifact)
    if remark.span is not None:
        location["region"] = _sarif_region(report, remark.span)
    result: dict[str, object] = {
        "ruleId": remark.code,
        "ruleIndex": used.index(remark.code),
        "level": _SARIF_LEVELS[remark.severity],
        "message": {"text": remark.message},
        "locations": [{"physicalLocation": location}],
    }
    if remark.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": {**artifact, "region": _sarif_region(report, span)}}
            for number, span in enumerate(remark.related)
        ]
    if remark.fix is not None:
        replacements = [
            {"deletedRegion": _sarif_region(report, edit.span), "insertedContent": {"text": edit.replacement}}
            for edit in remark.fix.edits
        ]
        change = {**artifact, "replacements": replacements}
        result["fixes"] = [{"description": {"text": remark.message}, "artifactChanges": [change]}]
    return result


def _uri(name: str) -> str:
    """Return a file name as a URI reference (RFC 3986), as SARIF wants it."""
    from urllib.parse import quote

    return quote(name.replace("\\", "/"), safe="/:")


def _sarif_region(report: Report, span: Span) -> dict[str, object]:
    start, end = report.lines.position(span.start), report.lines.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }
