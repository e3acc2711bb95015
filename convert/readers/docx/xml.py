"""Names of WordprocessingML and its kin (ECMA-376), and how their elements are asked."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final
    from xml.etree.ElementTree import Element

_OFFICE: Final = "http://schemas.openxmlformats.org/"
W: Final = f"{{{_OFFICE}wordprocessingml/2006/main}}"
R: Final = f"{{{_OFFICE}officeDocument/2006/relationships}}"
M: Final = f"{{{_OFFICE}officeDocument/2006/math}}"
A: Final = f"{{{_OFFICE}drawingml/2006/main}}"
WP: Final = f"{{{_OFFICE}drawingml/2006/wordprocessingDrawing}}"
DGM: Final = f"{{{_OFFICE}drawingml/2006/diagram}}"
CHART: Final = f"{{{_OFFICE}drawingml/2006/chart}}"
MC: Final = f"{{{_OFFICE}markup-compatibility/2006}}"
V: Final = "{urn:schemas-microsoft-com:vml}"
O: Final = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that Office uses
STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""Namespaces of the strict variant (ISO/IEC 29500-1) and what the usual one calls them."""
_OFF: Final = frozenset({"0", "false", "off", "none"})


def value(element: Element | None, name: str = "val") -> str:
    """Return the attribute w:`name` of an element, "" when there is none."""
    return "" if element is None else element.get(W + name, "")


def child_value(element: Element | None, tag: str, name: str = "val") -> str:
    """Return the attribute w:`name` of the child w:`tag`, "" when there is none."""
    return "" if element is None else value(element.find(W + tag), name)


def switch(element: Element | None, tag: str) -> bool | None:
    """Return whether the toggle w:`tag` among the children is on, None when it is not set."""
    found = None if element is None else element.find(W + tag)
    return None if found is None else found.get(W + "val", "1") not in _OFF


def number(text: str) -> int | None:
    """Return a number in an attribute, None for what is none."""
    try:
        return round(float(text)) if text else None
    except (ValueError, OverflowError):
        return None
