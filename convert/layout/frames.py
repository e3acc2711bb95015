"""What layout gives and a painter takes: pages of placed glyphs, rules and images as plain data.

All lengths are in pt, the origin at the top left corner of the page, y downwards. JSON-serialisable; nothing
here knows PDF. Items carry the number of the structure element they belong to, `ARTIFACT` for page furniture.
"""

from __future__ import annotations

from convert.records import field, record

ARTIFACT = -1


@record
class GlyphRun:
    """Glyphs of one face and size on one baseline at (`x`, `y`).

    `glyphs` are the face's own glyph ids, `advances` in pt (with gaps and squeeze included), `offsets` the shift of
    each glyph from the pen (dx, dy), empty when all are zero; `texts` holds the characters each glyph stands
    for ("" for the further glyphs of a cluster). `suffix` is text to extract after the run although nothing is
    painted (a blank taken away at a line end). A `turned` run reads downwards, its glyphs lying on their right side.
    """

    x: float
    y: float
    face: str
    size: float
    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    texts: tuple[str, ...]
    offsets: tuple[tuple[float, float], ...] = ()
    color: str = "000000"
    element: int = ARTIFACT
    suffix: str = ""
    underline: bool = False
    strikeout: bool = False
    bold: bool = False
    italic: bool = False
    turned: bool = False


@record
class Rule:
    """A filled rectangle: rules, table borders, backgrounds."""

    x: float
    y: float
    width: float
    height: float
    color: str = "000000"
    element: int = ARTIFACT


@record
class Picture:
    """An image placed; `key` is its address for `Context.resource`."""

    x: float
    y: float
    width: float
    height: float
    key: str
    alt: str = ""
    element: int = ARTIFACT


@record
class LinkArea:
    """A rectangle that leads to `url`, or to a named anchor when it begins with `#`."""

    x: float
    y: float
    width: float
    height: float
    url: str
    element: int = ARTIFACT
    alt: str = ""


Item = GlyphRun | Rule | Picture | LinkArea


@record
class Page:
    """One page: size in pt, its items in reading order, and its label."""

    width: float
    height: float
    items: tuple[Item, ...]
    label: str = ""


@record
class Element:
    """A node of the structure tree; `kind` is a PDF 1.7 standard structure type (P, H1, L, LI, Table, Note …).

    `parent` is the number of the enclosing element, -1 for the root's children.
    """

    kind: str
    parent: int
    alt: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    identifier: str = ""


@record
class Bookmark:
    """An entry of the outline: level from 1, text, page counted from 0, and y of its top."""

    level: int
    text: str
    page: int
    y: float
    element: int = ARTIFACT


@record
class Anchor:
    """A named place that links lead to."""

    name: str
    page: int
    y: float


@record
class Frames:
    """A whole document laid out."""

    pages: tuple[Page, ...]
    elements: tuple[Element, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    title: str = ""
    lang: str = "zh-CN"
    metadata: tuple[tuple[str, str], ...] = field(default=())
