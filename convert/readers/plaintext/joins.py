"""Joins the lines of a paragraph, from the habit of its stretch; every join is kept with its reason."""

from __future__ import annotations

from itertools import pairwise

from convert import patterns
from convert.readers.plaintext.evidence import (
    State,
    after_colon,
    continues_count,
    count_on,
    heading_like,
    next_in_count,
    plausible,
    stands_alone,
    strong,
    unclosed,
)
from convert.readers.plaintext.lines import Ending, Line, ending
from convert.readers.plaintext.markers import FIRST, Kind, Marker, find
from convert.readers.plaintext.seams import Words
from convert.readers.plaintext.wrap import Stretch, unit_width
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from typing import Final


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
_FULL: Final = _Verdict(True, "the line above is full")
_NOT_INDENTED: Final = _Verdict(True, "the line above is full and this one is not indented")
_NO_START: Final = frozenset("，。、；：？！）”’」』】〗〕］｝》〉…,;:?!)]}%％")
_OPENING: Final = frozenset("“‘「『（〔［【〖《〈([{")
_LONG: Final = 44
"""Columns above which a line that ends with a comma is prose that was torn, not verse."""
_INNER: Final = patterns.compile("[，。；]")
_GOES_ON: Final = patterns.compile("但|並|并(?!购)|且|否则|否則|亦|仍|或者|其余|其餘")
_LABELLED: Final = patterns.compile(r"[一-鿿A-Z（）]{1,7}(?<![说说道云曰称])[：:](?!//)")


def join(lines: Sequence[Line], stretches: Sequence[Stretch], never: Sequence[re.Pattern[str]] = ()) -> list[Passage]:
    """Return the paragraphs that the lines make."""
    if not lines:
        return []
    words = Words(lines)
    passages: list[Passage] = []
    state = State(lines[0], {})
    count_on(state)
    number = 0
    stretch = stretches[0]
    for i, (line, after) in enumerate(zip(lines[1:], [*lines[2:], None], strict=False), 1):
        while stretch.last < i:
            number += 1
            stretch = stretches[number]
        if never and any(p.search(line.text) for p in never):
            verdict = _BREAK
        else:
            opening = not passages
            verdict = _at_a_glance(state, line, stretch, opening) or _judge(state, line, after, stretch, opening)
        if verdict is not _BREAK and verdict.join:
            state.lines.append(line)
            state.why, state.doubt = verdict.why, state.doubt or verdict.doubt
        else:
            passages.append(_finish(state, number, words))
            state = State(line, state.counted, verdict.doubt)
            if state.marker is not None:
                count_on(state)
    passages.append(_finish(state, number, words))
    return passages


_PLAIN_END: Final = frozenset("。！？；：…!?:;")
_MARKED_START: Final = FIRST | _NO_START | frozenset("$>mC（(各附")
_MARKED_END: Final = _PLAIN_END | _OPENING | frozenset("｡⋯.．”’」』）)】〗〕］]》〉\"'日号號过過布佈行订訂正准改")


def _at_a_glance(state: State, b: Line, stretch: Stretch, opening: bool) -> _Verdict | None:
    """Return what `_judge` would find where nothing is there to be weighed, as between most lines; else None."""
    a, text = state.lines[-1], b.text
    last, start = a.text[-1], text[0]
    if start in _NO_START:
        return None
    if (b.gap and not stretch.spaced and not b.page) or (
        last in _PLAIN_END and not stretch.edge and not stretch.ragged
    ):
        return _BREAK
    inner = (
        stretch.edge
        and stretch.indent
        and stretch.edge - 3 < a.reach <= stretch.edge + 6
        and not (b.gap or b.page or opening)
        and b.lead <= stretch.turnover
        and state.lines[0].lead <= 12
        and last not in _MARKED_END
        and start > "\u2e7f"
        and start not in _MARKED_START
        and text[-1] not in "：:！!号號"
        and not ("年" in text or "\t" in text or "\t" in a.text or a.text[0] == "附")
        and not state.lines[0].text.isascii()
    )
    return _NOT_INDENTED if inner else None


def _finish(state: State, stretch: int, words: Words) -> Passage:
    first = state.lines[0]
    text = first.text
    if len(state.lines) == 1:
        return tuple.__new__(Passage, ((first,), text, stretch, "", False, (), state.parted))
    dropped: tuple[int, ...] = ()
    for a, b in pairwise(state.lines):
        between = words.between(a.text, b.text, a.reach)
        if between is None:
            dropped += (a.end - 1,)
            text = text[:-1] + b.text
        else:
            text += between + b.text
    return Passage(tuple(state.lines), text, stretch, state.why, state.doubt, dropped, state.parted)


# --- deciding --------------------------------------------------------------------------------------------


