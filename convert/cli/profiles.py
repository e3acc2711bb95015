"""List the profiles, print one with all it inherits, or print the schema of profile files."""

from __future__ import annotations

import json

from convert.errors import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `profiles`."""
    parser.add_argument("--show", metavar="NAME|FILE", help="print the merged profile as TOML")
    parser.add_argument("--schema", action="store_true", help="print a JSON Schema for editors")


def run(args: argparse.Namespace) -> int:
    """Print what is asked; return the exit status."""
    from convert import profile

    if args.schema:
        from convert.profile_schema import schema

        print(json.dumps(schema(), ensure_ascii=False, indent=2))
    elif args.show:
        from convert.profile_schema import to_toml

        profile.load(args.show)
        print(to_toml(profile.merged_table(args.show)), end="")
    else:
        for name in profile.BUILT_IN:
            house = profile.load(name)
            page = f"{house.page.width:g} × {house.page.height:g} mm"
            grid = f"{house.grid.lines} × {house.grid.chars}" if house.grid.lines else "no grid"
            print(f"{name:10} {house.title}  ({page}, {grid})")
    return ExitCode.DONE
