"""Where paragraphs begin in plain text whose lines may be hard-wrapped."""

from __future__ import annotations

from convert import patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

    LineBreaks = Literal["paragraph", "line", "block"]


"""What a line break means: maybe a wrap within a paragraph, always a new paragraph, or always a wrap."""

_FRESH: Final = patterns.compile(
    "[ \t\u3000\u00a0\u2000-\u200a\u202f\u205f]"  # an indent
    "|[一二三四五六七八九十百]{1,4}[、.．]"
    "|[（(][一二三四五六七八九十百\\d]{1,4}[）)]"
    "|\\d{1,3}(?:[、.．)）](?!\\d)|(?:\\.\\d{1,3})++[ \t\u3000])"
    "|第[一二三四五六七八九十百千零〇○\\d]{1,7}[编章节条款]"
    "|[①-⑳●•◆■★]"
    "|(?:[-*+>|#]|——)"
    "|附件|附：|\\n|$"
)
_TERMINAL: Final = frozenset("。！？：；…”’」』）】.!?:;)\"'")
_NARROW: Final = patterns.compile("[ -~]")
_WIDEST_WRAP: Final = 120  # cells; no text is wrapped by hand wider than three pages' worth of columns
_NARROWEST_WRAP: Final = 30


def _cells(line: str) -> int:
    return 2 * len(line) - len(_NARROW.findall(line))


def wraps(line: str, following: str) -> bool:
    """Tell whether the paragraph of `line` goes on in the line `following` (both without line ends)."""
    if not line.strip() or _FRESH.match(following) or len(line) > _WIDEST_WRAP:
        return False
    width = _cells(line)
    if width > _WIDEST_WRAP or width < _NARROWEST_WRAP:
        return False
    if line.rstrip()[-1:] in _TERMINAL:
        return width >= _cells(following[:_WIDEST_WRAP]) - 4
    return True


def paragraph_starts(text: str, line_breaks: LineBreaks = "paragraph") -> list[int]:
    """Return the offsets at which paragraphs begin, ascending, the first always 0."""
    starts = [0]
    if line_breaks == "block":
        return starts
    previous, position = None, 0
    for line in text.split("\n"):
        if previous is not None and (line_breaks == "line" or not wraps(previous, line)):
            starts.append(position)
        position += len(line) + 1
        previous = line
    return starts


def enclosing(text: str, start: int, end: int, line_breaks: LineBreaks = "paragraph") -> tuple[int, int]:
    """Return the smallest range of whole paragraphs that holds [start, end), with its last line end."""
    if line_breaks == "block":
        return 0, len(text)
    low = text.rfind("\n", 0, start) + 1
    while low > 0 and line_breaks == "paragraph":
        above = text.rfind("\n", 0, low - 1) + 1
        if not wraps(text[above : low - 1], _line(text, low)):
            break
        low = above
    high = _line_end(text, end - 1 if end > start else start)
    while high < len(text) and line_breaks == "paragraph":
        last = text.rfind("\n", 0, high - 1) + 1
        if not wraps(text[last : high - 1], _line(text, high)):
            break
        high = _line_end(text, high)
    return low, high


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _line(text: str, start: int) -> str:
    found = text.find("\n", start, start + _WIDEST_WRAP + 1)
    return text[start : start + _WIDEST_WRAP + 1 if found < 0 else found]