def _judge(state: State, b: Line, after: Line | None, stretch: Stretch, opening: bool) -> _Verdict:
    """Decide whether line `b` goes on with the paragraph in hand."""
    a = state.lines[-1]
    end = ending(a.text)
    gap = 0 if b.page else max(0, b.gap - 1) if stretch.spaced else b.gap
    if b.text[0] in _NO_START and not (b.text[0] in "…" and b.lead) and (not gap or b.page or not end.final):
        return _Verdict(True, "a line cannot begin with this mark")
    if a.text[-1] in _OPENING and not gap:
        return _Verdict(True, "a line cannot end with this mark")
    if not gap and ("\t" in a.text or "\t" in b.text) and (_row(a.text) or _row(b.text)):
        return _BREAK
    if b.page and not end.final:
        verdict = _page_turn(state, b, stretch)
    elif gap:
        return _BREAK
    elif stretch.edge:
        verdict = _wrapped(state, b, after, stretch, end, opening=opening)
    else:
        verdict = _unwrapped(state, b, stretch, end, opening=opening)
    return _BREAK if verdict.join and stands_alone(state, b, end, opening) else verdict


def _row(text: str) -> bool:
    """Tell whether a line holds cells parted by tabs, not only a label with a tab behind it."""
    marker = find(text)
    return "\t" in (text[marker.length :] if marker else text)


def _page_turn(state: State, b: Line, stretch: Stretch) -> _Verdict:
    a = state.lines[-1]
    if stretch.indent and b.lead >= stretch.indent and b.lead != stretch.turnover:
        return _BREAK
    if stretch.edge and stretch.reach(a) + max(2, unit_width(b.text, a.text)) <= stretch.edge - 1:
        return _BREAK
    if continues_count(state, find(b.text)):
        return _BREAK
    return _Verdict(True, "the sentence runs over a page break")


def _wrapped(state: State, b: Line, after: Line | None, stretch: Stretch, end: Ending, *, opening: bool) -> _Verdict:
    a = state.lines[-1]
    if state.lines[0].lead > max(12, stretch.turnover + 4) and len(state.lines) == 1:
        return _BREAK
    if a.reach > stretch.edge + 6 and " " in a.text:
        return _BREAK
    full = stretch.reach(a) + max(2, unit_width(b.text, a.text)) > stretch.edge - 1
    if not full:
        return _short(state, b, stretch, end)
    if stretch.indent:
        return _by_indent(state, b, after, stretch, end, opening=opening)
    marker = find(b.text)
    first = state.lines[0]
    if b.lead > first.lead and b.lead == stretch.turnover and len(state.lines) == 1 and state.marker:
        return _Verdict(True, "hanging indent under a label")
    if len(state.lines) > 1 and state.marker and b.lead == a.lead > first.lead:
        return _Verdict(True, "hanging indent under a label")
    if b.lead > max(12, stretch.turnover + 8):
        return _BREAK
    if marker and marker.kind is not Kind.BEING:
        if marker.kind <= Kind.SECTION and marker.apart and continues_count(state, marker) and len(state.lines) < 4:
            return _BREAK
        if end.open and not heading_like(state) and not after_colon(state):
            return _Verdict(True, "the line above is full and breaks off in a phrase", not marker.weak)
        return _BREAK if plausible(state, marker, end) else _Verdict(True, "the label does not continue a count", True)
    spoken = not stretch.blocks and _LABELLED.match(b.text) and _LABELLED.match(first.text)
    if spoken and (end.final or len(state.lines) == 1):
        return _BREAK
    if not end.final:
        return _FULL
    return _after_full_stop(state, b, after, stretch)


def _by_indent(state: State, b: Line, after: Line | None, stretch: Stretch, end: Ending, *, opening: bool) -> _Verdict:
    """Decide by the indent, where it tells paragraphs from turnover lines; the line above is full."""
    if b.lead > stretch.turnover + 1:
        hangs = len(state.lines) > 1 and b.lead == state.lines[-1].lead > state.lines[0].lead
        return _Verdict(True, "hanging indent") if hangs else _BREAK
    english = opening and b.text.isascii() and b.text[0].isupper() and ending(b.text).open
    if english and after is not None and after.lead > stretch.turnover + 1 and b.reach <= 0.6 * stretch.edge:
        return _BREAK
    marker = find(b.text)
    if marker and _next_item(state, marker, b, stretch, end):
        return _BREAK
    if marker and strong(marker) and (end.final or heading_like(state)) and continues_count(state, marker):
        return _BREAK
    if marker and (end.final or _KEYWORDS.match(state.lines[0].text)) and _stands_out(state, marker, b, stretch):
        return _BREAK
    if (
        (stretch.margin or not b.text.isascii() or state.lines[-1].text.isascii())
        and end.final
        and after is not None
        and not ending(b.text).final
        and _starts_paragraph(after, b, stretch)
    ):
        return _Verdict(False, doubt=True)
    return _NOT_INDENTED


