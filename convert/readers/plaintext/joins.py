"""Joins the lines of a paragraph, from the habit of its stretch; every join is kept with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from convert import patterns
from convert.readers.plaintext.forms import ADOPTED, DATE, DATE_LINE, DOC_NUMBER
from convert.readers.plaintext.lines import Ending, Line, ending
from convert.readers.plaintext.markers import Kind, Marker, find
from convert.readers.plaintext.seams import Words
from convert.readers.plaintext.wrap import Stretch, unit_width


class Passage(NamedTuple):
    """Lines that make one paragraph, joined; `stretch` numbers the habit it was read by, `why` names the join.

    `dropped` holds the offsets of hyphens that belonged to a line break; `parted` tells that the line above might
    have gone on here.
    """

    lines: tuple[Line, ...]
    text: str
    stretch: int
    why: str = ""
    doubt: bool = False
    dropped: tuple[int, ...] = ()
    parted: bool = False

    @property
    def lead(self) -> int:
        """Indent of the first line in half-width cells."""
        return self.lines[0].lead

    @property
    def gap(self) -> int:
        """Number of blank lines before."""
        return self.lines[0].gap

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.lines[-1].end


class _Verdict(NamedTuple):
    join: bool
    why: str = ""
    doubt: bool = False


_BREAK: Final = _Verdict(False)
_NO_START: Final = frozenset("，。、；：？！）”’」』】〗〕］｝》〉…,;:?!)]}%％")
_OPENERS: Final = str.maketrans(dict.fromkeys("（《〈【〔［「『“", "(") | dict.fromkeys("）》〉】〕］」』”", ")"))


@dataclass(slots=True)
class _State:
    """What has been read of the paragraph in hand, and which labels were counted."""

    lines: list[Line]
    marker: Marker | None
    counted: dict[tuple[Kind, str], int] = field(default_factory=dict)
    why: str = ""
    doubt: bool = False
    parted: bool = False


def join(lines: Sequence[Line], stretches: Sequence[Stretch], never: Sequence[re.Pattern[str]] = ()) -> list[Passage]:
    """Return the paragraphs that the lines make."""
    if not lines:
        return []
    words = Words(lines)
    passages: list[Passage] = []
    state = _State([lines[0]], find(lines[0].text))
    _count(state)
    number = 0
    for i in range(1, len(lines)):
        while stretches[number].last < i:
            number += 1
        line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
        pinned = never and any(p.search(line.text) for p in never)
        verdict = _BREAK if pinned else _judge(state, line, after, stretches[number], not passages)
        if verdict.join:
            state.lines.append(line)
            state.why, state.doubt = verdict.why, state.doubt or verdict.doubt
        else:
            passages.append(_finish(state, number, words))
            state = _State([line], find(line.text), state.counted, parted=verdict.doubt)
            _count(state)
    passages.append(_finish(state, number, words))
    return passages


def _finish(state: _State, stretch: int, words: Words) -> Passage:
    if len(state.lines) == 1:
        return Passage((state.lines[0],), state.lines[0].text, stretch, parted=state.parted)
    text = state.lines[0].text
    dropped: tuple[int, ...] = ()
    for a, b in pairwise(state.lines):
        between = words.between(a.text, b.text)
        if between is None:
            dropped += (a.end - 1,)
            text = text[:-1] + b.text
        else:
            text += between + b.text
    return Passage(tuple(state.lines), text, stretch, state.why, state.doubt, dropped, state.parted)


# --- deciding --------------------------------------------------------------------------------------------


def _judge(state: _State, b: Line, after: Line | None, stretch: Stretch, opening: bool) -> _Verdict:
    """Decide whether line `b` goes on with the paragraph in hand."""
    a = state.lines[-1]
    end = ending(a.text)
    gap = 0 if b.page else max(0, b.gap - 1) if stretch.spaced else b.gap
    if b.text[0] in _NO_START and not (b.text[0] in "…" and b.lead) and (not gap or b.page or not end.final):
        return _Verdict(True, "a line cannot begin with this mark")
    if _stands_alone(state, b, end, opening):
        return _BREAK
    if b.page and not end.final:
        return _page_turn(state, b, stretch)
    if gap:
        return _BREAK
    if stretch.edge:
        return _wrapped(state, b, after, stretch, end)
    return _unwrapped(state, b, stretch, end)


def _page_turn(state: _State, b: Line, stretch: Stretch) -> _Verdict:
    a = state.lines[-1]
    if stretch.indent and b.lead >= stretch.indent and b.lead != stretch.turnover:
        return _BREAK
    if stretch.edge and stretch.reach(a) + max(2, unit_width(b.text)) <= stretch.edge - 1:
        return _BREAK
    if _continues_count(state, find(b.text)):
        return _BREAK
    return _Verdict(True, "the sentence runs over a page break")


def _wrapped(state: _State, b: Line, after: Line | None, stretch: Stretch, end: Ending) -> _Verdict:
    a = state.lines[-1]
    if state.lines[0].lead > max(12, stretch.turnover + 4) and len(state.lines) == 1:
        return _BREAK
    if a.reach > stretch.edge + 6 and " " in a.text:
        return _BREAK
    full = stretch.reach(a) + max(2, unit_width(b.text)) > stretch.edge - 1
    if not full:
        return _short(state, b, stretch, end)
    if stretch.indent:
        return _by_indent(state, b, after, stretch, end)
    marker = find(b.text)
    first = state.lines[0]
    if b.lead > first.lead and b.lead == stretch.turnover and len(state.lines) == 1 and state.marker:
        return _Verdict(True, "hanging indent under a label")
    if len(state.lines) > 1 and state.marker and b.lead == a.lead > first.lead:
        return _Verdict(True, "hanging indent under a label")
    if b.lead > max(12, stretch.turnover + 8):
        return _BREAK
    if marker and marker.kind is not Kind.BEING:
        if marker.kind <= Kind.SECTION and marker.apart and _continues_count(state, marker) and len(state.lines) < 4:
            return _BREAK
        if end.open and not _heading_like(state) and not _after_colon(state):
            return _Verdict(True, "the line above is full and breaks off in a phrase", not marker.weak)
        return _BREAK if _plausible(state, marker, end) else _Verdict(True, "the label does not continue a count", True)
    if _LABELLED.match(b.text) and _LABELLED.match(first.text) and (end.final or len(state.lines) == 1):
        return _BREAK
    if not end.final:
        return _Verdict(True, "the line above is full")
    return _after_full_stop(state, b, after, stretch)


def _by_indent(state: _State, b: Line, after: Line | None, stretch: Stretch, end: Ending) -> _Verdict:
    """Decide by the indent, where it tells paragraphs from turnover lines; the line above is full."""
    if b.lead > stretch.turnover + 1:
        hangs = len(state.lines) > 1 and b.lead == state.lines[-1].lead > state.lines[0].lead
        return _Verdict(True, "hanging indent") if hangs else _BREAK
    marker = find(b.text)
    if marker and _strong(marker) and (end.final or _heading_like(state)) and _continues_count(state, marker):
        return _BREAK
    if (
        (stretch.margin or not b.text.isascii())
        and end.final
        and after is not None
        and not ending(b.text).final
        and _starts_paragraph(after, b, stretch)
    ):
        return _Verdict(False, doubt=True)
    return _Verdict(True, "the line above is full and this one is not indented")


def _starts_paragraph(after: Line, b: Line, stretch: Stretch) -> bool:
    """Tell whether `b` is a short line of its own, since the line after it begins a paragraph."""
    short = b.reach + max(2, unit_width(after.text)) <= stretch.edge - 1
    return short and (after.gap > 0 or after.lead > stretch.turnover + 1) and not ending(b.text).comma


def _short(state: _State, b: Line, stretch: Stretch, end: Ending) -> _Verdict:
    """Decide after a line that had room left: nearly always a paragraph's end."""
    a = state.lines[-1]
    if end.final or b.lead > stretch.turnover + 1 or a.lead > 12 or find(b.text):
        return _BREAK
    near = a.reach >= stretch.edge * 0.85 and a.reach > 30
    if near and (end.comma or _unclosed(state)) and not _heading_like(state) and a.text[-1] not in "—":
        return _Verdict(True, "the sentence goes on though the line had room", True)
    first = stretch.indent and len(state.lines) == 1 and a.lead == stretch.indent and a.reach >= stretch.edge - 12
    if first and _INNER.search(a.text) and not _heading_like(state):
        return _Verdict(True, "the line breaks off in a sentence and the next is not indented", True)
    return _BREAK


