"""Family Q: quotation marks, paired within each paragraph (引号)."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.records import NamedTuple
from convert.rules.pairing import pairs, unbalanced
from convert.rules.passage import FULL_MARKS, MASK_LATIN, Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from typing import Final

_STRAIGHT: Final = '"＂'
_OPEN: Final = "“〝„‟"
_CLOSE: Final = "”〞〟"
_DOUBLE = patterns.compile(f"[{_STRAIGHT}{_OPEN}{_CLOSE}]")
_ODD_FORM = patterns.compile('["＂〝〞〟„‟]')
_HANZI = patterns.compile(f"[{HANZI}]")
_CHINESE = patterns.compile(f"[{HANZI}{FULL_MARKS}％—…]")
_WESTERN = patterns.compile(f"[A-Za-z0-9,.;!?{MASK_LATIN}]")


class Token(NamedTuple):
    """A quotation mark of a paragraph and what it surely is: 1 opens, -1 closes, 0 straight."""

    place: int
    char: str
    side: int


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the double quotation marks of a paragraph, feet and inches apart."""
    found = []
    for match in _DOUBLE.finditer(text, start, end):
        char = match.group()
        found.append(Token(match.start(), char, 1 if char in _OPEN else -1 if char in _CLOSE else 0))
    straight = [token for token in found if token.side == 0]
    inches = [token for token in straight if text[token.place - 1 : token.place].isdigit()]
    if inches and (len(inches) == len(straight) == len(found) or (len(found) % 2 and len(inches) == 1)):
        return [token for token in found if token not in inches]
    return found


def well_formed(found: Sequence[Token]) -> bool:
    """Tell whether every mark is curly and every opening one is closed, nested ones too."""
    depth = 0
    for token in found:
        depth += token.side
        if token.side == 0 or depth < 0:
            return False
    return depth == 0


def sides(text: str, found: Sequence[Token]) -> list[int] | None:
    """Return 1 or -1 for every mark of a paragraph, or None when the pairing cannot be known.

    All marks take turns, unless straight ones lie around well-formed curly ones or inside them.
    """
    curly = [token for token in found if token.side]
    straight = [token for token in found if not token.side]
    if curly and straight and len(straight) % 2 == 0 and well_formed(curly):
        return _around_or_beside(text, found)
    if len(found) % 2:
        return None
    made = [1 - 2 * (n % 2) for n in range(len(found))]
    wrong = sum(token.side == -side for token, side in zip(found, made, strict=True))
    if wrong and (_continued(found) or any(_meant(text, token, side) for token, side in zip(found, made, strict=True))):
        return None
    return None if straight and _maybe_nested(text, found) else made


def _around_or_beside(text: str, found: Sequence[Token]) -> list[int] | None:
    """Return the better of two readings: straight marks pair among themselves, or take turns with the curly ones."""
    turns = iter(range(len(found)))
    nested = [token.side or 1 - 2 * (next(turns) % 2) for token in found]
    flat = [1 - 2 * (n % 2) for n in range(len(found))]
    flat_fits = all(token.side in (0, side) for token, side in zip(found, flat, strict=True))
    if not _balanced(nested):
        return flat if flat_fits else None
    if not flat_fits or nested == flat:
        return nested
    score = _evidence(text, found, flat) - _evidence(text, found, nested)
    return None if score == 0 else flat if score > 0 else nested


def _evidence(text: str, found: Sequence[Token], made: Sequence[int]) -> int:
    """Count what speaks for the sides given to straight marks, less what speaks against them."""
    score = 0
    for number, (token, side) in enumerate(zip(found, made, strict=True)):
        before, after = text[token.place - 1 : token.place], text[token.place + 1 : token.place + 2]
        if side > 0:
            score += (not before or before in "：，。；、（\n\u3000") - (after in tuple("，。；、：）"))
            if number + 1 < len(found) and made[number + 1] < 0:  # what it quotes: a word rather than clauses
                score -= _CLAUSES.search(text, token.place, found[number + 1].place) is not None
        elif not token.side:
            score += (not after or after in "，。；、：）\n" or before in "。！？") - (before in tuple("：（，、"))
    return score


_CLAUSES = patterns.compile("[，。；：]|[^“”]{13}")


def _balanced(made: Sequence[int]) -> bool:
    depth = 0
    for side in made:
        depth += side
        if depth < 0:
            return False
    return depth == 0


