"""The level of each heading: labels by their nesting in this document, the others by their place."""

from __future__ import annotations

from convert import patterns
from convert.counting import Counter
from convert.readers.plaintext.counts import UPPER, Group, Key, key_of
from convert.readers.plaintext.draft import HEADING, Draft
from convert.readers.plaintext.markers import Kind
from convert.readers.plaintext.shapes import CLOSING, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_DEEPEST = 6
_OWN_PLACE = patterns.compile(f"{WORDS.pattern}|{CLOSING.pattern}")


def set_levels(draft: Draft, groups: Sequence[Group]) -> None:
    """Give each heading its level."""
    headings = [i for i, part in enumerate(draft.parts) if part == HEADING]
    numbered = {i for group in groups for i in group.members if draft.parts[i] == HEADING}
    ladder = _ladder(draft, groups)
    shift = 1 if _over_counts(draft, headings, numbered, groups, ladder) else 0
    current = divided = 0
    second = False
    for position, i in enumerate(headings):
        marker = draft.markers[i]
        if i not in numbered and len(draft.text(i)) <= 8 and CLOSING.fullmatch(draft.text(i)):
            draft.levels[i] = min(_DEEPEST, divided + 1) if divided else max(1, current)
        elif draft.levels[i]:
            current = draft.levels[i]
        elif i in numbered and marker:
            current = draft.levels[i] = min(_DEEPEST, ladder[_rung(key_of(marker))] + shift)
            divided = current if marker.kind in UPPER else divided
        elif shift or not numbered:
            chained = position + 1 < len(headings) and headings[position + 1] == i + 1 and i + 1 not in numbered
            after_chain = position > 0 and headings[position - 1] == i - 1 and i - 1 not in numbered
            second = (second or after_chain) and not chained
            draft.levels[i] = 2 if second and not shift and draft.kind in ("technical", "prose") else 1
        else:
            draft.levels[i] = 1 if not current or WORDS.fullmatch(draft.text(i)) else min(_DEEPEST, current + 1)


def _rung(key: Key) -> Key:
    """Return what labels of one level have in common: 1.1 and 2.1 are one rung."""
    kind, style = key
    return kind, "." * style.count(".") if kind is Kind.DECIMAL else style


def _ladder(draft: Draft, groups: Sequence[Group]) -> dict[Key, int]:
    """Return the level of each rung: how deep its counts mostly lie; official texts begin where the standard says.

    GB/T 9704 7.3.3 gives 一、 the first level and （一） the second, even where no 一、 heads anything.
    """
    depths: dict[Key, Counter[int]] = {}
    for group in groups:
        count = sum(1 for i in group.members if draft.parts[i] == HEADING)
        if count:
            depths.setdefault(_rung(group.key), Counter())[group.depth] += count
    ladder = {rung: counter.most_common(1)[0][0] + 1 for rung, counter in depths.items()}
    decimals = [group.depth + 1 - group.key[1].count(".") for group in groups if group.key[0] is Kind.DECIMAL]
    ladder |= {rung: max(decimals) + len(rung[1]) for rung in ladder if rung[0] is Kind.DECIMAL}
    if not ladder:
        return ladder
    if draft.kind in ("official", "speech"):
        highest = min(ladder, key=ladder.__getitem__)
        offset = 1 if highest[0] is Kind.HANZI_PAREN and ladder[highest] == 1 else 0
        return {rung: level + offset for rung, level in ladder.items()}
    dense = {level: place for place, level in enumerate(sorted(set(ladder.values())), 1)}
    return {rung: dense[level] for rung, level in ladder.items()}


def _over_counts(
    draft: Draft, headings: Sequence[int], numbered: set[int], groups: Sequence[Group], ladder: dict[Key, int]
) -> bool:
    """Tell whether unlabelled headings stand above counts that begin anew under each."""
    plain = [i for i in headings if i not in numbered and not _OWN_PLACE.fullmatch(draft.text(i))]
    if not plain or not numbered:
        return False
    top = min(ladder.values())
    starts = [
        group.members[0]
        for group in groups
        if draft.parts[group.members[0]] == HEADING and ladder[_rung(group.key)] == top
    ]
    begun = sum(1 for start in starts if any(start - 12 < i < start for i in plain))
    return len(starts) >= 2 and begun >= 2
