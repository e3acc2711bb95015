"""Tables by flavour: pipe tables where the flavour has them and the table is plain, else grid tables or HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from convert import nodes
from convert.nodes import Alignment, Block
from convert.writers.markdown.inline import inlines
from convert.writers.markdown.sheet import Sheet

Blocks = Callable[[Iterable[Block], Sheet], str]

_RULES: Final = {
    Alignment.LEFT: ":--",
    Alignment.RIGHT: "--:",
    Alignment.CENTER: ":-:",
    Alignment.DEFAULT: "---",
}


def table(node: nodes.Table, sheet: Sheet, blocks: Blocks) -> str:
    """Return a table in the form the flavour and its cells allow."""
    wanted = sheet.options.tables
    pipe = wanted == "pipe" or (wanted == "auto" and sheet.flavor != "commonmark")
    if pipe and _is_plain(node):
        return _pipe(node, sheet, blocks)
    if sheet.flavor == "pandoc" and wanted != "html":
        from convert.writers.markdown.grid import grid

        return grid(node, sheet, blocks)
    from convert.writers.markdown.html import html_table

    sheet.lose("MD101", "table written as HTML", node)
    return html_table(node, sheet)


def _is_plain(node: nodes.Table) -> bool:
    """Tell whether a pipe table holds the table: one head row, one body, cells of one line each."""
    if len(node.head.rows) != 1 or len(node.bodies) != 1 or node.foot.rows or node.bodies[0].head:
        return False
    if node.bodies[0].row_head_columns or len(node.columns) < 1:
        return False
    rows = (*node.head.rows, *node.bodies[0].rows)
    return all(_is_plain_cell(cell) for row in rows for cell in row.cells)


def _is_plain_cell(cell: nodes.Cell) -> bool:
    if cell.row_span != 1 or cell.col_span != 1 or cell.attr != nodes.NO_ATTR:
        return False
    match cell.content:
        case ():
            return True
        case (nodes.Plain() | nodes.Para(),):
            return True
        case _:
            return False


def _pipe(node: nodes.Table, sheet: Sheet, blocks: Blocks) -> str:
    lines = [_row(row, len(node.columns), sheet) for row in node.head.rows]
    lines.append("|" + "|".join(f" {_RULES[column.alignment]} " for column in node.columns) + "|")
    lines += [_row(row, len(node.columns), sheet) for row in node.bodies[0].rows]
    text = "\n".join(lines)
    if not node.caption.content:
        return text
    caption = blocks(node.caption.content, sheet)
    return f"{text}\n\n: {caption}" if sheet.flavor == "pandoc" else f"{caption}\n\n{text}"


def _row(row: nodes.Row, width: int, sheet: Sheet) -> str:
    cells = [_cell(cell, sheet) for cell in row.cells]
    cells += [""] * (width - len(cells))
    return "| " + " | ".join(cells) + " |"


def _cell(cell: nodes.Cell, sheet: Sheet) -> str:
    content = getattr(cell.content[0], "content", ()) if cell.content else ()
    return inlines(content, sheet, flat=True).replace("|", "\\|")
