"""Tables: column widths by content, cells as paragraphs, rows over pages with the head repeated."""

from __future__ import annotations

from convert import nodes
from convert.layout.context import Place
from convert.layout.frames import ARTIFACT, Item, Rule
from convert.layout.lines import Line
from convert.layout.material import Footnote
from convert.layout.strips import Block, Strip
from convert.layout.table_grid import Box, columns, grid
from convert.records import mutable, record, replace
from convert.walk import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

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
class _Cell:
    """A cell of a row: place and width in pt, its strips, whether borders stand below it."""

    x: float
    width: float
    strips: list[Strip]
    spans: bool
    last: bool


@mutable
class Row:
    """A row as a strip: cells side by side between borders."""

    cells: list[_Cell]
    height: float
    top: bool
    width: float
    bottom: bool = False

    @property
    def pitch(self) -> float:
        """Return the distance to the next row's top."""
        return self.height

    @property
    def notes(self) -> tuple[Footnote, ...]:
        """Return the notes called in the row."""
        return tuple(note for cell in self.cells for strip in cell.strips for note in strip.notes)

    def paint(self, left: float, top: float) -> Iterator[Item]:
        """Yield borders and text of the row."""
        if self.top:
            yield Rule(left, top, self.width, _LINE, element=ARTIFACT)
        for cell in self.cells:
            yield Rule(left + cell.x, top, _LINE, self.height, element=ARTIFACT)
            y = top + (_PAD if cell.spans else (self.height - _height(cell.strips)) / 2)
            for strip in cell.strips:
                yield from strip.paint(left + cell.x + _PAD, y)
                y += strip.pitch
            if cell.last:
                yield Rule(left + cell.x, top + self.height - _LINE / 2, cell.width, _LINE, element=ARTIFACT)
        yield Rule(left + self.width, top, _LINE, self.height, element=ARTIFACT)
        if self.bottom:
            yield Rule(left, top + self.height - _LINE / 2, self.width, _LINE, element=ARTIFACT)

    def at_edge(self, *, above: bool, below: bool) -> Row:
        """Return the row closed by a border at the page's edge, where cells that span rows are cut."""
        return Row(self.cells, self.height, self.top or above, self.width, below)

    def split(self, room: float) -> tuple[Row, Row] | None:
        """Return the row in two: what of each cell fits `room`, and the rest; short and spanning rows stay whole."""
        if self.height < _LONG or any(cell.spans for cell in self.cells):
            return None
        first, rest = [], []
        for cell in self.cells:
            count = _fitting(cell.strips, room - 2 * _PAD)
            if cell.strips and not count:
                return None
            first.append(replace(cell, strips=cell.strips[:count]))
            rest.append(replace(cell, strips=cell.strips[count:]))
        if not any(cell.strips for cell in rest):
            return None
        return Row(first, _row_height(first), self.top, self.width), Row(rest, _row_height(rest), False, self.width)


def _fitting(strips: Sequence[Strip], room: float) -> int:
    used = 0.0
    for count, strip in enumerate(strips):
        if used + strip.height > room:
            return count
        used += strip.pitch
    return len(strips)


def _row_height(cells: Sequence[_Cell]) -> float:
    return max((_height(cell.strips) for cell in cells), default=0.0) + 2 * _PAD


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.pitch for strip in strips[:-1]) + strips[-1].height if strips else 0.0


def build(builder: Builder, node: nodes.Table, place: Place) -> Iterator[Block]:
    """Yield caption and rows of a table; one too wide for the page, or of class `landscape`, goes on turned pages."""
    head, rows = grid(node)
    count = columns(node, [*head, *rows])
    turned = "landscape" in node.attr.classes or _crowded(builder, count, place)
    if turned:
        place = replace(place, measure=builder.set.text_height, left=0.0, right=0.0)
    inner = place.inside(node)
    element = builder.set.tree.add("Table", place.parent)
    if node.caption.content:
        caption = inner.inside(node.caption, builder.set.tree.add("Caption", element))
        for block in builder.build(node.caption.content, caption):
            yield replace(block, keep_next=True, turned=turned)
    widths = _column_widths(builder, node, [*head, *rows], count, place.measure - place.left - place.right)
    maker = _Maker(builder, node, widths, element, inner)
    heads = [maker.row(row, first=index == 0) for index, row in enumerate(head)]
    strips: list[Strip] = [*heads]
    strips += [maker.row(row, first=not heads and index == 0) for index, row in enumerate(rows)]
    if strips:
        row = builder.set.pitch(builder.set.style("table")) / 2
        left = place.left + (place.measure - place.left - place.right - sum(widths)) / 2
        repeat: list[Strip] = [*heads]
        yield Block(strips, left=left, before=row, after=row, repeat=repeat, turned=turned)


