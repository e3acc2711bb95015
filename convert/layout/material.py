"""A paragraph's text as parallel columns; an atom, one entry of each, is a glyph or a cluster that nothing parts."""

from __future__ import annotations

from convert.diagnostics import Span
from convert.fonts import Glyph
from convert.layout.frames import ARTIFACT
from convert.nodes import Block
from convert.records import field, mutable, record


@record
class Slot:
    """Face, size and colour shared by glyphs of one run; `shift` in pt moves the baseline up.

    Slots are compared by identity: the shaper makes one of a kind.
    """

    __eq__ = object.__eq__

    face: str
    size: float
    color: str
    shift: float = 0.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikeout: bool = False


@record
class Cluster:
    """An atom of several glyphs or of several characters; glyph lengths in em."""

    text: str
    glyphs: tuple[Glyph, ...]


@record
class Missing:
    """A character that no face has: drawn as its code point in a box `width` pt wide."""

    char: str
    width: float
    box: Material


@record
class ImageBox:
    """An image in the line, sizes in pt."""

    key: str
    width: float
    height: float
    alt: str
    element: int


Special = Cluster | Missing | ImageBox


@record
class Footnote:
    """A note called at an atom: its blocks, its number and the element that calls it."""

    blocks: tuple[Block, ...]
    number: int
    element: int


@record
class Reading:
    """A reading (ruby) above the atoms from `start` to `end`."""

    start: int
    end: int
    text: Material
    element: int


@record
class Area:
    """Atoms that lead to `url`."""

    start: int
    end: int
    url: str
    element: int
    alt: str = ""


@mutable
class Material:
    """The columns of a paragraph and what is attached to single atoms.

    `string` holds one character an atom, so that regular expressions find atoms; `texts` what each stands for.
    `owners` are (first atom, element) in order; `breaks` the atoms before which a line must begin.
    """

    string: str = ""
    texts: list[str] = field(default_factory=list)
    glyphs: list[int] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    specials: dict[int, Special] = field(default_factory=dict)
    owners: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    notes: dict[int, Footnote] = field(default_factory=dict)
    anchors: dict[int, str] = field(default_factory=dict)
    verbatim: bool = False
    hanzi: bool = True
    span: Span | None = None

    def __len__(self) -> int:
        """Return the number of atoms."""
        return len(self.texts)

    def own(self, element: int, at: int | None = None) -> None:
        """Give the atoms that follow, or those from `at` on, to `element`."""
        first = len(self.texts) if at is None else at
        if self.owners and self.owners[-1][0] == first:
            self.owners[-1] = (first, element)
        elif not self.owners or self.owners[-1][1] != element:
            self.owners.append((first, element))

    @property
    def owner(self) -> int:
        """Return the element that the next atom belongs to."""
        return self.owners[-1][1] if self.owners else ARTIFACT
