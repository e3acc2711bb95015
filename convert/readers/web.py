"""Web pages: the layout around the text goes, paragraphs made of broken lines become paragraphs."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Document, Inline, Node
from convert.readers.tidy import spliced
from convert.walk import descend, plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

_RAW: Final = frozenset({"html", "html4", "html5"})
_MEANT: Final = frozenset({"smallcaps", "underline", "article-label"})
_INDENT: Final = "\u3000\u00a0\u2003 "


def unwrapped(document: Document) -> Document:
    """Return the tree of a web page without divs and spans that are no part of the text, and without raw tags.

    A paragraph parted by two `<br>`, or by one before an indent, becomes several; the indent goes, for it is the
    profile's.
    """
    wanted = {
        node.target.url[1:]
        for node in descend(document.blocks)
        if isinstance(node, nodes.Link) and node.target.url.startswith("#")
    }

    def opener(node: Node) -> tuple[Node, ...] | None:
        match node:
            case nodes.RawBlock(form, _) | nodes.RawInline(form, _) if form in _RAW:
                return ()
            case nodes.Div(attr, ()) if "page-break" in attr.classes:
                return (nodes.PageBreak(),)
            case nodes.Div(_, content) | nodes.Span(_, content):
                return None if _is_kept(node, wanted) else content
            case nodes.Para(content):
                return tuple(nodes.Para(part) for part in _paragraphs(content))
            case nodes.Plain(content):
                return tuple(nodes.Plain(part) for part in _paragraphs(content))
            case _:
                return None

    return spliced(document, opener)


def _is_kept(node: nodes.Div | nodes.Span, wanted: set[str]) -> bool:
    reserved = any(name.startswith("wenzhuan-") or name in _MEANT for name in node.attr.classes)
    return role_of(node) is not None or reserved or bool(node.attr.id and node.attr.id in wanted)


def _paragraphs(content: tuple[Inline, ...]) -> Iterable[tuple[Inline, ...]]:
    """Yield the paragraphs in one that holds several: parted by two line breaks, or by one before an indent."""
    parts: list[list[Inline]] = [[]]
    for index, node in enumerate(content):
        if not isinstance(node, nodes.LineBreak):
            parts[-1].append(node)
            continue
        after = content[index + 1] if index + 1 < len(content) else nodes.LineBreak()
        indented = isinstance(after, nodes.Str) and after.text[:2].strip(_INDENT) == "" and len(after.text) > 2
        if isinstance(after, nodes.LineBreak) or indented:
            parts.append([])
        elif parts[-1]:
            parts[-1].append(node)
    for part in parts:
        if part and isinstance(part[0], nodes.Str):
            part[0] = nodes.Str(part[0].text.lstrip(_INDENT))
        if plain_text(part, notes=True).strip() or any(isinstance(node, nodes.Image) for node in part):
            yield tuple(node for node in part if node != nodes.Str(""))
