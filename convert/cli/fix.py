"""Normalise texts line by line: one to standard output or -o, several in place, each write whole or not at all."""

from __future__ import annotations

import difflib
import sys

from convert.cli import common
from convert.cli.check import wants_color
from convert.cli.checking import Checked, examine, must_be_text
from convert.errors import ConvertError, ExitCode, UsageError, WriteError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from convert.decoding import Decoded
    from convert.rules import Normalised

_PAINT = {"+": "32", "-": "31", "@": "36"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `fix`."""
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help="texts, or - for standard input")
    parser.add_argument(
        "-o", "--output", metavar="OUTPUT", help="write the one text there, as UTF-8 (- is standard output)"
    )
    parser.add_argument("-i", "--in-place", action="store_true", help="write back also when there is only one INPUT")
    parser.add_argument("--diff", action="store_true", help="show what would change and write nothing")
    parser.add_argument("--backup", action="store_true", help="keep each old file as NAME.bak")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    script = parser.add_mutually_exclusive_group()
    for name in ("simplified", "traditional"):
        script.add_argument(
            f"--to-{name}",
            dest="variant",
            action="store_const",
            const=name,
            help=f"last, convert to {name} characters (needs wenzhuan[opencc])",
        )
    common.add_source_arguments(parser)
    common.add_rule_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Mend the texts; return the exit status."""
    in_place = args.in_place or args.backup or len(args.inputs) > 1
    if args.output and (in_place and not args.diff):
        raise UsageError("-o takes one INPUT and no --in-place or --backup", hint="leave -o out to write in place")
    if "-" in args.inputs and in_place and not args.diff:
        raise UsageError("standard input cannot be written back", hint="give - alone, with or without -o")
    request = common.make_request(args, "txt")
    status = ExitCode.DONE
    for path in args.inputs:
        try:
            checked = examine(path, args, request)
            decoded, normalised = must_be_text(checked)
            if args.diff:
                _show(checked, normalised.text)
            elif in_place:
                _write_back(path, decoded, normalised.text, backup=args.backup)
            else:
                _write(args.output, normalised.text)
        except ConvertError as error:
            if len(args.inputs) == 1:
                raise
            print(f"wenzhuan: error: {error}", file=sys.stderr)
            status = max(status, error.exit_code)
            continue
        if not args.quiet:
            print(_summary(checked, normalised, diff=args.diff), file=sys.stderr)
    return status


def _summary(checked: Checked, normalised: Normalised, *, diff: bool) -> str:
    fixes = len(normalised.edits)
    left = sum(not (remark.fix and remark.fix.applied) for remark in normalised.diagnostics)
    done = "would be made" if diff else "made"
    return f"{checked.name}: {fixes} change{'' if fixes == 1 else 's'} {done}, {left} left to you (see: wenzhuan check)"


def _write(output: str | None, text: str) -> None:
    from convert.files import write_atomic

    data = text.encode("utf-8", "surrogatepass")
    if output and output != "-":
        write_atomic(output, data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _write_back(path: str, decoded: Decoded, text: str, *, backup: bool) -> None:
    """Replace the file by its normalised text in the encoding that it had, when the text changed at all."""
    from convert.files import read_bytes, write_atomic

    if text == decoded.text:
        return
    if not decoded.codec:
        raise WriteError(
            f"its lines are in several encodings ({decoded.encoding})", source=path, hint="write UTF-8 with -o OUTPUT"
        )
    try:
        data = decoded.bom + text.encode(decoded.codec)
    except UnicodeEncodeError as error:
        bad = text[error.start]
        raise WriteError(
            f"{decoded.encoding} has no {bad} (U+{ord(bad):04X})", source=path, hint="write UTF-8 with -o OUTPUT"
        ) from None
    if backup:
        write_atomic(f"{path}.bak", read_bytes(path))
    write_atomic(path, data)


def _show(checked: Checked, text: str) -> None:
    color = wants_color()
    for line in _diff(checked.name, checked.text, text):
        paint = _PAINT.get(line[:1]) if color else None
        print(f"\x1b[{paint}m{line}\x1b[0m" if paint else line)


def _diff(name: str, before: str, after: str) -> Iterator[str]:
    """Yield a unified diff; line ends of other systems count as one (rule N001 tells of them)."""
    old, new = before.splitlines(), after.splitlines()
    yield from difflib.unified_diff(old, new, f"{name}", f"{name} (fixed)", lineterm="")
