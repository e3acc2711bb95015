"""The title of a document read by pandoc: from its metadata where that is on the page, else the one top heading."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Document, Inline, Node, Role
from convert.records import replace
from convert.walk import div, meta_text, plain_text, role_of, transform_document, with_meta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_PRINTED: Final = {
    "docx": ("title", "subtitle", "author", "date"),
    "odt": ("title", "subtitle", "author", "date"),
    "latex": ("title", "subtitle", "author", "date"),
    "typst": ("title", "author", "date"),
    "rst": ("title", "subtitle"),
    "org": ("title", "subtitle"),
    "markdown": ("title", "subtitle"),
    "markdown_mmd": ("title", "subtitle"),
    "gfm": ("title", "subtitle"),
    "commonmark_x": ("title", "subtitle"),
    "docbook": ("title", "subtitle"),
    "rtf": ("title",),
    "pptx": ("title",),
    "fb2": ("title",),
    "epub": ("title",),
}
"""Formats whose front matter is text on the page, with the parts that go back into the text."""
_ROLES: Final = {"title": Role.TITLE, "subtitle": Role.SUBTITLE, "author": Role.AUTHOR, "date": Role.DATELINE}
_PAGES: Final = frozenset({"html", "epub"})
_STYLED: Final = frozenset({"odt", "rtf"})
_NEAR_THE_TOP: Final = 5
_LONGEST_TITLE: Final = 60


def titled(document: Document, name: str) -> Document:
    """Return `document`, read from the format `name`, with its title as the role `title` and in the metadata.

    An issuer in its front matter asks for the red mark, as `--meta issuer` does.
    """
    issuer = meta_text(document, "issuer")
    if issuer and not meta_text(document, "issuer-mark"):
        document = with_meta(document, issuer_mark=issuer)
    if any(role_of(block) is Role.TITLE for block in document.blocks):
        return _named(document)
    document = _titled_as_named(document) if name in _PAGES else document
    front = () if any(role_of(block) is Role.TITLE for block in document.blocks) else tuple(_front(document, name))
    made = replace(document, blocks=(*front, *document.blocks)) if front else document
    if not any(role_of(block) is Role.TITLE for block in front):
        made = _styled(made) if name in _STYLED else _risen(made)
    return _named(made)


def _titled_as_named(document: Document) -> Document:
    """Return `document` with the paragraph at its top that says what the page is called as the title."""
    called = "".join(meta_text(document, "title").split())
    for at, block in enumerate(document.blocks[:_NEAR_THE_TOP]):
        if called and isinstance(block, nodes.Para) and "".join(plain_text(block).split()) == called:
            title = div(Role.TITLE, nodes.Para(_unbolded(block.content)), span=block.span)
            return replace(document, blocks=(*document.blocks[:at], title, *document.blocks[at + 1 :]))
    return document


def _unbolded(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines of a title that is bold throughout without that: it was its look, which the profile has."""
    out: list[Inline] = []
    for part in content:
        match part:
            case nodes.Strong(inner):
                out += inner
            case nodes.Str(text) if not text.strip():
                out.append(part)
            case nodes.LineBreak():
                pass
            case _:
                return content
    return tuple(out)


def _front(document: Document, name: str) -> Iterator[nodes.Div]:
    entries = dict(document.meta.entries)
    top = [plain_text(block).strip() for block in document.blocks[:_NEAR_THE_TOP]]
    for key in _PRINTED.get(name, ()):
        for content in _lines(entries.get(key)):
            if plain_text(content).strip() not in ("", *top):
                yield div(_ROLES[key], nodes.Para(content))


def _lines(value: nodes.MetaValue | None) -> Iterator[tuple[Inline, ...]]:
    match value:
        case nodes.MetaInlines(content):
            yield content
        case nodes.MetaString(text):
            yield (nodes.Str(text),)
        case nodes.MetaList(items):
            for item in items:
                yield from _lines(item)
        case nodes.MetaBlocks(blocks):
            for block in blocks:
                if isinstance(block, nodes.Para | nodes.Plain):
                    yield block.content
        case _:
            return


def _styled(document: Document) -> Document:
    """Return `document` with a short line right before its first heading as the title: pandoc lost the style of it."""
    match document.blocks:
        case (nodes.Para(content) as line, nodes.Header(), *_) if _is_title_like(plain_text(line)):
            return replace(document, blocks=(div(Role.TITLE, nodes.Para(content)), *document.blocks[1:]))
        case _:
            return _risen(document)


def _is_title_like(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_TITLE and text[-1] not in "。；，：！？.;,:"


def _risen(document: Document) -> Document:
    """Return `document` with its first heading as the title when it is called so or alone of the top level.

    In the latter case the others rise by one.
    """
    headings = [block for block in document.blocks if isinstance(block, nodes.Header)]
    if not headings or headings[0].level != 1:
        return document
    first = headings[0]
    alone = all(heading.level > 1 for heading in headings[1:])
    if not alone and "title" not in first.attr.classes:
        return document
    before = document.blocks[: document.blocks.index(first)]
    if len(before) > _NEAR_THE_TOP:
        return document

    def rise(node: Node) -> Node:
        if alone and isinstance(node, nodes.Header) and node.level > 1:
            return replace(node, level=node.level - 1)
        return node

    title = div(Role.TITLE, nodes.Para(first.content), span=first.span)
    raised = tuple(title if block is first else block for block in document.blocks)
    return transform_document(replace(document, blocks=raised), rise)


def _named(document: Document) -> Document:
    title = next((block for block in document.blocks if role_of(block) is Role.TITLE), None)
    return document if title is None else with_meta(document, title=plain_text(title).strip())
