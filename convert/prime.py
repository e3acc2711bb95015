"""`python -m convert.prime`: compile bytecode and what is kept beside it, where Python itself may not write."""

from __future__ import annotations

import compileall
import gc
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from convert import kept, patterns
from convert.records import compile_init, is_record

_LETTER = """关于做好“示范”工作的通知

各有关单位：
　　一、总体要求。坚持“五个统一”，按照《办法》（2026年3月1日起施行）的要求，落实各项措施。
　　1.加强领导;2.明确分工...请于2026年3月底前报送Word文件。

附件：1.名单

市人民政府办公厅
2026年3月1日
"""
"""What common letters ask for is compiled by setting one."""


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
    for thing in gc.get_objects():
        if type(thing) is patterns.Pattern:
            patterns.compiled(*thing.given)
    from convert import pipeline, profile
    from convert.fonts import catalogue

    for name in profile.BUILT_IN:
        profile.load(name)
    catalogue()
    for target in ("md", "docx", "pdf"):
        try:
            pipeline.convert(_LETTER.encode(), pipeline.Request(to=target, profile="gongwen"))
        except ImportError:
            continue
    return kept.write()


if __name__ == "__main__":
    prime()
    sys.exit(0)