def _after_full_stop(state: _State, b: Line, after: Line | None, stretch: Stretch) -> _Verdict:
    """Decide between lines that could belong together or not: the one above is full and ends a sentence."""
    if state.marker and state.marker.style == "ref":
        return _Verdict(True, "the line above is full in an entry of a bibliography", True)
    if _unclosed(state):
        return _Verdict(True, "a bracket or quotation is still open", True)
    if stretch.blocks:
        return _Verdict(True, "paragraphs are parted by blank lines here")
    if state.lines[-1].text[-1] in "：:" and b.text[0] in "“「『‘":
        return _Verdict(True, "speech follows its announcement", True)
    if _GOES_ON.match(b.text):
        return _Verdict(True, "the line above is full and this one begins with a conjunction", True)
    if state.lines[-1].text[-1] in "：:；;" or stretch.stops > 0.42:
        return _Verdict(False, doubt=True)
    if (
        after is not None
        and not ending(b.text).final
        and not after.lead
        and b.reach + unit_width(after.text) <= stretch.edge - 1
    ):
        return _Verdict(False, doubt=True)
    return _Verdict(True, "the line above is full; most sentence ends here are inside paragraphs", True)


def _unwrapped(state: _State, b: Line, stretch: Stretch, end: Ending) -> _Verdict:
    """Decide where each line is a paragraph: join only a sentence that was torn by accident."""
    a = state.lines[-1]
    hand = stretch.ragged and not b.lead and state.lines[0].lead == stretch.indent and a.reach >= 40
    if hand and not find(b.text) and (ending(b.text).final or b.reach >= 40):
        return _Verdict(True, "lines broken by hand: this one is not indented", True)
    if end.final or b.lead or find(b.text):
        return _BREAK
    room = a.reach - a.lead
    if stretch.indent and state.lines[0].lead == stretch.indent and room >= 24 and not _heading_like(state):
        if ending(b.text).final or b.reach >= 40:
            return _Verdict(True, "the sentence was torn: the next line is not indented", True)
        return _BREAK
    torn = (
        room >= 60
        and "。" in state.lines[0].text
        and ending(b.text).final
        and a.text[-1].isalpha()
        and not a.text[-1].isascii()
    )
    if torn and not stretch.indent and not stretch.blocks:
        return _Verdict(True, "the sentence breaks off and ends on the next line", True)
    return _BREAK


