"""Text for a terminal or a log: nothing a file is called or holds may paint the screen or break a line."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return `text` with control characters shown as escapes; the full-width blank is none."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape", "surrogatepass").decode() for c in text
    )
