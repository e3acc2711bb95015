"""The structure tree of a tagged document, filled as blocks are read."""

from __future__ import annotations

from convert.layout.frames import Element
from convert.records import replace

ROOT = -1


class Tree:
    """Collects elements; each gets the number it is known by on the page."""

    def __init__(self) -> None:
        self._elements: list[Element] = []

    def add(
        self,
        kind: str,
        parent: int,
        *,
        alt: str = "",
        attributes: tuple[tuple[str, str], ...] = (),
        identifier: str = "",
    ) -> int:
        """Add an element of a PDF 1.7 standard structure type under `parent` and return its number."""
        self._elements.append(Element(kind, parent, alt, attributes, identifier))
        return len(self._elements) - 1

    def speak(self, element: int, lang: str) -> None:
        """State the language of what is in an element."""
        was = self._elements[element]
        self._elements[element] = replace(was, attributes=(*was.attributes, ("Lang", lang)))

    @property
    def last(self) -> int:
        """Return the number of the newest element."""
        return len(self._elements) - 1

    @property
    def elements(self) -> tuple[Element, ...]:
        """Return all elements in document order."""
        return tuple(self._elements)
