"""Atoms to items: where a line may end and at what price, which gaps grow and which marks give way (clreq 3.1, 3.2)."""

from __future__ import annotations

from itertools import accumulate, compress, islice
from operator import is_not

from convert import patterns
from convert.caching import lru_cache
from convert.chars import CLOSING, NO_LINE_END, NO_LINE_START, OPENING, Kinsoku
from convert.layout.material import Material
from convert.profile import Typesetting
from convert.records import field, mutable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from typing import Final

NEVER: Final = 1e6
"""Price of a line end that is not allowed; paid only when a line has no other."""

WORD: Final = 2e5
"""Price of a line end inside a Latin word."""

_WHOLE: Final = 5e4  # inside a number, its unit, a document number
_DATE: Final = 120.0  # inside a date, after 年 or 月
_ORDINAL: Final = 60.0  # inside 第十二届
_TITLE: Final = 12.0  # inside a short 《》
_HYPHEN: Final = 60.0

_STOP: Final = 4.0  # em between tab stops: eight half-width columns
_LEAST_TAB: Final = 0.25  # em
_STOPS: Final = "，、；。．：！？"
_WORD_CHARS: Final = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1fff"
_TOKEN: Final = patterns.compile(
    f"[{_WORD_CHARS}$€£¥#@&\\\\_~^|<>=+*'\"(\\[{{.-][{_WORD_CHARS}$#@&\\\\_~^|<>=+*'\"()\\[\\]{{}}.,:;!?%/\u2019\u2010-\u2013°-]*"
)
# a pattern that begins with one character of a set, not with a repetition or a choice, is looked for many times faster
_NARROW: Final = patterns.compile("[!-~\u00a2-\u058f\u1e00-\u2013℃０-９]")
"""What words, numbers with units and dates are made of: without any a paragraph is spared looking for them."""
_BLANK: Final = " \t\u3000\u2002\u2003\u2009"
_BLANKS: Final = patterns.compile(f"[{_BLANK}][{_BLANK}]*")
_URL_BREAK: Final = patterns.compile("(?<=[/?&=_.-])(?=[A-Za-z])|(?<=[/?&=_])(?=[0-9])")
_WORD: Final = patterns.compile("[A-Za-z][A-Za-z]{5}")
_DIGIT: Final = patterns.compile("[0-9０-９]")
_LETTERS: Final = patterns.compile("(?<![0-9A-Za-z/._@:~-])[A-Za-z]{6,}(?![0-9A-Za-z/_@:~]|[.?=&][0-9A-Za-z])")
_GAP_TOKEN: Final = patterns.compile(f"[{_WORD_CHARS}%℃°][{_WORD_CHARS}%℃°]*")
_UNITS: Final = (
    "年月日号时分秒天周岁亿万千百元角美欧镑吨克斤两公里米厘毫微升顷亩度瓦赫兹伏安个人名位户家项次届期条章节款篇页卷册"
    "件台辆艘架座栋套间层级类种批轮场组队倍成点%％‰℃"
)
_LONG_UNITS: Final = (
    "平方公里|平方米|立方米|公里|公斤|公顷|千米|毫米|厘米|微米|千克|毫克|小时|分钟|美元|欧元|日元|港元"
    "|千瓦时|千瓦|兆瓦|摄氏度|百分点"
)
_NUMBER_UNIT: Final = patterns.compile(
    f"[0-9０-９][0-9０-９]*(?:[.．,，][0-9０-９]+)*[ \u00a0]?(?:多|余|来|几)?[万亿千百]*(?:{_LONG_UNITS}|[{_UNITS}])"
)
_DATE_RE: Final = patterns.compile(
    "[0-9０-９](?:[0-9０-９]{1,3}年[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?|[0-9０-９]?月[0-9０-９]{1,2}日)"
)
_DOC_NUMBER: Final = patterns.compile(r"[〔\[［（(][0-9]{4}[〕\]］）)]\s?第?[0-9]+号")
_ORDINAL_RE: Final = patterns.compile("第[一二三四五六七八九十百千零〇两0-9]+[届次章节条款项期号批个届辑集卷版名位]")
_SHORT_TITLE: Final = patterns.compile("《[^《》]{1,12}》")
_HANGING: Final = patterns.compile("[、，。．]")
_DASHES: Final = patterns.compile("——+|……+|⋯⋯+|\u2e3a+")
_PAIRS: Final = ("——", "……", "⋯⋯", "\u2e3a")


