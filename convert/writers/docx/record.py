"""The 版记 (GB/T 9704 7.4): paragraphs between rules, in a frame at the foot of the last page.

A frame of paragraphs, not a floating table: LibreOffice sets a floating table as wide as the text block into the
flow. The rules are shaded paragraphs: a border would follow the indents of the text, and LibreOffice makes no
frame of paragraphs with borders.
"""

from __future__ import annotations

from convert import nodes
from convert.nodes import Block, Role
from convert.walk import role_of
from convert.writers.docx.properties import spacer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

ROLES: Final = frozenset({Role.COPIES, Role.IMPRINT})
THICK: Final = 20
THIN: Final = 14
"""Recommended 0.35 mm and 0.25 mm in twips."""
ANCHOR: Final = spacer(10)
"""The paragraph the frame hangs on: half a point high, so that it never needs a line of its own."""


def frame(width: int) -> str:
    """Return w:framePr of the frame at the foot of the text block, `width` twips wide."""
    return (
        f'<w:framePr w:w="{width}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" '
        'w:xAlign="center" w:yAlign="bottom"/>'
    )


def rule(framed: str, height: int) -> str:
    """Return a paragraph that is nothing but a rule `height` twips high."""
    return (
        f'<w:p><w:pPr>{framed}<w:shd w:val="clear" w:color="auto" w:fill="000000"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
        '<w:ind w:firstLine="0" w:firstLineChars="0"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def is_record(block: Block) -> bool:
    """Tell whether `block` belongs to the 版记."""
    return role_of(block) in ROLES


def last_record(blocks: Sequence[Block]) -> int:
    """Return where the 版记 at the end of the document begins; the number of blocks when there is none."""
    start = len(blocks)
    while start and is_record(blocks[start - 1]):
        start -= 1
    return start


def has_fill(content: tuple[nodes.Inline, ...]) -> bool:
    """Tell whether a paragraph pushes a part of itself to the right edge."""
    return any(isinstance(part, nodes.Span) and "fill" in part.attr.classes for part in content)
