"""Emphasis that works between hanzi: the form is chosen by its neighbours, HTML tags where no delimiter can act.

CommonMark 0.31 6.2: `**“重点”**后` does not close, for a delimiter run between a mark and a letter is not
right-flanking. Readers differ in what they call punctuation, so only what all of them agree on counts.
"""

from __future__ import annotations

import unicodedata

from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from convert.nodes import Node
    from convert.writers.markdown.sheet import Sheet

HTML_TAGS: Final = {
    "Emph": "em",
    "Strong": "strong",
    "Strikeout": "del",
    "Underline": "u",
    "Superscript": "sup",
    "Subscript": "sub",
}
_DELIMITERS: Final[dict[str, tuple[str, ...]]] = {
    "Emph": ("*", "_"),
    "Strong": ("**", "__"),
    "Strikeout": ("~~",),
}
_QUOTES: Final = {"SingleQuote": ("'", "‘", "’"), "DoubleQuote": ('"', "“", "”")}
"""Straight marks, which pandoc reads as a quotation only after a blank, and the marks that say the same anywhere."""
_ASCII_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Emphasis(NamedTuple):
    """Content waiting for its delimiters: node kind, finished markup within, and the node for reports."""

    kind: str
    inner: str
    node: Node | None = None


def joined(pieces: Sequence[str | Emphasis], sheet: Sheet, inside: frozenset[str]) -> str:
    """Return the pieces of a paragraph in one string, each emphasis in the form that works at its place.

    `inside` names the kinds of emphasis around the pieces; then both ends touch a delimiter.
    """
    out: list[str] = []
    edge = "*" if inside else ""
    last = edge
    beside = ""
    for index, piece in enumerate(pieces):
        if isinstance(piece, Emphasis):
            after = _first(pieces, index + 1, edge)
            if sheet.flavor == "pandoc":
                text = _pandoc(piece, last, after, alone=bool(inside) and len(pieces) == 1)
            else:
                text = _commonmark(piece, last, after, sheet, inside | {beside})
        else:
            text = _parted(piece, last, out)
        if text:
            out.append(text)
            last = text[-1]
            beside = piece.kind if isinstance(piece, Emphasis) else ""  # pandoc would take the two for one
    return "".join(out)


def _first(pieces: Sequence[str | Emphasis], start: int, edge: str) -> str:
    """Return the first character after an emphasis; another emphasis begins with some punctuation mark."""
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if isinstance(piece, Emphasis):
            return "*"
        if piece:
            return piece[0]
    return edge


def _parted(text: str, last: str, out: list[str]) -> str:
    """Escape what would act across the seam of two pieces: `!` before a link, `:` after a note mark."""
    if out and text[:1] == "[" and last == "!" and not out[-1].endswith("\\!"):
        out[-1] = out[-1][:-1] + "\\!"
    if out and last == "]" and text[:1] in (":", "(", "{"):
        return "\\" + text
    return text


def _commonmark(piece: Emphasis, before: str, after: str, sheet: Sheet, inside: frozenset[str]) -> str:
    kind, inner, node = piece
    tag = HTML_TAGS[kind]
    if inner and kind not in inside and not (kind == "Strikeout" and sheet.flavor != "gfm"):
        for delimiter in _DELIMITERS[kind]:
            if _works(delimiter[0], inner, before, after):
                return delimiter + inner + delimiter
    sheet.lose("MD101", f"{kind} written as HTML", node)
    return f"<{tag}>{inner}</{tag}>"


def _works(mark: str, inner: str, before: str, after: str) -> bool:
    if mark in (inner[0], inner[-1], before, after):
        return False
    if not _leans(before, inner[0]) or not _leans(after, inner[-1]):
        return False
    return mark != "_" or (_is_gap(before) and _is_gap(after))


def _leans(outer: str, inner: str) -> bool:
    """Tell whether a delimiter between the characters `outer` and `inner` leans on `inner` by every reader's rule."""
    return not inner.isspace() and (inner.isalnum() or _is_gap(outer))


def _is_gap(char: str) -> bool:
    """Tell whether every reader takes `char` for a blank or a punctuation mark; "" is the end of the line."""
    if not char or char in " \t\n" or char in _ASCII_PUNCTUATION:
        return True
    category = unicodedata.category(char)
    return category == "Zs" or category[0] == "P"


def _pandoc(piece: Emphasis, before: str, after: str, *, alone: bool) -> str:
    """Return emphasis for pandoc's reader, which has no flanking rule but wants no blank at the edges."""
    kind, inner, _ = piece
    if kind in _QUOTES:
        straight, left, right = _QUOTES[kind]
        free = before in ("", " ", "\n") and inner and not inner[0].isspace() and not after.isalnum()
        if not free and inner and not (inner[0].isspace() or inner[-1].isspace()):
            return f"[{straight}{inner}{straight}]{{.wenzhuan-open}}"
        return straight + inner + straight if free else left + inner + right
    if not inner:
        return ""
    delimiter = _DELIMITERS[kind][-1 if alone else 0]  # *** would nest the other way round
    if kind == "Strikeout" and "~" in (inner[0], inner[-1], before, after):
        return f"<del>{inner}</del>"  # beside a subscript its tildes would run together
    return delimiter + inner_blanks(inner) + delimiter


def inner_blanks(inner: str) -> str:
    """Return markup with blanks at its ends as references."""
    if inner[0].isspace():
        inner = f"&#{ord(inner[0])};{inner[1:]}"
    return f"{inner[:-1]}&#{ord(inner[-1])};" if inner[-1].isspace() else inner
