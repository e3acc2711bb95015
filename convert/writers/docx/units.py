"""Units of WordprocessingML: twips (1/20 pt), half points, eighths of a point and EMU."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


TWIPS_PER_POINT: Final = 20
TWIPS_PER_MM: Final = 1440 / 25.4
EMU_PER_POINT: Final = 12700


def twips(points: float) -> int:
    """Return points in twips."""
    return round(points * TWIPS_PER_POINT)


def mm_twips(millimetres: float) -> int:
    """Return millimetres in twips."""
    return round(millimetres * TWIPS_PER_MM)


def half_points(points: float) -> int:
    """Return points in half points, the unit of w:sz."""
    return round(points * 2)


def hundredths(value: float) -> int:
    """Return characters or lines in hundredths, the unit of w:firstLineChars and its like."""
    return round(value * 100)
