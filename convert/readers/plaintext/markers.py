"""Labels at the start of a line: 第一章, 一、, （一）, 1., （1）, ①, 1.1.1, 一是, bullets; their kind and number."""

from __future__ import annotations

from convert import patterns
from convert.caching import lru_cache
from convert.enums import IntEnum
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final


class Kind(IntEnum):
    """Kinds of labels, in the order in which they usually nest."""

    PART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    HANZI = 5
    HANZI_PAREN = 6
    DIGIT = 7
    DIGIT_PAREN = 8
    CIRCLED = 9
    DECIMAL = 10
    ROMAN = 11
    LETTER = 12
    ORDINAL = 13
    BEING = 14
    BULLET = 15
    WORD = 16


class Marker(NamedTuple):
    """A label found: its kind, number (0 without one), and how many characters it takes with the blanks after it.

    `depth` counts the parts of a decimal label; `apart` tells that a blank follows; `weak` that the same
    characters are often no label at all; `style` distinguishes 一、 from 壹、 and 甲、.
    """

    kind: Kind
    number: int
    length: int
    depth: int = 1
    apart: bool = False
    weak: bool = False
    style: str = ""


_N = "0-9０-９〇零○一二三四五六七八九十百千两兩廿卅"
_HN = "一二三四五六七八九十"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BIG = "壹贰叁肆伍陆柒捌玖拾貳參陸"
_LEVELS: Final = {
    **dict.fromkeys(("编", "編", "篇", "部", "部分", "卷", "册", "冊", "辑", "輯", "单元", "單元"), Kind.PART),
    **dict.fromkeys(("章", "回", "集", "幕", "讲", "講", "课", "課", "折", "出", "话", "話", "夜", "場"), Kind.CHAPTER),
    **dict.fromkeys(("节", "節"), Kind.SECTION),
    **dict.fromkeys(("条", "條"), Kind.ARTICLE),
}
_PATTERN: Final = patterns.compile(
    rf"""
      第[ 　]?(?P<ordinal>[{_N}][{_N} 　]{{0,8}}?(?:[-－]\d{{1,2}})?)[ 　]?
        (?P<unit>编|編|篇|部分|部(?!门|門|分|队|隊)|卷|册|冊|辑|輯|单元|單元
        |章|回(?!合)|集(?!团|團|体|體)|幕|讲|講|课|課|折|出(?!现|現)|话|話|夜|节(?!课)|節|条|條)
        (?P<branch>[ 　]?之[{_HN}]{{1,3}})?(?P<gap>[ 　\t]*)
    | (?P<volume>卷(?:之)?[{_HN}上中下]{{1,4}})(?P<gap2>[ 　\t]+|$)
    | (?P<hanzi>[{_HN}百]{{1,5}}|[{_BIG}]{{1,3}}|[{_STEMS}])
        (?:(?P<point>[、．]|\.(?!\d))[ 　\t]*|(?P<gap3>[ 　\t]+))(?=\S)
    | [（(][ ]?(?P<hparen>[{_HN}百]{{1,5}})[ ]?[）)](?P<gap4>[ 　\t]*)
    | (?P<decimal>\d{{1,2}}(?:[.．]\d{{1,3}}){{1,5}})(?P<stop>[.．、]?)(?P<gap5>[ 　\t]*)(?=[^\d%％])
    | (?P<digit>\d{{1,3}})(?:(?P<point2>[.．、](?!\d))[ 　\t]*|(?P<gap6>[ 　\t]+))(?=\S)
    | [（(](?P<dparen>\d{{1,3}})[）)](?P<gap7>[ 　\t]*)
    | [\[［〔](?P<ref>\d{{1,3}})[\]］〕](?P<gap14>[ 　\t]*)
    | (?P<half>\d{{1,2}})[)）](?P<gap8>[ 　\t]*)
    | (?P<circle>[①-⑳㉑-㉟⑴-⒇⒈-⒛❶-❿])(?P<gap9>[ 　\t]*)
    | 第(?P<first>[{_HN}]{{1,3}})[，,、](?=\S)
    | (?P<being>[{_HN}]{{1,2}})(?:是|要)(?=[^，。、])
    | (?P<word>Part|Chapter|Section|Appendix|Book|Volume|PART|CHAPTER|SECTION|APPENDIX|BOOK|VOLUME)[ ]
        (?P<wnum>\d{{1,3}}|[IVXLC]+|[A-Z]|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b(?P<gap10>[.: 　\t]*)
    | (?P<roman>[IVX]{{1,5}}|[Ⅰ-Ⅻ])[、．.](?P<gap11>[ ]*)(?=\S)
    | (?P<letter>[A-Za-z])(?:[、．)）]|\.(?=[ ]))(?P<gap12>[ ]*)(?=\S)
    | (?P<bullet>[•●○■□◆◇▪▶►※★☆▲△◎·‧]|[-–*+](?![-–*+\d]))(?P<gap13>[ 　\t]*)(?=\S)
    """,
    patterns.VERBOSE,
)
FIRST: Final = frozenset(
    "第卷（([［〔-–*+•●○■□◆◇▪▶►※★☆▲△◎·‧0123456789"
    + _HN + "百" + _BIG + _STEMS
    + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    + "".join(map(chr, [*range(0x2460, 0x249C), *range(0x2776, 0x2780)]))
    + "".join(map(chr, [*range(0x3251, 0x3260), *range(0x2160, 0x216C)]))
)  # fmt: skip
_NO_LABEL: Final = patterns.compile(
    rf"[{_HN}]、[{_HN}]{{1,2}}(?:季度|[线線级級等类類号號楼樓期月代层層年次届屆部章节節条條款项項个個班队隊营營团團把])"
    rf"|\d{{1,3}}、\d{{1,3}}(?:、|[^.．、\s])"
)
_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2}
_BIG_VALUES: Final = dict(zip("壹贰叁肆伍陆柒捌玖拾貳參陸", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2, 3, 6), strict=True))
_WORDS: Final = {
    w: i for i, w in enumerate(["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"], 1)
}
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@lru_cache(maxsize=4096)
def number(text: str) -> int:
    """Return the value of a numeral in digits or hanzi (十二, 廿一, 二〇), 0 when it is none."""
    text = text.replace(" ", "").replace("\u3000", "")
    if text.isdecimal():
        return int(text)
    if text and text[0] in _BIG_VALUES:
        return sum(_BIG_VALUES[c] for c in text) if len(text) < 3 else 0
    if not any(c in "十百千廿卅" for c in text):
        return int("".join(str(_DIGITS.get(c, 0)) for c in text) or 0)
    total = held = 0
    for char in text:
        if char in "十百千":
            total += (held or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            held = 0
        elif char in "廿卅":
            total += 20 if char == "廿" else 30
        else:
            held = _DIGITS.get(char, 0)
    return total + held


def _roman(text: str) -> int:
    if len(text) == 1 and text >= "\u2160":
        return ord(text) - 0x215F
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _circled(char: str) -> int:
    code = ord(char)
    for first in (0x2460, 0x2474, 0x2488, 0x2776):
        if first <= code < first + 20:
            return code - first + 1
    return code - 0x3251 + 21


def find(text: str) -> Marker | None:  # noqa: C901 - one branch for each form of label
    """Return the label at the start of `text`, or None."""
    if not text or text[0] not in FIRST:
        return None
    m = _PATTERN.match(text)
    if m is None:
        return _alone(text)
    if _NO_LABEL.match(text):
        return Marker(Kind.HANZI, number(m["hanzi"]), m.end(), weak=True, style="plain") if m["hanzi"] else None
    length = m.end()
    match m.lastgroup and _named(m):
        case "ordinal":
            unit = m["unit"]
            apart = bool(m["gap"]) or length == len(text) or text[length] in "（(【〔["
            return Marker(
                _LEVELS[unit],
                number(patterns.split("[-－]", m["ordinal"])[0]),
                length,
                apart=apart,
                weak=not apart,
                style=unit,
            )
        case "volume":
            return Marker(Kind.PART, number(m["volume"].lstrip("卷之")), length, apart=True, style="卷")
        case "hanzi":
            stem = m["hanzi"][0]
            style = "stem" if stem in _STEMS else "big" if stem in _BIG else "plain"
            value = _STEMS.index(stem) + 1 if style == "stem" else number(m["hanzi"])
            return Marker(Kind.HANZI, value, length, apart=not m["point"], weak=not m["point"], style=style)
        case "hparen":
            return Marker(Kind.HANZI_PAREN, number(m["hparen"]), length)
        case "decimal":
            parts = patterns.split("[.．]", m["decimal"])
            apart = bool(m["gap5"])
            weak = not apart or parts[-1].startswith("0")
            return Marker(Kind.DECIMAL, int(parts[-1]), length, len(parts), apart, weak, ".".join(parts[:-1]))
        case "digit":
            return Marker(Kind.DIGIT, int(m["digit"]), length, apart=not m["point2"], weak=not m["point2"])
        case "dparen":
            return Marker(Kind.DIGIT_PAREN, int(m["dparen"]), length)
        case "ref":
            return Marker(Kind.CIRCLED, int(m["ref"]), length, style="ref")
        case "half":
            return Marker(Kind.DIGIT_PAREN, int(m["half"]), length, style="half")
        case "circle":
            return Marker(Kind.CIRCLED, _circled(m["circle"]), length)
        case "first":
            return Marker(Kind.ORDINAL, number(m["first"]), length)
        case "being":
            return Marker(Kind.BEING, number(m["being"]), length, style=m[0][-1])
        case "word":
            name = m["word"].capitalize()
            kind = (
                Kind.PART if name in ("Part", "Book", "Volume") else Kind.SECTION if name == "Section" else Kind.CHAPTER
            )
            raw = m["wnum"]
            value = int(raw) if raw.isdigit() else _WORDS.get(raw) or (_roman(raw) if set(raw) <= set(_ROMAN) else 0)
            return Marker(kind, value, length, apart=True, style=name)
        case "roman":
            return Marker(Kind.ROMAN, _roman(m["roman"]), length)
        case "letter":
            return Marker(
                Kind.LETTER, ord(m["letter"].upper()) - 64, length, weak=True, style=m["letter"].islower() * "a"
            )
        case "bullet":
            return Marker(
                Kind.BULLET, 0, length, apart=bool(m["gap13"]), weak=m["bullet"] in "-–*+·‧", style=m["bullet"]
            )
    return None


_LONE: Final = patterns.compile(rf"(?P<hanzi>[{_HN}]{{1,3}})|(?P<digit>\d{{1,2}})|(?P<roman>[IVX]{{1,4}}|[Ⅰ-Ⅻ])")


def _alone(text: str) -> Marker | None:
    """Return the numeral that stands for a heading by itself on its line, as in essays; its count must bear it out."""
    m = _LONE.fullmatch(text) if len(text) <= 4 else None
    if m is None:
        return None
    if m["hanzi"]:
        return Marker(Kind.HANZI, number(text), len(text), apart=True, weak=True, style="lone")
    value = int(text) if m["digit"] else _roman(text)
    return Marker(Kind.DIGIT if m["digit"] else Kind.ROMAN, value, len(text), apart=True, weak=True, style="lone")


_NAMES: Final = ("ordinal", "volume", "hanzi", "hparen", "decimal", "digit", "dparen", "ref", "half", "circle", "first",
                 "being", "word", "roman", "letter", "bullet")  # fmt: skip


def _named(m: re.Match[str]) -> str:
    return next(name for name in _NAMES if m[name] is not None)
