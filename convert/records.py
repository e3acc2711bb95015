"""Frozen records that cost little to define: `@record` is `@dataclass(frozen=True, slots=True)`, made lazily.

The standard decorator loads `inspect` and compiles six methods for each class when a module is imported, which is most
of the start of a short command. Here a class gets its slots at once; its `__init__` is compiled ahead of time (see
`convert.kept`) and made at the first instance; the other methods are shared. `dataclasses.fields`, `replace`,
`asdict`, `match` and pickling work on these records as on the original.
"""

from __future__ import annotations

from _collections import _tuplegetter  # type: ignore[import-not-found]

from convert.kept import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, dataclass_transform
    from typing import Generic as Generic
    from typing import NamedTuple as NamedTuple
    from typing import Protocol as Protocol
    from typing import cast as cast

    _T = TypeVar("_T")
    _C = TypeVar("_C", bound=type)
else:

    def dataclass_transform(**_):
        """Leave the decorator as it is: the original only tells type checkers."""
        return lambda decorator: decorator

    class Generic:
        """A base that may be given type parameters, which only type checkers read."""

        __slots__ = ()

        def __class_getitem__(cls, _):
            return cls

    class Protocol:
        """A base that says what a value must have, which only type checkers read."""

        __slots__ = ()

    def cast(_, value):
        """Return the value as it is: the type is told to type checkers only."""
        return value


class Missing:
    """Stands for a value that was not given."""

    def __repr__(self) -> str:
        """Return a name for signatures."""
        return "MISSING"


MISSING: Any = Missing()


class Field:
    """A field of a record: its name, default or factory, and the methods it takes part in."""

    __slots__ = ("compare", "default", "default_factory", "init", "kw_only", "name", "repr")

    def __init__(self, default: object, factory: Any, init: bool, repr: bool, compare: bool, kw_only: bool) -> None:
        self.name = ""
        self.default = default
        self.default_factory: Any = factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.kw_only = kw_only


def field(
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    init: bool = True,
    repr: bool = True,
    compare: bool = True,
    kw_only: bool = False,
) -> Any:
    """Return the description of a field, as `dataclasses.field` does."""
    return Field(default, default_factory, init, repr, compare, kw_only)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: _C) -> _C:
    """Make `cls` a frozen dataclass with slots."""
    return _made(cls, _FROZEN)  # type: ignore[no-any-return]


@dataclass_transform(field_specifiers=(field,))
def mutable(cls: _C) -> _C:
    """Make `cls` a dataclass with slots whose fields may be set; it has no hash."""
    return _made(cls, _OPEN)  # type: ignore[no-any-return]


def _made(cls: Any, methods: dict[str, object]) -> Any:
    space = dict(cls.__dict__)
    slots: dict[str, Field] = {}
    for base in cls.__mro__[:0:-1]:
        slots.update(base.__dict__.get("__record__", {}))
    own = []
    for name, hint in space.get("__annotations__", {}).items():
        if "ClassVar" in (hint if isinstance(hint, str) else repr(hint)):
            continue
        slots[name] = described = _field(space.pop(name, MISSING))
        described.name = name
        own.append(name)
    for name in ("__dict__", "__weakref__"):
        space.pop(name, None)
    for name, method in methods.items():
        if name not in space or name == "__hash__":
            space[name] = method
    inherited = {slot for base in cls.__mro__[1:] for slot in base.__dict__.get("__slots__", ())}
    space["__slots__"] = tuple(name for name in own if name not in inherited)
    space["__match_args__"] = tuple(f.name for f in slots.values() if f.init and not f.kw_only)
    space["__record__"] = slots
    made: Any = type(cls)(cls.__name__, cls.__bases__, space)
    if "__init__" not in cls.__dict__:
        made.__init__ = _first_init(made)
    return made


def _field(value: Any) -> Field:
    if isinstance(value, Field):
        return value
    if type(value).__module__ == "dataclasses":  # field() of the standard module
        from dataclasses import MISSING as NONE

        default = MISSING if value.default is NONE else value.default
        factory = MISSING if value.default_factory is NONE else value.default_factory
        made = Field(default, factory, value.init, value.repr, value.compare, value.kw_only is True)
        made.name = value.name
        return made
    return Field(value, MISSING, True, True, True, False)


def _first_init(cls: Any) -> Callable[..., None]:
    """Return an `__init__` that puts the real one in its own place and runs it."""

    def first(self: Any, /, *args: object, **kwargs: object) -> None:
        cls.__init__ = _init(cls)
        cls.__init__(self, *args, **kwargs)

    return first


