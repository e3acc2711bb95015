"""Show what a document was taken for: encoding, profile and why, and its outline with line numbers."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from convert.cli import common
from convert.errors import ConvertError, ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from convert.decoding import Decoded
    from convert.pipeline import Prepared
    from convert.transforms.outline import Entry

_NEWLINES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR", "": "none"}
_WIDTH = 44


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `inspect`."""
    parser.add_argument("input", metavar="INPUT", help="the document, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print for programs")
    parser.add_argument("-v", "--verbose", action="store_true", help="list every remark, too")
    parser.add_argument("--keep-noise", action="store_true", help="keep site furniture instead of setting it aside")
    common.add_source_arguments(parser)
    common.add_rule_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print what was recognised; return the exit status."""
    from convert import pipeline
    from convert.files import read_bytes
    from convert.source import LineIndex
    from convert.transforms.outline import outline

    data = read_bytes(args.input, limit=args.size_limit)
    environment = common.make_environment(args.input)
    try:
        prepared = pipeline.prepare(data, common.make_request(args, "json"), environment)
    except ConvertError as error:
        error.source = error.source or environment.source_name
        for line in _refused(error, data):
            print(line)
        raise
    text = prepared.decoded.text if prepared.decoded else ""
    entries = outline(prepared.document, LineIndex(text))
    if args.json:
        print(json.dumps(_record(prepared, entries, text), ensure_ascii=False, indent=1))
        return ExitCode.DONE
    for line in (*_heading(prepared), "", *_tree(entries), *_aside(prepared, text, args.verbose)):
        print(line)
    sys.stdout.flush()
    return ExitCode.DONE


def _refused(error: ConvertError, data: bytes) -> Iterator[str]:
    """Yield what a person needs to choose: the same line in each likely encoding, and each damaged span."""
    from convert.chars.display import printable
    from convert.decoding import DamagedText, inspect

    if not isinstance(error, DamagedText):
        return
    yield "encoding:  none reads this file whole; the same line in the likely ones:"
    for candidate in inspect(data).candidates:
        yield f"           {candidate.encoding:12} {candidate.score:5.2f}  {printable(candidate.preview)}"
    yield "damage:"
    for remark in error.diagnostics:
        yield f"           {remark.code} {printable(remark.message)}"


def _heading(prepared: Prepared) -> Iterator[str]:
    if prepared.decoded is not None:
        yield from _decoding(prepared.decoded)
    kind = prepared.reading.kind or "unknown"
    yield f"kind:      {kind} -> profile {prepared.profile.name}"
    for reason in prepared.reading.evidence:
        yield f"           because {reason}"


def _decoding(decoded: Decoded) -> Iterator[str]:
    from convert.chars.display import printable

    bom = ", BOM" if decoded.bom else ""
    yield f"encoding:  {decoded.encoding} ({decoded.confidence:.0%}{bom})"
    for candidate in decoded.candidates[:4]:
        yield f"           {candidate.encoding:12} {candidate.score:5.2f}  {printable(candidate.preview)}"
    newline = _NEWLINES.get(decoded.newline, decoded.newline)
    yield f"line ends: {newline}{'' if decoded.final_newline else ', none at the end'}"


def _tree(entries: tuple[Entry, ...]) -> Iterator[str]:
    from convert.chars.display import printable

    width = max((len(str(entry.last_line)) for entry in entries), default=1)
    for entry in entries:
        many = entry.last_line > entry.first_line
        lines = f"{entry.first_line}-{entry.last_line}" if many else str(entry.first_line or "-")
        text = printable(entry.text if len(entry.text) <= _WIDTH else entry.text[: _WIDTH - 1] + "…")
        yield f"{lines:>{2 * width + 1}}  {'  ' * entry.depth}[{entry.kind}] {text}".rstrip()


def _aside(prepared: Prepared, text: str, verbose: bool) -> Iterator[str]:
    from convert.cli.summary import NOISE, remark_line

    chosen = [d for d in prepared.diagnostics if verbose or d.code == NOISE or d.severity.rank > 0]
    if chosen:
        yield ""
        yield "remarks:"
        for line in remark_line(chosen, text, ""):
            yield "  " + line.removeprefix(":")


def _record(prepared: Prepared, entries: tuple[Entry, ...], text: str) -> dict[str, object]:
    from convert.source import LineIndex

    index = LineIndex(text)
    decoded = prepared.decoded
    record: dict[str, object] = {
        "kind": prepared.reading.kind,
        "profile": prepared.profile.name,
        "evidence": list(prepared.reading.evidence),
        "outline": [asdict(entry) for entry in entries],
        "diagnostics": [
            {
                "code": d.code,
                "severity": d.severity,
                "message": d.message,
                "line": index.position(d.span.start).line if d.span else None,
                "column": index.position(d.span.start).column if d.span else None,
                "span": list(d.span) if d.span else None,
            }
            for d in prepared.diagnostics
        ],
    }
    if decoded is not None:
        record["decoding"] = {
            "encoding": decoded.encoding,
            "codec": decoded.codec,
            "confidence": decoded.confidence,
            "bom": bool(decoded.bom),
            "newline": _NEWLINES.get(decoded.newline, decoded.newline),
            "final_newline": decoded.final_newline,
            "candidates": [
                {"encoding": c.encoding, "score": c.score, "preview": c.preview} for c in decoded.candidates
            ],
        }
    return record
