"""How the items of a list are labelled, as /ListNumbering says it (ISO 32000-1 table 347, ISO 14289-1 7.6)."""

from __future__ import annotations

_FENCES = "（）()[]［］〔〕.．、 \u3000"
_BULLETS = {"◦": "Circle", "○": "Circle", "■": "Square", "▪": "Square", "□": "Square"}
_NUMERALS = frozenset("〇一二三四五六七八九十百")


def numbering(label: str) -> str:
    """Return the name for lists whose first label is `label`; what is no number counts as a bullet."""
    core = label.strip(_FENCES)
    if core.isdigit() or (core and _NUMERALS.issuperset(core)):
        return "Decimal"
    if core.isascii() and core.isalpha():
        case = "Upper" if core.isupper() else "Lower"
        roman = len(core) > 1 or core.lower() in "iv"
        return case + ("Roman" if roman else "Alpha")
    return _BULLETS.get(core, "Disc")
