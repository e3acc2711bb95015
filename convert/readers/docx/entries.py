"""Paragraphs of Word on their way to blocks: what each is by its style, and how neighbours make one block."""

from __future__ import annotations

from convert import nodes
from convert.enums import StrEnum
from convert.nodes import Block, Inline
from convert.readers.docx.lists import Lists
from convert.readers.docx.numbering import Numbered
from convert.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Kind(StrEnum):
    """What a paragraph is by the name of its style."""

    TEXT = "text"
    BLOCK = "block"
    CODE = "code"
    QUOTE = "quote"
    TERM = "term"
    DEFINITION = "definition"
    TABLE_CAPTION = "table-caption"
    PICTURE_CAPTION = "picture-caption"


@record
class Entry:
    """A paragraph (`content`) or another block, its place in a list, its left indent in twips."""

    kind: Kind
    content: tuple[Inline, ...] = ()
    block: Block | None = None
    numbered: Numbered | None = None
    indent: int = 0
    continued: bool = False


def assembled(entries: Sequence[Entry]) -> Iterator[Block]:
    """Yield entries as blocks: lists nested, lines of code in one piece, quotations, captions with what they name."""
    at = 0
    while at < len(entries):
        entry = entries[at]
        if entry.numbered is not None and not entry.numbered.blank:
            lists = Lists()
            while at < len(entries) and lists.takes(entries[at].numbered, entries[at].indent, entries[at].continued):
                end = _end(entries, at) if entries[at].numbered is None else at + 1
                lists.add(entries[at].numbered, tuple(_of_one_kind(entries[at:end])))
                at = end
            yield from lists.blocks()
            continue
        end = _end(entries, at)
        yield from _of_one_kind(entries[at:end])
        at = end


_DEEPER = 300
"""Twips by which a quotation within a quotation is indented further."""
_RUNS = frozenset({Kind.CODE, Kind.QUOTE})


def _end(entries: Sequence[Entry], at: int) -> int:
    """Return where the entries end that make one block with the one at `at`."""
    kind, end = entries[at].kind, at + 1
    following = entries[end].kind if end < len(entries) else None
    if kind in _RUNS:
        while end < len(entries) and entries[end].kind is kind and entries[end].numbered is None:
            end += 1
    elif kind is Kind.TERM or kind is Kind.DEFINITION:
        while end < len(entries) and entries[end].kind in (Kind.TERM, Kind.DEFINITION):
            end += 1
    elif kind is Kind.TABLE_CAPTION:
        end += following is Kind.BLOCK and isinstance(entries[end].block, nodes.Table)
    elif following is Kind.PICTURE_CAPTION and _is_picture(entries[at]):
        end += 1
    return end


def _is_picture(entry: Entry) -> bool:
    seen = [part for part in entry.content if not (isinstance(part, nodes.Str) and not part.text.strip())]
    return bool(seen) and all(isinstance(part, nodes.Image) for part in seen)


def _of_one_kind(entries: Sequence[Entry]) -> Iterator[Block]:
    first = entries[0]
    match first.kind:
        case Kind.CODE:
            yield nodes.CodeBlock(nodes.NO_ATTR, "\n".join(_code(entry.content) for entry in entries))
        case Kind.QUOTE:
            yield nodes.BlockQuote(tuple(_quoted(entries)))
        case Kind.TERM | Kind.DEFINITION:
            yield _definitions(entries)
        case Kind.TABLE_CAPTION if len(entries) == 2 and isinstance(entries[1].block, nodes.Table):
            caption = nodes.Caption(None, (nodes.Para(first.content),))
            yield replace(entries[1].block, caption=caption)
        case _ if len(entries) == 2:
            caption = nodes.Caption(None, (nodes.Para(entries[1].content),))
            yield nodes.Figure(nodes.NO_ATTR, caption, (nodes.Plain(first.content),))
        case _:
            yield nodes.Para(first.content) if first.block is None else first.block


def _quoted(entries: Sequence[Entry]) -> Iterator[Block]:
    """Yield the paragraphs of a quotation, those indented further as a quotation in it."""
    least = min(entry.indent for entry in entries)
    deeper: list[Entry] = []
    for entry in entries:
        if entry.indent >= least + _DEEPER:
            deeper.append(entry)
            continue
        if deeper:
            yield nodes.BlockQuote(tuple(_quoted(deeper)))
            deeper = []
        yield nodes.Para(entry.content)
    if deeper:
        yield nodes.BlockQuote(tuple(_quoted(deeper)))


def _code(content: Sequence[Inline]) -> str:
    from convert.walk import plain_text

    return plain_text(content, notes=True)


def _definitions(entries: Sequence[Entry]) -> nodes.DefinitionList:
    items: list[tuple[tuple[Inline, ...], tuple[tuple[Block, ...], ...]]] = []
    for entry in entries:
        if entry.kind is Kind.TERM or not items:
            items.append((entry.content if entry.kind is Kind.TERM else (), ()))
        if entry.kind is Kind.DEFINITION:
            term, definitions = items[-1]
            items[-1] = (term, (*definitions, (nodes.Para(entry.content),)))
    return nodes.DefinitionList(tuple(items))
