"""Family R: marks typed twice, and marks that contradict each other."""

from __future__ import annotations

from convert import patterns
from convert.rules.passage import Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_DOUBLED = patterns.compile("([，、；：])\\1+|(?<!。)。。(?!。)")


@rule(
    "R801", "repeat", "●●●", Phase.REPEATS,
    why="GB/T 15834 4.1 to 4.7: a pausing mark stands once", example=("抓好，，", "抓好，"),
    trigger=("，、；：。", "(?=[，、；：。])(?:(?<=，)，|(?<=、)、|(?<=；)；|(?<=：)：|(?<=。)。)"),
)  # fmt: skip
def repeat(passage: Passage) -> Iterator[Change]:
    """Leave one of two or more equal pausing marks, as in ，， or 。。, where they stand together."""
    for match in _DOUBLED.finditer(passage.text):
        yield Change(match.start() + 1, match.end(), "")


_MANY = patterns.compile("！{4,}+|？{4,}+|[⁇‼⁈⁉]")
_LIGATURES = {"⁇": "？？", "‼": "！！", "⁈": "？！", "⁉": "！？"}


@rule(
    "R802", "repeat-max3", "●●●", Phase.REPEATS,
    why="GB/T 15834 4.2.3.3, 4.3.3.3: at most three", example=("！！！！！", "！！！"),
    trigger=("！？⁇‼⁈⁉", "(?:(?<=[⁇‼⁈⁉])|(?<=！)！{3}|(?<=？)？{3})"),
)  # fmt: skip
def repeat_max(passage: Passage) -> Iterator[Change]:
    """Leave three of four or more ！ or ？, and write ⁇ ‼ ⁈ ⁉ as two marks."""
    for match in _MANY.finditer(passage.text):
        if match.group() in _LIGATURES:
            yield Change(match.start(), match.end(), _LIGATURES[match.group()])
        else:
            yield Change(match.start() + 3, match.end(), "")


_CONFLICT = patterns.compile(
    "(?P<first>[，、；：])(?P<second>[。！？])|(?P<stop>[。！？])(?P<pause>[，、；：])|(?P<a>[，、；：])(?P<b>(?!(?P=a))[，、；：])"
    "|……(?P<end>。)|(?<=[。！？]”)(?P<twice>。)"
)


@rule(
    "R803", "conflict", "!!!", Phase.REPEATS,
    why="GB/T 15834 4.1 to 4.7, 4.8.3.4, 4.11.3: two pausing marks do not stand together",
    example=("落实，。", "落实。"), trigger=(
        "，、；：。！？…”",
        "(?=[，、；：。！？])(?:(?<=[，、；：])[，、；：。！？]|(?<=[。！？])[，、；：]|(?<=……)。|(?<=[。！？]”)。)",
    ), unsafe=True,
)  # fmt: skip
def conflict(passage: Passage) -> Iterator[Change]:
    """Report ，。 、， ……。 and 。”。, of which the weaker mark should go."""
    for match in _CONFLICT.finditer(passage.text):
        for group in ("first", "pause", "a", "end", "twice"):
            if match.group(group):
                yield Change(*match.span(group), "")
