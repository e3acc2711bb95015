"""Blocks as HTML inside Markdown: for tables, definition lists and figures that a flavour has no mark for.

CommonMark 4.6: such a block ends at the first blank line, so nothing here makes one.
"""

from __future__ import annotations

from convert import nodes
from convert.errors import unreachable
from convert.nodes import Block, Inline
from convert.walk import plain_text
from convert.writers.markdown.attributes import html_attributes, html_text
from convert.writers.markdown.cells import Place, placed
from convert.writers.markdown.emphasis import HTML_TAGS
from convert.writers.markdown.sheet import Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

_NUMERALS: Final = {
    nodes.ListNumberStyle.LOWER_ALPHA: "a",
    nodes.ListNumberStyle.UPPER_ALPHA: "A",
    nodes.ListNumberStyle.LOWER_ROMAN: "i",
    nodes.ListNumberStyle.UPPER_ROMAN: "I",
}
_ALIGN: Final = {
    nodes.Alignment.LEFT: "left",
    nodes.Alignment.RIGHT: "right",
    nodes.Alignment.CENTER: "center",
}


def html_blocks(content: Iterable[Block], sheet: Sheet) -> str:
    """Return blocks as HTML, a single paragraph without its tags."""
    blocks = tuple(content)
    if len(blocks) == 1 and isinstance(blocks[0], nodes.Plain | nodes.Para):
        if isinstance(blocks[0], nodes.Para):
            sheet.lose("MD108", "paragraph alone written as text", blocks[0])
        return html_inlines(blocks[0].content, sheet)
    return "".join(_block(block, sheet) for block in blocks)


def html_inlines(content: Iterable[Inline], sheet: Sheet) -> str:
    """Return inlines as HTML."""
    return "".join(_inline(node, sheet) for node in content)


def html_table(table: nodes.Table, sheet: Sheet) -> str:
    """Return a table as HTML, a row on each line."""
    lines = [f"<table{html_attributes(table.attr)}>"]
    if table.caption.content:
        lines.append(f"<caption>{html_blocks(table.caption.content, sheet)}</caption>")
    if table.caption.short is not None:
        sheet.lose("MD102", "short caption left out", table)
    if any(column.width is not None for column in table.columns):
        lines.append(f"<colgroup>{''.join(map(_column, table.columns))}</colgroup>")
    every = len(table.columns)
    lines += _section("thead", table.head.attr, _rows(table.head.rows, every, table, sheet))
    for body in table.bodies:
        rows = _rows((*body.head, *body.rows), body.row_head_columns, table, sheet, every, len(body.head))
        lines += _section("tbody", body.attr, rows)
    lines += _section("tfoot", table.foot.attr, _rows(table.foot.rows, 0, table, sheet))
    return "\n".join([*lines, "</table>"])


def _column(column: nodes.ColSpec) -> str:
    return "<col>" if column.width is None else f'<col style="width: {round(column.width * 100, 4):g}%">'


def _section(tag: str, attr: nodes.Attr, rows: list[str]) -> list[str]:
    return [f"<{tag}{html_attributes(attr)}>", *rows, f"</{tag}>"] if rows else []


def _rows(
    rows: tuple[nodes.Row, ...], heads: int, table: nodes.Table, sheet: Sheet, all_heads: int = 0, head_rows: int = 0
) -> list[str]:
    """Return rows whose cells in the first `heads` columns are heads, in the first `head_rows` rows all of them."""
    cells: list[list[str]] = [[] for _ in rows]
    for place in placed(rows):
        tag = "th" if place.column < (all_heads if place.row < head_rows else heads) else "td"
        cells[place.row].append(_cell(place, tag, table, sheet))
    return [f"<tr{html_attributes(row.attr)}>{''.join(made)}</tr>" for row, made in zip(rows, cells, strict=True)]


def _cell(place: Place, tag: str, table: nodes.Table, sheet: Sheet) -> str:
    cell = place.cell
    column = table.columns[place.column].alignment if place.column < len(table.columns) else nodes.Alignment.DEFAULT
    alignment = _ALIGN.get(cell.alignment) or _ALIGN.get(column)
    counts = (("rowspan", cell.row_span), ("colspan", cell.col_span))
    spans = "".join(f' {name}="{count}"' for name, count in counts if count > 1)
    style = f' style="text-align: {alignment}"' if alignment else ""
    return f"<{tag}{html_attributes(cell.attr)}{spans}{style}>{html_blocks(cell.content, sheet)}</{tag}>"


def html_definitions(node: nodes.DefinitionList, sheet: Sheet) -> str:
    """Return a definition list as HTML."""
    lines = ["<dl>"]
    for term, definitions in node.items:
        lines.append(f"<dt>{html_inlines(term, sheet)}</dt>")
        lines += [f"<dd>{html_blocks(definition, sheet)}</dd>" for definition in definitions]
    return "\n".join([*lines, "</dl>"])


def html_figure(node: nodes.Figure, sheet: Sheet) -> str:
    """Return a figure with its caption as HTML."""
    if node.caption.short is not None:
        sheet.lose("MD102", "short caption left out", node)
    caption = f"<figcaption>{html_blocks(node.caption.content, sheet)}</figcaption>" if node.caption.content else ""
    return f"<figure{html_attributes(node.attr)}>\n{html_blocks(node.content, sheet)}\n{caption}</figure>"


