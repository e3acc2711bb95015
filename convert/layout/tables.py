"""Tables: column widths by content, cells as paragraphs, rows over pages with the head repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from convert import nodes
from convert.layout.context import Place
from convert.layout.frames import ARTIFACT, Item, Rule
from convert.layout.lines import Line
from convert.layout.material import Footnote
from convert.layout.strips import Block, Strip
from convert.records import record
from convert.walk import plain_text

if TYPE_CHECKING:
    from convert.layout.blocks import Builder

_PAD: Final = 4.0  # pt between a cell's border and its text
_LINE: Final = 0.5  # pt, the borders
_LEAST_COLUMN: Final = 3.5  # em; tables of more columns than the page holds at this width are turned
_LONG: Final = 150.0  # pt; higher rows may go on on the next page
_ALIGN: Final = {
    nodes.Alignment.LEFT: "left",
    nodes.Alignment.RIGHT: "right",
    nodes.Alignment.CENTER: "center",
}


@record
class _Box:
    """A cell in the grid of the table: its columns, how many rows it spans, its strips."""

    cell: nodes.Cell
    column: int
    head: bool
    scope: str = "Column"


@dataclass(slots=True)
class Row:
    """A row as a strip: cells side by side between borders."""

    cells: list[tuple[float, float, list[Strip], int]]
    height: float
    top: bool
    width: float

    @property
    def pitch(self) -> float:
        """Return the distance to the next row's top."""
        return self.height

    @property
    def notes(self) -> tuple[Footnote, ...]:
        """Return the notes called in the row."""
        return tuple(note for *_, strips, _ in self.cells for strip in strips for note in strip.notes)

    def paint(self, left: float, top: float) -> Iterator[Item]:
        """Yield borders and text of the row."""
        if self.top:
            yield Rule(left, top, self.width, _LINE, element=ARTIFACT)
        for x, width, strips, span in self.cells:
            yield Rule(left + x, top, _LINE, self.height, element=ARTIFACT)
            used = _height(strips)
            y = top + (self.height - used) / 2 if span == 1 else top + _PAD
            for strip in strips:
                yield from strip.paint(left + x + _PAD, y)
                y += strip.pitch
            if span == 1:
                yield Rule(left + x, top + self.height - _LINE / 2, width, _LINE, element=ARTIFACT)
        yield Rule(left + self.width, top, _LINE, self.height, element=ARTIFACT)

    def split(self, room: float) -> tuple[Row, Row] | None:
        """Return the row in two: what of each cell fits `room`, and the rest; short and spanning rows stay whole."""
        if self.height < _LONG or any(span != 1 for *_, span in self.cells):
            return None
        first, rest = [], []
        for x, width, strips, span in self.cells:
            count = _fitting(strips, room - 2 * _PAD)
            if strips and not count:
                return None
            first.append((x, width, strips[:count], span))
            rest.append((x, width, strips[count:], span))
        if not any(strips for _, _, strips, _ in rest):
            return None
        return Row(first, _row_height(first), self.top, self.width), Row(rest, _row_height(rest), False, self.width)


def _fitting(strips: Sequence[Strip], room: float) -> int:
    used = 0.0
    for count, strip in enumerate(strips):
        if used + strip.height > room:
            return count
        used += strip.pitch
    return len(strips)


def _row_height(cells: Sequence[tuple[float, float, list[Strip], int]]) -> float:
    return max((_height(strips) for _, _, strips, _ in cells), default=0.0) + 2 * _PAD


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.pitch for strip in strips[:-1]) + strips[-1].height if strips else 0.0


def build(builder: Builder, node: nodes.Table, place: Place) -> Iterator[Block]:
    """Yield caption and rows of a table; one too wide for the page, or of class `landscape`, goes on turned pages."""
    head = [_boxes(row, head=True) for row in node.head.rows]
    rows = [
        _boxes(row, head=False, heads=body.row_head_columns) for body in node.bodies for row in (*body.head, *body.rows)
    ]
    rows += [_boxes(row, head=False) for row in node.foot.rows]
    columns = max(len(node.columns), *(sum(b.cell.col_span for b in row) for row in (*head, *rows)), 1)
    turned = "landscape" in node.attr.classes or _crowded(builder, columns, place)
    if turned:
        place = replace(place, measure=builder.set.text_height, left=0.0, right=0.0)
    inner = place.inside(node)
    element = builder.set.tree.add("Table", place.parent)
    if node.caption.content:
        caption = inner.inside(node.caption, builder.set.tree.add("Caption", element))
        for block in builder.build(node.caption.content, caption):
            yield replace(block, keep_next=True, turned=turned)
    widths = _column_widths(builder, node, [*head, *rows], columns, place.measure - place.left - place.right)
    maker = _Maker(builder, node, widths, element, inner)
    heads = [maker.row(row, first=index == 0) for index, row in enumerate(head)]
    strips: list[Strip] = [*heads]
    strips += [maker.row(row, first=not heads and index == 0) for index, row in enumerate(rows)]
    if strips:
        row = builder.set.pitch(builder.set.style("table")) / 2
        left = place.left + (place.measure - place.left - place.right - sum(widths)) / 2
        repeat: list[Strip] = [*heads]
        yield Block(strips, left=left, before=row, after=row, repeat=repeat, turned=turned)


