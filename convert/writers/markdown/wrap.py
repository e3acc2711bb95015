"""Breaking paragraphs into lines: only at single blanks, so that the break renders as the blank it replaces."""

from __future__ import annotations

from convert import patterns
from convert.chars import columns, is_wide
from convert.writers.markdown.escape import escape_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from convert.writers.markdown.options import Flavor


_BLANK: Final = patterns.compile(r"(?<![ \n]) (?![ \n])")
_SOLID: Final = patterns.compile(r"\$[^$\n]*\$|`+[^`\n]*`+|<[^<>\n]*>|\]\([^()\n]*\)")


def wrapped(text: str, width: int, flavor: Flavor) -> str:
    """Return the finished markup of a paragraph with lines of at most `width` columns where blanks allow it.

    Code, formulas and addresses stay in one piece; no line begins with what would start a block, and none is
    broken between two wide characters, where some readers drop the break.
    """
    return "\n".join(_wrapped_line(line, width, flavor) for line in text.split("\n"))


def _wrapped_line(line: str, width: int, flavor: Flavor) -> str:
    if len(line) * 2 <= width or columns(line) <= width:
        return line
    out = []
    start = 0
    used = 0
    places = _places(line, flavor)
    for place, following in zip(places, [*places[1:], len(line)], strict=True):
        piece = columns(line[start:following])
        if piece > width and place > used:
            out.append(line[start:place])
            start = used = place + 1
    out.append(line[start:])
    return "\n".join(out)


def _places(line: str, flavor: Flavor) -> list[int]:
    solid = [match.span() for match in _SOLID.finditer(line)]
    found = []
    for match in _BLANK.finditer(line):
        at = match.start()
        if any(start < at < end for start, end in solid) or at == 0 or line[at - 1] == "\\":
            continue
        rest = line[at + 1 :]
        both_wide = is_wide(line[at - 1]) and bool(rest) and is_wide(rest[0])
        if rest and not both_wide and escape_lines("x\n" + rest, flavor) == "x\n" + rest:
            found.append(at)
    return found
