"""TOML tables: laid over one another, and read into records with errors that name key and neighbour."""

from __future__ import annotations

from convert.caching import cache
from convert.errors import ProfileError
from convert.records import MISSING, fields, hints, is_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeVar

    _T = TypeVar("_T")

_hints = cache(hints)


def overlaid(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """Return table `below` with `above` laid over it, table by table."""
    out = dict(below)
    for key, value in above.items():
        old = out.get(key)
        out[key] = overlaid(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return out


def near(word: str, known: Iterable[str]) -> str:
    """Return "did you mean X? " for the nearest known word, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), n=1)
    return f"did you mean {found[0]!r}? " if found else ""


def build(
    kind: type[_T],
    table: Mapping[str, object],
    *,
    source: str,
    path: str = "",
    ready: Mapping[str, object] | None = None,
) -> _T:
    """Return the record `kind` filled from a TOML table whose keys use `-` for `_`, with `ready` values as they are.

    Raises ProfileError that names the key, its nearest known neighbour, and the type expected.
    """
    kinds = _hints(kind)  # type: ignore[arg-type]
    slots = {slot.name.replace("_", "-"): slot for slot in fields(kind)}
    values = dict(ready or {})
    for key, value in table.items():
        where = f"{path}{key}"
        if key not in slots:
            raise ProfileError(f"unknown key {where!r}", source=source, hint=near(key, slots))
        values[slots[key].name] = _value(kinds[slots[key].name], value, source=source, path=where)
    for key, slot in slots.items():
        if slot.name not in values and slot.default is MISSING and slot.default_factory is MISSING:
            raise ProfileError(f"missing key {path + key!r}", source=source)
    return kind(**values)


def _value(hint: object, value: object, *, source: str, path: str) -> object:
    import types
    import typing
    from collections.abc import Mapping
    from typing import Literal

    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [part for part in arguments if part is not type(None)]
        return _value(inner[0], value, source=source, path=path)
    if origin is Literal:
        if value in arguments:
            return value
        hint = near(value, arguments) if isinstance(value, str) else ""
        raise ProfileError(f"{path}: {value!r} is none of {', '.join(map(repr, arguments))}", source=source, hint=hint)
    if is_record(hint) and isinstance(hint, type) and isinstance(value, dict):
        return build(hint, value, source=source, path=path + ".")
    if origin is tuple and arguments == (str, ...) and isinstance(value, dict):
        value = list(value.values())  # a list whose entries have names, so that a table laid over it can replace one
    if origin is tuple and isinstance(value, list):
        if arguments[-1] is Ellipsis:
            return tuple(_value(arguments[0], part, source=source, path=path) for part in value)
        if len(value) == len(arguments):
            return tuple(_value(a, part, source=source, path=path) for a, part in zip(arguments, value, strict=True))
    if (origin in (Mapping, dict) or getattr(origin, "__name__", "") == "Mapping") and isinstance(value, dict):
        return {key: _value(arguments[1], part, source=source, path=f"{path}.{key}") for key, part in value.items()}
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if hint in (str, bool, int) and type(value) is hint:
        return value
    name = _NAMES.get(getattr(hint, "__name__", "") or str(hint)) or ("a list" if origin is tuple else "a table")
    found = _NAMES.get(type(value).__name__, type(value).__name__)
    shown = f"{found} {value!r}" if isinstance(value, str | int | float) else found
    raise ProfileError(f"{path}: expected {name}, found {shown}", source=source, hint=_without_unit(hint, value))


_NAMES = {
    "str": "text", "bool": "true or false", "int": "a whole number", "float": "a number", "list": "a list",
    "dict": "a table",
}  # fmt: skip


def _without_unit(hint: object, value: object) -> str:
    """Return the advice to leave the unit out where a number was written with one."""
    digits = value.strip().rstrip("mcptxine%字行厘毫米磅号 ") if isinstance(value, str) else ""
    number = digits.removeprefix("-").replace(".", "", 1).isdecimal()
    return (
        f"write {digits}: the unit is fixed, see wenzhuan profiles --schema" if hint in (int, float) and number else ""
    )