def _crowded(builder: Builder, columns: int, place: Place) -> bool:
    """Tell whether the columns of a table at the top level would be narrower than a few characters each."""
    room = place.measure - place.left - place.right
    least = _LEAST_COLUMN * builder.set.style("table").size + 2 * _PAD
    return not place.ancestors and columns * least > room


def _boxes(row: nodes.Row, *, head: bool, heads: int = 0) -> list[_Box]:
    found = []
    column = 0
    for cell in row.cells:
        found.append(_Box(cell, column, head or column < heads, "Column" if head else "Row"))
        column += cell.col_span
    return found


def _column_widths(
    builder: Builder, node: nodes.Table, rows: Sequence[Sequence[_Box]], columns: int, room: float
) -> list[float]:
    """Return widths by content: every column what its longest line needs, or a share of the room by that."""
    given = [column.width for column in node.columns]
    if given and all(width for width in given):
        total = sum(width or 0.0 for width in given)
        return [room * (width or 0.0) / max(total, 1.0) for width in given]
    style = builder.set.style("table")
    look = builder.set.look(style)
    widest = [style.size * 2] * columns
    for row in rows:
        for box in row:
            if box.cell.col_span == 1 and box.column < columns:
                material = builder.set.collector.text(plain_text(box.cell.content), look, ARTIFACT)
                items = builder.set.items(material, style)
                width = items.natural(0, len(items)) if len(items) else 0.0
                widest[box.column] = max(widest[box.column], width)
    need = [width + 2 * _PAD + style.size * 0.2 for width in widest]
    total = sum(need)
    if total <= room:
        spare = (room - total) / columns
        return [width + spare for width in need]
    least = [min(width, room / columns) for width in need]
    over = [width - low for width, low in zip(need, least, strict=True)]
    free = room - sum(least)
    return [low + free * more / (sum(over) or 1.0) for low, more in zip(least, over, strict=True)]


class _Maker:
    """Makes rows; knows which columns a cell from above still fills."""

    def __init__(self, builder: Builder, node: nodes.Table, widths: list[float], element: int, place: Place) -> None:
        self._builder = builder
        self._node = node
        self._widths = widths
        self._element = element
        self._place = place
        self._below: dict[int, int] = {}

    def row(self, boxes: Sequence[_Box], *, first: bool) -> Row:
        """Return one row as a strip."""
        tree = self._builder.set.tree
        row = tree.add("TR", self._element)
        cells: list[tuple[float, float, list[Strip], int]] = []
        column = 0
        height = self._builder.set.style("table").size + 2 * _PAD
        for box in boxes:
            column = self._free(column)
            end = min(column + box.cell.col_span, len(self._widths))
            x, width = sum(self._widths[:column]), sum(self._widths[column:end])
            element = self._cell_element(box, row)
            strips = self._strips(box, column, width, element)
            span = max(box.cell.row_span, 1)
            if span == 1:
                height = max(height, _height(strips) + 2 * _PAD)
            else:
                for covered in range(column, end):
                    self._below[covered] = span
            cells.append((x, width, strips, span))
            column = end
        self._below = {key: left - 1 for key, left in self._below.items() if left > 1}
        return Row(cells, height, first, sum(self._widths))

    def _free(self, column: int) -> int:
        while self._below.get(column):
            column += 1
        return min(column, len(self._widths) - 1)

    def _cell_element(self, box: _Box, row: int) -> int:
        attributes = []
        if box.cell.col_span > 1:
            attributes.append(("ColSpan", str(box.cell.col_span)))
        if box.cell.row_span > 1:
            attributes.append(("RowSpan", str(box.cell.row_span)))
        if box.head:
            attributes.append(("Scope", box.scope))
        return self._builder.set.tree.add("TH" if box.head else "TD", row, attributes=tuple(attributes))

    def _strips(self, box: _Box, column: int, width: float, element: int) -> list[Strip]:
        place = replace(
            self._place, measure=max(width - 2 * _PAD, 12.0), left=0.0, right=0.0, parent=element, indented=False
        )
        if box.head:
            place = place.inside(nodes.TableHead())
        place = place.inside(box.cell, element)
        strips: list[Strip] = []
        align = box.cell.alignment
        if align is nodes.Alignment.DEFAULT and column < len(self._node.columns):
            align = self._node.columns[column].alignment
        for block in self._builder.build(box.cell.content, place):
            for strip in block.strips:
                if isinstance(strip, Line) and align in _ALIGN:
                    slack = place.measure - strip.width
                    strip.x = {"left": 0.0, "center": slack / 2, "right": slack}[_ALIGN[align]]
                strips.append(strip)
        return strips
