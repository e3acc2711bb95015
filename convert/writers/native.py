"""The tree as JSON, a block on each line: every node an object with its `type` and fields, read back without loss."""

from __future__ import annotations

from convert import nodes
from convert.caching import lru_cache
from convert.contracts import Context, Writer
from convert.nodes import Document
from convert.records import fields, record
from convert.writers.utf8 import shallow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = "wenzhuan"
VERSION = 1


@record
class NativeOptions:
    """Options of the JSON writer: `spans` adds [start, end) of each node in code points of the decoded source."""

    spans: bool = False


def native(document: Document, options: NativeOptions, context: Context) -> bytes:
    """Write `document` as JSON in UTF-8; fields at their defaults are left out."""
    import json

    def line(value: object) -> str:
        return json.dumps(_plain(value, options.spans), ensure_ascii=False, separators=(",", ":"))

    entries = ",\n".join(f"{line(key)}:{line(value)}" for key, value in document.meta.entries)
    blocks = shallow(lambda: ",\n".join(map(line, document.blocks)))
    head = f'{{"format":"{FORMAT}","version":{VERSION}'
    whole = f'{head},\n"meta":{{\n{entries}\n}},\n"blocks":[\n{blocks}\n]}}\n'
    return whole.encode("utf-8", "surrogatepass") if _is_sound(whole) else _escaped(whole)


def _is_sound(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _escaped(text: str) -> bytes:
    r"""Return JSON with lone surrogates as \\uXXXX, which only stand in strings."""
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text).encode("utf-8")


def _plain(value: object, spans: bool) -> object:
    if isinstance(value, str | int | float) or value is None:
        return value
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return [_plain(part, spans) for part in value]
    return {key: _plain(part, spans) for key, part in _fields(type(value))(value, spans)}  # type: ignore[arg-type]


Parts = list[tuple[str, object]]


@lru_cache(maxsize=128)
def _fields(kind: type) -> Callable[[object, bool], Parts]:
    """Return what lists the fields of records of `kind` that are not at their defaults."""
    if issubclass(kind, tuple):
        defaults: dict[str, object] = kind._field_defaults  # type: ignore[attr-defined]
        names: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
        return lambda value, _: [
            (name, part) for name in names if (part := getattr(value, name)) != defaults.get(name, ...)
        ]
    slots = [slot.name for slot in fields(kind) if slot.name != "span"]
    is_node = issubclass(kind, nodes.Node)

    def parts(value: object, spans: bool) -> Parts:
        made: Parts = [("type", kind.__name__)]
        for name in slots:
            part = getattr(value, name)
            if part != nodes.NO_ATTR:
                made.append((name, part))
        span = getattr(value, "span", None) if spans and is_node else None
        if span is not None:
            made.append(("span", tuple(span)))
        return made

    return parts


WRITER: Writer[NativeOptions] = Writer("json", (".json",), NativeOptions, native)
