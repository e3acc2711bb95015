"""What the readers of one OpenDocument text share."""

from __future__ import annotations

from convert.diagnostics import Diagnostic, Severity, Stage
from convert.readers.docx.styled import Names
from convert.readers.odt.styles import Sheet
from convert.readers.odt.xml import TEXT, XLINK, Package

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final
    from xml.etree.ElementTree import Element

    from convert.nodes import Block

_SHOWN: Final = 40
_PLACE: Final = 16
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


class Story:
    """The state of reading one file."""

    def __init__(self, package: Package, sheet: Sheet, names: Names) -> None:
        self.package, self.sheet, self.names = package, sheet, names
        self.remarks: list[Diagnostic] = []
        self.formulas: list[Element] = []
        self.wanted: set[str] = set()
        self.blocks: Callable[[Element], tuple[Block, ...]] = lambda _: ()
        self.counted: dict[str, dict[int, int]] = {}
        self._roots: dict[str, str] = {}
        self._lost: dict[tuple[str, str], list[str]] = {}

    def root_of(self, element: Element, style: str) -> str:
        """Return the name of the count of an outermost list: its own, or that of the list it goes on with."""
        before = element.get(TEXT + "continue-list", "")
        found = self._roots.get(before) or ""
        if not found and element.get(TEXT + "continue-numbering") == "true":
            found = self._roots.get(f"style {style}", "")
        root = found or f"list {len(self._roots)} {style}"
        self._roots[f"style {style}"] = root
        self._roots[element.get(_ID, root)] = root
        return root

    def find_wanted(self, root: Element) -> None:
        """Note the places that links of the text lead to."""
        for link in root.iter(TEXT + "a"):
            address = link.get(XLINK + "href", "")
            if address.startswith("#"):
                self.wanted.add(address[1:].partition("|")[0])

    def lose(self, what: str, text: str, why: str) -> None:
        """Note that text of the paragraph being read is left out; `place` tells it when the paragraph is whole."""
        if text.strip():
            self._lost.setdefault((what, why), []).append(text)

    def place(self, near: str) -> None:
        """Report (PAN104) what was left out of the paragraph that reads `near`."""
        words = " ".join(near.split())
        where = f", in “{words[:_PLACE]}{'…' if len(words) > _PLACE else ''}”" if words else ""
        for (what, why), texts in self._lost.items():
            self.remark(what, "".join(texts), why, where)
        self._lost.clear()

    def remark(self, what: str, text: str, why: str, where: str = "") -> None:
        """Report (PAN104) that text is not read, and why."""
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        message = f"odt: {what} not read ({why}): {shown!r}{where}"
        self.remarks.append(Diagnostic("PAN104", Severity.WARNING, message, stage=Stage.READ))
