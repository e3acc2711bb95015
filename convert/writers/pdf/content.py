"""Content streams: the items of one page as operators, each stretch of an element in a marked-content sequence."""

from __future__ import annotations

import struct

from convert.layout.frames import ARTIFACT, GlyphRun, LinkArea, Page, Picture, Rule
from convert.writers.pdf.fonts import Used
from convert.writers.pdf.objects import number, stating, thousandths
from convert.writers.pdf.runs import (
    GAP,
    OVERLAP,
    Piece,
    Seam,
    first_group,
    gaps,
    is_beyond,
    joints,
    pieces,
    reaches,
    special,
    unhyphenated,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SLANT = 0.2126  # tangent of 12 degrees, the slant of made-up italics
_STROKE = 0.03  # em added around the outlines of made-up bold
_LINE = 0.05  # em, the thickness of underlines and strike-outs
_UNDER, _THROUGH = 0.12, -0.3  # em below the baseline
_THIN = 2.0  # pt: rules up to this are drawn as lines
_SAME = 2e-4  # pt: advances that differ by less are set alike
_MARGIN = 0.15  # share of the page's height in which text without an element is a header or footer


class Sheet:
    """A page painted: its operators, the element of each marked-content sequence, the links."""

    __slots__ = ("content", "links", "sequences")

    def __init__(self) -> None:
        self.content = b""
        self.sequences: list[int] = []
        self.links: list[LinkArea] = []


class Easel:
    """Paints one page; holds the graphics state so that only changes are written."""

    def __init__(self, page: Page, face: Callable[[str], Used], picture: Callable[[str], str], *, tagged: bool) -> None:
        self._page = page
        self._face = face
        self._picture = picture
        self._tagged = tagged
        self._out: list[str] = []
        self._sheet = Sheet()
        self._open = ""  # the sequence that is open: an element's number or the mark of an artifact
        self._element: int | None = None  # that element, None in an artifact and outside
        self._in_text = False
        self._x = self._y = 0  # start of the current text line, thousandths of a pt
        self._skewed = False
        self._font: tuple[str, float] = ("", 0.0)
        self._color = "000000"
        self._stroke = "000000"
        self._width = "1"
        self._spacing = 0.0
        self._bold = 0.0
        self._lines: list[Rule] = []
        self._inside = False  # whether the run before has left a span of ActualText open

    def paint(self) -> Sheet:
        """Return the page painted."""
        items = unhyphenated(self._page.items)
        for item, after in zip(items, (*items[1:], None), strict=False):
            if isinstance(item, GlyphRun):
                if item.glyphs:
                    if item.element != self._element:
                        self._enter(item.element, GlyphRun, item.y)
                    self._run(item, after if isinstance(after, GlyphRun) else None)
            elif isinstance(item, LinkArea):
                self._sheet.links.append(item)
            else:
                self._enter(item.element, type(item), item.y)
                if isinstance(item, Rule):
                    self._rule(item)
                else:
                    self._image(item)
        self._leave()
        self._sheet.content = "\n".join(self._out).encode("ascii")
        return self._sheet

    # --- marked content ----------------------------------------------------------------------------------

    def _enter(self, element: int, kind: type, y: float) -> None:
        """Open the marked-content sequence of `element` unless it is open."""
        if element == self._element or not self._tagged:
            return
        mark = self._artifact(kind, y) if element == ARTIFACT else str(element)
        if mark == self._open:
            return
        self._leave()
        self._open = mark
        self._element = None if element == ARTIFACT else element
        if element == ARTIFACT:
            self._out.append(mark)
        else:
            self._out.append(f"/{TAG} <</MCID {len(self._sheet.sequences)}>> BDC")
            self._sheet.sequences.append(element)

    def _artifact(self, kind: type, y: float) -> str:
        if kind is not GlyphRun:
            return "/Artifact <</Type /Layout>> BDC"
        if y < self._page.height * _MARGIN:
            return "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC"
        if y > self._page.height * (1 - _MARGIN):
            return "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"
        return "/Artifact <</Type /Pagination>> BDC"

    def _leave(self) -> None:
        self._end_text()
        if self._open:
            self._out.append("EMC")
            self._open, self._element = "", None

    def _begin_text(self) -> None:
        if not self._in_text:
            self._out.append("BT")
            self._in_text, self._x, self._y, self._skewed = True, 0, 0, False

    def _end_text(self) -> None:
        if self._in_text:
            self._out.append("ET")
            self._in_text = False
        lines, self._lines = self._lines, []
        for line in lines:
            self._rule(line)

    # --- text --------------------------------------------------------------------------------------------

    def _run(self, run: GlyphRun, following: GlyphRun | None) -> None:
        used = self._face(run.face)
        if not (self._inside or run.offsets or run.suffix) and self._plain(run, used):
            if run.underline or run.strikeout:
                self._decorate(run)
            return
        more = gaps(run, used)
        inside, self._inside = self._inside, False
        after = self._reach(run, more, following, inside=inside) if following is not None else ""
        if not self._in_text:
            self._begin_text()
        self._ink(run)
        del more[-1]  # nothing of this run follows its last glyph
        alone = not (inside or after or special(run, more))
        if alone and used.says(run.glyphs, run.texts):
            self._place(run, run.x, run.y)
            self._show(used, 0, run.size, run.glyphs, more)
        else:
            for piece in pieces(run, used, more, Seam(inside, after)):
                self._piece(run, used, piece, more)
        if run.suffix:
            self._suffix(run, used)
        if run.underline or run.strikeout:
            self._decorate(run)

    def _plain(self, run: GlyphRun, used: Used) -> bool:
        """Paint what most runs are, glyphs that say nothing but their characters, none of them a blank.

        False for others, and when the last one overlaps what follows.
        """
        advances, size, glyphs = run.advances, run.size, run.glyphs
        advance, least = advances[0], (1 - OVERLAP) * size
        more: list[float] | None = None
        if not used.squares(glyphs, run.texts):
            if not used.visible(glyphs, run.texts):
                return False
            more = gaps(run, used)
            if more[-1] <= -OVERLAP * size:
                return False
        elif advances[-1] <= least:
            return False
        if not self._in_text:
            self._begin_text()
        if run.bold or self._bold or run.color != self._color:
            self._ink(run)
        if more is None:
            count = len(glyphs)
            if advances.count(advance) + (advances[-1] != advance) >= count and least < advance < (1 + GAP) * size:
                self._place(run, run.x, run.y)
                self._choose(used, 0, size)
                if count > 1:
                    self._space(advance - size)
                self._out.append(f"<{_PACKED[count](*glyphs).hex()}> Tj")
                return True
            more = gaps(run, used)
        self._parts(run, used, more)
        return True

    def _parts(self, run: GlyphRun, used: Used, more: list[float]) -> None:
        """Show a run of the first layer, what overlaps or stands apart in spans that state it."""
        advances, size, glyphs = run.advances, run.size, run.glyphs
        x, start = run.x, 0
        for first, last in joints(more, size):
            if first > start:
                self._place(run, x, run.y)
                self._show(used, 0, size, glyphs[start:first], more[start : first - 1])
                x += sum(advances[start:first])
            self._stated(run, used, x, first, last, more)
            x += sum(advances[first:last])
            start = last
        if start < len(glyphs):
            self._place(run, x, run.y)
            self._show(used, 0, size, glyphs[start:], more[start:-1])

    def _stated(self, run: GlyphRun, used: Used, x: float, first: int, last: int, more: list[float]) -> None:
        """Show glyphs that overlap in a span that states their characters."""
        characters = "".join(run.texts[first:last])
        beyond = is_beyond(characters)
        if not beyond:
            self._out.append(stating(characters))
        self._place(run, x, run.y)
        self._show(used, 0, run.size, run.glyphs[first:last], more[first : last - 1])
        if not beyond:
            self._out.append("EMC")

    def _reach(self, run: GlyphRun, more: list[float], following: GlyphRun, *, inside: bool) -> str:
        """Return the text that a span of ActualText takes from the run that follows, and note that it stays open."""
        if not reaches(run, more[-1], following):
            return ""
        if inside and first_group(run, more) == len(run.glyphs):
            return ""
        text = "".join(following.texts[: first_group(following, gaps(following, self._face(following.face)))])
        if is_beyond(run.texts[-1] + text):
            return ""
        self._inside = True
        return text

    def _piece(self, run: GlyphRun, used: Used, piece: Piece, more: list[float]) -> None:
        if piece.opens is not None:
            self._out.append(stating(piece.opens))
        self._place(run, piece.x, piece.y)
        glyphs = run.glyphs[piece.start : piece.end]
        self._show(used, piece.layer, run.size, glyphs, more[piece.start : piece.end - 1])
        if piece.closes:
            self._out.append("EMC")

    def _suffix(self, run: GlyphRun, used: Used) -> None:
        """Set what is only extracted, a blank at a line end as a rule, with no width to speak of."""
        glyphs = tuple(map(used.face.glyph, run.suffix))
        if not all(glyphs):
            return
        x = run.x + sum(run.advances)
        self._out.append("1 Tz")
        for glyph, char in zip(glyphs, run.suffix, strict=True):
            self._place(run, x, run.y)
            self._show(used, used.layer(glyph, char), run.size, (glyph,), [])
        self._out.append("100 Tz")

    def _ink(self, run: GlyphRun) -> None:
        if run.color != self._color:
            self._fill(run.color)
        if not (run.bold or self._bold):
            return
        bold = run.size * _STROKE if run.bold else 0.0
        if bold != self._bold:
            self._out.append("2 Tr" if bold else "0 Tr")
            self._bold = bold
        if bold:
            self._pen(run.color, bold)

    def _pen(self, color: str, width: float) -> None:
        if number(width) != self._width:
            self._width = number(width)
            self._out.append(f"{self._width} w")
        if color != self._stroke:
            self._out.append(_color(color).upper())
            self._stroke = color

    def _fill(self, color: str) -> None:
        if color != self._color:
            self._out.append(_color(color))
            self._color = color

    def _place(self, run: GlyphRun, x: float, y: float) -> None:
        """Go to (`x`, `y`), counted along the line of the run; slant or turn what follows as the run asks."""
        if run.turned:
            x, y = run.x + run.y - y, run.y + x - run.x
        right, up = round(x * 1000), round((self._page.height - y) * 1000)
        if run.italic or run.turned or self._skewed:
            slant = number(_SLANT) if run.italic else "0"
            matrix = "0 -1 1 0" if run.turned else f"1 0 {slant} 1"
            self._out.append(f"{matrix} {thousandths(right)} {thousandths(up)} Tm")
            self._skewed = run.italic or run.turned
        else:
            self._out.append(f"{thousandths(right - self._x)} {thousandths(up - self._y)} Td")
        self._x, self._y = right, up

    def _show(self, used: Used, layer: int, size: float, glyphs: tuple[int, ...], more: list[float]) -> None:
        """Show glyphs; `more` pt stand between each and the next beyond what the font states."""
        self._choose(used, layer, size)
        if not more:
            self._out.append(f"<{_codes(glyphs)}> Tj")
        elif max(more) - min(more) < _SAME:
            self._space(more[0])
            self._out.append(f"<{_codes(glyphs)}> Tj")
        else:
            self._justified(size, glyphs, more)

    def _choose(self, used: Used, layer: int, size: float) -> None:
        resource = used.layers[layer].resource
        if (resource, size) != self._font:
            self._out.append(f"/{resource} {number(size)} Tf")
            self._font = (resource, size)

    def _justified(self, size: float, glyphs: tuple[int, ...], more: list[float]) -> None:
        """Show glyphs with unequal gaps: the commonest as character spacing, the rest as adjustments of TJ."""
        rounded = [round(gap, 3) for gap in more]
        spacing = max(sorted(set(rounded)), key=rounded.count)
        self._space(spacing)
        parts: list[str] = []
        start = 0
        for index, gap in enumerate(rounded, 1):
            if gap != spacing:
                adjustment = (spacing - more[index - 1]) * 1000 / size
                parts.append(f"<{_codes(glyphs[start:index])}>{number(round(adjustment, 1))}")
                start = index
        self._out.append(f"[{''.join(parts)}<{_codes(glyphs[start:])}>] TJ")

    def _space(self, gap: float) -> None:
        spacing = round(gap, 3)
        if spacing != self._spacing:
            self._out.append(f"{number(spacing)} Tc")
            self._spacing = spacing

    def _decorate(self, run: GlyphRun) -> None:
        long, thick = sum(run.advances), run.size * _LINE
        for wanted, below in ((run.underline, _UNDER), (run.strikeout, _THROUGH)):
            if wanted:
                self._lines.append(Rule(run.x, run.y + below * run.size, long, thick, run.color))

    # --- rules and pictures ------------------------------------------------------------------------------

    def _rule(self, rule: Rule) -> None:
        """Draw a thin rule as a line, which painters keep thin, a thick one as a filled box."""
        self._end_text()
        bottom = self._page.height - rule.y - rule.height
        thick = min(rule.width, rule.height)
        if thick > _THIN:
            self._fill(rule.color)
            self._out.append(f"{number(rule.x)} {number(bottom)} {number(rule.width)} {number(rule.height)} re f")
            return
        self._pen(rule.color, thick)
        half = thick / 2
        ends = (rule.x, bottom + half, rule.x + rule.width, bottom + half)
        if rule.height > rule.width:
            ends = (rule.x + half, bottom, rule.x + half, bottom + rule.height)
        x, y, far, top = map(number, ends)
        self._out.append(f"{x} {y} m {far} {top} l S")

    def _image(self, picture: Picture) -> None:
        self._end_text()
        resource = self._picture(picture.key)
        x, y = number(picture.x), number(self._page.height - picture.y - picture.height)
        if resource:
            self._out.append(f"q {number(picture.width)} 0 0 {number(picture.height)} {x} {y} cm /{resource} Do Q")
        else:  # an empty frame shows where the image that cannot be shown would be
            box = f"{x} {y} {number(picture.width)} {number(picture.height)} re"
            self._out.append(f"q 0.5 w 0.5 G {box} S Q")


TAG = "P"
"""The tag of every sequence: what an element is, the structure tree says (ISO 32000-1 14.7.4.2)."""


class _Packed(dict[int, "Callable[..., bytes]"]):
    """What packs so many glyph ids, made once for each number of them."""

    def __missing__(self, count: int) -> Callable[..., bytes]:
        self[count] = made = struct.Struct(f">{count}H").pack
        return made


_PACKED = _Packed()


def _codes(glyphs: tuple[int, ...]) -> str:
    return _PACKED[len(glyphs)](*glyphs).hex()


def _color(color: str) -> str:
    if color == "000000":
        return "0 g"
    parts = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return " ".join(map(number, parts)) + " rg"
