"""Imports of packages that spare what they name but are not asked for here: imaging, pickling, inspection.

Loading reportlab takes longer than writing a letter with it, and most of that goes into modules that its own modules
name at their top and use nowhere on our way. While such a package is imported, stand-ins take their places; a
stand-in loads the module itself as soon as something of it is asked for, then or at any later time.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType, TracebackType
else:
    ModuleType = type(sys)

_KNOWN: dict[str, dict[str, object]] = {
    # what compiled extensions ask of it as they start: flags of code objects, fixed by the interpreter
    "inspect": {
        "CO_OPTIMIZED": 0x1, "CO_NEWLOCALS": 0x2, "CO_VARARGS": 0x4, "CO_VARKEYWORDS": 0x8,
        "CO_GENERATOR": 0x20, "CO_COROUTINE": 0x80, "CO_ASYNC_GENERATOR": 0x200,
    },
    "reportlab.pdfbase.pdfmetrics": {
        "standardEncodings": (
            "WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding", "SymbolEncoding", "ZapfDingbatsEncoding",
            "PDFDocEncoding", "MacExpertEncoding",
        )
    },
    "platform": {"python_implementation": lambda: "PyPy" if sys.implementation.name == "pypy" else "CPython"},
}  # fmt: skip


class Deferred(ModuleType):
    """Stands in for a module until something of it is asked for; its functions may be stood in for until called."""

    def __getattr__(self, name: str) -> object:
        """Load the module and return its `name`; what only the import system asks for is not there."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_loaded(self.__name__), name)


def _loaded(name: str) -> ModuleType:
    """Return the module called `name` itself."""
    if type(sys.modules.get(name)) is Deferred:
        del sys.modules[name]
    __import__(name)
    return sys.modules[name]


def _later(module: str, name: str) -> Callable[..., object]:
    """Return a function that calls that of a module, which is loaded then."""

    def stand_in(*arguments: object, **keywords: object) -> object:
        found: Callable[..., object] = getattr(_loaded(module), name)
        return found(*arguments, **keywords)

    return stand_in


class deferring:  # noqa: N801 -- used as a statement, like contextlib.suppress
    """`with deferring("pickle", "hashlib: md5"): import …` imports a package without modules that it need not load.

    After the colon stand names that the package imports from the module, all of them functions.
    """

    __slots__ = ("_modules",)

    def __init__(self, *modules: str) -> None:
        self._modules = modules

    def __enter__(self) -> None:
        for module in self._modules:
            name, _, functions = module.partition(":")
            if name not in sys.modules:
                sys.modules[name] = stand_in = Deferred(name)
                stand_in.__dict__.update(_KNOWN.get(name, {}))
                stand_in.__dict__.update((function, _later(name, function)) for function in functions.split())
                package, _, own = name.rpartition(".")
                if type(sys.modules.get(package)) is Deferred:
                    sys.modules[package].__dict__[own] = stand_in

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for module in self._modules:
            name = module.partition(":")[0]
            if type(sys.modules.get(name)) is Deferred:
                del sys.modules[name]
