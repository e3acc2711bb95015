"""The tree as JSON, read back: the mirror of the native writer, checked against the node types."""

from __future__ import annotations

import types
import typing

from convert import nodes
from convert.caching import lru_cache
from convert.contracts import Context, Input, Intake, NoOptions, Reader, Reading
from convert.diagnostics import Span
from convert.enums import StrEnum
from convert.errors import ReadError
from convert.records import fields, hints, is_record

_SUPPORTED = 1


def native(source: Input, options: NoOptions, context: Context) -> Reading:
    """Return the document of a JSON tree. Raises ReadError with the path of what does not fit."""
    import json

    text = source.text or source.data.decode("utf-8")
    try:
        table = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not a JSON tree: {error}", source=source.name, hint="-t json makes one") from None
    if not isinstance(table, dict) or "blocks" not in table:
        raise ReadError("not a JSON tree: no blocks at the top", source=source.name, hint="-t json makes one")
    if "pandoc-api-version" in table:
        return _pandoc(table)
    if table.get("version", _SUPPORTED) != _SUPPORTED:
        raise ReadError(f"tree of version {table['version']!r}, this program reads {_SUPPORTED}", source=source.name)
    loader = _Loader(source.name)
    entries = table.get("meta", {})
    meta = tuple((key, loader.value(nodes.MetaValue, value, f"meta.{key}")) for key, value in entries.items())
    blocks = loader.value(tuple[nodes.Block, ...], table["blocks"], "blocks")
    document = nodes.Document(nodes.MetaMap(meta), blocks)  # type: ignore[arg-type]
    return Reading(document, kind=_kind(document))


def _pandoc(table: dict[str, object]) -> Reading:
    """Return the document of a tree that pandoc wrote: the suffix is the same."""
    from convert.pandoc.json import from_pandoc

    return Reading(from_pandoc(table))


def _kind(document: nodes.Document) -> str:
    found = dict(document.meta.entries).get("kind")
    return found.text if isinstance(found, nodes.MetaString) else ""


@lru_cache(maxsize=128)
def _hints(kind: type) -> dict[str, object]:
    found = hints(kind)
    names = kind._fields if issubclass(kind, tuple) else [slot.name for slot in fields(kind)]  # type: ignore[attr-defined]
    return {name: found[name] for name in names if name != "span"}


@lru_cache(maxsize=64)
def _members(union: object) -> dict[str, type]:
    return {member.__name__: member for member in typing.get_args(union)}


class _Loader:
    """Builds records from plain JSON by their type hints; errors carry the path."""

    def __init__(self, source: str) -> None:
        self._source = source

    def value(self, hint: object, value: object, path: str) -> object:
        """Return `value` as the type `hint` says."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            return self._union(hint, arguments, value, path)
        if origin is tuple:
            return self._tuple(arguments, value, path)
        if isinstance(hint, type):
            if issubclass(hint, StrEnum) and isinstance(value, str):
                return self._enum(hint, value, path)
            if issubclass(hint, tuple) or is_record(hint):
                return self._record(hint, value, path)
            if hint is float and type(value) in (int, float):
                return float(value)  # type: ignore[arg-type]
            if type(value) is hint:
                return value
        raise self._error(path, f"expected {getattr(hint, '__name__', hint)}, found {type(value).__name__}")

    def _union(self, hint: object, arguments: tuple[object, ...], value: object, path: str) -> object:
        if type(None) in arguments:
            inner = next(part for part in arguments if part is not type(None))
            return None if value is None else self.value(inner, value, path)
        kind = value.get("type") if isinstance(value, dict) else None
        member = _members(hint).get(kind) if isinstance(kind, str) else None
        if member is None:
            raise self._error(path, f"no node of type {kind!r} may stand here")
        return self._record(member, value, path)

    def _tuple(self, arguments: tuple[object, ...], value: object, path: str) -> object:
        if not isinstance(value, list):
            raise self._error(path, f"expected a list, found {type(value).__name__}")
        if arguments[-1] is Ellipsis:
            return tuple(self.value(arguments[0], part, f"{path}[{at}]") for at, part in enumerate(value))
        if len(value) != len(arguments):
            raise self._error(path, f"expected {len(arguments)} parts, found {len(value)}")
        pairs = zip(arguments, value, strict=True)
        return tuple(self.value(argument, part, f"{path}[{at}]") for at, (argument, part) in enumerate(pairs))

    def _record(self, kind: type, value: object, path: str) -> object:
        if not isinstance(value, dict):
            raise self._error(path, f"expected an object, found {type(value).__name__}")
        hints = _hints(kind)
        if unknown := set(value) - set(hints) - {"type", "span"}:
            raise self._error(path, f"{kind.__name__} has no field {min(unknown)!r}")
        made = {key: self.value(hints[key], value[key], f"{path}.{key}") for key in hints if key in value}
        if "attr" in hints:
            made.setdefault("attr", nodes.NO_ATTR)
        if "span" in value:
            made["span"] = self._span(value["span"], path)
        try:
            return kind(**made)
        except TypeError:
            missing = ", ".join(key for key in hints if key not in value)
            raise self._error(path, f"{kind.__name__} lacks {missing}") from None

    def _span(self, value: object, path: str) -> Span:
        match value:
            case [int(start), int(end)]:
                return Span(start, end)
            case _:
                raise self._error(path, "a span is [start, end]")

    def _enum(self, hint: type[StrEnum], value: str, path: str) -> object:
        try:
            return hint(value)
        except ValueError:
            raise self._error(path, f"{value!r} is none of {', '.join(hint)}") from None

    def _error(self, path: str, message: str) -> ReadError:
        return ReadError(f"{path}: {message}", source=self._source, hint="the tree does not fit the node types")


READER: Reader[NoOptions] = Reader("json", (".json",), NoOptions, native, Intake.MARKUP)
