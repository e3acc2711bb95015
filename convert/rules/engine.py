"""Runs the rules over a text: finds the places worth a look, works there phase by phase, repeats to a fixed point."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from functools import lru_cache
from itertools import groupby

from convert import patterns
from convert.diagnostics import Edit, Span
from convert.records import NamedTuple
from convert.rules.codelines import blocks_of_data
from convert.rules.compose import compose, merge, shifted
from convert.rules.paragraphs import enclosing
from convert.rules.passage import MASK, MASK_LATIN, Passage
from convert.rules.protect import blocks, mask, mask_code, union
from convert.rules.registry import Change, Finding, Phase, Rule
from convert.rules.ruleset import RuleSet
from convert.source import apply_edits

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final

    from convert.rules.paragraphs import LineBreaks

_MOST_ROUNDS: Final = 12
_GLIMPSE: Final = 8  # code points after a stretch that its last paragraph may be judged by
_VISIBLE: Final = frozenset(" \n")
_OBJECT: Final = "\ufffc"
_LARGEST: Final = 60_000  # code points of a stretch worked on at once
_CHARACTER_PHASES: Final = (Phase.NEWLINES, Phase.CODEPOINTS, Phase.COMPOSITION)


class Remark(NamedTuple):
    """A reported place of the final text: the rule, what it found, and the changes that would mend it."""

    rule: Rule
    span: Span
    message: str
    edits: tuple[Edit, ...]
    related: tuple[Span, ...]


class Setting(NamedTuple):
    """How a text is to be treated: the rules, what a line break means, lines to leave alone."""

    rules: RuleSet
    line_breaks: LineBreaks
    ignore_lines: tuple[str, ...]


def run(text: str, setting: Setting, protected: Sequence[Span]) -> tuple[list[Edit], str, list[Remark]]:
    """Return the edits on `text` that all rules together make, the text made, and what is only reported."""
    edits: list[Edit] = []
    current, kept = text, union(protected)
    for _ in range(_MOST_ROUNDS):
        made, after = _round(current, setting, kept)
        if not made:
            break
        edits = compose(edits, current, made, text) if edits else made
        kept = [_moved(span, made) for span in kept]
        current = after
    return edits, current, list(_audit(current, setting, kept))


def _moved(span: Span, edits: Sequence[Edit]) -> Span:
    """Return where a range that no edit touched lies after the edits."""
    index = bisect_right(edits, span.start, key=lambda edit: edit.span.end)
    shift = sum(len(text) - (where.end - where.start) for where, text, _ in edits[:index])
    return Span(span.start + shift, span.end + shift)


def _round(text: str, setting: Setting, kept: Sequence[Span]) -> tuple[list[Edit], str]:
    """Run every phase once: single characters over the whole text, the rest where something looks odd."""
    edits, current, idle = _characters(text, setting, kept)
    idle = union([*idle, *blocks_of_data(current)])
    found: list[Edit] = []
    for start, end in stretches(current, suspects(setting.rules.fixing, current), idle, setting.line_breaks):
        found.extend(shifted(_work(current[start:end], setting, _within(idle, start, end)), start))
    if not found:
        return edits, current
    after = apply_edits(current, found)
    return (compose(edits, current, found, text) if edits else found), after


def _characters(text: str, setting: Setting, kept: Sequence[Span]) -> tuple[list[Edit], str, list[Span]]:
    """Run family N, whose rules are called only when one of their characters occurs.

    Returns the edits, the text made, and its ranges that hold code or are set aside.
    """
    edits: list[Edit] = []
    current, distinct = text, set(text)
    idle: list[Span] | None = None
    for rule in setting.rules.fixing:
        if rule.phase not in _CHARACTER_PHASES:
            break
        if rule.phase is not Phase.NEWLINES and idle is None:
            idle = union([*(_moved(span, edits) for span in kept), *blocks(current, setting.ignore_lines)])
        if rule.chars is not None and rule.chars.isdisjoint(distinct):
            continue
        spans = list(kept) if idle is None else idle
        masked = current if rule.phase is Phase.NEWLINES else mask_code(current)
        made = merge(_outside(_edits(rule, Passage(_blotted(masked, spans))), spans))
        if made:
            idle = [_moved(span, made) for span in idle] if idle is not None else None
            edits, current = compose(edits, current, made, text) if edits else made, apply_edits(current, made)
            distinct = set(current)
    if idle is None:
        idle = union([*(_moved(span, edits) for span in kept), *blocks(current, setting.ignore_lines)])
    return edits, current, idle


def _blotted(text: str, spans: Sequence[Span], mark: str = MASK) -> str:
    """Return `text` with `spans` masked, line ends too, so that no rule can see into them.

    A protected blank or line end of its own stays in sight, for it still parts words; an object of a tree
    (U+FFFC: code, formula, image) looks like a word.
    """
    if not spans:
        return text
    parts: list[str] = []
    done = 0
    for start, end in spans:
        inside = text[start:end]
        if inside not in _VISIBLE:
            inside = (MASK_LATIN if inside == _OBJECT and mark == MASK else mark) * (end - start)
        parts += (text[done:start], inside)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def _outside(edits: Iterable[Edit], spans: Sequence[Span]) -> Iterable[Edit]:
    """Return the edits that touch none of the sorted `spans`."""
    if not spans:
        return edits
    return (edit for edit in edits if not _touches(edit.span, spans))


def _touches(span: Span, spans: Sequence[Span]) -> bool:
    index = bisect_right(spans, span.start, key=lambda other: other.end)
    return index < len(spans) and spans[index].start < max(span.end, span.start + (spans[index].start < span.start))


def _within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Return the parts of `spans` inside [start, end), counted from `start`."""
    first = bisect_right(spans, start, key=lambda span: span.end)
    inside = []
    for span in spans[first:]:
        if span.start >= end:
            break
        inside.append(Span(max(span.start, start) - start, min(span.end, end) - start))
    return inside


