"""Frozen records that cost little to define: `@record` is `@dataclass(frozen=True, slots=True)`, made lazily.

The standard decorator compiles six methods for each class when a module is imported, which is most of the start
of a short command. Here the class gets its slots at once; its `__init__` is compiled at the first instance and
the other methods are shared. `fields`, `replace`, `match` and pickling work as they do with the original.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T", bound=type)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: _T) -> _T:
    """Make `cls` a frozen dataclass with slots."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__ = _first_init(made)
    own = cls.__dict__
    for name, method in _SHARED.items():
        if name not in own or name == "__hash__":
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _first_init(cls: Any) -> Callable[..., None]:
    """Return an `__init__` that compiles the real one, puts it in its own place and runs it."""

    def first(self: Any, /, *args: object, **kwargs: object) -> None:
        cls.__init__ = _compiled(cls)
        cls.__init__(self, *args, **kwargs)

    return first


def _compiled(cls: Any) -> Callable[..., None]:
    slots: tuple[Field[Any], ...] = tuple(cls.__dataclass_fields__.values())
    names: dict[str, object] = {"_Factory": _Factory}
    plain = [_parameter(f, names) for f in slots if f.init and not f.kw_only]
    keyed = [_parameter(f, names) for f in slots if f.init and f.kw_only]
    head = ", ".join(["self", *plain, *(["*", *keyed] if keyed else [])])
    body = []
    for f in slots:
        names[f"_set_{f.name}"] = getattr(cls, f.name).__set__
        value = f.name
        if f.default_factory is not MISSING:
            names[f"_make_{f.name}"] = f.default_factory
            value = f"_make_{f.name}() if {f.name} is _Factory else {f.name}" if f.init else f"_make_{f.name}()"
        elif not f.init:
            names[f"_default_{f.name}"] = f.default
            value = f"_default_{f.name}"
        body.append(f"    _set_{f.name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("    self.__post_init__()")
    exec(f"def __init__({head}):\n" + "\n".join(body or ["    pass"]), names)  # noqa: S102 -- as the standard decorator does
    made: Any = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made  # type: ignore[no-any-return]


def _parameter(f: Field[Any], names: dict[str, object]) -> str:
    if f.default_factory is not MISSING:
        return f"{f.name}=_Factory"
    if f.default is not MISSING:
        names[f"_default_{f.name}"] = f.default
        return f"{f.name}=_default_{f.name}"
    return f.name


class _Factory:
    """Stands for a value that the field's factory makes."""


def _values(self: Any) -> tuple[object, ...]:
    return tuple(getattr(self, f.name) for f in type(self).__dataclass_fields__.values() if f.compare)


def _eq(self: Any, other: object) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self is other or _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in type(self).__dataclass_fields__.values() if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _setattr(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[object]:
    return [getattr(self, name) for name in type(self).__dataclass_fields__]


def _setstate(self: Any, state: list[object]) -> None:
    for name, value in zip(type(self).__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, value)


_SHARED: dict[str, object] = {
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}
