"""Whether marks in a text could act: pairs, links, tags, definitions (CommonMark 0.31, GFM 0.29)."""

from __future__ import annotations

from convert import patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final

    from convert.writers.markdown.options import Flavor

_PUNCTUATION: Final = (
    r"!-/:-@\[-`{-~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u2043\u2045-\u2051\u2053-\u205e"
    r"\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff03\uff05-\uff0a\uff0c-\uff0f\uff1a\uff1b\uff1f\uff20"
    r"\uff3b-\uff3d\uff3f\uff5b\uff5d\uff5f-\uff65"
)
"""What every reader takes for punctuation."""
_WORD: Final = r"[^\W_]"


def _opener(mark: str) -> str:
    # a forced line end is a backslash and the outermost blanks are references, so marks lean on them too
    end = r"\n|\s\Z"
    return rf"(?<!{mark})(?<!{_WORD}){mark}++(?=[^\s{mark}]|{end})|(?<!{mark}){mark}++(?=[^\s{_PUNCTUATION}]|{end})"


def _closer(mark: str) -> str:
    return rf"(?<=[^\s{mark}]){mark}++(?!{_WORD})|(?<=[^\s{_PUNCTUATION}]){mark}++|(?<=\A\s){mark}++"


_ENDS: Final[dict[str, tuple[re.Pattern[str], re.Pattern[str]]]] = {
    "*": (patterns.compile(_opener(r"\*")), patterns.compile(_closer(r"\*"))),
    "_": (
        patterns.compile(r"(?<!\w)_++(?=[^\s_]|\n|\s\Z)"),
        patterns.compile(r"(?<=[^\s_])_++(?![^\W_])|(?<=\A\s)_++"),
    ),
    "~": (
        patterns.compile(r"(?<!~)~++(?=[^\s~]|\n|\s\Z)"),
        patterns.compile(r"(?<=[^\s~])~++|(?<=\A\s)~++"),
    ),
    "$": (patterns.compile(r"\$(?=\S)"), patterns.compile(r"(?<=\S)\$")),
}
"""What opens and what closes: the closing run stands after the opening one."""
_UNBROKEN: Final = {
    "~": patterns.compile(r"~[^\s~]*+~|~~(?s:.)*~~"),
    "^": patterns.compile(r"\^[^\s^]*+\^"),
}
_TICKS: Final = patterns.compile("`+")
_LINK: Final = patterns.compile(
    r"\]\(\s*(?:<[^<>\n]*>|(?!<)[^\s()]*(?:\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)[^\s()]*)*)"
    r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
_TAG: Final = patterns.compile(
    r"""</?[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*/?>"""
    r"|<![A-Za-z][^>]*>|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*>|<[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+>"
)
_CLOSED: Final = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
_BLOCK: Final = patterns.compile(
    r"<(?:\?|!--|![A-Z]|!\[CDATA\[|(?:script|pre|style|textarea)(?:[\s>]|\Z)|/?(?:address|article|aside|base|basefont|blockquote|body"
    r"|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset"
    r"|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param"
    r"|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|/?>|\Z))",
    patterns.IGNORECASE,
)
_LABEL: Final = r"[^\[\]\\]|\\.|\\\n"
_TITLE: Final = r"""(?:"(?:[^"\\]|\\.|\\\n)*"|'(?:[^'\\]|\\.|\\\n)*'|\((?:[^()\\]|\\.|\\\n)*\))"""
_DEFINITION: Final = patterns.compile(
    rf"\[(?:{_LABEL})++\]:[ \t]*\n?[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)"
    rf"(?:[ \t]*(?:\n|\Z)|(?:[ \t]+|[ \t]*\n[ \t]*){_TITLE}[ \t]*(?:\n|\Z))"
)
_NOTE: Final = patterns.compile(r"\[\^[^\s\]]+\]:")
_NESTED_DEFINITION: Final = patterns.compile(
    rf"\[(?:{_LABEL}|\[(?:{_LABEL}|\[(?:{_LABEL}|\[(?:{_LABEL})*+\])*+\])*+\])*+\]:"
)
"""The label of pandoc's definitions may hold pairs of brackets, and any text is an address."""


def pairs(mark: str, text: str, flavor: Flavor) -> bool:
    """Tell whether runs of `mark` in the text of a paragraph could open and close something."""
    if flavor == "pandoc" and mark in "~^":  # raised and lowered text holds no blanks
        return _UNBROKEN[mark].search(text) is not None
    if flavor == "pandoc" and mark == "$" and text.count("$$") < 2:
        flavor = "gfm"  # of which formulas in the line are the same
    if flavor == "pandoc":  # its closing mark may follow a blank, a run of code be of another length
        return text.count(mark) > 1
    if mark == "`":
        runs = [len(run) for run in _TICKS.findall(text)]
        return len(runs) != len(set(runs))
    if mark == "^":
        return False
    opens, closes = _ENDS[mark]
    first = opens.search(text)
    return first is not None and any(found.start() > first.start() for found in closes.finditer(text, first.start()))


def last_link(text: str, flavor: Flavor, *, alone: bool) -> int:
    """Return where the last address in parentheses after a bracket begins, -1 when there is none."""
    if "](" not in text:
        return -1
    if not alone:
        return text.rfind("](")
    if flavor == "pandoc":
        return text.rfind("](", 0, text.rfind(")") + 1)
    return max((found.start() for found in _LINK.finditer(text)), default=-1)


def lone_brackets(text: str) -> frozenset[int]:
    """Return the places of brackets that nothing closes before the last character of a text."""
    open_at: list[int] = []
    for at, char in enumerate(text[:-1]):
        if char == "[":
            open_at.append(at)
        elif char == "]" and open_at:
            open_at.pop()
    return frozenset(open_at)


def is_tag(text: str, start: int, ends: dict[str, int]) -> bool:
    """Tell whether a tag, comment or address in angle brackets stands at `start`, or the start of a block of HTML.

    `ends` keeps where the last end of a comment stands from one call to the next.
    """
    if start == 0 and _BLOCK.match(text):
        return True
    for opener, closer in _CLOSED:
        if text.startswith(opener, start):
            if closer not in ends:
                ends[closer] = text.rfind(closer)
            return ends[closer] > start
    return _TAG.match(text, start) is not None


def defines(text: str, start: int, flavor: Flavor) -> bool:
    """Tell whether the finished markup at `start`, the beginning of a line, is a definition of a link or note."""
    if flavor == "pandoc":
        return start == 0 and _NESTED_DEFINITION.match(text) is not None
    if _NOTE.match(text, start):
        return True  # GitHub's readers, who look at CommonMark too, let a note begin at any line
    return start == 0 and _DEFINITION.match(text) is not None
