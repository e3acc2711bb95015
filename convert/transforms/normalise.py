"""Runs an editor of text over the paragraphs of a tree, for formats whose markup must not be edited raw."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convert import nodes
from convert.diagnostics import Edit, Span
from convert.nodes import Document, Inline, Node
from convert.records import replace
from convert.walk import children, transform_document

Editor = Callable[[str, Sequence[Span]], Sequence[Edit]]
"""Takes the text of a paragraph and its protected ranges, gives sorted edits that do not overlap."""

_OPAQUE = "\ufffc"


def normalise_inlines(document: Document, editor: Editor) -> Document:
    """Return `document` with the text of each paragraph, heading, line and cell edited by `editor`.

    The text of a paragraph is edited as a whole, so that quotation marks pair across emphasis and links;
    code, formulas, raw markup, notes and images are protected.
    """

    def change(node: Node) -> Node:
        match node:
            case nodes.Plain(content) | nodes.Para(content):
                return replace(node, content=_edit(content, editor))
            case nodes.Header(_, _, content):
                return replace(node, content=_edit(content, editor))
            case nodes.LineBlock(lines):
                return replace(node, lines=tuple(_edit(line, editor) for line in lines))
        return node

    return transform_document(document, change)


def _edit(content: tuple[Inline, ...], editor: Editor) -> tuple[Inline, ...]:
    pieces: list[tuple[str, bool]] = []
    for inline in content:
        _flatten(inline, pieces)
    text = "".join(piece for piece, _ in pieces)
    if not text:
        return content
    protected = []
    at = 0
    for piece, free in pieces:
        if not free:
            protected.append(Span(at, at + len(piece)))
        at += len(piece)
    edits = list(editor(text, protected))
    if not edits:
        return content
    cursor = _Cursor(edits)
    return _applied(content, cursor)


def _applied(content: tuple[Inline, ...], cursor: _Cursor) -> tuple[Inline, ...]:
    """Return the edited inlines without those of which no text is left."""
    made = (_apply(inline, cursor) for inline in content)
    return tuple(inline for inline in made if inline != nodes.Str(""))


def _flatten(inline: Node, pieces: list[tuple[str, bool]]) -> None:
    match inline:
        case nodes.Str(text):
            pieces.append((text, True))
        case nodes.Space():
            pieces.append((" ", True))
        case nodes.SoftBreak() | nodes.LineBreak():
            pieces.append(("\n", False))
        case (
            nodes.Code() | nodes.Math() | nodes.RawInline() | nodes.Note() | nodes.Image() | nodes.Ruby() | nodes.Cite()
        ):
            pieces.append((_OPAQUE, False))
        case _:
            for child in children(inline):
                _flatten(child, pieces)


class _Cursor:
    """Walks the pieces of a paragraph in order and cuts each edit to the piece it falls in."""

    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits
        self._at = 0
        self._next = 0

    def skip(self, length: int) -> None:
        self._at += length

    def take(self, text: str) -> str:
        """Return the edited form of the next piece, `text`; an insertion goes to the first piece that touches it."""
        begin, end = self._at, self._at + len(text)
        self._at = end
        parts = []
        last = begin
        while self._next < len(self._edits):
            span, replacement, _ = self._edits[self._next]
            if span.start > end or (span.start == end and span.end > end):
                break
            if span.start >= begin:
                parts.append(text[last - begin : span.start - begin])
                parts.append(replacement)
            last = max(last, min(end, span.end))
            if span.end > end:
                break
            self._next += 1
        parts.append(text[last - begin :])
        return "".join(parts)


def _apply(inline: Inline, cursor: _Cursor) -> Inline:
    match inline:
        case nodes.Str(text):
            new = cursor.take(text)
            return inline if new == text else replace(inline, text=new)
        case nodes.Space():
            new = cursor.take(" ")
            return inline if new == " " else nodes.Str(new)
        case nodes.SoftBreak() | nodes.LineBreak():
            cursor.skip(1)
            return inline
        case (
            nodes.Code() | nodes.Math() | nodes.RawInline() | nodes.Note() | nodes.Image() | nodes.Ruby() | nodes.Cite()
        ):
            cursor.skip(1)
            return inline
        case _:
            return replace(inline, content=_applied(inline.content, cursor))
