"""Signature and date (GB/T 9704 7.3.5) as lines of one block that stays with the end of the text."""

from __future__ import annotations

from convert import nodes
from convert.layout.context import Place, Typesetter
from convert.layout.justify import stretch
from convert.layout.lines import Line, Setting
from convert.layout.strips import Block
from convert.transforms.signature import SEAL_ABOVE, SEAL_ROW, SPREAD, STAMP_ABOVE, post_and_name, seal_middles
from convert.walk import plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from convert.diagnostics import Span
    from convert.profile import ResolvedStyle

_POST: Final = 2
"""Characters between the post and the name of one who signs (7.3.5.3)."""


def signature_length(blocks: Sequence[nodes.Block], at: int) -> int:
    """Return how many blocks from `at` are a signature with its date, 0 when none begins here."""
    if role_of(blocks[at]) is not nodes.Role.SIGNATURE:
        return 0
    end = at + 1
    while end < len(blocks) and role_of(blocks[end]) is nodes.Role.SIGNATURE:
        end += 1
    return end - at + (end < len(blocks) and role_of(blocks[end]) is nodes.Role.DATE)


def signature(
    typesetter: Typesetter, blocks: Sequence[nodes.Block], place: Place, *, seal: bool, stamp: bool = False
) -> Iterator[Block]:
    """Yield organs and date by 7.3.5.1 with seals, 7.3.5.2 without, 7.3.5.3 with the stamp of one who signs."""
    style, dated = typesetter.style("signature"), typesetter.style("date")
    cell = typesetter.look(style).cell
    organs: list[Line] = []
    dates: list[Line] = []
    for node in blocks:
        role = role_of(node)
        own, lines = (style, organs) if role is nodes.Role.SIGNATURE else (dated, dates)
        for child in node.content if isinstance(node, nodes.Div) else ():
            if isinstance(child, nodes.Para | nodes.Plain):
                if stamp and role is nodes.Role.SIGNATURE:
                    lines.append(_post(typesetter, child, own, place))
                else:
                    lines.extend(_set(typesetter, child.content, own, place, child.span))
    measure = place.measure - place.right
    row = typesetter.row(style)
    before = style.before * row
    if stamp:
        before = STAMP_ABOVE * row
        _stamped(organs, dates, measure, cell, row)
    elif seal:
        before = SEAL_ABOVE * row
        organs = _sealed(organs, dates, measure, cell, row)
    else:
        _align(organs, dates, measure, cell, style.right)
    if organs or dates:
        yield Block([*organs, *dates], before=before, grid=style.grid, keep_together=True, with_previous=True)


def _set(
    typesetter: Typesetter,
    content: tuple[nodes.Inline, ...],
    style: ResolvedStyle,
    place: Place,
    span: Span | None = None,
) -> list[Line]:
    """Set words from the left edge."""
    element = typesetter.tree.add("P", place.parent)
    material = typesetter.material(content, style, element, span, place.measure)
    setting = Setting(place.measure, style.size, typesetter.pitch(style), "left", right=place.right)
    return typesetter.lines(material, style, setting)


def _post(typesetter: Typesetter, part: nodes.Para | nodes.Plain, style: ResolvedStyle, place: Place) -> Line:
    """Set the name of one who signs, the post before it as its label."""
    post, name = post_and_name(plain_text(part))
    if not post:
        return _set(typesetter, part.content, style, place)[0]
    before = _set(typesetter, (nodes.Str(post),), style, place)[0]
    line = _set(typesetter, (nodes.Str(name),), style, place)[0]
    line.label = (*line.label, before)
    return line


def _align(organs: list[Line], dates: list[Line], measure: float, cell: float, right: float) -> None:
    """Set the organ 2 from the right and the date's first character 2 right of the organ's (7.3.5.2).

    A date that is longer than the organ stands 2 from the right itself, and the organ moves left.
    """
    edge = measure - right * cell
    widest = max((line.width for line in organs), default=0.0)
    date = max((line.width for line in dates), default=0.0)
    left = edge - widest
    if organs and dates and (date > widest or left + 2 * cell + date > measure):
        left = min(left, edge - date - 2 * cell)
    left = max(left, 0.0)
    for line in organs:
        line.x = left
        if line.width >= SPREAD * widest:
            stretch(line.items, line.start, line.advances, widest - line.width, evenly=True)
    for line in dates:
        line.x = left + 2 * cell if organs else edge - line.width


def _sealed(organs: list[Line], dates: list[Line], measure: float, cell: float, row: float) -> list[Line]:
    """Set the date 4 from the right, the last organ centred on it, the others in rows; return a line for each row."""
    widest = max((line.width for line in organs), default=0.0) / cell
    date = max((line.width for line in dates), default=0.0) / cell
    middles = seal_middles(widest, date, measure / cell, len(organs))
    rows: list[Line] = []
    for at in range(0, len(organs), len(middles)):
        members = organs[at : at + len(middles)]
        for line, middle in zip(members, middles if len(members) > 1 else middles[-1:], strict=True):
            line.x = middle * cell - line.width / 2
        members[0].label = (*members[0].label, *members[1:])
        if rows:
            rows[-1].pitch += (SEAL_ROW - 1) * row
        rows.append(members[0])
    for line in dates:
        line.x = middles[-1] * cell - line.width / 2
    return rows


def _stamped(organs: list[Line], dates: list[Line], measure: float, cell: float, row: float) -> None:
    """Set names and date 4 from the right, names one under another, a post 2 before its name, a blank line between."""
    widest = max((line.width for line in organs), default=0.0)
    for line in dates:
        line.x = measure - 4 * cell - line.width
    for line in organs:
        line.x = measure - 4 * cell - widest
        for post in line.label:
            post.x = line.x - _POST * cell - post.width
    for line in organs if dates else organs[:-1]:
        line.pitch += row
