"""Footnotes: marks 〔1〕 ［2］ [3] in the text are linked to the notes at its end when every one has its partner."""

from __future__ import annotations

from convert import patterns
from convert.nodes import Role
from convert.readers.plaintext.draft import CODE, FOOTNOTE, TABLE, Draft, Remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


MARK: Final = patterns.compile(r"(?P<open>[〔［\[])(?P<number>\d{1,3})[〕］\]]")
_BIBLIOGRAPHY: Final = patterns.compile(
    r"参考(?:文献|书目|资料)|參考(?:文獻|書目|資料)|References|Bibliography|引用文献"
)
_LEAST: Final = 1
_KEPT: Final = frozenset({CODE, TABLE, Role.TOC, Role.VERSE})
"""Parts whose text is not looked through for marks."""


def read_notes(draft: Draft) -> None:
    """Mark the notes at the end when they and their marks count 1, 2, 3 … alike, each mark once and in order."""
    first = len(draft)
    while first > 0 and _label(draft, first - 1):
        first -= 1
    notes = [_label(draft, i) for i in range(first, len(draft))]
    if len(notes) < _LEAST or first == 0 or _BIBLIOGRAPHY.match(draft.text(first - 1)):
        return
    style = notes[0][0]
    marks = [m["open"] + m["number"] for i in range(first) for m in MARK.finditer(draft.text(i)) if m["open"] == style]
    fixed = any(MARK.search(draft.text(i)) for i in range(first) if draft.parts[i] in _KEPT)
    counted = [f"{style}{n}" for n in range(1, len(notes) + 1)]
    if notes == counted == marks and not fixed:
        draft.put(FOOTNOTE, *range(first, len(draft)))
    elif marks and set(marks) & set(notes):
        draft.remarks.append(
            Remark("STR402", f"{len(notes)} notes and {len(marks)} marks do not match; they stay text", first)
        )


def _label(draft: Draft, index: int) -> str:
    """Return the mark with which a paragraph begins, or nothing."""
    m = MARK.match(draft.text(index))
    return m["open"] + m["number"] if m and len(draft.text(index)) > m.end() else ""
