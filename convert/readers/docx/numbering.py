"""Numbers that Word counts itself (ECMA-376 17.9): which list a paragraph belongs to, its number and its label."""

from __future__ import annotations

from convert import patterns
from convert.nodes import ListAttributes, ListNumberDelim, ListNumberStyle
from convert.readers.docx.xml import W, child_value, number, value
from convert.records import mutable, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final
    from xml.etree.ElementTree import Element

_STYLES: Final = {
    "decimal": ListNumberStyle.DECIMAL,
    "lowerRoman": ListNumberStyle.LOWER_ROMAN,
    "upperRoman": ListNumberStyle.UPPER_ROMAN,
    "lowerLetter": ListNumberStyle.LOWER_ALPHA,
    "upperLetter": ListNumberStyle.UPPER_ALPHA,
}
_PLACE: Final = patterns.compile(r"%([1-9])")
_LABELS: Final = {
    "%.": ListNumberDelim.PERIOD, "%)": ListNumberDelim.ONE_PAREN, "(%)": ListNumberDelim.TWO_PARENS,
    "%": ListNumberDelim.DEFAULT,
}  # fmt: skip
_BLANK: Final = " \t\u00a0\u3000\uf020"
_HANZI: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_COUNTED: Final = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
     "japaneseDigitalTenThousand", "koreanCounting"}
)  # fmt: skip


@record
class Level:
    """One level of a list: its numerals, its label with %1 to %9, the first number, its indent in twips."""

    form: str = "decimal"
    label: str = "%1."
    start: int = 1
    indent: int = 0
    suffix: str = "tab"
    restart: int | None = None
    style: str = ""
    legal: bool = False


@record
class Numbered:
    """The place of one paragraph in its list: level from 0, number, label as it is shown, and the list's attributes.

    `attributes` is None for bullets, and `key` is "" where bullets of several lists in a row are one list; `written`
    says that the tree has no list of such labels, so that the label has to be text. `blank` is a list without labels.
    """

    key: str
    level: int
    number: int
    label: str
    attributes: ListAttributes | None
    written: bool
    blank: bool
    indent: int


