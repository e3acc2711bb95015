"""Tables of OpenDocument: repeated columns, rows and cells, cells over columns and rows, head rows."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Alignment, Block
from convert.readers.columns import aligned
from convert.readers.odt.xml import TABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final
    from xml.etree.ElementTree import Element

    Read = Callable[[Element], tuple[Alignment, tuple[Block, ...]]]

_MOST: Final = 200
"""More repetitions than this are the empty rest of a sheet."""


def table(element: Element, read: Read) -> nodes.Table | None:
    """Return a table:table with cells read by `read`; None when it has no cell."""
    made = [(head, _row(row, read)) for head, row in _rows(element, head=False)]
    while made and not any(cell.content for cell in made[-1][1].cells) and len(made) > 1:
        made.pop()
    heads = next((at for at, (head, _) in enumerate(made) if not head), len(made))
    rows = [row for _, row in made]
    if not any(row.cells for row in rows):
        return None
    specs, rows = aligned(rows)
    head = nodes.TableHead(nodes.NO_ATTR, tuple(rows[:heads]))
    body = nodes.TableBody(nodes.NO_ATTR, 0, (), tuple(rows[heads:]))
    return nodes.Table(nodes.NO_ATTR, nodes.Caption(), specs, head, (body,), nodes.TableFoot())


def _rows(element: Element, *, head: bool) -> Iterator[tuple[bool, Element]]:
    for child in element:
        if child.tag == TABLE + "table-row":
            for _ in range(_count(child, "number-rows-repeated")):
                yield head, child
        elif child.tag == TABLE + "table-header-rows":
            yield from _rows(child, head=True)
        elif child.tag in (TABLE + "table-rows", TABLE + "table-row-group"):
            yield from _rows(child, head=head)


def _count(element: Element, name: str) -> int:
    text = element.get(TABLE + name, "1")
    count = int(text) if text.isdecimal() else 1
    return count if 1 <= count <= _MOST else 1


def _row(element: Element, read: Read) -> nodes.Row:
    cells = []
    for one in element:
        if one.tag != TABLE + "table-cell":
            continue
        alignment, content = read(one)
        tall, wide = _count(one, "number-rows-spanned"), _count(one, "number-columns-spanned")
        cell = nodes.Cell(nodes.NO_ATTR, alignment, tall, wide, content)
        cells += [cell] * _count(one, "number-columns-repeated")
    return nodes.Row(nodes.NO_ATTR, tuple(cells))
