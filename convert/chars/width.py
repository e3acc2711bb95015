"""East Asian width (UAX #11): how many half-width cells a character takes."""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_AMBIGUOUS_WIDE: Final = frozenset("“”‘’—…·‖〝〞①②③④⑤⑥⑦⑧⑨⑩№℃‰±×÷§°′″○●□■△▲◇◆★☆→←↑↓ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")


def east_asian_width(char: str) -> str:
    """Return the East_Asian_Width property of one character: F, W, H, Na, A or N."""
    return unicodedata.east_asian_width(char)


def is_wide(char: str) -> bool:
    """Tell whether `char` is set one em wide in Chinese text (marks such as “ — … count as wide)."""
    return unicodedata.east_asian_width(char) in "FW" or char in _AMBIGUOUS_WIDE


def columns(text: str, *, ambiguous: int = 2) -> int:
    """Return the width of `text` in half-width cells; combining and format characters take none.

    `ambiguous` is the width of marks such as “ — … : 2 in Chinese text, 1 on most terminals.
    """
    return sum(_cells(char, ambiguous) for char in text)


def _cells(char: str, ambiguous: int) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if unicodedata.east_asian_width(char) in "FW":
        return 2
    return ambiguous if char in _AMBIGUOUS_WIDE else 1
