"""Page furniture: the page number outside the text block (GB/T 9704 7.5)."""

from __future__ import annotations

from convert.layout.frames import ARTIFACT, GlyphRun, Item
from convert.layout.lines import row
from convert.layout.looks import look_of
from convert.layout.material import Material
from convert.layout.shaping import Shaper
from convert.profile import POINTS_PER_MM, Profile
from convert.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_INK: Final = 0.265  # em the middle of a dash stands above the baseline
_LEAD: Final = 0.2  # mm between the distance named and the middle of the dash


class PageNumbers:
    """Sets the numbers of all pages of a document alike."""

    def __init__(self, profile: Profile, shaper: Shaper) -> None:
        self._profile = profile
        self._shaper = shaper
        self._style = profile.style(profile.page_number.style)
        self._look = look_of(profile, self._style)

    def number(self, number: int, pages: int, *, turned: bool = False) -> Iterator[Item]:
        """Yield the number of page `number` of `pages`; nothing when the profile leaves it bare.

        On a turned page it keeps the place that it has on the paper, whose left edge is then on top (chapter 8).
        """
        rules, page, size = self._profile.page_number, self._profile.page, self._style.size
        if not rules.shown or (number == 1 and not rules.first):
            return
        text = rules.format.replace("{page}", str(number)).replace("{pages}", str(pages))
        material = Material(hanzi=False)
        self._shaper.add(material, text, self._look, None)
        width = sum(material.widths)
        left, right = page.left * POINTS_PER_MM, (page.width - page.right) * POINTS_PER_MM
        side = rules.odd if number % 2 else rules.even
        inset = rules.inset * size
        x = {"left": left + inset, "right": right - inset - width, "center": (left + right - width) / 2}[side]
        below = (page.height - page.bottom + rules.distance + _LEAD) * POINTS_PER_MM
        for item in row(material, x, below + _INK * size, ARTIFACT):
            if turned and isinstance(item, GlyphRun):
                item = replace(item, x=page.height * POINTS_PER_MM - item.y, y=item.x, turned=True)
            yield item
