"""The grid of a table: which columns each cell takes in each row, spans over rows and columns resolved."""

from __future__ import annotations

from convert import nodes
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


@record
class Box:
    """A cell in one row; `first` where its span over rows begins and has the content, `last` where it ends."""

    cell: nodes.Cell
    column: int
    columns: int
    head: bool
    scope: str
    first: bool = True
    last: bool = True


def grid(node: nodes.Table) -> tuple[list[list[Box]], list[list[Box]]]:
    """Return the boxes of the head rows and of the others."""
    head = _section(node.head.rows, head=True, heads=0)
    rows: list[list[Box]] = []
    for body in node.bodies:
        rows += _section((*body.head, *body.rows), head=False, heads=body.row_head_columns)
    return head, rows + _section(node.foot.rows, head=False, heads=0)


def columns(node: nodes.Table, rows: Sequence[Sequence[Box]]) -> int:
    """Return how many columns a table has."""
    return max([len(node.columns), 1, *(box.column + box.columns for row in rows for box in row)])


def _section(rows: Sequence[nodes.Row], *, head: bool, heads: int) -> list[list[Box]]:
    """Return the boxes of the rows of one section; no span leaves it."""
    found: list[list[Box]] = []
    below: dict[int, tuple[Box, int]] = {}
    for number, row in enumerate(rows):
        boxes: list[Box] = []
        column = 0
        cells = list(reversed(row.cells))
        while cells or any(start >= column for start in below):
            if column in below:
                box, left = below.pop(column)
                boxes.append(Box(box.cell, column, box.columns, box.head, box.scope, first=False, last=left == 1))
                if left > 1:
                    below[column] = (box, left - 1)
            elif cells:
                cell = cells.pop()
                width = max(1, cell.col_span)
                height = min(max(1, cell.row_span), len(rows) - number)
                scope = "Column" if head else "Row"
                box = Box(cell, column, width, head or column < heads, scope, last=height == 1)
                boxes.append(box)
                if height > 1:
                    below[column] = (box, height - 1)
            else:
                column += 1
                continue
            column += boxes[-1].columns
        found.append(boxes)
    return found
