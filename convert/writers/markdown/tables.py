"""Tables by flavour: pipe tables where the flavour has them and the table is plain, else grid tables or HTML."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Alignment, Block
from convert.walk import descend
from convert.writers.markdown.inline import inlines
from convert.writers.markdown.sheet import Sheet
from convert.writers.markdown.width import columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

    Blocks = Callable[[Iterable[Block], Sheet], str]

_PANDOC_COLUMNS: Final = 72
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
    if pipe and _is_plain(node) and not (sheet.flavor == "pandoc" and _has_line_ends(node)):
        if sheet.flavor != "pandoc":
            from convert.writers.markdown import losses

            losses.table(node, sheet)
        return _plain(node, sheet, blocks)
    if sheet.flavor == "pandoc" and wanted != "html":
        from convert.writers.markdown.grid import grid

        return grid(node, sheet, blocks)
    from convert.writers.markdown.html import html_table

    sheet.lose("MD101", "table written as HTML", node)
    return html_table(node, sheet)


def _has_line_ends(node: nodes.Table) -> bool:
    """Tell whether a cell has forced line ends, which pandoc reads in grid tables only."""
    rows = (*node.head.rows, *node.bodies[0].rows)
    content = [block for row in rows for cell in row.cells for block in cell.content]
    return any(isinstance(part, nodes.LineBreak) for part in descend(content))


def _is_plain(node: nodes.Table) -> bool:
    """Tell whether a pipe table holds the table: one head row, one body, cells of one line each."""
    if len(node.head.rows) != 1 or len(node.bodies) != 1 or node.foot.rows or node.bodies[0].head:
        return False
    if node.bodies[0].row_head_columns or len(node.columns) < 1:
        return False
    rows = (*node.head.rows, *node.bodies[0].rows)
    if any(len(row.cells) > len(node.columns) for row in rows):
        return False
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


def _plain(node: nodes.Table, sheet: Sheet, blocks: Blocks) -> str:
    """Return a pipe table, or pandoc's simple table where a pipe table this wide would get column widths."""
    width = len(node.columns)
    head = _cells(node.head.rows[0], width, sheet)
    rows = [_cells(row, width, sheet) for row in node.bodies[0].rows]
    text = _pipe(head, rows, node)
    if sheet.flavor == "pandoc" and max(map(columns, text.split("\n"))) > _PANDOC_COLUMNS:
        rows = [[cell.replace("\\|", "|") for cell in row] for row in rows]
        head = [cell.replace("\\|", "|") for cell in head]
        if width > 1 and all(head) and all(any(row) for row in rows):
            text = _simple(head, rows, node)
    if not node.caption.content:
        return text
    caption = blocks(node.caption.content, sheet)
    return f"{text}\n\n: {caption}" if sheet.flavor == "pandoc" else f"{caption}\n\n{text}"


def _cells(row: nodes.Row, width: int, sheet: Sheet) -> list[str]:
    cells = [_cell(cell, sheet) for cell in row.cells]
    return cells + [""] * (width - len(cells))


def _pipe(head: list[str], rows: list[list[str]], node: nodes.Table) -> str:
    rule = [_RULES[column.alignment] for column in node.columns]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def _simple(head: list[str], rows: list[list[str]], node: nodes.Table) -> str:
    """Return a simple table; where the dashes stand under the head's text says how a column is aligned."""
    lines = [""] * (len(rows) + 2)
    for at, column in enumerate(node.columns):
        before = column.alignment in (Alignment.RIGHT, Alignment.CENTER)
        after = column.alignment in (Alignment.LEFT, Alignment.CENTER)
        texts = [" " * before + head[at], "-" * (columns(head[at]) + before + after), *(row[at] for row in rows)]
        wide = max(map(columns, texts)) + 2
        lines = [line + text + " " * (wide - columns(text)) for line, text in zip(lines, texts, strict=True)]
    return "\n".join(line.rstrip() for line in lines)


def _cell(cell: nodes.Cell, sheet: Sheet) -> str:
    content = getattr(cell.content[0], "content", ()) if cell.content else ()
    return inlines(content, sheet, flat=True).replace("|", "\\|")
