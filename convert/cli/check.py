"""List what the rules find in texts, changing nothing; exit status 1 when they find anything."""

from __future__ import annotations

import os
import sys

from convert.cli import common
from convert.cli.checking import examine
from convert.errors import ConvertError, ExitCode
from convert.report import FORMS, Report, as_text, render

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `check`."""
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help="texts, or - for standard input")
    parser.add_argument("--output-format", choices=FORMS, default="text", help="how findings are printed")
    parser.add_argument("-q", "--quiet", action="store_true", help="print no count at the end")
    common.add_source_arguments(parser)
    common.add_rule_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the findings on standard output; return the exit status."""
    request = common.make_request(args, "txt")
    status = ExitCode.DONE
    reports, count, read = [], 0, 0
    for path in args.inputs:
        try:
            checked = examine(path, args, request)
        except ConvertError as error:
            print(f"wenzhuan: error: {error}", file=sys.stderr)
            status = max(status, error.exit_code)
            continue
        read += 1
        report = Report(checked.name, checked.text, checked.diagnostics)
        count += len(report.diagnostics)
        if args.output_format == "text":
            for line in as_text(report, color=wants_color()):
                print(line)
        else:
            reports.append(report)
    if args.output_format != "text":
        from convert.cli.explain import all_codes

        for line in render(reports, args.output_format, codes=all_codes() if args.output_format == "sarif" else None):
            print(line)
    if not args.quiet and args.output_format == "text":
        found = f"{count} finding{'' if count == 1 else 's'}" if count else "nothing to remark"
        if read:
            print(f"{found} in {read} file{'' if read == 1 else 's'}", file=sys.stderr)
    return status or (ExitCode.FINDINGS if count else ExitCode.DONE)


def wants_color() -> bool:
    """Tell whether standard output is a terminal that may be given colours (NO_COLOR refuses them)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