@mutable
class Items:
    """The items of a paragraph, one an atom, with sums that make any line's width a difference.

    `widths` hold the gap after an atom; `sums[i]` is the width of the atoms before i, `gives[i]` how much of it marks
    can give up; `tails[i]` is what vanishes when a line ends after atom i; `prices[i]` what that line end costs;
    `rigid` atoms never part from the next. Without `edges` marks at a line's start and end keep their full width, so
    that no glyph's cell leaves the text block: `halves` is what an atom then takes back at a line end, `leads` and
    `trails` what of `gives` a line cannot have that begins or ends with the atom. At `cuts` another run begins.
    """

    material: Material
    em: float
    widths: list[float]
    tails: list[float]
    prices: list[float]
    rigid: list[int]
    edges: bool = True
    sums: list[float] = field(default_factory=list)
    gives: list[float] = field(default_factory=list)
    spaces: list[float] = field(default_factory=list)
    shrink: dict[int, float] = field(default_factory=dict)
    gaps: dict[int, float] = field(default_factory=dict)
    blanks: frozenset[int] = frozenset()
    hyphens: dict[int, float] = field(default_factory=dict)
    halves: dict[int, float] = field(default_factory=dict)
    leads: dict[int, float] = field(default_factory=dict)
    trails: dict[int, float] = field(default_factory=dict)
    cuts: list[int] = field(default_factory=list)
    least_end: int = 0

    def __len__(self) -> int:
        """Return the number of atoms."""
        return len(self.widths)

    def hangs(self, index: int) -> bool:
        """Tell whether the mark at `index` hangs beyond the line it ends (clreq 3.1.6.3)."""
        return index not in self.blanks and index not in self.gaps and self.tails[index] > 0

    def natural(self, start: int, end: int) -> float:
        """Return the width in pt of the line of atoms from `start` to `end` before it is justified."""
        return self.sums[end] - self.sums[start] - self.tails[end - 1]


def itemise(
    material: Material,
    em: float,
    rules: Typesetting,
    hyphenate: Callable[[str], list[int]] | None = None,
    hyphen: float = 0.0,
    *,
    edges: bool = True,
    indent: float = 0.0,
) -> Items:
    """Return the items of `material` set on an em of `em` pt; `hyphenate` gives the breaks inside a Latin word.

    Tabs go on to stops that are counted from `indent` pt left of the first atom.
    """
    string = material.string
    count = len(string)
    items = Items(material, em, list(material.widths), [0.0] * count, [0.0] * count, [0] * count, edges=edges)
    if rules.squeeze and not material.verbatim:
        _squeeze(items)
    _prohibit(string, items.prices, items.rigid, Kinsoku(rules.kinsoku))
    mixed = _NARROW.search(string) is not None
    if mixed:
        _tokens(string, items.prices, items.rigid)
        if hyphenate is not None and _WORD.search(string):
            _hyphens(string, items.prices, items.hyphens, hyphenate, hyphen)
        if rules.latin_gap and not material.verbatim:
            _gaps(string, items.widths, items.tails, items.gaps, rules.latin_gap * em)
    _line_ends(items, hanging=rules.hanging)
    if "\t" in string and not material.verbatim:
        _tabulate(items, indent)
    items.blanks = _blanks(string, items.widths, items.prices, items.tails)
    if mixed:
        _keep_numbers(string, items.prices)
    _keep_names(string, items.prices)
    for reading in material.readings:
        items.prices[reading.start : reading.end - 1] = [NEVER] * (reading.end - 1 - reading.start)
    items.spaces = _running(dict.fromkeys(items.blanks, 1.0), count)
    items.cuts = _cuts(material)
    items.gives = _running(items.shrink, count)
    items.sums = list(accumulate(items.widths, initial=0.0))
    items.least_end = _least_end(string)
    return items