@mutable
class _List:
    """A list in use: which definition it counts with, and the levels that begin anew at its first paragraph."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """All lists of a file, and how far each has been counted."""

    def __init__(self, root: Element | None, styles: dict[str, str]) -> None:
        """Take the root of the numbering part and the lists that numbering styles carry."""
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstracts = {value(one, "abstractNumId"): one for one in root.findall(W + "abstractNum")}
        numbers = {value(one, "numId"): one for one in root.findall(W + "num")}
        for key, one in numbers.items():
            name = child_value(one, "abstractNumId")
            for _ in range(9):  # a list may be that of a style, whose list is elsewhere
                link = child_value(abstracts.get(name), "numStyleLink")
                if not link or styles.get(link) not in numbers:
                    break
                name = child_value(numbers[styles[link]], "abstractNumId")
            if name in abstracts:
                self._lists[key] = _list(name, abstracts[name], one)

    def style_level(self, key: str, style: str) -> int | None:
        """Return the level of list `key` that belongs to a paragraph style, None for none."""
        found = self._lists.get(key)
        levels = {} if found is None else found.levels
        return next((at for at, level in levels.items() if level.style == style), None)

    def count(self, key: str, at: int) -> Numbered | None:
        """Return the next number of list `key` at level `at` from 0; None when there is no such list."""
        found = self._lists.get(key)
        if found is None:
            return None
        level = found.levels.get(at, Level())
        counts = self._counts.setdefault(found.abstract, {})
        if at in found.starts:
            counts[at] = found.starts.pop(at)
        elif at in counts:
            counts[at] += 1
        else:
            counts[at] = level.start
        for above in range(at):
            counts.setdefault(above, found.levels.get(above, Level()).start)
        for below in [one for one in counts if one > at]:
            restart = found.levels.get(below, Level()).restart
            if restart is None or 0 < at + 1 <= restart:
                del counts[below]
        return _numbered(key, found, level, at, counts)


def _list(name: str, abstract: Element, one: Element) -> _List:
    levels = dict(map(_level, abstract.findall(W + "lvl")))
    starts = {}
    for override in one.findall(W + "lvlOverride"):
        at = number(value(override, "ilvl")) or 0
        if (own := override.find(W + "lvl")) is not None:
            levels[at] = _level(own)[1]
        if (start := number(child_value(override, "startOverride"))) is not None:
            starts[at] = start
    return _List(name, levels, starts)


def _level(one: Element) -> tuple[int, Level]:
    form, start = child_value(one, "numFmt") or "decimal", number(child_value(one, "start"))
    indent = one.find(f"{W}pPr/{W}ind")
    left = number(value(indent, "left") or value(indent, "start")) or 0
    legal = one.find(W + "isLgl") is not None
    made = Level(
        form, child_value(one, "lvlText"), 1 if start is None else start, left, child_value(one, "suff") or "tab",
        number(child_value(one, "lvlRestart")), child_value(one, "pStyle"), legal,
    )  # fmt: skip
    return number(value(one, "ilvl")) or 0, made


def _numbered(key: str, found: _List, level: Level, at: int, counts: dict[int, int]) -> Numbered:
    places = _PLACE.findall(level.label)
    blank = level.form in ("none", "bullet") and not level.label.strip(_BLANK)
    if level.form == "bullet" or blank or not places:
        text = level.label if level.form not in ("bullet", "none") or places else ""
        return Numbered("", at, counts[at], text, None, bool(text.strip()), blank, level.indent)

    def shown(place: str) -> str:
        other = found.levels.get(int(place) - 1, Level())
        form = "decimal" if level.legal else other.form
        return numeral(counts.get(int(place) - 1, other.start), form)

    label = _PLACE.sub(lambda one: shown(one[1]), level.label)
    own = places == [str(at + 1)]
    delim = _LABELS.get(level.label.replace(f"%{at + 1}", "%").strip()) if own else None
    style = _STYLES.get(level.form)
    if style is None or delim is None:
        gap = "" if level.suffix == "nothing" or not label or label[-1] in "、．.，)）】》〉" else _gap(label)
        return Numbered(key, at, counts[at], label + gap, None, True, False, level.indent)
    return Numbered(key, at, counts[at], label, ListAttributes(counts[at], style, delim), False, False, level.indent)


def _gap(label: str) -> str:
    """Return the blank between a label and the text: that of hanzi after hanzi."""
    return " " if label[-1].isascii() else "\u3000"


def numeral(count: int, form: str) -> str:  # noqa: C901 - one short case for each system
    """Return a number in the numerals of w:numFmt; those not known stand as decimals."""
    if form in _COUNTED:
        return hanzi(count)
    match form:
        case "none":
            return ""
        case "lowerRoman" | "upperRoman":
            made = _roman(count)
            return made if form == "upperRoman" else made.lower()
        case "lowerLetter" | "upperLetter":
            made = chr(65 + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)
            return made if form == "upperLetter" else made.lower()
        case "decimalZero":
            return f"{count:02d}"
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return hanzi(count, _FORMAL, "拾佰仟")
        case "ideographDigital" | "taiwaneseDigital" | "koreanDigital2":
            return "".join(_HANZI[int(digit)] for digit in str(max(count, 0)))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return circled(count)
        case "decimalEnclosedParen":
            return chr(0x2473 + count) if 1 <= count <= 20 else f"({count})"
        case "decimalEnclosedFullstop":
            return chr(0x2487 + count) if 1 <= count <= 20 else f"{count}."
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
        case "ideographTraditional":
            return _STEMS[(count - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(count - 1) % 12]
        case "ideographEnclosedCircle":
            return chr(0x3220 + count - 1) if 1 <= count <= 10 else str(count)
        case _:
            return str(count)


def circled(count: int) -> str:
    """Return ① to ㊿, beyond them the number itself."""
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= count <= last:
            return chr(base + count - first)
    return str(count)


def hanzi(count: int, digits: str = _HANZI, units: str = "十百千") -> str:
    """Return a number from 0 to 99,999 in hanzi as it is counted: 10 is 十, 21 is 二十一, 105 is 一百〇五."""
    if not 0 <= count < 100_000:
        return str(count)
    high, low = divmod(count, 10_000)
    out = f"{digits[high]}万" if high else ""
    zero = False
    for power in (3, 2, 1, 0):
        digit = low // 10**power % 10
        if digit:
            out += (digits[0] if zero else "") + digits[digit] + (units[power - 1] if power else "")
        zero = bool(out) and not digit
    return out.removeprefix("一") if out.startswith("一十") else out or digits[0]


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    out = ""
    for size, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        out += letters * (count // size)
        count %= size
    return out
