"""Plain text -> document: lines, joins, kind, parts, tree; and what was decided, as remarks."""

from __future__ import annotations

import gc

from convert import nodes
from convert.contracts import Context, Input, Reading
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.nodes import Block, Document, Role
from convert.profile import Structure
from convert.readers.plaintext import kind as kinds
from convert.readers.plaintext.assemble import assemble
from convert.readers.plaintext.back import read_back
from convert.readers.plaintext.draft import Draft
from convert.readers.plaintext.forms import TOC_LABEL
from convert.readers.plaintext.front import read_front
from convert.readers.plaintext.headings import read_numbered
from convert.readers.plaintext.joins import Passage, join
from convert.readers.plaintext.levels import set_levels
from convert.readers.plaintext.lines import split
from convert.readers.plaintext.noise import Noise, set_aside
from convert.readers.plaintext.shapes import read_pinned, read_shapes
from convert.readers.plaintext.special import read_special
from convert.readers.plaintext.wrap import survey
from convert.records import record
from convert.source import OffsetMap
from convert.walk import div, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from convert.readers.plaintext.matter import Matter


@record
class ReadOptions:
    """How plain text is read: `keep_noise` leaves site furniture in the document, marked as such."""

    keep_noise: bool = False


def read(source: Input, options: ReadOptions, context: Context) -> Reading:
    """Return the document that the lines of a plain text make."""
    collecting = gc.isenabled()
    gc.disable()  # what grows here is a tree without cycles; walking it again and again takes a sixth of the time
    try:
        return _read(source, options, context)
    finally:
        if collecting:
            gc.enable()


def _read(source: Input, options: ReadOptions, context: Context) -> Reading:
    structure = context.profile.structure
    lines = split(source.text, source.offsets, context.decoded)
    matter = None
    if source.text.startswith("---"):
        from convert.readers.plaintext.matter import front_matter

        matter = front_matter(lines)
    above = lines[: matter.length] if matter else []
    lines = lines[matter.length :] if matter else lines
    kept, noise = set_aside(lines, _patterns(structure.noise))
    stretches = survey(kept)
    passages = join(kept, stretches, _patterns(structure.never_join))
    draft = understand(Draft.of(passages, stretches), structure)
    document = assemble(draft, source.offsets)
    noise = [*noise, *_left_out(draft)]
    if options.keep_noise and noise:
        document = _with_noise(document, noise, source.offsets)
    remarks = tuple(_remarks(draft, noise, source))
    if matter:
        document, told = _stated(document, matter, source.offsets.origin_span(Span(above[0].start, above[-1].end)))
        remarks = (*told, *remarks)
    return Reading(document, remarks, draft.kind, tuple(draft.evidence))


def _stated(document: Document, matter: Matter, span: Span) -> tuple[Document, list[Diagnostic]]:
    """Return the document with the metadata of its front matter, which win over what its parts say, and remarks."""
    from convert.transforms.metadata import contradictions, with_stated

    read = _remark("STR404", f"front matter read as metadata: {', '.join(matter.entries)}", span)
    told = [read, *contradictions(document, matter.entries)]
    title = matter.entries.get("title")
    if title and not any(role_of(block) is Role.TITLE for block in document.blocks):
        made = div(Role.TITLE, nodes.Para((nodes.Str(title),), span=span), span=span)
        document = Document(document.meta, (made, *document.blocks))
    return with_stated(document, matter.entries), told


_NOTES = frozenset("〔［[①⑴")
"""With what notes below a text begin."""


def understand(draft: Draft, structure: Structure | None = None) -> Draft:
    """Decide the part of every paragraph."""
    if not len(draft):
        return draft
    draft.kind, draft.evidence = kinds.decide(draft)
    if structure and structure.headings:
        read_pinned(
            draft,
            list(
                zip(
                    _patterns([pattern for pattern, _ in structure.headings]),
                    [level for _, level in structure.headings],
                    strict=True,
                )
            ),
        )
    first = read_front(draft)
    for i in range(first, len(draft)):
        if not draft.parts[i] and len(draft.text(i)) <= 20 and TOC_LABEL.fullmatch(draft.text(i)):
            from convert.readers.plaintext.toc import read_toc

            read_toc(draft, i)
    read_back(draft, first)
    read_special(draft)
    if any(passage.text[0] in _NOTES for passage in draft.passages):
        from convert.readers.plaintext.notes import read_notes

        read_notes(draft)
    groups = read_numbered(draft, first)
    read_shapes(draft, first)
    set_levels(draft, groups)
    return draft


