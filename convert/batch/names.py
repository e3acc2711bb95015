"""Names of outputs: the tree mirrored, nothing outside the folder, every clash with one defined answer."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SUFFIX = re.compile(r"(?<=[^/.])\.[A-Za-z][A-Za-z0-9]{0,7}$")
_DRIVE = re.compile(r"^[A-Za-z]:")
_LONGEST = 255
"""Bytes that a file name may have on the usual file systems."""

PLAIN, WHOLE, MARKED, ROOTED = range(4)
"""How an output is named: suffix replaced; whole name kept; marked with a digest of the name; or of the full path."""


def clean(name: str) -> str:
    """Return a relative path that stays below its folder: no root, drive, `.`, `..`, empty part or control character.

    A control character becomes its percent code, as %0A for a line break. The result may be empty.
    """
    parts = (part for part in _DRIVE.sub("", name).split("/") if part not in ("", ".", "..") and not _is_drive(part))
    return "/".join(_visible(part) for part in parts)


def _is_drive(part: str) -> bool:
    """Say whether a part is that of a path from Windows below another name, as old.zip/C:/a.txt."""
    return len(part) == 2 and part[0].isascii() and part[0].isalpha() and part[1] == ":"


def _visible(part: str) -> str:
    if part.isprintable():
        return part
    return "".join(_escape(c) if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in part)


def _escape(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def stem(name: str, level: int, *, origin: str = "") -> str:
    """Return the path of the outputs of source `name`, without their suffix.

    a/b.txt gives a/b (PLAIN); where sources would clash it gives a/b.txt (WHOLE); where names still clash, because
    they differ in case only, a/b.txt~1c9d07 (MARKED); and where even names are the same, because they come from two
    roots, the mark is made from `origin`, the full path (ROOTED).
    """
    if level == PLAIN:
        return _SUFFIX.sub("", name)
    if level == WHOLE:
        return name
    return f"{name}~{_mark(name if level == MARKED else origin)}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def with_suffix(stem: str, suffix: str) -> str:
    """Return the output path; a last part too long for a file system is cut and marked with a digest."""
    folder, slash, last = stem.rpartition("/")
    if len(_encoded(last + suffix)) > _LONGEST:
        last = last[: _whole_characters(last, _LONGEST - len(_encoded(suffix)) - 7)] + "~" + _mark(last)
    return folder + slash + last + suffix


def _whole_characters(text: str, room: int) -> int:
    """Return how many characters of `text` fit into `room` bytes."""
    used = 0
    for count, character in enumerate(text):
        used += len(_encoded(character))
        if used > room:
            return count
    return len(text)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def folded(path: str) -> str:
    """Return the path as file systems that ignore case and composition see it."""
    return unicodedata.normalize("NFC", path).casefold()


def printable(path: str) -> str:
    """Return the path on one line, with what a terminal would obey or cannot show as escapes."""
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in path)
