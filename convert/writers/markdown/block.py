"""Blocks in Markdown: paragraphs, headings, lists, quotations, code; roles vanish or become fenced divs."""

from __future__ import annotations

from convert import nodes, patterns
from convert.errors import unreachable
from convert.nodes import Block
from convert.walk import role_of
from convert.writers.markdown.attributes import braces
from convert.writers.markdown.escape import escape_edges, escape_lines
from convert.writers.markdown.inline import HARD_BREAK, inlines, paragraph
from convert.writers.markdown.sheet import Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

_RAW: Final = frozenset({"html", "html4", "html5"})
_FENCES: Final = patterns.compile(r"^ {0,3}(`{3,}|~{3,})", patterns.MULTILINE)
_LIST_BREAK: Final = "<!-- -->"
_ITEM_STAYS_LOOSE: Final = nodes.Attr("", ("wenzhuan-open",))


def write_blocks(content: Iterable[Block], sheet: Sheet) -> str:
    """Return blocks with a blank line between them."""
    return "\n\n".join(_pieces(content, sheet))


def _pieces(content: Iterable[Block], sheet: Sheet, *, tight: bool = False) -> Iterator[str]:
    """Yield each block that leaves a trace, lists that would run together parted by a comment."""
    before: Block | None = None
    mark = "-"
    for block in _opened(content, sheet):
        if isinstance(block, nodes.BulletList):
            mark = ("*" if mark == "-" else "-") if isinstance(before, nodes.BulletList) else "-"
        if _runs_together(before, block, sheet):
            yield _LIST_BREAK
        if sheet.exact:
            from convert.writers.markdown.exact import exactly

            text = exactly(block, before, sheet, lambda block: _block(block, sheet), tight=tight)
        else:
            text = _bullet_list(block, sheet, mark) if isinstance(block, nodes.BulletList) else _block(block, sheet)
        if text:
            yield text
            before = block
        elif sheet.flavor != "pandoc":
            from convert.writers.markdown import losses

            losses.vanished(block, sheet)
        if not tight and isinstance(block, nodes.Plain) and sheet.flavor != "pandoc":
            sheet.lose("MD108", "text that is no paragraph written as one", block)


def _cell(content: Iterable[Block], sheet: Sheet) -> str:
    """Return the blocks of a cell or caption, where a text alone is no paragraph."""
    blocks = tuple(content)
    alone = len(blocks) == 1 and isinstance(blocks[0], nodes.Plain)
    return "\n\n".join(_pieces(blocks, sheet, tight=alone))


def _runs_together(before: Block | None, block: Block, sheet: Sheet) -> bool:
    if sheet.exact:
        return False
    match before, block:
        case nodes.BulletList(), nodes.BulletList():
            return sheet.flavor == "pandoc"
        case nodes.OrderedList(), nodes.OrderedList():
            return True
        case nodes.DefinitionList(), nodes.DefinitionList():
            return sheet.flavor == "pandoc"
        case nodes.BlockQuote(), nodes.BlockQuote():
            return False
        case _:
            return False


def _opened(content: Iterable[Block], sheet: Sheet) -> Iterator[Block]:
    """Yield blocks, those of a div in its place where the flavour has no divs."""
    for block in content:
        if isinstance(block, nodes.Div) and sheet.flavor != "pandoc":
            yield from _of_div(block, sheet)
        else:
            yield block


def _of_div(block: nodes.Div, sheet: Sheet) -> Iterator[Block]:
    role = role_of(block)
    if role is not None:
        sheet.lose("MD102", f"the role {role.value} of a part left out", block)
    if role in (nodes.Role.TITLE, nodes.Role.ATTACHMENT_TITLE):
        level = 1 - sheet.shift if role is nodes.Role.TITLE else 1
        for part in block.content:
            if isinstance(part, nodes.Para | nodes.Plain):
                yield nodes.Header(level, nodes.NO_ATTR, part.content, span=part.span)
            else:
                yield part
        return
    if role is None:
        sheet.lose("MD102", "attributes of a div left out" if block.attr != nodes.NO_ATTR else "a div left out", block)
    yield from _opened(block.content, sheet)


