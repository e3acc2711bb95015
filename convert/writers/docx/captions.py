"""Numbers of captions as SEQ fields: 图1, 图2 … count themselves when a figure is put between in Word."""

from __future__ import annotations

from convert import nodes, patterns
from convert.walk import descend, plain_text
from convert.writers.docx.text import attribute, escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final

    from convert.nodes import Document

_NUMBERED: Final = patterns.compile("(图|圖|表|Figure|Table)([ \u00a0]?)([1-9][0-9]*)(?![-.－–—0-9年月日])")
_FIRST_RUN: Final = patterns.compile('(<w:r>(?:<w:rPr>.*?</w:rPr>)?)(<w:t xml:space="preserve">)([^<]*)</w:t></w:r>')


def counted(document: Document) -> frozenset[str]:
    """Return the labels (图, 表 …) whose captions count from 1 without a gap: only these may count by themselves."""
    numbers: dict[str, list[int]] = {}
    for node in descend(document.blocks):
        if isinstance(node, nodes.Figure | nodes.Table) and node.caption.content:
            found = _NUMBERED.match(plain_text(node.caption.content[0]))
            if found:
                numbers.setdefault(found[1], []).append(int(found[3]))
    return frozenset(label for label, found in numbers.items() if found == list(range(1, len(found) + 1)))


def with_field(runs: str, labels: frozenset[str]) -> str:
    """Return the runs of a caption with the number behind its label as a field; the text stays the same."""
    first = _FIRST_RUN.match(runs)
    found = _NUMBERED.match(first[3]) if first else None
    if first is None or found is None or found[1] not in labels:
        return runs
    return _fielded(first, found) + runs[first.end() :]


def _fielded(first: re.Match[str], found: re.Match[str]) -> str:
    opened, start, text = first.groups()
    rest = text[found.end() :]
    sides = [f"{opened}{start}{part}</w:t></w:r>" if part else "" for part in (found[1] + found[2], found[3], rest)]
    instruction = escape(f" SEQ {attribute(found[1])} \\* ARABIC ")
    return (
        f'{sides[0]}{opened}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{opened}<w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'{opened}<w:fldChar w:fldCharType="separate"/></w:r>{sides[1]}'
        f'{opened}<w:fldChar w:fldCharType="end"/></w:r>{sides[2]}'
    )
