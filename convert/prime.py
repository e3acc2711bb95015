"""`python -m convert.prime`: compile bytecode and patterns ahead, where Python itself may not write them."""

from __future__ import annotations

import compileall
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from convert import patterns


def prime() -> Path:
    """Compile every module of the package and every pattern they define; return the place of the patterns.

    Modules that need a package which is not installed are passed over: their patterns are compiled when used.
    """
    here = Path(__file__).parent
    compileall.compile_dir(here, quiet=2)
    patterns.forget()
    for module in walk_packages([str(here)], "convert.", onerror=lambda _: None):
        if not module.name.endswith("__main__"):
            try:
                import_module(module.name)
            except ImportError:
                continue
    return patterns.write()


if __name__ == "__main__":
    prime()
    sys.exit(0)
