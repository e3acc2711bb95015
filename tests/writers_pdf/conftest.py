"""Frames made by hand, as layout would give them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from convert.diagnostics import Diagnostic
from convert.layout.frames import ARTIFACT, Element, Frames, GlyphRun, Item, Page
from convert.writers.pdf.faces import face
from convert.writers.pdf.paint import Job, paint

WIDTH, HEIGHT = 595.276, 841.89


class Desk:
    """Sets text without a layout engine, and paints it."""

    def __init__(self) -> None:
        self.remarks: list[Diagnostic] = []
        self.resources: dict[str, bytes] = {}

    def run(
        self,
        text: str,
        *,
        x: float = 79.37,
        y: float = 120.0,
        size: float = 16.0,
        name: str = "fang",
        element: int = ARTIFACT,
        pitch: float | None = None,
        **more: object,
    ) -> GlyphRun:
        """Return `text` as a run; `pitch` in pt gives each glyph the same advance."""
        used = face(name)
        glyphs = tuple(map(used.glyph, text))
        advances = tuple(used.advance(glyph) * size if pitch is None else pitch for glyph in glyphs)
        return GlyphRun(x, y, name, size, glyphs, advances, tuple(text), element=element, **more)  # type: ignore[arg-type]

    def page(self, *items: Item, label: str = "") -> Page:
        """Return an A4 page."""
        return Page(WIDTH, HEIGHT, items, label)

    def frames(self, *pages: Page, elements: Iterable[Element] = (Element("P", -1),), **more: object) -> Frames:
        """Return a document titled 通知."""
        return Frames(pages, tuple(elements), **{"title": "通知", **more})  # type: ignore[arg-type]

    def paint(self, frames: Frames, **more: object) -> bytes:
        """Return the file; remarks are gathered in `remarks`."""
        return paint(frames, Job(face, self.resources.get, self.remarks.append, **more))  # type: ignore[arg-type]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def paragraph(desk: Desk) -> Callable[[str], Frames]:
    """Return frames of one page with one tagged line."""
    return lambda text: desk.frames(desk.page(desk.run(text, element=0)))
