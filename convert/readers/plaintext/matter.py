"""Front matter of a plain text: metadata between two lines of three dashes, as pandoc's Markdown has them."""

from __future__ import annotations

from convert import patterns
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from convert.readers.plaintext.lines import Line

_MOST: Final = 60
"""Lines within which front matter ends."""

_ENTRY: Final = patterns.compile(r"([A-Za-z][A-Za-z0-9_-]*)\s*:(?:\s+(.*))?")
_SCALARS: Final = frozenset({"|", ">", "|-", ">-", "|+", ">+"})
"""What stands for a value on the lines below."""
_ITEM: Final = patterns.compile(r"-\s+(.+)")


class Matter(NamedTuple):
    """Metadata by name, and how many lines they take."""

    entries: dict[str, str]
    length: int


def front_matter(lines: Sequence[Line]) -> Matter | None:
    """Return the front matter at the top of a text; None when it has none or a line of it is no entry.

    Entries are `name: value`, values in quotes or not or a list in brackets, a list of `- value` lines below a name, or
    indented lines below it.
    """
    if not lines or lines[0].text != "---":
        return None
    entries: dict[str, str] = {}
    name = ""
    for number, line in enumerate(lines[1:_MOST], 1):
        text = line.text.strip()
        if text in ("---", "...") and not line.lead:
            return Matter(entries, number + 1) if entries else None
        if name and line.lead and not text.startswith("- "):
            entries[name] = " ".join(filter(None, (entries[name], text)))
        elif found := _ENTRY.fullmatch(text):
            name = found[1].lower().replace("_", "-")
            entries[name] = _unquoted(found[2] or "")
        elif name and (found := _ITEM.fullmatch(text)):
            entries[name] = "、".join(filter(None, (entries[name], _unquoted(found[1]))))
        elif text and not text.startswith("#"):
            return None
    return None


def _unquoted(value: str) -> str:
    value = value.strip()
    if value in _SCALARS:
        return ""
    if value[:1] == "[" and value[-1:] == "]":
        return "、".join(map(_unquoted, value[1:-1].split(",")))
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