def _continued(found: Sequence[Token]) -> bool:
    """Tell whether the marks are fine but for a first opening one, as in a quotation over several paragraphs."""
    return found[0].side == 1 and well_formed(found[1:])


def _meant(text: str, token: Token, side: int) -> bool:
    """Tell whether a mark that would be turned round is plainly right: 。” ends a speech, ：“ begins one."""
    before, after = text[token.place - 1 : token.place], text[token.place + 1 : token.place + 2]
    if token.side == -side == -1:
        return before in tuple("。！？…，；") or after in tuple("，。；、）")
    return token.side == -side == 1 and before in tuple("：，。；、（")


def _maybe_nested(text: str, found: Sequence[Token]) -> bool:
    """Tell whether straight marks may be nested, as in 他说："甲"乙"丙。" that pairs in two ways."""
    if len(found) < 4 or len(found) % 2:
        return False
    first, last = found[0].place, found[-1].place
    opens_speech = text[first - 1 : first] in ("：", ":", "，", ",") or first == 0 or text[first - 1] in "\n\u3000"
    ends_sentence = text[last - 1 : last] in tuple("。！？.!?…")
    if not (opens_speech and ends_sentence):
        return False
    for left, right in zip(found[1:-1:2], found[2:-1:2], strict=True):
        between = text[left.place + 1 : right.place]
        if between and len(between) <= 12 and all(_HANZI.match(char) for char in between):
            inside = text[found[-2].place + 1 : last]
            if len(found) == 4 and _HANZI.match(text[right.place - 1]) and _HANZI.match(inside):
                return True
    return False


def _western(text: str, opening: int, closing: int) -> bool:
    """Tell whether a pair stands in Latin text: no hanzi inside and none beside it."""
    if _HANZI.search(text, opening + 1, closing):
        return False
    before = text[max(0, opening - 2) : opening].rstrip(" ")[-1:]
    after = text[closing + 1 : closing + 3].lstrip(" ")[:1]
    beside = [char for char in (before, after) if char.strip()]
    return not any(_CHINESE.match(char) for char in beside)


@rule(
    "Q301", "quote-pair", "●●○", Phase.QUOTES,
    why="GB/T 15834 4.8: quotation marks are “ ” ‘ ’", example=("\"初心\"", "“初心”"), trigger=("\"＂〝〞〟„‟", ""),
)  # fmt: skip
def quote_pair(passage: Passage) -> Iterator[Change]:
    """Write “ ” for straight, prime and low marks, paired in their paragraph, only if their number is even."""
    text = passage.text
    if not _ODD_FORM.search(text):
        return
    for start, end in passage.paragraphs():
        if not _ODD_FORM.search(text, start, end):
            continue
        found = tokens(text, start, end)
        made = sides(text, found) if found else None
        if made is not None:
            yield from _written(text, found, made)


def _written(text: str, found: Sequence[Token], made: Sequence[int]) -> Iterator[Change]:
    stack: list[Token] = []
    couples: list[tuple[Token, Token]] = []
    for token, side in zip(found, made, strict=True):
        if side > 0:
            stack.append(token)
        else:
            couples.append((stack.pop(), token))
    western = [o.char == c.char == '"' and _western(text, o.place, c.place) for o, c in couples]
    _spread(text, couples, western)
    yield from sorted(
        Change(mark.place, mark.place + 1, wanted)
        for (opening, closing), latin in zip(couples, western, strict=True)
        for mark, wanted in ((opening, "“"), (closing, "”"))
        if not latin and mark.char != wanted
    )


def _spread(text: str, couples: Sequence[tuple[Token, Token]], western: list[bool]) -> None:
    """Take pairs beside a pair that becomes Chinese for Chinese too: all at once, not one in each round."""
    opens = {opening.place: index for index, (opening, _) in enumerate(couples)}
    closes = {closing.place: index for index, (_, closing) in enumerate(couples)}
    spreading = [index for index, latin in enumerate(western) if not latin]
    while spreading:
        for mark in couples[spreading.pop()]:
            for beside, sides_there in ((1, opens), (-1, closes)):
                place = mark.place + beside
                if text[place : place + 1] == " ":
                    place += beside
                index = sides_there.get(place)
                if index is not None and western[index]:
                    western[index] = False
                    spreading.append(index)


