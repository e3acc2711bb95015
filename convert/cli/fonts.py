"""List the faces that a profile uses, role by role, and where each comes from."""

from __future__ import annotations

import json

from convert.errors import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `fonts`."""
    parser.add_argument(
        "--profile", metavar="NAME|FILE", default="gongwen", help="whose roles to list (default gongwen)"
    )
    parser.add_argument(
        "--fonts", choices=("bundled", "system"), default="bundled", help="look for the machine's own faces, too"
    )
    parser.add_argument("--json", action="store_true", help="print for programs")


def run(args: argparse.Namespace) -> int:
    """Print the faces; return the exit status."""
    from convert import fonts, profile

    house = profile.load(args.profile)
    bundled = {entry.name: entry for entry in fonts.catalogue()}
    rows = []
    for role, face in house.faces.items():
        own = [found for name in face.system if (found := fonts.find(name))] if args.fonts == "system" else []
        rows += [(role, face.docx, found.postscript_name, str(found.path), "the user's own") for found in own[:1]]
        for name in face.bundled:
            entry = bundled[name]
            rows.append((role, face.docx, entry.postscript, f"bundled: {entry.source}", entry.licence))
    if args.json:
        keys = ("role", "word", "face", "source", "licence")
        print(json.dumps([dict(zip(keys, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
        return ExitCode.DONE
    print("role     in Word          faces in PDF, in order of fallback")
    for role, word, face_name, source, licence in rows:
        print(f"{role:8} {word:16} {face_name:28} {licence:34} {source}")
    return ExitCode.DONE