def recognise_kind(text: str) -> str:
    """Return the kind of a text from its first lines, before anything is changed in it."""
    head = text[:60_000].replace("\r\n", "\n").replace("\r", "\n")
    lines = split(head)
    if head.startswith("---"):
        from convert.readers.plaintext.matter import front_matter

        matter = front_matter(lines)
        lines = lines[matter.length :] if matter else lines
    kept, _ = set_aside(lines)
    stretches = survey(kept)
    return kinds.decide(Draft.of(join(kept, stretches), stretches))[0] if kept else "prose"


def _patterns(found: Sequence[str]) -> list[re.Pattern[str]]:
    if not found:
        return []
    import re

    return [re.compile(pattern) for pattern in found]


def _left_out(draft: Draft) -> Iterator[Noise]:
    """Yield the lines that the document shows in another way: a repeated title, the fences of code."""
    for i, part in enumerate(draft.parts):
        if part == Role.NOISE:
            yield from (Noise(line, "second copy of the title") for line in draft.passages[i].lines)
    for i in sorted(draft.fences):
        yield from (Noise(line, "fence of a block of code") for line in draft.passages[i].lines)


def _with_noise(document: Document, noise: Sequence[Noise], offsets: OffsetMap) -> Document:
    """Return the document with the noise lines at their places."""
    waiting = sorted(noise, key=lambda n: n.line.start, reverse=True)
    blocks: list[Block] = []

    def flush(before: int | None) -> None:
        while waiting:
            span = offsets.origin_span(Span(waiting[-1].line.start, waiting[-1].line.end))
            if before is not None and span.start >= before:
                return
            text = nodes.Str(waiting.pop().line.text)
            blocks.append(div(Role.NOISE, nodes.Para((text,), span=span), span=span))

    for block in document.blocks:
        flush(block.span.start if block.span else None)
        blocks.append(block)
    flush(None)
    return Document(document.meta, tuple(blocks))


# --- remarks ---------------------------------------------------------------------------------------------


def _remarks(draft: Draft, noise: Sequence[Noise], source: Input) -> Iterator[Diagnostic]:
    origin = source.offsets.origin_span
    for line, reason in noise:
        span = origin(Span(line.start, line.end))
        shown = line.text if len(line.text) <= 40 else line.text[:39] + "…"
        yield _remark("STR101", f"line {line.number + 1} set aside as {reason}: {shown}", span)
    for passage in draft.passages:
        for at in passage.dropped:
            yield _remark("STR203", "hyphen of a line break taken out of a word", origin(Span(at, at + 1)))
        if passage.parted:
            first = passage.lines[0]
            message = f"line {first.number + 1} begins a paragraph, though the line above is full and might go on here"
            yield _remark("STR202", message, origin(Span(first.start, first.end)))
        if len(passage.lines) > 1:
            yield _join_remark(passage, origin(Span(passage.start, passage.end)))
    title = [i for i, part in enumerate(draft.parts) if part == Role.TITLE]
    if len(title) > 1:
        start, end = draft.passages[title[0]].start, draft.passages[title[-1]].end
        yield _remark("STR303", f"{len(title)} lines joined into the title", origin(Span(start, end)))
    for code, message, at, length in draft.remarks:
        passage = draft.passages[at]
        yield _remark(code, message, origin(Span(passage.start, passage.start + length if length else passage.end)))


def _join_remark(passage: Passage, span: Span) -> Diagnostic:
    first, last = passage.lines[0].number + 1, passage.lines[-1].number + 1
    return _remark("STR202" if passage.doubt else "STR201", f"lines {first} to {last} joined: {passage.why}", span)


def _remark(code: str, message: str, span: Span) -> Diagnostic:
    return Diagnostic(code, Severity.INFO, message, span, stage=Stage.READ)


__all__ = ["ReadOptions", "read", "recognise_kind", "understand"]
