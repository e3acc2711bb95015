"""The mark of several issuers: their the main one first, 文件 beside them (GB/T 9704 7.2.4)."""

from __future__ import annotations

from convert import nodes
from convert.layout.context import Place, Typesetter
from convert.layout.justify import stretch
from convert.layout.lines import Line
from convert.layout.material import Footnote
from convert.records import mutable, replace
from convert.walk import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from convert.layout.frames import Item
    from convert.profile import ResolvedStyle

_DOCUMENT: Final = "文件"
_GAP: Final = 0.5  # em between the names and 文件
_LEADING: Final = 0.25  # em between the names
_LEAST: Final = 16.0  # pt, the size long names shrink to
_HIGHEST: Final = 0.4  # of the text block, which many names shrink to


@mutable
class JointMark:
    """A strip of names between equal edges, and what stands beside them, halfway up."""

    names: list[Line]
    beside: Line | None
    step: float
    notes: tuple[Footnote, ...] = ()

    @property
    def height(self) -> float:
        """Return the height from the top of the first name to the foot of the last."""
        return self.step * (len(self.names) - 1) + self.names[-1].height

    @property
    def pitch(self) -> float:
        """Return the height: what follows is placed from the foot of the mark."""
        return self.height

    def split(self, room: float) -> None:
        """Stay whole."""

    def at_edge(self, *, above: bool, below: bool) -> JointMark:
        """Stay as it is."""
        return self

    def paint(self, left: float, top: float) -> Iterator[Item]:
        """Yield the names from the top, then what stands beside them."""
        for number, line in enumerate(self.names):
            yield from line.paint(left, top + number * self.step)
        if self.beside is not None:
            yield from self.beside.paint(left, top + (self.height - self.beside.height) / 2)


def joint_mark(
    typesetter: Typesetter, parts: Sequence[nodes.Block], style: ResolvedStyle, place: Place
) -> JointMark | None:
    """Return the mark of two or more issuers; None when `parts` name one."""
    texts = [part for part in parts if isinstance(part, nodes.Para | nodes.Plain)]
    names, beside = _parted(texts)
    if len(names) < 2 or len(texts) != len(parts):
        return None
    widest = max(len(plain_text(nodes.Para(name))) for name in names)
    ems = widest + (len(_DOCUMENT) + _GAP if beside else 0.0)
    high = len(names) * (1 + _LEADING)
    size = min(style.size, place.measure / ems - 0.1, _HIGHEST * typesetter.text_height / high)
    style = replace(style, size=max(_LEAST, size), align="left", line=0.0)
    lines = [_line(typesetter, name, style, place) for name in names]
    width = max(line.width for line in lines)
    aside = _line(typesetter, beside, style, place) if beside else None
    left = (place.measure - width - (_GAP * style.size + aside.width if aside else 0.0)) / 2
    for line in lines:
        stretch(line.items, line.start, line.advances, width - line.width, evenly=True)
        line.x = left
    if aside is not None:
        aside.x = left + width + _GAP * style.size
    return JointMark(lines, aside, (1 + _LEADING) * style.size)


def _line(typesetter: Typesetter, content: tuple[nodes.Inline, ...], style: ResolvedStyle, place: Place) -> Line:
    """Set a name on one line, however long."""
    element = typesetter.tree.add("P", place.parent)
    wide = replace(place, measure=max(place.measure, 1e4))
    return typesetter.paragraph(content, style, wide, element)[0]


def _parted(
    parts: Sequence[nodes.Para | nodes.Plain],
) -> tuple[list[tuple[nodes.Inline, ...]], tuple[nodes.Inline, ...]]:
    """Return the issuers' names and 文件, which stands by itself or ends the last name."""
    names = [part.content for part in parts]
    if plain_text(parts[-1]).strip() == _DOCUMENT:
        return names[:-1], names[-1]
    match names[-1]:
        case (*before, nodes.Str(text)) if text.endswith(_DOCUMENT) and len(text) > len(_DOCUMENT):
            name = nodes.Str(text.removesuffix(_DOCUMENT).rstrip(" \u3000"))
            return [*names[:-1], (*before, name)], (nodes.Str(_DOCUMENT),)
    return names, ()
