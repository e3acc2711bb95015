"""Grid tables of pandoc's Markdown: cells of several blocks, row and column spans, several heads, a foot."""

from __future__ import annotations

from itertools import accumulate

from convert import nodes
from convert.nodes import Alignment, Block
from convert.records import NamedTuple
from convert.writers.markdown.cells import Place, placed
from convert.writers.markdown.sheet import Sheet
from convert.writers.markdown.width import columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

    Blocks = Callable[[Iterable[Block], Sheet], str]

_LEFT: Final = frozenset({Alignment.LEFT, Alignment.CENTER})
_RIGHT: Final = frozenset({Alignment.RIGHT, Alignment.CENTER})


class _Placed(NamedTuple):
    """A cell on the grid: first row and column, spans, and the lines of its text."""

    row: int
    column: int
    rows: int
    columns: int
    lines: list[str]


def grid(node: nodes.Table, sheet: Sheet, blocks: Blocks) -> str:
    """Return a grid table; hanzi take two columns, as pandoc counts."""
    rows = [*node.head.rows]
    for body in node.bodies:
        rows += [*body.head, *body.rows]
    rows += node.foot.rows
    width = len(node.columns)
    cells = [_with_text(place, blocks(place.cell.content, sheet)) for place in placed(rows)]
    text = _drawn(cells, len(rows), width, node)
    if not node.caption.content:
        return text
    return f"{text}\n\n: {blocks(node.caption.content, sheet)}"


def _with_text(place: Place, text: str) -> _Placed:
    return _Placed(place.row, place.column, place.rows, place.columns, text.split("\n") if text else [""])


def _sizes(cells: list[_Placed], height: int, width: int) -> tuple[list[int], list[int]]:
    """Return the columns' widths and the rows' heights that hold every cell."""
    wide, high = [3] * width, [1] * height
    for cell in sorted(cells, key=lambda cell: (cell.columns, cell.rows)):
        need = max(map(columns, cell.lines)) + 2
        lack = need - (sum(wide[cell.column : cell.column + cell.columns]) + cell.columns - 1)
        if lack > 0:
            wide[cell.column + cell.columns - 1] += lack
        lack = len(cell.lines) - (sum(high[cell.row : cell.row + cell.rows]) + cell.rows - 1)
        if lack > 0:
            high[cell.row + cell.rows - 1] += lack
    return wide, high


def _drawn(cells: list[_Placed], height: int, width: int, node: nodes.Table) -> str:
    wide, high = _sizes(cells, height, width)
    left = [*accumulate((size + 1 for size in wide), initial=0)]
    top = [*accumulate((size + 1 for size in high), initial=0)]
    canvas = [[" "] * (left[-1] + 1) for _ in range(top[-1] + 1)]
    heads = len(node.head.rows)
    foot = height - len(node.foot.rows) if node.foot.rows else -1
    for cell in cells:
        _box(canvas, cell, left, top, heads, foot)
    for cell in cells:
        for line, text in enumerate(cell.lines):
            _write(canvas, top[cell.row] + 1 + line, left[cell.column] + 2, text)
    _aligned(canvas[top[heads]], left, node)
    return "\n".join("".join(row).rstrip() for row in canvas)


def _box(canvas: list[list[str]], cell: _Placed, left: list[int], top: list[int], heads: int, foot: int) -> None:
    x0, x1 = left[cell.column], left[cell.column + cell.columns]
    y0, y1 = top[cell.row], top[cell.row + cell.rows]
    for y, row in ((y0, cell.row), (y1, cell.row + cell.rows)):
        rule = "=" if row and (row in (heads, foot) or (foot >= 0 and row == len(top) - 1)) else "-"
        for x in range(x0 + 1, x1):
            if canvas[y][x] != "+":  # where a cell beyond the line has its corner
                canvas[y][x] = rule
        canvas[y][x0] = canvas[y][x1] = "+"
    for y in range(y0 + 1, y1):
        for x in (x0, x1):
            if canvas[y][x] == " ":
                canvas[y][x] = "|"


def _write(canvas: list[list[str]], y: int, x: int, text: str) -> None:
    for char in text:
        cells = columns(char)
        if cells == 0:
            canvas[y][x - 1] += char
            continue
        canvas[y][x] = char
        for covered in range(x + 1, x + cells):
            canvas[y][covered] = ""
        x += cells


def _aligned(rule: list[str], left: list[int], node: nodes.Table) -> None:
    for at, column in enumerate(node.columns):
        if column.alignment in _LEFT:
            rule[left[at] + 1] = ":"
        if column.alignment in _RIGHT:
            rule[left[at + 1] - 1] = ":"
