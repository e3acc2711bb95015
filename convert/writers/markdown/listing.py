"""Labels of ordered lists: the numerals and delimiters each flavour can write."""

from __future__ import annotations

from convert import nodes
from convert.nodes import ListNumberDelim, ListNumberStyle
from convert.writers.markdown.sheet import Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def ordered(node: nodes.OrderedList, sheet: Sheet) -> list[str]:
    """Return the labels of an ordered list in the flavour's numerals."""
    start, style, delim = node.attributes
    fancy = sheet.flavor == "pandoc"
    labels = []
    for number in range(start, start + len(node.items)):
        numeral = _numeral(number, style) if fancy else str(max(0, number) % 1_000_000_000)
        labels.append(_delimited(numeral, style, delim, fancy))
    return labels


def _numeral(number: int, style: ListNumberStyle) -> str:
    match style:
        case ListNumberStyle.LOWER_ROMAN:
            return _roman(number)
        case ListNumberStyle.UPPER_ROMAN:
            return _roman(number).upper()
        case ListNumberStyle.LOWER_ALPHA:
            return _alpha(number)
        case ListNumberStyle.UPPER_ALPHA:
            return _alpha(number).upper()
        case ListNumberStyle.EXAMPLE:
            return "@"
        case ListNumberStyle.DEFAULT:
            return "#"
        case _:
            return str(number)


def _delimited(numeral: str, style: ListNumberStyle, delim: ListNumberDelim, fancy: bool) -> str:
    if fancy and style is ListNumberStyle.EXAMPLE:
        return "(@) "
    match delim:
        case ListNumberDelim.ONE_PAREN:
            return f"{numeral}) "
        case ListNumberDelim.TWO_PARENS:
            return f"({numeral}) " if fancy else f"{numeral}) "
        case _:
            return f"{numeral}.  " if fancy and len(numeral) == 1 and numeral.isupper() else f"{numeral}. "


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out or "n"


def _alpha(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)
