"""The lines under a title: date, occasion and speaker stand right below it, and the blank line comes after them."""

from __future__ import annotations

from convert.nodes import Block, Role
from convert.profile import Profile
from convert.transforms.placement import placed
from convert.walk import role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


UNDER_TITLE: Final = frozenset(
    {Role.SUBTITLE, Role.OCCASION, Role.DATELINE, Role.SPEAKER, Role.AUTHOR, Role.DOC_NUMBER}
)


def fronted(blocks: tuple[Block, ...], profile: Profile) -> tuple[Block, ...]:
    """Return `blocks` with the space below the title moved below the lines that belong to it."""
    at = next((index for index, block in enumerate(blocks) if role_of(block) is Role.TITLE), None)
    if at is None:
        return blocks
    end = at + 1
    while end < len(blocks) and role_of(blocks[end]) in UNDER_TITLE:
        end += 1
    if end == at + 1:
        return blocks
    space = profile.style(Role.TITLE.value).after
    title, last = placed(blocks[at], after=0), placed(blocks[end - 1], after=space)
    return (*blocks[:at], title, *blocks[at + 1 : end - 1], last, *blocks[end:])
