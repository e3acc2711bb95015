"""Text as XML: escaping, characters XML cannot hold, and runs split between the Latin and the East Asian face."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters outside the Char production of XML 1.0."""

_EAST_ASIAN: Final = (
    "\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
_AMBIGUOUS: Final = "\u00a7\u00b0\u00b1\u00b7\u00d7\u00f7\u2010-\u2027\u2030-\u205e\u2100-\u27bf\u2b00-\u2bff"
_HAS_EAST_ASIAN: Final = re.compile(f"[{_EAST_ASIAN}]")
_HAS_AMBIGUOUS: Final = re.compile(f"[{_AMBIGUOUS}]")
_BETWEEN_LATIN: Final = "(?<=[A-Za-z0-9])[’·–‐‑](?=[A-Za-z0-9])"
_SEGMENT: Final = re.compile(
    f"((?:[^{_EAST_ASIAN}{_AMBIGUOUS}]|{_BETWEEN_LATIN})+)|((?:(?!{_BETWEEN_LATIN})[{_EAST_ASIAN}{_AMBIGUOUS}])+)"
)


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
    return _HAS_EAST_ASIAN.search(text) is not None


def segments(text: str, *, chinese: bool = True) -> Iterator[tuple[bool, str]]:
    """Yield (East Asian?, piece) of `text` in order.

    Marks such as “ — … · belong to both scripts: Word sets them in the Latin face unless the run carries a hint
    (MS-OI29500 2.1.88). They are East Asian in a `chinese` paragraph, but Latin between two Latin letters.
    """
    if not chinese and not has_east_asian(text):
        yield False, text
        return
    if text.isascii():
        yield False, text
        return
    for match in _SEGMENT.finditer(text):
        yield match.lastindex == 2, match.group()
