"""The text of a block in a simpler form that pandoc's Markdown has, shown where the tree is carried beside it."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Block, Inline
from convert.pandoc.carried import told
from convert.records import replace
from convert.writers.markdown.faults import ADDRESS, TITLE, attr_fault, fits, paragraph_fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PLAIN_BLOCKS = (nodes.HorizontalRule, nodes.PageBreak, nodes.RawBlock)


def shown_blocks(content: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks of the same letters in the same order, each in a form that comes back."""
    return tuple(made for block in content for made in _blocks(block))


def _blocks(block: Block) -> Iterator[Block]:  # noqa: C901 - a branch for each node kind
    match block:
        case nodes.Para(content) | nodes.Plain(content):
            if line := shown_inlines(content):
                yield nodes.Para(line)
        case nodes.Header(level, attr, content):
            if line := shown_inlines(_on_one_line(content)):
                yield nodes.Header(max(1, min(6, level)), nodes.NO_ATTR if attr_fault(attr) else attr, line)
        case nodes.LineBlock(lines):
            for line in filter(None, map(shown_inlines, lines)):
                yield nodes.Para(line)
        case nodes.CodeBlock(attr, text):
            yield nodes.CodeBlock(nodes.NO_ATTR if attr_fault(attr) else attr, text)
        case nodes.BlockQuote(content):
            if inner := shown_blocks(content):
                yield nodes.BlockQuote(inner)
        case nodes.Div(attr, content):
            inner = shown_blocks(content)
            yield nodes.Div(attr, inner) if inner and attr != nodes.NO_ATTR and not attr_fault(attr) else _open(inner)
        case nodes.BulletList(items) | nodes.OrderedList(_, items):
            kept = tuple(map(_not_a_table_first, filter(None, map(shown_blocks, items))))
            if kept and isinstance(block, nodes.BulletList):
                yield nodes.BulletList(kept)
            elif kept:
                numbering = nodes.ListAttributes(1, nodes.ListNumberStyle.DECIMAL, nodes.ListNumberDelim.PERIOD)
                yield nodes.OrderedList(numbering, kept)
        case nodes.DefinitionList(items):
            for term, definitions in items:
                yield from _blocks(nodes.Para(term))
                for definition in definitions:
                    yield from _blocks(nodes.BlockQuote(definition))
        case nodes.Table():
            yield from _table(block)
        case nodes.Figure(_, caption, content):
            yield from shown_blocks((*content, *caption.content))
        case _ if isinstance(block, _PLAIN_BLOCKS):
            return


def _not_a_table_first(item: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return an item that pandoc would not read, label and all, as the first row of its table."""
    return (_open(item),) if isinstance(item[0], nodes.Table) else item


def _open(content: tuple[Block, ...]) -> nodes.Div:
    return nodes.Div(nodes.Attr("", ("wenzhuan-open",)), content)


def _table(table: nodes.Table) -> Iterator[Block]:
    """Yield the caption and the table without attributes, when it has cells at all."""
    caption = shown_blocks(table.caption.content)
    width = len(table.columns)

    def rows(found: Iterable[nodes.Row]) -> tuple[nodes.Row, ...]:
        made = []
        for row in found:
            cells = tuple(
                nodes.Cell(
                    nodes.NO_ATTR, nodes.Alignment.DEFAULT, cell.row_span, cell.col_span, shown_blocks(cell.content)
                )
                for cell in row.cells
            )
            made.append(nodes.Row(nodes.NO_ATTR, cells))
        return tuple(made)

    body = tuple(row for part in table.bodies for row in (*part.head, *part.rows))
    every = (*table.head.rows, *body, *table.foot.rows)
    yield from caption
    if not fits(every, width):
        for row in every:
            for cell in row.cells:
                yield from shown_blocks(cell.content)
        return
    bodies = (nodes.TableBody(nodes.NO_ATTR, 0, (), rows(body)),)
    head, foot = (
        nodes.TableHead(nodes.NO_ATTR, rows(table.head.rows)),
        nodes.TableFoot(nodes.NO_ATTR, rows(table.foot.rows)),
    )
    yield nodes.Table(nodes.NO_ATTR, nodes.Caption(), (nodes.ColSpec(),) * width, head, bodies, foot)


def _on_one_line(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(nodes.Space() if isinstance(node, nodes.LineBreak | nodes.SoftBreak) else node for node in content)


def shown_inlines(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inlines as they are when they have a form, else their text."""
    if not content or not paragraph_fault(content):
        return content
    opened: list[Inline] = []
    for node in content:
        if isinstance(node, nodes.Link | nodes.Image):
            node = _addressed(node)
        if paragraph_fault((nodes.Str("x"), node, nodes.Str("x"))):
            opened += _text(node)
        else:
            opened.append(node)
    kept = tuple(opened)
    return kept if kept and not paragraph_fault(kept) else tuple(part for node in content for part in _text(node))


def _addressed(node: nodes.Link | nodes.Image) -> nodes.Link | nodes.Image:
    """Return a link or picture with an address that leads to the same place, and the letters of its title."""
    url = "".join(char if ADDRESS.fullmatch(char) else _percent(char) for char in node.target.url)
    title = " ".join("".join(char for char in node.target.title if TITLE.fullmatch(f"x{char}x")).split())
    attr = nodes.NO_ATTR if attr_fault(node.attr) else node.attr
    return replace(node, attr=attr, target=nodes.Target(url, title))


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def _text(node: Inline) -> list[Inline]:
    text = "".join(char for char in "".join(told((node,))) if char >= " " and char != "\x7f").strip()
    return [nodes.Str(text)] if text else []
