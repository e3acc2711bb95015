"""What speaks for and against a join: counts of labels, open brackets, lines that always stand alone."""

from __future__ import annotations

from convert import patterns
from convert.readers.plaintext.forms import ADOPTED, DATE, DATE_LINE, DOC_NUMBER
from convert.readers.plaintext.lines import Ending, Line
from convert.readers.plaintext.markers import Kind, Marker, find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_OPENERS: Final = str.maketrans(dict.fromkeys("（《〈【〔［「『“", "(") | dict.fromkeys("）》〉】〕］」』”", ")"))


class State:
    """What has been read of the paragraph in hand, and which labels were counted."""

    __slots__ = ("counted", "doubt", "lines", "marker", "parted", "why")

    def __init__(self, line: Line, counted: dict[tuple[Kind, str], int], parted: bool = False) -> None:
        self.lines = [line]
        self.marker = find(line.text)
        self.counted = counted
        self.why = ""
        self.doubt = False
        self.parted = parted


def strong(marker: Marker) -> bool:
    """Tell whether a label can hardly be anything else."""
    return not marker.weak and marker.kind <= Kind.DECIMAL


def heading_like(state: State) -> bool:
    """Tell whether the paragraph in hand is one labelled line without a sentence's end: it may end anywhere."""
    return (
        state.marker is not None
        and state.marker.style != "ref"
        and state.marker.kind <= Kind.DECIMAL
        and len(state.lines) == 1
        and "。" not in state.lines[0].text
    )


def after_colon(state: State) -> bool:
    """Tell whether the line above ends with a colon."""
    return state.lines[-1].text[-1] in "：:"


def unclosed(state: State) -> bool:
    """Tell whether a bracket or quotation is open in the last lines."""
    tail = "".join(line.text for line in state.lines[-3:]).translate(_OPENERS)
    return tail.count("(") > tail.count(")")


def _key(marker: Marker) -> tuple[Kind, str]:
    return marker.kind, marker.style if marker.kind in (Kind.DECIMAL, Kind.PART, Kind.CHAPTER) else ""


def continues_count(state: State, marker: Marker | None) -> bool:
    """Tell whether a label begins a count or goes on with one that was met."""
    if marker is None:
        return False
    before = state.counted.get(_key(marker))
    return (
        marker.number == 1
        or (before is not None and 0 < marker.number - before <= 2)
        or (before is None and not marker.weak)
    )


def next_in_count(state: State, marker: Marker) -> bool:
    """Tell whether a label is the very next of a count that was met."""
    return marker.number - state.counted.get(_key(marker), marker.number) == 1


def plausible(state: State, marker: Marker, end: Ending) -> bool:
    """Tell whether a label at the start of a line that might be a turnover line is a label indeed."""
    if marker.kind in (Kind.BULLET, Kind.LETTER):
        return end.final
    if marker.kind is Kind.DECIMAL and not marker.apart and state.counted.get(_key(marker)) is None:
        return False
    return continues_count(state, marker)


def count_on(state: State) -> None:
    """Note the label with which the paragraph in hand begins."""
    marker = state.marker
    if marker is None or marker.kind > Kind.DECIMAL or not continues_count(state, marker):
        return
    for key in [key for key in state.counted if Kind.ARTICLE < marker.kind < key[0]]:
        del state.counted[key]
    if marker.kind is Kind.ARTICLE:
        for key in [key for key in state.counted if key[0] > Kind.ARTICLE]:
            del state.counted[key]
    state.counted[_key(marker)] = marker.number


# --- lines that stand alone -----------------------------------------------------------------------------

