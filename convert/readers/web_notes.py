"""Footnotes of web pages: a short link and a block that lead to each other are a mark and its note."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Block, Document, Inline, Node
from convert.readers.tidy import spliced
from convert.records import replace
from convert.walk import descend, plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_MARK: Final = patterns.compile(r"\s*[\[〔［(（【]?\s*[0-9０-９①-⑳*※†‡a-zA-Z注]{1,6}\s*[\]〕］)）】]?\s*")
_BLANK: Final = " \t\u00a0\u3000"


def with_notes(document: Document) -> Document:
    """Return `document` with notes in the places of the links that lead to them, as Word and LibreOffice write them."""
    links = [node for node in descend(document.blocks) if isinstance(node, nodes.Link)]
    marks = {
        link.attr.id: link for link in links if link.attr.id and link.target.url.startswith("#") and _is_mark(link)
    }
    if not marks:
        return document
    found: dict[str, tuple[Block, ...]] = {}
    taken: set[int] = set()
    for block in descend(document.blocks):
        if not isinstance(block, nodes.Div | nodes.Para) or id(block) in taken:
            continue
        content = block.content if isinstance(block, nodes.Div) else (block,)
        back = _first_link(content)
        if back is None or not _is_mark(back):
            continue
        mark = marks.get(back.target.url[1:])
        names = {back.attr.id, block.attr.id if isinstance(block, nodes.Div) else ""} - {""}
        if mark is None or mark is back or mark.target.url[1:] not in names:
            continue
        found[mark.attr.id] = _without_first_link(content)
        taken.update(id(node) for node in descend((block,)))
    return _replaced(document, marks, found, taken) if found else document


def _replaced(
    document: Document, marks: dict[str, nodes.Link], found: dict[str, tuple[Block, ...]], taken: set[int]
) -> Document:
    wanted = {id(marks[name]): blocks for name, blocks in found.items()}
    outer = {id(block) for block in document.blocks if id(block) in taken}
    left = Document(document.meta, tuple(block for block in document.blocks if id(block) not in outer))
    gone = taken - outer

    def opener(node: Node) -> tuple[Node, ...] | None:
        if isinstance(node, nodes.Link) and id(node) in wanted:
            return (nodes.Note(wanted[id(node)]),)
        if isinstance(node, nodes.Superscript) and len(node.content) == 1 and isinstance(node.content[0], nodes.Note):
            return node.content
        return () if isinstance(node, nodes.Div | nodes.Para) and id(node) in gone else None

    return spliced(left, opener)


def _bare(node: Node) -> tuple[Node, ...] | None:
    """Return a note without the link back to its mark, and without the mark that raised it."""
    if isinstance(node, nodes.Superscript) and len(node.content) == 1 and isinstance(node.content[0], nodes.Note):
        return node.content
    if isinstance(node, nodes.Note) and (back := _first_link(node.content)) is not None and _is_mark(back):
        return (nodes.Note(_without_first_link(node.content)),)
    return None


def _is_mark(link: nodes.Link) -> bool:
    return link.target.url.startswith("#") and _MARK.fullmatch(plain_text(link.content)) is not None


def _first_link(content: tuple[Block, ...]) -> nodes.Link | None:
    """Return the link with which the first paragraph begins, also within a mark or span."""
    match content:
        case (nodes.Div(_, inner), *_):
            return _first_link(inner)
        case (nodes.Para(inlines) | nodes.Plain(inlines), *_):
            return _leading(inlines)
        case _:
            return None


def _leading(inlines: tuple[Inline, ...]) -> nodes.Link | None:
    for inline in inlines:
        if not plain_text(inline).strip(_BLANK):
            continue
        if isinstance(inline, nodes.Link):
            return inline
        if isinstance(inline, nodes.Span | nodes.Superscript | nodes.Strong):
            return _leading(inline.content)
        return None
    return None


def _without_first_link(content: tuple[Block, ...]) -> tuple[Block, ...]:
    first, *rest = content
    if isinstance(first, nodes.Div):
        return (replace(first, content=_without_first_link(first.content)), *rest)
    if not isinstance(first, nodes.Para | nodes.Plain):
        return content
    inlines = _without(first.content)
    return (nodes.Para(inlines), *rest) if inlines else tuple(rest)


def _without(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    for at, inline in enumerate(inlines):
        after = inlines[at + 1 :]
        if not plain_text(inline).strip(_BLANK):
            continue
        if isinstance(inline, nodes.Link):
            return _after(after)
        if isinstance(inline, nodes.Span | nodes.Superscript | nodes.Strong):
            inner = _without(inline.content)
            return (replace(inline, content=inner), *after) if inner else _after(after)
    return inlines


def _after(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if inlines and isinstance(inlines[0], nodes.Str):
        kept = inlines[0].text.lstrip(_BLANK)
        return (nodes.Str(kept), *inlines[1:]) if kept else inlines[1:]
    return inlines
