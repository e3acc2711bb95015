"""Glyph runs cut into pieces that can be shown at once: where the layer or the offset changes, or text must be stated.

Text is stated by ActualText (ISO 32000-1 14.9.4) in three cases. Some glyphs have no text of their own, as the
further ones of a cluster. Marks squeezed to half their width overlap the next glyph by the widths that the file
states. And a wide blank (第一章　总则) is a gap, as is wide spacing. Readers that sort glyphs by place, as poppler
does, would take what stands on both sides for two columns, so it is stated together.
"""

from __future__ import annotations

from operator import sub

from convert.layout.frames import GlyphRun, Item
from convert.records import NamedTuple, replace
from convert.writers.pdf.fonts import BLANKS, Used

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OVERLAP = 0.48  # em; poppler cuts the line where glyphs overlap by more than half an em

GAP = 0.6  # em of blanks that poppler may take for the space between columns
HYPHEN = "\u00ad"


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
    return list(map(sub, run.advances, map(natural.__getitem__, run.glyphs)))


def joints(more: list[float], size: float) -> list[tuple[int, int]]:
    """Return the ranges of a run without blanks and clusters that overlap or stand apart; `more` are its gaps."""
    tight, wide = -OVERLAP * size, GAP * size
    found: list[tuple[int, int]] = []
    if min(more) > tight and max(more) < wide:
        return found
    last = len(more) - 1
    for index, gap in enumerate(more):
        if (gap <= tight or gap >= wide) and index < last:
            first = found.pop()[0] if found and found[-1][1] == index + 1 else index
            found.append((first, index + 2))
    return found


def special(run: GlyphRun, more: list[float]) -> bool:
    """Tell whether a run cannot be shown at once whatever its layer; `more` are its gaps but the last."""
    if run.offsets or "" in run.texts:
        return True
    if more and (min(more) <= -OVERLAP * run.size or max(more) >= GAP * run.size):
        return True
    return bool(_wide_blanks(run))


def _wide_blanks(run: GlyphRun) -> set[int]:
    """Return the indexes of blanks that together are a gap."""
    found: set[int] = set()
    if BLANKS.isdisjoint(run.texts):
        return found
    start = 0
    for index, text in enumerate((*run.texts, "")):
        if text not in BLANKS:
            if start < index and sum(run.advances[start:index]) >= GAP * run.size:
                found.update(range(start, index))
            start = index + 1
    return found


def unhyphenated(items: Iterable[Item]) -> list[Item]:
    """Return the items with hyphens that say nothing, for they are no characters of the text.

    A hyphen that is a run of its own joins the word before, since pdfium does not heed an empty ActualText.
    """
    found: list[Item] = []
    for item in items:
        if isinstance(item, GlyphRun) and item.texts and item.texts[-1] == HYPHEN:
            item = replace(item, texts=(*item.texts[:-1], ""))
            before = found[-1] if found else None
            if len(item.texts) == 1 and isinstance(before, GlyphRun) and _same_line(before, item):
                found[-1] = _joined(before, item)
                continue
        found.append(item)
    return found


def _same_line(run: GlyphRun, following: GlyphRun) -> bool:
    one, other = ((r.face, r.size, r.y, r.color, r.element, r.bold, r.italic) for r in (run, following))
    return one == other and not run.suffix and not run.offsets and not following.offsets


def _joined(run: GlyphRun, following: GlyphRun) -> GlyphRun:
    step = following.x - run.x - sum(run.advances[:-1])
    return replace(
        run,
        glyphs=run.glyphs + following.glyphs,
        advances=(*run.advances[:-1], step, *following.advances),
        texts=run.texts + following.texts,
        suffix=following.suffix,
    )


def reaches(run: GlyphRun, gap: float, following: GlyphRun) -> bool:
    """Tell whether the end of `run` and the start of `following` must be stated together; `gap` is the last gap.

    They must when they stand side by side in one line and element, and overlap or have a wide blank between them.
    """
    tight = gap <= -OVERLAP * run.size
    if not tight and run.texts[-1] not in BLANKS:
        return False
    if following.element != run.element or not following.glyphs or abs(following.y - run.y) > run.size / 2:
        return False
    if run.suffix or abs(following.x - run.x - sum(run.advances)) > run.size / 4:
        return False
    return tight or len(run.texts) - 1 in _wide_blanks(run)


