"""What of plain text Markdown would take for markup, and how to keep it from that.

A mark is escaped only where it could act: a star between blanks, an underscore inside a word or a bracket without an
address stays as it is.
"""

from __future__ import annotations

from convert import patterns
from convert.writers.markdown.acting import defines, is_tag, last_link, lone_brackets, pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable
    from typing import Final

    from convert.writers.markdown.options import Flavor

_ASCII_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MARKS: Final[dict[Flavor, re.Pattern[str]]] = {
    "commonmark": patterns.compile(r"`+|\*+|_+|~+|[\\\[\]<&\x00\n\r]"),
    "gfm": patterns.compile(r"`+|\*+|_+|~+|[\\\[\]<&$\x00\n\r]|:(?=//|\w|[+-])|(?<=[wW]{3})\.|(?<=[\w.+-])@(?=\w)"),
    "pandoc": patterns.compile(r"`+|\*+|_+|~+|[\\\[\]<&$^@{\"'\x00-\x1f]|-{2,}|\.{3,}"),
}
_FIRSTS: Final[dict[Flavor, re.Pattern[str]]] = {
    # the first characters of the marks above as one set: a search over alternatives takes ten times as long
    "commonmark": patterns.compile(r"[`*_~\\\[\]<&\x00\n\r]"),
    "gfm": patterns.compile(r"[`*_~\\\[\]<&$\x00\n\r:.@]"),
    "pandoc": patterns.compile(r"[`*_~\\\[\]<&$^@{\"'\x00-\x1f\-.]"),
}
_ENTITY = patterns.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]*));")
_ANY_NUMBER = patterns.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);")
_TAG_START = patterns.compile(r"<[A-Za-z/!?]|<[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+>")
_TAG_OF_PANDOC = patterns.compile(r"<(?:[^\W\d_]|[/?]|!(?:--|[A-Za-z\[]))")
_EMOJI = patterns.compile(r":(?=[\w+-]*[A-Za-z]|100:|1234:|[+-]1:)[\w+-]+:", patterns.ASCII)
_SCHEME = patterns.compile(r"(?:https?|ftp)$", patterns.IGNORECASE)
_SWALLOWED = patterns.compile(r"((?:https?|ftp)(?=://)|www(?=\.))([:.])(?=[^\s<\\]*\\)", patterns.IGNORECASE)
"""An address with an escape in it: readers that link bare addresses would take the backslash for a part of it."""
_EMAIL_END = patterns.compile(r"@(?:[\w-]+\.)+[\w-]")
_BEFORE_ADDRESS: Final = ("", " ", "\n", "\t", "*", "_", "~", "(")
"""What may stand before an address that begins with www."""
_CITATION = patterns.compile(r"@[\w{*]")


def needs(text: str, flavor: Flavor, markup: Iterable[str] | None = None, *, in_list: bool = False) -> frozenset[str]:
    """Return the paired marks that could act in a paragraph: by pairs in its `text`, or one beside such `markup`.

    Pandoc looks for a closing mark beyond the ends of markup; None when there is nothing but text.
    """
    made = frozenset(markup or ())
    every = flavor == "pandoc" and markup is not None
    if flavor == "pandoc" and in_list:
        made |= {"`"}  # code runs on through the items
    return frozenset(mark for mark in "*_~`$^" if mark in text and (every or mark in made or pairs(mark, text, flavor)))


def heading_label(text: str) -> str:
    """Return the text of a heading as pandoc's readers look for it in brackets."""
    return " ".join(text.split()).lower()


def is_harmless(text: str, flavor: Flavor) -> bool:
    """Tell whether `text` holds no mark that could act within a line."""
    return _FIRSTS[flavor].search(text) is None or _MARKS[flavor].search(text) is None


def unclosed(text: str) -> frozenset[str]:
    """Return the opening marks that another run of the same paragraph may close."""
    closers = (("[", "]("), ("<", ">"))
    return frozenset(mark for mark, closer in closers if 0 <= text.find(mark) < text.rfind(closer))


def escape(
    text: str,
    flavor: Flavor,
    paired: frozenset[str],
    *,
    in_link: bool = False,
    smart: bool = False,
    headings: frozenset[str] = frozenset(),
    alone: bool = False,
) -> str:
    """Return `text` with every character escaped that would act as inline markup, and no other.

    `alone` when it is the whole of a paragraph; `paired` marks could act in its paragraph; `headings` in brackets are
    links to them, as `heading_label` gives them.
    """
    if is_harmless(text, flavor):
        return text
    made = _MARKS[flavor].sub(_Run(text, flavor, paired, in_link, smart, headings, alone).replacement, text)
    return _SWALLOWED.sub(r"\1\\\2", made) if flavor == "commonmark" and "\\" in made else made


