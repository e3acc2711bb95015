"""Family A: width of letters and digits, and the zero of years in hanzi."""

from __future__ import annotations

from convert import patterns
from convert.rules.passage import Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_WIDE: Final = "０-９Ａ-Ｚａ-ｚ"
_SHIFT: Final = 0xFEE0
_WIDE_CHAR = patterns.compile(f"[{_WIDE}]")
_RUN_OR_MARK = patterns.compile(f"[{_WIDE}]+|(?<=[Ａ-Ｚａ-ｚ])：／／(?=[Ａ-Ｚａ-ｚ０-９])|[．：－／，＠＿％]")
_INNER = patterns.compile(
    "(?<=[０-９])[．：－／](?=[０-９])"  # 6．5, 10：30
    "|(?<=[Ａ-Ｚａ-ｚ０-９])[．＠＿－／](?=[Ａ-Ｚａ-ｚ])"  # ｗｗｗ．ｇｏｖ．ｃｎ, ａ＠ｂ
    "|(?<=[Ａ-Ｚａ-ｚ])[．＿－／](?=[０-９])"
    "|(?<=[０-９])％"
)
_THOUSANDS = patterns.compile("(?<![０-９，])[０-９]{1,3}(?:，[０-９]{3})++(?![０-９，．][０-９])")


@rule(
    "A901", "alnum-half", "●●●", Phase.ALNUM,
    why="GB/T 15835 5.3: Arabic numerals are half-width; so are Latin letters",
    example=("１０：３０，６．５％", "10:30，6.5%"), trigger=(_WIDE, ""),
)  # fmt: skip
def alnum_half(passage: Passage) -> Iterator[Change]:
    """Narrow full-width letters and digits, and the ．：，＠％ inside such a run."""
    text = passage.text
    thousands = {
        match.start() + index
        for match in _THOUSANDS.finditer(text)
        for index, char in enumerate(match.group())
        if char == "，"
    }
    for match in _RUN_OR_MARK.finditer(text):
        start, run = match.start(), match.group()
        if _WIDE_CHAR.match(run) or len(run) > 1:
            yield Change(start, match.end(), "".join(chr(ord(char) - _SHIFT) for char in run))
        elif start in thousands or (run != "，" and _INNER.match(text, start)):
            yield Change(start, match.end(), chr(ord(run) - _SHIFT))


_DIGITS: Final = "一二三四五六七八九"
_YEAR = patterns.compile(
    f"(?<![{_DIGITS}〇零])(?=[{_DIGITS}〇零○◯ОΟ0OＯ×X]{{3,4}}年)[{_DIGITS}][{_DIGITS}〇零○◯ОΟ0OＯ]{{1,3}}"
)
_CIRCLED = patterns.compile(f"(?<![○◯ОΟ])[{_DIGITS}〇零][{_DIGITS}〇零○◯ОΟ]++(?P<noun>[年号条]|医院|国道|厂|团|所)?")
_NUMERALS: Final = frozenset(_DIGITS)
_ZERO = patterns.compile("[○◯ОΟ0OＯ]")


@rule(
    "A902", "ling", "●●○", Phase.ALNUM,
    why="GB/T 15835 4.2, 5.2: the hanzi for zero in numerals is 〇 (U+3007)",
    example=("二○一九年", "二〇一九年"), trigger=("○◯ОΟ0OＯ", f"(?:(?<=[{_DIGITS}〇零○◯].)|(?=[{_DIGITS}○◯]))"),
)  # fmt: skip
def ling(passage: Passage) -> Iterator[Change]:
    """Write 〇 for a circle, a Cyrillic or Greek O or a nought inside a number in hanzi."""
    text = passage.text
    places: set[int] = set()
    for run in _CIRCLED.finditer(text):
        end = run.end() if run["noun"] else run.end() - 1
        if not _NUMERALS.isdisjoint(run.group()):
            places.update(place for place in range(run.start() + 1, end) if text[place] in "○◯ОΟ")
    for match in _YEAR.finditer(text):
        places.update(match.start() + zero.start() for zero in _ZERO.finditer(match.group()))
    yield from (Change(place, place + 1, "〇") for place in sorted(places))
