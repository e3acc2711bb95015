"""What pandoc's Markdown cannot say, by name: "" for a tree that comes back from its reader as it is."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Block, Inline, ListNumberDelim, ListNumberStyle
from convert.writers.markdown.cells import placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

_FLAT: Final = (nodes.LineBreak, nodes.SoftBreak)
_MARKED: Final = (nodes.Emph, nodes.Strong, nodes.Strikeout, nodes.Superscript, nodes.Subscript)
_FENCED: Final = ((nodes.Code, nodes.RawInline), (nodes.Math,))
_SIMPLE_TAG: Final = patterns.compile(r"<!--(?:(?!--)[^\n])*-->|</?[A-Za-z][A-Za-z0-9]*/?>")
_FORMAT: Final = patterns.compile(r"[a-z][a-z0-9_]*")
_FORMULA: Final = patterns.compile(r"(?!\s)(?:[^$\\`{}\x00-\x1f]|\\[A-Za-z]|\{[^$\\`{}\x00-\x1f]*\})+(?<!\s)")
ADDRESS: Final = patterns.compile(r"[^\s<>|\"{}\[\]^`\\\x00-\x20]*")
_NAME: Final = patterns.compile(r"[^\W\d_][\w-]*")
_VALUE: Final = patterns.compile(r"(?! )(?:[^\\\"&\[\]\s\x00-\x1f\x7f-\x9f]| )*")
_REREAD: Final = patterns.compile(r"[\\`*_~^$<&{\"'@\x00-\x1f]|\]\(|\[\^|--|\.\.")
"""Marks that pandoc reads once more within raised and lowered text, escaped or not."""
TITLE: Final = patterns.compile(r"(?!\s)[^\\&\[\]\n\r\t\x00-\x1f]*(?<!\s)|")
_ROMAN_LETTERS: Final = frozenset("ivxlcdm")
_HEADING_LEVELS: Final = 6
_ALPHABET: Final = 26


def block_fault(block: Block, *, tight: bool = False) -> str:  # noqa: C901 - a branch for each node kind
    """Return what of `block` pandoc's Markdown lacks, blocks within divisions, quotations and items left out."""
    match block:
        case nodes.Para(content):
            return paragraph_fault(content) or ("a paragraph in a tight item" if tight else "")
        case nodes.Plain(content):
            return "" if not content and not tight else paragraph_fault(content)
        case nodes.Header(level, attr, content):
            if not 0 < level <= _HEADING_LEVELS:
                return f"a heading of level {level}"
            return attr_fault(attr) or line_fault(content)
        case nodes.LineBlock(lines):
            return lines_fault(lines)
        case nodes.CodeBlock(attr, text):
            return attr_fault(attr) or ("a tab or line end in code" if {"\t", "\r", "\x00"} & set(text) else "")
        case nodes.RawBlock(form, text):
            return raw_fault(form, text)
        case nodes.BlockQuote(content):
            return "" if content else "an empty quotation"
        case nodes.OrderedList(_, items):
            return items_fault(items)
        case nodes.BulletList(items):
            return items_fault(items)
        case nodes.DefinitionList(items):
            return definitions_fault(items)
        case nodes.Table():
            return table_fault(block)
        case nodes.Figure():
            return figure_fault(block)
        case nodes.Div(attr, _):
            return attr_fault(attr)
        case _:
            return ""


def deep_fault(content: Iterable[Block], *, tight: bool = False) -> str:
    """Return what of `content` lacks a form at any depth, for places where no division may stand."""
    before: Block | None = None
    for block in content:
        if type(before) is type(block) and not isinstance(block, nodes.Para):
            return "neighbours of one kind"
        if isinstance(block, nodes.Plain) and not tight:
            return "unparted text"
        if isinstance(block, nodes.OrderedList) and not is_numbered(block.attributes, len(block.items)):
            return "numbering"
        inner = block.content if isinstance(block, nodes.Div | nodes.BlockQuote) else ()
        items = block.items if isinstance(block, nodes.BulletList | nodes.OrderedList) else ()
        if isinstance(block, nodes.Table | nodes.DefinitionList | nodes.Figure):
            return f"a {type(block).__name__.lower()} within"
        found = block_fault(block, tight=tight) or deep_fault(inner)
        found = found or next(filter(None, (deep_fault(item, tight=is_tight(items)) for item in items)), "")
        if found:
            return found
        before = block
    return ""