def _block(block: Block, sheet: Sheet) -> str:  # noqa: C901 - a branch for each node kind
    opens_item, sheet.opens_item = sheet.opens_item, False
    match block:
        case nodes.Para(content) | nodes.Plain(content):
            return paragraph(content, sheet, opens_item=opens_item)
        case nodes.Header(level, attr, content):
            return _header(block, level, attr, content, sheet)
        case nodes.LineBlock(lines):
            return _lines(block, lines, sheet)
        case nodes.CodeBlock(attr, text):
            return _code(block, attr, text, sheet)
        case nodes.RawBlock(form, text):
            return _raw(block, form, text, sheet)
        case nodes.BlockQuote(content):
            return _quoted(write_blocks(content, sheet))
        case nodes.OrderedList():
            return _ordered_list(block, sheet)
        case nodes.BulletList():
            return _bullet_list(block, sheet, "-")
        case nodes.DefinitionList():
            return _definitions(block, sheet)
        case nodes.HorizontalRule():
            return "***"
        case nodes.Table():
            from convert.writers.markdown.tables import table

            return table(block, sheet, _cell)
        case nodes.Figure():
            return _figure(block, sheet)
        case nodes.Div(attr, content):
            return _div(attr, content, sheet)
        case nodes.PageBreak():
            return _page_break(block, sheet)
        case _:
            raise unreachable(block)


def _header(node: nodes.Header, level: int, attr: nodes.Attr, content: tuple[nodes.Inline, ...], sheet: Sheet) -> str:
    wanted = level + sheet.shift
    if not 0 < wanted <= 6:
        place = "above level 1 written at level 1" if wanted < 1 else "below level 6 written at level 6"
        sheet.lose("MD108", f"heading {place}", node)
    text = escape_edges(inlines(content, sheet, flat=True))
    if text.endswith("#") and (sheet.flavor == "pandoc" or patterns.search(r"(?:^|[ \t])#+$", text)):
        text = text[:-1] + "\\#"
    if sheet.flavor == "pandoc":
        if attr != nodes.NO_ATTR:
            text = f"{text} {braces(attr)}".lstrip()
        elif text.endswith("}") and isinstance(content[-1], nodes.Str):
            text = text[:-1] + "\\}"
    else:
        if attr != nodes.NO_ATTR:
            sheet.lose("MD102", "attributes of a heading left out", node)
        if sheet.shift:
            sheet.lose("MD108", "heading written a level lower, below the title", node)
    return f"{'#' * max(1, min(6, wanted))} {text}".rstrip(" ")


def _lines(node: nodes.LineBlock, lines: tuple[tuple[nodes.Inline, ...], ...], sheet: Sheet) -> str:
    made = [inlines(line, sheet, flat=True) for line in lines]
    if sheet.flavor == "pandoc":
        return "\n".join(f"| {escape_edges(line)}" if line else "|" for line in made)
    sheet.lose("MD108", "verse written as a paragraph with forced line ends", node)
    if made and not made[-1]:
        made[-1] = "<br>"
    return escape_lines(HARD_BREAK.join(made), sheet.flavor)


def _code(node: nodes.CodeBlock, attr: nodes.Attr, text: str, sheet: Sheet) -> str:
    longest = max((len(run) for run in _FENCES.findall(text) if run[0] == "`"), default=2)
    fence = "`" * max(3, longest + 1)
    info = attr.classes[0] if attr.classes else ""
    if sheet.flavor == "pandoc":
        simple = attr == nodes.Attr("", (info,)) and patterns.fullmatch(r"[\w+#-]+", info)
        info = f" {info}" if simple else (f" {braces(attr)}" if attr != nodes.NO_ATTR else "")
    elif len(attr.classes) > 1 or attr.id or attr.attributes:
        sheet.lose("MD102", "attributes of code left out", node)
    if "`" in info and sheet.flavor != "pandoc":
        fence = "~" * max(3, 1 + max((len(run) for run in _FENCES.findall(text) if run[0] == "~"), default=2))
    return f"{fence}{info}\n{text}\n{fence}" if text else f"{fence}{info}\n{fence}"


