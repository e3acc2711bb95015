"""Runs the rules over a text: finds the places worth a look, works there phase by phase, repeats to a fixed point."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby

from convert import patterns
from convert.caching import once
from convert.diagnostics import Edit, Span
from convert.records import NamedTuple
from convert.rules.compose import compose, merge, shifted
from convert.rules.paragraphs import enclosing
from convert.rules.passage import MASK, MASK_LATIN, Passage
from convert.rules.protect import mask, mask_code, union
from convert.rules.registry import Change, Finding, Phase, Rule
from convert.rules.ruleset import RuleSet
from convert.rules.survey import Survey, members
from convert.source import apply_edits

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final

    from convert.rules.paragraphs import LineBreaks

_MOST_ROUNDS: Final = 12  # real texts need three; only rows of marks that lean on one another need more
_ROUND_BUDGET: Final = 400_000  # code points looked at again in a short text before the rounds end
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
    survey, kept = Survey(text), union(protected)
    seen: list[int] = []
    resting: str | None = None
    for _ in range(max(_MOST_ROUNDS, _ROUND_BUDGET // (len(text) + 1000))):
        if survey.text == resting:
            break
        made, after = _round(survey, setting, kept)
        if not made:
            break
        seen.append(hash(survey.text))
        if resting is None and hash(after.text) in seen:  # two rules undo each other: rest at a text known beforehand
            resting = min(_cycle(after, setting, _moved(kept, made), len(seen) - seen.index(hash(after.text))))
        kept = _moved(kept, made)
        edits = compose(edits, survey.text, made, text) if edits else made
        survey = after
    return edits, survey.text, list(_audit(survey, setting, kept))


def _cycle(survey: Survey, setting: Setting, kept: Sequence[Span], length: int) -> Iterator[str]:
    """Yield the texts that `length` rounds pass through."""
    for _ in range(length):
        yield survey.text
        made, survey = _round(survey, setting, kept)
        kept = _moved(kept, made)


def _moved(spans: Sequence[Span], edits: Sequence[Edit]) -> list[Span]:
    """Return where sorted ranges that no edit touched lie after the edits."""
    if not edits:
        return list(spans)
    moved: list[Span] = []
    index = shift = 0
    for span in spans:
        while index < len(edits) and edits[index].span.end <= span.start:
            where, text, _ = edits[index]
            shift += len(text) - (where.end - where.start)
            index += 1
        moved.append(Span(span.start + shift, span.end + shift))
    return moved


def _round(survey: Survey, setting: Setting, kept: Sequence[Span]) -> tuple[list[Edit], Survey]:
    """Run every phase once: single characters over the whole text, the rest where something looks odd."""
    source = survey.text
    edits, survey, kept = _characters(survey, setting, kept)
    current, idle = survey.text, survey.idle(kept, setting.ignore_lines)
    found: list[Edit] = []
    for start, end in stretches(current, suspects(setting.rules.fixing, survey), idle, setting.line_breaks):
        found.extend(shifted(_work(current[start:end], setting, _within(idle, start, end)), start))
    if not found:
        return edits, survey
    after = Survey(apply_edits(current, found))
    return (compose(edits, current, found, source) if edits else found), after


def _characters(survey: Survey, setting: Setting, kept: Sequence[Span]) -> tuple[list[Edit], Survey, Sequence[Span]]:
    """Run family N, whose rules are called only when one of their characters occurs; code and notes are left alone.

    Returns the edits, the text made, and where the ranges in `kept` lie in it.
    """
    edits: list[Edit] = []
    source = survey.text
    for rule in setting.rules.fixing:
        if rule.phase not in _CHARACTER_PHASES:
            break
        if rule.chars is not None and rule.chars.isdisjoint(survey.inventory):
            continue
        current = survey.text
        spans, masked = kept, current
        if rule.phase is not Phase.NEWLINES:
            spans, masked = union([*kept, *survey.blocks(setting.ignore_lines)]), mask_code(current)
        passage = Passage(_blotted(masked, spans), inventory=survey.inventory)
        made = merge(_outside(_edits(rule, passage), spans))
        if made:
            survey, kept = Survey(apply_edits(current, made)), _moved(kept, made)
            edits = compose(edits, current, made, source) if edits else made
    return edits, survey, kept


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


def suspects(rules: tuple[Rule, ...], survey: Survey) -> Iterator[tuple[int, int]]:
    """Yield, in order of place, the ranges where one of `rules` may act."""
    return survey.suspects(rules)


@once
def _gate(rule: Rule) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the characters one of which a rule needs, and its trigger as an expression of its own."""
    chars, rest = rule.trigger
    return frozenset(members(chars)), patterns.compile(f"[{chars}](?:{rest})")


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
        if isinstance(item, Change) and passage.text[item.start : item.end] != item.text:
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
        kept = _moved(kept, made)
        before, current, masked = current, apply_edits(current, made), apply_edits(masked, made)
        edits = compose(edits, before, made, text) if edits else made
        if phase is Phase.ALNUM:
            masked = mask(masked)
    return edits


def _audit(survey: Survey, setting: Setting, kept: Sequence[Span]) -> Iterator[Remark]:
    """Yield what the reporting rules find in the final text, and what rules on characters leave in it on purpose."""
    text = survey.text
    for rules, fixing in ((setting.rules.fixing, True), (setting.rules.reporting, False)):
        for rule in rules:
            if _is_on_characters(rule) and (rule.chars is None or not rule.chars.isdisjoint(survey.inventory)):
                found = _remarks(rule, Passage(_blotted(text, kept, " "), inventory=survey.inventory), 0)
                yield from (remark for remark in found if not (fixing and remark.edits))
    rest = _on_places(setting.rules.reporting)
    idle = survey.idle(kept, setting.ignore_lines)
    for start, end in stretches(text, suspects(rest, survey), idle, setting.line_breaks):
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


@once
def _on_places(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if not _is_on_characters(rule))


def _is_on_characters(rule: Rule) -> bool:
    """Tell whether a rule is about single characters, wherever they stand."""
    return not rule.trigger[0] and rule.seek is None


def _remarks(rule: Rule, passage: Passage, offset: int) -> Iterator[Remark]:
    for item in rule.find(passage):
        span = Span(item.start + offset, item.end + offset)
        if isinstance(item, Finding):
            related = tuple(Span(start + offset, end + offset) for start, end in item.related)
            yield Remark(rule, span, item.message, (), related)
        else:
            yield Remark(rule, span, "", (Edit(span, item.text, rule.code),), ())
