"""Pieces of text with marks, as runs have them, put into nested inlines."""

from __future__ import annotations

from itertools import groupby

from convert import nodes
from convert.nodes import Attr, Inline
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Final


class Mark(NamedTuple):
    """A mark on text: its kind, where a link or an anchor leads or is, the attributes of a span."""

    kind: str
    target: nodes.Target | None = None
    attr: Attr = nodes.NO_ATTR


class Piece(NamedTuple):
    """An inline with its marks."""

    marks: tuple[Mark, ...]
    inline: Inline | nodes.PageBreak


_ORDER: Final = ("anchor", "link", "span", "strong", "emph", "underline", "strike", "caps", "sup", "sub", "code")
_BLANK: Final = " \t\u3000\u00a0"
_FAINT: Final = frozenset({"strong", "emph", "caps", "sup", "sub"})
"""Marks that show nothing on blanks."""
_MADE: Final[dict[str, Callable[[tuple[Inline, ...]], Inline]]] = {
    "strong": nodes.Strong, "emph": nodes.Emph, "underline": nodes.Underline, "strike": nodes.Strikeout,
    "caps": nodes.SmallCaps, "sup": nodes.Superscript, "sub": nodes.Subscript,
}  # fmt: skip


def nested(pieces: Sequence[Piece]) -> tuple[Inline | nodes.PageBreak, ...]:
    """Return pieces as inlines: one mark over a stretch is one node, text in one piece; page breaks stand bare."""
    out: list[Inline | nodes.PageBreak] = []
    held: list[Piece] = []
    for piece in _smooth(pieces) if any(piece.marks for piece in pieces) else pieces:
        if isinstance(piece.inline, nodes.PageBreak):
            out += _grouped(held, 0)
            out.append(piece.inline)
            held = []
        else:
            held.append(piece)
    return (*out, *_grouped(held, 0))


def _smooth(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces, blanks with the marks of what stands before where they would show nothing."""
    out: list[Piece] = []
    for piece in pieces:
        marks, inline = piece
        if isinstance(inline, nodes.Str) and inline.text and not inline.text.strip(_BLANK):
            before = [mark for mark in out[-1].marks if mark.kind in _FAINT] if out else []
            own = [mark for mark in marks if mark.kind not in _FAINT]
            out.append(Piece((*own, *before), inline))
        else:
            out.append(piece)
    for at in range(len(out) - 1, -1, -1):  # blanks at the end of a stretch stay outside of it
        marks, inline = out[at]
        if isinstance(inline, nodes.Str) and inline.text and not inline.text.strip(_BLANK):
            after = set(out[at + 1].marks) if at + 1 < len(out) else set()
            out[at] = Piece(tuple(mark for mark in marks if mark.kind not in _FAINT or mark in after), inline)
    return out


def _grouped(pieces: Sequence[Piece], depth: int) -> tuple[Inline, ...]:
    if depth == len(_ORDER) or not any(piece.marks for piece in pieces):
        return joined(piece.inline for piece in pieces if not isinstance(piece.inline, nodes.PageBreak))
    kind = _ORDER[depth]
    out: list[Inline] = []
    for mark, group in groupby(pieces, lambda piece: next((one for one in piece.marks if one.kind == kind), None)):
        inner = _grouped(tuple(group), depth + 1)
        out += inner if mark is None else _marked(mark, inner)
    return joined(out)


def _marked(mark: Mark, inner: tuple[Inline, ...]) -> tuple[Inline, ...]:
    match mark.kind:
        case "anchor":
            return (nodes.Span(Attr(mark.target.url if mark.target else ""), inner),)
        case _ if not inner:
            return ()
        case "code":
            return tuple(nodes.Code(nodes.NO_ATTR, one.text) if isinstance(one, nodes.Str) else one for one in inner)
        case "link":
            return (nodes.Link(nodes.NO_ATTR, inner, mark.target or nodes.Target("")),)
        case "span":
            return (nodes.Span(mark.attr, inner),)
        case _:
            return (_MADE[mark.kind](inner),)


def joined(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return inlines with neighbouring text in one piece, empty text left out."""
    out: list[Inline] = []
    for key, group in groupby(content, type):
        if key is nodes.Str:
            text = "".join(part.text for part in group if isinstance(part, nodes.Str))
            if text:
                out.append(nodes.Str(text))
        else:
            out += group
    return tuple(out)
