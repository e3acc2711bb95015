"""Parts of a text without styles: the recogniser of plain text reads the paragraphs, their formatting stays."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Attr, Block, Document, Inline, Role
from convert.profile import Structure
from convert.readers.docx.letterhead import opened
from convert.readers.docx.styled import whole
from convert.readers.plaintext.draft import Draft
from convert.readers.plaintext.joins import Passage
from convert.readers.plaintext.lines import split
from convert.readers.plaintext.markers import Kind
from convert.readers.plaintext.reader import understand
from convert.readers.plaintext.wrap import survey
from convert.records import replace
from convert.walk import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLANKS = " \t\u3000\u00a0"
_GROUPED = frozenset({Role.TITLE, Role.TOC, Role.ATTACHMENT_NOTE, Role.SIGNATURE, Role.ATTACHMENT_TITLE})
_ROLES = frozenset(role.value for role in Role) - {Role.RUN_IN, Role.VERSE, Role.NOISE, Role.ITEM, Role.ATTACHMENT}


def recognised(document: Document, structure: Structure) -> Document:
    """Return `document` with its paragraphs in the parts that their text shows; what has a role keeps it.

    Nothing is joined, set aside or changed but blanks at the start of a paragraph, which were its indent.
    """
    document = opened(document)
    places = [
        at for at, block in enumerate(document.blocks) if isinstance(block, nodes.Para | nodes.Header | nodes.Div)
    ]
    texts = {at: _one_line(document.blocks[at]) for at in places}
    draft = _draft([texts[at] for at in places if texts[at]], structure)
    if draft is None:
        return document
    numbers = iter(range(len(draft)))
    blocks: list[Block] = []
    open_role = ""
    for at, block in enumerate(document.blocks):
        number = next(numbers) if texts.get(at) else None
        made = list(_decided(block, draft, number)) if number is not None else [block]
        for part in made:
            role = part.attr.classes[0] if isinstance(part, nodes.Div) and part.attr.classes else ""
            last = blocks[-1] if blocks else None
            if role and role == open_role and role in _GROUPED and isinstance(last, nodes.Div):
                blocks[-1] = whole(replace(last, content=(*last.content, *part.content)))  # type: ignore[union-attr]
            else:
                blocks.append(part)
            open_role = role
    return replace(document, blocks=tuple(_with_attachments(blocks)))


def _one_line(block: Block) -> str:
    return plain_text(block).replace("\n", "").strip(_BLANKS)


def _draft(texts: Sequence[str], structure: Structure) -> Draft | None:
    """Return what the recogniser makes of paragraphs; None when it would cut them otherwise."""
    lines = split("\n".join(texts))
    if len(lines) != len(texts) or not lines:
        return None
    return understand(Draft.of([Passage((line,), line.text, 0) for line in lines], survey(lines)[:1]), structure)


def _decided(block: Block, draft: Draft, number: int) -> Iterator[Block]:
    """Yield one block in the part decided for it; headings and parts that Word's styles gave stay."""
    if not isinstance(block, nodes.Para):
        yield block
        return
    content = _unindented(block.content)
    part = draft.parts[number]
    if any(isinstance(inline, nodes.Span) and inline.attr.classes[:1] == (Role.RUN_IN.value,) for inline in content):
        part = "body"
    match part:
        case "heading":
            chapter = draft.is_kind(number, Kind.PART, Kind.CHAPTER, Kind.SECTION)
            attr = Attr("", ("chapter",)) if chapter else nodes.NO_ATTR
            yield nodes.Header(draft.levels[number] or 1, attr, _unbolded(content))
        case "article":
            yield nodes.Para(_headed(content, draft.heads[number], Attr("", ("article-label",))))
        case Role.RUN_IN:
            level = draft.levels[number]
            attr = Attr("", (Role.RUN_IN.value,), (("level", str(level)),) if level else ())
            yield nodes.Para(_headed(content, draft.heads[number], attr))
        case Role.ITEM:
            yield nodes.Div(Attr("", (Role.ITEM.value,), (("level", "1"),)), (nodes.Para(content),))
        case _ if part in _ROLES:
            line = _unbolded(content) if part in (Role.TITLE, Role.SUBTITLE) else content
            yield whole(nodes.Div(Attr("", (str(part),)), (nodes.Para(line),)))
        case _:
            yield nodes.Para(content)


def _unbolded(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines of a heading that is bold throughout without that: it was its style, which the profile has."""
    match content:
        case (nodes.Strong(inner),):
            return inner
        case _:
            return content


def _unindented(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inlines without the blanks at the start that stood for an indent, formatted ones too."""
    for at, inline in enumerate(content):
        match inline:
            case nodes.Space():
                continue
            case nodes.Str(text):
                kept = text.lstrip(_BLANKS)
                if kept:
                    return (replace(inline, text=kept), *content[at + 1 :])
            case nodes.Emph() | nodes.Strong() | nodes.Underline() | nodes.Span() | nodes.Link():
                inner = _unindented(inline.content)
                if inner:
                    return (replace(inline, content=inner), *content[at + 1 :])
            case _:
                return content[at:]
    return ()


def _headed(content: tuple[Inline, ...], length: int, attr: Attr) -> tuple[Inline, ...]:
    """Return inlines with the first `length` characters in a span."""
    head, rest = _parted(content, length)
    return (nodes.Span(attr, head), *rest) if head else content


def _parted(content: Sequence[Inline], length: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Return the inlines before and after `length` characters; formatted text is parted inside."""
    head: list[Inline] = []
    for at, inline in enumerate(content):
        own = len(plain_text(inline).replace("\n", ""))
        if own <= length:
            head.append(inline)
            length -= own
            continue
        if length == 0:
            return tuple(head), tuple(content[at:])
        match inline:
            case nodes.Str(text):
                before, after = nodes.Str(text[:length]), nodes.Str(text[length:])
                return (*head, before), (after, *content[at + 1 :])
            case nodes.Emph() | nodes.Strong() | nodes.Underline() | nodes.Span() | nodes.Link():
                first, second = _parted(inline.content, length)
                one, two = replace(inline, content=first), replace(inline, content=second)
                return (*head, one), (two, *content[at + 1 :])
            case _:
                return tuple(head), tuple(content[at:])
    return tuple(head), ()


def _with_attachments(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield `blocks`, those of each attached document in a Div of its own."""
    held: list[Block] | None = None
    for block in blocks:
        role = block.attr.classes[0] if isinstance(block, nodes.Div) and block.attr.classes else ""
        begins = role == Role.ATTACHMENT_LABEL
        if held is not None and (begins or role in (Role.COPIES, Role.IMPRINT)):
            yield nodes.Div(Attr("", (Role.ATTACHMENT.value,)), tuple(held))
            held = None
        if begins:
            held = []
        if held is None:
            yield block
        else:
            held.append(block)
    if held:
        yield nodes.Div(Attr("", (Role.ATTACHMENT.value,)), tuple(held))
