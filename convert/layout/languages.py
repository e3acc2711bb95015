"""The language of passages that are not in that of the document, so that they are read aloud as they should be."""

from __future__ import annotations

from convert import patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_LETTERS: Final = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
_PASSAGE: Final = patterns.compile(f"[{_LETTERS}][{_LETTERS}'’.-]*(?:[,;:]? [{_LETTERS}][{_LETTERS}'’-]*){{2,}}")
"""Three words or more: single names and terms are read as part of the sentence they stand in."""

_ENGLISH: Final = patterns.compile(r"\b(?:the|of|and|to|in|is|are|was|for|with|that|by|on|from|at|as|an?)\b")
_CYRILLIC: Final = patterns.compile("[\u0400-\u052f]")
_GREEK: Final = patterns.compile("[\u0370-\u03ff]")
_UNKNOWN: Final = "und"


def passages(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield first and last offset and language of each passage of at least three words in `text`."""
    for match in _PASSAGE.finditer(text) if " " in text else ():
        yield match.start(), match.end(), language(match.group())


def language(text: str) -> str:
    """Return the language of Latin, Greek or Cyrillic text (BCP 47), "und" when nothing tells it."""
    if _CYRILLIC.search(text):
        return "ru"
    if _GREEK.search(text):
        return "el"
    return "en" if _ENGLISH.search(text.lower()) else _UNKNOWN
