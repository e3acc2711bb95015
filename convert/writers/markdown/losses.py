"""What CommonMark and GitHub's dialect say otherwise than the tree or not at all, named for the report."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Block, ListNumberDelim, ListNumberStyle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from convert.writers.markdown.sheet import Sheet

_TAG: Final = patterns.compile(r"<!--(?:(?!--).)*-->|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>", patterns.DOTALL)
_HTML_BLOCK: Final = patterns.compile(
    r"</?(?:address|article|aside|blockquote|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|p|param|section"
    r"|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?:[\s>]|/>)|<!--|<(?:pre|script|style|textarea)[\s>]"
    r"|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>[ \t]*(?:\n|\Z)",
    patterns.IGNORECASE,
)
"""What begins a block of HTML by itself (CommonMark 4.6)."""
_FORMULA: Final = patterns.compile(r"(?!\s)(?:[^$\\\n`]|\\[^\n$`])+(?<!\s)")
_NUMERALS: Final = frozenset({ListNumberStyle.DECIMAL})
_DELIMITERS: Final = frozenset({ListNumberDelim.PERIOD, ListNumberDelim.ONE_PAREN})


def raw_inline(node: nodes.RawInline, sheet: Sheet) -> None:
    """Name raw markup that is more than one tag: readers take it for text and markup of their own."""
    if not _TAG.fullmatch(node.text) or node.format == "markdown":
        sheet.lose("MD106", f"raw {node.format} written as it is", node)


def raw_block(node: nodes.RawBlock, sheet: Sheet) -> None:
    """Name raw markup that is no block of HTML by itself."""
    text = node.text.strip("\n")
    if node.format == "markdown" or not _HTML_BLOCK.match(text) or "\n\n" in text:
        sheet.lose("MD106", f"raw {node.format} written as it is", node)


def opening(content: tuple[nodes.Inline, ...], text: str, sheet: Sheet) -> None:
    """Name raw markup that begins a paragraph and makes a block of HTML of it."""
    if isinstance(content[0], nodes.RawInline) and _HTML_BLOCK.match(text):
        sheet.lose("MD106", f"raw {content[0].format} read as a block", content[0])


def code(node: nodes.Code, sheet: Sheet) -> None:
    """Name attributes of code in the line, line ends in it, and code of nothing but blanks."""
    if node.attr != nodes.NO_ATTR:
        sheet.lose("MD102", "attributes of code left out", node)
    if not node.text.strip(" \n"):
        sheet.lose("MD101", "code of blanks written as HTML", node)
    elif "\n" in node.text:
        sheet.lose("MD108", "line end in code written as a blank", node)


def formula(node: nodes.Math, sheet: Sheet) -> None:
    """Name a formula that GitHub's dialect would not take for one."""
    display = node.kind is nodes.MathType.DISPLAY
    if ("$" in node.text or "\n\n" in node.text) if display else not _FORMULA.fullmatch(node.text):
        sheet.lose("MD107", "formula with marks or blanks at its ends, read as text", node)


def list_form(node: nodes.BulletList | nodes.OrderedList, sheet: Sheet, *, tight: bool) -> None:
    """Name what of a list's items comes back otherwise: all of them are tight or none."""
    for item in node.items:
        for at, block in enumerate(item):
            if isinstance(block, nodes.Plain) and (not tight or at):
                sheet.lose("MD108", "text of a loose item written as a paragraph", block)
    if not tight and len(node.items) == 1 and len(node.items[0]) == 1:
        sheet.lose("MD108", "list of one loose item written as a tight one", node)
    if isinstance(node, nodes.OrderedList):
        start, style, delim = node.attributes
        last = start + len(node.items) - 1
        if style not in _NUMERALS or delim not in _DELIMITERS or start < 0 or last > 999_999_999:
            sheet.lose("MD103", "list labels written as decimals", node)


def table(node: nodes.Table, sheet: Sheet) -> None:
    """Name what a pipe table leaves out."""
    parts = (node.attr, node.head.attr, node.foot.attr, *(body.attr for body in node.bodies))
    rows = (*node.head.rows, *(row for body in node.bodies for row in body.rows))
    cells = [cell for row in rows for cell in row.cells]
    if any(attr != nodes.NO_ATTR for attr in (*parts, *(row.attr for row in rows))):
        sheet.lose("MD102", "attributes of a table left out", node)
    if any(cell.alignment is not nodes.Alignment.DEFAULT for cell in cells):
        sheet.lose("MD102", "alignment of a cell left out", node)
    if any(column.width is not None for column in node.columns):
        sheet.lose("MD102", "widths of columns left out", node)
    if any(isinstance(block, nodes.Para) for cell in cells for block in cell.content):
        sheet.lose("MD108", "paragraph alone written as text", node)
    if any(cell.content and not getattr(cell.content[0], "content", ()) for cell in cells):
        sheet.lose("MD105", "an empty text in a cell left out", node)
    if any(len(row.cells) != len(node.columns) for row in rows):
        sheet.lose("MD108", "rows short of cells filled up", node)
    if node.caption != nodes.Caption():
        sheet.lose("MD108", "caption of a table written as text above it", node)


def vanished(block: Block, sheet: Sheet) -> None:
    """Name a block that left no trace."""
    if not isinstance(block, nodes.RawBlock | nodes.PageBreak):
        sheet.lose("MD105", f"an empty {type(block).__name__} left out", block)
