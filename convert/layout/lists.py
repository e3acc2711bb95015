"""Lists with hanging labels, definitions, and the table of contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from convert import nodes
from convert.layout.context import Place
from convert.layout.lines import Line, Setting
from convert.layout.strips import Block
from convert.profile import ResolvedStyle

if TYPE_CHECKING:
    from convert.layout.blocks import Builder

_BULLETS: Final = "•◦▪"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def build(
    builder: Builder, node: nodes.OrderedList | nodes.BulletList | nodes.DefinitionList, place: Place
) -> Iterator[Block]:
    """Yield the blocks of a list: each item's label hangs left of its text."""
    if isinstance(node, nodes.DefinitionList):
        yield from _definitions(builder, node, place)
        return
    depth = sum(isinstance(above, nodes.OrderedList | nodes.BulletList) for above in place.ancestors)
    element = builder.set.tree.add("L", place.parent)
    style = builder.set.style("list")
    cell = builder.set.look(style).cell
    labels = _labels(node, depth)
    inner = place.inside(node)
    inset = place.left + (style.left * cell if depth == 0 else 0.0)
    width = max((_label_width(builder, label, style) for label in labels), default=0.0)
    hang = max(width + 0.5 * cell, 1.5 * cell)
    for label, blocks in zip(labels, node.items, strict=True):
        item = builder.set.tree.add("LI", element)
        sign = builder.set.tree.add("Lbl", item)
        body = builder.set.tree.add("LBody", item)
        at = replace(inner, parent=body, left=inset + hang - style.left * cell, indented=False)
        marked = _label(builder, label, style, sign, inset)
        for block in builder.build(blocks, at):
            first = block.strips[0] if block.strips else None
            if marked is not None and isinstance(first, Line):
                first.label = (*first.label, marked)
                marked = None
            yield block
        if marked is not None:
            yield builder.wrap([marked], style)


def _labels(node: nodes.OrderedList | nodes.BulletList, depth: int) -> list[str]:
    if isinstance(node, nodes.BulletList):
        return [_BULLETS[min(depth, len(_BULLETS) - 1)]] * len(node.items)
    return [label(node.attributes, index) for index in range(len(node.items))]


def label(attributes: nodes.ListAttributes, index: int) -> str:
    """Return the label of item `index` of an ordered list."""
    number = attributes.start + index
    match attributes.style:
        case nodes.ListNumberStyle.LOWER_ALPHA | nodes.ListNumberStyle.UPPER_ALPHA:
            sign = _letters(number)
        case nodes.ListNumberStyle.LOWER_ROMAN | nodes.ListNumberStyle.UPPER_ROMAN:
            sign = _roman(number)
        case _:
            sign = str(number)
    if attributes.style in (nodes.ListNumberStyle.UPPER_ALPHA, nodes.ListNumberStyle.UPPER_ROMAN):
        sign = sign.upper()
    match attributes.delim:
        case nodes.ListNumberDelim.ONE_PAREN:
            return f"{sign})"
        case nodes.ListNumberDelim.TWO_PARENS:
            return f"({sign})"
        case _:
            return f"{sign}."


def _letters(number: int) -> str:
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out or "0"


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out += sign
            number -= value
    return out or "0"


def _label(builder: Builder, text: str, style: ResolvedStyle, element: int, left: float) -> Line | None:
    material = builder.set.collector.text(text, builder.set.look(style), element)
    setting = Setting(10_000.0, style.size, builder.set.pitch(style), "left", left=left)
    lines = builder.set.lines(material, style, setting)
    return lines[0] if lines else None


def _label_width(builder: Builder, text: str, style: ResolvedStyle) -> float:
    line = _label(builder, text, style, -1, 0.0)
    return line.width if line else 0.0


def _definitions(builder: Builder, node: nodes.DefinitionList, place: Place) -> Iterator[Block]:
    element = builder.set.tree.add("L", place.parent)
    style = builder.set.style("list")
    cell = builder.set.look(style).cell
    inner = place.inside(node)
    for term, definitions in node.items:
        item = builder.set.tree.add("LI", element)
        sign = builder.set.tree.add("Lbl", item)
        lines = builder.set.paragraph(
            (nodes.Strong(term),), replace(style, left=0.0), replace(inner, indented=False), sign
        )
        if lines:
            yield replace(builder.wrap(lines, style), keep_next=True)
        for blocks in definitions:
            body = builder.set.tree.add("LBody", item)
            yield from builder.build(blocks, replace(inner, parent=body, left=place.left + cell, indented=False))


def contents(builder: Builder, node: nodes.Div, place: Place) -> Iterator[Block]:
    """Yield the lines of a table of contents as the source gives them."""
    element = builder.set.tree.add("TOC", place.parent)
    for child in node.content:
        if isinstance(child, nodes.Para | nodes.Plain):
            yield from builder.text(child.content, child, place.inside(node, element), kind="TOCI")
        else:
            yield from builder.build((child,), place.inside(node, element))
