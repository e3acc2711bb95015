"""Arguments that several commands share, and the request they make together with the configuration."""

from __future__ import annotations

import os

from convert.diagnostics import Severity
from convert.errors import UsageError
from convert.files import SIZE_LIMIT
from convert.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from convert.cli.config import Config
    from convert.pipeline import Environment, Request


def add_source_arguments(parser: argparse.ArgumentParser, *, size_limit: int = SIZE_LIMIT) -> None:
    """Add what says how the source is to be read; sources over `size_limit` bytes are refused by default."""
    group = parser.add_argument_group("source")
    group.add_argument(
        "-f",
        "--from",
        dest="source_format",
        metavar="FORMAT",
        default="",
        help="input format (default: by suffix, else text)",
    )
    group.add_argument("--encoding", metavar="NAME", help="read as this encoding; 'mixed' decides line by line")
    group.add_argument(
        "--errors",
        choices=("strict", "resync"),
        help="damaged bytes: refuse (strict) or keep the rest, marked and reported (resync)",
    )
    group.add_argument(
        "--repair-mojibake",
        action="store_true",
        default=None,
        help="undo an earlier misreading of the text, and report it",
    )
    group.add_argument(
        "--size-limit",
        type=byte_count,
        default=size_limit,
        metavar="BYTES",
        help=f"refuse larger sources (default {size_limit >> 20}M; K, M, G allowed)",
    )


def add_rule_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what chooses profile and rules."""
    group = parser.add_argument_group("profile and rules")
    group.add_argument(
        "--profile", metavar="NAME|FILE", help="gongwen, prose, book, web, a .toml file, or auto (default)"
    )
    group.add_argument(
        "--select", type=codes, default=(), metavar="CODES", help="apply only these rules, by prefix, as P2,Q301"
    )
    group.add_argument("--ignore", type=codes, default=(), metavar="CODES", help="switch rules off by code or prefix")
    group.add_argument("--unsafe", action="store_true", default=None, help="apply fixes that may change meaning, too")
    group.add_argument(
        "--config", metavar="FILE", help="configuration (default: nearest wenzhuan.toml or pyproject.toml)"
    )
    group.add_argument("--no-config", action="store_true", help="read no configuration file")


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what shapes the document that is written."""
    group = parser.add_argument_group("output")
    group.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="an option of the writer (md.flavor=gfm) or a profile value (page.top=30)",
    )
    group.add_argument(
        "--meta",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="metadata: title, issuer, doc-number, signer, seal, stamp …; what the text says itself stands",
    )
    group.add_argument(
        "--keep-noise", action="store_true", default=None, help="keep site furniture instead of setting it aside"
    )
    group.add_argument("--no-normalise", action="store_true", help="apply no rule to the text")
    group.add_argument(
        "--fonts",
        choices=("bundled", "system"),
        help="bundled faces (default) or the machine's own where the profile names them",
    )
    script = group.add_mutually_exclusive_group()
    script.add_argument(
        "--to-simplified",
        dest="variant",
        action="store_const",
        const="simplified",
        default="",
        help="convert to simplified characters (needs wenzhuan[opencc])",
    )
    script.add_argument(
        "--to-traditional",
        dest="variant",
        action="store_const",
        const="traditional",
        help="convert to traditional characters (needs wenzhuan[opencc])",
    )