def raw_fault(form: str, text: str) -> str:
    """Return why a raw block cannot stand in a fence of its own."""
    if not _FORMAT.fullmatch(form) or form == "markdown":
        return "raw markup of an unnamed format"
    return "blanks of raw markup" if {"\t", "\r", "\x00"} & set(text) else ""


# --- lists -----------------------------------------------------------------------------------------------


def is_numbered(attributes: nodes.ListAttributes, count: int) -> bool:
    """Tell whether labels say `attributes` of a list of `count` items to pandoc."""
    start, style, delim = attributes
    last = start + count - 1
    match style:
        case ListNumberStyle.DEFAULT:
            return start == 1 and delim is ListNumberDelim.DEFAULT
        case ListNumberStyle.EXAMPLE:
            return False
        case _ if delim is ListNumberDelim.DEFAULT:
            return False
        case ListNumberStyle.DECIMAL:
            return start >= 0 and last < 1_000_000_000
        case ListNumberStyle.LOWER_ALPHA | ListNumberStyle.UPPER_ALPHA:
            return start >= 1 and last <= _ALPHABET and chr(ord("a") + start - 1) not in _ROMAN_LETTERS
        case _:
            return start >= 1 and last < 50


def is_tight(items: Iterable[tuple[Block, ...]]) -> bool:
    """Tell whether the items of a list stand without blank lines."""
    return all(not isinstance(block, nodes.Para) for item in items for block in item)


def items_fault(items: tuple[tuple[Block, ...], ...]) -> str:
    """Return why the items of a list would not come back as tight or as loose as they are."""
    if not items or not all(items):
        return "an empty list or item"
    lists = (nodes.BulletList, nodes.OrderedList)
    if is_tight(items):
        for item in items:
            if not isinstance(item[0], nodes.Plain) or len(item) > 2 or not isinstance(item[-1], (*lists, nodes.Plain)):
                return "an item without text of its own"
            if len(item) == 2 and not isinstance(item[1], lists):
                return "text in pieces in a tight item"
        return ""
    if any(not isinstance(item[0], nodes.Para) or isinstance(item[-1], nodes.Plain) for item in items):
        return "an item both tight and loose"
    return "an item both tight and loose" if any(isinstance(b, nodes.Plain) for item in items for b in item) else ""


def definitions_fault(items: tuple[tuple[tuple[Inline, ...], tuple[tuple[Block, ...], ...]], ...]) -> str:
    """Return why a list of definitions would not come back: it holds one plain text for each definition."""
    if not items:
        return "an empty list"
    for term, definitions in items:
        found = line_fault(term)
        if found:
            return found
        if not definitions:
            return "a term without definition"
        for blocks in definitions:
            if len(blocks) != 1 or not isinstance(blocks[0], nodes.Plain):
                return "a definition of several blocks"
            if found := paragraph_fault(blocks[0].content):
                return found
    return ""


def lines_fault(lines: tuple[tuple[Inline, ...], ...]) -> str:
    """Return why verse would not come back."""
    if not lines or not lines[0] or not lines[-1]:
        return "verse that begins or ends with an empty line"
    return next(filter(None, map(line_fault, filter(None, lines))), "")


# --- tables and figures ----------------------------------------------------------------------------------