_CURLY = patterns.compile("[“”]")


@rule(
    "Q302", "quote-direction", "●●●", Phase.QUOTES,
    why="GB/T 15834 4.8: an opening mark “ and a closing mark ”", example=("“初心“", "“初心”"), seek=unbalanced,
)  # fmt: skip
def quote_direction(passage: Passage) -> Iterator[Change]:
    """Turn round quotation marks that face the wrong way, where the number in the paragraph is even."""
    text = passage.text
    if _CURLY.search(text):
        for start, end in passage.paragraphs():
            found = [
                Token(m.start(), m.group(), 1 if m.group() == "“" else -1) for m in _CURLY.finditer(text, start, end)
            ]
            if found and not well_formed(found) and not _ODD_FORM.search(text, start, end):
                made = sides(text, found)
                if made is not None:
                    for token, side in zip(found, made, strict=True):
                        if token.side != side:
                            yield Change(token.place, token.place + 1, "“" if side > 0 else "”")
    for place in unbalanced(text) if "‘" in text or "’" in text else ():
        line = text.rfind("\n", 0, place) + 1, text.find("\n", place) % (len(text) + 1)
        turned = {place: mark for m in _SINGLE_WRONG.finditer(text, *line) for place, mark in _turned(m)}
        marks = [turned.get(m.start(), m.group()) for m in _SINGLES.finditer(text, *line)]
        if turned and marks == ["‘", "’"] * (len(marks) // 2):  # only if the line is right afterwards
            yield from (Change(place, place + 1, mark) for place, mark in turned.items())


def _turned(match: re.Match[str]) -> tuple[tuple[int, str], tuple[int, str]]:
    return (match.start(1), "‘"), (match.end(1) - 1, "’")


_SINGLES = patterns.compile("(?<![A-Za-z])[‘’]|’(?![A-Za-z])")
_SINGLE_WRONG = patterns.compile(
    f"(?<![A-Za-z’‘])(‘[^‘’\n]{{0,40}}[{HANZI}][。，！？]?‘|’[{HANZI}][^‘’\n]{{0,40}}[’‘])(?![A-Za-z’‘])"
)
_SINGLE = patterns.compile("(?<![A-Za-z0-9'])['＇]([^'＇\n]{1,120})['＇](?![A-Za-z0-9'])")


@rule(
    "Q303", "quote-single", "●●○", Phase.QUOTES,
    why="GB/T 15834 4.8: ‘ ’ inside “ ”", example=("'改'字", "‘改’字"), trigger=("'＇", ""),
)  # fmt: skip
def quote_single(passage: Passage) -> Iterator[Change]:
    """Write ‘ ’ for straight single marks around hanzi; apostrophes, feet and minutes stay."""
    for match in _SINGLE.finditer(passage.text):
        if _HANZI.search(match.group(1)):
            yield Change(match.start(), match.start() + 1, "‘")
            yield Change(match.end() - 1, match.end(), "’")


@rule(
    "Q304", "quote-nest", "!!○", Phase.QUOTES,
    why="GB/T 15834 4.8.3.2: ‘ ’ inside “ ”", example=("“要把“改”字”", "“要把‘改’字”"),
    trigger=("“", "[^“”]*“"), unsafe=True,
)  # fmt: skip
def quote_nest(passage: Passage) -> Iterator[Change]:
    """Suggest ‘ ’ for quotation marks inside quotation marks."""
    for pair in pairs(passage, _CURLY, "“".__eq__):
        if pair.depth == 1:
            yield Change(*pair.opening, "‘")
            yield Change(*pair.closing, "’")


_CORNER = patterns.compile("[「」『』]")


@rule(
    "Q305", "quote-corner", "!○○", Phase.QUOTES,
    why="GB/T 15834 4.8.4: 「」『』 belong to vertical text", example=("「初心」", "“初心”"),
    trigger=("「『", ""), unsafe=True,
)  # fmt: skip
def quote_corner(passage: Passage) -> Iterator[Change]:
    """Suggest “ ” ‘ ’ for corner brackets."""
    for pair in pairs(passage, _CORNER, "「『".__contains__):
        outer_double = pair.depth == 0
        yield Change(*pair.opening, "“" if outer_double else "‘")
        yield Change(*pair.closing, "”" if outer_double else "’")
