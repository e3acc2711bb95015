"""An official document as its form wants it: 版头 and 版记 from metadata into blocks.

The DOCX writer and the layout both run `official`, so both see the same blocks. What the text says itself is printed
once and wins over metadata, which fill in what it lacks; only parts of a red head that stand below the title move up.
"""

from __future__ import annotations

from convert import nodes
from convert.nodes import Block, Document, Role
from convert.profile import Profile
from convert.records import replace
from convert.transforms.front import fronted
from convert.transforms.metadata import folded
from convert.transforms.placement import placed
from convert.transforms.raising import HEAD_ROLES, front_length, head_length, one_signer, raised, rank
from convert.walk import div, meta_text, plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final

    from convert.diagnostics import Diagnostic

_MARK_ENDS: Final = {"document": "文件", "minutes": "纪要"}
_SIGNER: Final = "签发人："
_COPIES: Final = "抄送："
_ISSUED: Final = "印发"
_LONGEST_LABEL: Final = 4
_BETWEEN_ORGANS: Final = "、"
_SHORTEST_ORGAN: Final = 3


def official(document: Document, profile: Profile, report: Callable[[Diagnostic], None] | None = None) -> Document:
    """Return `document` with the 版头 and 版记 its metadata asks for and its text lacks; unchanged without `form`.

    Metadata: issuer-mark, doc-number, copy-number, secrecy, urgency, signer; copies, imprint-organ, imprint-date.
    Parts brought up into a red head are told to `report`.
    """
    if not profile.form:
        return replace(document, blocks=fronted(document.blocks, profile))
    stated = {role: _head_text(document, profile, role) for role in HEAD_ROLES}
    count = head_length(document.blocks)
    head, body = document.blocks[:count], document.blocks[count:]
    if stated[Role.ISSUER_MARK] or any(role_of(part) is Role.ISSUER_MARK for part in head):
        head, body = raised(document.blocks, stated, report)
    body = fronted(body, profile)
    made = (*_head(profile, one_signer(head), body, stated), *_attended(body), *_record(document, profile))
    return replace(document, blocks=made)


def _head(profile: Profile, found: tuple[Block, ...], body: tuple[Block, ...], stated: dict[Role, str]) -> list[Block]:
    """Return the 版头: what the text has, with what metadata adds in its place in the order of 7.2."""
    parts = list(found)
    for place, role in enumerate(HEAD_ROLES):
        text = stated[role]
        if text and not _is_said(role, text, found, body):
            later = (at for at, part in enumerate(parts) if rank(part) > place)
            lines = _organs(text) if role is Role.ISSUER_MARK and profile.form == "document" else (text,)
            parts.insert(next(later, len(parts)), div(role, *(nodes.Para((nodes.Str(line),)) for line in lines)))
    return parts


def _is_said(role: Role, text: str, found: tuple[Block, ...], body: tuple[Block, ...]) -> bool:
    """Tell whether the text has a part of the 版头 at its head, or further down the same one."""
    if any(role_of(block) is role for block in (*found, *body[: front_length(body)])):
        return True
    return any(role_of(block) is role and folded(plain_text(block)) == folded(text) for block in body)


def _organs(mark: str) -> tuple[str, ...]:
    """Return the names of the organs that issue a document together, the main one first (7.2.4)."""
    names = tuple(mark.split(_BETWEEN_ORGANS))
    return names if all(len(name) >= _SHORTEST_ORGAN for name in names) else (mark,)


def _head_text(document: Document, profile: Profile, role: Role) -> str:
    """Return the text of a part of the 版头 from metadata, "" when there is none."""
    text = meta_text(document, role)
    if text and role is Role.ISSUER_MARK:
        end = _MARK_ENDS.get(profile.form, "")
        return text if text.endswith(end) else text + end
    if text and role is Role.SIGNER:
        return text if text.startswith(_SIGNER[:3]) else _SIGNER + text
    return text


def _attended(body: tuple[Block, ...]) -> Iterator[Block]:
    """Set 出席, 请假 and 列席 apart from the names for a face of their own, a blank line above (10.3)."""
    above: Block | None = None
    for block in body:
        if role_of(block) is Role.ATTENDANCE and isinstance(block, nodes.Div):
            labelled = replace(block, content=tuple(_labelled(part) for part in block.content))
            first = above is not None and role_of(above) is not Role.ATTENDANCE
            yield placed(labelled, before=1) if first else labelled
        else:
            yield block
        above = block


def _labelled(part: Block) -> Block:
    match part:
        case nodes.Para((nodes.Str(text), *rest)) if 0 < text.find("：") <= _LONGEST_LABEL:
            label, _, names = text.partition("：")
            span = nodes.Span(nodes.Attr("", ("attendance-label",)), (nodes.Str(label + "："),))
            return replace(part, content=(span, nodes.Str(names), *rest))
    return part


def _record(document: Document, profile: Profile) -> Iterator[Block]:
    """Yield the parts of the 版记 that metadata gives and the text lacks; a letter has no 印发 (10.1)."""
    present = {role_of(block) for block in document.blocks}
    copies = meta_text(document, "copies")
    if copies and Role.COPIES not in present:
        text = copies if copies.startswith(_COPIES[:2]) else _COPIES + copies
        yield div(Role.COPIES, nodes.Para((nodes.Str(text if text.endswith("。") else text + "。"),)))
    organ, date = meta_text(document, "imprint-organ"), meta_text(document, "imprint-date")
    if (organ or date) and Role.IMPRINT not in present and profile.form != "letter":
        printed = date if not date or date.endswith(_ISSUED) else date + _ISSUED
        yield div(Role.IMPRINT, nodes.Para((nodes.Str("　　".join(filter(None, (organ, printed)))),)))