_PROMPT: Final = patterns.compile(r"(?:\$|>>>|#!|# ?(?=[a-z])|mysql>|C:\\>) ?\S")
_CODE: Final = patterns.compile(r"[{};=<>$|\\]|\(\)|::|(?<!\w)--?\w|/\w+/|: ?\*$")
_INNER: Final = patterns.compile("[，。；]")
_GOES_ON: Final = patterns.compile("但|並|并(?!购)|且|否则|否則|亦|仍|或者|其余|其餘")
_CALL: Final = patterns.compile(
    r"(?:各位|同志们|尊敬的|女士们|朋友们|老师们|同学们)[^，。]{0,24}(?:，[^，。]{2,12}){0,3}[：:！!]"
)
_ADOPTION_BEGINS: Final = patterns.compile(
    rf"(?:根据|依据|經|经)?\s*{DATE}\s*(?:.{{0,40}}(?:会|院|部|法|府|通过|公布|施行|发布)|[一-鿿])"
)
_NOT_BEFORE_DATE: Final = frozenset("自从在于至到以及（(、")
_ATTACHMENT: Final = patterns.compile(r"附件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")
_NAME: Final = patterns.compile(r"[一-鿿（）　 ]{2,24}")
_LABELLED: Final = patterns.compile(r"[一-鿿A-Z（）]{1,7}[：:](?!//)")
_NEXT_ADOPTION: Final = patterns.compile(rf"(?:根据|依据|經|经)?\s*{DATE}")


