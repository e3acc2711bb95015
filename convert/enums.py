"""Enumerations that cost little to define: `StrEnum` and `IntEnum` of the standard module, without loading it.

Members have `name` and `value`; the class is iterated, called with a value, indexed by name and asked with `in` as
the original; pickling gives the same member. Only what this package uses of enumerations is here.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from enum import IntEnum as IntEnum
    from enum import StrEnum as StrEnum
else:

    class _Members(type):
        """Makes a member of each plain value in the body of a class."""

        def __new__(cls, name, bases, space):
            plain = bases[0].__base__
            given = {key: value for key, value in space.items() if isinstance(value, plain) and key[0] != "_"}
            made = type.__new__(cls, name, bases, {key: value for key, value in space.items() if key not in given})
            made.__members__ = members = {}
            made._by_value = by_value = {}
            for key, value in given.items():
                member = plain.__new__(made, value)
                member.name, member.value = key, value
                members[key] = by_value[value] = member
                type.__setattr__(made, key, member)
            return made

        def __call__(cls, value):
            try:
                return cls._by_value[value]
            except (KeyError, TypeError):
                raise ValueError(f"{value!r} is not a valid {cls.__qualname__}") from None

        def __getitem__(cls, name):
            return cls.__members__[name]

        def __iter__(cls):
            return iter(cls.__members__.values())

        def __len__(cls):
            return len(cls.__members__)

        def __contains__(cls, value):
            return value in cls._by_value

        def __setattr__(cls, name, value):
            if name in cls.__dict__.get("__members__", ()):
                raise AttributeError(f"cannot reassign member {name!r}")
            type.__setattr__(cls, name, value)

    def _reduced(self, _):
        return type(self), (self.value,)

    def _shown(self):
        return f"<{type(self).__qualname__}.{self.name}: {self.value!r}>"

    _SHARED = {"__reduce_ex__": _reduced, "__repr__": _shown}
    StrEnum = type.__new__(_Members, "StrEnum", (str,), {**_SHARED, "__str__": str.__str__})
    IntEnum = type.__new__(_Members, "IntEnum", (int,), {**_SHARED, "__str__": int.__repr__})