ANSWER_BLANK: Final = patterns.compile(r"[（(][\s　]*[）)][。.]?$|_{3,}|＿{2,}")
"""A blank to be filled in at the end of a question."""


def _next_item(state: State, marker: Marker, b: Line, stretch: Stretch, end: Ending) -> bool:
    """Tell whether the next item of a list begins at the margin, or the next heading of a count below an open line."""
    if marker.kind is Kind.BULLET:
        return end.final and (not marker.weak or (state.marker is not None and state.marker.style == marker.style))
    if ANSWER_BLANK.search(state.lines[-1].text):
        return True
    short = b.reach < 0.7 * stretch.edge and ending(b.text).open
    return short and strong(marker) and marker.number > 1 and next_in_count(state, marker)


def _stands_out(state: State, marker: Marker, b: Line, stretch: Stretch) -> bool:
    """Tell whether a short line at the margin is the next heading of a count (5　服务要求) with a weak label."""
    short = b.reach < 0.7 * stretch.edge and ending(b.text).open
    begins = marker.number == 1 and marker.kind is Kind.DIGIT
    return short and marker.apart and marker.kind <= Kind.DECIMAL and (begins or next_in_count(state, marker))


_KEYWORDS: Final = patterns.compile(r"[【\[]?(?:关\s*键\s*[词字]|關\s*鍵\s*[詞字]|[Kk]ey ?[Ww]ords)")


def _starts_paragraph(after: Line, b: Line, stretch: Stretch) -> bool:
    """Tell whether `b` is a short line of its own, since the line after it begins a paragraph."""
    short = b.reach + max(2, unit_width(after.text)) <= stretch.edge - 1
    return short and (after.gap > 0 or after.lead > stretch.turnover + 1) and not ending(b.text).comma


def _short(state: State, b: Line, stretch: Stretch, end: Ending) -> _Verdict:
    """Decide after a line that had room left: nearly always a paragraph's end."""
    a = state.lines[-1]
    if end.final or b.lead > stretch.turnover + 1 or a.lead > 12 or find(b.text):
        return _BREAK
    near = a.reach >= stretch.edge * 0.85 and a.reach > 30
    if near and (end.comma or unclosed(state)) and not heading_like(state) and a.text[-1] not in "—":
        return _Verdict(True, "the sentence goes on though the line had room", True)
    indented = stretch.indent and len(state.lines) == 1 and a.lead == stretch.indent and not heading_like(state)
    if indented and end.open and a.reach >= 24 and (ending(b.text).final or b.reach >= 0.8 * stretch.edge):
        return _Verdict(True, "the line above breaks off and this one is not indented", True)
    first = indented and a.reach >= stretch.edge - 12
    if first and _INNER.search(a.text) and not heading_like(state):
        return _Verdict(True, "the line breaks off in a sentence and the next is not indented", True)
    return _BREAK


def _after_full_stop(state: State, b: Line, after: Line | None, stretch: Stretch) -> _Verdict:
    """Decide between lines that could belong together or not: the one above is full and ends a sentence."""
    if state.marker and state.marker.style == "ref":
        return _Verdict(True, "the line above is full in an entry of a bibliography", True)
    if unclosed(state):
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


def _is_tail(a: Line, b: Line, *, opening: bool) -> bool:
    """Tell whether `b` is but the last characters of the sentence in `a`, or the shorter part of one with commas."""
    if not ending(b.text).final or b.text[-1] not in "。！？" or _WHOLE.fullmatch(b.text):
        return False
    return len(b.text) <= 4 or ("，" in a.text and not opening and b.reach < a.reach and "，" not in b.text[:3])


_WHOLE: Final = patterns.compile("[略无無是否有不对對好]+[。！？]|（略）。")


def _unwrapped(state: State, b: Line, stretch: Stretch, end: Ending, *, opening: bool) -> _Verdict:
    """Decide where each line is a paragraph: join only a sentence that was torn by accident."""
    a = state.lines[-1]
    hand = stretch.ragged and not b.lead and state.lines[0].lead == stretch.indent and a.reach >= 40
    if hand and not find(b.text) and (ending(b.text).final or b.reach >= 40):
        return _Verdict(True, "lines broken by hand: this one is not indented", True)
    if end.final or b.lead or find(b.text):
        return _BREAK
    room = a.reach - a.lead
    if stretch.indent and state.lines[0].lead == stretch.indent and room >= 24 and not heading_like(state):
        if ending(b.text).final or b.reach >= 40:
            return _Verdict(True, "the sentence was torn: the next line is not indented", True)
        return _BREAK
    if end.comma and room >= _LONG and not heading_like(state):
        return _Verdict(True, "the line above is long and ends with a comma", True)
    if room >= 30 and _is_tail(a, b, opening=opening):
        return _Verdict(True, "the sentence breaks off and its end stands on the next line", True)
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