def pieces(run: GlyphRun, used: Used, more: list[float], seam: Seam) -> Iterator[Piece]:
    """Yield the pieces of a run; `more` are its gaps."""
    count = len(run.glyphs)
    x, start = run.x, 0
    for first, last in _groups(run, more, seam):
        yield from _plain(run, used, start, first, x)
        x += sum(run.advances[start:first])
        within = Seam(seam.inside and first == 0, seam.after if last == count else "")
        yield from _group(run, used, first, last, x, within)
        x += sum(run.advances[first:last])
        start = last
    yield from _plain(run, used, start, count, x)


def is_beyond(characters: str) -> bool:
    """Tell whether any character is beyond the basic plane."""
    return max(characters, default="") > "\uffff"


def first_group(run: GlyphRun, more: list[float]) -> int:
    """Return the end of the first group of a run, which a span begun in the run before takes in."""
    return next(_groups(run, more, Seam(inside=True)))[1]


def _groups(run: GlyphRun, more: list[float], seam: Seam) -> Iterator[tuple[int, int]]:
    """Yield the ranges to be stated: clusters, marks that overlap, gaps and what follows; with offsets all."""
    texts, count, tight, wide = run.texts, len(run.texts), -OVERLAP * run.size, GAP * run.size
    joined = {index for index, gap in enumerate(more[: count - 1], 1) if gap <= tight or gap >= wide}
    if "" in texts:
        joined.update(index for index, text in enumerate(texts) if not text)
    for index in _wide_blanks(run):
        joined.update((index, index + 1))
    joined -= {0, count}
    starts = set(range(count)) if run.offsets else {index - 1 for index in joined}
    if seam.inside or not texts[0]:
        starts.add(0)
    if seam.after:
        starts.add(next(index for index in range(count - 1, -1, -1) if index not in joined))
    for start in sorted(starts - joined):
        end = start + 1
        while end in joined:
            end += 1
        yield start, end


def _plain(run: GlyphRun, used: Used, start: int, end: int, x: float) -> Iterator[Piece]:
    """Yield the pieces of a stretch that differ in nothing but the layer."""
    if start == end:
        return
    if used.says(run.glyphs[start:end], run.texts[start:end]):
        yield Piece(start, end, 0, x, run.y)
        return
    first, before = start, -1
    for index in range(start, end):
        layer = used.layer(run.glyphs[index], run.texts[index])
        if layer != before and before >= 0:
            yield Piece(first, index, before, x, run.y)
            x += sum(run.advances[first:index])
            first = index
        before = layer
    yield Piece(first, end, before, x, run.y)


def _group(run: GlyphRun, used: Used, start: int, end: int, x: float, seam: Seam) -> Iterator[Piece]:
    """Yield the pieces of a group; a cluster of as many characters as glyphs shares them out.

    Glyphs of one layer stay together, for pdfium puts a blank between texts that are shown one by one. It heeds no
    empty ActualText and drops from others what is beyond the basic plane: such glyphs are left to ToUnicode, and
    those that say nothing pass for blanks.
    """
    characters = "".join(run.texts[start:end])
    texts = run.texts[start:end]
    if len(run.texts[start]) == len(characters) == end - start:
        texts = tuple(characters)
    several = sum(map(bool, run.texts[start:end])) > 1
    beyond = is_beyond(characters)
    stated = not beyond and (several or "" in texts or seam.inside or bool(seam.after))
    if beyond or not characters:
        texts = tuple(text or " " for text in texts)
    opens = characters + seam.after if stated and not seam.inside else None
    layers = list(map(used.layer, run.glyphs[start:end], texts))
    first = start
    for index in range(start, end):
        if index + 1 < end and layers[index + 1 - start] == layers[index - start] and not run.offsets:
            continue
        dx, dy = run.offsets[index] if run.offsets else (0.0, 0.0)
        closes = stated and not seam.after and index + 1 == end
        yield Piece(first, index + 1, layers[index - start], x + dx, run.y + dy, opens, closes)
        opens = None
        x += sum(run.advances[first : index + 1])
        first = index + 1
