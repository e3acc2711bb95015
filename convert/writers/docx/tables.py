"""Tables: the grid of a table with spans, widths of columns in the text block."""

from __future__ import annotations

from itertools import pairwise

from convert.chars import columns as cells_wide
from convert.nodes import Cell, Row, Table
from convert.records import record
from convert.walk import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDEST = 40


@record
class Placed:
    """A cell in the grid: its column, how many columns it takes, and whether it goes on from the row above."""

    column: int
    span: int
    cell: Cell
    down: int
    continued: bool = False


def all_rows(table: Table) -> list[Row]:
    """Return all rows from head to foot."""
    bodies = [row for body in table.bodies for row in (*body.head, *body.rows)]
    return [*table.head.rows, *bodies, *table.foot.rows]


def column_count(table: Table) -> int:
    """Return the number of columns: those declared, more when rows need more."""
    widest = max((sum(cell.col_span for cell in row.cells) for row in all_rows(table)), default=0)
    return max(len(table.columns), widest, 1)


def place(rows: Iterable[Row], count: int) -> list[list[Placed]]:
    """Return the cells of each row by column, cells that span rows repeated as continued in the rows below."""
    pending: dict[int, tuple[int, Placed]] = {}
    placed_rows = []
    for row in rows:
        placed: list[Placed] = []
        column = 0
        cells = iter(row.cells)
        while column < count:
            if column in pending:
                left, above = pending.pop(column)
                placed.append(Placed(column, above.span, above.cell, above.down, continued=True))
                if left > 1:
                    pending[column] = (left - 1, above)
                column += above.span
                continue
            cell = next(cells, None)
            if cell is None:
                column += 1
                continue
            free = next((at for at in range(column + 1, count) if at in pending), count) - column
            new = Placed(column, max(1, min(cell.col_span, free)), cell, cell.row_span)
            placed.append(new)
            if cell.row_span > 1:
                pending[column] = (cell.row_span - 1, new)
            column += new.span
        placed_rows.append(placed)
    return placed_rows


def widths(table: Table, count: int, whole: int) -> list[int]:
    """Return the width of each column in twips, `whole` in sum.

    Shares the table states are kept; the rest goes to the other columns by their longest line of text.
    """
    stated = [spec.width or 0.0 for spec in table.columns] + [0.0] * (count - len(table.columns))
    scale = 1 / sum(stated) if sum(stated) > 1 else 1.0
    rest = 1 - sum(stated) * scale
    need = _needs(table, count)
    asked = sum(n for n, share in zip(need, stated, strict=True) if not share) or 1
    shares = [share * scale if share else rest * n / asked for n, share in zip(need, stated, strict=True)]
    total = sum(shares) or 1.0
    edges = [round(whole * sum(shares[:index]) / total) for index in range(count + 1)]
    return [right - left for left, right in pairwise(edges)]


def _needs(table: Table, count: int) -> list[int]:
    """Return the longest text of each column in half-width cells, kept within bounds."""
    need = [4] * count
    for row in place(all_rows(table), count):
        for placed in row:
            if placed.span == 1 and not placed.continued:
                longest = max((cells_wide(plain_text(block)) for block in placed.cell.content), default=0)
                need[placed.column] = max(need[placed.column], min(longest, _WIDEST) + 2)
    return need
