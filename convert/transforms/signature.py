"""Signature and date (GB/T 9704 7.3.5): with seals, without, and with the stamp of the one who signs."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Block
from convert.records import replace
from convert.transforms.placement import FILL, em_width, placed
from convert.walk import meta_text, plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from convert.profile import Profile
    from convert.transforms.placement import Measure

SEAL: Final = 8.0
"""Width of a seal in characters of size 3: 45 mm, the widest."""

SEAL_ROW: Final = 5
"""Lines from one row of seals to the next, so that seals of 45 mm do not touch."""

SEAL_ABOVE: Final = 2
"""Blank lines above: the top of a seal whose middle is a little above the words is then within a line of the text."""

STAMP_ABOVE: Final = 2
SPREAD: Final = 0.7
"""Organs of a joint signature at least so wide, as a share of the widest, are letter-spaced to its width."""

_APART: Final = 1.0
_POST: Final = 2.0
_TRUE: Final = frozenset({"true", "yes", "1", "是", "有"})
_SIGNER: Final = r"(?P<post>\S.*?)[ \t\u3000]+(?P<name>\S[ \t\u3000]\S|\S{2,4}|\S+·\S+)"


def is_sealed(document: nodes.Document) -> bool:
    """Tell whether metadata ask for room for a seal (7.3.5.1)."""
    return meta_text(document, "seal") in _TRUE


def is_stamped(document: nodes.Document, profile: Profile) -> bool:
    """Tell whether a document bears the stamp of the one who signs (7.3.5.3): an order does, others by metadata."""
    return profile.form == "order" or meta_text(document, "stamp") in _TRUE


def seal_middles(widest: float, date: float, line: float, count: int) -> tuple[float, ...]:
    """Return the middles of the columns of `count` seals, in characters from the left; organs `widest` at most.

    The last is that of the date, which keeps 4 from the right. Two columns where a line holds both, else one.
    """
    cell = max(widest, SEAL)
    last = line - max(4 + date / 2, widest / 2)
    least = cell * 1.5 + _APART
    if count > 1 and least <= line - cell / 2:
        last = max(last, least)
        return last - cell - _APART, last
    return (last,)


def post_and_name(text: str) -> tuple[str, str]:
    """Return the post and the name of one who signs, "" for the post when the text does not part them."""
    found = patterns.fullmatch(_SIGNER, text.strip())
    return (found["post"], found["name"]) if found else ("", text.strip())


def signed(organs: Sequence[nodes.Div], date: nodes.Div, measure: Measure) -> Iterator[Block]:
    """Yield organs and date by 7.3.5.1 (with seals), 7.3.5.2 (without) or 7.3.5.3 (with a stamp)."""
    if measure.stamp:
        yield from _stamped(organs, date, measure)
    elif measure.seal:
        yield from _sealed(organs, date, measure)
    else:
        yield from _bare(organs, date, measure)


def _bare(organs: Sequence[nodes.Div], date: nodes.Div, measure: Measure) -> Iterator[Block]:
    """The organ keeps 2 from the right and the date begins 2 right of the organ's first character.

    A date longer than the organ keeps 2 itself and the organ moves left. Several organs stand under one another, all
    beginning where the widest does.
    """
    names = [em_width(plain_text(organ).strip(), measure.gap) for organ in organs]
    own, widest = em_width(plain_text(date).strip(), measure.gap), max(names)
    start = max(0.0, measure.line - 2 - (widest if own <= widest else own + 2))
    for organ, name in zip(organs, names, strict=True):
        if SPREAD * widest <= name < widest <= measure.line - start:
            yield placed(organ, align="distribute", left=start, right=measure.line - start - widest)
        else:
            yield placed(organ, align="left", left=start, right=0)
    yield placed(date, align="left", left=start + 2, right=0)


def _sealed(organs: Sequence[nodes.Div], date: nodes.Div, measure: Measure) -> Iterator[Block]:
    """The date keeps 4 from the right, the last organ is centred on it, others stand in rows with room for seals."""
    names = [em_width(plain_text(organ).strip(), measure.gap) for organ in organs]
    own = em_width(plain_text(date).strip(), measure.gap)
    middles = seal_middles(max(names), own, measure.line, len(organs))
    for at in range(0, len(organs), len(middles)):
        row = organs[at : at + len(middles)]
        before = SEAL_ROW - 1 if at else SEAL_ABOVE
        if len(row) == 1:
            yield placed(row[0], before=before, right=max(0.0, measure.line - middles[-1] - names[at] / 2))
            continue
        inlines = [part for organ in row for part in (FILL, *_inlines(organ))]
        tabs = " ".join(f"c{middle:g}" for middle in middles)
        made = replace(row[0], content=(nodes.Para(tuple(inlines)),))
        yield placed(made, before=before, align="left", left=0, right=0, tabs=tabs)
    yield placed(date, right=max(0.0, measure.line - middles[-1] - own / 2))


def _inlines(organ: nodes.Div) -> tuple[nodes.Inline, ...]:
    return tuple(
        inline for part in organ.content if isinstance(part, nodes.Para | nodes.Plain) for inline in part.content
    )


def _stamped(organs: Sequence[nodes.Div], date: nodes.Div, measure: Measure) -> Iterator[Block]:
    """The name, which the stamp covers, keeps 4 from the right, the post 2 from the name; the date a line below."""
    parted = [post_and_name(plain_text(organ)) for organ in organs]
    widest = max(em_width(name) for _, name in parted)
    edge = measure.line - 4 - widest
    for index, (organ, (post, name)) in enumerate(zip(organs, parted, strict=True)):
        before = 1 if index else STAMP_ABOVE
        if post:
            inlines = (nodes.Str(post), FILL, nodes.Str(name))
            span = organ.content[0].span
            made = replace(organ, content=(nodes.Para(inlines, span=span),))
            left = max(0.0, edge - _POST - em_width(post))
            yield placed(made, before=before, align="left", left=left, right=0, tabs=f"{edge:g}")
        else:
            yield placed(organ, before=before, right=4 + widest - em_width(name))
    yield placed(date, right=4, before=1)