def _block(block: Block, sheet: Sheet) -> str:  # noqa: C901 - a branch for each node kind
    match block:
        case nodes.Plain(content):
            return html_inlines(content, sheet)
        case nodes.Para(content):
            return f"<p>{html_inlines(content, sheet)}</p>"
        case nodes.LineBlock(lines):
            sheet.lose("MD108", "verse written as a paragraph with forced line ends", block)
            return f"<p>{'<br>'.join(html_inlines(line, sheet) for line in lines)}</p>"
        case nodes.CodeBlock(attr, text):
            return f"<pre{html_attributes(attr)}><code>{html_text(text)}</code></pre>"
        case nodes.RawBlock(form, text):
            return _raw(block, form, text, sheet)
        case nodes.BlockQuote(content):
            return f"<blockquote>{html_blocks(content, sheet)}</blockquote>"
        case nodes.OrderedList(attributes, items):
            start = f' start="{attributes.start}"' if attributes.start != 1 else ""
            numerals = f' type="{_NUMERALS[attributes.style]}"' if attributes.style in _NUMERALS else ""
            if attributes.delim not in (nodes.ListNumberDelim.DEFAULT, nodes.ListNumberDelim.PERIOD):
                sheet.lose("MD103", "marks around list labels left to the page", block)
            return f"<ol{start}{numerals}>{_items(items, sheet)}</ol>"
        case nodes.BulletList(items):
            return f"<ul>{_items(items, sheet)}</ul>"
        case nodes.DefinitionList():
            return html_definitions(block, sheet)
        case nodes.Header(level, attr, content):
            tag = f"h{min(6, level + sheet.shift)}"
            return f"<{tag}{html_attributes(attr)}>{html_inlines(content, sheet)}</{tag}>"
        case nodes.HorizontalRule():
            return "<hr>"
        case nodes.Table():
            return html_table(block, sheet)
        case nodes.Figure():
            return html_figure(block, sheet)
        case nodes.Div(attr, content):
            inner = "".join(_block(part, sheet) for part in content)
            return f"<div{html_attributes(attr)}>{inner}</div>"
        case nodes.PageBreak():
            sheet.lose("MD105", "page break left out", block)
            return ""
        case _:
            raise unreachable(block)


def _items(items: tuple[tuple[Block, ...], ...], sheet: Sheet) -> str:
    return "".join(f"<li>{html_blocks(item, sheet)}</li>" for item in items)


def _inline(node: Inline, sheet: Sheet) -> str:  # noqa: C901 - a branch for each node kind
    match node:
        case nodes.Str(text):
            return html_text(text)
        case nodes.Space() | nodes.SoftBreak():
            return " "
        case nodes.LineBreak():
            return "<br>"
        case nodes.Emph(content) | nodes.Strong(content) | nodes.Strikeout(content):
            return _tagged(HTML_TAGS[type(node).__name__], content, sheet)
        case nodes.Underline(content) | nodes.Superscript(content) | nodes.Subscript(content):
            return _tagged(HTML_TAGS[type(node).__name__], content, sheet)
        case nodes.SmallCaps(content):
            return f'<span class="smallcaps">{html_inlines(content, sheet)}</span>'
        case nodes.Quoted(kind, content):
            sheet.lose("MD107", "quotation written with its marks", node)
            left, right = ("‘", "’") if kind is nodes.QuoteType.SINGLE else ("“", "”")
            return left + html_inlines(content, sheet) + right
        case nodes.Cite(_, content):
            sheet.lose("MD107", "citation written as text", node)
            return html_inlines(content, sheet)
        case nodes.Span(attr, content):
            return f"<span{html_attributes(attr)}>{html_inlines(content, sheet)}</span>"
        case nodes.Code(attr, text):
            return f"<code{html_attributes(attr)}>{html_text(text)}</code>"
        case nodes.Math(kind, text):
            sheet.lose("MD107", "formula written as text", node)
            mark = "$$" if kind is nodes.MathType.DISPLAY else "$"
            return mark + html_text(text) + mark
        case nodes.RawInline(form, text):
            return _raw(node, form, text, sheet)
        case nodes.Link(attr, content, (url, title)):
            address = html_attributes(nodes.Attr("", (), (("href", url), ("title", title))))
            return f"<a{address}{html_attributes(attr)}>{html_inlines(content, sheet)}</a>"
        case nodes.Image(attr, content, (url, title)):
            alt = html_attributes(nodes.Attr("", (), (("src", url), ("alt", plain_text(content)), ("title", title))))
            return f"<img{alt}{html_attributes(attr)}>"
        case nodes.Note():
            return f"<sup>[{sheet.number(node, linked=False)}]</sup>"
        case nodes.Ruby(content, reading):
            base = html_inlines(content, sheet)
            return f"<ruby>{base}<rp>(</rp><rt>{html_text(reading)}</rt><rp>)</rp></ruby>"
        case _:
            raise unreachable(node)


def _tagged(tag: str, content: tuple[Inline, ...], sheet: Sheet) -> str:
    return f"<{tag}>{html_inlines(content, sheet)}</{tag}>"


def _raw(node: nodes.Node, form: str, text: str, sheet: Sheet) -> str:
    if form in ("html", "html4", "html5"):
        return "\n".join(line for line in text.splitlines() if line.strip())
    sheet.lose("MD106", f"raw {form} left out", node)
    return ""
