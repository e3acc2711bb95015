"""Builds the document tree from the decided paragraphs, each block with its place in the source."""

from __future__ import annotations

from convert import nodes, patterns
from convert.diagnostics import Span
from convert.nodes import NO_ATTR, Attr, Block, Document, Inline, MetaMap, MetaString, Role
from convert.readers.plaintext.draft import BULLET, CODE, FOOTNOTE, TABLE, Draft, Remark
from convert.readers.plaintext.joins import Passage
from convert.readers.plaintext.markers import Kind
from convert.readers.plaintext.seams import Words
from convert.readers.plaintext.special import columns
from convert.source import OffsetMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Place = Callable[[int, int], Span]

_GROUPED = frozenset(
    {Role.TITLE, Role.TOC, Role.ATTACHMENT_NOTE, Role.SIGNATURE, Role.VERSE, Role.ATTACHMENT_TITLE, CODE, TABLE, BULLET}
)
_ONE_PIECE = frozenset({Role.TITLE, Role.ATTACHMENT_TITLE})
_LEFT_OUT = frozenset({Role.NOISE, FOOTNOTE})
_VERSE, _TITLE = Role.VERSE, Role.TITLE


def assemble(draft: Draft, offsets: OffsetMap) -> Document:
    """Return the document with metadata and blocks."""

    def place(start: int, end: int) -> Span:
        return offsets.origin_span(Span(start, end)) if offsets.anchors else Span(start, end)

    blocks: list[Block] = []
    for part, indexes in _runs(draft):
        blocks.extend(_blocks(draft, part, indexes, place))
    document = Document(_meta(draft), tuple(_attachments(blocks)))
    if FOOTNOTE not in draft.parts:
        return document
    from convert.readers.plaintext.notes import link

    return link(document, draft, place)


def _runs(draft: Draft) -> Iterator[tuple[str, list[int]]]:
    """Yield the paragraphs, those of a grouped part together."""
    held: list[int] = []
    group = ""
    for i, part in enumerate(draft.parts):
        if part in _LEFT_OUT:
            continue
        if held and (part != group or part not in _GROUPED or (part == _VERSE and _parted(draft, i))):
            yield group, held
            held = []
        group = part
        held.append(i)
    if held:
        yield group, held


def _parted(draft: Draft, index: int) -> bool:
    """Tell whether a stanza ends before this line."""
    if not draft.passages[index].gap or index + 1 >= len(draft):
        return False
    gaps = [p.gap for p in draft.passages[max(0, index - 3) : index + 4]]
    return min(gaps) < draft.passages[index].gap


def _span(draft: Draft, indexes: Sequence[int], place: Place) -> Span:
    return place(draft.passages[indexes[0]].start, draft.passages[indexes[-1]].end)


def _blocks(draft: Draft, part: str, indexes: list[int], place: Place) -> Iterator[Block]:
    span = _span(draft, indexes, place)
    first = indexes[0]
    match part:
        case "" | "body":
            yield nodes.Para((nodes.Str(draft.passages[first].text),), span=span)
        case "heading":
            yield nodes.Header(
                draft.levels[first] or 1, _heading_attr(draft, first), (nodes.Str(draft.text(first)),), span=span
            )
        case _ if part == _VERSE:
            passages = draft.passages
            yield nodes.LineBlock(tuple([(nodes.Str(passages[i].text),) for i in indexes]), span=span)
        case "article":
            yield nodes.Para(_headed(draft, first, Attr("", ("article-label",))), span=span)
        case Role.RUN_IN:
            level = draft.levels[first]
            attr = Attr("", (Role.RUN_IN.value,), (("level", str(level)),) if level else ())
            yield nodes.Para(_headed(draft, first, attr), span=span)
        case "code":
            yield from _code(draft, indexes, place)
        case "table":
            yield _table(draft, indexes, span)
        case "bullet":
            yield from _bullets(draft, indexes, place)
        case Role.ITEM:
            attr = Attr("", (Role.ITEM.value,), (("level", str(_item_level(draft, first))),))
            yield nodes.Div(attr, (nodes.Para((nodes.Str(draft.text(first)),), span=span),), span=span)
        case Role.DOC_NUMBER if draft.heads[first]:
            yield from _number_and_signer(draft, first, place)
        case _ if part in _ONE_PIECE:
            text = nodes.Str(_joined([draft.passages[i] for i in indexes]))
            yield nodes.Div(Attr("", (part,)), (nodes.Para((text,), span=span),), span=span)
        case _:
            paras = tuple(nodes.Para((nodes.Str(draft.text(i)),), span=_span(draft, [i], place)) for i in indexes)
            yield nodes.Div(Attr("", (str(part),)), paras, span=span)


