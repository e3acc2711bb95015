"""Fields (ECMA-376 17.16): what their instructions ask for - links, readings above hanzi, numbers in circles."""

from __future__ import annotations

from convert import nodes, patterns
from convert.records import mutable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_WORD: Final = patterns.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_READING: Final = patterns.compile(
    r"EQ\s.*?\\o\s*(?:\\a[dclr])?\s*\(\s*\\s\\(?:up|do)\s*-?\d*\s*\(([^()]*)\)\s*[,;]\s*([^()]*)\)\s*$",
    patterns.IGNORECASE,
)
_CIRCLED: Final = patterns.compile(r"EQ\s.*?\\o\s*\\ac\s*\(\s*[○◯△□◇]\s*[,;]\s*([^()]*)\)\s*$", patterns.IGNORECASE)
_SILENT: Final = frozenset(
    {"TC", "XE", "RD", "TA", "SET", "ASK", "PRIVATE", "ADVANCE", "BIBLIOGRAPHY", "INDEX", "TOC", "PAGE", "NUMPAGES",
     "SECTIONPAGES", "SECTION", "NOTEREF", "REF", "PAGEREF", "ADDIN", "FORMTEXT", "AUTONUM", "SEQ", "HYPERLINK"}
)  # fmt: skip
"""Kinds of fields that show nothing of their own where they have no result."""


@mutable
class Field:
    """A field being read: its instruction so far, whether its result has begun, the link it makes, its check box."""

    instruction: str = ""
    shown: bool = False
    link: nodes.Target | None = None
    check: str = ""


def link_of(instruction: str) -> nodes.Target | None:
    r"""Return where HYPERLINK "address" \l "place" \o "tip" leads; None for other fields."""
    words = [(quoted.replace('\\"', '"').replace("\\\\", "\\"), bare) for quoted, bare in _WORD.findall(instruction)]
    if not words or words[0][1].upper() != "HYPERLINK":
        return None
    url = place = tip = ""
    rest = iter(words[1:])
    for quoted, bare in rest:
        if bare in ("\\l", "\\o", "\\t", "\\m", "\\n"):
            if bare in ("\\l", "\\o", "\\t"):
                text = "".join(next(rest, ("", "")))
                place, tip = (text, tip) if bare == "\\l" else (place, text if bare == "\\o" else tip)
        else:
            url = url or quoted or bare
    return nodes.Target(f"{url}#{place}" if place else url, tip) if url or place else None


def drawn(instruction: str) -> tuple[nodes.Inline, ...] | None:
    """Return what an EQ field draws that Word's Chinese menus make: a reading or a circled number; None otherwise."""
    text = " ".join(instruction.split())
    if found := _READING.match(text):
        return (nodes.Ruby((nodes.Str(found[2].strip()),), found[1].strip()),)
    if found := _CIRCLED.match(text):
        from convert.readers.docx.numbering import circled

        inner = found[1].strip()
        return (nodes.Str(circled(int(inner)) if inner.isdecimal() else f"○{inner}"),)
    return None


def is_silent(instruction: str) -> bool:
    """Say whether a field without a result shows nothing."""
    words = instruction.split(None, 1)
    return not words or words[0].upper() in _SILENT
