"""Dates as books carry them: 二〇一九年十二月九日 and 2019年12月9日 are 2019-12-09."""

from __future__ import annotations

from convert import patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_DIGITS: Final = {char: value for value, chars in enumerate(("〇○零", *"一二三四五六七八九")) for char in chars}
_DATE: Final = patterns.compile(
    r"([0-9]{4}|[〇○零一二三四五六七八九]{4})\s*[-年./]\s*([0-9]{1,2}|[一二三四五六七八九十]{1,2})"
    r"(?:\s*[-月./]\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})日?)?"
)


def iso_date(text: str) -> str:
    """Return the date in `text` as YYYY-MM-DD or YYYY-MM, "" when there is none."""
    found = _DATE.search(text)
    if found is None:
        return ""
    year, month, day = (_number(part) for part in found.groups())
    if not (1 <= month <= 12 and 0 <= day <= 31):
        return ""
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def _number(text: str | None) -> int:
    if text is None:
        return 0
    if patterns.fullmatch("[0-9]+", text):
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return int("".join(str(_DIGITS[char]) for char in text))
