"""The places of the 版头 (GB/T 9704 7.2) and of the marks of letters, orders and minutes (10.1 to 10.3)."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Block, Role
from convert.profile import POINTS_PER_MM, Profile
from convert.records import replace
from convert.transforms.placement import FILL, Measure, em_width, placed
from convert.transforms.raising import signers
from convert.walk import plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

RED_RULE: Final = "red-rule"
"""Class of the Div around the rule below the 版头 (7.2.7)."""

_MARK_TOP: Final = {"document": 35.0, "order": 20.0, "minutes": 35.0}
"""Distance of the issuer mark's top from the top of the text block in mm (7.2.4, 10.2, 10.3)."""


SPACED: Final = frozenset({"order", "minutes"})
"""Forms whose text or title begins two lines below the 版头, with no red rule between (10.2, 7.3.1)."""


def placed_head(parts: Sequence[Block], profile: Profile) -> Iterator[Block]:
    """Yield the 版头 in its places, with the red rule of a 文件 below; unchanged when it has no mark."""
    roles = [role_of(part) for part in parts]
    if Role.ISSUER_MARK not in roles:
        yield from parts
        return
    mark = roles.index(Role.ISSUER_MARK)
    if profile.form == "letter":
        yield parts[mark]
        yield from _below_letter_mark([*parts[:mark], *parts[mark + 1 :]])
        return
    yield from parts[:mark]
    made = _mark(parts[mark], profile, mark)
    bare = profile.form in SPACED and mark == len(parts) - 1
    yield placed(made, after=2 - _leading(profile)) if bare else made
    yield from _below_mark(parts[mark + 1 :], profile)
    if profile.form == "document":
        yield nodes.Div(nodes.Attr("", (RED_RULE,)), (nodes.HorizontalRule(),))


def _mark(block: Block, profile: Profile, lines_above: int) -> Block:
    """Put the mark's top at its distance from the top of the text block, below `lines_above` lines."""
    if profile.form not in _MARK_TOP:
        return block
    pitch = profile.pitch(profile.style("body"))
    lines = _MARK_TOP[profile.form] * POINTS_PER_MM / pitch - _leading(profile) - lines_above
    return placed(block, before=max(lines, 0.0))


def _leading(profile: Profile) -> float:
    """Return the white above and below the characters of the mark inside its line, in lines of the page."""
    style = profile.style(Role.ISSUER_MARK)
    return (profile.pitch(style) - style.size) / 2 / profile.pitch(profile.style("body"))


def _below_mark(parts: Sequence[Block], profile: Profile) -> Iterator[Block]:
    """Yield number and signer, two lines below the mark; both on one line when both are there (上行文, 7.2.5)."""
    before = 2 - _leading(profile)
    if parts and role_of(parts[-1]) is Role.SIGNER and len(parts) <= 2:
        yield from _upward(parts[0] if len(parts) == 2 else None, parts[-1], profile, before)
        return
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        after = {"after": 2.0} if last and profile.form in SPACED else {}
        yield placed(part, **({} if index else {"before": before}), **after)


def _below_letter_mark(parts: Sequence[Block]) -> Iterator[Block]:
    """Yield what stands left with the number right on its first line (10.1); the writer sets it below the rule."""
    number = [part for part in parts if role_of(part) is Role.DOC_NUMBER]
    others = [part for part in parts if role_of(part) is not Role.DOC_NUMBER]
    if number and others and isinstance(others[0], nodes.Div):
        inlines = (nodes.Str(plain_text(others[0]).strip()), FILL, *_digits(number[0]))
        others[0] = replace(others[0], content=(nodes.Para(inlines),))
    elif number:
        others = number[:1]
    for index, part in enumerate(others):
        yield placed(part, **({"after": 2.0} if index == len(others) - 1 else {}))


def _digits(number: Block) -> tuple[nodes.Inline, ...]:
    """Return 发文字号 in the body's face, whatever the face of what stands left."""
    return (nodes.Span(nodes.Attr("", ("plain-face",)), (nodes.Str(plain_text(number).strip()),)),)


def _upward(number: Block | None, signer: Block, profile: Profile, before: float) -> Iterator[Block]:
    """Yield 签发人 and 发文字号, which stands on the line of the last name: indent 1 on both sides, names in Kai.

    7.2.5 and 7.2.6: two names a line, each line beginning under the first name; tab stops hold the columns.
    """
    left = plain_text(number).strip() if number is not None else ""
    measure = Measure.of(profile)
    columns, rows = signer_rows(signer, em_width(left, measure.gap), measure.line)
    for index, row in enumerate(rows):
        last = index == len(rows) - 1
        inlines: list[nodes.Inline] = [nodes.Str(left)] if last and left else []
        for at, (text, named) in enumerate(row):
            inlines += [] if index == 0 and at == 1 else [FILL]  # the first name follows its label
            inlines.append(
                nodes.Span(nodes.Attr("", ("signer-name",)), (nodes.Str(text),)) if named else nodes.Str(text)
            )
        role = Role.DOC_NUMBER if last and left else Role.SIGNER
        stops = (columns[0], columns[2]) if index == 0 else columns[1:]
        tabs = " ".join(f"{stop:g}" for stop in stops)
        made = nodes.Div(nodes.Attr("", (role.value,), (("tabs", tabs),)), (nodes.Para(tuple(inlines)),))
        yield placed(made, before=0 if index else before, left=1, right=0, align="left")


Row = list[tuple[str, bool]]
"""Words of a line of signers, and whether they are a name."""


def signer_rows(signer: Block, number: float, line: float) -> tuple[tuple[float, float, float], list[Row]]:
    """Return where 签发人, the first and the second name begin (characters from the left), and the rows.

    One name a row where two would run into the document number, `number` characters wide.
    """
    label, names = signers(signer)
    lead = em_width(label)
    for count in (2, 1):
        widest = [max(map(em_width, names[at::count]), default=0.0) for at in range(min(count, len(names)))]
        whole = lead + sum(widest) + len(widest) - 1
        start = line - 1 - whole
        if start >= 1 + number + (0.5 if number else 0.0):
            break
    start = max(start, 1.0)
    first = start + lead
    columns = (start, first, first + (widest[0] if widest else 0.0) + 1)
    rows: list[Row] = [[(name, True) for name in names[at : at + count]] for at in range(0, len(names), count)] or [[]]
    rows[0].insert(0, (label, False))
    return columns, rows
