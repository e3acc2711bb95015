"""`python -m convert.prime`: compile bytecode and what is kept beside it, where Python itself may not write."""

from __future__ import annotations

import compileall
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from convert import kept
from convert.records import compile_init, is_record


def prime() -> str:
    """Compile every module, pattern, record and built-in profile of the package; return the place of the store.

    Modules that need a package which is not installed are passed over: what they need is compiled when used.
    """
    here = Path(__file__).parent
    compileall.compile_dir(here, quiet=2)
    kept.forget()
    for module in walk_packages([str(here)], "convert.", onerror=lambda _: None):
        if not module.name.endswith("__main__"):
            try:
                made = import_module(module.name)
            except ImportError:
                continue
            for value in vars(made).values():
                if isinstance(value, type) and is_record(value) and value.__module__ == module.name:
                    compile_init(value)
    from convert import profile
    from convert.fonts import catalogue

    for name in profile.BUILT_IN:
        profile.load(name)
    catalogue()
    return kept.write()


if __name__ == "__main__":
    prime()
    sys.exit(0)
