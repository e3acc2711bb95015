"""Text as XML: escaping, characters XML cannot hold, and runs split between the Latin and the East Asian face."""

from __future__ import annotations

import re
from typing import Final

ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters outside the Char production of XML 1.0."""

_LATIN: Final = "\x00-\u00a6\u00a8-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u10ff\u1200-\u200f\u2800-\u2aff"
"""What only a Latin face sets; what is left out below U+2E80 (§ ° ± · × ÷, dashes, quotes, symbols) is in both."""

HINT: Final = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
"""Properties of a run whose marks go with the hanzi."""

_OPEN: Final = '<w:t xml:space="preserve">'
_CLOSE: Final = "</w:t></w:r>"
_EAST_ASIAN: Final = re.compile("[^\x00-\u10ff\u1200-\u2e7f]")
_LATIN_RUN: Final = re.compile(f"([{_LATIN}]+(?:(?<=[A-Za-z0-9])[’·–‐‑](?=[A-Za-z0-9])[{_LATIN}]+)*)")


def escape(text: str) -> str:
    """Return `text` as XML character data."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def attribute(text: str) -> str:
    """Return `text` as the value of an XML attribute in double quotes, characters XML cannot hold left out."""
    text = escape(ILLEGAL.sub("", text)).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def has_east_asian(text: str) -> bool:
    """Tell whether `text` holds a character that only an East Asian face sets."""
    return _EAST_ASIAN.search(text) is not None


def runs(text: str, narrow: str = "", wide: str = HINT, *, chinese: bool = True) -> str:
    """Return `text` as runs of the Latin and of the East Asian face; `narrow` and `wide` are their w:rPr.

    Marks such as “ — … · belong to both scripts: Word sets them in the Latin face unless the run carries a hint
    (MS-OI29500 2.1.88). They are East Asian in a `chinese` paragraph, but Latin between two Latin letters.
    """
    inside = escape(text)
    if text.isascii() or not (chinese or has_east_asian(text)):
        xml = f"<w:r>{narrow}{_OPEN}{inside}{_CLOSE}"
    else:
        before, after = f"{_CLOSE}<w:r>{narrow}{_OPEN}", f"{_CLOSE}<w:r>{wide}{_OPEN}"
        pieces = _LATIN_RUN.split(inside)
        pieces[1::2] = [f"{before}{latin}{after}" for latin in pieces[1::2]]
        xml = f"<w:r>{wide}{_OPEN}{''.join(pieces)}{_CLOSE}".replace(f"<w:r>{wide}{_OPEN}{_CLOSE}", "")
    return with_controls(xml) if "\n" in inside or "\t" in inside or "\r" in inside else xml


def with_controls(xml: str) -> str:
    """Return runs with their tabs and line ends as elements."""
    xml = xml.replace("\r\n", "\n").replace("\r", "\n")
    xml = xml.replace("\t", f"</w:t><w:tab/>{_OPEN}").replace("\n", f"</w:t><w:br/>{_OPEN}")
    return xml.replace(f"{_OPEN}</w:t>", "")
