"""What `check` and `fix` share: a source decoded and normalised by the profile that suits it."""

from __future__ import annotations

from convert.cli import common
from convert.diagnostics import Diagnostic, Span
from convert.errors import ConvertError, UsageError
from convert.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Final

    from convert.decoding import Decoded
    from convert.options import NormaliseOptions
    from convert.pipeline import Request
    from convert.rules import Normalised


_MARKDOWN: Final = frozenset(
    ("commonmark", "commonmark_x", "gfm", "markdown", "markdown_github", "markdown_mmd", "markdown_phpextra")
    + ("markdown_strict",)
)
"""Markup that is mended as it stands: code, addresses and tags in it are spans that no rule touches."""


@record
class Checked:
    """A source and what the rules make of it; `normalised` is None for a format other than text and Markdown."""

    name: str
    text: str
    diagnostics: tuple[Diagnostic, ...]
    decoded: Decoded | None = None
    normalised: Normalised | None = None


def examine(path: str, args: argparse.Namespace, request: Request) -> Checked:
    """Read and normalise the source at `path` ("-" is standard input). Raises ConvertError that names it."""
    from convert.files import read_bytes

    name = "<stdin>" if path == "-" else path
    try:
        return _examined(name, read_bytes(path, limit=args.size_limit), request)
    except ConvertError as error:
        error.source = error.source or name
        raise


def _examined(name: str, data: bytes, request: Request) -> Checked:
    from convert import formats, pipeline
    from convert.contracts import Intake
    from convert.decoding import decode
    from convert.readers.plaintext import recognise_kind

    chosen = request.source_format or formats.reader_name(name)
    markdown = chosen in _MARKDOWN
    if markdown:
        request = replace(request, normalise=_sparing_blanks(request.normalise))
    elif formats.reader(chosen).intake is not Intake.PLAIN:
        prepared = pipeline.prepare(data, request, common.make_environment(name if name != "<stdin>" else "-"))
        return Checked(name, prepared.decoded.text if prepared.decoded else "", prepared.diagnostics)
    options = request.decode
    decoded = decode(data, encoding=options.encoding, errors=options.errors, repair_mojibake=options.repair_mojibake)
    kind = recognise_kind(decoded.text) if request.profile == pipeline.AUTO and not markdown else ""
    profile = pipeline.resolve_profile(request, kind)
    protected = list(_indented_code(decoded.text)) if markdown else []
    normalised = pipeline.normalise_text(decoded.text, profile, request.normalise, protected)
    chosen_codes = request.normalise.select
    found = normalised.diagnostics if chosen_codes else pipeline.untold(normalised.diagnostics, decoded.diagnostics)
    remarks = (*decoded.diagnostics, *(_as_finding(remark) for remark in found))
    ordered = tuple(sorted(remarks, key=lambda remark: remark.span or Span(0, 0)))
    return Checked(name, decoded.text, ordered, decoded, normalised)


def _sparing_blanks(options: NormaliseOptions) -> NormaliseOptions:
    """Return the options without the rules on blanks at the edges of lines, which mean something in Markdown."""
    return replace(options, ignore=(*options.ignore, "S101", "S102"))


def _indented_code(text: str) -> Iterator[Span]:
    """Yield the lines of Markdown that are code by their indent: after a blank line, and not within a list item."""
    start, listed, after_blank, code = 0, False, True, False
    for line in text.splitlines(keepends=True):
        deep = line.startswith(("    ", "\t"))
        if not line.strip():
            after_blank = True
        else:
            code = deep and not listed and (after_blank or code)
            if not deep:
                mark = line.lstrip()
                numbered = mark.lstrip("0123456789")
                begins = mark[:2] in ("- ", "* ", "+ ", "[^") or (numbered != mark and numbered[:2] in (". ", ") "))
                listed = begins or (listed and (line[0] == " " or not after_blank))
            if code:
                yield Span(start, start + len(line))
            after_blank = False
        start += len(line)


def _as_finding(remark: Diagnostic) -> Diagnostic:
    """Return a remark on a change that was tried, as one that still is to be made."""
    if remark.fix is None or not remark.fix.applied:
        return remark
    return replace(remark, fix=replace(remark.fix, applied=False))


def must_be_text(checked: Checked) -> tuple[Decoded, Normalised]:
    """Return decoding and normalisation of a plain text. Raises UsageError for any other format."""
    if checked.decoded is None or checked.normalised is None:
        raise UsageError(
            f"{checked.name} is no plain text",
            hint="fix mends text and Markdown; convert mends other formats on the way",
        )
    return checked.decoded, checked.normalised
