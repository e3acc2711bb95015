"""Explain a code of a rule or remark: what it says, why, an example, and what each profile does."""

from __future__ import annotations

import difflib
from importlib import import_module
from pathlib import Path

import convert
from convert.diagnostics import Code
from convert.errors import ExitCode, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `explain`."""
    parser.add_argument("codes", metavar="CODE", nargs="*", help="codes as P201 or ENC001; none lists every code")


def run(args: argparse.Namespace) -> int:
    """Print the explanations; return the exit status. Raises UsageError for an unknown code."""
    codes = all_codes()
    if not args.codes:
        for code in sorted(codes):
            print(f"{code:8}{codes[code].what}")
        return ExitCode.DONE
    for number, given in enumerate(args.codes):
        code = given.strip().upper()
        if code not in codes:
            near = difflib.get_close_matches(code, codes, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else "wenzhuan explain lists every code"
            raise UsageError(f"unknown code {given!r}", hint=hint)
        if number:
            print()
        for line in _explained(code, codes[code]):
            print(line)
    return ExitCode.DONE


def all_codes() -> dict[str, Code]:
    """Return what every code of every room means."""
    from convert.rules.codes import CODES

    codes = dict(CODES)
    for home in _homes():
        codes.update(_entries(import_module(home).CODES))
    return codes


def _homes() -> Iterator[str]:
    """Yield the modules in which the rooms other than the rules describe their codes (ENC, STR, LAY, DOC, PDF, …)."""
    root = Path(convert.__file__).parent
    for path in sorted(root.rglob("codes.py")):
        name = ".".join(("convert", *path.relative_to(root).with_suffix("").parts))
        if name != "convert.rules.codes":
            yield name


def _entries(table: Mapping[str, Code]) -> Iterator[tuple[str, Code]]:
    for code, entry in table.items():
        yield code, Code(entry.name, entry.what, entry.why, entry.example)


def _explained(code: str, entry: Code) -> Iterator[str]:
    from convert.rules import find_rules
    from convert.rules.registry import PROFILES

    name = entry.name if entry.name != code else ""
    yield f"{code} {name}".rstrip()
    yield f"  {entry.what}"
    yield f"  why:      {entry.why}"
    yield f"  example:  {entry.example}"
    for rule in find_rules(code):
        modes = ", ".join(f"{profile} {rule.mode(profile)}" for profile in PROFILES)
        yield f"  safety:   {rule.safety}"
        yield f"  profiles: {modes}"
