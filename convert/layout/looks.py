"""How a stretch of text looks: faces, size, colour and position, from the profile's styles and the inline nodes."""

from __future__ import annotations

from convert.profile import POINTS_PER_MM, Profile, ResolvedStyle
from convert.records import NamedTuple

SCRIPT_SIZE = 0.62
SUPERSCRIPT_RISE = 0.36
SUBSCRIPT_RISE = -0.12


class Look(NamedTuple):
    """The appearance of characters; `cell` is the advance of a full-width character in pt, `rise` in pt upwards."""

    face: str
    latin: str
    size: float
    cell: float
    color: str = "000000"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikeout: bool = False
    rise: float = 0.0
    mono: bool = False

    def script(self, rise: float) -> Look:
        """Return this look as a superscript or subscript raised by `rise` em."""
        size = self.size * SCRIPT_SIZE
        return self._replace(size=size, cell=size, rise=self.rise + rise * self.size)

    def styled(self, style: ResolvedStyle) -> Look:
        """Return this look with the faces of a character style (a run-in head, code in the line)."""
        return self._replace(
            face=style.face,
            latin=style.latin,
            bold=self.bold or style.bold,
            italic=self.italic or style.italic,
            color=style.color if style.color != "000000" else self.color,
            mono=style.face == "mono",
        )


def grid_cell(profile: Profile) -> float:
    """Return the advance in pt of a character on the document grid, 0 without one (GB/T 9704 5.2.3)."""
    if not profile.grid.chars:
        return 0.0
    return profile.page.text_width * POINTS_PER_MM / profile.grid.chars


def look_of(profile: Profile, style: ResolvedStyle) -> Look:
    """Return the look of a paragraph style; on the grid a full-width character is as wide as a cell."""
    cell = grid_cell(profile)
    on_grid = cell > 0 and style.grid and abs(style.size - cell) < 0.05 * cell
    return Look(
        face=style.face,
        latin=style.latin,
        size=style.size,
        cell=cell if on_grid else style.size,
        color=style.color,
        bold=style.bold,
        italic=style.italic,
        mono=style.face == "mono",
    )
