"""What of a Word package pandoc passes over: text boxes become paragraphs; headers, comments, deletions are named."""

from __future__ import annotations

import io
import zipfile

from convert import patterns
from convert.diagnostics import Diagnostic, Severity, Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

_MAIN: Final = "word/document.xml"
_LARGEST: Final = 256 * 1024 * 1024
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FURNITURE: Final = patterns.compile(r"word/(header|footer)\d*\.xml")
_PAGE_COUNT: Final = frozenset("第页頁共")
_SHOWN: Final = 40
_DEEPEST: Final = 50


def prepared(data: bytes) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return a Word package with its text boxes as paragraphs, and remarks (PAN104) on text that is not read.

    A package that is none, or holds no such thing, is returned as it is: pandoc says what is wrong with it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {entry.filename: entry for entry in package.infolist()}
            if _MAIN not in parts or parts[_MAIN].file_size > _LARGEST:
                return data, ()
            main = package.read(_MAIN)
            remarks = tuple(_remarks(package, parts, main))
            if b"txbxContent" not in main:
                return data, remarks
            made = _without_boxes(main)
            return (data if made is None else _replaced(package, made)), remarks
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return data, ()


def _replaced(package: zipfile.ZipFile, main: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in package.infolist():
            written.writestr(entry, main if entry.filename == _MAIN else package.read(entry))
    return out.getvalue()


# --- text boxes ------------------------------------------------------------------------------------------


def _parsed(data: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _without_boxes(main: bytes) -> bytes | None:
    """Return the main part with the paragraphs of each text box after the paragraph it hangs on."""
    from lxml import etree

    root = _parsed(main)
    if root is None:
        return None
    for choice in list(root.iter(f"{_MC}AlternateContent")):
        if choice.find(f"{_MC}Choice//{_W}txbxContent") is not None:
            for fallback in choice.findall(f"{_MC}Fallback"):  # the same box once more, for old readers
                choice.remove(fallback)
    for _ in range(_DEEPEST):  # boxes within boxes, from the outside in
        boxes = [box for box in root.iter(f"{_W}txbxContent") if _holder(box, "txbxContent") is None]
        if not boxes:
            break
        after: dict[Any, Any] = {}
        for box in boxes:
            paragraph = _holder(box, "p")
            if paragraph is None:
                return None
            last = after.get(paragraph, paragraph)
            for block in list(box):
                last.addnext(block)
                last = block
            after[paragraph] = last
            box.getparent().remove(box)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _holder(element: Any, name: str) -> Any:
    """Return the nearest element called `name` around `element`, or None."""
    return next(element.iterancestors(f"{_W}{name}"), None)


# --- what is not read ------------------------------------------------------------------------------------


def _remarks(package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], main: bytes) -> Iterator[Diagnostic]:
    for name in sorted(parts):
        found = _FURNITURE.fullmatch(name)
        if found and parts[name].file_size <= _LARGEST and (text := _typed(package.read(name))):
            yield _remark(f"page {found[1]}", text, "the profile sets its own")
    if "word/comments.xml" in parts and (text := _typed(package.read("word/comments.xml"))):
        yield _remark("comments", text, "they are no part of the text")
    if b"delText" in main and (root := _parsed(main)) is not None:
        text = "".join(part.text or "" for part in root.iter(f"{_W}delText"))
        if text.strip():
            yield _remark("text deleted with tracked changes", text, "its deletion is taken as accepted")


def _typed(part: bytes) -> str:
    """Return the text of a part when it says more than a page number."""
    if b"<w:t" not in part:
        return ""
    root = _parsed(part)
    if root is None:
        return ""
    text = "".join(node.text or "" for node in root.iter(f"{_W}t"))
    return text if any(char.isalpha() and char not in _PAGE_COUNT for char in text) else ""


def _remark(what: str, text: str, why: str) -> Diagnostic:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Diagnostic("PAN104", Severity.WARNING, f"docx: {what} not read ({why}): {shown!r}", stage=Stage.READ)
