"""Names of OpenDocument (ISO/IEC 26300, OASIS 1.3), and the package opened."""

from __future__ import annotations

import io
import zipfile
import zlib

from convert.errors import ReadError, ResourceLimit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final
    from xml.etree.ElementTree import Element

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{_OASIS}office:1.0}}"
TEXT: Final = f"{{{_OASIS}text:1.0}}"
TABLE: Final = f"{{{_OASIS}table:1.0}}"
STYLE: Final = f"{{{_OASIS}style:1.0}}"
DRAW: Final = f"{{{_OASIS}drawing:1.0}}"
FO: Final = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
SVG: Final = f"{{{_OASIS}svg-compatible:1.0}}"
META: Final = f"{{{_OASIS}meta:1.0}}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
MATH: Final = "{http://www.w3.org/1998/Math/MathML}"
_LARGEST: Final = 256 * 1024 * 1024
_DAMAGED: Final = (
    zipfile.BadZipFile, OSError, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError, zlib.error,
)  # fmt: skip
_MEDIA: Final = {
    "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "svg": "svg+xml", "bmp": "bmp", "webp": "webp",
    "emf": "emf", "wmf": "wmf", "tif": "tiff", "tiff": "tiff",
}  # fmt: skip


class Package:
    """An OpenDocument file opened. Raises ReadError for what is none."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise self.damaged("the file is no OpenDocument text: it is no package") from None
        self.parts = {entry.filename: entry for entry in self.archive.infolist()}
        if "content.xml" not in self.parts:
            raise self.damaged("the file is no OpenDocument text: it holds no content")
        if b"manifest:encryption-data" in self.bytes_of("META-INF/manifest.xml"):
            hint = "take the password off in the program that made it"
            raise ReadError("the file is protected with a password", hint=hint, source=name)

    def damaged(self, message: str) -> ReadError:
        """Return the error for a file that cannot be read."""
        return ReadError(message, hint="open it in the program that made it and save it again", source=self.name)

    def bytes_of(self, part: str) -> bytes:
        """Return the bytes of a part, none when it is not there. Raises ReadError, ResourceLimit."""
        entry = self.parts.get(part)
        if entry is None:
            return b""
        if entry.file_size > _LARGEST:
            message = f"{part} is larger than {_LARGEST >> 20} MiB"
            raise ResourceLimit(message, hint="split the document", source=self.name)
        try:
            return self.archive.read(entry)
        except _DAMAGED as error:
            raise self.damaged(f"{part} is damaged: {error}") from None

    def tree(self, part: str) -> Element | None:
        """Return the root of a part, None when there is no such part. Raises ReadError for what is no XML."""
        from xml.etree import ElementTree

        data = self.bytes_of(part)
        if not data:
            return None
        if b"<!ENTITY" in data:
            raise self.damaged(f"{part} declares entities, which no office file does")
        try:
            return ElementTree.fromstring(data)  # noqa: S314 - what declares entities is refused above
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self.damaged(f"{part} is damaged: {error}") from None

    def picture(self, address: str) -> str:
        """Return the address of a picture, as data when it is inside; "" when it is nowhere."""
        part = address.removeprefix("./")
        if part not in self.parts:
            return address if "://" in address else ""
        from base64 import b64encode

        kind = _MEDIA.get(part.rpartition(".")[2].lower())
        return f"data:image/{kind};base64,{b64encode(self.bytes_of(part)).decode('ascii')}" if kind else part
