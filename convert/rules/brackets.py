"""Families P204 to P207: width and shape of brackets, and the bracket of a document number."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.rules.pairing import Pair, pairs
from convert.rules.passage import FULL_MARKS, MASK_DIGIT, MASK_LATIN, Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from typing import Final

_ROUND = patterns.compile("[()（）]")
_SQUARE = patterns.compile("[\\[\\]［］]")
_CURLY = patterns.compile("[{}｛｝]")
_CHINESE = patterns.compile(f"[{HANZI}{FULL_MARKS}％～—…]")
_LATIN = patterns.compile(f"[A-Za-z0-9{MASK_LATIN}{MASK_DIGIT}]")
_CHINESE_LINE = patterns.compile(f"[{HANZI}]")


_ACRONYM = patterns.compile("(?<![A-Za-z])[A-Z]{2,8}$")
_SPELT_OUT = patterns.compile("[A-Z][a-z]+ [A-Za-z]")


_FACE = patterns.compile(f"[^{HANZI}{FULL_MARKS}A-Za-z0-9{MASK_LATIN}{MASK_DIGIT}\x20\u3000]{{2,8}}")  # ╯°□°


_INNER_REACH: Final = 300  # characters inside of brackets that tell what they hold


def _inner(passage: Passage, pair: Pair) -> str:
    return passage.text[pair.opening[1] : min(pair.closing[0], pair.opening[1] + _INNER_REACH)]


def _neighbours(passage: Passage, pair: Pair) -> tuple[str, str]:
    """Return the characters before and after a pair, blanks skipped, "" at the edge of a line."""
    return passage.before(pair.opening[0], 3).rstrip(" ")[-1:], passage.after(pair.closing[1], 3).lstrip(" ")[:1]


def _wants_full(passage: Passage, pair: Pair, widened: Container[int]) -> bool:
    """Tell whether round brackets stand in Chinese: hanzi inside, or hanzi before, or a number heading a line.

    `widened` are the places of brackets found to be Chinese already.
    """
    text, inner = passage.text, _inner(passage, pair)
    before, after = _neighbours(passage, pair)
    adjacent = text[pair.opening[0] - 1 : pair.opening[0]]
    if not inner.strip():
        return False
    if _CHINESE_LINE.search(inner):
        spaced = adjacent == " " and text[pair.closing[1] : pair.closing[1] + 1] == " "
        return not (spaced and _LATIN.match(before) and _LATIN.match(after))
    if not (_LATIN.search(inner) or _CHINESE.search(inner)):
        return False
    if passage.habit != "official" and adjacent == " ":
        return False  # typed as Latin is, with a blank before; only official documents insist
    blanks = len(passage.before(pair.opening[0], 3)) - len(passage.before(pair.opening[0], 3).rstrip(" "))
    if _CHINESE.match(before) or (before and before in "()" and pair.opening[0] - blanks - 1 in widened):
        return True
    if _SPELT_OUT.match(inner) and _ACRONYM.search(passage.before(pair.opening[0], 12)):
        return passage.in_chinese(pair.opening[0], pair.closing[1])
    return not before and bool(_CHINESE.match(after))


@rule(
    "P204", "bracket-full", "●●○", Phase.BRACKETS,
    why="GB/T 15834 4.9, 5.1.5: brackets in Chinese text take a full square between them",
    example=("党委(党组)", "党委（党组）"), trigger=("(", ""),
)  # fmt: skip
def bracket_full(passage: Passage) -> Iterator[Change]:
    """Widen ( ) with hanzi inside or in a Chinese context."""
    widened: set[int] = set()
    for pair in sorted(pairs(passage, _ROUND, "(（".__contains__)):  # each may lean on one to its left
        (start, _), (end, _) = pair.opening, pair.closing
        if passage.text[start] == "(" and passage.text[end] == ")" and _wants_full(passage, pair, widened):
            widened.update((start, end))
            yield Change(start, start + 1, "（")
            yield Change(end, end + 1, "）")


@rule(
    "P205", "bracket-pair", "●●●", Phase.BRACKETS,
    why="GB/T 15834 4.9: both halves of a pair have one form", example=("（一)", "（一）"),
    trigger=("()\\[\\]{}", ""),
)  # fmt: skip
def bracket_pair(passage: Passage) -> Iterator[Change]:
    """Give both halves of a pair the same width: full in Chinese, half between Latin."""
    for marks, half, full in ((_ROUND, "()", "（）"), (_SQUARE, "[]", "［］"), (_CURLY, "{}", "｛｝")):
        for pair in pairs(passage, marks, (half[0] + full[0]).__contains__):
            (start, _), (end, _) = pair.opening, pair.closing
            opening, closing = passage.text[start], passage.text[end]
            if (opening in half) != (closing in half) and not _FACE.fullmatch(_inner(passage, pair)):
                before, after = _neighbours(passage, pair)
                western = _LATIN.match(before) and _LATIN.match(after) and not _CHINESE.search(_inner(passage, pair))
                wanted = half if western else full
                if opening != wanted[0]:
                    yield Change(start, start + 1, wanted[0])
                if closing != wanted[1]:
                    yield Change(end, end + 1, wanted[1])


_AGENCY_END: Final = "发函办字令规电复批任议纪报呈党政公通财税教科卫环建交农商审法检"
_DOC_NUMBER = patterns.compile(
    f"(?<=[{HANZI}])(?:(?P<square>[\\[［﹝〔])|(?<=[{_AGENCY_END}])[【(（])"
    " ?((?:19|20)\\d\\d) ?(?P<close>[\\]］﹞〕】)）])(?= ?(?:第 ?)?\\d{1,5}(?:-\\d{1,3})? ?号)"
)


@rule(
    "P206", "docnum-bracket", "●!○", Phase.DOCUMENT_NUMBERS,
    why="GB/T 9704 7.2.5, GB/T 15834 4.9.3: the year of a document number stands in 〔〕",
    example=("国发[2019]15号", "国发〔2019〕15号"), trigger=(
        "\\[［﹝【(（〔",
        " ?(?:19|20)[0-9][0-9] ?(?:(?<=〔[0-9]{4})[\\]］﹞】)）]|(?<!〔[0-9]{4})[\\]］﹞〕】)）])",
    ),
)  # fmt: skip
def docnum_bracket(passage: Passage) -> Iterator[Change]:
    """Write 〔2019〕 in a document number; a case number, which begins with （2019）, keeps its brackets."""
    for match in _DOC_NUMBER.finditer(passage.text):
        start, end = match.start(), match.end()
        if match.group() != f"〔{match.group(2)}〕":
            yield Change(start, match.start(2), "〔")
            yield Change(match.end(2), end, "〕")


_NUMBER_FORM = patterns.compile("(?<=〕)(第? ?0*)([1-9]\\d{0,4})(?=号)")


@rule(
    "P207", "docnum-form", "!○○", Phase.DOCUMENT_NUMBERS,
    why="GB/T 9704 7.2.5: the number takes neither 第 nor leading noughts",
    example=("国发〔2019〕第015号", "国发〔2019〕15号"), trigger=("〕", "第| ?0"), unsafe=True,
)  # fmt: skip
def docnum_form(passage: Passage) -> Iterator[Change]:
    """Suggest dropping 第 and leading noughts in a document number."""
    for match in _NUMBER_FORM.finditer(passage.text):
        if match.group(1):
            yield Change(match.start(1), match.end(1), "")
