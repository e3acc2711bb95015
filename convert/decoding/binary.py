"""Files that are no text: what they are by their first bytes, and what to do with them."""

from __future__ import annotations

from convert.errors import ReadError

_TEXT = "this is no text; convert it to text first"
_PICTURE = "pictures hold no text to convert; recognise the text first (OCR)"
_ARCHIVE = "unpack it and convert the files in it"
_SOUND = "sound and video hold no text"
_OFFICE = "save it as DOCX (or convert it with LibreOffice) and use -f docx"

# First bytes, name, hint. ASCII signatures are long enough that no text begins with them by chance.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (b"GIF87a", "a GIF picture", _PICTURE),
    (b"GIF89a", "a GIF picture", _PICTURE),
    (b"II*\x00", "a TIFF picture", _PICTURE),
    (b"MM\x00*", "a TIFF picture", _PICTURE),
    (b"\x00\x00\x01\x00", "an ICO picture", _PICTURE),
    (b"8BPS\x00", "a Photoshop picture", _PICTURE),
    (b"AT&TFORM", "a DjVu document", _PICTURE),
    (b"%PDF-", "a PDF document", "extract its text first, for example with pdftotext"),
    (b"%!PS", "a PostScript document", "extract its text first, for example with ps2ascii"),
    (b"{\\rtf", "an RTF document", "use -f rtf"),
    (b"\x1f\x8b", "a GZIP archive", "unpack it first, for example with gunzip"),
    (b"BZh", "a BZIP2 archive", "unpack it first, for example with bunzip2"),
    (b"\xfd7zXZ\x00", "an XZ archive", "unpack it first, for example with unxz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it first, for example with unzstd"),
    (b"Rar!\x1a\x07", "a RAR archive", _ARCHIVE),
    (b"MSCF\x00", "a CAB archive", _ARCHIVE),
    (b"!<arch>\n", "an AR archive", _ARCHIVE),
    (b"\x7fELF", "an executable (ELF)", _TEXT),
    (b"\xfe\xed\xfa\xce", "an executable (Mach-O)", _TEXT),
    (b"\xfe\xed\xfa\xcf", "an executable (Mach-O)", _TEXT),
    (b"\xcf\xfa\xed\xfe", "an executable (Mach-O)", _TEXT),
    (b"\xca\xfe\xba\xbe", "an executable (Java class or Mach-O)", _TEXT),
    (b"\x00asm", "an executable (WebAssembly)", _TEXT),
    (b"SQLite format 3\x00", "an SQLite database", "export the table as CSV first"),
    (b"ID3\x02", "an MP3 file", _SOUND),
    (b"ID3\x03", "an MP3 file", _SOUND),
    (b"ID3\x04", "an MP3 file", _SOUND),
    (b"OggS\x00", "an Ogg file", _SOUND),
    (b"fLaC\x00", "a FLAC file", _SOUND),
    (b"\x1a\x45\xdf\xa3", "a Matroska video", _SOUND),
    (b"wOFF", "a WOFF font", _TEXT),
    (b"wOF2", "a WOFF2 font", _TEXT),
    (b"OTTO\x00", "an OpenType font", _TEXT),
    (b"ttcf\x00", "a TrueType collection", _TEXT),
    (b"\x00\x01\x00\x00\x00", "a TrueType font", _TEXT),
    (b"ITOLITLS", "a Microsoft Reader book", _TEXT),
    (b"ITSF\x03", "a CHM help file", "decompile it to HTML and use -f html"),
    (b"\x80\x02}q", "a Python pickle", _TEXT),
    (b"\xac\xed\x00\x05", "a serialised Java object", _TEXT),
)
_FIRST_BYTES = bytes(sorted({signature[0] for signature, _, _ in _SIGNATURES} | set(b"P\xd0RMB")))

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "an old Word document (OLE .doc)", _OFFICE),
    ("Workbook", "an old Excel workbook (OLE .xls)", "save it as CSV and use -f csv"),
    ("PowerPoint Document", "an old PowerPoint presentation (OLE .ppt)", "save it as PPTX and export its text"),
    ("__properties_version1.0", "an Outlook message (OLE .msg)", "save it as text or HTML first"),
    ("ETExtData", "a WPS spreadsheet (OLE .et)", "save it as CSV and use -f csv"),
)
_ZIP_PARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document (DOCX)", "use -f docx"),
    (b"xl/", "an Excel workbook (XLSX)", "save it as CSV and use -f csv"),
    (b"ppt/", "a PowerPoint presentation (PPTX)", "use -f pptx"),
    (b"mimetypeapplication/epub+zip", "an EPUB book", "use -f epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)", "use -f odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file", _ARCHIVE),
    (b"OFD.xml", "an OFD document", "extract its text first"),
    (b"META-INF/MANIFEST.MF", "a Java archive", _TEXT),
    (b"AndroidManifest.xml", "an Android package", _TEXT),
)


def refuse_binary(data: bytes) -> None:
    """Raise ReadError, naming what the file is, when its first bytes are those of a format that is no text."""
    if data[:1] and data[0] in _FIRST_BYTES and (found := _name(data)):
        name, hint = found
        raise ReadError(f"not a text file but {name}", hint=hint, byte_offset=0)


def _name(data: bytes) -> tuple[str, str] | None:
    """Return the name of the binary format and the hint that fits, or None."""
    if data.startswith(_OLE):
        for stream, name, hint in _OLE_STREAMS:
            if stream.encode("utf-16-le") in data:
                return name, hint
        return "an old office document (OLE container, such as .doc, .xls, .wps)", _OFFICE
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _zip_name(data)
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        kind = data[8:12].decode().strip()
        return (f"a {kind} file", _PICTURE if kind == "WEBP" else _SOUND)
    if data.startswith(b"MZ") and b"\0" in data[:256]:
        return "an executable (Windows program)", _TEXT
    if (
        data.startswith(b"BM")
        and b"\0" in data[2:16]
        and len(data) > 26
        and data[14:18] in (b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0")
    ):
        return "a BMP picture", _PICTURE
    for signature, name, hint in _SIGNATURES:
        if data.startswith(signature):
            return name, hint
    return None


def _zip_name(data: bytes) -> tuple[str, str]:
    """Return which of the formats that are ZIP archives this one is, by the names of its parts."""
    head = data[30:4096]
    tail = data[-65_536:]
    for part, name, hint in _ZIP_PARTS:
        if part in head or part in tail:
            return name, hint
    return "a ZIP archive", _ARCHIVE


def late_binary_name(data: bytes) -> str:
    """Return what a file with many control characters is, by marks that do not stand at its beginning."""
    if data[257:262] == b"ustar":
        return "a TAR archive"
    if data[4:8] == b"ftyp":
        return "an MP4 or HEIF file"
    if data[60:68] == b"BOOKMOBI":
        return "a Kindle book (MOBI)"
    return "binary data"
