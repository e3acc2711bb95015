"""The tree to pandoc's JSON and back, driven by the node types: no table of elements, nothing lost.

Class names are pandoc's tags and field order is its array order, so one rule serves every element; our own nodes
cross as a Div or Span of a reserved class.
"""

from __future__ import annotations

import types
import typing

from convert import nodes
from convert.caching import lru_cache
from convert.enums import StrEnum
from convert.errors import ReadError
from convert.nodes import Attr, Citation, ColSpec, Div, Document, MetaMap, PageBreak, Ruby, Span
from convert.pandoc.carried import restored
from convert.records import fields, hints, is_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


API_VERSION = [1, 23, 1]
PAGE_BREAK = Attr("", ("wenzhuan-page-break",))
RUBY_CLASS = "wenzhuan-ruby"
_READING = "reading"


# --- out -------------------------------------------------------------------------------------------------


def to_pandoc(document: Document) -> dict[str, Any]:
    """Return `document` as the JSON value that pandoc reads."""
    meta = {key: _out(value) for key, value in document.meta.entries}
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": _out(document.blocks)}


def tree_of(block: nodes.Block) -> Any:
    """Return `block` as the JSON value that pandoc reads."""
    return _out(block)


def _out(value: object) -> Any:
    match value:
        case StrEnum():
            return {"t": value.value}
        case str() | int() | float() | None:
            return value
        case ColSpec(alignment, width):
            return [_out(alignment), {"t": "ColWidthDefault"} if width is None else {"t": "ColWidth", "c": width}]
        case tuple():
            return [_out(part) for part in value]
        case PageBreak():
            return _out(Div(PAGE_BREAK, ()))
        case Ruby(content, reading):
            return _out(Span(Attr("", (RUBY_CLASS,), ((_READING, reading),)), content))
        case MetaMap(entries):
            return {"t": "MetaMap", "c": {key: _out(part) for key, part in entries}}
        case Citation():
            return {name: _out(getattr(value, slot)) for name, slot in _CITATION.items()}
        case _:
            return _tagged(value)


def _tagged(value: Any) -> dict[str, Any]:
    parts = [_out(getattr(value, name)) for name in _hints(type(value))]  # type: ignore[arg-type]
    tag = type(value).__name__
    if not parts:
        return {"t": tag}
    return {"t": tag, "c": parts[0] if len(parts) == 1 else parts}


_CITATION = {
    "citationId": "id",
    "citationPrefix": "prefix",
    "citationSuffix": "suffix",
    "citationMode": "mode",
    "citationNoteNum": "note_number",
    "citationHash": "hash",
}


# --- in --------------------------------------------------------------------------------------------------


def from_pandoc(value: Any) -> Document:
    """Return the document of pandoc's JSON value. Raises ReadError for what is none or of another generation."""
    try:
        version = value["pandoc-api-version"]
        if version[:2] != API_VERSION[:2]:
            found, known = (".".join(map(str, part)) for part in (version, API_VERSION[:2]))
            raise ReadError(
                f"pandoc speaks version {found} of its tree, not {known}",
                hint="install the pandoc that pypandoc_binary brings",
            )
        meta = MetaMap(tuple((key, _in(nodes.MetaValue, part)) for key, part in value["meta"].items()))
        return Document(meta, _in(tuple[nodes.Block, ...], value["blocks"]))
    except (KeyError, TypeError, IndexError, ValueError, AttributeError, RecursionError) as error:
        raise ReadError(f"not pandoc's JSON: {type(error).__name__}: {error}") from error


@lru_cache(maxsize=128)
def _hints(kind: type) -> dict[str, Any]:
    found = hints(kind)
    names = [slot.name for slot in fields(kind)] if is_record(kind) else list(kind._fields)  # type: ignore[attr-defined]
    return {name: found[name] for name in names if name != "span"}


@lru_cache(maxsize=16)
def _members(union: Any) -> dict[str, type]:
    return {member.__name__: member for member in typing.get_args(union)}


@lru_cache(maxsize=256)
def _shape(hint: Any) -> tuple[str, Any]:
    """Return how a value of type `hint` is written in JSON, with what that needs to know."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if type(None) in arguments:
            return "optional", arguments[0]
        return "union", _members(hint)
    if origin is tuple:
        return ("many", arguments[0]) if arguments[-1] is Ellipsis else ("fixed", arguments)
    if issubclass(hint, StrEnum):
        return "enum", hint
    if hint is ColSpec:
        return "column", None
    if hint is Citation:
        return "citation", None
    if issubclass(hint, tuple):
        return "record", tuple(_hints(hint).values())
    return "scalar", hint


def _in(hint: Any, value: Any) -> Any:
    shape, detail = _shape(hint)
    match shape:
        case "scalar":
            return value
        case "many":
            parts = [_in(detail, part) for part in value]
            return tuple(_flat(parts)) if _Opened in map(type, parts) else tuple(parts)
        case "union":
            return _node(detail[value["t"]], value)
        case "record":
            return hint(*[_in(part_hint, part) for part_hint, part in zip(detail, value, strict=True)])
        case "fixed":
            return tuple([_in(part_hint, part) for part_hint, part in zip(detail, value, strict=True)])
        case "enum":
            return hint(value["t"])
        case "optional":
            return None if value is None else _in(detail, value)
        case "column":
            return ColSpec(_in(nodes.Alignment, value[0]), value[1].get("c"))
        case _:
            hints = _hints(Citation)
            return Citation(*[_in(hints[slot], value[name]) for name, slot in _CITATION.items()])


def _node(kind: type, value: Any) -> Any:
    if kind is MetaMap:
        return MetaMap(tuple((key, _in(nodes.MetaValue, part)) for key, part in value["c"].items()))
    hints = tuple(_hints(kind).values())
    content = value.get("c")
    parts = [] if not hints else [content] if len(hints) == 1 else content
    made = kind(*[_in(hint, part) for hint, part in zip(hints, parts, strict=True)])
    return _own(made)


class _Opened(tuple["nodes.Block | nodes.Inline", ...]):
    """What stands in the place of a division or span."""

    __slots__ = ()


def _flat(parts: list[Any]) -> Iterator[Any]:
    """Yield `parts`, what opened divisions and spans held in their places."""
    for part in parts:
        if type(part) is _Opened:
            yield from part
        else:
            yield part


def _own(node: Any) -> Any:
    """Return our node for the reserved Div or Span that stands for it, any other as it is."""
    match node:
        case Div(attr, ()) if attr == PAGE_BREAK:
            return PageBreak()
        case Span(Attr("", (name,), ((key, reading),)), content) if name == RUBY_CLASS and key == _READING:
            return Ruby(content, reading)
        case Div(Attr("", (name, *_))) | Span(Attr("", (name, *_))) if name.startswith("wenzhuan-"):
            made = restored(node, lambda value: _in(nodes.Block, value))
            return _Opened(made) if type(made) is tuple else made
        case _:
            return node
