"""Frozen option records, one per stage, and how settings given as text become them."""

from __future__ import annotations

from convert.errors import UsageError
from convert.records import fields, hints, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal, TypeVar

    _Options = TypeVar("_Options")


@record
class DecodeOptions:
    """How bytes become text: `encoding` overrides detection, `errors` "resync" keeps what is readable of damage."""

    encoding: str | None = None
    errors: Literal["strict", "resync"] = "strict"
    repair_mojibake: bool = False


@record
class NormaliseOptions:
    """Which rules run: codes chosen or left out by prefix, unsafe fixes, a conversion of script at the end."""

    enabled: bool = True
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unsafe: bool = False
    variant: Literal["", "simplified", "traditional"] = ""


@record
class ReadOptions:
    """How text becomes a document: `keep_noise` leaves site furniture in."""

    keep_noise: bool = False


_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


def from_settings(kind: type[_Options], settings: Mapping[str, object], *, prefix: str = "") -> _Options:
    """Return the record `kind` with `settings` (values as text or of the field's type) over its defaults.

    Keys use `-` for `_`. Raises UsageError for an unknown key, with the nearest known one, or an unfit value.
    """
    if not settings:
        return kind()
    kinds = hints(kind)
    known = {slot.name.replace("_", "-"): slot.name for slot in fields(kind)}
    values = {}
    for key, value in settings.items():
        name = known.get(key.replace("_", "-"))
        if name is None:
            from difflib import get_close_matches

            found = get_close_matches(key, known, n=1)
            hint = f"did you mean {prefix + found[0]!r}?" if found else f"known: {', '.join(known) or 'none'}"
            raise UsageError(f"unknown option {prefix + key!r}", hint=hint)
        values[name] = _coerce(kinds[name], value, prefix + key)
    return kind(**values)


def _coerce(hint: object, value: object, key: str) -> object:
    import types
    import typing
    from typing import Literal

    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _coerce(next(part for part in arguments if part is not type(None)), value, key)
    if origin is Literal:
        if value in arguments:
            return value
        raise UsageError(f"{key}: {value!r} is none of {', '.join(map(repr, arguments))}")
    if origin is tuple:
        parts = value.split(",") if isinstance(value, str) else value
        if isinstance(parts, list | tuple):
            return tuple(_coerce(arguments[0], part, key) for part in parts if part != "")
    if hint is bool:
        if isinstance(value, bool):
            return value
        if str(value).lower() in _TRUE | _FALSE:
            return str(value).lower() in _TRUE
        raise UsageError(f"{key}: {value!r} is neither true nor false")
    if hint in (int, float) and isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            return int(value) if hint is int else float(value)
        except ValueError:
            raise UsageError(f"{key}: {value!r} is not a number") from None
    if hint is str and isinstance(value, str):
        return value
    raise UsageError(f"{key}: cannot take {value!r}")
