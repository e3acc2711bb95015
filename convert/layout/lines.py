"""Lines of a paragraph: broken, justified, and put on the page as glyph runs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from convert.layout import justify
from convert.layout.breaking import Measure, break_lines
from convert.layout.digits import digits
from convert.layout.frames import GlyphRun, Item, LinkArea, Picture
from convert.layout.items import Items
from convert.layout.material import Area, Cluster, Footnote, ImageBox, Material, Missing, Reading, Slot
from convert.records import mutable, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, Literal

    Align = Literal["justify", "left", "center", "right", "distribute"]

ASCENT: Final = 0.88
"""em from the top of the em box to the baseline in CJK faces."""


@mutable
class Line:
    """A line ready for its place: `x` from the block's left edge, `height` of its em box and `pitch` to the next."""

    items: Items
    start: int
    end: int
    x: float
    advances: list[float]
    suffix: str
    size: float
    height: float
    pitch: float
    hyphen: tuple[Slot, int, float] | None = None
    label: tuple[Line, ...] = ()

    @property
    def width(self) -> float:
        """Return the width in pt."""
        return sum(self.advances) + (self.hyphen[2] if self.hyphen else 0.0)

    @property
    def notes(self) -> tuple[Footnote, ...]:
        """Return the notes called in the line."""
        notes = self.items.material.notes
        return tuple(notes[i] for i in range(self.start, self.end) if i in notes) if notes else ()

    def paint(self, left: float, top: float) -> Iterator[Item]:
        """Yield the items of the line at its place on the page."""
        return place(self, left, top)

    def split(self, room: float) -> None:
        """Stay whole."""

    def at_edge(self, *, above: bool, below: bool) -> Line:
        """Stay as it is."""
        return self


@record
class Setting:
    """How a paragraph is set: indents in pt from the block's left edge, measure, size and pitch."""

    measure: float
    size: float
    pitch: float
    align: Align = "justify"
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0


def set_lines(items: Items, setting: Setting, hyphen: tuple[Slot, int, float] | None = None) -> list[Line]:
    """Return the lines of a paragraph; an empty one gives none."""
    if not len(items):
        return []
    rest = max(setting.measure - setting.left - setting.right, setting.size)
    first = max(rest - setting.first, setting.size)
    full = setting.align in ("justify", "distribute")
    ranges = break_lines(items, Measure(first, rest, full))
    forced, count = set(items.material.breaks), len(items)
    lines = []
    for number, (start, end) in enumerate(ranges):
        indent = setting.left + (setting.first if number == 0 else 0.0)
        last = end == count or end in forced
        width = first if number == 0 else rest
        lines.append(_line(items, start, end, indent, width, setting, last=last, hyphen=hyphen))
    return lines


def _line(
    items: Items,
    start: int,
    end: int,
    indent: float,
    width: float,
    setting: Setting,
    *,
    last: bool,
    hyphen: tuple[Slot, int, float] | None,
) -> Line:
    seen = end
    while items.blanks and seen > start + 1 and seen - 1 in items.blanks:
        seen -= 1
    row = justify.advances(items, start, seen)
    suffix = "".join(items.material.texts[seen:end])
    sign = hyphen if end - 1 in items.hyphens else None
    slack = width - sum(row) - (sign[2] if sign else 0.0)
    if seen == end and items.hangs(end - 1):
        slack += row[-1]
    x = indent
    if slack < -1e-6:
        x -= justify.shrink(items, start, row, -slack)
    elif setting.align == "distribute":
        justify.stretch(items, start, row, slack, evenly=True)
    elif setting.align == "justify":
        if not last and slack > 1e-6:
            justify.stretch(items, start, row, slack)
    elif setting.align == "center":
        x += slack / 2
    elif setting.align == "right":
        x += slack
    height = max([setting.size, *_image_heights(items, start, seen)]) if items.material.specials else setting.size
    return Line(items, start, seen, x, row, suffix, setting.size, height, setting.pitch + height - setting.size, sign)


