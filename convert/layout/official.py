"""Parts of an official document that stand by rules of their own: letterhead, attachments note, signature, imprint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from convert import nodes
from convert.layout.context import Place, Typesetter
from convert.layout.lines import Line, Setting
from convert.layout.strips import Block, RuleStrip
from convert.profile import POINTS_PER_MM, ResolvedStyle
from convert.walk import role_of

if TYPE_CHECKING:
    from convert.layout.blocks import Builder

_MARK_TOP: Final = 35.0  # mm from the top of the text block to the issuer's mark (7.2.4)
_RULE_BELOW: Final = 4.0  # mm from the document number to the red rule (7.2.7)
_RULE_THICKNESS: Final = 1.0  # pt; the standard leaves it open
_THICK, _THIN = 0.35, 0.25  # mm, the rules of the imprint (7.4.1)
_RED: Final = "FF0000"
_LABEL: Final = re.compile(r"附\s*件[：:]\s*(?:\d+\s*[.．、]\s*)?|\d+\s*[.．、]\s*")


class Letterhead:
    """The 版头: remembers what of it has been seen, for the rule below and the white above the title (7.2)."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._set = typesetter
        self._mark = False
        self._ruled = False

    def place(self, role: nodes.Role, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield the blocks of a role where the letterhead puts them."""
        row = self._set.row(self._set.style("body"))
        for block in blocks:
            if role is nodes.Role.ISSUER_MARK and not self._mark:
                self._mark = True
                block.at = _MARK_TOP * POINTS_PER_MM
            elif role is nodes.Role.DOC_NUMBER and self._mark and not self._ruled:
                block.before = 2 * row
                block.grid = False
                yield block
                yield self._rule()
                continue
            elif role is nodes.Role.TITLE and self._ruled and not block.before:
                block.before = 2 * row
                self._ruled = False
            yield block

    def _rule(self) -> Block:
        self._ruled = True
        pitch = self._set.pitch(self._set.style("doc-number"))
        size = self._set.style("doc-number").size
        lead = max(0.0, _RULE_BELOW * POINTS_PER_MM)
        strip = RuleStrip(self._set.text_width, _RULE_THICKNESS, _RED, lead=lead)
        return Block([strip], before=size - pitch)


# --- attachments note ------------------------------------------------------------------------------------


def attachment_note(builder: Builder, node: nodes.Div, place: Place) -> Iterator[Block]:
    """Yield 附件：1.… with items aligned and turnover under the first character of the name (7.3.4)."""
    style = builder.set.style("attachment-note")
    cell = builder.set.look(style).cell
    inner = place.inside(node)
    lead = 0.0
    for number, child in enumerate(node.content):
        if not isinstance(child, nodes.Para | nodes.Plain):
            yield from builder.build((child,), inner)
            continue
        element = builder.set.tree.add("P", place.parent)
        material = builder.set.material(child.content, style, element, child.span, place.measure)
        label = _LABEL.match("".join(material.texts))
        width = sum(material.widths[: label.end()]) if label else 0.0
        if number == 0:
            head = re.match(r"附\s*件[：:]\s*", "".join(material.texts))
            lead = sum(material.widths[: head.end()]) if head else 0.0
            first, hang = style.left * cell, width
        else:
            first, hang = style.left * cell + lead, width
        left = place.left + first + hang
        setting = Setting(place.measure, style.size, builder.set.pitch(style), "justify", -hang, left, place.right)
        lines = builder.set.lines(material, style, setting)
        if lines:
            block = builder.wrap(lines, style)
            block.before = block.before if number == 0 else 0.0
            yield block


# --- signature -------------------------------------------------------------------------------------------


def signature_length(blocks: Sequence[nodes.Block], at: int) -> int:
    """Return how many blocks from `at` are a signature with its date, 0 when none begins here."""
    if role_of(blocks[at]) is not nodes.Role.SIGNATURE:
        return 0
    end = at + 1
    while end < len(blocks) and role_of(blocks[end]) is nodes.Role.SIGNATURE:
        end += 1
    return end - at + (end < len(blocks) and role_of(blocks[end]) is nodes.Role.DATE)


def signature(typesetter: Typesetter, blocks: Sequence[nodes.Block], place: Place) -> Iterator[Block]:
    """Yield organs and date by 7.3.5.2: the organ 2 from the right, the date's first character 2 right of its first.

    A date that would then leave the text block, or is longer than the organ, stands 2 from the right itself, and
    the organ moves left.
    """
    style, dated = typesetter.style("signature"), typesetter.style("date")
    cell = typesetter.look(style).cell
    organs: list[Line] = []
    dates: list[Line] = []
    for node in blocks:
        role = role_of(node)
        own = style if role is nodes.Role.SIGNATURE else dated
        for child in node.content if isinstance(node, nodes.Div) else ():
            if isinstance(child, nodes.Para | nodes.Plain):
                element = typesetter.tree.add("P", place.parent)
                material = typesetter.material(child.content, own, element, child.span, place.measure)
                setting = Setting(place.measure, own.size, typesetter.pitch(own), "left", right=place.right)
                (organs if role is nodes.Role.SIGNATURE else dates).extend(typesetter.lines(material, own, setting))
    _align(organs, dates, place.measure - place.right, cell, style.right)
    lines = [*organs, *dates]
    if lines:
        yield Block(
            list(lines),
            before=style.before * typesetter.row(style),
            grid=style.grid,
            keep_together=True,
        )


def _align(organs: list[Line], dates: list[Line], measure: float, cell: float, right: float) -> None:
    edge = measure - right * cell
    widest = max((line.width for line in organs), default=0.0)
    date = max((line.width for line in dates), default=0.0)
    left = edge - widest
    if organs and dates:
        if left + 2 * cell + date > measure or date > widest:
            left = min(left, edge - date - 2 * cell)
        for line in dates:
            line.x = left + 2 * cell
    elif dates:
        for line in dates:
            line.x = edge - line.width
    left = max(left, 0.0)
    for line in organs:
        line.x = left + (widest - line.width if len(organs) > 1 and not dates else 0.0)


# --- imprint ---------------------------------------------------------------------------------------------

_PINNED: Final = frozenset({nodes.Role.COPIES, nodes.Role.IMPRINT})
_APART: Final = re.compile("(?<=\\S)[ \u3000]+(?=[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?:印发)?$)")


def imprint_length(blocks: Sequence[nodes.Block], at: int) -> int:
    """Return how many blocks from `at` are parts of the 版记."""
    end = at
    while end < len(blocks) and role_of(blocks[end]) in _PINNED:
        end += 1
    return end - at


def imprint(typesetter: Typesetter, blocks: Sequence[nodes.Block], place: Place) -> Iterator[Block]:
    """Yield the 版记 for the foot of the last page: thick rules first and last, thin ones between (7.4)."""
    width = typesetter.text_width
    for number, node in enumerate(blocks):
        style = typesetter.style(str(role_of(node)))
        lead = (typesetter.pitch(style) - style.size) / 2
        thickness = (_THIN if number else _THICK) * POINTS_PER_MM
        yield Block([RuleStrip(width, thickness, trail=lead)], foot=True)
        lines: list[Line] = []
        for child in node.content if isinstance(node, nodes.Div) else ():
            if isinstance(child, nodes.Para | nodes.Plain):
                element = typesetter.tree.add("P", place.parent)
                lines.extend(_imprint_lines(typesetter, child, style, place, element))
        if lines:
            lines[-1].pitch = lines[-1].height + lead
            yield Block([*lines], foot=True)
    yield Block([RuleStrip(width, _THICK * POINTS_PER_MM)], foot=True)


def _imprint_lines(
    typesetter: Typesetter, node: nodes.Para | nodes.Plain, style: ResolvedStyle, place: Place, element: int
) -> list[Line]:
    """Set one part: turnover after the colon, the date of printing at the right end of its line."""
    cell = typesetter.look(style).cell
    material = typesetter.material(node.content, style, element, node.span, place.measure)
    left, right = style.left * cell, style.right * cell
    blank = _APART.search(material.string)
    if blank:
        items = typesetter.items(material, style)
        room = place.measure - left - right - items.natural(0, len(items))
        material.widths[blank.start()] += max(0.0, room)
    label = re.match(".{1,4}[：:]", material.string)
    hang = sum(material.widths[: label.end()]) if label else 0.0
    setting = Setting(place.measure, style.size, typesetter.pitch(style), "justify", -hang, left + hang, right)
    return typesetter.lines(material, style, setting)
