"""Family O: the mark after the number of a heading or item (GB/T 9704 7.3.3, GB/T 15834 annex B.2)."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.rules.passage import EASTERN, MASK, Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_NUMERAL: Final = "一二三四五六七八九十百"
_INDENT: Final = (
    f"^[ \t\u3000\u00a0\u2002\u2003]*+(?:(?:#{{1,6}}|>|[*+-])[ {MASK}]++)?+"  # the marks are those of Markdown
)
_TEXT_NEXT: Final = f'(?=[ \u3000]?[{HANZI}“《（"(])'

_FEAST: Final = "(?![五六七八十][.．]一(?!体|流|线|致|律|站|批|手)|五[.．]四|三[.．]八|九[.．]一八|一二[.．]九)"
_HANZI_DOT = patterns.compile(
    f"{_INDENT}{_FEAST}[{_NUMERAL}]{{1,4}}+([.．])(?![{_NUMERAL}]{{1,4}}[.．倍折成元万亿米斤度]){_TEXT_NEXT}",
    patterns.MULTILINE,
)
_DIGIT_STOP = patterns.compile(f"{_INDENT}\\d{{1,2}}+(。){_TEXT_NEXT}", patterns.MULTILINE)


@rule(
    "O951", "ordinal-one", "●●○", Phase.ORDINALS,
    why="GB/T 15834 B.2.3: 、 after a numeral in hanzi, a full point after a numeral in digits",
    example=("一.指导思想", "一、指导思想"), trigger=(
        ".．。",
        f"(?:(?<=[{_NUMERAL}][.．])|(?<=[0-9]。))(?=[ \u3000]?(?:{EASTERN}|[\"(]))",
    ),
)  # fmt: skip
def ordinal_one(passage: Passage) -> Iterator[Change]:
    """Write, at the start of a line, 一、 for 一. and 1. for 1。 as the standard has them."""
    for match in _HANZI_DOT.finditer(passage.text):
        yield Change(match.start(1), match.end(1), "、")
    for match in _DIGIT_STOP.finditer(passage.text):
        yield Change(match.start(1), match.end(1), ".")


_BRACKETED = patterns.compile(
    f"{_INDENT}(?:[（(][{_NUMERAL}\\d]{{1,4}}[）)]|[①-⑳⑴-⒇㈠-㈩])([、，,.．])"
    f"(?=[ \u3000]?[{HANZI}“《])(?!第[{_NUMERAL}\\d]{{1,4}}[条款项章节])",
    patterns.MULTILINE,
)


@rule(
    "O952", "ordinal-paren", "●!○", Phase.ORDINALS,
    why="GB/T 15834 B.2.3: a number in brackets or a circle takes no mark after it",
    example=("（一）、加强", "（一）加强"), trigger=("、，,.．", "(?<=[）)①-⑳⑴-⒇㈠-㈩].)"),
)  # fmt: skip
def ordinal_paren(passage: Passage) -> Iterator[Change]:
    """At the start of a line drop the mark after （一）, (1) or ①."""
    for match in _BRACKETED.finditer(passage.text):
        yield Change(match.start(1), match.end(1), "")


_DIGIT_COMMA = patterns.compile(f"{_INDENT}\\d{{1,2}}+(、){_TEXT_NEXT}", patterns.MULTILINE)
_NTH_COMMA = patterns.compile(f"(?:^|(?<=[。；：\u3000 ]))第[{_NUMERAL}](、)(?=[{HANZI}])(?!第)", patterns.MULTILINE)


@rule(
    "O953", "ordinal-dot", "!○○", Phase.ORDINALS,
    why="GB/T 15834 B.2.3 and 4.5: 1. and 第一，", example=("1、加强", "1.加强"),
    trigger=("、", f"(?:(?<=[0-9].)|(?<=第[{_NUMERAL}].))"), unsafe=True,
)  # fmt: skip
def ordinal_dot(passage: Passage) -> Iterator[Change]:
    """Suggest 1. for 1、 and 第一， for 第一、 at the start of a line."""
    for match in _DIGIT_COMMA.finditer(passage.text):
        yield Change(match.start(1), match.end(1), ".")
    for match in _NTH_COMMA.finditer(passage.text):
        yield Change(match.start(1), match.end(1), "，")