def _raw(node: nodes.RawBlock, form: str, text: str, sheet: Sheet) -> str:
    own = ("markdown",) if sheet.flavor == "pandoc" else ("markdown", "commonmark", "gfm")
    if form in own or (form in _RAW and sheet.flavor != "pandoc"):
        if sheet.flavor != "pandoc":
            from convert.writers.markdown import losses

            losses.raw_block(node, sheet)
        return text.strip("\n")
    if sheet.flavor == "pandoc":
        return f"```{{={form}}}\n{text}\n```"
    sheet.lose("MD106", f"raw {form} left out", node)
    return ""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def indented(text: str, width: int) -> str:
    """Return `text` with every line but the first and the empty ones moved right by `width` blanks."""
    if "\n" not in text:
        return text
    first, *rest = text.split("\n")
    pad = " " * width
    return "\n".join([first, *(pad + line if line else "" for line in rest)])


def _bullet_list(node: nodes.BulletList, sheet: Sheet, mark: str) -> str:
    return _items(node, [f"{mark} "] * len(node.items), sheet)


def _ordered_list(node: nodes.OrderedList, sheet: Sheet) -> str:
    from convert.writers.markdown.listing import ordered

    return _items(node, ordered(node, sheet), sheet)


def _items(node: nodes.BulletList | nodes.OrderedList, labels: list[str], sheet: Sheet) -> str:
    items = node.items
    tight = all(not isinstance(block, nodes.Para) for item in items for block in item)
    made = []
    if not tight and len(items) == 1 and len(items[0]) == 1 and sheet.exact:
        items = ((*items[0], nodes.Div(_ITEM_STAYS_LOOSE, ())),)
    if sheet.flavor != "pandoc":
        from convert.writers.markdown import losses

        losses.list_form(node, sheet, tight=tight)
    sheet.lists += 1
    for label, item in zip(labels, items, strict=True):
        made.append((label + indented(_item(item, sheet, tight), len(label))).rstrip(" "))
    sheet.lists -= 1
    return ("\n" if tight else "\n\n").join(made)


def _item(item: tuple[Block, ...], sheet: Sheet, tight: bool) -> str:
    sheet.opens_item = True
    pieces = list(_pieces(item, sheet, tight=tight))
    return ("\n" if tight and _may_touch(item) else "\n\n").join(pieces)


def _may_touch(item: tuple[Block, ...]) -> bool:
    """Tell whether the blocks of a tight item stay apart without blank lines: text, then at most lists."""
    return all(
        isinstance(block, nodes.BulletList) or (isinstance(block, nodes.OrderedList) and block.attributes.start == 1)
        for block in item[1:]
    )


def _definitions(node: nodes.DefinitionList, sheet: Sheet) -> str:
    if sheet.flavor != "pandoc":
        from convert.writers.markdown.html import html_definitions

        sheet.lose("MD101", "definition list written as HTML", node)
        return html_definitions(node, sheet)
    made = []
    sheet.lists += 1
    for term, definitions in node.items:
        tight = all(not isinstance(block, nodes.Para) for blocks in definitions for block in blocks)
        gap = "\n" if tight else "\n\n"
        parts = [":   " + indented("\n\n".join(_pieces(blocks, sheet, tight=tight)), 4) for blocks in definitions]
        made.append(gap.join([paragraph(term, sheet), *parts]))
    sheet.lists -= 1
    return "\n\n".join(made)


def _figure(node: nodes.Figure, sheet: Sheet) -> str:
    if sheet.flavor == "pandoc" and (image := _lone_image(node)) is not None:
        return inlines((image,), sheet)
    if sheet.flavor == "pandoc":
        return _div(nodes.Attr(node.attr.id, ("figure", *node.attr.classes), node.attr.attributes), node.content, sheet)
    from convert.writers.markdown.html import html_figure

    sheet.lose("MD101", "figure written as HTML", node)
    return html_figure(node, sheet)


def _lone_image(node: nodes.Figure) -> nodes.Image | None:
    """Return the image that pandoc reads back as this figure, or None."""
    match node.content, node.caption.content:
        case (nodes.Plain((nodes.Image() as image,)),), (nodes.Plain(caption),):
            return nodes.Image(image.attr, caption, image.target, span=image.span)
        case _:
            return None


def _div(attr: nodes.Attr, content: tuple[Block, ...], sheet: Sheet) -> str:
    inner = write_blocks(content, sheet)
    return f"::: {braces(attr)}\n{inner}\n:::" if inner else f"::: {braces(attr)}\n:::"


def _page_break(node: nodes.PageBreak, sheet: Sheet) -> str:
    if sheet.flavor == "pandoc":
        return "::: {.wenzhuan-page-break}\n:::"
    sheet.lose("MD105", "page break left out", node)
    return ""
