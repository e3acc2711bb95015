"""Imports of packages that spare what they name but are not asked for here: imaging, pickling, inspection.

Loading reportlab takes longer than writing a letter with it, and most of that goes into modules that its own modules
name at their top and use nowhere on our way. While such a package is imported, stand-ins take their places; a
stand-in loads the module itself as soon as something of it is asked for, then or at any later time.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType, TracebackType
else:
    ModuleType = type(sys)

_KNOWN = {
    # what compiled extensions ask of it as they start: flags of code objects, fixed by the interpreter
    "inspect": {
        "CO_OPTIMIZED": 0x1, "CO_NEWLOCALS": 0x2, "CO_VARARGS": 0x4, "CO_VARKEYWORDS": 0x8,
        "CO_GENERATOR": 0x20, "CO_COROUTINE": 0x80, "CO_ASYNC_GENERATOR": 0x200,
    },
}  # fmt: skip


class Deferred(ModuleType):
    """Stands in for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> object:
        """Load the module and return its `name`; what only the import system asks for is not there."""
        if name.startswith("__"):
            raise AttributeError(name)
        own: str = self.__name__
        if sys.modules.get(own) is self:
            del sys.modules[own]
        __import__(own)
        return getattr(sys.modules[own], name)


class deferring:  # noqa: N801 -- used as a statement, like contextlib.suppress
    """`with deferring("pickle"): import …` imports a package without modules that it names but need not load."""

    __slots__ = ("_names",)

    def __init__(self, *names: str) -> None:
        self._names = names

    def __enter__(self) -> None:
        for name in self._names:
            if name not in sys.modules:
                sys.modules[name] = stand_in = Deferred(name)
                stand_in.__dict__.update(_KNOWN.get(name, {}))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for name in self._names:
            if type(sys.modules.get(name)) is Deferred:
                del sys.modules[name]
