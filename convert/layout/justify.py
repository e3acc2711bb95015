"""Making a line as wide as its measure: marks give way first, then blanks and gaps grow (clreq 3.2.3)."""

from __future__ import annotations

from convert.chars import CLOSING, OPENING
from convert.layout.items import Items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_MOST_SPACE: Final = 0.25  # em a blank between words may grow by
_MOST_GAP: Final = 1 / 12  # em a gap between hanzi and Latin may grow by
_LEAST_GAP: Final = 0.125  # em a gap between hanzi and Latin keeps
_MOST_LOOSE: Final = 0.5  # em; a line that needs more in each gap stays ragged
_ORDER: Final = ("·", "".join(OPENING | CLOSING), "，、；．", "", "：。？！")
"""Marks in the order they give way; "" is the turn of gaps between hanzi and Latin."""


def advances(items: Items, start: int, end: int) -> list[float]:
    """Return the natural advances of a line's atoms, the gap at its end left out."""
    found = items.widths[start:end]
    if found:
        found[-1] -= items.gaps.get(end - 1, 0.0)
        if not items.edges:
            found[-1] += items.halves.get(end - 1, 0.0)
    return found


def shrink(items: Items, start: int, line: list[float], need: float) -> float:
    """Squeeze `line` by `need` pt in clreq's order; return what its first mark's blank gives up on the left."""
    end = start + len(line)
    last = end - 1
    lead = 0.0
    string = items.material.string
    done = {i for i in (last,) if string[i] not in OPENING} | {i for i in (start,) if string[i] in OPENING}
    if items.edges:
        taken = min(need, items.shrink.get(last, 0.0)) if last in done else 0.0
        line[-1] -= taken
        need -= taken
        done = {last} if taken else set()
    marks = [i for i in range(start, end) if i in items.shrink and i not in done]
    for turn in _ORDER:
        if need <= 1e-6:
            break
        if not turn:
            need = _shrink_gaps(items, start, line, need) if items.gaps else need
            continue
        places = [i for i in marks if string[i] in turn and items.shrink[i]]
        room = sum([items.shrink[i] for i in places])
        if not room:
            continue
        share = min(1.0, need / room)
        for index in places:
            give = items.shrink[index] * share
            if string[index] not in OPENING:
                line[index - start] -= give
            elif index > start:
                line[index - start - 1] -= give
            else:
                lead += give
        need -= room * share
    return lead


def _shrink_gaps(items: Items, start: int, line: list[float], need: float) -> float:
    least = _LEAST_GAP * items.em
    places = [i for i in range(start, start + len(line) - 1) if items.gaps.get(i, 0.0) > least]
    room = sum(items.gaps[i] - least for i in places)
    share = min(1.0, need / room) if room else 0.0
    for index in places:
        line[index - start] -= (items.gaps[index] - least) * share
    return need - room * share


def stretch(items: Items, start: int, line: list[float], slack: float, *, evenly: bool = False) -> None:
    """Widen `line` by `slack` pt: blanks between words, gaps beside Latin, then every gap alike."""
    end = start + len(line) - 1
    if not evenly:
        blanks = [i for i in range(start, end) if i in items.blanks] if items.blanks else []
        slack = _widen(start, line, blanks, slack, _MOST_SPACE * items.em)
        gaps = [i for i in range(start, end) if i in items.gaps] if items.gaps else []
        slack = _widen(start, line, gaps, slack, _MOST_GAP * items.em)
    if slack <= 0:
        return
    rigid = items.rigid[start:end]
    loose = rigid.count(0)
    if not loose or (slack / loose > _MOST_LOOSE * items.em and not evenly):
        return
    extra = slack / loose
    if loose == end - start:
        width = line[0]
        if line.count(width) == len(line):
            line[:-1] = [width + extra] * (len(line) - 1)
        else:
            line[:-1] = [width + extra for width in line[:-1]]
        return
    for index in [at for at, held in enumerate(rigid, start) if not held]:
        line[index - start] += extra


def _widen(start: int, line: list[float], places: list[int], slack: float, most: float) -> float:
    if not places:
        return slack
    extra = min(slack / len(places), most)
    for index in places:
        line[index - start] += extra
    return slack - extra * len(places)
