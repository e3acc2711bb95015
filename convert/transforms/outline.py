"""The outline of a document for people and programs: what each part was taken for, and its source lines."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Block, Document
from convert.records import record
from convert.source import LineIndex
from convert.walk import descend, plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


@record
class Entry:
    """A part of a document: what it is, its heading level (0 for none), text, and first and last source line.

    `depth` is its place in the tree; lines are 0 where the part has no span.
    """

    kind: str
    level: int
    text: str
    first_line: int
    last_line: int
    depth: int


def outline(document: Document, lines: LineIndex) -> tuple[Entry, ...]:
    """Return the parts of `document` in reading order; `lines` is the index of the decoded source."""
    return tuple(_entries(document.blocks, lines, 0))


def _entries(blocks: tuple[Block, ...], lines: LineIndex, depth: int) -> Iterator[Entry]:
    under = depth
    for block in blocks:
        match block:
            case nodes.Header(level, _, content):
                yield _entry(block, f"heading {level}", plain_text(content), lines, depth + level - 1, level)
                under = depth + level
            case nodes.Div(_, content) if role_of(block) is nodes.Role.ATTACHMENT:
                yield _entry(block, "attachment", "", lines, depth)
                yield from _entries(content, lines, depth + 1)
            case nodes.Div(attr, content) if role_of(block) is None:
                yield from _entries(content, lines, under) if attr else ()
            case _:
                yield _entry(block, kind_of(block), plain_text(block), lines, under)
                yield from _run_ins(block, lines, under + 1)


def kind_of(block: Block) -> str:
    """Return what a block is called in an outline: its role, or the word for its node."""
    role = role_of(block)
    return role.value if role is not None else _WORDS.get(type(block).__name__, type(block).__name__.lower())


_WORDS = {
    "Para": "paragraph",
    "Plain": "paragraph",
    "LineBlock": "verse",
    "CodeBlock": "code",
    "OrderedList": "list",
    "BulletList": "list",
    "DefinitionList": "list",
    "BlockQuote": "quote",
    "HorizontalRule": "rule",
    "PageBreak": "page break",
    "RawBlock": "raw",
}


def _run_ins(block: Block, lines: LineIndex, depth: int) -> Iterator[Entry]:
    for node in descend((block,)):
        if role_of(node) is nodes.Role.RUN_IN and isinstance(node, nodes.Span):
            level = node.attr.get("level")
            at = node if node.span is not None else block
            yield _entry(at, f"run-in {level}".strip(), plain_text(node), lines, depth, int(level or 0))


def _entry(node: nodes.Node, kind: str, text: str, lines: LineIndex, depth: int, level: int = 0) -> Entry:
    first = last = 0
    if node.span is not None:
        first = lines.position(node.span.start).line
        last = lines.position(max(node.span.start, node.span.end - 1)).line
    return Entry(kind, level, text, first, last, depth)
