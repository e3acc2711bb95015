"""Columns of tables: where cells begin in them, and the alignment that their cells share."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Alignment
from convert.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def places(rows: Sequence[nodes.Row]) -> Iterator[list[int]]:
    """Yield for each row the columns at which its cells begin."""
    taken: dict[int, int] = {}
    for row in rows:
        at, starts = 0, []
        for cell in row.cells:
            while taken.get(at, 0) > 0:
                at += 1
            starts.append(at)
            for column in range(at, at + cell.col_span):
                taken[column] = cell.row_span
            at += cell.col_span
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        yield starts


def _columns(rows: Sequence[nodes.Row]) -> int:
    ends = (
        at + cell.col_span
        for row, starts in zip(rows, places(rows), strict=True)
        for cell, at in zip(row.cells, starts, strict=True)
    )
    return max(ends, default=0)


def usual_alignment(seen: set[Alignment]) -> Alignment:
    """Return the alignment of a column with cells of the alignments `seen`: left is what a cell has that says none."""
    if len(seen) == 1:
        return next(iter(seen))
    return Alignment.LEFT if seen == {Alignment.LEFT, Alignment.DEFAULT} else Alignment.DEFAULT


def aligned(rows: Sequence[nodes.Row]) -> tuple[tuple[nodes.ColSpec, ...], list[nodes.Row]]:
    """Return what columns share of the alignment of their cells, and the rows with what is left to each cell."""
    seen: list[set[Alignment]] = [set() for _ in range(_columns(rows))]
    placed = list(zip(rows, places(rows), strict=True))
    for row, at_columns in placed:
        for cell, at in zip(row.cells, at_columns, strict=True):
            if cell.col_span == 1:
                seen[at].add(cell.alignment)
    usual = [usual_alignment(one) for one in seen]
    out = []
    for row, at_columns in placed:
        cells = (
            cell._replace(alignment=Alignment.DEFAULT) if cell.alignment is usual[at] else cell
            for cell, at in zip(row.cells, at_columns, strict=True)
        )
        out.append(row._replace(cells=tuple(cells)))
    return tuple(nodes.ColSpec(one) for one in usual), out


def bare(table: nodes.Table) -> nodes.Table:
    """Return a table without the layout of the page on it, its columns stating what their cells share of alignment."""
    bodies = [(*body.head, *body.rows) for body in table.bodies]
    groups = (table.head.rows, *bodies, table.foot.rows)
    stated = any(column.alignment is not Alignment.DEFAULT for column in table.columns)
    specs, rows = aligned([row for group in groups for row in group])
    columns = table.columns
    if not stated and len(specs) == len(columns):
        columns = tuple(nodes.ColSpec(one.alignment, own.width) for one, own in zip(specs, columns, strict=True))
    elif stated:
        rows = [row for group in groups for row in group]
        rows = [_told(row, starts, columns) for row, starts in zip(rows, places(rows), strict=True)]
    else:
        return table
    left = iter([_unattributed(row) for row in rows])

    def next_rows(count: int) -> tuple[nodes.Row, ...]:
        return tuple(next(left) for _ in range(count))

    head = nodes.TableHead(nodes.NO_ATTR, next_rows(len(table.head.rows)))
    made = tuple(
        nodes.TableBody(nodes.NO_ATTR, body.row_head_columns, next_rows(len(body.head)), next_rows(len(body.rows)))
        for body in table.bodies
    )
    foot = nodes.TableFoot(nodes.NO_ATTR, next_rows(len(table.foot.rows)))
    own = nodes.Attr(table.attr.id)
    return replace(table, attr=own, columns=columns, head=head, bodies=made, foot=foot)


def _told(row: nodes.Row, starts: Sequence[int], columns: Sequence[nodes.ColSpec]) -> nodes.Row:
    """Return a row whose cells state no alignment that their columns state."""
    usual = [columns[at].alignment if at < len(columns) else Alignment.DEFAULT for at in starts]
    cells = (
        cell._replace(alignment=Alignment.DEFAULT) if cell.alignment is one else cell
        for cell, one in zip(row.cells, usual, strict=True)
    )
    return row._replace(cells=tuple(cells))


def _unattributed(row: nodes.Row) -> nodes.Row:
    cells = (cell._replace(attr=nodes.Attr(cell.attr.id)) for cell in row.cells)
    return nodes.Row(nodes.Attr(row.attr.id), tuple(cells))
