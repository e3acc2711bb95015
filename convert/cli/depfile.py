"""A make rule of all that an output was made from, as compilers write it (`-MF`, `-MP`)."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from convert.cli import common
from convert.cli.config import NAME
from convert.records import field, mutable, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from convert.pipeline import Environment, Request


@mutable
class Watch:
    """Notes which images a conversion asks for and finds."""

    folder: Path
    images: list[Path] = field(default_factory=list)

    def over(self, environment: Environment) -> Environment:
        """Return the environment with every image found noted down."""

        def find(name: str) -> bytes | None:
            data = environment.resource(name)
            if data is not None:
                self.images.append(self.folder / name)
            return data

        return replace(environment, resource=find)


def rule(args: argparse.Namespace, request: Request, images: list[Path]) -> str:
    """Return the rule: OUTPUT: source, profile files, configuration, files of settings, images.

    Each prerequisite also stands as a target without a recipe, so that removing one stops nothing.
    """
    found = dict.fromkeys(_escaped(str(path)) for path in _prerequisites(args, request, images))
    lines = [f"{_escaped(args.output)}: {' '.join(found)}"]
    lines += [f"{path}:" for path in list(found)[1:]]
    return "\n".join(lines) + "\n"


def _prerequisites(args: argparse.Namespace, request: Request, images: list[Path]) -> Iterator[Path]:
    if args.input != "-":
        yield Path(args.input)
    config = common.load_config(args)
    named = args.profile or config.profile
    base = Path(config.folder if not args.profile else "")
    yield from _profile_files(base / named)
    if args.config:
        yield Path(args.config)
    elif config.folder:
        folder = Path(config.folder)
        yield from (_shortest(folder / name) for name in (NAME, "pyproject.toml") if (folder / name).is_file())
    yield from (Path(value) for value in request.settings.values() if isinstance(value, str) and Path(value).is_file())
    yield from images


def _profile_files(path: Path) -> Iterator[Path]:
    """Yield the file of a profile and those that it extends; a built-in one is no file."""
    seen = set()
    while path.suffix == ".toml" and path.is_file() and path.resolve() not in seen:
        seen.add(path.resolve())
        yield _shortest(path)
        parent = tomllib.loads(path.read_text("utf-8-sig")).get("extends")
        path = path.parent / parent if isinstance(parent, str) else Path()


def _shortest(path: Path) -> Path:
    """Return a path as make would see it from here."""
    return Path(os.path.relpath(path)) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path


def _escaped(name: str) -> str:
    """Return a file name as make reads it back."""
    for character in " #:":
        name = name.replace(character, "\\" + character)
    return name.replace("$", "$$")
