"""The source inside the file, as an associated file (ISO 19005-3 6.8)."""

from __future__ import annotations

from pathlib import PurePath

from convert.writers.pdf.objects import File, Reference, array, dictionary, name, text

_TYPES = {
    ".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown",
    ".html": "text/html", ".htm": "text/html", ".json": "application/json", ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def file_name(source: str) -> str:
    """Return the name the source is attached under."""
    return PurePath(source.replace("\\", "/")).name.strip("-") or "source.txt"


def attach(file: File, data: bytes, source: str) -> Reference:
    """Write `data` as an embedded file and return its file specification."""
    import hashlib

    title = file_name(source)
    kind = _TYPES.get(PurePath(title).suffix.lower(), "application/octet-stream")
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest().encode()
    entries = {
        "Type": name("EmbeddedFile"),
        "Subtype": name(kind),
        "Params": dictionary({"Size": len(data), "CheckSum": b"<" + digest + b">"}),
    }
    stream = file.stream(entries, data)
    plain = "".join(char if char.isascii() and char.isprintable() else "_" for char in title)
    specification = {
        "Type": name("Filespec"),
        "F": text(plain),
        "UF": text(title),
        "Desc": text("Source of this document"),
        "AFRelationship": name("Source"),
        "EF": dictionary({"F": stream, "UF": stream}),
    }
    return file.add(dictionary(specification))


def names(specification: Reference) -> object:
    """Return the /EmbeddedFiles name tree that lists the one attachment."""
    return dictionary({"Names": array([text("source"), specification])})
