"""Family D: the dash (破折号) and the marks of ranges (连接号)."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.rules.passage import FULL_MARKS, MASK, MASK_DIGIT, MASK_LATIN, Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_LINE: Final = "—–―─━－ー\\-"
_DASHES = patterns.compile(f"[{_LINE}]{{2,}}+")
_CHINESE = patterns.compile(f"[{HANZI}{FULL_MARKS}％]")
_START = patterns.compile(f"[{HANZI}{FULL_MARKS}A-Z0-9{MASK_LATIN}]")


@rule(
    "D501", "dash", "●●●", Phase.DASHES,
    why="GB/T 15834 4.10: one dash two squares long", example=("传统--艰苦", "传统——艰苦"),
    trigger=(_LINE, f"(?:(?<=—)(?:——|[{_LINE.replace('—', '')}])|(?<!—)[{_LINE}])"),
)  # fmt: skip
def dash(passage: Passage) -> Iterator[Change]:
    """Write —— for --, ———, ──, ―― and －－ in Chinese text; a single — stays."""
    for match in _DASHES.finditer(passage.text):
        run = match.group()
        if run != "——" and _is_dash(passage, match.start(), match.end(), run):
            yield Change(match.start(), match.end(), "——")


def _is_dash(passage: Passage, start: int, end: int, run: str) -> bool:
    before = passage.before(start, 3).rstrip(" \u3000\"'")[-1:]
    after = passage.after(end, 3).lstrip(" \"'")[:1]
    if MASK in (before, after) or len(run) > 6:
        return False
    if _CHINESE.match(before):
        return bool(_START.match(after)) or not after
    typed_as_dash = "-" not in run or len(run) == 2 or "——" in run
    return not before and typed_as_dash and bool(_START.match(after)) and _has_hanzi(passage, end)


def _has_hanzi(passage: Passage, index: int) -> bool:
    return bool(_CHINESE.search(passage.after(index, 30)))


_UNIT: Final = "年月日时点分"
_DATE_RANGE = patterns.compile(
    f"(?<=[0-9{_UNIT}])(?<!/[TZ] [0-9]{{4}})[-–－~](?=\\d{{1,4}}(?:[{_UNIT}]|{MASK_DIGIT}\\d\\d))"
    f"|(?<={MASK_DIGIT}\\d\\d)[-–－](?=\\d{{1,2}}{MASK_DIGIT}\\d\\d)"
)


@rule(
    "D502", "range-date", "!○○", Phase.DASHES,
    why="GB/T 15834 4.13.3.2, GB/T 15835 5.1.4: — (one square) between dates and times",
    example=("2013-2015年", "2013—2015年"), trigger=("\\-–－~", "(?<=[0-9年月日时点分].)[0-9]"), unsafe=True,
)  # fmt: skip
def range_date(passage: Passage) -> Iterator[Change]:
    """Suggest — between two dates or times."""
    for match in _DATE_RANGE.finditer(passage.text):
        yield Change(match.start(), match.end(), "—")


_MEASURE: Final = "年月日时点分天周个位名人项次条件家户亩吨元角万亿千百度级岁倍厘米克升公里"
_TILDE = patterns.compile(f"(?<=[0-9％%℃{_MEASURE}])~(?=[0-9])(?![0-9/]*+/)")


@rule(
    "D503", "range-number", "●!○", Phase.DASHES,
    why="GB/T 15834 4.13.3.3, GB/T 15835 5.1.4: ～ between numbers", example=("3~5年", "3～5年"),
    trigger=("~", "[0-9]"),
)  # fmt: skip
def range_number(passage: Passage) -> Iterator[Change]:
    """Widen ~ between two numbers."""
    for match in _TILDE.finditer(passage.text):
        yield Change(match.start(), match.end(), "～")


_HYPHEN = patterns.compile(
    f"(?<![0-9A-Za-z.{MASK_DIGIT}/-])\\d{{1,3}}(-)\\d{{1,3}}(?=(?:个|项|名|人|次|条|件|家|岁|倍|天|周|万|亿|年(?![0-9])内?|％|%))"
)
_PERCENT = patterns.compile(
    f"(?<![0-9A-Za-z{MASK_DIGIT}])\\d{{1,3}}(?:{MASK_DIGIT}\\d+)?()[～~](?=\\d{{1,3}}(?:{MASK_DIGIT}\\d+)?([%％]))"
)


@rule(
    "D503", "range-number", "!!○", Phase.DASHES,
    why="GB/T 15834 4.13.3.3, GB/T 15835 5.1.4: ～ between numbers, % after both", example=("5～10%", "5%～10%"),
    trigger=("\\-～~", "(?<=[0-9].)[0-9]"), unsafe=True,
)  # fmt: skip
def range_hyphen(passage: Passage) -> Iterator[Change]:
    """Suggest ～ for a hyphen between two numbers, and % after the first number too."""
    for match in _HYPHEN.finditer(passage.text):
        yield Change(match.start(1), match.end(1), "～")
    for match in _PERCENT.finditer(passage.text):
        yield Change(match.start(1), match.end(1), match.group(2))
