"""Text as XML: escaping, characters XML cannot hold, and runs split between the Latin and the East Asian face."""

from __future__ import annotations

from convert import patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

ILLEGAL: Final = patterns.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters outside the Char production of XML 1.0."""

_BEYOND_ASCII: Final = (
    "\x80-\u00a6\u00a8-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u10ff\u1200-\u200f\u2800-\u2aff"
)
_LATIN: Final = f"\x00-\x7f{_BEYOND_ASCII}"
"""What only a Latin face sets; what is left out below U+2E80 (§ ° ± · × ÷, dashes, quotes, symbols) is in both."""

HINT: Final = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
"""Properties of a run whose marks go with the hanzi."""

_OPEN: Final = '<w:t xml:space="preserve">'
_CLOSE: Final = "</w:t></w:r>"
_EAST_ASIAN: Final = patterns.compile("[^\x00-\u10ff\u1200-\u2e7f]")
_BETWEEN_LATIN: Final = "(?<=[A-Za-z0-9])[’·–‐‑](?=[A-Za-z0-9])"
_LATIN_RUN: Final = patterns.compile(f"([{_LATIN}]+(?:{_BETWEEN_LATIN}[{_LATIN}]+)*)")
_HURT_BY_HINT: Final = patterns.compile(f"[{_BEYOND_ASCII}]|{_BETWEEN_LATIN}")
"""What Word would set in the East Asian face for the hint alone: é, Greek, Cyrillic, an apostrophe in a Latin word."""

_NOT_SIMPLE: Final = patterns.compile("[\x00-\x1f&<>\x80-\u2011\u2013\u2019\u2800-\u2aff\ud800-\udfff\ufffe\uffff]")
"""What must be escaped or reported, becomes an element, or may part a run."""
_ADDRESS: Final = patterns.compile("[!-~]{24}")


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


def has_address(text: str) -> bool:
    """Tell whether `text` holds an address of the web or of mail that takes nearly half a line or more."""
    return ("://" in text or "www." in text or "@" in text) and _ADDRESS.search(text) is not None


def simple_run(text: str, wide: str = HINT) -> str:
    """Return a line with hanzi and without anything special as one run, `wide` its w:rPr; "" for any other."""
    if _NOT_SIMPLE.search(text) is None and _EAST_ASIAN.search(text) is not None and not has_address(text):
        return f"<w:r>{wide}{_OPEN}{text}{_CLOSE}"
    return ""


def runs(text: str, narrow: str = "", wide: str = HINT, *, chinese: bool = True) -> str:
    """Return `text` in runs; `narrow` and `wide` are the w:rPr without and with the East Asian hint.

    Word chooses the face by character: ASCII always the Latin one, hanzi the East Asian one. Marks such as “ — … ·
    belong to both scripts and go with the Latin face unless the run carries the hint (MS-OI29500 2.1.88). They are
    East Asian in a `chinese` paragraph, but Latin between two Latin letters. Only where the hint would do harm are
    Latin words parted from the hanzi: a sentence in one run is found, edited and searched as a sentence.
    """
    inside = escape(text)
    if text.isascii() or not (chinese or has_east_asian(text)):
        xml = f"<w:r>{narrow}{_OPEN}{inside}{_CLOSE}"
    elif _HURT_BY_HINT.search(text) is None:
        xml = f"<w:r>{wide}{_OPEN}{inside}{_CLOSE}"
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
