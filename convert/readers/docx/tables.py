"""Tables of Word: cells over columns and rows, head rows, alignment, widths of columns."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Alignment, Block
from convert.readers.columns import usual_alignment
from convert.readers.docx.xml import W, child_value, number, switch, value
from convert.records import mutable, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Final
    from xml.etree.ElementTree import Element

_INSIDE: Final = frozenset(W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_ALIGNED: Final = {
    "center": Alignment.CENTER, "right": Alignment.RIGHT, "end": Alignment.RIGHT, "left": Alignment.LEFT,
    "start": Alignment.LEFT,
}  # fmt: skip
_MOST_COLUMNS: Final = 400


@mutable
class _Cell:
    """A cell where it begins: its column, columns and rows it takes."""

    column: int
    wide: int
    tall: int
    alignment: Alignment
    content: tuple[Block, ...]


@record
class _Row:
    """A row: its cells, whether it is marked as head."""

    cells: tuple[_Cell, ...]
    head: bool


def table(
    element: Element, read: Callable[[Element], tuple[Block, ...]], justified: Callable[[str], str]
) -> nodes.Table | None:
    """Return a w:tbl with cells read by `read`, `justified` the alignment of a style; None when it has no cell."""
    grid = [number(value(one, "w")) or 0 for one in element.findall(f"{W}tblGrid/{W}gridCol")]
    rows = _rows(element, read, justified)
    columns = max((cell.column + cell.wide for row in rows for cell in row.cells), default=0)
    if not columns:
        return None
    made = [_as_row(row) for row in rows]
    heads = _head(element, rows)
    specs, made = _aligned(rows, made, heads, _shares(grid, columns))
    head = nodes.TableHead(nodes.NO_ATTR, tuple(made[:heads]))
    body = nodes.TableBody(nodes.NO_ATTR, 0, (), tuple(made[heads:]))
    return nodes.Table(nodes.NO_ATTR, nodes.Caption(), specs, head, (body,), nodes.TableFoot())


def _children(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == W + tag:
            yield child
        elif child.tag in _INSIDE:
            yield from _children(child, tag)


def _rows(
    element: Element, read: Callable[[Element], tuple[Block, ...]], justified: Callable[[str], str]
) -> list[_Row]:
    rows: list[_Row] = []
    above: dict[int, _Cell] = {}
    for one in _children(element, "tr"):
        properties = one.find(W + "trPr")
        column = number(child_value(properties, "gridBefore")) or 0
        below: dict[int, _Cell] = {}
        cells = [_Cell(0, column, 1, Alignment.DEFAULT, ())] if column else []
        for found in _children(one, "tc"):
            asked = found.find(W + "tcPr")
            wide = min(max(number(child_value(asked, "gridSpan")) or 1, 1), _MOST_COLUMNS)
            merge = None if asked is None else asked.find(W + "vMerge")
            across = None if asked is None else asked.find(W + "hMerge")
            if across is not None and value(across) != "restart" and cells:
                cells[-1].wide += wide
            elif merge is not None and value(merge) != "restart" and _same(above.get(column), column, wide):
                cell = above[column]
                cell.tall += 1
                cell.content += read(found)
                below[column] = cell
            else:
                cell = _Cell(column, wide, 1, _alignment(found, justified), read(found))
                cells.append(cell)
                if merge is not None:
                    below[column] = cell
            column += wide
        above = below
        rows.append(_Row(tuple(cells), switch(properties, "tblHeader") is True))
    return rows


def _same(cell: _Cell | None, column: int, wide: int) -> bool:
    return cell is not None and (cell.column, cell.wide) == (column, wide)


def _alignment(cell: Element, justified: Callable[[str], str]) -> Alignment:
    """Return the alignment that all paragraphs of a cell share, by hand or by their styles."""
    properties = [one.find(W + "pPr") for one in cell.findall(W + "p")]
    asked = {child_value(one, "jc") or justified(child_value(one, "pStyle")) for one in properties}
    return _ALIGNED.get(asked.pop(), Alignment.DEFAULT) if len(asked) == 1 else Alignment.DEFAULT


def _as_row(row: _Row) -> nodes.Row:
    cells = (nodes.Cell(nodes.NO_ATTR, one.alignment, one.tall, one.wide, one.content) for one in row.cells)
    return nodes.Row(nodes.NO_ATTR, tuple(cells))


def _head(element: Element, rows: Sequence[_Row]) -> int:
    """Return how many rows are head: those marked, else the first where the table's look has one; none cut by spans."""
    heads = next((at for at, row in enumerate(rows) if not row.head), len(rows))
    look = element.find(f"{W}tblPr/{W}tblLook")
    if not heads and look is not None:
        try:
            by_bits = bool(int(value(look, "val") or "0", 16) & 0x20)
        except ValueError:
            by_bits = False
        first = value(look, "firstRow") or ("1" if by_bits else "")
        heads = 1 if first in ("1", "true", "on") else 0
    at = 0
    while at < min(heads, len(rows)):
        heads = max(heads, *(at + cell.tall for cell in rows[at].cells)) if rows[at].cells else heads
        at += 1
    return heads if heads < len(rows) or (rows and all(row.head for row in rows)) else 0


def _shares(grid: Sequence[int], columns: int) -> list[float | None]:
    whole = sum(grid[:columns])
    if len(grid) < columns or not whole or not all(grid[:columns]) or max(grid[:columns]) - min(grid[:columns]) < 20:
        return [None] * columns
    return [width / whole for width in grid[:columns]]


def _aligned(
    rows: Sequence[_Row], made: Sequence[nodes.Row], heads: int, widths: Sequence[float | None]
) -> tuple[tuple[nodes.ColSpec, ...], list[nodes.Row]]:
    """Return what columns share of the alignment of their cells, and the rows with what is left to each cell."""
    seen: list[set[Alignment]] = [set() for _ in widths]
    above: list[set[Alignment]] = [set() for _ in widths]
    for at, row in enumerate(rows):
        for cell in row.cells:
            if cell.wide == 1:
                (above if at < heads else seen)[cell.column].add(cell.alignment)
    for column, head in zip(seen, above, strict=True):
        if column != {Alignment.CENTER} or head - {Alignment.CENTER} != {Alignment.DEFAULT}:
            column |= head  # a head that says nothing is centred
    usual = [usual_alignment(one) for one in seen]
    out = []
    for row, built in zip(rows, made, strict=True):
        cells = (
            cell._replace(alignment=_told(cell, usual[one.column]))
            for one, cell in zip(row.cells, built.cells, strict=True)
        )
        out.append(built._replace(cells=tuple(cells)))
    return tuple(nodes.ColSpec(one, width) for one, width in zip(usual, widths, strict=True)), out


def _told(cell: nodes.Cell, usual: Alignment) -> Alignment:
    """Return the alignment a cell has to state in a column of alignment `usual`: Word's cells take none from it."""
    if cell.alignment is usual:
        return Alignment.DEFAULT
    unlike = cell.alignment is Alignment.DEFAULT and cell.col_span > 1 and usual is not Alignment.LEFT
    return Alignment.LEFT if unlike else cell.alignment
