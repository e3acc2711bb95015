"""The paragraphs with what has been found out about each: the sheet that all recognisers write on."""

from __future__ import annotations

from convert.readers.plaintext.joins import Passage
from convert.readers.plaintext.lines import Ending, ending
from convert.readers.plaintext.markers import Kind, Marker, find
from convert.readers.plaintext.wrap import Stretch
from convert.records import NamedTuple, field, mutable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

BODY = "body"
HEADING = "heading"
ARTICLE = "article"
CODE = "code"
TABLE = "table"
BULLET = "bullet"
FOOTNOTE = "footnote"
"""Parts beside the roles of `convert.nodes.Role`."""


class Remark(NamedTuple):
    """A doubt or a decision to report: code, text, the paragraph it is about, and how much of its head (0: all)."""

    code: str
    message: str
    at: int
    length: int = 0


@mutable
class Draft:
    """Paragraphs with their labels, endings and parts.

    `parts` holds for each paragraph its part ("" while undecided), `levels` the level of headings and items,
    `heads` the length of a run-in head or label, `fresh` where a new document begins, `fences` the lines
    around blocks of code, `depths` how many counts lie around a labelled paragraph.
    """

    passages: Sequence[Passage]
    stretches: Sequence[Stretch]
    markers: list[Marker | None]
    ends: list[Ending]
    parts: list[str]
    levels: list[int]
    heads: list[int]
    kind: str = "prose"
    evidence: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    fresh: set[int] = field(default_factory=set)
    fences: set[int] = field(default_factory=set)
    depths: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, passages: Sequence[Passage], stretches: Sequence[Stretch]) -> Draft:
        """Return a sheet on which nothing is decided."""
        count = len(passages)
        return cls(
            passages,
            stretches,
            [find(p.text) for p in passages],
            [ending(p.text) for p in passages],
            [""] * count,
            [0] * count,
            [0] * count,
        )

    def __len__(self) -> int:
        """Return the number of paragraphs."""
        return len(self.passages)

    def text(self, index: int) -> str:
        """Return the text of a paragraph."""
        return self.passages[index].text

    def habit(self, index: int) -> Stretch:
        """Return the habit by which the paragraph was read."""
        return self.stretches[self.passages[index].stretch]

    def is_kind(self, index: int, *kinds: Kind) -> bool:
        """Tell whether the paragraph begins with a label of one of `kinds`."""
        marker = self.markers[index]
        return marker is not None and marker.kind in kinds

    def firm(self, index: int) -> bool:
        """Tell whether the paragraph begins with a label that is surely one by its form."""
        marker = self.markers[index]
        return marker is not None and not marker.weak

    def apart(self, index: int) -> bool:
        """Tell whether a blank stands between label and text."""
        marker = self.markers[index]
        return marker is not None and marker.apart

    def count(self, index: int) -> int:
        """Return the number of the paragraph's label, 0 without one."""
        marker = self.markers[index]
        return marker.number if marker else 0

    def rest(self, index: int) -> str:
        """Return the text behind the label."""
        marker = self.markers[index]
        return self.passages[index].text[marker.length :] if marker else self.passages[index].text

    def put(self, part: str, *indexes: int) -> None:
        """Decide the part of paragraphs."""
        for index in indexes:
            self.parts[index] = part