class _Run:
    """A run of text under escape, with what one search over it tells for every mark."""

    __slots__ = (
        "_alone",
        "_attribute",
        "_ends",
        "_flavor",
        "_headings",
        "_in_link",
        "_link",
        "_lone",
        "_paired",
        "_smart",
        "_tag",
        "_text",
    )

    def __init__(
        self,
        text: str,
        flavor: Flavor,
        paired: frozenset[str],
        in_link: bool,
        smart: bool,
        headings: frozenset[str],
        alone: bool,
    ) -> None:
        self._text, self._flavor, self._paired = text, flavor, paired
        self._in_link, self._smart, self._headings, self._alone = in_link, smart, headings, alone
        self._link = last_link(text, flavor, alone=alone)
        self._attribute = text.rfind("]{") if flavor == "pandoc" else -1
        # what follows may close the bracket, and pandoc reads no further markup across it
        self._lone = lone_brackets(text) if flavor == "pandoc" and not alone else frozenset()
        self._tag = text.rfind(">")
        self._ends: dict[str, int] = {}

    def replacement(self, match: re.Match[str]) -> str:
        """Return what is written for the mark or run of marks found."""
        mark = match[0]
        if mark < " ":
            return "" if mark == "\x00" else f"&#{ord(mark)};"
        if not self._acts(mark[0], match.start(), match.end()):
            return mark
        if len(mark) == 1:
            return "\\" + mark
        if mark[0] in "-.":  # two hyphens side by side would act, and three dots
            each = 2 if mark[0] == "-" else 3
            return "".join(char if (at + 1) % each else "\\" + char for at, char in enumerate(mark))
        return "".join("\\" + char for char in mark)

    def _acts(self, mark: str, start: int, end: int) -> bool:  # noqa: C901 - a branch for each mark
        text = self._text
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        match mark:
            case "\\":
                if not after:
                    return self._flavor == "pandoc" or not self._alone
                last = end + 1 >= len(text) and after.isspace()
                return self._flavor == "pandoc" or after in _ASCII_PUNCTUATION or last
            case "`":
                return mark in self._paired
            case "*" | "~" | "$" | "_" | "^":
                inside = mark == "_" and before.isalnum() and after.isalnum()
                inside = inside and (end - start == 1 or self._flavor != "pandoc")
                return mark in self._paired and not inside and self._leans(start, end, before, after)
            case "[":
                return self._in_link or self._opens_bracket(start, before, after)
            case "]":
                return self._in_link
            case "<":
                if self._flavor == "pandoc":  # whose tags run on through the paragraphs
                    return _TAG_OF_PANDOC.match(text, start) is not None
                if self._alone:
                    return is_tag(text, start, self._ends)
                closed = start == 0 or self._tag > start or mark in self._paired
                return closed and _TAG_START.match(text, start) is not None
            case "&":
                long = self._flavor == "pandoc" and _ANY_NUMBER.match(text, start) is not None
                return long or _is_entity(text, start)
            case ":":
                address = text.startswith("://", start) and _SCHEME.search(text[max(0, start - 5) : start])
                return bool(address or _EMOJI.match(text, start))
            case "@":
                if self._flavor == "gfm":
                    return _EMAIL_END.match(text, start) is not None
                return not before.isalnum() and _CITATION.match(text, start) is not None
            case "{":
                return not self._alone if start == 0 else before in "]`"
            case ".":
                return text[start - 4 : start - 3] in _BEFORE_ADDRESS if self._flavor == "gfm" else self._smart
            case _:  # " ' -
                return self._smart

    def _leans(self, start: int, end: int, before: str, after: str) -> bool:
        """Tell whether a run leans on a character; the outermost blanks of a text become references."""
        if self._flavor == "pandoc":  # whose closing mark may follow a blank
            return True
        free = before.isspace() and start > 1
        return not (free and after.isspace() and end + 1 < len(self._text))

    def _opens_bracket(self, start: int, before: str, after: str) -> bool:
        if self._link > start or "[" in self._paired:
            return True
        if after == "^" and self._flavor != "commonmark":
            return True
        if self._headings and self._is_heading(start):
            return True
        if self._flavor != "pandoc":
            return False
        lone = not self._alone and start in self._lone
        return lone or self._attribute > start or after in ("@", "-") or before == "^" or not (after or self._alone)

    def _is_heading(self, start: int) -> bool:
        """Tell whether the bracket at `start` holds the text of a heading, "" for one with markup."""
        end = self._text.find("]", start)
        return heading_label(self._text[start + 1 : end] if end > 0 else "") in self._headings


