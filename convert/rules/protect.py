"""Masks what no rule may touch, and finds the blocks of a text that rules skip altogether."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANGUL, HANZI, KANA
from convert.diagnostics import Span
from convert.errors import UsageError
from convert.rules.codelines import lines_of_code
from convert.rules.passage import MASK
from convert.rules.shields import INLINE_CODE, SHIELDS, Shield

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Container, Iterable, Iterator, Sequence
    from typing import Final

_WESTERN: Final = patterns.compile(
    "^[\t \x21-\u02ff\u0370-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2100-\u214f\u2190-\u259f\ufdd0-\ufdd2]++$",
    patterns.MULTILINE,
)
_TIMES: Final = patterns.compile(r"\d{1,2}:\d\d[-–]\d{1,2}:\d\d(?:, ?\d{1,2}:\d\d[-–]\d{1,2}:\d\d)*")
_FOREIGN: Final = patterns.compile(
    f"[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff6f\uff71-\uff9d{HANGUL}]"
)  # ー alone is a dash typed by mistake
_FOREIGN_MARK: Final = patterns.compile(f"[^\\w\n{HANZI}{KANA}{HANGUL}]")
_LETTERS: Final = patterns.compile("[^\n]")


def mask(text: str) -> str:
    """Return `text` with every span that rules must leave alone masked, at the same length."""
    masked = _mask_foreign(_WESTERN.sub(_western, _mask_lines_of_code(text)))
    present = set(masked)
    for shield in SHIELDS:
        if shield.needed(masked, present):
            masked = _cover(shield, masked)
    return masked


def mask_code(text: str) -> str:
    """Return `text` with inline code and markup masked: all that rules on single characters leave alone."""
    return _cover(INLINE_CODE, text) if "`" in text else text


def _cover(shield: Shield, text: str) -> str:
    if "(?P<keep>" not in shield.pattern.pattern:
        return shield.pattern.sub(lambda match: _blot(match.group(), shield.mask), text)

    def kept(match: re.Match[str]) -> str:
        start, end = match.start("keep") - match.start(), match.end("keep") - match.start()
        return match.group()[:start] + shield.mask * (end - start) + match.group()[end:]

    return shield.pattern.sub(kept, text)


def _blot(text: str, mark: str) -> str:
    return mark * len(text) if "\n" not in text else _LETTERS.sub(mark, text)


def _mask_lines_of_code(text: str) -> str:
    parts: list[str] = []
    done = 0
    for start, end in lines_of_code(text):
        parts += (text[done:start], MASK * (end - start))
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def _western(match: re.Match[str]) -> str:
    """Mask a line without any East Asian character but for the blanks around it."""
    line = match.group()
    core = line.strip("\t ")
    if _TIMES.fullmatch(core):  # 8:00-12:00, a cell or line of its own in a Chinese text
        return line
    start = line.find(core) if core else 0
    return line[:start] + MASK * len(core) + line[start + len(core) :]


def _mask_foreign(text: str) -> str:
    """Mask the marks and inner blanks of lines with kana or Hangul, which have rules of their own."""
    parts: list[str] = []
    done = 0
    match = _FOREIGN.search(text)
    while match:
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        line = text[start:end]
        lead = len(line) - len(line.lstrip())
        tail = len(line.rstrip())
        parts += (text[done : start + lead], _FOREIGN_MARK.sub(MASK, line[lead:tail]), line[tail:])
        done = end
        match = _FOREIGN.search(text, end)
    parts.append(text[done:])
    return "".join(parts)


_FENCE: Final = patterns.compile("^ {0,3}(`{3,}|~{3,})([^\n]*)$", patterns.MULTILINE)
_BLOCKS: Final = (
    ("$$", "$$"),
    ("<!--", "-->"),
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
)
_NOTE: Final = "wenzhuan-ignore"
_ENVIRONMENT: Final = patterns.compile(r"\\begin\{(\w{1,30}\*?)\}")


def blocks(text: str, present: Container[str], ignore_lines: Sequence[str] = ()) -> list[Span]:
    """Return the ranges of `text` that hold code, markup of several lines, or what the user set aside, sorted.

    `present` tells at least its ASCII characters. `ignore_lines` are regular expressions; a line where one is found
    is set aside. Raises UsageError for a bad one.
    """
    found = [*_fences(text, present), *_front_matter(text)]
    if "\\" in present:
        found.extend(_environments(text))
    if "w" in present:
        found.extend(set_aside(text))
    for opening, closing in _BLOCKS:
        if opening[0] in present:
            found.extend(_between(text, opening, closing))
    for pattern in ignore_lines:
        found.extend(_lines_with(text, pattern))
    return union(found)


def union(spans: Iterable[Span]) -> list[Span]:
    """Return the spans sorted, those that touch or overlap made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        elif span.end > span.start:
            out.append(Span(*span))
    return out


def _fences(text: str, present: Container[str]) -> Iterator[Span]:
    if not (("`" in present and "```" in text) or ("~" in present and "~~~" in text)):
        return
    opened: tuple[int, str] | None = None
    for match in _FENCE.finditer(text):
        mark, rest = match.groups()
        if opened is None:
            if not ("`" in mark and "`" in rest):
                opened = match.start(), mark
        elif mark.startswith(opened[1]) and not rest.strip():
            yield Span(opened[0], match.end())
            opened = None
    if opened is not None:
        yield Span(opened[0], len(text))


def _between(text: str, opening: str, closing: str) -> Iterator[Span]:
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            return
        yield Span(start, end + len(closing))
        start = text.find(opening, end + len(closing))


def _environments(text: str) -> Iterator[Span]:
    missing: set[str] = set()
    position = 0
    while "\\begin{" in text and (match := _ENVIRONMENT.search(text, position)):
        position = match.end()
        name = match.group(1)
        if name == "document" or name in missing:
            continue
        end = text.find(f"\\end{{{name}}}", position)
        if end < 0:
            missing.add(name)
            continue
        position = end + len(name) + 6
        yield Span(match.start(), position)


def _front_matter(text: str) -> Iterator[Span]:
    if text.startswith("---\n"):
        end = text.find("\n---\n", 3, 20_000)
        if end > 0 and ":" in text[4:end]:
            yield Span(0, end + 4)


def set_aside(text: str) -> list[Span]:
    """Return the ranges that ignore comments name, sorted."""
    if _NOTE not in text:
        return []
    return union([*_notes(text), *_between(text, f"{_NOTE}-start", f"{_NOTE}-end")])


def _notes(text: str) -> Iterator[Span]:
    """Yield what the ignore comments name: this line, the next line, or the whole file."""
    position = text.find(_NOTE)
    while position >= 0:
        start, end = text.rfind("\n", 0, position) + 1, _line_end(text, position)
        note = text[position : position + 26]
        if note.startswith("wenzhuan-ignore-file"):
            yield Span(0, len(text))
            return
        if note.startswith("wenzhuan-ignore-next-line"):
            end = _line_end(text, min(end + 1, len(text)))
        yield Span(start, end)
        position = text.find(_NOTE, max(end, position + 1))


def _lines_with(text: str, pattern: str) -> Iterator[Span]:
    import re

    try:
        sought = re.compile(pattern)
    except re.error as error:
        raise UsageError(f"ignore-lines: {pattern!r} is no regular expression: {error}") from None
    start = 0
    for line in text.split("\n"):
        if sought.search(line):
            yield Span(start, start + len(line))
        start += len(line) + 1


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found
