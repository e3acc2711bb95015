"""What of a Word file stands outside of its text: page headers and footers, comments."""

from __future__ import annotations

from convert.diagnostics import Diagnostic, Severity, Stage
from convert.readers.docx.container import Package
from convert.readers.docx.xml import W, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final
    from xml.etree.ElementTree import Element

_PAGE_COUNT: Final = frozenset("第页頁共")
_FURNITURE: Final = ("footer", "header")
_SHOWN: Final = 40


def furniture(package: Package) -> Iterator[Diagnostic]:
    """Yield remarks (PAN104) on page headers and footers that say more than a number."""
    found = {one.target: one.kind for one in package.relations(package.main).values() if one.kind in _FURNITURE}
    for target in sorted(found):
        root = package.tree(target)
        text = "" if root is None else _text(root)
        if any(char.isalpha() and char not in _PAGE_COUNT for char in text):
            yield remark(f"page {found[target]}", text, "the profile sets its own")


def comments(package: Package) -> dict[str, tuple[str, str]]:
    """Return for each comment by its identifier what it is called in remarks, and its text."""
    root = package.tree(package.related("comments"))
    found = () if root is None else root.findall(W + "comment")
    return {value(one, "id"): (f"comment by {value(one, 'author') or 'no one'}", _text(one)) for one in found}


def _text(root: Element) -> str:
    """Return the text of a part without the results of fields, which count pages."""
    out: list[str] = []
    depth = 0
    for node in root.iter():
        if node.tag == W + "fldChar":
            depth += {"begin": 1, "end": -1}.get(value(node, "fldCharType"), 0)
        elif node.tag == W + "t" and not depth:
            out.append(node.text or "")
    return "".join(out)


def remark(what: str, text: str, why: str, where: str = "") -> Diagnostic:
    """Return the remark that text of a Word file is not read, and why."""
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Diagnostic("PAN104", Severity.WARNING, f"docx: {what} not read ({why}): {shown!r}{where}", stage=Stage.READ)
