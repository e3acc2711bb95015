"""What an HTML or XML document says of its own encoding: a hint, checked against the bytes."""

from __future__ import annotations

from convert import patterns
from convert.decoding.charsets import Charset, charset
from convert.errors import UnknownEncoding

_HEAD = 1024  # bytes, as browsers look at
_XML = patterns.compile(rb"^\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z][\w.:-]*)[\"']")
_META = patterns.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z][\w.:-]*)", patterns.IGNORECASE)
_MARKUP = patterns.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|\?xml|svg)\b", patterns.IGNORECASE)

# A document that claims the first and is the second tells no lie: the sets contain one another.
_SUPERSETS = {
    "gb2312": ("gbk", "gb18030"),
    "gbk": ("gb2312", "gb18030"),
    "gb18030": ("gb2312", "gbk"),
    "iso-8859-1": ("windows-1252",),
    "ascii": ("utf-8",),
    "cesu-8": ("utf-8",),
}


def declared_name(data: bytes) -> str:
    """Return the charset that the head of an HTML or XML document names, as written; "" when none."""
    head = data[:_HEAD]
    if b"<" not in head:
        return ""
    match = _XML.search(head) or _META.search(head)
    return match[1].decode("ascii") if match else ""


def declared_charset(data: bytes) -> Charset | None:
    """Return the encoding that the document claims, or None when it claims none that is known."""
    name = declared_name(data)
    if not name:
        return None
    try:
        found = charset(name)
    except UnknownEncoding:
        return None
    # A declaration in readable ASCII cannot stand in UTF-16: browsers take it as UTF-8.
    return charset("utf-8") if found.unit > 1 else found


def agrees(claimed: str, found: str) -> bool:
    """Whether a document that claims one encoding and is in another tells no lie."""
    return claimed == found or found in _SUPERSETS.get(claimed, ())


def is_markup(data: bytes) -> bool:
    """Whether the file begins as HTML or XML does."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(_MARKUP.search(data[:_HEAD]))
