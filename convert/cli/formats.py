"""List input and output formats with their suffixes and where they come from."""

from __future__ import annotations

import json

from convert.errors import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `formats`."""
    parser.add_argument("--json", action="store_true", help="print for programs")


def run(args: argparse.Namespace) -> int:
    """Print the formats; return the exit status."""
    from dataclasses import asdict

    from convert import formats

    listings = list(formats.listings())
    if args.json:
        print(json.dumps([asdict(listing) for listing in listings], ensure_ascii=False, indent=1))
        return ExitCode.DONE
    for direction, title in (("in", "input formats (-f)"), ("out", "output formats (-t)")):
        print(f"{title}:")
        for listing in listings:
            if listing.direction == direction:
                print(f"  {listing.name:22} {' '.join(listing.suffixes):22} {listing.origin}")
    return ExitCode.DONE