def _crowded(builder: Builder, count: int, place: Place) -> bool:
    """Tell whether the columns of a table at the top level would be narrower than a few characters each."""
    room = place.measure - place.left - place.right
    least = _LEAST_COLUMN * builder.set.style("table").size + 2 * _PAD
    return not place.ancestors and count * least > room


def _column_widths(
    builder: Builder, node: nodes.Table, rows: Sequence[Sequence[Box]], count: int, room: float
) -> list[float]:
    """Return widths by content: every column what its longest line needs, or a share of the room by that."""
    given = [column.width for column in node.columns]
    if given and all(width for width in given):
        total = sum(width or 0.0 for width in given)
        return [room * (width or 0.0) / max(total, 1.0) for width in given]
    style = builder.set.style("table")
    look = builder.set.look(style)
    widest = [style.size * 2] * count
    for row in rows:
        for box in row:
            if box.columns == 1 and box.first:
                material = builder.set.collector.text(plain_text(box.cell.content), look, ARTIFACT)
                items = builder.set.items(material, style)
                width = items.natural(0, len(items)) if len(items) else 0.0
                widest[box.column] = max(widest[box.column], width)
    need = [width + 2 * _PAD + style.size * 0.2 for width in widest]
    total = sum(need)
    if total <= room:
        spare = (room - total) / count
        return [width + spare for width in need]
    least = [min(width, room / count) for width in need]
    over = [width - low for width, low in zip(need, least, strict=True)]
    free = room - sum(least)
    return [low + free * more / (sum(over) or 1.0) for low, more in zip(least, over, strict=True)]


class _Maker:
    """Makes rows; knows how much height the cells that span rows still need."""

    def __init__(self, builder: Builder, node: nodes.Table, widths: list[float], element: int, place: Place) -> None:
        self._builder = builder
        self._node = node
        self._widths = widths
        self._element = element
        self._place = place
        self._owed: dict[int, float] = {}

    def row(self, boxes: Sequence[Box], *, first: bool) -> Row:
        """Return one row as a strip."""
        row = self._builder.set.tree.add("TR", self._element)
        cells: list[_Cell] = []
        height = self._builder.set.style("table").size + 2 * _PAD
        for box in boxes:
            x = sum(self._widths[: box.column])
            width = sum(self._widths[box.column : box.column + box.columns])
            strips = self._strips(box, width, self._cell_element(box, row)) if box.first else []
            spans = not (box.first and box.last)
            if box.first:
                self._owed[box.column] = _height(strips) + 2 * _PAD
            if box.last:
                height = max(height, self._owed[box.column])
            cells.append(_Cell(x, width, strips, spans, box.last))
        for box in boxes:
            self._owed[box.column] -= height
        return Row(cells, height, first, sum(self._widths))

    def _cell_element(self, box: Box, row: int) -> int:
        attributes = []
        if box.cell.col_span > 1:
            attributes.append(("ColSpan", str(box.cell.col_span)))
        if box.cell.row_span > 1:
            attributes.append(("RowSpan", str(box.cell.row_span)))
        if box.head:
            attributes.append(("Scope", box.scope))
        return self._builder.set.tree.add("TH" if box.head else "TD", row, attributes=tuple(attributes))

    def _strips(self, box: Box, width: float, element: int) -> list[Strip]:
        place = replace(
            self._place, measure=max(width - 2 * _PAD, 12.0), left=0.0, right=0.0, parent=element, indented=False
        )
        if box.head:
            place = place.inside(nodes.TableHead())
        place = place.inside(box.cell, element)
        strips: list[Strip] = []
        align = box.cell.alignment
        if align is nodes.Alignment.DEFAULT and box.column < len(self._node.columns):
            align = self._node.columns[box.column].alignment
        for block in self._builder.build(box.cell.content, place):
            for strip in block.strips:
                if isinstance(strip, Line) and align in _ALIGN:
                    slack = place.measure - strip.width
                    strip.x = {"left": 0.0, "center": slack / 2, "right": slack}[_ALIGN[align]]
                strips.append(strip)
        return strips
