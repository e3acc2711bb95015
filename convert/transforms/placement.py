"""Places that depend on the text itself: signature and date (GB/T 9704 7.3.5), attachments note (7.3.4), 印发 (7.4.3).

They are written as attributes of a Div, which `convert.transforms.styles.placed_style` lays over its style.
"""

from __future__ import annotations

from convert import nodes, patterns
from convert.chars import is_wide
from convert.nodes import Block, Role
from convert.profile import POINTS_PER_MM, Profile
from convert.records import record, replace
from convert.walk import plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

FILL: Final = nodes.Span(nodes.Attr("", ("fill",)), ())
"""Pushes what follows in the paragraph to the right edge."""


_MEETING: Final = r"(?<=[^\x00-\u2e7f])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[^\x00-\u2e7f])"
_IMPRINT: Final = r"^(?P<organ>.*\S)(?P<apart>[ \t\u3000]+)(?P<date>\d{4}年\d{1,2}月\d{1,2}日(?:印发)?)$"
_NOTE_LABEL: Final = r"(?P<word>附\s*件\s*[：:]\s*)?(?P<number>[0-9０-９]+\s*[.．、]\s*)?"


def em_width(text: str, gap: float = 0.0) -> float:
    """Return the width of `text` in em: hanzi and wide marks 1, the rest a half, `gap` between hanzi and Latin."""
    return sum(1.0 if is_wide(char) else 0.5 for char in text) + gap * len(patterns.findall(_MEETING, text))


def placed(block: Block, **places: float | str) -> Block:
    """Return a Div with places as attributes: characters for left, right and hang, lines for before and after."""
    if not isinstance(block, nodes.Div):
        return block
    kept = tuple((key, value) for key, value in block.attr.attributes if key not in places)
    new = tuple((key, value if isinstance(value, str) else f"{value:g}") for key, value in places.items())
    return replace(block, attr=block.attr._replace(attributes=(*kept, *new)))


@record
class Measure:
    """What the places depend on: characters a line, gap between hanzi and Latin in em, a seal or a name's stamp."""

    line: float
    gap: float
    seal: bool
    stamp: bool = False

    @classmethod
    def of(cls, profile: Profile, *, seal: bool = False, stamp: bool = False) -> Measure:
        """Return the measure of `profile`."""
        line = profile.grid.chars or profile.page.text_width * POINTS_PER_MM / profile.style("body").size
        return cls(line, profile.typesetting.latin_gap, seal, stamp)


def placed_parts(blocks: Iterable[Block], measure: Measure) -> Iterator[Block]:
    """Yield `blocks` with signatures, dates and attachments notes in their places, inside attachments too."""
    from convert.transforms.signature import signed

    pending: list[nodes.Div] = []
    for block in blocks:
        role = role_of(block)
        if isinstance(block, nodes.Div) and role is Role.SIGNATURE:
            pending.extend(_one_each(block))
        elif isinstance(block, nodes.Div) and role is Role.DATE and pending:
            yield from signed(pending, block, measure)
            pending = []
        else:
            yield from pending
            pending = []
            yield from _other(block, measure)
    yield from pending


def _other(block: Block, measure: Measure) -> Iterator[Block]:
    match role_of(block):
        case Role.ATTACHMENT_NOTE if isinstance(block, nodes.Div):
            yield from _attachments_note(block)
        case Role.ATTACHMENT if isinstance(block, nodes.Div):
            yield replace(block, content=tuple(placed_parts(block.content, measure)))
        case Role.IMPRINT if isinstance(block, nodes.Div):
            yield _imprint(block)
        case _:
            yield block


def _one_each(block: nodes.Div) -> list[nodes.Div]:
    """Return one Div for each paragraph, so that each can have its place; only the first keeps the space above."""
    parts = [replace(block, content=(part,)) for part in block.content]
    return [
        part
        if not index
        else replace(part, attr=part.attr._replace(id="", attributes=(*part.attr.attributes, ("before", "0"))))
        for index, part in enumerate(parts)
    ]


def _attachments_note(block: nodes.Div) -> Iterator[Block]:
    """Yield the items of an attachments note, numbers aligned and turnover under the first character of the name."""
    word = 0.0
    for index, part in enumerate(_one_each(block)):
        found = patterns.match(_NOTE_LABEL, plain_text(part))
        label, number = (found["word"] or "", found["number"] or "") if found else ("", "")
        if label:
            word = em_width(label)
            yield placed(part, left=2, hang=word + em_width(number))
        else:
            yield placed(part, left=2 + word, hang=em_width(number), **({"before": 0.0} if index else {}))


def _imprint(block: nodes.Div) -> nodes.Div:
    """Push the date of 印发 to the right edge; the blanks that part it from the organ make way."""
    if len(block.content) != 1 or not isinstance(block.content[0], nodes.Para):
        return block
    found = patterns.match(_IMPRINT, plain_text(block))
    if found is None:
        return block
    inlines = (nodes.Str(found["organ"]), FILL, nodes.Str(found["date"]))
    return replace(block, content=(nodes.Para(inlines, span=block.content[0].span),))
