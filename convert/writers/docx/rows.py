"""Tables as Word has them: widths in the text block, the head repeated on each page."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Block
from convert.records import replace
from convert.transforms.styles import style_name
from convert.writers.docx import tables
from convert.writers.docx.inlines import Runs
from convert.writers.docx.units import twips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from convert.profile import ResolvedStyle
    from convert.writers.docx.blocks import Body
    from convert.writers.docx.story import Scope

_CELL_PADDING: Final = 10.8
_TABLE_JC: Final = {nodes.Alignment.LEFT: "left", nodes.Alignment.RIGHT: "right", nodes.Alignment.CENTER: "center"}
_EMPTY_CELL: Final = nodes.Cell(nodes.NO_ATTR, nodes.Alignment.DEFAULT, 1, 1, ())


def table(body: Body, block: nodes.Table, scope: Scope) -> None:
    """Append a table as wide as the text block, its head repeated on each page."""
    body.caption(block.caption, "TableCaption", replace(scope, position=None))
    inside = replace(scope.below(block), position=None)
    count = tables.column_count(block)
    grid = tables.widths(block, count, twips(scope.width))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    look = f'<w:tblLook w:val="04A0" w:firstRow="{int(bool(block.head.rows))}" w:lastRow="0" w:firstColumn="0"'
    body.out.append(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(grid)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{look} w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )
    rows = tables.place(tables.all_rows(block), count)
    for index, row in enumerate(rows):
        head = index < len(block.head.rows)
        flags = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
        body.out.append(f"<w:tr>{flags}")
        for placed in row or [tables.Placed(0, count, _EMPTY_CELL, 1)]:
            _cell(body, placed, block, grid, inside.below(block.head) if head else inside)
        body.out.append("</w:tr>")
    body.out.append("</w:tbl>")


def _cell(body: Body, placed: tables.Placed, table: nodes.Table, grid: list[int], scope: Scope) -> None:
    """Append a cell; one that goes on from the row above is empty."""
    width = sum(grid[placed.column : placed.column + placed.span])
    span = f'<w:gridSpan w:val="{placed.span}"/>' if placed.span > 1 else ""
    merge = '<w:vMerge w:val="restart"/>' if placed.down > 1 else ""
    merge = "<w:vMerge/>" if placed.continued else merge
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    body.out.append(f"<w:tc>{properties}")
    start = len(body.out)
    inside = replace(scope, width=max(width / 20 - _CELL_PADDING, 10.0))
    if not placed.continued:
        align = placed.cell.alignment
        if align is nodes.Alignment.DEFAULT and placed.column < len(table.columns):
            align = table.columns[placed.column].alignment
        _cell_blocks(body, placed.cell.content, inside, _TABLE_JC.get(align, ""))
    if len(body.out) == start or not body.out[-1].endswith("</w:p>"):
        style = style_name(nodes.Plain(()), scope.ancestors)
        body.emit("", body.story.paragraph_style(style), inside, {})
    body.out.append("</w:tc>")


def _cell_blocks(body: Body, content: tuple[Block, ...], scope: Scope, align: str) -> None:
    """Append the blocks of a cell, paragraphs with the column's alignment."""
    for block in content:
        if align and isinstance(block, nodes.Para | nodes.Plain):
            style = body.story.style(style_name(block, scope.ancestors))
            inside = "".join(Runs(body.story, scope, block.content).out)
            body.emit(inside, _aligned(body, style, align), scope, {})
        else:
            body.one(block, scope)


def _aligned(body: Body, style: ResolvedStyle, align: str) -> str:
    """Return the id of a style of cells with the column's alignment."""
    if style.align == align:
        return body.story.paragraph_style(style.role)
    return body.story.variant(style.role, {"jc": f'<w:jc w:val="{align}"/>'}, f"{style.name} {align}")
