"""Blocks of the document to blocks of lines, each role in its style and its element of the structure tree."""

from __future__ import annotations

from convert import nodes
from convert.errors import unreachable
from convert.layout import lists, official, signature, tables
from convert.layout.collect import raw_left_out
from convert.layout.context import Place, Typesetter
from convert.layout.lines import Line
from convert.layout.strips import Block, Outline, RuleStrip
from convert.profile import ResolvedStyle
from convert.records import replace
from convert.transforms.styles import placed_style, style_name
from convert.transforms.title import break_title
from convert.walk import plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final

_HEADS: Final = frozenset({nodes.Role.TITLE, nodes.Role.ATTACHMENT_TITLE})


class Builder:
    """Reads the document's blocks in order; keeps what earlier blocks mean for later ones."""

    def __init__(
        self,
        typesetter: Typesetter,
        *,
        titled: bool,
        seal: bool = False,
        stamp: bool = False,
        contents: lists.Contents | None = None,
    ) -> None:
        self.set = typesetter
        self._shift = 1 if titled else 0
        self._level = 0
        self._outline = 0
        self._break = False
        self._seal = seal
        self._stamp = stamp
        self.contents = contents or {}

    def build(self, blocks: Sequence[nodes.Block], place: Place) -> Iterator[Block]:
        """Yield the blocks of lines of `blocks`."""
        at = 0
        while at < len(blocks):
            node = blocks[at]
            if count := signature.signature_length(blocks, at):
                part = blocks[at : at + count]
                made: Iterable[Block] = signature.signature(self.set, part, place, seal=self._seal, stamp=self._stamp)
                at += count
            elif count := official.imprint_length(blocks, at):
                made = official.imprint(self.set, blocks[at : at + count], place)
                at += count
            else:
                made = self._block(node, place)
                at += 1
            for block in made:
                if self._break and block.strips:
                    block.page_break_before, self._break = True, False
                yield block

    def _block(self, node: nodes.Block, place: Place) -> Iterator[Block]:
        match node:
            case nodes.Plain(content) | nodes.Para(content):
                yield from self.text(content, node, place)
            case nodes.Header():
                yield from self._heading(node, place)
            case nodes.LineBlock(rows):
                yield from self._verse(rows, node, place)
            case nodes.CodeBlock(_, text):
                yield from self._code(text, node, place)
            case nodes.RawBlock(name, _):
                self.set.report(raw_left_out(name, node.span))
            case nodes.BlockQuote(content):
                yield from self._quote(content, node, place)
            case nodes.OrderedList() | nodes.BulletList() | nodes.DefinitionList():
                yield from lists.build(self, node, place)
            case nodes.HorizontalRule():
                yield self._rule(place)
            case nodes.Table():
                yield from tables.build(self, node, place)
            case nodes.Figure(_, caption, content):
                yield from self.build(content, place.inside(node))
                yield from self.build(caption.content, place.inside(node).inside(caption))
            case nodes.Div():
                yield from self._div(node, place)
            case nodes.PageBreak():
                self._break = True
            case _:
                raise unreachable(node)

    def style(self, node: nodes.Block, place: Place) -> ResolvedStyle:
        """Return the style of `node`, with what the nearest role asks for by its attributes."""
        above = next((one for one in reversed(place.ancestors) if isinstance(one, nodes.Div)), None)
        if above is not None and above.attr.attributes:
            return placed_style(self.set.profile, node, place.ancestors)
        return self.set.style(style_name(node, place.ancestors))

    # --- text --------------------------------------------------------------------------------------------

    def text(
        self, content: tuple[nodes.Inline, ...], node: nodes.Block, place: Place, *, kind: str = "P"
    ) -> Iterator[Block]:
        """Yield a paragraph in the style its place gives it."""
        style = self.style(node, place)
        element = self.set.tree.add(kind, place.parent)
        if len(content) == 1 and isinstance(content[0], nodes.Image):
            style = replace(style, align="center", first_line=0.0, hang=0.0)
        if style.balance:
            lines = self._balanced(content, style, place, element, node)
        else:
            lines = self.set.paragraph(content, style, place, element, node.span)
        if lines:
            yield self.wrap(lines, style)

    def wrap(self, lines: list[Line], style: ResolvedStyle) -> Block:
        """Return lines as a block with the spacing and keeping of `style`."""
        row = self.set.row(style)
        return Block(
            list(lines),
            before=style.before * row,
            after=style.after * row,
            grid=style.grid and not style.line,
            keep_next=style.keep_next,
            keep_together=style.keep_together,
            page_break_before=style.page_break_before,
            widow_control=self.set.profile.typesetting.widow_control,
        )

    def _balanced(
        self, content: tuple[nodes.Inline, ...], style: ResolvedStyle, place: Place, element: int, node: nodes.Block
    ) -> list[Line]:
        """Set centred lines broken by sense and shape (GB/T 9704 7.3.1)."""
        material = self.set.material(content, style, element, node.span, place.measure)
        setting = self.set.setting(style, place)
        if not material.breaks:
            room = (setting.measure - setting.left - setting.right) / self.set.look(style).cell
            at = 0
            for line in break_title("".join(material.texts), room)[:-1]:
                at += len(line)
                material.breaks.append(min(at, len(material)))
        return self.set.lines(material, style, setting)

    def _heading(self, node: nodes.Header, place: Place) -> Iterator[Block]:
        style = self.style(node, place)
        self._level = min(node.level + self._shift, self._level + 1, 6)
        element = self.set.tree.add(f"H{self._level}", place.parent)
        if style.balance:
            lines = self._balanced(node.content, style, place, element, node)
        else:
            lines = self.set.paragraph(node.content, style, place, element, node.span)
        if lines:
            block = self.wrap(lines, style)
            self._outline = min(node.level, self._outline + 1)
            block.outline = Outline(self._outline, plain_text(node.content), element)
            block.anchors = tuple(filter(None, (node.attr.id, lists.anchor(plain_text(node.content)))))
            yield block

    def _title(self, node: nodes.Div, role: nodes.Role, place: Place) -> Iterator[Block]:
        first = role is nodes.Role.TITLE
        for child in node.content:
            if not isinstance(child, nodes.Para | nodes.Plain):
                yield from self._block(child, place.inside(node))
                continue
            self._level = 1
            for block in self.text(child.content, child, place.inside(node), kind="H1"):
                if not first:
                    self._outline = 1
                    block.outline = Outline(1, plain_text(child.content), self.set.tree.last)
                yield block

    def _verse(
        self, rows: tuple[tuple[nodes.Inline, ...], ...], node: nodes.LineBlock, place: Place
    ) -> Iterator[Block]:
        style = self.style(node, place)
        element = self.set.tree.add("P", place.parent)
        lines: list[Line] = []
        for row in rows:
            made = self.set.paragraph(row, style, replace(place, indented=False), element, node.span)
            if not made and lines:
                lines[-1].pitch += self.set.pitch(style) / 2
            lines.extend(made)
        if lines:
            yield self.wrap(lines, style)

    def _code(self, text: str, node: nodes.CodeBlock, place: Place) -> Iterator[Block]:
        style = self.set.style("code")
        element = self.set.tree.add("Code", self.set.tree.add("P", place.parent))
        setting = self.set.setting(replace(style, align="left"), place)
        lines: list[Line] = []
        for row in text.split("\n"):
            expanded = row.expandtabs(4)
            material = self.set.collector.text(expanded, self.set.look(style), element, span=node.span, verbatim=True)
            made = self.set.lines(material, style, setting)
            if not made and lines:
                lines[-1].pitch += setting.pitch
            lines.extend(made)
        if lines:
            block = self.wrap(lines, style)
            block.before = block.after = self.set.row(style) / 2
            yield block

    def _quote(self, content: tuple[nodes.Block, ...], node: nodes.BlockQuote, place: Place) -> Iterator[Block]:
        element = self.set.tree.add("BlockQuote", place.parent)
        yield from self.build(content, place.inside(node, element))

    def _rule(self, place: Place) -> Block:
        style = self.set.style("body")
        width = (place.measure - place.left - place.right) / 3
        pitch = self.set.pitch(style)
        strip = RuleStrip(width, 0.5, lead=style.size / 2, trail=pitch - style.size / 2)
        return Block([strip], left=place.left + width, grid=style.grid)

    # --- roles -------------------------------------------------------------------------------------------

    def _div(self, node: nodes.Div, place: Place) -> Iterator[Block]:
        role = role_of(node)
        inner = place.inside(node)
        if role in _HEADS and role is not None:
            made = self._title(node, role, place)
        elif role is nodes.Role.ATTACHMENT_NOTE:
            made = official.attachment_note(self, node, place)
        elif role is nodes.Role.ATTENDANCE:
            made = official.attendance(self, node, place)
        elif role is nodes.Role.TOC:
            made = lists.contents(self, node, place)
        else:
            made = self.build(node.content, inner)
        blocks = list(made)
        if node.attr.id and blocks:
            blocks[0].anchors = (*blocks[0].anchors, node.attr.id)
        yield from blocks
