"""Family B: marks of titles of books and documents (书名号)."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.rules.pairing import Pair, pairs
from convert.rules.passage import MASK_LATIN, Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_DOUBLE = patterns.compile("<<|>>|[≪≫《》]|＜＜|＞＞")
_OPENING: Final = frozenset({"<<", "≪", "《", "＜＜"})
_LONGEST: Final = 200  # characters of a title
_SINGLE = patterns.compile("(?<!<)<([^<>\n]{1,60})>(?!>)|(?<!＜)＜([^＜＞\n]{1,60})＞(?!＞)")
_TITLE = patterns.compile(f"[{HANZI}]")
_CODE_BEFORE = patterns.compile(f"[A-Za-z0-9_)\\]{MASK_LATIN}] ?$")


@rule(
    "B601", "title-angle", "●●○", Phase.TITLES,
    why="GB/T 15834 4.15: titles stand in 《》, titles inside titles in 〈〉",
    example=("<<条例>>", "《条例》"), trigger=("<≪＜>≫＞", ""),
)  # fmt: skip
def title_angle(passage: Passage) -> Iterator[Change]:
    """Write 《》 for doubled angle or much-less-than signs around a title, 〈〉 for single ones inside 《》."""
    text = passage.text
    for pair in pairs(passage, _DOUBLE, _OPENING.__contains__):
        (start, inner), (end, after) = pair.opening, pair.closing
        opening, closing = text[start:inner], text[end:after]
        if (opening, closing) == ("《", "》"):
            if inner < end <= inner + _LONGEST and _TITLE.search(text, inner, end):
                yield from _single_inside(text, inner, end)
        elif _is_title(passage, pair):
            if opening != "《":
                yield Change(start, inner, "《")
            if closing != "》":
                yield Change(end, after, "》")


def _is_title(passage: Passage, pair: Pair) -> bool:
    """Tell whether angle signs hold a title: hanzi, not too many, and no code before them."""
    (start, inner), (end, _) = pair.opening, pair.closing
    if end - inner > _LONGEST or not _TITLE.search(passage.text, inner, end):
        return False
    return passage.text[start:inner] != "<<" or not _CODE_BEFORE.search(passage.before(start, 2))


def _single_inside(text: str, start: int, end: int) -> Iterator[Change]:
    if "<" not in text[start:end] and "＜" not in text[start:end]:
        return
    for match in _SINGLE.finditer(text, start, end):
        if _TITLE.search(match.group()):
            yield Change(match.start(), match.start() + 1, "〈")
            yield Change(match.end() - 1, match.end(), "〉")


_BOOK = patterns.compile("[《》]")


@rule(
    "B602", "title-nest", "!!○", Phase.TITLES,
    why="GB/T 15834 4.15.3: a title inside a title stands in 〈〉",
    example=("《关于印发《办法》的通知》", "《关于印发〈办法〉的通知》"),
    trigger=("《<＜", "(?:(?<=[<＜])|[^》]{0,200}《)"), unsafe=True,
)  # fmt: skip
def title_nest(passage: Passage) -> Iterator[Change]:
    """Suggest 〈〉 for a title inside 《》, and for a title in lone angle signs."""
    for pair in pairs(passage, _BOOK, "《".__contains__):
        if pair.depth == 1:
            yield Change(*pair.opening, "〈")
            yield Change(*pair.closing, "〉")
    for match in _SINGLE.finditer(passage.text):
        if _TITLE.search(match.group()) and not _CODE_BEFORE.search(passage.before(match.start(), 2)):
            yield Change(match.start(), match.start() + 1, "〈")
            yield Change(match.end() - 1, match.end(), "〉")


_LIST_COMMA = patterns.compile("(?<=[”》])、(?=[“《])")


@rule(
    "B603", "list-comma", "!○○", Phase.STOPS,
    why="GB/T 15834 4.5.3.5: no 、 between adjacent quoted words or titles",
    example=("《甲》、《乙》", "《甲》《乙》"), trigger=("、", "(?<=[”》].)[“《]"), unsafe=True,
)  # fmt: skip
def list_comma(passage: Passage) -> Iterator[Change]:
    """Suggest dropping 、 between adjacent quotations or titles."""
    for match in _LIST_COMMA.finditer(passage.text):
        yield Change(match.start(), match.end(), "")
