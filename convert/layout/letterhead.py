"""The 版头 of the four forms: 文件 (GB/T 9704 7.2), 信函 (10.1), 命令 (10.2), 纪要 (10.3)."""

from __future__ import annotations

from convert import nodes
from convert.layout.context import Place, Typesetter
from convert.layout.frames import Item, Rule
from convert.layout.joint import joint_mark
from convert.layout.lines import Line
from convert.layout.strips import Block, RuleStrip
from convert.nodes import Role
from convert.profile import POINTS_PER_MM as MM
from convert.profile import Profile, ResolvedStyle
from convert.records import replace
from convert.transforms.head import SPACED, signer_rows
from convert.walk import role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from convert.layout.blocks import Builder

_MARK_TOP: Final = {"document": 35.0, "order": 20.0, "minutes": 35.0}  # mm below the top of the text block
_LETTER_TOP: Final = 30.0  # mm below the top of the page
_LETTER_FOOT: Final = 20.0  # mm from the second rule to the bottom of the page
_LETTER_RULE: Final = 170.0  # mm
_RULE_BELOW: Final = 4.0  # mm from the number, or the mark of a letter, to the red rule
_RED: Final = "FF0000"
_LINE: Final = 1.0  # pt; the standard leaves the red rule's thickness open
_THICK, _THIN, _APART = 2.0, 0.75, 1.25  # pt, the double rule of a letter
_LEAST_MARK: Final = 22.0  # pt, the size a long mark shrinks to


def letterhead(builder: Builder, parts: Sequence[nodes.Block], place: Place) -> Iterator[Block]:
    """Yield the parts of the 版头 in their places; without an issuer's mark they are common blocks."""
    roles = [role_of(part) for part in parts]
    if Role.ISSUER_MARK not in roles:
        yield from builder.build(parts, place)
        return
    mark = roles.index(Role.ISSUER_MARK)
    if builder.set.profile.form == "letter":
        yield from _letter(builder, parts, mark, place)
        return
    yield from builder.build(parts[:mark], place)
    yield _mark(builder, parts[mark], place, _MARK_TOP.get(builder.set.profile.form, 35.0))
    yield from _below(builder, parts[mark + 1 :], place)


def _paragraphs(part: nodes.Block) -> tuple[nodes.Block, ...]:
    return part.content if isinstance(part, nodes.Div) else (part,)


def _lines(builder: Builder, part: nodes.Block, style: ResolvedStyle, place: Place) -> list[Line]:
    found: list[Line] = []
    for child in _paragraphs(part):
        if isinstance(child, nodes.Para | nodes.Plain):
            element = builder.set.tree.add("P", place.parent)
            found.extend(builder.set.paragraph(child.content, style, place, element, child.span))
    return found


def _mark(builder: Builder, part: nodes.Block, place: Place, top: float) -> Block:
    """Return the issuer's mark with its top edge `top` mm below that of the text block, on as few lines as it has."""
    style = builder.set.style(str(Role.ISSUER_MARK))
    if joint := joint_mark(builder.set, _paragraphs(part), style, place):
        return Block([joint], at=top * MM)
    wide = max((len(_text(child)) for child in _paragraphs(part)), default=0) * style.size
    if wide > place.measure:
        style = replace(style, size=max(_LEAST_MARK, style.size * place.measure / wide - 0.1))
    lines = _lines(builder, part, style, place)
    if lines:
        lines[-1].pitch = lines[-1].height
    return Block([*lines], at=top * MM)


def _text(node: nodes.Block) -> str:
    from convert.walk import plain_text

    return plain_text(node)


def _below(builder: Builder, parts: Sequence[nodes.Block], place: Place) -> Iterator[Block]:
    """Yield number and signer two lines below the mark, and the red rule of a 文件 4 mm below them."""
    typesetter = builder.set
    row = typesetter.step or typesetter.pitch(typesetter.style("body"))
    if parts and role_of(parts[-1]) is Role.SIGNER and len(parts) <= 2:
        blocks = [_upward(builder, parts[0] if len(parts) == 2 else None, parts[-1], place)]
    else:
        blocks = list(builder.build(parts, place))
    for number, block in enumerate(blocks):
        yield replace(block, before=0.0 if number else 2 * row, grid=False)
    last = blocks[-1].strips[-1] if blocks else None
    form = typesetter.profile.form
    if form == "document":
        lead = _RULE_BELOW * MM
        back = last.height - last.pitch if last is not None else 0.0
        rule = RuleStrip(typesetter.text_width, _LINE, _RED, lead=lead)
        yield Block([rule], before=back, after=2 * row)
    elif form in SPACED:
        yield Block([RuleStrip(0.0, 0.0)], after=2 * row)


