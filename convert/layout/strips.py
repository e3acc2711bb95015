"""What flows into pages: blocks of strips, a strip being a line or a table row that no page end parts."""

from __future__ import annotations

from convert.layout.frames import ARTIFACT, Item, Rule
from convert.layout.material import Footnote
from convert.records import Protocol, field, mutable, record

TYPE_CHECKING = False
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Strip(Protocol):
    """A piece as wide as its block; `height` of its box and `pitch`, the distance to the next strip's top, in pt."""

    @property
    def height(self) -> float:
        """Return the height of the box."""

    @property
    def pitch(self) -> float:
        """Return the distance from this top to the next strip's."""

    @property
    def notes(self) -> tuple[Footnote, ...]:
        """Return the notes called in the strip."""

    def paint(self, left: float, top: float) -> Iterator[Item]:
        """Yield the items of the strip at its place on the page."""

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """Return a first part at most `room` pt high and the rest, None when nothing can be parted."""

    def at_edge(self, *, above: bool, below: bool) -> Strip:
        """Return the strip as it stands where a page parts its block: under the edge `above`, over that `below`."""


@record
class RuleStrip:
    """A horizontal rule; `lead` is the white above it."""

    width: float
    thickness: float
    color: str = "000000"
    lead: float = 0.0
    trail: float = 0.0
    notes: tuple[Footnote, ...] = ()

    @property
    def height(self) -> float:
        """Return the height with the white above."""
        return self.lead + self.thickness

    @property
    def pitch(self) -> float:
        """Return the distance to the next strip's top."""
        return self.lead + self.thickness + self.trail

    def paint(self, left: float, top: float) -> Iterator[Item]:
        """Yield the rule."""
        if self.width and self.thickness:
            yield Rule(left, top + self.lead, self.width, self.thickness, self.color, ARTIFACT)

    def split(self, room: float) -> None:
        """Stay whole."""

    def at_edge(self, *, above: bool, below: bool) -> RuleStrip:
        """Stay as it is."""
        return self


@record
class Outline:
    """An entry of the outline: level from 1 and text."""

    level: int
    text: str
    element: int


@mutable
class Block:
    """Strips that belong together, and how they stand to what is around them; lengths in pt.

    `at` places the block that far below the top of the page's text block, when the page has room for it there.
    `turned` blocks stand on landscape pages. `with_previous` takes lines of the block before along to a new page.
    `repeat` strips stand again on top of each further page. `foot` blocks end at the foot of the last page.
    """

    strips: list[Strip]
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    grid: bool = False
    keep_next: bool = False
    keep_together: bool = False
    page_break_before: bool = False
    with_previous: bool = False
    turned: bool = False
    widow_control: bool = False
    at: float | None = None
    foot: bool = False
    repeat: list[Strip] = field(default_factory=list)
    outline: Outline | None = None
    anchors: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Return the height from the first top to the last bottom."""
        return sum(strip.pitch for strip in self.strips[:-1]) + self.strips[-1].height if self.strips else 0.0
