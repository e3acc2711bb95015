"""Pictures inside Word, OpenDocument and EPUB packages, taken along as data addresses."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import PurePosixPath

from convert import nodes
from convert.nodes import Document, Node
from convert.records import replace
from convert.walk import descend, transform_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_MEDIA: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
    ".emf": "image/emf",
    ".wmf": "image/wmf",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
_LARGEST: Final = 64 * 1024 * 1024


def with_media(document: Document, package: bytes) -> Document:
    """Return `document` with each picture that the zip `package` holds as a data address; others stay as they are."""
    if not any(isinstance(node, nodes.Image) for node in descend(document.blocks)):
        return document
    try:
        archive = zipfile.ZipFile(io.BytesIO(package))
    except zipfile.BadZipFile:
        return document
    names = {name: entry for entry in archive.infolist() for name in _ends(entry.filename)}

    def embed(node: Node) -> Node:
        if not isinstance(node, nodes.Image):
            return node
        entry = names.get(node.target.url)
        media = _MEDIA.get(PurePosixPath(node.target.url).suffix.lower())
        if entry is None or media is None or entry.file_size > _LARGEST:
            return node
        coded = base64.b64encode(archive.read(entry)).decode("ascii")
        return replace(node, target=nodes.Target(f"data:{media};base64,{coded}", node.target.title))

    return transform_document(document, embed)


def style_sheets(package: bytes) -> str:
    """Return the style sheets that the zip `package` holds."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(package))
        names = [one for one in archive.infolist() if one.filename.endswith(".css") and one.file_size < _LARGEST]
        return "\n".join(archive.read(one).decode("utf-8", "ignore") for one in names)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return ""


def _ends(name: str) -> list[str]:
    """Return the name and what is left of it without its first folders: pandoc leaves out `word/` and `EPUB/`."""
    parts = name.split("/")
    return ["/".join(parts[at:]) for at in range(len(parts))]