def _init(cls: Any) -> Callable[..., None]:
    slots: dict[str, Field] = cls.__record__
    names: dict[str, object] = {"_Factory": Missing}
    plain = [_parameter(f, names) for f in slots.values() if f.init and not f.kw_only]
    keyed = [_parameter(f, names) for f in slots.values() if f.init and f.kw_only]
    head = ", ".join(["self", *plain, *(["*", *keyed] if keyed else [])])
    body = []
    opened = cls.__setattr__ is object.__setattr__
    for f in slots.values():
        names[f"_set_{f.name}"] = getattr(cls, f.name).__set__
        value = f.name
        if f.default_factory is not MISSING:
            names[f"_make_{f.name}"] = f.default_factory
            value = f"_make_{f.name}() if {f.name} is _Factory else {f.name}" if f.init else f"_make_{f.name}()"
        elif not f.init:
            names[f"_default_{f.name}"] = f.default
            value = f"_default_{f.name}"
        if f.init or f.default is not MISSING or f.default_factory is not MISSING:
            body.append(f"    self.{f.name} = {value}" if opened else f"    _set_{f.name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("    self.__post_init__()")
    source = f"def __init__({head}):\n" + "\n".join(body or ["    pass"])
    exec(kept(("init", source), lambda: compile(source, "<record>", "exec")), names)  # type: ignore[arg-type]  # noqa: S102 -- as the standard decorator does
    made: Any = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made  # type: ignore[no-any-return]


def _parameter(f: Field, names: dict[str, object]) -> str:
    if f.default_factory is not MISSING:
        return f"{f.name}=_Factory"
    if f.default is not MISSING:
        names[f"_default_{f.name}"] = f.default
        return f"{f.name}=_default_{f.name}"
    return f.name


def compile_init(cls: type) -> None:
    """Compile the `__init__` of a record now, so that it is kept."""
    _init(cls)


def is_record(value: object) -> bool:
    """Say whether `value` is a record or a class of records, ours or of `dataclasses`."""
    return hasattr(value, "__record__") or hasattr(value, "__dataclass_fields__")


def fields(value: object) -> tuple[Field, ...]:
    """Return the fields of a record or of a class of records (ours or `dataclasses`'). Raises TypeError for others."""
    if not hasattr(value, "__record__"):
        from dataclasses import fields as standard

        return tuple(_field(f) for f in standard(value))  # type: ignore[arg-type]
    slots: dict[str, Field] = value.__record__
    return tuple(slots.values())


def hints(kind: type) -> dict[str, Any]:
    """Return the types of the fields of a record or named tuple; names of `typing` and `collections.abc` are known."""
    import collections.abc
    import typing

    return typing.get_type_hints(kind, localns={**vars(collections.abc), **vars(typing)})


def replace(value: _T, /, **changes: object) -> _T:
    """Return a copy of a record with some fields changed. Raises TypeError for a name that is no field."""
    for f in fields(value):
        if f.init and f.name not in changes:
            changes[f.name] = getattr(value, f.name)
    return type(value)(**changes)


def _values(self: Any) -> tuple[object, ...]:
    return tuple([getattr(self, f.name) for f in self.__record__.values() if f.compare])


def _eq(self: Any, other: object) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self is other or _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in self.__record__.values() if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _setattr(self: object, name: str, value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[object]:
    return [getattr(self, name) for name in self.__record__]


def _setstate(self: Any, state: list[object]) -> None:
    for name, value in zip(self.__record__, state, strict=True):
        object.__setattr__(self, name, value)


class _StandardFields:
    """Makes the fields of the standard module when it asks for them."""

    def __get__(self, value: object, cls: Any) -> dict[str, object]:
        import dataclasses

        made = {}
        for f in cls.__record__.values():
            given = {"default": f.default, "default_factory": f.default_factory}
            one = dataclasses.field(
                init=f.init,
                repr=f.repr,
                compare=f.compare,
                kw_only=f.kw_only,
                **{key: was for key, was in given.items() if was is not MISSING},
            )
            one.name, one.type, one._field_type = f.name, _hint(cls, f.name), dataclasses._FIELD  # type: ignore[attr-defined]
            made[f.name] = one
        return made


def _hint(cls: type, name: str) -> object:
    return next(base.__annotations__[name] for base in cls.__mro__ if name in getattr(base, "__annotations__", {}))


_OPEN: dict[str, object] = {
    "__eq__": _eq,
    "__hash__": None,
    "__repr__": _repr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
    "__dataclass_fields__": _StandardFields(),
}
_FROZEN: dict[str, object] = {**_OPEN, "__hash__": _hash, "__setattr__": _setattr, "__delattr__": _delattr}


if not TYPE_CHECKING:

    class _Named(type):
        """Makes classes of named tuples, as `typing.NamedTuple` does, without loading `typing`."""

        def __new__(cls, name, bases, space):
            names = tuple(space.get("__annotations__", ()))
            given = {key: space.pop(key) for key in names if key in space}
            head = ", ".join(("_cls", *(f"{key}=_given[{key!r}]" if key in given else key for key in names)))
            source = f"def __new__({head}):\n    return _new(_cls, ({''.join(key + ', ' for key in names)}))"
            globals_ = {"_given": given, "_new": tuple.__new__}
            exec(kept(("new", source), lambda: compile(source, "<record>", "exec")), globals_)  # noqa: S102
            space = {
                "__slots__": (),
                "_fields": names,
                "_field_defaults": given,
                "__match_args__": names,
                "__new__": globals_["__new__"],
                "__repr__": _named_repr,
                "__getnewargs__": lambda self: tuple(self),
                "_make": classmethod(lambda made, values: made(*values)),
                "_replace": _named_replace,
                "_asdict": lambda self: dict(zip(self._fields, self, strict=True)),
                **{key: _tuplegetter(index, f"Alias for field number {index}") for index, key in enumerate(names)},
                **space,
            }
            return type(name, (tuple,), space)

    def _named_repr(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({shown})"

    def _named_replace(self, /, **changes):
        for name in changes:
            if name not in self._fields:
                raise ValueError(f"Got unexpected field names: {[name]!r}")
        return tuple.__new__(type(self), [changes.get(name, was) for name, was in zip(self._fields, self, strict=True)])

    NamedTuple = type.__new__(_Named, "NamedTuple", (), {})
