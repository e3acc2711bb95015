"""Parts of an official document that stand by rules of their own: letterhead, attachments note, signature, imprint."""

from __future__ import annotations

from convert import nodes, patterns
from convert.layout.context import Place, Typesetter
from convert.layout.lines import Line, Setting
from convert.layout.strips import Block, RuleStrip
from convert.profile import POINTS_PER_MM, ResolvedStyle
from convert.transforms.styles import placed_style
from convert.transforms.title import titles_whole
from convert.walk import plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from convert.layout.blocks import Builder

_THICK, _THIN = 0.35, 0.25  # mm, the rules of the imprint (7.4.1)
_ATTENDANCE: Final = patterns.compile(r"[^：:]{1,8}[：:]")
_LABEL: Final = patterns.compile(r"附\s*件[：:]\s*(?:\d+\s*[.．、]\s*)?|\d+\s*[.．、]\s*")


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
            head = patterns.match(r"附\s*件[：:]\s*", "".join(material.texts))
            lead = sum(material.widths[: head.end()]) if head else 0.0
            first, hang = style.left * cell, width
        else:
            first, hang = style.left * cell + lead, width
        left = place.left + first + hang
        setting = Setting(place.measure, style.size, builder.set.pitch(style), "justify", -hang, left, place.right)
        room = (place.measure - place.right - left) / cell
        whole = titles_whole(child.content, room + hang / cell, room)
        if whole is not child.content:
            material = builder.set.material(whole, style, element, child.span, place.measure)
        lines = builder.set.lines(material, style, setting)
        if lines:
            block = builder.wrap(lines, style)
            block.before = block.before if number == 0 else 0.0
            yield block


def attendance(builder: Builder, node: nodes.Div, place: Place) -> Iterator[Block]:
    """Yield 出席：and the names, turnover under the first of them, the label in Hei (10.3)."""
    style = placed_style(builder.set.profile, nodes.Para(()), (node,))
    cell = builder.set.look(style).cell
    for child in node.content:
        if not isinstance(child, nodes.Para | nodes.Plain):
            yield from builder.build((child,), place.inside(node))
            continue
        element = builder.set.tree.add("P", place.parent)
        content, label = _labelled(child.content)
        material = builder.set.material(content, style, element, child.span, place.measure)
        hang = sum(material.widths[:label])
        left = place.left + style.left * cell + hang
        setting = Setting(place.measure, style.size, builder.set.pitch(style), "justify", -hang, left, place.right)
        lines = builder.set.lines(material, style, setting)
        if lines:
            yield builder.wrap(lines, style)


def _labelled(content: tuple[nodes.Inline, ...]) -> tuple[tuple[nodes.Inline, ...], int]:
    """Return the inlines with the label before the colon set apart, and its length in characters."""
    match content:
        case (nodes.Span() as apart, *_):
            return content, len(plain_text(apart))
        case (nodes.Str(text) as first, *rest) if (label := _ATTENDANCE.match(text)) is not None:
            apart = nodes.Span(nodes.Attr("", ("run-in",), (("level", "1"),)), (nodes.Str(label.group()),))
            return (apart, nodes.Str(text[label.end() :], span=first.span), *rest), label.end()
    return content, 0


# --- imprint ---------------------------------------------------------------------------------------------

_PINNED: Final = frozenset({nodes.Role.COPIES, nodes.Role.IMPRINT})
_APART: Final = patterns.compile("(?<=\\S)[ \u3000]+(?=[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?:印发)?$)")


def imprint_length(blocks: Sequence[nodes.Block], at: int) -> int:
    """Return how many blocks from `at` are parts of the 版记."""
    end = at
    while end < len(blocks) and role_of(blocks[end]) in _PINNED:
        end += 1
    return end - at


def imprint(typesetter: Typesetter, blocks: Sequence[nodes.Block], place: Place) -> Iterator[Block]:
    """Yield the 版记 for the foot of the last page: thick rules first and last, thin ones between (7.4).

    A letter has no rules (10.1).
    """
    width = 0.0 if typesetter.profile.form == "letter" else typesetter.text_width
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
        start, end = blank.span()
        given = sum(material.widths[start:end])
        material.widths[start:end] = [max(cell / 2, given + room), *[0.0] * (end - start - 1)]
    label = patterns.match(".{1,4}[：:]", material.string)
    hang = sum(material.widths[: label.end()]) if label else 0.0
    setting = Setting(place.measure, style.size, typesetter.pitch(style), "justify", -hang, left + hang, right)
    return typesetter.lines(material, style, setting)
