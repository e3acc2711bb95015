"""Normalisations as tracked changes: where each change stands in the text of its paragraph, and what to say of it."""

from __future__ import annotations

from bisect import bisect_left

from convert import patterns
from convert.diagnostics import Edit, Span
from convert.nodes import Inline
from convert.records import NamedTuple, field, mutable
from convert.walk import plain_text
from convert.writers.docx.text import attribute, escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

AUTHOR: Final = "wenzhuan"
_LABEL: Final = r"\s*(?:[-*+•·▪●○■◆◇–—]|\(?[0-9a-zA-Z]{1,3}[.)、．])\s*"
"""The label of a list item, which the list makes anew."""

_LINE_ENDS: Final = "\r\n\f\v\x85\u2028\u2029"


class Change(NamedTuple):
    """At `at` characters of a paragraph's text: `old` stood in the source, `length` characters took its place."""

    at: int
    old: str
    length: int
    code: str


@mutable
class Tracked:
    """The changes of a document, each used once, and the comments on those that were written."""

    decoded: str
    edits: tuple[Edit, ...]
    comments: list[str] = field(default_factory=list)
    revisions: int = 0
    _starts: list[int] = field(default_factory=list)
    _last: int = 0
    _shown: set[Edit] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._starts = [edit.span.start for edit in self.edits]

    def of(self, content: Sequence[Inline], span: Span | None) -> list[Change]:
        """Return the changes inside a paragraph that comes from `span` of the source; none when they do not fit.

        Blanks before the paragraph that were taken away belong to it.
        """
        if span is None or not self.edits:
            return []
        start, end = self._from(span.start), span.end
        chosen = self.edits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        self._last = max(self._last, end)
        text = _text(content)
        changes = _placed(self.decoded, chosen, Span(start, end), text)
        label = patterns.match(_LABEL, self.decoded[start:end]) if changes is None else None
        if label:
            changes = _placed(self.decoded, chosen, Span(start + label.end(), end), text)
        if changes is None:
            return []
        self._shown.update(chosen)
        return changes

    def left(self) -> list[Edit]:
        """Return the changes of more than blanks and line ends that were not shown."""
        return [edit for edit in self.edits if edit not in self._shown and self._is_visible(edit)]

    def _is_visible(self, edit: Edit) -> bool:
        return bool(self.decoded[edit.span.start : edit.span.end].strip() or edit.replacement.strip())

    def _from(self, start: int) -> int:
        """Return where the line of `start` begins, not before the end of the paragraph above."""
        while start > self._last and self.decoded[start - 1] not in _LINE_ENDS:
            start -= 1
        return start

    def revision(self) -> int:
        """Return the number of the next revision."""
        self.revisions += 1
        return self.revisions

    def comment(self, code: str) -> int:
        """Return the number of a new comment that names the rule."""
        self.comments.append(code)
        return len(self.comments) - 1


def _text(content: Sequence[Inline]) -> str:
    return plain_text(content).replace("\n", "")


def _placed(decoded: str, edits: Sequence[Edit], span: Span, text: str) -> list[Change] | None:
    """Return the changes with their places in `text`: the source with the edits made, less blanks and line ends.

    None when text and source do not fit.
    """
    changes: list[Change] = []
    at, source = 0, span.start
    for edit in edits:
        moved = _follow(decoded[source : edit.span.start], text, at)
        if moved is None:
            return None
        at, source = moved, edit.span.end
        old = decoded[edit.span.start : edit.span.end]
        if text.startswith(edit.replacement, at):
            length = len(edit.replacement)
        elif not edit.replacement.strip():
            length = 0
        else:
            return None
        if length or old.strip(_LINE_ENDS):
            changes.append(Change(at, old, length, edit.code))
        at += length
    rest = _follow(decoded[source : span.end], text, at)
    return changes if rest == len(text) else None


def _follow(source: str, text: str, at: int) -> int | None:
    """Return where `text` stands after the characters of `source`; blanks and line ends may be missing in it."""
    for char in source:
        if at < len(text) and text[at] == char:
            at += 1
        elif not (char.isspace() or char in _LINE_ENDS):
            return None
    return at


def deletion(number: int, properties: str, old: str) -> str:
    """Return w:del around the characters that stood in the source."""
    inside = escape("".join(char for char in old if char.isprintable() or char in "\u3000\u00a0"))
    if not inside:
        return ""
    return (
        f'<w:del w:id="{number}" w:author="{AUTHOR}"><w:r>{properties}<w:delText xml:space="preserve">{inside}'
        "</w:delText></w:r></w:del>"
    )


def insertion(number: int, runs: str) -> str:
    """Return w:ins around runs."""
    return f'<w:ins w:id="{number}" w:author="{AUTHOR}">{runs}</w:ins>'


def commented(number: int, inside: str) -> str:
    """Return `inside` as the range of comment `number`, with its mark."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inside}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
    )


def comments(codes: Sequence[str]) -> str:
    """Return the children of w:comments: each names its rule and what the rule does."""
    from convert.rules.codes import CODES

    return "".join(
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{attribute("文转")}"><w:p>'
        '<w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
        f'<w:r><w:t xml:space="preserve">{escape(_saying(code, CODES[code].name if code in CODES else ""))}</w:t></w:r>'
        "</w:p></w:comment>"
        for number, code in enumerate(codes)
    )


def _saying(code: str, name: str) -> str:
    return f"{code}: {name}" if name else code
