"""Profiles for editors and people: a JSON Schema made from the record types, and a merged profile printed as TOML."""

from __future__ import annotations

import inspect
import json
import re
import types
import typing
from collections.abc import Mapping
from typing import Literal

from convert.profile import BUILT_IN, Profile
from convert.profile_checks import LIMITS, PATTERNS
from convert.records import MISSING, fields, hints, is_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_SCALARS: Final = {str: "string", bool: "boolean", int: "integer", float: "number"}


def schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of a profile file; a file that extends another may leave out anything."""
    definitions: dict[str, object] = {}
    root = _record(Profile, definitions)
    properties = typing.cast("dict[str, object]", root["properties"])
    described = "Profile this one is laid over: a built-in name or the path of a TOML file."
    properties["extends"] = {
        "type": "string",
        "description": described,
        "anyOf": [{"enum": list(BUILT_IN)}, {"pattern": r"\.toml$|[/\\]"}],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "wenzhuan profile",
        **root,
        "$defs": definitions,
    }


def _record(kind: type, definitions: dict[str, object]) -> dict[str, object]:
    kinds = hints(kind)
    properties = {}
    for slot in fields(kind):
        made = _value(kinds[slot.name], definitions)
        key = f"{kind.__name__}.{slot.name}"
        if key in LIMITS:
            made = {**made, "minimum": LIMITS[key][0], "maximum": LIMITS[key][1]}
        if key in PATTERNS:
            made = {**made, "pattern": PATTERNS[key]}
        if slot.default is not MISSING and slot.default is not None and slot.default != ():
            made = {**made, "default": slot.default}
        properties[slot.name.replace("_", "-")] = made
    out: dict[str, object] = {"type": "object", "additionalProperties": False, "properties": properties}
    if text := inspect.getdoc(kind):
        out = {"description": " ".join(text.split()), **out}
    return out


def _reference(kind: type, definitions: dict[str, object]) -> dict[str, object]:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _record(kind, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _value(hint: object, definitions: dict[str, object]) -> dict[str, object]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _value(next(part for part in arguments if part is not type(None)), definitions)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            plain: dict[str, object] = {"type": "array", "items": _value(arguments[0], definitions)}
            named: dict[str, object] = {"type": "object", "additionalProperties": plain["items"]}
            return {"anyOf": [plain, named]} if arguments[0] is str else plain
        items = [_value(part, definitions) for part in arguments]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
    if getattr(origin, "__name__", "") == "Mapping":
        return {"type": "object", "additionalProperties": _value(arguments[1], definitions)}
    if isinstance(hint, type) and is_record(hint):
        return _reference(hint, definitions)
    return {"type": _SCALARS[typing.cast("type[str]", hint)]}


def to_toml(table: Mapping[str, object]) -> str:
    """Return a merged profile table as TOML that reads back the same: plain keys first, then tables."""
    return "\n".join(_lines(table, ())).lstrip("\n") + "\n"


def _lines(table: Mapping[str, object], path: tuple[str, ...]) -> list[str]:
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    nested = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    lines = ["", f"[{'.'.join(map(_key, path))}]"] if path and (plain or not nested) else []
    lines += [f"{_key(key)} = {_scalar(value)}" for key, value in plain.items()]
    for key, value in nested.items():
        lines += _lines(value, (*path, key))
    return lines


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_scalar, value))}]"
    return repr(value)
