"""The outline of a document for people: roles, levels and source lines of what stands out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from convert import nodes
from convert.nodes import Block, Document, Node, Role
from convert.source import LineIndex
from convert.walk import plain_text, role_of


class Entry(NamedTuple):
    """One line of the outline: role, level (0 outside the headings), text, first and last source line from 1."""

    role: str
    level: int
    text: str
    first: int
    last: int


_HIDDEN = frozenset({Role.ITEM, Role.ATTACHMENT, Role.VERSE})


def outline(document: Document, text: str = "") -> list[Entry]:
    """Return what stands out in a document, in reading order; `text` is the decoded source the spans count in.

    Without `text` the lines are 0. Run-in heads are shown with the level of their label, 0 for 一是….
    """
    index = LineIndex(text) if text else None
    return [_entry(role, level, shown, node, index) for role, level, shown, node in _found(document.blocks)]


def _entry(role: str, level: int, shown: str, node: Node, index: LineIndex | None) -> Entry:
    if index is None or node.span is None:
        return Entry(role, level, shown, 0, 0)
    first = index.position(node.span.start).line
    return Entry(role, level, shown, first, index.position(max(node.span.start, node.span.end - 1)).line)


def _found(blocks: tuple[Block, ...]) -> Iterator[tuple[str, int, str, Node]]:
    for block in blocks:
        match block:
            case nodes.Header(level, _, content):
                yield "heading", level, plain_text(content), block
            case nodes.Para((nodes.Span(attr, head), *_)) if attr.classes[:1] == (Role.RUN_IN.value,):
                yield Role.RUN_IN.value, int(attr.get("level") or 0), plain_text(head), block
            case nodes.Table():
                yield "table", 0, plain_text(block)[:40], block
            case nodes.CodeBlock(_, code):
                yield "code", 0, code.split("\n", 1)[0][:40], block
            case nodes.Div(_, inner):
                role = role_of(block)
                if role is not None and role not in _HIDDEN:
                    yield role.value, 0, plain_text(inner), block
                else:
                    yield from _found(inner)
            case _:
                pass