def table_fault(table: nodes.Table) -> str:
    """Return why a table would not come back, its columns' widths aside."""
    rows = (*table.head.rows, *(row for body in table.bodies for row in body.rows), *table.foot.rows)
    if len(table.bodies) != 1 or table.bodies[0].head or table.bodies[0].row_head_columns:
        return "several bodies or heads within a table"
    attrs = (table.attr, table.head.attr, table.foot.attr, table.bodies[0].attr, *(row.attr for row in rows))
    cells = [cell for row in rows for cell in row.cells]
    if any(attr != nodes.NO_ATTR for attr in (*attrs, *(cell.attr for cell in cells))):
        return "attributes of a table"
    if any(cell.alignment is not nodes.Alignment.DEFAULT for cell in cells):
        return "alignment of a cell"
    if table.caption.short is not None:
        return "a short caption"
    if table.caption.content:
        match table.caption.content:
            case (nodes.Plain(content),) if not line_fault(content):
                pass
            case _:
                return "a caption of several blocks"
    if not fits(rows, len(table.columns)):
        return "cells that leave holes or overlap"
    sections = (table.head.rows, table.bodies[0].rows, table.foot.rows)
    if not table.bodies[0].rows or any(section and not fits(section, len(table.columns)) for section in sections):
        return "cells that reach from one part of a table into another"
    if table.head.rows and not any(cell.content for row in table.head.rows for cell in row.cells):
        return "an empty head"
    if table.foot.rows and not table.head.rows:
        return "a foot without a head"
    if not all(row.cells for row in rows) or _edges(rows) != set(range(len(table.columns))):
        return "a row or column without a cell of its own"
    line = len(table.head.rows)
    touching = {place.column for place in placed(rows) if line in (place.row, place.row + place.rows)}
    aligned = any(column.alignment is not nodes.Alignment.DEFAULT for column in table.columns)
    if aligned and len(touching) != len(table.columns):
        return "alignment of columns under joined cells"
    return next(filter(None, map(_cell_fault, cells)), "")


def fits(rows: tuple[nodes.Row, ...], width: int) -> bool:
    """Tell whether the cells with their spans fill a grid of `width` columns without holes or overlaps."""
    places = [covered for place in placed(rows) for covered in place.covered]
    inside = all(y < len(rows) and x < width for y, x in places)
    return inside and len(places) == len(set(places)) == len(rows) * width > 0


def _edges(rows: tuple[nodes.Row, ...]) -> set[int]:
    """Return the columns in which cells begin."""
    return {place.column for place in placed(rows)}


def _cell_fault(cell: nodes.Cell) -> str:
    match cell.content:
        case ():
            return ""
        case (nodes.Plain(content),):
            joined = any(isinstance(node, nodes.SoftBreak) for node in content)
            return "a line end in a heading, cell or term" if joined else paragraph_fault(content)
        case (nodes.Para(),):
            return "a paragraph alone in a cell"
        case _:
            return deep_fault(cell.content)


def figure_fault(figure: nodes.Figure) -> str:
    """Return why a figure is no picture with a caption alone in its paragraph."""
    match figure.content, figure.caption:
        case (nodes.Plain((nodes.Image(attr, alt, _) as image,)),), nodes.Caption(None, (nodes.Plain(caption),)):
            fits = figure.attr == nodes.NO_ATTR and not attr.id and alt == caption and bool(caption)
            return paragraph_fault((image,)) if fits else "a figure of more than a picture and its caption"
        case _:
            return "a figure of more than a picture and its caption"


# --- the line --------------------------------------------------------------------------------------------


def attr_fault(attr: nodes.Attr) -> str:
    """Return why attributes cannot be written in braces."""
    names = (*attr.classes, *(key for key, _ in attr.attributes), *([attr.id] if attr.id else []))
    if not all(map(_NAME.fullmatch, names)):
        return "a name in attributes"
    return "" if all(_VALUE.fullmatch(value) for _, value in attr.attributes) else "a value in attributes"


def line_fault(content: tuple[Inline, ...]) -> str:
    """Return what of the inlines of one line has no form."""
    if any(isinstance(node, _FLAT) for node in content):
        return "a line end in a heading, cell or term"
    return paragraph_fault(content)


def paragraph_fault(content: tuple[Inline, ...], *, around: frozenset[type] = frozenset()) -> str:
    """Return what of the inlines of a paragraph has no form."""
    if not content:
        return "an empty paragraph" if not around else f"an empty {_kinds(around)}"
    for at, node in enumerate(content):
        before = content[at - 1] if at else None
        after = content[at + 1] if at + 1 < len(content) else None
        found = _neighbour_fault(before, node, after) or _inline_fault(node, after, around)
        if found:
            return found
    return ""


def _kinds(around: frozenset[type]) -> str:
    return " in ".join(sorted(kind.__name__.lower() for kind in around))