def _upward(builder: Builder, number: nodes.Block | None, signer: nodes.Block, place: Place) -> Block:
    """Return 发文字号 1 from the left and 签发人 1 from the right, two names a line in Kai (7.2.5, 7.2.6).

    The number stands on the line of the last name.
    """
    typesetter = builder.set
    style = typesetter.style(str(Role.SIGNER))
    cell = typesetter.look(style).cell
    left = replace(typesetter.style(str(Role.DOC_NUMBER)), align="left", left=1.0)
    numbers = _lines(builder, number, left, place) if number is not None else []
    wide = max((line.x + line.width for line in numbers), default=0.0) / cell - 1
    columns, rows = signer_rows(signer, max(wide, 0.0), place.measure / cell)
    element = typesetter.tree.add("P", place.parent)
    flush = replace(style, align="left", right=0.0)
    lines: list[Line] = []
    for at, row in enumerate(rows):
        stops = columns if at == 0 else columns[1:]
        pieces: list[Line] = []
        for stop, (text, named) in zip(stops, row, strict=False):
            if text:
                pieces.append(typesetter.paragraph(_signing(text, named=named), flush, place, element)[0])
                pieces[-1].x = stop * cell
        base = numbers[-1] if numbers and at == len(rows) - 1 else pieces.pop(0)
        base.label = (*base.label, *pieces)
        lines.append(base)
    return Block([*lines[:-1], *numbers[:-1], lines[-1]])


def _signing(text: str, *, named: bool) -> tuple[nodes.Inline, ...]:
    """Return words of the line of those who sign, a name in the Kai face."""
    if not named:
        return (nodes.Str(text),)
    return (nodes.Span(nodes.Attr("", ("run-in",), (("level", "2"),)), (nodes.Str(text),)),)


# --- letters ---------------------------------------------------------------------------------------------


def _letter(builder: Builder, parts: Sequence[nodes.Block], mark: int, place: Place) -> Iterator[Block]:
    """Yield mark, double rule, then what stands left and the number right below it (10.1)."""
    typesetter = builder.set
    page = typesetter.profile.page
    row = typesetter.step or typesetter.pitch(typesetter.style("body"))
    yield _mark(builder, parts[mark], place, _LETTER_TOP - page.top)
    yield Block([_DoubleRule(_LETTER_RULE * MM, lead=_RULE_BELOW * MM)], left=_letter_left(typesetter.profile))
    others = [part for number, part in enumerate(parts) if number != mark]
    left: list[Line] = []
    right: list[Line] = []
    for part in others:
        role = role_of(part)
        style = typesetter.style(str(role))
        if role is Role.DOC_NUMBER:
            right.extend(_lines(builder, part, replace(style, align="right"), place))
        else:
            left.extend(_lines(builder, part, replace(style, align="left", left=0.0), place))
    if right and left:
        left[0].label = (*left[0].label, right[0])
    lines = left or right
    if lines:
        yield Block([*lines], before=7 / 8 * typesetter.style("body").size, after=2 * row)
    else:
        yield Block([RuleStrip(0.0, 0.0)], after=2 * row)


def _letter_left(profile: Profile) -> float:
    return ((profile.page.width - _LETTER_RULE) / 2 - profile.page.left) * MM


class _DoubleRule(RuleStrip):
    """A thick red rule over a thin one."""

    def paint(self, left: float, top: float) -> Iterator[Item]:
        """Yield both rules."""
        yield Rule(left, top + self.lead, self.width, _THICK, _RED)
        yield Rule(left, top + self.lead + _THICK + _APART, self.width, _THIN, _RED)

    def __init__(self, width: float, *, lead: float) -> None:
        super().__init__(width, _THICK + _APART + _THIN, _RED, lead=lead)


def letter_foot(profile: Profile) -> Iterator[Item]:
    """Yield the second double rule of a letter's first page, thin over thick (10.1)."""
    page = profile.page
    left = (page.width - _LETTER_RULE) / 2 * MM
    y = (page.height - _LETTER_FOOT) * MM
    yield Rule(left, y, _LETTER_RULE * MM, _THIN, _RED)
    yield Rule(left, y + _THIN + _APART, _LETTER_RULE * MM, _THICK, _RED)


def has_mark(typesetter: Typesetter, parts: Sequence[nodes.Block]) -> bool:
    """Tell whether the document has a letter's mark, and so its foot rule."""
    return typesetter.profile.form == "letter" and any(role_of(part) is Role.ISSUER_MARK for part in parts)
