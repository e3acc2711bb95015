"""Where the cells of a table stand on its grid: one walk over the rows, for drawing them and for finding holes."""

from __future__ import annotations

from convert.nodes import Cell, Row
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Place(NamedTuple):
    """A cell with its first row and column and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int
    cell: Cell

    @property
    def covered(self) -> Iterator[tuple[int, int]]:
        """All places (row, column) under the cell."""
        return ((self.row + y, self.column + x) for y in range(self.rows) for x in range(self.columns))


def placed(rows: Iterable[Row]) -> Iterator[Place]:
    """Yield the cells at their places; a cell runs on where one from above leaves room."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            place = Place(at, column, cell.row_span, cell.col_span, cell)
            taken.update(place.covered)
            yield place
            column += cell.col_span