def add_report_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is said on standard error, and which remarks fail the command."""
    group = parser.add_argument_group("report")
    group.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    group.add_argument("-v", "--verbose", action="store_true", help="list every remark with line and column")
    group.add_argument(
        "--fail-on",
        choices=[*map(str, Severity)],
        metavar="LEVEL",
        help="exit 1 on remarks at or above info, warning or error",
    )


def byte_count(text: str) -> int:
    """Read a number of bytes such as 300M."""
    unit = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}.get(text[-1:].upper(), 1)
    try:
        count = int(text[:-1] if unit > 1 else text) * unit
    except ValueError:
        raise _refused(f"{text!r} is no number of bytes") from None
    if count <= 0:
        raise _refused("must be above 0")
    return count


def _refused(why: str) -> Exception:
    from argparse import ArgumentTypeError

    return ArgumentTypeError(why)


def codes(text: str) -> tuple[str, ...]:
    """Read a list of rule codes or prefixes such as P2,Q301."""
    return tuple(part.strip().upper() for part in text.split(",") if part.strip())


def key_values(pairs: list[str], flag: str) -> dict[str, str]:
    """Read KEY=VALUE pairs. Raises UsageError."""
    out = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"{flag} {pair!r} is not KEY=VALUE")
        out[key.strip()] = value
    return out


def load_config(args: argparse.Namespace) -> Config:
    """Return the configuration that the arguments name or the nearest one above the working directory."""
    from convert.cli import config

    if args.no_config:
        return config.Config()
    return config.read(args.config) if args.config else config.nearest(os.getcwd())


def make_request(args: argparse.Namespace, to: str) -> Request:
    """Return the request for format `to`: defaults < profile < configuration < command line. Raises UsageError."""
    from convert import profile as profiles
    from convert.options import DecodeOptions, NormaliseOptions, ReadOptions
    from convert.pipeline import AUTO, Request
    from convert.tables import overlaid

    config = load_config(args)
    settings, overlay = split_settings(key_values(getattr(args, "settings", []), "--set"), to)
    overlay = overlaid(config.overlay, overlay)
    named = args.profile or config.profile
    is_file = named.endswith(".toml") or "/" in named or "\\" in named
    base = config.folder if is_file and not args.profile else ""
    profile = profiles.load(named, base=base, overlay=overlay) if is_file or named != AUTO else named
    if named == AUTO and overlay:
        profiles.load("gongwen", overlay=overlay)  # a bad key is refused before any work
    return Request(
        to=to,
        source_format=args.source_format,
        profile=profile,
        decode=DecodeOptions(
            args.encoding or config.encoding,
            args.errors or config.errors,
            bool(args.repair_mojibake or config.repair_mojibake),
        ),
        normalise=NormaliseOptions(
            not getattr(args, "no_normalise", False),
            args.select,
            args.ignore,
            bool(args.unsafe),
            getattr(args, "variant", "") or "",
        ),
        read=ReadOptions(bool(getattr(args, "keep_noise", None) or config.keep_noise)),
        overlay=overlay,
        settings={**config.settings_for(to), **settings},
        meta={**config.meta, **key_values(getattr(args, "meta", []), "--meta")},
        fonts=getattr(args, "fonts", None) or config.fonts,
    )


def split_settings(pairs: dict[str, str], to: str) -> tuple[dict[str, str], dict[str, object]]:
    """Part `--set` pairs into options of the writer `to` and a profile table (`page.top=30`).

    An option of another writer is left aside, so that one command line serves several formats.
    """
    from convert import formats
    from convert.profile import KEYS
    from convert.tables import near

    options: dict[str, str] = {}
    overlay: dict[str, object] = {}
    name = formats.ALIASES.get(to, to)
    for key, value in pairs.items():
        first, dot, rest = key.partition(".")
        if dot and formats.ALIASES.get(first, first) == name:
            options[rest] = value
        elif first in KEYS:
            _place(overlay, key.split("."), toml_value(value))
        elif not (dot and formats.known_writer(first)):
            known = [*KEYS, *formats.WRITERS]
            raise UsageError(
                f"unknown setting {key!r}",
                hint=near(first, known) + "it begins with a format (md.flavor) or a profile table (page.top)",
            )
    return options, overlay


def toml_value(text: str) -> object:
    """Read a value as TOML would, and what is no TOML value as text."""
    import tomllib

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _place(table: dict[str, object], path: list[str], value: object) -> None:
    for part in path[:-1]:
        inner = table.setdefault(part, {})
        if not isinstance(inner, dict):
            raise UsageError(f"setting {'.'.join(path)!r} contradicts an earlier one")
        table = inner
    table[path[-1]] = value


def make_environment(path: str) -> Environment:
    """Return what the route may ask of the outside for the source at `path`."""
    from convert.api import folder_resource
    from convert.pipeline import Environment

    if path == "-":
        return Environment("<stdin>", folder_resource(""))
    return Environment(os.path.basename(path), folder_resource(os.path.dirname(path)))


def with_reference(environment: Environment, settings: Mapping[str, object]) -> Environment:
    """Let the writer read the reference document that its settings name, wherever it stands: the user chose it."""
    named = {str(value) for key, value in settings.items() if key.replace("_", "-").endswith("reference-docx")}
    if not named:
        return environment
    within = environment.resource

    def find(name: str) -> bytes | None:
        if name not in named:
            return within(name)
        if not os.path.isfile(name):
            return None
        with open(name, "rb") as stream:
            return stream.read()

    return replace(environment, resource=find)


def threshold(args: argparse.Namespace, config_value: str = "") -> Severity | None:
    """Return the severity that fails the command, or None."""
    chosen = args.fail_on or config_value
    return Severity(chosen) if chosen else None
