"""Turn one document into another format, and say what was recognised and changed."""

from __future__ import annotations

import os
import sys

from convert.cli import common
from convert.errors import ConvertError, ExitCode, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from convert.pipeline import Environment, Request, Result

_BINARY = frozenset({"docx", "pdf", "odt", "epub", "pptx"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `convert`."""
    parser.add_argument("input", metavar="INPUT", help="the document, or - for standard input")
    parser.add_argument(
        "-o", "--output", metavar="OUTPUT", help="the file (- for standard output), or with -t the folder"
    )
    parser.add_argument("-t", "--to", metavar="FORMAT", help="output format (default: by the suffix of OUTPUT)")
    parser.add_argument("--attach-source", action="store_true", help="put the original file inside the PDF (PDF/A-3)")
    parser.add_argument("--pdf-standard", metavar="NAME", help="a-2u, a-3u or none (default: the profile's)")
    parser.add_argument(
        "--track-changes", action="store_true", help="DOCX: every change of the text as a tracked change"
    )
    parser.add_argument("--reference-docx", metavar="FILE", help="DOCX: take styles and page setup from this document")
    parser.add_argument("--depfile", metavar="FILE", help="write a make rule of all that OUTPUT was made from")
    common.add_source_arguments(parser)
    common.add_rule_arguments(parser)
    common.add_output_arguments(parser)
    common.add_report_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Convert the document; return the exit status."""
    from convert import pipeline
    from convert.files import read_bytes, write_atomic, write_output

    to = _target(args)
    _into_folder(args, to)
    _shortcuts(args, to)
    request = common.make_request(args, to)
    refuse_overwriting(args.input, args.output)
    if args.depfile and args.output in (None, "-"):
        raise UsageError("--depfile needs a file for its rule", hint="give -o OUTPUT")
    data = read_bytes(args.input, limit=args.size_limit)
    environment = common.with_reference(common.make_environment(args.input), request.settings)
    try:
        result, rule = _converted(args, data, request, environment)
    except ConvertError as error:
        error.source = error.source or environment.source_name
        if args.verbose:
            for remark in getattr(error, "diagnostics", ()):
                print(f"{error.source}: {remark.code} {remark.severity}: {remark.message}", file=sys.stderr)
        raise
    terminal = args.output in (None, "-") and to not in _BINARY and sys.stdout.isatty()
    write_output(args.output, _for_terminal(result.data) if terminal else result.data)
    if args.depfile:
        write_atomic(args.depfile, rule)
    report(args, result, request)
    failed = pipeline.failing(result.diagnostics, common.threshold(args, common.load_config(args).fail_on))
    return ExitCode.FINDINGS if failed else ExitCode.DONE


def _converted(
    args: argparse.Namespace, data: bytes, request: Request, environment: Environment
) -> tuple[Result, bytes]:
    """Return the result, and under `--depfile` the make rule of all it was made from."""
    from convert import pipeline

    if not args.depfile:
        return pipeline.convert(data, request, environment), b""
    from pathlib import Path

    from convert.cli import depfile

    watch = depfile.Watch(Path(args.input).parent)
    result = pipeline.convert(data, request, watch.over(environment))
    return result, depfile.rule(args, request, watch.images).encode("utf-8", "surrogateescape")


def _target(args: argparse.Namespace) -> str:
    from convert import formats

    if args.to:
        to: str = args.to.lower()
        to = formats.ALIASES.get(to, to)
    elif args.output and args.output != "-":
        try:
            to = formats.writer_name(args.output)
        except ConvertError:
            if not os.path.isdir(args.output):
                raise
            hint = f"add -t FORMAT to write {os.path.join(args.output, 'NAME.FORMAT')}, or name a file for -o"
            raise UsageError(f"{args.output} is a folder", hint=hint) from None
    else:
        raise UsageError("no output format", hint="give -o FILE.docx, or -t FORMAT to write to standard output")
    if to in _BINARY and not (args.output and args.output != "-") and sys.stdout.isatty():
        raise UsageError(f"{to} is no text for a terminal", hint=f"give -o FILE.{to}, or redirect standard output")
    return to


def _into_folder(args: argparse.Namespace, to: str) -> None:
    """Name the output after the source when `-o` is a folder. Raises UsageError when the source has no name."""
    if not args.to or not args.output or args.output == "-" or not os.path.isdir(args.output):
        return
    stem = os.path.splitext(os.path.basename(args.input))[0]
    if args.input == "-" or not stem:
        raise UsageError(f"{args.output} is a folder, and the input has no name", hint="name a file for -o")
    from convert import formats

    args.output = os.path.join(args.output, stem + formats.output_suffix(to))


def _for_terminal(data: bytes) -> bytes:
    """Return text with its control characters as escapes, so that no document paints the screen or rings the bell."""
    shown = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code not in (9, 10)}
    return data.decode("utf-8", "surrogateescape").translate(shown).encode("utf-8", "surrogateescape")


def _shortcuts(args: argparse.Namespace, to: str) -> None:
    """Turn the flags of one writer into settings of it. Raises UsageError when it is another's flag."""
    flags = (
        ("--attach-source", "pdf", "attach-source", "true" if args.attach_source else None),
        ("--pdf-standard", "pdf", "standard", args.pdf_standard),
        ("--track-changes", "docx", "track-changes", "true" if args.track_changes else None),
        ("--reference-docx", "docx", "reference-docx", args.reference_docx),
    )
    for flag, writer, key, value in flags:
        if value is None:
            continue
        if to != writer:
            raise UsageError(f"{flag} is an option of {writer}, not of {to}")
        args.settings.append(f"{writer}.{key}={value}")


def refuse_overwriting(source: str, output: str | None) -> None:
    """Raise UsageError when the output would replace the source itself."""
    if not output or output == "-" or source == "-":
        return
    try:
        same = os.path.isfile(source) and os.path.exists(output) and os.path.samefile(source, output)
    except (OSError, ValueError):
        return
    if same:
        raise UsageError(f"{output} is the source itself", hint="choose another name for -o")


def report(args: argparse.Namespace, result: Result, request: Request) -> None:
    """Print the one-line summary, and every remark under `--verbose`, on standard error."""
    if args.quiet:
        return
    from convert.cli.summary import remark_line, summary

    name = "<stdin>" if args.input == "-" else args.input
    if args.verbose:
        text = result.prepared.decoded.text if result.prepared.decoded else ""
        for line in remark_line(result.diagnostics, text, name):
            print(line, file=sys.stderr)
    print(summary(result, name, args.output or request.to), file=sys.stderr)
