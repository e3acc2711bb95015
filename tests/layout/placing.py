"""Helpers of the layout tests: documents in a line of code, lines of pages with their places in mm and characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from convert.fonts import load
from convert.layout.frames import Frames, GlyphRun, Page
from convert.layout.lines import ASCENT
from convert.nodes import Block, Document, Para, Role, Str
from convert.walk import div

MM = 72 / 25.4
HYPHEN = "\u00ad"
"""Stands for the hyphen of a parted word, which has no text of its own."""

CELL = 156 / 28 * MM


@dataclass(frozen=True)
class Placed:
    """A line of text on a page: edges in mm, element number."""

    text: str
    left: float
    right: float
    top: float
    element: int
    size: float


def para(*texts: str) -> Para:
    return Para(tuple(map(Str, texts)))


def part(role: Role, *texts: str) -> Block:
    return div(role, *map(para, texts))


def document(*blocks: Block | str) -> Document:
    return Document(blocks=tuple(para(block) if isinstance(block, str) else block for block in blocks))


def lines(page: Page) -> list[Placed]:
    """Return the lines of text of a page, furniture left out, in the order they are painted."""
    rows: dict[tuple[int, float], list[GlyphRun]] = {}
    for item in page.items:
        if isinstance(item, GlyphRun) and item.element >= 0:
            base = item.y + load(item.face).shift * item.size
            rows.setdefault((item.element, round(base - ASCENT * item.size, 1)), []).append(item)
    return [
        Placed(
            "".join("".join(run.texts) + run.suffix if run.texts != ("",) else HYPHEN for run in runs),
            min(run.x for run in runs) / MM,
            max(run.x + sum(run.advances) for run in runs) / MM,
            top / MM,
            element,
            runs[0].size,
        )
        for (element, top), runs in rows.items()
    ]


def all_lines(frames: Frames) -> Iterator[Placed]:
    for page in frames.pages:
        yield from lines(page)


def line(frames: Frames, start: str) -> Placed:
    """Return the first line that begins with `start`."""
    return next(placed for placed in all_lines(frames) if placed.text.startswith(start))


def page_of(frames: Frames, start: str) -> int:
    """Return the page, from 1, with a line that begins with `start`."""
    return next(n for n, page in enumerate(frames.pages, 1) if any(p.text.startswith(start) for p in lines(page)))
