"""Family E: the ellipsis (省略号)."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.rules.passage import FULL_MARKS, MASK, MASK_LATIN, Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_DOTS = patterns.compile("…++|⋯++|\\.{3,}+|。{3,}+|[·・•･‧∙]{3,}+|．{3,}+")
_CHINESE: Final = patterns.compile(f"[{HANZI}{FULL_MARKS}％～]")
_SERIES = patterns.compile(f"[A-Za-z0-9{MASK_LATIN}][，、,]…[，、,][A-Za-z0-9{MASK_LATIN}]")
_LATIN: Final = patterns.compile(f"[A-Za-z0-9{MASK_LATIN}]")


@rule(
    "E401", "ellipsis", "●●●", Phase.ELLIPSES,
    why="GB/T 15834 4.11: six dots in two squares, twelve for a whole paragraph left out",
    example=("等。。。", "等……"), trigger=(
        "….。⋯·・•･‧∙．",
        "(?:(?<=[…⋯])(?:(?<=⋯)|(?<!……)(?!…)|……)"
        "|(?=[.。．·・•･‧∙])(?:(?<=\\.)\\.\\.|(?<=。)。。|(?<=．)．．|(?<=[·・•･‧∙])[·・•･‧∙]{2}))",
    ),
)  # fmt: skip
def ellipsis(passage: Passage) -> Iterator[Change]:
    """Write …… for …, ..., 。。。, ⋯⋯ or a row of middle dots in Chinese text."""
    text = passage.text
    for match in _DOTS.finditer(text):
        run = match.group()
        if run == "…" and _SERIES.match(text, max(0, match.start() - 2)):
            continue  # 1，2，…，n
        wanted = "…………" if run in ("…………", "⋯⋯⋯⋯") or (run[0] in "….·" and len(run) == 12) else "……"
        if run != wanted and _in_chinese(passage, match.start(), match.end()):
            yield Change(match.start(), match.end(), wanted)


def _in_chinese(passage: Passage, start: int, end: int) -> bool:
    """Tell whether dots stand in Chinese: hanzi or a full-width mark on one side, no Latin on both."""
    before = passage.before(start, 4).rstrip(" \"'")[-1:]
    after = passage.after(end, 4).lstrip(" \"'")[:1]
    if MASK in (before, after):
        return False
    if _CHINESE.match(before):
        return True
    if _CHINESE.match(after):
        return after not in "（《“‘「" or not _LATIN.match(before)
    return bool(_LATIN.match(before)) and not after and bool(_CHINESE.search(passage.before(start, 12)))
