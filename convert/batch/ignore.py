"""Which files of a folder are taken: globs of the command line and `.wenzhuanignore` files (as `.gitignore`)."""

from __future__ import annotations

import re
from functools import lru_cache

from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

IGNORE_FILE = ".wenzhuanignore"


@record
class Pattern:
    """One line of an ignore file: what it matches, whether it takes back (`!`), whether it means folders only."""

    expression: re.Pattern[str]
    negated: bool
    folders_only: bool


@record
class IgnoreFile:
    """The patterns of one ignore file, for names below `folder` ("" for the root of the walk)."""

    folder: str
    patterns: tuple[Pattern, ...]


@record
class Choice:
    """What is wanted of a folder; globs without `/` match the file name, others the path below the source."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def wants(self, name: str) -> bool:
        """Say whether the file `name` (relative, `/` between parts) is included and not excluded."""
        included = not self.include or any(_glob(pattern).fullmatch(name) for pattern in self.include)
        return included and not self.shuns(name)

    def shuns(self, name: str) -> bool:
        """Say whether a file or folder is excluded."""
        return any(_glob(pattern).fullmatch(name) for pattern in self.exclude)


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    return _expression(pattern.strip("/"), anchored="/" in pattern.strip("/"))


def read_ignore_file(folder: Path, below: str) -> IgnoreFile | None:
    """Return the ignore file in `folder`, whose path in the walk is `below`, or None when there is none."""
    try:
        text = (folder / IGNORE_FILE).read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError:
        return None
    patterns = tuple(pattern for line in text.splitlines() if (pattern := parse(line)) is not None)
    return IgnoreFile(below, patterns)


def parse(line: str) -> Pattern | None:
    """Read one line of an ignore file: blank lines and `#` say nothing, `!` takes back, a last `/` means folders."""
    line = re.sub(r"(?<!\\)[ \t]+$", "", line)
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    line = line[1:] if negated else line
    folders_only = line.endswith("/")
    line = line.rstrip("/")
    anchored = "/" in line
    line = line.lstrip("/")
    return Pattern(_expression(line, anchored=anchored), negated, folders_only) if line else None


def ignored(files: tuple[IgnoreFile, ...], name: str, *, is_folder: bool) -> bool:
    """Say whether `name` is ignored: the last pattern that matches decides, deeper files after those above."""
    verdict = False
    for file in files:
        below = name[len(file.folder) + 1 :] if file.folder else name
        for pattern in file.patterns:
            if (is_folder or not pattern.folders_only) and pattern.expression.fullmatch(below):
                verdict = not pattern.negated
    return verdict


_TOKEN = re.compile(r"\\.|(?:^|(?<=/))\*\*/|/\*\*$|\*+|\?|\[[!^]?\]?[^\]]*\]|.", re.DOTALL)


def _expression(pattern: str, *, anchored: bool) -> re.Pattern[str]:
    """Translate a glob: `*` and `?` stay within a part, `**` crosses; an unanchored one matches at any depth."""
    out = "" if anchored else r"(?:.*/)?"
    for token in _TOKEN.findall(pattern):
        match token:
            case "**/":
                out += r"(?:.*/)?"
            case "/**":
                out += r"/.+"
            case _ if token.startswith("*"):
                out += r"[^/]*"
            case "?":
                out += r"[^/]"
            case _ if len(token) > 2 and token.startswith("["):
                inner = re.sub(r"[\[\\&~|]", r"\\\g<0>", token[1:-1])
                out += f"[^/{inner[1:]}]" if inner[0] in "!^" else f"[{inner}]"
            case _:
                out += re.escape(token[1:] if len(token) == 2 and token[0] == "\\" else token)
    try:
        return re.compile(out, re.DOTALL)
    except re.error:
        return re.compile(re.escape(pattern))
