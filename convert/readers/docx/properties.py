"""Metadata of a Word file: the entries that our writer keeps as document variables, and custom properties."""

from __future__ import annotations

from convert import patterns
from convert.nodes import MetaMap, MetaString
from convert.readers.docx.container import Package
from convert.readers.docx.xml import W, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_OURS: Final = "wenzhuan"
_PRINTED: Final = frozenset(
    {
        "title", "author", "date", "issuer", "issuer-mark", "doc-number", "recipients", "copy-number", "secrecy",
        "urgency", "signer", "copies", "imprint-organ", "imprint-date",
    }
)  # fmt: skip
"""What our writer puts on the page, where it is read from: stated once more, it would be printed once more."""
_NAME: Final = patterns.compile(r"[a-z][a-z0-9 _-]*")
"""Names that people give: those that programs write of themselves have capitals."""


def metadata(package: Package) -> MetaMap:
    """Return what is said of the document beside its text; what an office fills in of itself says nothing."""
    entries: dict[str, str] = {}
    custom = package.tree("docProps/custom.xml")
    for one in () if custom is None else custom:
        text = "".join(one.itertext()).strip()
        if _NAME.fullmatch(one.get("name", "")) and text:
            entries[one.get("name", "")] = text
    if _made_by_us(package):
        settings = package.tree(package.related("settings"))
        for one in () if settings is None else settings.iter(W + "docVar"):
            if value(one, "name") not in _PRINTED:
                entries[value(one, "name")] = value(one)
    return MetaMap(tuple((key, MetaString(text)) for key, text in entries.items() if key))


def _made_by_us(package: Package) -> bool:
    root = package.tree("docProps/app.xml")
    return root is not None and any(one.tag.endswith("}Application") and one.text == _OURS for one in root)
