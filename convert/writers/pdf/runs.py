"""Glyph runs cut into pieces that can be shown at once: where the layer or the offset changes, or text must be stated.

Text is stated by ActualText (ISO 32000-1 14.9.4) in three cases. Some glyphs have no text of their own, as the
further ones of a cluster. Marks squeezed to half their width overlap the next glyph by the widths that the file
states. And a blank as wide as a hanzi (第一章　总则) is a gap. Readers that sort glyphs by place, as poppler does,
would take what stands on both sides for two columns of text, so it is stated together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from convert.layout.frames import GlyphRun
from convert.writers.pdf.fonts import Used

OVERLAP = 0.09  # em; from 0.1 em on poppler begins a new word

WIDE_BLANK = "\u3000"


class Piece(NamedTuple):
    """Glyphs of a run that are shown at once; `opens` begins a span of ActualText, `closes` ends it."""

    start: int
    end: int
    layer: int
    x: float
    y: float
    opens: str | None = None
    closes: bool = False


class Seam(NamedTuple):
    """How a run hangs together with its neighbours: inside an open span, and the text a span takes from the next."""

    inside: bool = False
    after: str = ""


def gaps(run: GlyphRun, used: Used) -> list[float]:
    """Return by how many pt each advance differs from the one that the font states."""
    natural = used.advances(run.size)
    return [advance - natural[glyph] for glyph, advance in zip(run.glyphs, run.advances, strict=True)]


def overlaps(run: GlyphRun, gap: float, following: GlyphRun) -> bool:
    """Tell whether the last glyph of `run` reaches into `following`, if on its line and in its element."""
    if gap >= -OVERLAP * run.size or not following.glyphs:
        return False
    if following.element != run.element or abs(following.y - run.y) > run.size / 2:
        return False
    end = run.x + sum(run.advances)
    return not run.suffix and abs(following.x - end) < run.size / 4


def pieces(run: GlyphRun, used: Used, more: list[float], seam: Seam) -> Iterator[Piece]:
    """Yield the pieces of a run; `more` are its gaps."""
    x = run.x
    at: Piece | None = None
    for start, end in _groups(run, more):
        inside = seam.inside and start == 0
        after = seam.after if end == len(run.glyphs) else ""
        if end > start + 1 or run.offsets or not run.texts[start] or inside or after:
            if at:
                yield at
            at = None
            yield from _group(run, used, start, end, x, Seam(inside, after))
        else:
            layer = used.layer(run.glyphs[start], run.texts[start])
            if at and at.layer == layer:
                at = at._replace(end=end)
            else:
                if at:
                    yield at
                at = Piece(start, end, layer, x, run.y)
        x += sum(run.advances[start:end])
    if at:
        yield at


def first_group(run: GlyphRun, more: list[float]) -> int:
    """Return the end of the first group of a run, which a span begun in the run before takes in."""
    return next(_groups(run, more))[1]


def _groups(run: GlyphRun, more: list[float]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of glyphs that belong together: a cluster, marks that overlap, a wide blank and what follows."""
    start = 0
    for index in range(1, len(run.texts)):
        if run.texts[index] and more[index - 1] > -OVERLAP * run.size and run.texts[index - 1] != WIDE_BLANK:
            yield start, index
            start = index
    yield start, len(run.texts)


def _group(run: GlyphRun, used: Used, start: int, end: int, x: float, seam: Seam) -> Iterator[Piece]:
    """Yield the pieces of a group; a cluster of as many characters as glyphs shares them out.

    Glyphs of one layer stay together, for pdfium puts a blank between texts that are shown one by one.
    """
    characters = "".join(run.texts[start:end])
    texts = run.texts[start:end]
    if len(run.texts[start]) == len(characters) == end - start:
        texts = tuple(characters)
    several = sum(map(bool, run.texts[start:end])) > 1
    stated = several or "" in texts or seam.inside or bool(seam.after)
    opens = characters + seam.after if stated and not seam.inside else None
    at: Piece | None = None
    for index in range(start, end):
        dx, dy = run.offsets[index] if run.offsets else (0.0, 0.0)
        layer = used.layer(run.glyphs[index], texts[index - start])
        if at and at.layer == layer and not run.offsets:
            at = at._replace(end=index + 1)
        else:
            if at:
                yield at
            at = Piece(index, index + 1, layer, x + dx, run.y + dy, opens)
            opens = None
        x += run.advances[index]
    if at:
        yield at._replace(closes=stated and not seam.after)
