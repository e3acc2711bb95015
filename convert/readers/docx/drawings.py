"""Drawings of Word, new and old: pictures with their size, text boxes, and the charts and diagrams they refer to."""

from __future__ import annotations

from convert.readers.docx.xml import CHART, DGM, WP, A, O, R, V, W, number
from convert.records import NamedTuple, field, mutable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final
    from xml.etree.ElementTree import Element

_EMU_PER_INCH: Final = 914400
_LONG, _THIN = 3 * _EMU_PER_INCH, _EMU_PER_INCH // 36


class Picture(NamedTuple):
    """A picture: the identifier of its relation, its description, its size as attributes."""

    relation: str
    alt: str
    size: tuple[tuple[str, str], ...]


@mutable
class Drawing:
    """What a drawing holds: pictures, boxes of text, words drawn as art, relations to charts and diagrams."""

    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)
    ruled: bool = False


def drawing(element: Element) -> Drawing:
    """Return what w:drawing, w:pict or w:object holds, boxes within boxes left to their own paragraphs."""
    found = Drawing()
    _search(element, found, "", ())
    return found


def _search(element: Element, found: Drawing, alt: str, size: tuple[tuple[str, str], ...]) -> None:
    for child in element:
        tag = child.tag
        if tag == W + "txbxContent":
            found.boxes.append(child)
        elif tag in (WP + "inline", WP + "anchor"):
            found.ruled = found.ruled or (tag == WP + "inline" and _is_rule(child.find(WP + "extent")))
            named = child.find(WP + "docPr")
            said = "" if named is None else named.get("descr") or named.get("title") or ""
            _search(child, found, said, _size(child.find(WP + "extent")))
        elif tag == A + "blip":
            found.pictures.append(Picture(child.get(R + "embed") or child.get(R + "link") or "", alt, size))
        elif tag == V + "imagedata":
            if relation := child.get(R + "id") or child.get(R + "pict"):
                found.pictures.append(Picture(relation, alt or child.get("alt", ""), ()))
        elif tag == V + "textpath":
            if words := child.get("string", "").strip():
                found.boxes.append(_art(words))
        elif tag == DGM + "relIds":
            found.parts.append((child.get(R + "dm", ""), "diagram"))
        elif tag == CHART + "chart":
            found.parts.append((child.get(R + "id", ""), "chart"))
        else:
            found.ruled = found.ruled or child.get(O + "hr") == "t"
            _search(child, found, child.get("alt", alt) if tag == V + "shape" else alt, size)


def _is_rule(extent: Element | None) -> bool:
    """Say whether a drawing is as long as a line and as thin as one: a rule that LibreOffice drew."""
    if extent is None:
        return False
    width, height = number(extent.get("cx", "")) or 0, number(extent.get("cy", "")) or 0
    return width > _LONG and height <= _THIN


def _size(extent: Element | None) -> tuple[tuple[str, str], ...]:
    if extent is None:
        return ()
    sides = (("width", number(extent.get("cx", ""))), ("height", number(extent.get("cy", ""))))
    return tuple((name, f"{side / _EMU_PER_INCH:.3g}in") for name, side in sides if side)


def _art(words: str) -> Element:
    """Return words drawn as art as a box with one paragraph."""
    from xml.etree.ElementTree import Element as Made
    from xml.etree.ElementTree import SubElement

    box = Made(W + "txbxContent")
    text = SubElement(SubElement(SubElement(box, W + "p"), W + "r"), W + "t")
    text.text = words
    return box