def _image_heights(items: Items, start: int, end: int) -> list[float]:
    specials = items.material.specials
    boxes = (specials[i] for i in range(start, end) if i in specials)
    return [box.height for box in boxes if isinstance(box, ImageBox)]


def place(line: Line, left: float, top: float) -> Iterator[Item]:
    """Yield the items of `line` on the page: `left` is the block's left edge, `top` that of the line's em box."""
    material = line.items.material
    if not (line.label or line.hyphen or material.specials or material.readings or material.areas):
        return iter(_runs(line, left, top))
    return _mixed(line, left, top)


def _runs(line: Line, left: float, top: float) -> list[Item]:
    """Return the runs of a line of nothing but text, which most lines are."""
    material, start, last = line.items.material, line.start, line.end
    baseline = top + line.height - (1 - ASCENT) * line.size
    cuts = line.items.cuts
    at = bisect_right(cuts, start)
    if at == len(cuts) or cuts[at] >= last:
        return [_run(line, start, last, left + line.x, baseline, _owner(line, start), last=True)]
    xs = list(accumulate(line.advances, initial=left + line.x))
    ends = [*cuts[at : bisect_left(cuts, last)], last]
    glyphs, texts, slots, advances = material.glyphs, material.texts, material.slots, line.advances
    made: list[Item] = []
    for end in ends:
        slot, first = slots[start], start - line.start
        made.append(
            GlyphRun(
                xs[first],
                baseline - slot.shift,
                slot.face,
                slot.size,
                tuple(glyphs[start:end]),
                tuple(advances[first : end - line.start]),
                tuple(texts[start:end]),
                (),
                slot.color,
                _owner(line, start),
                line.suffix if end == last else "",
                slot.underline,
                slot.strikeout,
                slot.bold,
                slot.italic,
            )
        )
        start = end
    return made


def _mixed(line: Line, left: float, top: float) -> Iterator[Item]:
    """Yield the items of a line that holds more than text, or a label before it."""
    for label in line.label:
        yield from place(label, left, top)
    material = line.items.material
    baseline = top + line.height - (1 - ASCENT) * line.size
    xs = list(accumulate(line.advances, initial=left + line.x))
    for start, end in _stretches(line):
        x = xs[start - line.start]
        element = _owner(line, start)
        if start not in material.specials:
            yield _run(line, start, end, x, baseline, element, last=end == line.end)
        else:
            width = line.advances[start - line.start]
            suffix = line.suffix if end == line.end else ""
            yield from _special(material, start, width, x, baseline, element, suffix)
        if material.readings:
            yield from _readings(line, xs, baseline, end)
    if line.hyphen:
        slot, glyph, advance = line.hyphen
        owner = _owner(line, line.end - 1)
        yield _glyph_run(slot, xs[-1], baseline, (glyph,), (advance,), ("",), owner)
    at = bisect_right(material.areas, line.start, key=_end)
    while at < len(material.areas) and material.areas[at].start < line.end:
        yield from _area(line, material.areas[at], xs, top)
        at += 1


def _owner(line: Line, index: int) -> int:
    owners = line.items.material.owners
    if len(owners) == 1:
        return owners[0][1]
    return owners[bisect_right(owners, index, key=_first) - 1][1]


def _first(owner: tuple[int, int]) -> int:
    return owner[0]


def _end(part: Area | Reading) -> int:
    return part.end


def _readings_in(line: Line) -> Iterator[Reading]:
    """Yield the readings of atoms in `line`."""
    readings = line.items.material.readings
    at = bisect_right(readings, line.start, key=_end)
    while at < len(readings) and readings[at].start < line.end:
        yield readings[at]
        at += 1


def _stretches(line: Line) -> Iterator[tuple[int, int]]:
    """Yield ranges of atoms of one slot and owner; specials stand alone."""
    cuts = line.items.cuts
    start, last = line.start, line.end
    at = bisect_right(cuts, start)
    while at < len(cuts) and cuts[at] < last:
        yield start, cuts[at]
        start = cuts[at]
        at += 1
    if start < last:
        yield start, last


