"""A Word file as a package (ECMA-376 Part 2): its parts as trees, what they refer to, its pictures."""

from __future__ import annotations

import io
import zipfile
import zlib
from posixpath import dirname, join, normpath

from convert.errors import ReadError, ResourceLimit
from convert.readers.docx.xml import STRICT
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final
    from xml.etree.ElementTree import Element

_LARGEST: Final = 256 * 1024 * 1024
_WHOLE: Final = 1024 * 1024 * 1024
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED: Final = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    zlib.error,
)
_MEDIA: Final = {
    "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "svg": "svg+xml", "bmp": "bmp", "webp": "webp",
    "emf": "emf", "wmf": "wmf", "tif": "tiff", "tiff": "tiff",
}  # fmt: skip


@record
class Relation:
    """What a part refers to by an identifier: the last word of its kind, where it is, and whether outside."""

    kind: str
    target: str
    outside: bool


class Package:
    """A Word file opened. Raises ReadError for what is none, ResourceLimit for one that unpacks to too much."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith(_COMPOUND):
            locked = "EncryptedPackage".encode("utf-16-le") in data
            raise ReadError(
                "the file is protected with a password" if locked else "the file is no .docx but of Word 97 to 2003",
                hint="take the password off in the program that made it" if locked else "read it with: -f doc",
                source=name,
            )
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise self.damaged("the file is no Word file: it is no package") from None
        self.parts = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in self.archive.infolist()}
        if sum(entry.file_size for entry in self.parts.values()) > _WHOLE:
            limit = f"the file unpacks to more than {_WHOLE >> 20} MiB"
            raise ResourceLimit(limit, hint="split the document", source=name)
        self._relations: dict[str, dict[str, Relation]] = {}
        self._addresses: dict[str, str] = {}
        main = (one.target for one in self.relations("").values() if one.kind == "officeDocument")
        self.main = next((target for target in main if target in self.parts), "word/document.xml")
        if self.main not in self.parts:
            raise self.damaged("the file is no Word file: it holds no document")

    def damaged(self, message: str) -> ReadError:
        """Return the error for a file that cannot be read."""
        return ReadError(message, hint="open it in the program that made it and save it again", source=self.name)

    def bytes_of(self, part: str) -> bytes:
        """Return the bytes of a part. Raises ReadError for a damaged one, ResourceLimit for one too large."""
        entry = self.parts[part]
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

        if part not in self.parts:
            return None
        data = self.bytes_of(part)
        if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data[:4096]:
            raise self.damaged(f"{part} declares entities, which no Word file does")
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        try:
            return ElementTree.fromstring(data)  # noqa: S314 - what declares entities is refused above
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self.damaged(f"{part} is damaged: {error}") from None

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to, by identifier; of the package itself for ""."""
        if part not in self._relations:
            folder, _, file = part.rpartition("/")
            root = self.tree(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
            self._relations[part] = {} if root is None else dict(_relations(root, part))
        return self._relations[part]

    def related(self, kind: str) -> str:
        """Return the name of the part of a kind that the main part refers to, "" when there is none."""
        for one in self.relations(self.main).values():
            if one.kind == kind and not one.outside and one.target in self.parts:
                return one.target
        return ""

    def picture(self, part: str, identifier: str) -> str:
        """Return the address of a picture that `part` refers to: as data when it is inside, "" when it is nowhere."""
        found = self.relations(part).get(identifier)
        if found is None or (not found.outside and found.target not in self.parts):
            return ""
        if found.outside:
            return found.target
        if found.target not in self._addresses:
            from base64 import b64encode

            kind = _MEDIA.get(found.target.rpartition(".")[2].lower())
            coded = b64encode(self.bytes_of(found.target)).decode("ascii") if kind else ""
            self._addresses[found.target] = f"data:image/{kind};base64,{coded}" if kind else found.target
        return self._addresses[found.target]


def _relations(root: Element, part: str) -> list[tuple[str, Relation]]:
    found = []
    for one in root:
        outside = one.get("TargetMode") == "External"
        target = one.get("Target", "")
        if not outside:
            target = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        found.append((one.get("Id", ""), Relation(one.get("Type", "").rpartition("/")[2], target, outside)))
    return found
