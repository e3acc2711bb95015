"""What `check` and `fix` share: a source decoded and normalised by the profile that suits it."""

from __future__ import annotations

from convert.cli import common
from convert.diagnostics import Diagnostic, Span
from convert.errors import ConvertError, UsageError
from convert.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from convert.decoding import Decoded
    from convert.pipeline import Request
    from convert.rules import Normalised


@record
class Checked:
    """A text source and what the rules make of it; `normalised` is None for a format that is no plain text."""

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
    if formats.reader(chosen).intake is not Intake.PLAIN:
        prepared = pipeline.prepare(data, request, common.make_environment(name if name != "<stdin>" else "-"))
        return Checked(name, prepared.decoded.text if prepared.decoded else "", prepared.diagnostics)
    options = request.decode
    decoded = decode(data, encoding=options.encoding, errors=options.errors, repair_mojibake=options.repair_mojibake)
    kind = recognise_kind(decoded.text) if request.profile == pipeline.AUTO else ""
    profile = pipeline.resolve_profile(request, kind)
    normalised = pipeline.normalise_text(decoded.text, profile, request.normalise)
    remarks = (*decoded.diagnostics, *(_as_finding(remark) for remark in normalised.diagnostics))
    ordered = tuple(sorted(remarks, key=lambda remark: remark.span or Span(0, 0)))
    return Checked(name, decoded.text, ordered, decoded, normalised)


def _as_finding(remark: Diagnostic) -> Diagnostic:
    """Return a remark on a change that was tried, as one that still is to be made."""
    if remark.fix is None or not remark.fix.applied:
        return remark
    return replace(remark, fix=replace(remark.fix, applied=False))


def must_be_text(checked: Checked) -> tuple[Decoded, Normalised]:
    """Return decoding and normalisation of a plain text. Raises UsageError for any other format."""
    if checked.decoded is None or checked.normalised is None:
        raise UsageError(
            f"{checked.name} is no plain text", hint="fix mends text files; convert mends other formats on the way"
        )
    return checked.decoded, checked.normalised