def suspects(rules: tuple[Rule, ...], text: str) -> Iterator[tuple[int, int]]:
    """Yield, in order of place, the ranges where one of `rules` may act."""
    found = (match.span() for match in _trigger(rules).finditer(text))
    sought = sorted(place for seek in {rule.seek for rule in rules if rule.seek} for place in seek(text))
    return heapq.merge(found, ((place, place + 1) for place in sought))


@lru_cache(maxsize=64)
def _trigger(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    """Return one expression, begun by a character class, that matches wherever one of `rules` may act."""
    triggers = [rule.trigger for rule in rules if rule.trigger[0]]
    plain = _class(chars for chars, rest in triggers if not rest)
    branches = [f"(?<=[{plain}])"] if plain else []
    branches += [f"(?<=[{chars}])(?:{rest})" for chars, rest in triggers if rest]
    first = _class(chars for chars, _ in triggers)
    return patterns.compile(f"[{first}](?:{'|'.join(branches)})" if first else "(?!)")


@lru_cache(maxsize=512)
def _gate(rule: Rule) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the characters one of which a rule needs, and its trigger as an expression of its own."""
    chars, rest = rule.trigger
    pattern = patterns.compile(f"[{chars}](?:{rest})")
    return frozenset(_members(chars)), pattern


_MEMBER: Final = patterns.compile(r"\\?([\s\S])(?:(?<!\\)-([\s\S]))?")


def _class(parts: Iterable[str]) -> str:
    """Return the insides of several character classes as one, every member once."""
    return "".join(dict.fromkeys(match.group() for part in parts for match in _MEMBER.finditer(part)))


def _members(chars: str) -> Iterator[str]:
    """Yield every character of the inside of a character class, made of characters, ranges and escapes."""
    for match in _MEMBER.finditer(chars):
        first, last = match.groups()
        yield from map(chr, range(ord(first), ord(last or first) + 1))


def _may_act(rule: Rule, text: str, present: set[str]) -> bool:
    if not rule.trigger[0]:
        return True
    heads, pattern = _gate(rule)
    return not heads.isdisjoint(present) and (not rule.trigger[1] or pattern.search(text) is not None)


def stretches(
    text: str, places: Iterator[tuple[int, int]], idle: Sequence[Span], line_breaks: LineBreaks
) -> Iterator[tuple[int, int]]:
    """Yield ranges of whole paragraphs that hold one of `places` outside of `idle`, neighbours joined."""
    start = end = 0
    for place, place_end in places:
        if place_end <= end:
            continue
        index = bisect_right(idle, place, key=lambda span: span.start) - 1
        if index >= 0 and place < idle[index].end:
            continue
        low, high = enclosing(text, place, max(place_end, place + 1), line_breaks)
        low = max(low, end)
        if low > end or high - start > _LARGEST:
            if end > start:
                yield start, end
            start = low
        end = max(end, high)
    if end > start:
        yield start, end


def _edits(rule: Rule, passage: Passage) -> Iterator[Edit]:
    for item in rule.find(passage):
        if isinstance(item, Change):
            yield Edit(Span(item.start, item.end), item.text, rule.code)


def _work(text: str, setting: Setting, kept: Sequence[Span]) -> list[Edit]:
    """Run the phases after family N once over a stretch and return their edits as one pass."""
    edits: list[Edit] = []
    current, masked = text, mask(_blotted(text, kept))
    rules = (rule for rule in setting.rules.fixing if rule.phase not in _CHARACTER_PHASES)
    present = set(masked)
    for phase, group in groupby(rules, key=lambda rule: rule.phase):
        passage = Passage(masked, plain=current, line_breaks=setting.line_breaks, habit=setting.rules.habit)
        found = (edit for rule in group if _may_act(rule, masked, present) for edit in _edits(rule, passage))
        made = merge(_outside(found, kept))
        if not made:
            continue
        present.update(*(edit.replacement for edit in made))
        edits = compose(edits, current, made, text) if edits else made
        kept = [_moved(span, made) for span in kept]
        current, masked = apply_edits(current, made), apply_edits(masked, made)
        if phase is Phase.ALNUM:
            masked = mask(masked)
    return edits


def _audit(text: str, setting: Setting, kept: Sequence[Span]) -> Iterator[Remark]:
    """Yield what the reporting rules find in the final text."""
    rules = setting.rules.reporting
    characters = [rule for rule in rules if not rule.trigger[0] and rule.seek is None]
    for rule in characters:
        yield from _remarks(rule, Passage(_blotted(text, kept, " ")), 0)
    rest = tuple(rule for rule in rules if rule not in characters)
    idle = union([*kept, *blocks(text, setting.ignore_lines), *blocks_of_data(text)])
    for start, end in stretches(text, suspects(rest, text), idle, setting.line_breaks):
        masked = mask(_blotted(text[start:end], _within(idle, start, end)))
        passage = Passage(
            masked,
            plain=text[start:end],
            line_breaks=setting.line_breaks,
            habit=setting.rules.habit,
            following=text[end : end + _GLIMPSE],
        )
        present = set(masked)
        for rule in rest:
            if not _may_act(rule, masked, present):
                continue
            yield from _remarks(rule, passage, start)


def _remarks(rule: Rule, passage: Passage, offset: int) -> Iterator[Remark]:
    for item in rule.find(passage):
        span = Span(item.start + offset, item.end + offset)
        if isinstance(item, Finding):
            related = tuple(Span(start + offset, end + offset) for start, end in item.related)
            yield Remark(rule, span, item.message, (), related)
        else:
            yield Remark(rule, span, "", (Edit(span, item.text, rule.code),), ())
