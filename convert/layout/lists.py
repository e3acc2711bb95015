"""Lists with hanging labels, definitions, and the table of contents."""

from __future__ import annotations

from collections.abc import Mapping

from convert import nodes, patterns
from convert.layout.context import Place
from convert.layout.frames import Item, LinkArea, Rule
from convert.layout.lines import Line, Setting
from convert.layout.material import Footnote
from convert.layout.strips import Block
from convert.profile import ResolvedStyle
from convert.records import mutable, replace
from convert.walk import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from convert.layout.blocks import Builder

_BULLETS: Final = "•◦▪"
_NUMBERING: Final = {
    nodes.ListNumberStyle.LOWER_ROMAN: "LowerRoman",
    nodes.ListNumberStyle.UPPER_ROMAN: "UpperRoman",
    nodes.ListNumberStyle.LOWER_ALPHA: "LowerAlpha",
    nodes.ListNumberStyle.UPPER_ALPHA: "UpperAlpha",
}
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
    numbering = (("ListNumbering", _numbering(node, depth)),)
    element = builder.set.tree.add("L", place.parent, attributes=numbering)
    style = builder.set.style("list")
    cell = builder.set.look(style).cell
    labels = _labels(node, depth)
    if isinstance(node, nodes.BulletList) and "hei" in builder.set.profile.faces:
        style = replace(style, latin="hei")
    inner = place.inside(node)
    inset = place.left + style.left * cell
    width = max((_label_width(builder, label, style) for label in labels), default=0.0)
    hang = max(width + 0.5 * cell, 1.5 * cell)
    for label, blocks in zip(labels, node.items, strict=True):
        item = builder.set.tree.add("LI", element)
        sign = builder.set.tree.add("Lbl", item)
        body = builder.set.tree.add("LBody", item)
        at = replace(inner, parent=body, left=inset + hang - style.left * cell, indented=False)
        marked = _label(builder, label, style, sign, inset)
        for block in builder.build(blocks, at):
            if len(blocks) == 1 and isinstance(blocks[0], nodes.Plain):
                block.before = block.after = 0.0
            first = block.strips[0] if block.strips else None
            if marked is not None and isinstance(first, Line):
                first.label = (*first.label, marked)
                marked = None
            yield block
        if marked is not None:
            yield builder.wrap([marked], style)


def _numbering(node: nodes.OrderedList | nodes.BulletList, depth: int) -> str:
    """Return the value of ListNumbering (ISO 32000-1 table 347)."""
    if isinstance(node, nodes.BulletList):
        return ("Disc", "Circle", "Square")[min(depth, 2)]
    return _NUMBERING.get(node.attributes.style, "Decimal")


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
    element = builder.set.tree.add("L", place.parent, attributes=(("ListNumbering", "None"),))
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


# --- table of contents -----------------------------------------------------------------------------------

Contents = Mapping[str, str]
"""Heading without blanks -> label of its page."""

_OWN_NUMBER: Final = patterns.compile("[.…·⋯ \u3000\t]+[0-9]+$")
_BLANK: Final = patterns.compile("[ \u3000\t]+")


def key(heading: str) -> str:
    """Return a heading as an entry of the contents is compared with it: without blanks."""
    return _BLANK.sub("", heading)


def anchor(heading: str) -> str:
    """Return the name of the place that an entry of the contents leads to."""
    return f"heading:{key(heading)}"


def contents(builder: Builder, node: nodes.Div, place: Place) -> Iterator[Block]:
    """Yield the lines of a table of contents, with dots and the page where the source gives none."""
    element = builder.set.tree.add("TOC", place.parent)
    inner = place.inside(node, element)
    for child in node.content:
        if not isinstance(child, nodes.Para | nodes.Plain):
            yield from builder.build((child,), inner)
            continue
        text = plain_text(child.content)
        page = builder.contents.get(key(text), "") if not _OWN_NUMBER.search(text) else ""
        entry = builder.set.tree.add("TOCI", element)
        parent = builder.set.tree.add("Reference", entry) if page else entry
        for block in builder.text(child.content, child, replace(inner, parent=parent), kind="Link" if page else "P"):
            last = block.strips[-1]
            if page and isinstance(last, Line):
                block.strips[-1] = _entry(builder, last, text, page, place)
            yield block


def _entry(builder: Builder, line: Line, text: str, page: str, place: Place) -> Entry:
    style = builder.set.style("toc")
    number = _label(builder, page, style, builder.set.tree.last, 0.0)
    return Entry(line, number, place.measure - place.right, text, builder.set.tree.last)


@mutable
class Entry:
    """A line of the contents: dots lead from its text to the page number at the right edge."""

    line: Line
    number: Line | None
    measure: float
    text: str
    element: int
    notes: tuple[Footnote, ...] = ()

    @property
    def height(self) -> float:
        """Return the height of the line."""
        return self.line.height

    @property
    def pitch(self) -> float:
        """Return the distance to the next line."""
        return self.line.pitch

    def split(self, room: float) -> None:
        """Stay whole."""

    def at_edge(self, *, above: bool, below: bool) -> Entry:
        """Stay as it is."""
        return self

    def paint(self, left: float, top: float) -> Iterator[Item]:
        """Yield text, dots and number."""
        yield from self.line.paint(left, top)
        size = self.line.size
        right = self.measure - (self.number.width if self.number else 0.0)
        x = self.line.x + self.line.width + size / 2
        step = size / 3
        dot = size / 14
        at = right - step - (right - step - x) // step * step
        while at < right - size / 3:
            yield Rule(left + at, top + 0.72 * size, dot, dot)
            at += step
        if self.number:
            self.number.x = right
            yield from self.number.paint(left, top)
        yield LinkArea(left, top, self.measure, self.line.height, f"#{anchor(self.text)}", self.element, self.text)
