"""How wide pandoc takes text to be, to find the columns of simple and grid tables: ambiguous marks count one."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Return the width of `text` in columns: hanzi take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