def _number_and_signer(draft: Draft, index: int, place: Place) -> Iterator[Block]:
    """Yield the two parts that share a line: the document number and those who sign."""
    text, cut = draft.text(index), draft.heads[index]
    start = draft.passages[index].end - len(text)
    apart = cut + len(text[cut:]) - len(text[cut:].lstrip())
    for role, begin, end in ((Role.DOC_NUMBER, 0, cut), (Role.SIGNER, apart, len(text))):
        span = place(start + begin, start + end)
        yield nodes.Div(Attr("", (role.value,)), (nodes.Para((nodes.Str(text[begin:end]),), span=span),), span=span)


def _heading_attr(draft: Draft, index: int) -> Attr:
    marker = draft.markers[index]
    if marker is None or marker.kind > Kind.ARTICLE:
        return NO_ATTR
    return Attr("", ("article" if marker.kind is Kind.ARTICLE else "chapter",))


def _headed(draft: Draft, index: int, attr: Attr) -> tuple[Inline, ...]:
    """Return the text with its label or sentence head in a span."""
    text, cut = draft.text(index), draft.heads[index]
    head = nodes.Span(attr, (nodes.Str(text[:cut]),))
    return (head, nodes.Str(text[cut:])) if cut < len(text) else (head,)


def _joined(passages: Sequence[Passage]) -> str:
    """Return the lines of a title in one piece."""
    words = Words([line for passage in passages for line in passage.lines])
    text = passages[0].text
    for passage in passages[1:]:
        text += (words.between(text, passage.text) or "") + passage.text
    return text


_ITEM_LEVELS = {Kind.HANZI: 1, Kind.HANZI_PAREN: 1, Kind.DIGIT: 2, Kind.DIGIT_PAREN: 3, Kind.CIRCLED: 3}


def _item_level(draft: Draft, index: int) -> int:
    marker = draft.markers[index]
    return _ITEM_LEVELS.get(marker.kind, 1) if marker else 1


def _code(draft: Draft, indexes: Sequence[int], place: Place) -> Iterator[Block]:
    """Yield the lines of code with their indents, less the indent they share; of the fences the language stays."""
    lines = [line for i in indexes if i not in draft.fences for line in draft.passages[i].lines]
    if not lines:
        return
    shared = min(line.lead for line in lines)
    out: list[str] = []
    for position, line in enumerate(lines):
        out.extend([""] * (line.gap if position else 0))
        out.append(" " * (line.lead - shared) + line.text)
    opened = draft.text(indexes[0]).lstrip("`~").strip() if indexes[0] in draft.fences else ""
    attr = Attr("", (opened,)) if _LANGUAGE.fullmatch(opened) else NO_ATTR
    yield nodes.CodeBlock(attr, "\n".join(out), span=place(lines[0].start, lines[-1].end))


_LANGUAGE = patterns.compile(r"[A-Za-z][\w+#.-]*")


# --- tables and lists ------------------------------------------------------------------------------------


def _table(draft: Draft, indexes: Sequence[int], span: Span) -> Block:
    rows = [columns(draft.text(i)) for i in indexes]
    width = max(map(len, rows))

    def row(found: list[str]) -> nodes.Row:
        padded = found + [""] * (width - len(found))
        texts = [(nodes.Plain((nodes.Str(cell),)),) if cell else () for cell in padded]
        return nodes.Row(NO_ATTR, tuple(nodes.Cell(NO_ATTR, nodes.Alignment.DEFAULT, 1, 1, text) for text in texts))

    head = nodes.TableHead(NO_ATTR, (row(rows[0]),))
    body = nodes.TableBody(NO_ATTR, 0, (), tuple(row(found) for found in rows[1:]))
    return nodes.Table(
        NO_ATTR, nodes.Caption(), (nodes.ColSpec(),) * width, head, (body,), nodes.TableFoot(), span=span
    )


