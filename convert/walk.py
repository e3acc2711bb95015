"""Going over the tree: children, transform, plain text, roles."""

from __future__ import annotations

from convert import nodes
from convert.diagnostics import Span as SourceSpan
from convert.nodes import Block, Document, Node
from convert.records import cast, fields, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, TypeVar

    N = TypeVar("N", bound=Node)


def _nested(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _nested(part)
    elif isinstance(value, nodes.Citation):
        yield from _nested((value.prefix, value.suffix))


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly inside `node`, in reading order."""
    for slot in fields(node):
        if slot.name != "span":
            yield from _nested(getattr(node, slot.name))


def descend(blocks: Iterable[Node]) -> Iterator[Node]:
    """Yield each node and all inside it, in reading order, without recursion depth limits."""
    stack = list(reversed(list(blocks)))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(children(node))))


def _rebuild(value: object, change: Callable[[Node], Node]) -> object:
    if isinstance(value, Node):
        return transform(value, change)
    if isinstance(value, tuple):
        parts = [_rebuild(part, change) for part in value]
        if all(new is old for new, old in zip(parts, value, strict=True)):
            return value
        make: Callable[..., object] = type(value)
        return make(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, nodes.Citation):
        return _with(value, {name: _rebuild(getattr(value, name), change) for name in ("prefix", "suffix")})
    return value


def _with(record: Any, values: dict[str, object]) -> Any:
    """Return the record with fields replaced whose types only the tree's own grammar vouches for."""
    return replace(record, **values)


def transform(node: N, change: Callable[[Node], Node]) -> N:
    """Return `node` with `change` applied to it and all inside it, from the leaves up; unchanged parts are shared."""
    new: dict[str, object] = {}
    for slot in fields(node):
        old = getattr(node, slot.name)
        if slot.name != "span" and isinstance(old, tuple | Node):
            made = _rebuild(old, change)
            if made is not old:
                new[slot.name] = made
    return cast("N", change(_with(node, new) if new else node))


def transform_document(document: Document, change: Callable[[Node], Node]) -> Document:
    """Return `document` with `change` applied to every node of its blocks, from the leaves up."""
    blocks = tuple(transform(block, change) for block in document.blocks)
    return replace(document, blocks=blocks)


def plain_text(node: Node | Iterable[Node], *, notes: bool = False) -> str:
    r"""Return the characters of `node` in reading order, without line ends between blocks.

    Notes are left out unless `notes`; line breaks inside a paragraph give "\\n", soft breaks a blank.
    """
    return "".join(_text((node,) if isinstance(node, Node) else node, notes))


def _text(found: Iterable[Node], notes: bool) -> Iterator[str]:
    for node in found:
        match node:
            case nodes.Str(text) | nodes.Code(_, text) | nodes.Math(_, text) | nodes.CodeBlock(_, text):
                yield text
            case nodes.Space() | nodes.SoftBreak():
                yield " "
            case nodes.LineBreak():
                yield "\n"
            case nodes.Note() if not notes:
                pass
            case nodes.Quoted(kind, content):
                single = kind is nodes.QuoteType.SINGLE
                yield "‘" if single else "“"
                yield from _text(content, notes)
                yield "’" if single else "”"
            case nodes.Ruby(content, reading):
                yield from _text(content, notes)
                yield reading
            case nodes.LineBlock(lines):
                yield "\n".join(plain_text(line, notes=notes) for line in lines)
            case _:
                yield from _text(children(node), notes)


def role_of(node: Node) -> nodes.Role | None:
    """Return the role of a `Div` or `Span`, that is its first class when it names one."""
    if isinstance(node, _WITH_ROLE) and node.attr.classes:
        return _ROLES.get(node.attr.classes[0])
    return None


_WITH_ROLE = (nodes.Div, nodes.Span)
_ROLES = {role.value: role for role in nodes.Role}


def div(role: nodes.Role, *content: Block, span: SourceSpan | None = None) -> nodes.Div:
    """Return blocks in a `Div` of `role`."""
    return nodes.Div(nodes.Attr("", (role.value,)), content, span=span)


def meta_text(document: Document, key: str) -> str:
    """Return metadata `key` as plain text, "" when there is none; lists are joined with 、."""
    return _meta_text(dict(document.meta.entries).get(key))


def _meta_text(value: nodes.MetaValue | None) -> str:
    match value:
        case None | nodes.MetaMap():
            return ""
        case nodes.MetaList(items):
            return "、".join(filter(None, map(_meta_text, items)))
        case nodes.MetaBool(flag):
            return "true" if flag else "false"
        case nodes.MetaString(text):
            return text
        case nodes.MetaInlines(content) | nodes.MetaBlocks(content):
            return plain_text(content)


def with_meta(document: Document, **values: str) -> Document:
    """Return `document` with string metadata set; `_` in a name stands for `-`, "" leaves the entry as it is."""
    entries = dict(document.meta.entries)
    entries.update({key.replace("_", "-"): nodes.MetaString(text) for key, text in values.items() if text})
    return replace(document, meta=nodes.MetaMap(tuple(entries.items())))
