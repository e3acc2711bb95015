"""The 版头 of a text that has its document number below the title: its parts are brought up to the issuer's mark."""

from __future__ import annotations

from convert import nodes, patterns
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.nodes import Block, Role
from convert.records import replace
from convert.transforms.codes import RAISED
from convert.transforms.metadata import folded
from convert.walk import div, plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Final

HEAD_ROLES: Final = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.ISSUER_MARK, Role.DOC_NUMBER, Role.SIGNER)
"""Parts of the 版头 in the order of 7.2."""

_FRONT: Final = frozenset(
    {*HEAD_ROLES, Role.TITLE, Role.SUBTITLE, Role.OCCASION, Role.DATELINE, Role.SPEAKER, Role.AUTHOR}
)
_NEAR: Final = 4
"""Blocks below the title among which a line may be what metadata say the document number is."""

_MARKS: Final = frozenset("、，,")
_NAMES_APART: Final = r"([、，,])|\s+"


def head_length(blocks: tuple[Block, ...]) -> int:
    """Return how many blocks at the top belong to the 版头."""
    count = 0
    while count < len(blocks) and role_of(blocks[count]) in HEAD_ROLES:
        count += 1
    return count


def front_length(blocks: tuple[Block, ...]) -> int:
    """Return how many blocks at the top are parts of the 版头 or lines of the title."""
    return next((at for at, block in enumerate(blocks) if role_of(block) not in _FRONT), len(blocks))


def rank(block: Block) -> int:
    """Return the place of a part in the order of 7.2, a number beyond all for what is no part."""
    role = role_of(block)
    return HEAD_ROLES.index(role) if role in HEAD_ROLES else len(HEAD_ROLES)


def raised(
    blocks: tuple[Block, ...], stated: Mapping[Role, str], report: Callable[[Diagnostic], None] | None = None
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the 版头 of a document with an issuer's mark and what is below it.

    Parts that stand among the lines of the title come up; so does a paragraph near them that is nothing but what
    metadata (`stated`) give for such a part. Each is remarked on.
    """
    count = head_length(blocks)
    head, rest = list(blocks[:count]), list(blocks[count:])
    end = front_length(tuple(rest))
    for place, block in enumerate(rest[: end + _NEAR]):
        found = block if place < end and role_of(block) in HEAD_ROLES else _stated(block, stated)
        if found is None or role_of(found) is Role.ISSUER_MARK:
            continue
        rest = [other for other in rest if other is not block]
        later = (at for at, part in enumerate(head) if rank(part) > rank(found))
        head.insert(next(later, len(head)), found)
        if report is not None:
            message = f"{plain_text(block).strip()} is set in the head above the title"
            report(Diagnostic(RAISED, Severity.INFO, message, block.span, stage=Stage.TRANSFORM))
    return tuple(head), tuple(rest)


def _stated(block: Block, stated: Mapping[Role, str]) -> Block | None:
    """Return a plain paragraph as the part of the 版头 that metadata say it is."""
    if not isinstance(block, nodes.Para | nodes.Plain):
        return None
    text = folded(plain_text(block))
    role = next((role for role, words in stated.items() if words and folded(words) == text), None)
    return None if role is None else div(role, block, span=block.span)


def one_signer(head: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the 版头 with its signers, who may stand on several lines or above the number, in one part behind it."""
    signers = [part for part in head if role_of(part) is Role.SIGNER]
    if not signers:
        return head
    content = [child for part in signers if isinstance(part, nodes.Div) for child in part.content]
    others = [part for part in head if role_of(part) is not Role.SIGNER]
    return (*others, replace(signers[0], content=tuple(content)))


def signers(block: Block) -> tuple[str, tuple[str, ...]]:
    """Return 签发人： and the names of those who sign, from the lines of a part.

    Marks between names that the text has stay with the name before them; metadata only part names by them.
    """
    lines = block.content if isinstance(block, nodes.Div) else (block,)
    text = "\u3000".join(plain_text(part) for part in lines).replace("签发人:", "签发人：")
    label, colon, names = text.partition("：")
    if not colon:
        label, names = "", text
    return label + colon, tuple(_names(names, marks=block.span is not None))


def _names(text: str, *, marks: bool) -> list[str]:
    """Return names parted by marks or blanks; 张　三 with a blank inside is one."""
    found: list[str] = []
    for piece in filter(None, patterns.split(_NAMES_APART, text)):
        if piece in _MARKS:
            if marks and found:
                found[-1] += piece
        elif found and len(piece) == 1 and len(found[-1]) == 1:
            found[-1] += "\u3000" + piece
        else:
            found.append(piece)
    return found
