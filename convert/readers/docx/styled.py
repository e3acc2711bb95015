"""Names of Word styles -> roles: the names our writer gives, and those of Chinese offices."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Attr, Block, Document, Inline, Node, Role
from convert.profile import Profile
from convert.records import replace
from convert.walk import transform_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

_STYLE: Final = "custom-style"
_MADE_FOR_A_PLACE: Final = patterns.compile(r" place \d+$")
_RUN_IN: Final = patterns.compile(r"run-in(?:-([1-4]))?$|(?:heading|标题) ([1-4]) (?:char|字符)$")
_OFFICE: Final = {
    "title": Role.TITLE, "标题": Role.TITLE, "公文标题": Role.TITLE, "文件标题": Role.TITLE, "大标题": Role.TITLE,
    "subtitle": Role.SUBTITLE, "副标题": Role.SUBTITLE, "主送机关": Role.RECIPIENTS, "主送": Role.RECIPIENTS,
    "发文字号": Role.DOC_NUMBER, "文号": Role.DOC_NUMBER, "发文机关标志": Role.ISSUER_MARK, "份号": Role.COPY_NUMBER,
    "密级": Role.SECRECY, "紧急程度": Role.URGENCY, "签发人": Role.SIGNER, "salutation": Role.SALUTATION,
    "称呼": Role.SALUTATION, "附件说明": Role.ATTACHMENT_NOTE, "signature": Role.SIGNATURE, "署名": Role.SIGNATURE,
    "发文机关署名": Role.SIGNATURE, "落款": Role.SIGNATURE, "成文日期": Role.DATE, "date": Role.DATE, "日期": Role.DATE,
    "附注": Role.NOTE, "附件": Role.ATTACHMENT_LABEL, "附件标题": Role.ATTACHMENT_TITLE, "抄送": Role.COPIES,
    "抄送机关": Role.COPIES, "印发机关": Role.IMPRINT, "印发": Role.IMPRINT,
}  # fmt: skip
_GROUPED: Final = frozenset({Role.TITLE, Role.ATTACHMENT_NOTE, Role.SIGNATURE, Role.ATTACHMENT_TITLE, Role.TOC})
_SPANS: Final = frozenset({"article-label"})
_UNWRAPPED: Final = Attr("", ("wenzhuan-unwrapped",))


def with_roles(document: Document, profile: Profile) -> Document:
    """Return `document` with the Divs and Spans of Word styles as roles, those without a meaning opened."""
    known = {profile.style(role).name.lower(): role for role in Role if role.value in profile.styles}
    known = {**_OFFICE, **{name: role for name, role in known.items() if name != profile.style("body").name.lower()}}

    def change(node: Node) -> Node:
        if isinstance(node, nodes.Div) and node.attr.get(_STYLE):
            return _division(node, known)
        if isinstance(node, nodes.Span) and node.attr.get(_STYLE):
            return _span(node)
        return node

    made = transform_document(document, change)
    return replace(made, blocks=tuple(_grouped(_opened(made.blocks))))


def _division(node: nodes.Div, known: dict[str, Role]) -> nodes.Div:
    name = _MADE_FOR_A_PLACE.sub("", node.attr.get(_STYLE)).lower()
    role = known.get(name)
    return replace(node, attr=Attr("", (role.value,)) if role else _UNWRAPPED)


def _span(node: nodes.Span) -> nodes.Span:
    name = node.attr.get(_STYLE).lower()
    found = _RUN_IN.match(name)
    if found:
        level = found[1] or found[2]
        return replace(node, attr=Attr("", (Role.RUN_IN.value,), (("level", level),) if level else ()))
    return replace(node, attr=Attr("", (name,)) if name in _SPANS else _UNWRAPPED)


def _opened(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks` with what `change` marked as meaningless replaced by its content, at every depth."""
    for block in blocks:
        if isinstance(block, nodes.Div) and block.attr == _UNWRAPPED:
            yield from _opened(block.content)
        else:
            yield _inside(block)


def _inside(block: Block) -> Block:
    match block:
        case nodes.Para(content) | nodes.Plain(content) | nodes.Header(_, _, content):
            opened = tuple(_opened_inlines(content))
            return block if opened == content else replace(block, content=opened)
        case nodes.Div(_, content) | nodes.BlockQuote(content):
            return replace(block, content=tuple(_opened(content)))
        case nodes.BulletList(items) | nodes.OrderedList(_, items):
            return replace(block, items=tuple(tuple(_opened(item)) for item in items))
        case nodes.Table():
            return _table(block)
        case _:
            return block


def _table(table: nodes.Table) -> nodes.Table:
    def rows(found: tuple[nodes.Row, ...]) -> tuple[nodes.Row, ...]:
        return tuple(
            row._replace(cells=tuple(cell._replace(content=tuple(_opened(cell.content))) for cell in row.cells))
            for row in found
        )

    kept = tuple((key, value) for key, value in table.attr.attributes if key != _STYLE)
    return replace(
        table,
        attr=table.attr._replace(attributes=kept),
        head=table.head._replace(rows=rows(table.head.rows)),
        bodies=tuple(body._replace(head=rows(body.head), rows=rows(body.rows)) for body in table.bodies),
        foot=table.foot._replace(rows=rows(table.foot.rows)),
    )


def _opened_inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    """Yield inlines without meaningless spans, neighbouring text joined again."""
    held: nodes.Str | None = None
    for inline in _flat(content):
        if isinstance(inline, nodes.Str) and held is not None:
            held = nodes.Str(held.text + inline.text)
        elif isinstance(inline, nodes.Str):
            held = inline
        else:
            if held is not None:
                yield held
            held = None
            yield inline
    if held is not None:
        yield held


def _flat(content: Iterable[Inline]) -> Iterator[Inline]:
    for inline in content:
        match inline:
            case nodes.Span(attr, inner) if attr == _UNWRAPPED:
                yield from _flat(inner)
            case nodes.Note(blocks):
                yield replace(inline, content=tuple(_opened(blocks)))
            case nodes.Span() | nodes.Emph() | nodes.Strong() | nodes.Underline() | nodes.Strikeout() | nodes.Link():
                yield replace(inline, content=tuple(_opened_inlines(inline.content)))
            case _:
                yield inline


def _grouped(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks` with neighbouring paragraphs of one part in one Div; a title in one paragraph without breaks."""
    held: nodes.Div | None = None
    for block in blocks:
        role = block.attr.classes[0] if isinstance(block, nodes.Div) and block.attr.classes else ""
        if isinstance(block, nodes.Div) and held is not None and role in _GROUPED and held.attr == block.attr:
            held = replace(held, content=(*held.content, *block.content))
            continue
        if held is not None:
            yield whole(held)
        held = block if isinstance(block, nodes.Div) and role in _GROUPED else None
        if held is None:
            yield block
    if held is not None:
        yield whole(held)


def whole(block: nodes.Div) -> nodes.Div:
    """Return a title in one paragraph without the line ends it was set with; other parts as they are."""
    if block.attr.classes[:1] not in ((Role.TITLE.value,), (Role.ATTACHMENT_TITLE.value,)):
        return block
    lines = [part.content for part in block.content if isinstance(part, nodes.Para | nodes.Plain)]
    if len(lines) != len(block.content):
        return block
    inlines = tuple(part for line in lines for part in line if not isinstance(part, nodes.LineBreak))
    return replace(block, content=(nodes.Para(tuple(_opened_inlines(inlines))),))