def _is_entity(text: str, start: int) -> bool:
    found = _ENTITY.match(text, start)
    if found is None:
        return False
    if found[1] is None:
        return True
    from html.entities import html5  # 30 KB of names, wanted once in a hundred documents

    return found[1] + ";" in html5


# --- the start of a line ---------------------------------------------------------------------------------

_BLOCK: Final = patterns.compile(
    r"\#{1,6}(?=[ \t\n]|\Z)"  # heading
    r"|>"  # quotation
    r"|[-+*](?=[ \t\n]|\Z)"  # bullet
    r"|(?P<digits>[0-9]{1,9})[.)](?=[ \t\n]|\Z)"  # number
    r"|(?P<rule>[-_*])(?=(?:[ \t]*(?P=rule)){2,}[ \t]*$)"
    r"|(?P<underline>[-=])(?=(?P=underline)*[ \t]*$)"
    r"|(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})",
    patterns.MULTILINE,
)
_TASK: Final = patterns.compile(r"\\?\[([ xX])\\?\][ \t]")
_DELIMITERS: Final = patterns.compile(r"(?=.*-)[|:\- \t]+$", patterns.MULTILINE)
_PANDOC: Final = patterns.compile(
    r"(?P<label>\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+|\#|@[\w-]*)[.)])(?=[ \t\n]|\Z)"
    r"|\#{7,}(?=[ \t\n]|\Z)|[:~|](?=[ \t\n]|\Z)|:(?=::)|[-+=|](?=[-+=|: \t]*$)"
    r"|(?P<table>[Tt]able):",
    patterns.MULTILINE,
)


def escape_lines(text: str, flavor: Flavor, *, opens_item: bool = False) -> str:
    """Return the finished inline markup of a paragraph changed so that no line of it starts a block.

    The first paragraph of an item is no task, either. Blanks at both ends and at the start of a line become character
    references: readers strip them.
    """
    if opens_item and (box := _TASK.match(text)):
        return escape_lines(_unboxed(text, box, flavor), flavor)
    parts = []
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            parts.append(_line(text, start, len(text), flavor))
            break
        parts.append(_line(text, start, end, flavor))
        start = end + 1
    whole = "\n".join(parts) if len(parts) > 1 else parts[0]
    return _end(whole)


def escape_edges(text: str) -> str:
    """Return the finished markup of a heading with blanks at both ends as character references."""
    head = text[:1]
    return _end(f"&#{ord(head)};{text[1:]}" if head.isspace() else text)


def _end(text: str) -> str:
    tail = text[-1:]
    return f"{text[:-1]}&#{ord(tail)};" if tail.isspace() else text


def _line(text: str, start: int, end: int, flavor: Flavor) -> str:
    line = text[start:end]
    head = line[:1]
    first = start == 0
    if head.isspace() and (first or head in " \t"):
        return f"&#{ord(head)};{line[1:]}"
    if head.isalpha() and flavor != "pandoc":
        return line
    if head == "[":
        return _bracket(text, line, start, flavor)
    found = _BLOCK.match(text, start)
    if found is not None and (found["underline"] if first else found["digits"] not in (None, "1")):
        found = None  # underlines need a line above, and only the number 1 interrupts a paragraph
    if found is None and flavor == "pandoc" and not (first and head == "="):
        found = _PANDOC.match(text, start)
    if found is not None:
        return _defused(line, found, start)
    return "\\" + line if not first and head in ("|", ":", "-") and _DELIMITERS.match(line) else line


def _bracket(text: str, line: str, start: int, flavor: Flavor) -> str:
    """Return a line that begins with a bracket such that it defines nothing."""
    return "\\" + line if defines(text, start, flavor) else line


def _unboxed(text: str, box: re.Match[str], flavor: Flavor) -> str:
    """Return the text of an item that begins with the `box` of a task; pandoc looks for one after unescaping."""
    if flavor != "pandoc":
        return text if text[0] == "\\" else "\\" + text
    mark, rest = box[1], text[box.end() :]
    return f"[&#32;] {rest}" if mark == " " else f"[{mark}]&#32;{rest}"


def _defused(line: str, found: re.Match[str], start: int) -> str:
    groups = found.groupdict()
    end = found.end() - start
    if groups.get("fence"):
        return "".join("\\" + mark for mark in found["fence"]) + line[end:]
    if groups.get("digits") or groups.get("label") or groups.get("table"):
        return f"{line[: end - 1]}\\{line[end - 1 :]}"
    return "\\" + line
