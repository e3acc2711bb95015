"""Footnotes: marks 〔1〕 ［2］ ⑴ ① in the text are linked to the notes below it when every one has its partner."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Role
from convert.readers.plaintext.draft import CODE, FOOTNOTE, TABLE, Draft, Remark
from convert.records import replace
from convert.walk import transform_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final

    from convert.diagnostics import Span

_MARK: Final = patterns.compile(r"[〔［\[]\d{1,3}[〕］\]]|[①-⑳]|[⑴-⒇]")
_NUMBER: Final = patterns.compile(r"\d+")
_BIBLIOGRAPHY: Final = patterns.compile(
    r"参考(?:文献|书目|资料)|參考(?:文獻|書目|資料)|References|Bibliography|引用文献"
)
_NO_NOTE_AFTER: Final = frozenset("：:；;，,、（(“「『《—·　 ")
"""Signs behind which ① counts things and calls no note."""
_KEPT: Final = frozenset({CODE, TABLE, Role.TOC, Role.VERSE})
"""Parts whose text is not looked through for marks."""


def read_notes(draft: Draft) -> None:
    """Mark the notes below each text when they and its marks count 1, 2, 3 … alike, each mark once and in order."""
    first = stop = 0
    while stop < len(draft):
        start = stop
        while start < len(draft) and not _label(draft, start):
            start += 1
        stop = start
        while stop < len(draft) and _follows(draft, start, stop):
            stop += 1
        if start == len(draft):
            return
        if stop == start:
            stop += 1
            continue
        if _linked(draft, range(first, start), range(start, stop)):
            draft.put(FOOTNOTE, *range(start, stop))
            first = stop


def _follows(draft: Draft, start: int, index: int) -> bool:
    """Tell whether a paragraph is the next note of the run that begins at `start`."""
    label = _label(draft, index)
    return bool(label) and _style(label) == _style(_label(draft, start)) and _value(label) == index - start + 1


def _linked(draft: Draft, body: range, notes: range) -> bool:
    """Tell whether the marks in a text are those of the notes below it; report when only some are."""
    if not body or _BIBLIOGRAPHY.match(draft.text(body[-1])):
        return False
    style = _style(_label(draft, notes[0]))
    if style in "①⑴" and len(notes) == 1 and notes[-1] < len(draft) - 1:
        return False
    wanted = [_label(draft, i) for i in notes]
    marks: list[str] = []
    fixed = False
    for i in body:
        text = draft.text(i)
        found = [m for m in _MARK.finditer(text) if _style(m[0]) == style]
        fixed = fixed or bool(found and (draft.parts[i] in _KEPT or found[0].start() == 0))
        fixed = fixed or (style in "①⑴" and any(text[m.start() - 1] in _NO_NOTE_AFTER for m in found))
        marks += [m[0] for m in found]
    if marks == wanted and not fixed:
        return True
    if style not in "①⑴" and set(marks) & set(wanted):
        text = f"{len(wanted)} notes and {len(marks)} marks do not match; they stay text"
        draft.remarks.append(Remark("STR402", text, notes[0]))
    return False


def _label(draft: Draft, index: int) -> str:
    """Return the mark with which an undecided paragraph begins, or nothing."""
    text = draft.text(index)
    if draft.parts[index]:
        return ""
    m = _MARK.match(text)
    return m[0] if m and len(text) > m.end() else ""


def _style(mark: str) -> str:
    """Return what marks of one count have in common: their bracket, or the first of their row."""
    return mark[0] if len(mark) > 1 else "①" if mark <= "⑳" else "⑴"


def _value(mark: str) -> int:
    found = _NUMBER.search(mark)
    return int(found[0]) if found and len(mark) > 1 else ord(mark) - ord(_style(mark)) + 1


# --- linking ---------------------------------------------------------------------------------------------


def link(document: nodes.Document, draft: Draft, place: Callable[[int, int], Span]) -> nodes.Document:
    """Return the document with each note at its mark."""
    waiting: dict[str, list[nodes.Note]] = {}
    for i in [i for i, part in enumerate(draft.parts) if part == FOOTNOTE]:
        passage, label = draft.passages[i], draft.text(i)
        label = label[: _end_of_mark(label)]
        span = place(passage.start, passage.end)
        body = nodes.Str(passage.text[len(label) :].lstrip(" 　"))
        waiting.setdefault(label, []).append(nodes.Note((nodes.Para((body,), span=span),), span=span))

    def linked(node: nodes.Node) -> nodes.Node:
        if isinstance(node, nodes.Para | nodes.Plain | nodes.Header | nodes.Span):
            content = tuple(part for inline in node.content for part in _split(inline, waiting))
            return replace(node, content=content) if content != node.content else node
        return node

    return transform_document(document, linked)


def _end_of_mark(text: str) -> int:
    m = _MARK.match(text)
    return m.end() if m else 0


def _split(inline: nodes.Inline, waiting: dict[str, list[nodes.Note]]) -> Iterator[nodes.Inline]:
    """Yield a run of text with its notes, which are taken from those that wait, in reading order."""
    if not isinstance(inline, nodes.Str):
        yield inline
        return
    last = 0
    for m in _MARK.finditer(inline.text):
        if waiting.get(m[0]):
            if m.start() > last:
                yield nodes.Str(inline.text[last : m.start()])
            yield waiting[m[0]].pop(0)
            last = m.end()
    if last < len(inline.text):
        yield nodes.Str(inline.text[last:])
