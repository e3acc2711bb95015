"""Tables of contents: entries that return as headings further down, or that lead to page numbers."""

from __future__ import annotations

from convert import patterns
from convert.nodes import Role
from convert.readers.plaintext.draft import Draft
from convert.readers.plaintext.lines import folded
from convert.readers.plaintext.markers import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_LEADERS: Final = patterns.compile(r".{1,60}?(?:[.．…·。\s]{3,}+|\t+|—{2,}\s*)[（(]?\d{1,4}[)）]?")
_LONGEST_ENTRY: Final = 60
_LEAST_ENTRIES: Final = 4
_LABEL: Final = patterns.compile(
    r"^(?:第[ 　]?[^\s　]{1,6}[ 　]?[章节節编編篇]|[章节節]|[A-Z](?=\.)|附录)?[\s　]*"
    r"(?:\d+|[A-Z])?(?:\.\d+)*[.、．]?[\s　]*"
)


def read_toc(draft: Draft, index: int) -> int:
    """Read a table of contents that begins with its label at `index`; return the index behind it."""
    last_place = {folded(p.text): i for i, p in enumerate(draft.passages) if len(p.text) <= _LONGEST_ENTRY}
    entries: list[str] = []
    stop = index + 1
    while stop < len(draft):
        text = draft.text(stop)
        entry_text = folded(text)
        entry = _LEADERS.fullmatch(text) if len(text) <= _LONGEST_ENTRY else None
        again = len(entries) >= _LEAST_ENTRIES and _name(text) == _name(draft.text(index + 1))
        if entries and (entry_text == entries[0] or again) and not entry:
            break
        if len(text) > _LONGEST_ENTRY or "。" in text or draft.ends[stop].final:
            break
        marker = draft.markers[stop]
        labelled = marker is not None and marker.kind <= Kind.DECIMAL
        if not entry and not labelled and last_place.get(entry_text, -1) <= stop:
            break
        entries.append(patterns.sub(r"[.．…·。\s—]*\d*$", "", entry_text) if entry else entry_text)
        stop += 1
    repeated = bool(entries) and (last_place.get(entries[0], -1) >= stop or _named_below(draft, index + 1, stop))
    if len(entries) < 2 or not (repeated or _LEADERS.fullmatch(draft.text(index + 1))):
        draft.put(Role.TOC, index)
        return index + 1
    draft.put(Role.TOC, *range(index, stop))
    return stop


def _named_below(draft: Draft, first: int, stop: int) -> bool:
    """Tell whether most entries name a later heading, whatever the labels of both look like."""
    if stop - first < _LEAST_ENTRIES:
        return False
    later = {_name(p.text) for p in draft.passages[stop:] if len(p.text) <= _LONGEST_ENTRY}
    named = sum(1 for i in range(first, stop) if _name(draft.text(i)) in later)
    return named * 2 >= stop - first


def _name(text: str) -> str:
    return folded(_LABEL.sub("", text))
