"""Hexadecimal digits drawn by rules: the code point of a character without a glyph, seen but not read as text."""

from __future__ import annotations

from convert.layout.frames import Item, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_SHAPES: Final = {
    "0": "75557", "1": "26227", "2": "71747", "3": "71717", "4": "55711", "5": "74717", "6": "74757", "7": "71122",
    "8": "75757", "9": "75717", "A": "25755", "B": "65656", "C": "34443", "D": "65556", "E": "74647", "F": "74644",
}  # fmt: skip
"""Five rows from the top, each three dots as an octal digit."""

_HIGH: Final = 0.05  # em, a dot
_APART: Final = 0.06  # em between the two rows of digits


def digits(char: str, x: float, baseline: float, size: float, color: str, element: int) -> Iterator[Item]:
    """Yield the code point of `char` in two rows of digits in the middle of a cell `size` pt wide."""
    code = f"{ord(char):04X}" if ord(char) < 0x10000 else f"{ord(char):06X}"
    half = len(code) // 2
    dot = size * _HIGH * (1.2 if half == 2 else 0.85)
    wide = dot * (4 * half - 1)
    top = baseline - 0.38 * size - 5 * size * _HIGH - _APART * size / 2
    for number, row in enumerate((code[:half], code[half:])):
        for place, digit in enumerate(row):
            left = x + (size - wide) / 2 + 4 * dot * place
            upper = top + number * (5 * _HIGH + _APART) * size
            yield from _digit(digit, left, upper, dot, size * _HIGH, color, element)


def _digit(digit: str, x: float, y: float, wide: float, high: float, color: str, element: int) -> Iterator[Item]:
    for row, octal in enumerate(_SHAPES[digit]):
        dots = f"{int(octal):03b}"
        start = 0
        while (start := dots.find("1", start)) >= 0:
            end = (dots + "0").index("0", start)
            yield Rule(x + start * wide, y + row * high, (end - start) * wide, high, color, element)
            start = end