_PROMPTS: Final = frozenset("$>#mC")
_PROMPT: Final = patterns.compile(r"(?:\$|>>>|#!|# ?(?=[a-z])|mysql>|C:\\>) ?\S")
_CODE: Final = patterns.compile(r"[{};=<>$|\\]|\(\)|::|(?<!\w)--?\w|/\w+/|: ?\*$")
_CALL: Final = patterns.compile(
    r"(?:各位|同志们|尊敬的|女士们|朋友们|老师们|同学们)[^，。]{0,24}(?:，[^，。]{2,12}){0,3}[：:！!]"
)
_ADOPTION_BEGINS: Final = patterns.compile(
    rf"(?:根据|依据|經|经)?\s*{DATE}\s*(?:.{{0,40}}(?:会|院|部|法|府|通过|公布|施行|发布)|[一-鿿])"
)
_NOT_BEFORE_DATE: Final = frozenset("自从在于至到以及（(、")
_BRACKETED: Final = patterns.compile("[（(][^（）()]{4,80}[）)]")
_ATTACHMENT: Final = patterns.compile(r"附件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")
_NAME: Final = patterns.compile(r"[一-鿿（）　 ]{2,24}")
_NEXT_ADOPTION: Final = patterns.compile(rf"(?:根据|依据|經|经)?\s*{DATE}")


def stands_alone(state: State, b: Line, end: Ending, opening: bool) -> bool:
    """Tell whether a date, a document number, a salutation or another fixed line stands by itself here."""
    last, text, first = state.lines[-1].text, b.text, state.lines[0].text
    if (text[0] in _PROMPTS and _PROMPT.match(text)) or (text[-1] in "：:！!" and _CALL.fullmatch(text)):
        return True
    listed = state.marker is not None and state.marker.kind is Kind.BULLET
    if (
        first.isascii()
        and not listed
        and (_PROMPT.match(first) or (_CODE.search(first) and (not end.comma or last[-1] == "/")))
    ):
        return True
    if end.final and text.isascii() and _CODE.search(text) and not last.isascii():
        return True
    if text[0] in "（(" and DATE_LINE.fullmatch(text) and not unclosed(state):
        return True
    if len(text) < 40 and text[-1] in "号號" and DOC_NUMBER.fullmatch(text):
        return True
    if first[0] in "（(" and last[-1] in "）)" and _BRACKETED.fullmatch("".join(line.text for line in state.lines[:4])):
        return len(state.lines) <= 4
    if len(state.lines) == 1 and _fixed_lines(last, text):
        return True
    if text[0] == "各" and _ADDRESSED.match(text) and _NOTICE.search(last):
        return True
    if opening and len(state.lines) < 6:
        return _below_title(state, b)
    if last[-1] in "过過布佈行订訂正准改）)" and "年" in text and _NEXT_ADOPTION.match(text) and not unclosed(state):
        return ADOPTED.fullmatch("".join(line.text for line in state.lines[-5:])) is not None and len(state.lines) <= 5
    return False


def _fixed_lines(last: str, text: str) -> bool:
    """Tell whether the line above is the label of an attachment, a date or a number, or a name over a date."""
    if last[0] == "附" and _ATTACHMENT.fullmatch(last):
        return True
    if "年" in text and _NAME.fullmatch(last) and DATE_LINE.fullmatch(text):
        return True
    dated = last[-1] in "日号號" and len(last) < 40
    return dated and (DATE_LINE.fullmatch(last) or DOC_NUMBER.fullmatch(last)) is not None


_ADDRESSED: Final = patterns.compile(
    "各(?:[省市县縣区區乡鄉镇鎮州盟处處科级級位]|自治|有关|有關|相关|单位|部门|街道|学院|直属|会员|成员)"
)
_NOTICE: Final = patterns.compile("(?:通知|意见|意見|通报|決定|决定|函|公告|方案|办法|批复|倡议书|公开信)[）)]?$")


def _below_title(state: State, b: Line) -> bool:
    """Tell whether the line below the first paragraph of a document begins another part."""
    if unclosed(state):
        return False
    marker = find(b.text)
    if marker and marker.kind <= Kind.ARTICLE and marker.apart:
        return True
    if b.text[:2] in ("——", "――", "──"):
        return True
    return state.lines[-1].text[-1] not in _NOT_BEFORE_DATE and _ADOPTION_BEGINS.match(b.text) is not None