def _stands_alone(state: _State, b: Line, end: Ending, opening: bool) -> bool:
    """Tell whether a date, a document number, a salutation or another fixed line stands by itself here."""
    last, text = state.lines[-1].text, b.text
    if _PROMPT.match(text) or _CALL.fullmatch(text):
        return True
    first = state.lines[0].text
    listed = state.marker is not None and state.marker.kind is Kind.BULLET
    if first.isascii() and not listed and (_PROMPT.match(first) or (_CODE.search(first) and not end.comma)):
        return True
    if end.final and text.isascii() and _CODE.search(text) and not last.isascii():
        return True
    if text[0] in "（(" and DATE_LINE.fullmatch(text) and not _unclosed(state):
        return True
    if len(text) < 40 and text[-1] in "号號" and DOC_NUMBER.fullmatch(text):
        return True
    if len(state.lines) == 1 and (_ATTACHMENT.fullmatch(last) or (_NAME.fullmatch(last) and DATE_LINE.fullmatch(text))):
        return True
    dated = len(state.lines) == 1 and last[-1] in "日号號" and len(last) < 40
    if dated and (DATE_LINE.fullmatch(last) or DOC_NUMBER.fullmatch(last)):
        return True
    if opening and len(state.lines) < 6:
        return _below_title(state, b)
    if last[-1] in "过過布佈行订訂正准准改）)" and _NEXT_ADOPTION.match(text):
        return ADOPTED.fullmatch("".join(line.text for line in state.lines[-5:])) is not None and len(state.lines) <= 5
    return False


def _below_title(state: _State, b: Line) -> bool:
    """Tell whether the line below the first paragraph of a document begins another part."""
    if _unclosed(state):
        return False
    marker = find(b.text)
    if marker and marker.kind <= Kind.ARTICLE and marker.apart:
        return True
    if b.text[:2] in ("——", "――", "──"):
        return True
    return state.lines[-1].text[-1] not in _NOT_BEFORE_DATE and _ADOPTION_BEGINS.match(b.text) is not None


# --- evidence --------------------------------------------------------------------------------------------


def _strong(marker: Marker) -> bool:
    return not marker.weak and marker.kind <= Kind.DECIMAL


def _heading_like(state: _State) -> bool:
    """Tell whether the paragraph in hand is one labelled line without a sentence's end: it may end anywhere."""
    return (
        state.marker is not None
        and state.marker.kind <= Kind.DECIMAL
        and len(state.lines) == 1
        and "。" not in state.lines[0].text
    )


def _after_colon(state: _State) -> bool:
    return state.lines[-1].text[-1] in "：:"


def _unclosed(state: _State) -> bool:
    tail = "".join(line.text for line in state.lines[-3:]).translate(_OPENERS)
    return tail.count("(") > tail.count(")")


def _key(marker: Marker) -> tuple[Kind, str]:
    return marker.kind, marker.style if marker.kind in (Kind.DECIMAL, Kind.PART, Kind.CHAPTER) else ""


def _continues_count(state: _State, marker: Marker | None) -> bool:
    if marker is None:
        return False
    before = state.counted.get(_key(marker))
    return (
        marker.number == 1
        or (before is not None and 0 < marker.number - before <= 2)
        or (before is None and not marker.weak)
    )


def _plausible(state: _State, marker: Marker, end: Ending) -> bool:
    """Tell whether a label at the start of a line that might be a turnover line is a label indeed."""
    if marker.kind in (Kind.BULLET, Kind.LETTER):
        return end.final
    if marker.kind is Kind.DECIMAL and not marker.apart and state.counted.get(_key(marker)) is None:
        return False
    return _continues_count(state, marker)


def _count(state: _State) -> None:
    marker = state.marker
    if marker is None or marker.kind > Kind.DECIMAL or not _continues_count(state, marker):
        return
    for key in [key for key in state.counted if Kind.ARTICLE < marker.kind < key[0]]:
        del state.counted[key]
    if marker.kind is Kind.ARTICLE:
        for key in [key for key in state.counted if key[0] > Kind.ARTICLE]:
            del state.counted[key]
    state.counted[_key(marker)] = marker.number
