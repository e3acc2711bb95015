"""Rule S108: the blank between hanzi and Latin that technical writing on the web likes to type."""

from __future__ import annotations

from _operator import itemgetter
from bisect import bisect_right

from convert import patterns
from convert.chars import HANGUL, HANZI, KANA
from convert.rules.passage import MASK_DIGIT, MASK_LATIN, Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from typing import Final

_CJK: Final = f"{HANZI}{KANA}{HANGUL}"
_WORD: Final = f"A-Za-z0-9{MASK_LATIN}{MASK_DIGIT}"
_GAP = patterns.compile(
    f"(?<=[{_CJK}])(?=[{_WORD}])"
    f"|(?<=[{_WORD}])(?=[{_CJK}])"
    f"|(?<=[0-9][%+℃°])(?=[{_CJK}])"  # 15%或, 2+差别
    f"|(?<=[A-Za-z][!+])(?=[{_CJK}])"  # Yes!升级, C++编译
    f"|(?<=[{HANZI}])(?<![年月日时分秒号第元个])(?=[+-][0-9])"  # 范围 -255
    f"|(?<=[{_CJK}])(?=[(\\[])"
    f"|(?<=[)\\]])(?=[{_CJK}])"
)
_VERBATIM = patterns.compile(
    "《[^《》\n]{1,100}》|\\[\\[[^\\[\\]\n]{1,100}\\]\\]|#[^#\\s]{1,40}#"  # titles, wiki links, hashtags
    f"|[{HANZI}]〔[0-9]{{4}}〕[0-9]{{1,5}}号"  # document numbers
)
_HYPHEN = patterns.compile(f"(?<=[{HANZI}”’）】》」])-(?=[{HANZI}“‘（【《「])")
_PIPE = patterns.compile(f"(?<=[{HANZI}])\\|(?=[{HANZI}])")
_SOLID_BEFORE: Final = "）】》」"
_SOLID_AFTER: Final = "（【《「"


@rule(
    "S108", "mixed-space-on", "○○●", Phase.MIXED_SPACES,
    why="custom of the web only; Word, TeX and CSS text-autospace make the gap themselves",
    example=("学习Python语言", "学习 Python 语言"), trigger=(f"{_WORD}()\\[\\]|\\-", ""),
)  # fmt: skip
def mixed_space_on(passage: Passage) -> Iterator[Change]:
    """Insert one blank between hanzi and Latin, digits or half-width brackets, and around a lone - or |."""
    text = passage.text
    verbatim = [match.span() for match in _VERBATIM.finditer(text)]
    for match in _GAP.finditer(text):
        index = bisect_right(verbatim, match.start(), key=itemgetter(0)) - 1
        if index < 0 or match.start() >= verbatim[index][1] or match.start() == verbatim[index][0]:
            yield Change(match.start(), match.start(), " ")
    for match in _HYPHEN.finditer(text):
        if text[match.start() - 1] not in _SOLID_BEFORE and text[match.end()] in "“‘":
            yield from _around(match)
        elif _HANZI.match(text[match.end()]) or _HANZI.match(text[match.start() - 1]):
            yield from _around(match, text[match.start() - 1] in _SOLID_BEFORE, text[match.end()] in _SOLID_AFTER)
    for match in _PIPE.finditer(text):
        yield from _around(match)


_HANZI = patterns.compile(f"[{HANZI}]")


def _around(match: re.Match[str], solid_before: bool = False, solid_after: bool = False) -> Iterator[Change]:
    if not solid_before:
        yield Change(match.start(), match.start(), " ")
    if not solid_after:
        yield Change(match.end(), match.end(), " ")
