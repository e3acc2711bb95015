"""What a format cannot say of a block, carried beside its text in reserved divisions, and taken from there again.

The text within stays what readers and editors of the file see: where someone changed it, it holds, and what was
carried of the old one goes.
"""

from __future__ import annotations

import json

from convert import nodes
from convert.nodes import Attr, Block, Div, Node
from convert.walk import children

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Final

    Decode = Callable[[Any], Block]

OPEN: Final = Attr("", ("wenzhuan-open",))
"""Attributes of a division or span whose content stands in its place."""
PLAIN: Final = Attr("", ("wenzhuan-plain",))
"""Attributes of the division of a paragraph that is a Plain."""
EXACT: Final = Attr("", ("wenzhuan-exact",))
"""Attributes of the division of a block shown as well as the format can, followed by its tree."""
FORMAT: Final = "wenzhuan"
"""The format of the raw block that holds the tree: no writer prints it."""
_NUMBERING: Final = "wenzhuan-numbering"
_WIDTHS: Final = "wenzhuan-widths"


def numbering(attributes: nodes.ListAttributes) -> Attr:
    """Return the attributes of the division of a list numbered by `attributes`."""
    start, style, delim = attributes
    return Attr("", (_NUMBERING,), (("start", str(start)), ("numerals", style.value), ("marks", delim.value)))


def widths(columns: Iterable[nodes.ColSpec]) -> Attr:
    """Return the attributes of the division of a table with `columns`: fractions of the line, `-` for none."""
    found = ("-" if column.width is None else repr(column.width) for column in columns)
    return Attr("", (_WIDTHS,), (("columns", " ".join(found)),))


def restored(node: Any, decode: Decode) -> Any:
    """Return what a reserved division or span stands for, a tuple when it is to be opened; any other as it is."""
    match node:
        case Div(attr, content) | nodes.Span(attr, content) if attr == OPEN:
            return content
        case Div(attr, (nodes.Para(content),)) if attr == PLAIN:
            return nodes.Plain(content)
        case Div(attr, ()) if attr == PLAIN:
            return nodes.Plain(())
        case Div(attr, (*shown, nodes.RawBlock(form, text))) if attr == EXACT and form == FORMAT:
            return _exact(tuple(shown), text, decode)
        case Div(Attr("", (name,), _) as attr, (nodes.OrderedList(_, items),)) if name == _NUMBERING:
            return _numbered(attr, items) or (*node.content,)
        case Div(Attr("", (name,), _) as attr, (nodes.Table() as table,)) if name == _WIDTHS:
            return _with_widths(attr, table) or (*node.content,)
        case _:
            return node


def _exact(shown: tuple[Block, ...], text: str, decode: Decode) -> Block | tuple[Block, ...]:
    try:
        carried = decode(json.loads(text))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return shown
    return carried if letters(shown) == letters((carried,)) else shown


def letters(content: Iterable[Node]) -> str:
    """Return the letters and digits of a text in order, by which two trees are taken for the same text."""
    return "".join(filter(str.isalnum, "".join(told(content))))


def told(content: Iterable[Node]) -> Iterator[str]:
    """Yield the texts that a reader sees: no entries of citations, no short captions, no raw markup."""
    for node in content:
        match node:
            case nodes.Str(text) | nodes.Code(_, text) | nodes.Math(_, text) | nodes.CodeBlock(_, text):
                yield text
            case nodes.Cite(_, inner):
                yield from told(inner)
            case nodes.Ruby(inner, reading):
                yield from told(inner)
                yield reading
            case nodes.Table(_, caption, _, head, bodies, foot):
                yield from told(caption.content)
                rows = (*head.rows, *(row for body in bodies for row in (*body.head, *body.rows)), *foot.rows)
                for row in rows:
                    for cell in row.cells:
                        yield from told(cell.content)
            case nodes.Figure(_, caption, inner):
                yield from told((*inner, *caption.content))
            case _:
                yield from told(children(node))


def _numbered(attr: Attr, items: tuple[tuple[Block, ...], ...]) -> Block | None:
    try:
        style, delim = nodes.ListNumberStyle(attr.get("numerals")), nodes.ListNumberDelim(attr.get("marks"))
        return nodes.OrderedList(nodes.ListAttributes(int(attr.get("start")), style, delim), items)
    except ValueError:
        return None


def _with_widths(attr: Attr, table: nodes.Table) -> Block | None:
    given = attr.get("columns").split(" ")
    if len(given) != len(table.columns):
        return None
    try:
        columns = [None if width == "-" else float(width) for width in given]
    except ValueError:
        return None
    made = (column._replace(width=width) for column, width in zip(table.columns, columns, strict=True))
    return nodes.Table(table.attr, table.caption, tuple(made), table.head, table.bodies, table.foot)