def _neighbour_fault(before: Inline | None, node: Inline, after: Inline | None) -> str:
    if any(isinstance(node, kinds) and isinstance(after, kinds) for kinds in _FENCED):
        return "code, formulas or raw markup side by side"
    if isinstance(node, _FLAT):
        twice = isinstance(after, nodes.SoftBreak) or (isinstance(node, nodes.SoftBreak) and isinstance(after, _FLAT))
        return "a line end at an edge" if before is None or after is None or twice else ""
    if isinstance(node, _MARKED) and type(node) is type(after):
        return "emphasis beside emphasis of its kind"
    return ""


def _is_blank_at(node: Inline | None, end: int) -> bool:
    return isinstance(node, nodes.Space) or (isinstance(node, nodes.Str) and node.text[end:][:1].isspace())


def _inline_fault(node: Inline, after: Inline | None, around: frozenset[type]) -> str:  # noqa: C901 - kinds
    kind = type(node)
    match node:
        case nodes.Str(text):
            return "an empty text" if not text else "U+0000" if "\x00" in text else ""
        case nodes.Space() | nodes.SoftBreak() | nodes.LineBreak():
            return ""
        case nodes.Code(attr, text):
            sound = text and text == text.strip() and "\n" not in text and "\t" not in text
            return attr_fault(attr) if sound else "blanks in code"
        case nodes.Math(form, text):
            digit = form is nodes.MathType.INLINE and isinstance(after, nodes.Str) and after.text[:1].isdigit()
            return (
                "" if _FORMULA.fullmatch(text) and not digit else "a formula pandoc's Markdown would not take for one"
            )
        case nodes.RawInline(form, text):
            if form == "html" and _SIMPLE_TAG.fullmatch(text):
                return ""
            sound = text and text == text.strip() and "\n" not in text and "\t" not in text
            return "" if _FORMAT.fullmatch(form) and form != "markdown" and sound else "raw markup with blanks"
        case nodes.Cite():
            return "a citation"
        case nodes.Note(content):
            return "a note within a note" if nodes.Note in around else _note_fault(content)
        case nodes.Superscript(content) | nodes.Subscript(content):
            match content:
                case (nodes.Str(text),) if text == text.strip() and text and not _REREAD.search(text):
                    return ""
                case _:
                    return f"markup in {kind.__name__.lower()}"
        case nodes.Link(attr, content, target) | nodes.Image(attr, content, target):
            return _target_fault(kind, attr, content, target, around)
        case nodes.Ruby(content, reading):
            sound = bool(_VALUE.fullmatch(reading))
            return _within(kind, content, around) if sound else "a reading with marks"
        case nodes.Span(attr, content):
            reserved = attr.classes[:1] in (("underline",), ("smallcaps",), ("mark",), ("ul",))
            if reserved:
                return "a span of a reserved class"
            if not content:
                return attr_fault(attr)
            return attr_fault(attr) or _within(kind, content, around)
        case nodes.Quoted(_, content):
            return "quotation marks within quotation marks" if kind in around else _within(kind, content, around)
        case _:
            return (
                f"{kind.__name__.lower()} within itself" if kind in around else _within(kind, content_of(node), around)
            )


def content_of(node: Inline) -> tuple[Inline, ...]:
    """Return the inlines in an emphasis."""
    found: tuple[Inline, ...] = getattr(node, "content", ())
    return found


def _within(kind: type, content: tuple[Inline, ...], around: frozenset[type]) -> str:
    if kind is nodes.Quoted and content and (_is_blank_at(content[0], 0) or _is_blank_at(content[-1], -1)):
        return "a blank within quotation marks"
    return paragraph_fault(content, around=around | {kind})


def _note_fault(content: tuple[Block, ...]) -> str:
    if not content or not isinstance(content[0], nodes.Para):
        return "a note that does not begin with a paragraph"
    from convert.walk import descend

    if any(isinstance(node, nodes.Note) for node in descend(content)):
        return "a note within a note"
    return deep_fault(content)


def _target_fault(
    kind: type, attr: nodes.Attr, content: tuple[Inline, ...], target: nodes.Target, around: frozenset[type]
) -> str:
    if nodes.Link in around or nodes.Image in around or any(isinstance(node, nodes.Note) for node in content):
        return "a link, picture or note within a link or picture"
    if not ADDRESS.fullmatch(target.url) or not TITLE.fullmatch(target.title):
        return "an address or title with marks"
    if not content and kind is nodes.Image:
        return attr_fault(attr)
    return attr_fault(attr) or _within(kind, content, around)