def _line_ends(items: Items, *, hanging: bool) -> None:
    """Note what changes when a line ends after an atom: full width taken back, hyphens, hanging marks."""
    string = items.material.string
    if not items.edges:
        for index, half in items.halves.items():
            items.tails[index] = -half
        for index, give in items.shrink.items():
            (items.leads if string[index] in OPENING else items.trails)[index] = give
    for index, width in items.hyphens.items():
        items.tails[index] = -width
    if hanging:
        for match in _HANGING.finditer(string):
            items.tails[match.start()] = items.widths[match.start()]


def _cuts(material: Material) -> list[int]:
    """Return the atoms that begin another run than the atom before: another slot or owner, specials, readings."""
    slots = material.slots
    found = set(compress(range(1, len(slots)), map(is_not, slots, islice(slots, 1, None))))
    if len(material.owners) > 1:
        found.update(first for first, _ in material.owners)
    for index in material.specials:
        found.update((index, index + 1))
    found.update(reading.end for reading in material.readings)
    return sorted(found)


def _running(amounts: dict[int, float], count: int) -> list[float]:
    """Return the running sums of amounts at single atoms, nothing when there are none."""
    if not amounts:
        return []
    row = [0.0] * count
    for index, amount in amounts.items():
        row[index] = amount
    return list(accumulate(row, initial=0.0))


# --- marks -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _classes(level: Kinsoku) -> tuple[re.Pattern[str], re.Pattern[str]]:
    start, end = NO_LINE_START[level], NO_LINE_END[level]
    one, other = (patterns.compile(f"[{patterns.escape(''.join(sorted(marks)))}]") for marks in (start, end))
    return one, other


def _prohibit(string: str, prices: list[float], rigid: list[int], level: Kinsoku) -> None:
    """Forbid line ends before and after marks by the kinsoku level (clreq 3.1.6)."""
    no_start, no_end = _classes(level)
    for match in no_start.finditer(string):
        if start := match.start():
            prices[start - 1] = NEVER
    for match in no_end.finditer(string):
        prices[match.start()] = NEVER
    for match in _DASHES.finditer(string) if any(pair in string for pair in _PAIRS) else ():
        for index in range(match.start(), match.end() - 1):
            prices[index] = NEVER
            rigid[index] = 1


_MARKS: Final = patterns.compile(f"[{''.join(OPENING)}{''.join(CLOSING)}{_STOPS}·]")


def _squeeze(items: Items) -> None:
    """Take half an em between adjacent full-width marks; note what single marks may give up (clreq 3.1.6.1)."""
    string, widths, shrink, halves, em = items.material.string, items.widths, items.shrink, items.halves, items.em
    half = em / 2
    full = em * 0.97
    marks = [index for match in _MARKS.finditer(string) if widths[index := match.start()] >= full]
    wide = set(marks)
    openings: list[int] = []
    for index in marks:
        char = string[index]
        opening = char in OPENING
        if opening:
            openings.append(index)
        if not opening and char != "·" and index + 1 in wide and string[index + 1] != "·":
            widths[index] -= half
            halves[index] = half
        elif opening and index + 1 in wide and string[index + 1] in OPENING:
            widths[index] -= half
            shrink[index] = 0.0
        else:
            shrink[index] = half
    for index in openings:
        # an opening mark gives up its left half: the atom before takes the loss
        if index in shrink and index - 1 in wide and string[index - 1] not in OPENING:
            shrink[index] = 0.0


def _tokens(string: str, prices: list[float], rigid: list[int]) -> None:
    """Keep Latin words and numbers whole; a long address may end a line after a sign of its own."""
    for match in _TOKEN.finditer(string):
        start, end = match.span()
        if end - start < 2:
            continue
        for index in range(start, end - 1):
            if prices[index] < WORD:
                prices[index] = WORD
            rigid[index] = 1
        if end - start > 24:
            for place in _URL_BREAK.finditer(match.group()):
                index = start + place.start() - 1
                if 2 < place.start() < end - start - 2 and prices[index] == WORD:
                    prices[index] = 400.0


