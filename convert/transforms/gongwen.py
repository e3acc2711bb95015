"""An official document as its form wants it: 版头 and 版记 from metadata, places of signature and attachments note.

Both the DOCX writer and the layout run `official` first, so both see the same blocks. What the transform adds
comes from metadata only; what the text says itself is never moved and never doubled. Places that depend on the
text are written as attributes of a Div (see `convert.transforms.styles.placed_style`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from convert import nodes
from convert.nodes import Block, Document, Role
from convert.profile import POINTS_PER_MM, Profile
from convert.transforms.placement import Measure, placed, placed_parts
from convert.walk import div, meta_text, plain_text, role_of

RED_RULE: Final = "red-rule"
"""Class of the Div around the rule below the 版头 (7.2.7)."""

_HEAD_ROLES: Final = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.ISSUER_MARK, Role.DOC_NUMBER, Role.SIGNER)
_MARK_TOP: Final = {"document": 35.0, "order": 20.0, "minutes": 35.0}
"""Distance of the issuer mark's top from the top of the text block in mm (7.2.4, 10.2, 10.3)."""

_FILE: Final = "文件"
_ISSUED: Final = "印发"
_FIRST_SIGNER: Final = "签发人："
_IMPRINT: Final = re.compile(r"^(?P<organ>.+?)[ \t\u3000]+(?P<date>\S*\d{4}年\d{1,2}月\d{1,2}日\S*)$")


def official(document: Document, profile: Profile) -> Document:
    """Return `document` with the parts its metadata asks for and every part in its place.

    A profile without `form` (prose, web, book) changes nothing but the places of signature and attachments note.
    """
    blocks = document.blocks
    if profile.form:
        count = _head_length(blocks)
        body = [_imprint_line(block) for block in blocks[count:]]
        blocks = (*_head(document, profile, blocks[:count]), *body, *_record(document, blocks))
    measure = Measure.of(profile, seal=meta_text(document, "seal") in _YES)
    return replace(document, blocks=tuple(placed_parts(blocks, measure)))


_YES: Final = frozenset({"true", "yes", "1", "是", "有"})


def _roles(blocks: tuple[Block, ...]) -> set[Role]:
    """Return the roles of the top-level blocks."""
    return {role for block in blocks if (role := role_of(block)) is not None}


# --- 版头 (7.2) ---------------------------------------------------------------------------------------------


def _head_length(blocks: tuple[Block, ...]) -> int:
    """Return how many blocks at the top belong to the 版头."""
    count = 0
    while count < len(blocks) and role_of(blocks[count]) in _HEAD_ROLES:
        count += 1
    return count


def _head(document: Document, profile: Profile, found: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the 版头: what the text has with what metadata adds in the order of 7.2, then the red rule."""
    parts = list(found)
    present = _roles(document.blocks)
    for rank, role in enumerate(_HEAD_ROLES):
        if role not in present and (text := _head_text(document, profile, role)):
            later = (at for at, part in enumerate(parts) if _rank(part) > rank)
            parts.insert(next(later, len(parts)), div(role, nodes.Para((nodes.Str(text),))))
    roles = [role_of(part) for part in parts]
    if Role.ISSUER_MARK not in roles:
        yield from parts
        return
    mark = roles.index(Role.ISSUER_MARK)
    yield from parts[:mark]
    yield _mark(parts[mark], profile, mark)
    yield from _below_mark(parts[mark + 1 :])
    if profile.form == "document":
        yield nodes.Div(nodes.Attr("", (RED_RULE,)), (nodes.HorizontalRule(),))


def _rank(block: Block) -> int:
    role = role_of(block)
    return _HEAD_ROLES.index(role) if role in _HEAD_ROLES else len(_HEAD_ROLES)


def _below_mark(parts: list[Block]) -> Iterator[Block]:
    """Yield number and signer, two lines below the mark; both on one line when both are there (上行文, 7.2.5)."""
    roles = [role_of(part) for part in parts]
    if roles == [Role.DOC_NUMBER, Role.SIGNER]:
        yield _upward(*parts)
        return
    for index, part in enumerate(parts):
        yield part if index else placed(part, before=2)


def _head_text(document: Document, profile: Profile, role: Role) -> str:
    """Return the text of a part of the 版头 from metadata, "" when there is none."""
    if role is Role.ISSUER_MARK:
        explicit = meta_text(document, "issuer-mark")
        organ = meta_text(document, "issuer") if meta_text(document, "letterhead") in _YES else ""
        return explicit or (organ + _FILE if profile.form == "document" and organ else organ)
    if role is Role.SIGNER:
        signer = meta_text(document, "signer")
        return signer if not signer or signer.startswith("签发人") else _FIRST_SIGNER + signer
    return meta_text(document, role.value)


def _mark(block: Block, profile: Profile, lines_above: int) -> Block:
    """Put the mark's top at its distance from the top of the text block, below `lines_above` lines."""
    if profile.form not in _MARK_TOP:
        return block
    style = profile.style(Role.ISSUER_MARK)
    pitch = profile.pitch(profile.style("body"))
    leading = (profile.pitch(style) - style.size) / 2
    lines = (_MARK_TOP[profile.form] * POINTS_PER_MM - leading) / pitch - lines_above
    return placed(block, before=max(lines, 0.0))


def _upward(number: Block, signer: Block) -> Block:
    """Return 发文字号 and 签发人 on one line (上行文, 7.2.5 and 7.2.6): indent 1 on both sides, the number first."""
    text = plain_text(signer)
    label, colon, name = text.partition("：")
    inlines = (
        nodes.Str(plain_text(number).strip()),
        nodes.Span(nodes.Attr("", ("fill",)), ()),
        nodes.Str(label + colon),
        nodes.Span(nodes.Attr("", ("signer-name",)), (nodes.Str(name),)),
    )
    made = nodes.Div(nodes.Attr("", (Role.DOC_NUMBER.value, "upward")), (nodes.Para(inlines),))
    return placed(made, before=2, left=1, right=1)


# --- 版记 (7.4) ---------------------------------------------------------------------------------------------


def _record(document: Document, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the parts of the 版记 that metadata gives and the text lacks."""
    present = _roles(blocks)
    for role in (Role.COPIES, Role.IMPRINT):
        if role not in present and (inlines := _record_inlines(document, role)):
            yield div(role, nodes.Para(inlines))


def _record_inlines(document: Document, role: Role) -> tuple[nodes.Inline, ...]:
    if role is Role.COPIES:
        text = meta_text(document, "copies")
        if not text:
            return ()
        text = text if text.startswith("抄送") else f"抄送：{text}"
        return (nodes.Str(text if text.endswith("。") else text + "。"),)
    organ, date = meta_text(document, "imprint-organ"), meta_text(document, "imprint-date")
    if not organ and not date:
        return ()
    date = date if not date or date.endswith(_ISSUED) else date + _ISSUED
    return (nodes.Str(organ), _FILL, nodes.Str(date))


_FILL: Final = nodes.Span(nodes.Attr("", ("fill",)), ())
"""Pushes what follows to the right edge of the line."""


def _imprint_line(block: Block) -> Block:
    """Push the date of 印发 to the right: the blanks that part it from the organ become the fill."""
    if not isinstance(block, nodes.Div) or role_of(block) is not Role.IMPRINT or len(block.content) != 1:
        return block
    found = _IMPRINT.match(plain_text(block).strip())
    if found is None or not isinstance(block.content[0], nodes.Para):
        return block
    inlines = (nodes.Str(found["organ"]), _FILL, nodes.Str(found["date"]))
    return replace(block, content=(nodes.Para(inlines, span=block.content[0].span),))
