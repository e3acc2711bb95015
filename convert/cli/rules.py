"""List the rules of normalisation with what each profile does: fix, report or nothing."""

from __future__ import annotations

import json

from convert.errors import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

_SIGNS = {"fix": "●", "report": "!", "off": "○"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rules`."""
    parser.add_argument("--json", action="store_true", help="print for programs")


def run(args: argparse.Namespace) -> int:
    """Print the table; return the exit status."""
    from convert.rules import catalogue
    from convert.rules.registry import PROFILES

    if args.json:
        table = [
            {
                "code": rule.code,
                "name": rule.name,
                "what": rule.what,
                "why": rule.why,
                "example": list(rule.example),
                "safety": rule.safety.value,
                "profiles": {profile: rule.mode(profile).value for profile in PROFILES},
            }
            for rule in catalogue()
        ]
        print(json.dumps(table, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    print(f"{'code':6}{'name':20}{'safety':8}{' '.join(PROFILES)}  in -> out")
    for rule in catalogue():
        marks = " ".join(_SIGNS[rule.mode(profile)].ljust(len(profile)) for profile in PROFILES)
        example = f"{_shown(rule.example.before)} -> {_shown(rule.example.after)}"
        print(f"{rule.code:6}{rule.name:20}{rule.safety:8}{marks}  {example}")
    print("● fixed, ! reported, ○ off; X990 (OpenCC) only with --to-simplified or --to-traditional")
    return ExitCode.DONE


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