def _keep_numbers(string: str, prices: list[float]) -> None:
    """Keep numbers with units, document numbers and dates together by price."""
    if not _DIGIT.search(string):
        return
    for pattern, price, sign in ((_NUMBER_UNIT, _WHOLE, ""), (_DOC_NUMBER, _WHOLE, "号"), (_DATE_RE, _DATE, "月")):
        for match in pattern.finditer(string) if sign in string else ():
            for index in range(match.start(), match.end() - 1):
                if prices[index] < price:
                    prices[index] = price


def _keep_names(string: str, prices: list[float]) -> None:
    """Keep ordinals and short titles together by price."""
    if "第" in string:
        for match in _ORDINAL_RE.finditer(string):
            for index in range(match.start(), match.end() - 1):
                prices[index] = max(prices[index], _ORDINAL)
    if "《" in string:
        for match in _SHORT_TITLE.finditer(string):
            for index in range(match.start(), match.end() - 1):
                prices[index] = max(prices[index], _TITLE)


def _hyphens(
    string: str,
    prices: list[float],
    hyphens: dict[int, float],
    hyphenate: Callable[[str], list[int]],
    hyphen: float,
) -> None:
    for match in _LETTERS.finditer(string):
        for place in hyphenate(match.group()):
            index = match.start() + place - 1
            if prices[index] == WORD:
                prices[index] = _HYPHEN
                hyphens[index] = hyphen


# --- gaps and blanks -------------------------------------------------------------------------------------


def _gaps(string: str, widths: list[float], tails: list[float], gaps: dict[int, float], gap: float) -> None:
    """Put a gap between hanzi and Latin letters or digits; it vanishes at a line end (clreq 3.2.2)."""
    count = len(string)
    for match in _GAP_TOKEN.finditer(string):
        start, end = match.span()
        if start and is_ideographic(string[start - 1]) and string[start] not in "%℃°":
            _widen(start - 1, widths, tails, gaps, gap)
        if end < count and is_ideographic(string[end]):
            _widen(end - 1, widths, tails, gaps, gap)


def _widen(index: int, widths: list[float], tails: list[float], gaps: dict[int, float], gap: float) -> None:
    widths[index] += gap
    tails[index] = gap
    gaps[index] = gap


def is_ideographic(char: str) -> bool:
    """Tell whether `char` is a hanzi or kana, beside which Latin keeps a gap."""
    return (
        "\u3400" <= char <= "\u9fff"
        or "\u3041" <= char <= "\u3096"
        or "\u30a1" <= char <= "\u30fa"
        or char in "〇々"
        or "\uf900" <= char <= "\ufaff"
        or char >= "\U00020000"
    )


def _blanks(string: str, widths: list[float], prices: list[float], tails: list[float]) -> frozenset[int]:
    """Let a line end after a run of blanks, which then vanishes; a line may not begin with them."""
    found: set[int] = set()
    for match in _BLANKS.finditer(string) if any(map(string.__contains__, _BLANK)) else ():
        start, end = match.span()
        if start:
            allowed = prices[start - 1] < NEVER or string[start - 1] not in OPENING
            prices[start - 1] = NEVER
        else:
            allowed = True
        run = 0.0
        for index in range(start, end):
            found.add(index)
            run += widths[index]
            tails[index] = run
            if index < end - 1:
                prices[index] = NEVER
        after_forbidden = end < len(string) and prices[end - 1] >= NEVER
        prices[end - 1] = 0.0 if allowed and not after_forbidden else NEVER
    return frozenset(found)


def _tabulate(items: Items, indent: float) -> None:
    """Let each tab reach the next stop, `_STOP` em apart, as plain text shows it."""
    stop = _STOP * items.em
    x = indent
    string, widths, breaks = items.material.string, items.widths, items.material.breaks
    for index, char in enumerate(string):
        if index in breaks:
            x = 0.0
        if char == "\t":
            widths[index] = stop - x % stop
            if widths[index] < _LEAST_TAB * items.em:
                widths[index] += stop
        x += widths[index]


def _least_end(string: str) -> int:
    """Return the last atom at which the final line may begin so that it holds two hanzi (孤字不成行)."""
    seen = 0
    for index in range(len(string) - 1, -1, -1):
        if string[index].isalnum():
            seen += 1
            if seen == 2:
                return index
    return 0