def _bullets(draft: Draft, indexes: Sequence[int], place: Place) -> Iterator[Block]:
    """Yield items with plain bullets as lists, nested by indent; other signs keep their items apart."""
    if draft.kind == "technical" and all((m := draft.markers[i]) and m.style in "-•*+" and m.apart for i in indexes):
        yield from _list(draft, list(indexes), place)
        return
    base = min(draft.passages[i].lead for i in indexes)
    for i in indexes:
        span = _span(draft, [i], place)
        level = 1 + min(5, (draft.passages[i].lead - base) // 2)
        para = nodes.Para((nodes.Str(draft.text(i)),), span=span)
        yield nodes.Div(Attr("", (Role.ITEM.value,), (("level", str(level)),)), (para,), span=span)


def _list(draft: Draft, indexes: list[int], place: Place) -> Iterator[Block]:
    base = min(draft.passages[i].lead for i in indexes)
    items: list[tuple[Block, ...]] = []
    deeper: list[int] = []
    for i in [*indexes, -1]:
        if i >= 0 and draft.passages[i].lead > base + 1 and items:
            deeper.append(i)
            continue
        if deeper:
            items[-1] = (*items[-1], *_list(draft, deeper, place))
            deeper = []
        if i >= 0:
            draft.remarks.append(Remark("STR403", f"the mark {draft.text(i)[0]} of a list item is set anew", i, 1))
            items.append((nodes.Plain((nodes.Str(draft.rest(i)),), span=_span(draft, [i], place)),))
    yield nodes.BulletList(tuple(items), span=_span(draft, indexes, place))


# --- attachments and metadata ----------------------------------------------------------------------------


def _attachments(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks, those of each attached document in its own division."""
    held: list[Block] | None = None
    for block in blocks:
        role = block.attr.classes[0] if isinstance(block, nodes.Div) and block.attr.classes else ""
        begins = role == Role.ATTACHMENT_LABEL or (
            role == Role.ATTACHMENT_TITLE and not (held and len(held) == 1 and _is_label(held[0]))
        )
        if begins or role in (Role.COPIES, Role.IMPRINT):
            if held:
                yield _attachment(held)
            held = [] if begins else None
        if held is None:
            yield block
        else:
            held.append(block)
    if held:
        yield _attachment(held)


def _is_label(block: Block) -> bool:
    return isinstance(block, nodes.Div) and block.attr.classes[:1] == (Role.ATTACHMENT_LABEL.value,)


def _attachment(blocks: list[Block]) -> Block:
    first, last = blocks[0].span, blocks[-1].span
    span = Span(first.start, last.end) if first and last else None
    return nodes.Div(Attr("", (Role.ATTACHMENT.value,)), tuple(blocks), span=span)


_META = {
    Role.DOC_NUMBER: "doc-number",
    Role.RECIPIENTS: "recipients",
    Role.AUTHOR: "author",
    Role.COPY_NUMBER: "copy-number",
    Role.SECRECY: "secrecy",
    Role.URGENCY: "urgency",
    Role.SIGNER: "signer",
}


def _meta(draft: Draft) -> MetaMap:
    """Return what the parts say of the document as a whole."""
    entries: dict[str, str] = {}
    title = [draft.passages[i] for i, part in enumerate(draft.parts) if part == _TITLE]
    if title:
        entries["title"] = _joined(title)
    entries["kind"] = draft.kind
    for role, key in _META.items():
        found = _part_text(draft, role)
        if found:
            entries[key] = found.rstrip("：:") if role == Role.RECIPIENTS else found
    if Role.DATE in draft.parts:
        first_date = draft.parts.index(Role.DATE)
        entries["date"] = draft.text(first_date)
        organs = []
        for i in range(first_date - 1, -1, -1):
            if draft.parts[i] != Role.SIGNATURE:
                break
            organs.append(draft.text(i))
        if organs:
            entries["issuer"] = "、".join(reversed(organs))
    return MetaMap(tuple((key, MetaString(value)) for key, value in entries.items()))


def _part_text(draft: Draft, role: Role) -> str:
    """Return the text of the first part of `role`; a number and those who sign may share a line."""
    at = draft.parts.index(role) if role in draft.parts else -1
    if role is Role.DOC_NUMBER and at >= 0 and draft.heads[at]:
        return draft.text(at)[: draft.heads[at]]
    if role is not Role.SIGNER:
        return draft.text(at) if at >= 0 else ""
    lines = [draft.text(i) for i, part in enumerate(draft.parts) if part == role]
    shared = (i for i, part in enumerate(draft.parts) if part == Role.DOC_NUMBER and draft.heads[i])
    lines += [draft.text(i)[draft.heads[i] :].strip() for i in shared]
    return "\u3000".join(sorted(lines, key=lambda line: not line.startswith("签发人")))