def _run(line: Line, start: int, end: int, x: float, baseline: float, element: int, *, last: bool) -> GlyphRun:
    material = line.items.material
    first = line.start
    return _glyph_run(
        material.slots[start],
        x,
        baseline,
        tuple(material.glyphs[start:end]),
        tuple(line.advances[start - first : end - first]),
        tuple(material.texts[start:end]),
        element,
        suffix=line.suffix if last and not line.hyphen else "",
    )


def _glyph_run(
    slot: Slot,
    x: float,
    baseline: float,
    glyphs: tuple[int, ...],
    advances: tuple[float, ...],
    texts: tuple[str, ...],
    element: int,
    *,
    suffix: str = "",
    offsets: tuple[tuple[float, float], ...] = (),
) -> GlyphRun:
    return GlyphRun(
        x,
        baseline - slot.shift,
        slot.face,
        slot.size,
        glyphs,
        advances,
        texts,
        offsets,
        slot.color,
        element,
        suffix,
        slot.underline,
        slot.strikeout,
        slot.bold,
        slot.italic,
    )


def _special(
    material: Material, index: int, width: float, x: float, baseline: float, element: int, suffix: str = ""
) -> Iterator[Item]:
    """Yield a cluster, the code point of a missing character, or an image, in a cell `width` pt wide."""
    slot = material.slots[index]
    match material.specials[index]:
        case Cluster(text, glyphs):
            size = slot.size
            offsets = tuple((g.dx * size, -g.dy * size) for g in glyphs)  # HarfBuzz counts upwards
            inner = [g.advance * size for g in glyphs]
            inner[-1] += width - sum(inner)
            texts = (text, *[""] * (len(glyphs) - 1))
            ids = tuple(g.id for g in glyphs)
            yield _glyph_run(slot, x, baseline, ids, tuple(inner), texts, element, suffix=suffix, offsets=offsets)
        case Missing() as missing:
            yield from _boxed(missing, x, baseline, element, suffix)
        case ImageBox(key, wide, high, alt, owner):
            yield Picture(x, baseline - high + (1 - ASCENT) * slot.size, wide, high, key, alt, owner)


def row(material: Material, x: float, baseline: float, element: int) -> Iterator[Item]:
    """Yield the items of `material` in one row from `x`, without breaking or justifying."""
    start = 0
    while start < len(material):
        slot = material.slots[start]
        end = start + 1
        if start in material.specials:
            yield from _special(material, start, material.widths[start], x, baseline, element)
        else:
            while end < len(material) and material.slots[end] is slot and end not in material.specials:
                end += 1
            ids, widths, texts = material.glyphs[start:end], material.widths[start:end], material.texts[start:end]
            yield _glyph_run(slot, x, baseline, tuple(ids), tuple(widths), tuple(texts), element)
        x += sum(material.widths[start:end])
        start = end


def _boxed(special: Missing, x: float, baseline: float, element: int, suffix: str) -> Iterator[Item]:
    """Draw the code point of a character without a glyph in a box; the box carries the character as its text."""
    for item in row(special.box, x, baseline, element):
        if isinstance(item, GlyphRun):
            yield replace(item, advances=(special.width,), texts=(special.char,), suffix=suffix)
            yield from digits(special.char, x, baseline, special.width, item.color, element)


def _readings(line: Line, xs: list[float], baseline: float, at: int) -> Iterator[Item]:
    """Yield the readings of atoms that end at `at`, centred above them."""
    for reading in _readings_in(line):
        if reading.end == at:
            start = max(reading.start, line.start)
            slot = line.items.material.slots[start]
            left, right = xs[start - line.start], xs[reading.end - line.start]
            x = (left + right - sum(reading.text.widths)) / 2
            yield from row(reading.text, x, baseline - 0.95 * slot.size, reading.element)


def _area(line: Line, area: Area, xs: list[float], top: float) -> Iterator[Item]:
    start, end = max(area.start, line.start), min(area.end, line.end)
    if start < end:
        x = xs[start - line.start]
        width = xs[end - line.start] - x
        yield LinkArea(x, top, width, line.height, area.url, area.element, area.alt)
