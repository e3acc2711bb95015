"""Rule Q306: quotation marks and brackets without a partner, or crossing one another."""

from __future__ import annotations

from convert import patterns
from convert.chars.punctuation import PAIRS
from convert.rules.pairing import unbalanced
from convert.rules.passage import Passage
from convert.rules.quotes import tokens
from convert.rules.registry import Finding, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_CLOSES: Final = {closing: opening for opening, closing in PAIRS.items() if opening not in "〝｛［"}
_OPENS: Final = frozenset(_CLOSES.values())
_REACH: Final = 40  # open marks looked back over
_MOST: Final = 20  # findings in one paragraph
_MARKS = patterns.compile('[“”‘’「」『』（）《》〈〉【】〔〕〖〗"＂]')
_QUOTES: Final = frozenset("“‘「『")
_ITEM = patterns.compile("[0-9a-zA-Z一二三四五六七八九十①-⑳]$")


@rule(
    "Q306", "quote-balance", "!!!", Phase.AUDIT,
    why="GB/T 15834 4.8, 4.9: such marks come in pairs; which one is missing only the writer knows",
    example=("“初心", "“初心"), seek=unbalanced,
)  # fmt: skip
def balance(passage: Passage) -> Iterator[Finding]:
    """Report a quotation mark or bracket without a partner, and pairs that cross, with both places."""
    for start, end in passage.paragraphs():
        if _MARKS.search(passage.text, start, end):
            following = (passage.text[end : end + 8] or passage.following).lstrip(" \u3000\t\n")[:1]
            yield from _paragraph(passage.text, start, end, following)


def _paragraph(text: str, start: int, end: int, following: str) -> Iterator[Finding]:
    """Yield what is wrong in a paragraph; a quotation may go on in the next, which begins with the same mark."""
    quotes = tokens(text, start, end)
    straight = [token for token in quotes if not token.side]
    if len(straight) % 2:
        first, last = straight[0].place, straight[-1].place
        yield Finding(
            last, last + 1, f"{len(straight)} straight quotation marks cannot be paired", ((first, first + 1),)
        )
    stack: list[tuple[str, int]] = []
    lonely = 0
    for match in _MARKS.finditer(text, start, end):
        char, index = match.group(), match.start()
        if char in _OPENS:
            stack.append((char, index))
        elif char in _CLOSES and not _is_word_mark(text, char, index, stack):
            finding = _close(stack, char, index)
            if finding is not None:
                yield finding
                lonely += 1
                if finding.related or lonely == _MOST:
                    return
    if stack and not (following in _QUOTES and [char for char, _ in stack] == [following]):
        char, index = stack[0]
        rest = tuple((place, place + 1) for _, place in stack[1:3])
        yield Finding(index, index + 1, f"{char} is never closed in its paragraph", rest)


def _is_word_mark(text: str, char: str, index: int, stack: list[tuple[str, int]]) -> bool:
    """Tell whether a closing mark is an apostrophe or belongs to a number such as 1）in a list."""
    before = text[max(0, index - 1) : index]
    if char == "’":
        return before.isascii() and before.isalpha()
    return char == "）" and bool(_ITEM.match(before)) and all(opening != "（" for opening, _ in stack[-_REACH:])


def _close(stack: list[tuple[str, int]], char: str, index: int) -> Finding | None:
    """Take the partner of a closing mark off the stack; return what is wrong, if anything."""
    wanted = _CLOSES[char]
    if stack and stack[-1][0] == wanted:
        stack.pop()
        return None
    if any(opening == wanted for opening, _ in stack[-_REACH:]):
        opening, place = stack[-1]
        return Finding(index, index + 1, f"{char} closes across {opening}", ((place, place + 1),))
    return Finding(index, index + 1, f"{char} closes nothing in its paragraph")
