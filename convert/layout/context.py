"""What the builders of blocks share: the profile, the shaper, the collector, the structure tree, and setting text."""

from __future__ import annotations

from convert import nodes
from convert.caching import lru_cache
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.layout.collect import Collector
from convert.layout.items import WORD, Items, itemise
from convert.layout.lines import Line, Setting, set_lines
from convert.layout.looks import Look, look_of
from convert.layout.material import Material, Slot
from convert.layout.shaping import Shaper
from convert.layout.structure import ROOT, Tree
from convert.profile import POINTS_PER_MM, Profile, ResolvedStyle
from convert.records import record, replace
from convert.transforms.styles import Ancestor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@record
class Place:
    """Where a block stands: what is above it, its parent element, its indents and measure in pt."""

    measure: float
    ancestors: tuple[Ancestor, ...] = ()
    parent: int = ROOT
    left: float = 0.0
    right: float = 0.0
    indented: bool = True

    def inside(self, ancestor: Ancestor, parent: int | None = None) -> Place:
        """Return the place of what stands in `ancestor`."""
        above = (*self.ancestors, ancestor)
        return replace(self, ancestors=above, parent=self.parent if parent is None else parent)


class Typesetter:
    """Sets inlines or text in a style as lines."""

    def __init__(
        self,
        profile: Profile,
        fonts: str,
        *,
        report: Callable[[Diagnostic], None],
        resource: Callable[[str], bytes | None],
    ) -> None:
        self.profile = profile
        self.report = report
        self.tree = Tree()
        self.shaper = Shaper(profile, fonts, report)
        self.collector = Collector(profile, self.shaper, self.tree, report=report, resource=resource)
        self.styles: dict[str, ResolvedStyle] = {}
        self._looks: dict[int, tuple[ResolvedStyle, Look]] = {}
        self.text_width = profile.page.text_width * POINTS_PER_MM
        self.text_height = profile.page.text_height * POINTS_PER_MM
        lines = profile.grid.lines
        body = self.style("body")
        # 3.2 and 5.2.3: the first line's top and the last line's bottom touch the edges of the text block
        self.step = (self.text_height - body.size) / (lines - 1) if lines > 1 else 0.0

    def style(self, name: str) -> ResolvedStyle:
        """Return the style called `name`."""
        found = self.styles.get(name)
        if found is None:
            found = self.styles[name] = self.profile.style(name)
        return found

    def look(self, style: ResolvedStyle) -> Look:
        """Return the look of `style`."""
        known = self._looks.get(id(style))
        if known is None or known[0] is not style:
            known = self._looks[id(style)] = (style, look_of(self.profile, style))
        return known[1]

    def pitch(self, style: ResolvedStyle) -> float:
        """Return the distance of lines in pt: the grid's rows for styles on it."""
        if style.line:
            return style.line
        return self.step if self.step and style.grid else self.profile.pitch(style)

    def row(self, style: ResolvedStyle) -> float:
        """Return the height of a blank line before or after `style`."""
        return self.step or self.pitch(style)

    def setting(self, style: ResolvedStyle, place: Place) -> Setting:
        """Return how a paragraph of `style` is set at `place`."""
        cell = self.look(style).cell
        first = style.first_line if place.indented else 0.0
        return Setting(
            place.measure,
            style.size,
            self.pitch(style),
            style.align,
            first=(first - style.hang) * cell,
            left=place.left + (style.left + style.hang) * cell,
            right=place.right + style.right * cell,
        )

    def material(
        self, inlines: Iterable[nodes.Inline], style: ResolvedStyle, element: int, span: Span | None, measure: float
    ) -> Material:
        """Return the material of inlines in `style`."""
        return self.collector.collect(inlines, self.look(style), element, measure, span)

    def items(self, material: Material, style: ResolvedStyle) -> Items:
        """Return the items of `material` by the profile's rules."""
        rules = self.profile.typesetting
        splits = _hyphenator(self.profile.lang) if rules.hyphenate and not material.verbatim else None
        return itemise(
            material,
            self.look(style).cell,
            rules,
            splits,
            self.hyphen(style)[2] if splits else 0.0,
            edges=not self.step,
            indent=(style.first_line - style.hang) * self.look(style).cell,
        )

    def hyphen(self, style: ResolvedStyle) -> tuple[Slot, int, float]:
        """Return the hyphen of `style`: slot, glyph and width in pt."""
        material = Material(hanzi=False)
        self.shaper.add(material, "-", self.look(style), None)
        return material.slots[0], material.glyphs[0], material.widths[0]

    def lines(self, material: Material, style: ResolvedStyle, setting: Setting) -> list[Line]:
        """Return the lines of `material` by `setting`."""
        items = self.items(material, style)
        lines = set_lines(items, setting, self.hyphen(style) if items.hyphens else None)
        for following in lines[1:]:
            if items.prices[following.start - 1] >= WORD and not material.verbatim:
                message = "a word is wider than the line and is cut where the line ends"
                self.report(Diagnostic("LAY002", Severity.WARNING, message, material.span, stage=Stage.LAYOUT))
        return lines

    def paragraph(
        self,
        inlines: Iterable[nodes.Inline],
        style: ResolvedStyle,
        place: Place,
        element: int,
        span: Span | None = None,
    ) -> list[Line]:
        """Return the lines of a paragraph of inlines in `style` at `place`."""
        material = self.material(inlines, style, element, span, place.measure)
        return self.lines(material, style, self.setting(style, place))


@lru_cache(maxsize=4)
def _hyphenator(lang: str) -> Callable[[str], list[int]]:
    """Return the hyphenation of Latin words, by default of English; the dictionary is read at the first word."""

    @lru_cache(maxsize=4096)
    def positions(word: str) -> list[int]:
        return list(_dictionary(lang).positions(word))

    return positions


@lru_cache(maxsize=4)
def _dictionary(lang: str):  # type: ignore[no-untyped-def]
    import pyphen

    name = lang.replace("-", "_")
    return pyphen.Pyphen(lang=name if name in pyphen.LANGUAGES else "en_US", left=3, right=3)
