"""From pandoc's tree to ours: blanks inside text, no soft breaks between hanzi, HTML tags as nodes."""

from __future__ import annotations

import unicodedata

from convert import nodes, patterns
from convert.caching import lru_cache
from convert.nodes import Document, Inline, Node
from convert.pandoc.carried import OPEN
from convert.records import fields, replace
from convert.walk import plain_text, transform_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

    Opener = Callable[[Node], tuple[Node, ...] | None]

_TAG: Final = patterns.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*?(/?)>")
_BY_TAG: Final[dict[str, Callable[[tuple[Inline, ...]], Inline]]] = {
    "em": nodes.Emph,
    "i": nodes.Emph,
    "strong": nodes.Strong,
    "b": nodes.Strong,
    "del": nodes.Strikeout,
    "s": nodes.Strikeout,
    "strike": nodes.Strikeout,
    "u": nodes.Underline,
    "ins": nodes.Underline,
    "sup": nodes.Superscript,
    "sub": nodes.Subscript,
}
_RAW: Final = frozenset({"html", "html4", "html5"})


def tidied(document: Document, *, soft_breaks: bool = False) -> Document:
    """Return `document` with runs of text in one piece; `soft_breaks` keeps line ends without meaning."""

    def change(node: Node) -> Node:
        return _mapped(node, lambda content: _merged(_paired(_merged(content, soft_breaks)), soft_breaks))

    return transform_document(spliced(document, _opened), change)


def _opened(node: Node) -> tuple[Node, ...] | None:
    return node.content if isinstance(node, nodes.Div | nodes.Span) and node.attr == OPEN else None


def spliced(document: Document, opener: Opener) -> Document:
    """Return `document` with each block and inline replaced, from the leaves up, by what `opener` gives for it."""
    return replace(document, blocks=_spliced(document.blocks, opener))


_BARE: Final = frozenset({nodes.Str, nodes.Space, nodes.SoftBreak, nodes.LineBreak, nodes.Code, nodes.Math, str})
"""What holds no other node, and what nothing ever stands in the place of."""
_FLAT: Final = frozenset({"span", "attr", "target"})


def _spliced(value: object, opener: Opener) -> object:
    if isinstance(value, tuple):
        parts: list[object] = []
        changed = False
        for part in value:
            if type(part) in _BARE:
                parts.append(part)
                continue
            made = _spliced(part, opener)
            inner = opener(made) if isinstance(made, Node) else None
            changed = changed or made is not part or inner is not None
            parts.extend((made,) if inner is None else inner)
        if not changed:
            return value
        parts = _in_one_piece(parts)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)  # type: ignore[arg-type]
    if not isinstance(value, Node):
        return value
    new: dict[str, object] = {}
    for name in _slots(type(value)):  # type: ignore[arg-type]
        old = getattr(value, name)
        if isinstance(old, tuple) and (made := _spliced(old, opener)) is not old:
            new[name] = made
    return replace(value, **new) if new else value


def _in_one_piece(parts: list[object]) -> list[object]:
    """Return parts with neighbouring text in one piece."""
    out: list[object] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, nodes.Str) and isinstance(last, nodes.Str):
            out[-1] = nodes.Str(last.text + part.text)
        else:
            out.append(part)
    return out


@lru_cache(maxsize=64)
def _slots(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of node in which nodes may stand."""
    return tuple(slot.name for slot in fields(kind) if slot.name not in _FLAT)


def _mapped(node: Node, edit: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Node:
    """Return `node` with `edit` applied to each sequence of inlines directly in it."""
    match node:
        case nodes.LineBlock(lines):
            return replace(node, lines=tuple(map(edit, lines)))
        case nodes.DefinitionList(items):
            return replace(node, items=tuple((edit(term), definitions) for term, definitions in items))
        case (
            nodes.Plain(content)
            | nodes.Para(content)
            | nodes.Header(_, _, content)
            | nodes.Emph(content)
            | nodes.Underline(content)
            | nodes.Strong(content)
            | nodes.Strikeout(content)
            | nodes.Superscript(content)
            | nodes.Subscript(content)
            | nodes.SmallCaps(content)
            | nodes.Quoted(_, content)
            | nodes.Cite(_, content)
            | nodes.Link(_, content, _)
            | nodes.Image(_, content, _)
            | nodes.Span(_, content)
            | nodes.Ruby(content, _)
        ):
            made = edit(content)
            return node if made is content else replace(node, content=made)
        case _:
            return node


def _merged(content: tuple[Inline, ...], soft_breaks: bool) -> tuple[Inline, ...]:
    out: list[Inline] = []
    run: list[str] = []

    def flush() -> None:
        if run:
            out.append(nodes.Str("".join(run)))
            run.clear()

    for index, node in enumerate(content):
        match node:
            case nodes.Str(text):
                run.append(text)
            case nodes.Space():
                run.append(" ")
            case nodes.SoftBreak() if not soft_breaks:
                run.append("" if _between_wide(content, index) else " ")
            case _:
                flush()
                out.append(node)
    flush()
    return tuple(out)


def _between_wide(content: Sequence[Inline], index: int) -> bool:
    before = plain_text(content[index - 1])[-1:] if index else ""
    after = plain_text(content[index + 1])[:1] if index + 1 < len(content) else ""
    return all(char and unicodedata.east_asian_width(char) in "WF" for char in (before, after))


# --- HTML tags in the line -------------------------------------------------------------------------------


def _paired(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inlines with pairs of raw HTML tags as the nodes they stand for."""
    if not any(isinstance(node, nodes.RawInline) and node.format in _RAW for node in content):
        return content
    stack: list[tuple[str, list[Inline]]] = [("", [])]
    for node in content:
        found = _TAG.fullmatch(node.text) if isinstance(node, nodes.RawInline) and node.format in _RAW else None
        if found is None:
            stack[-1][1].append(node)
            continue
        closing, name, empty = found[1], found[2].lower(), found[3]
        if name == "br":
            stack[-1][1].append(nodes.LineBreak())
        elif closing:
            _close(stack, name, node)
        elif empty or name not in (*_BY_TAG, "ruby", "rt", "rp"):
            stack[-1][1].append(node)
        else:
            stack.append((name, [node]))
    while len(stack) > 1:  # never closed: the tags stay as they are
        _, inner = stack.pop()
        stack[-1][1].extend(inner)
    return tuple(stack[0][1])


def _close(stack: list[tuple[str, list[Inline]]], name: str, node: Inline) -> None:
    if all(opened != name for opened, _ in stack[1:]):
        stack[-1][1].append(node)
        return
    while stack[-1][0] != name:
        _, inner = stack.pop()
        stack[-1][1].extend(inner)
    _, inner = stack.pop()
    content = tuple(inner[1:])
    if name == "rp":
        return
    if name == "ruby":
        stack[-1][1].append(_ruby(content))
    elif name == "rt":
        stack[-1][1].append(nodes.Span(nodes.Attr("", ("rt",)), content))
    else:
        stack[-1][1].append(_BY_TAG[name](content))


def _ruby(content: tuple[Inline, ...]) -> Inline:
    rt = nodes.Attr("", ("rt",))
    readings = [node for node in content if isinstance(node, nodes.Span) and node.attr == rt]
    base = tuple(node for node in content if node not in readings)
    return nodes.Ruby(base, plain_text(readings)) if readings else nodes.Span(nodes.NO_ATTR, base)
