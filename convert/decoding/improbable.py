"""Places that decode without an error and are hardly meant: where a byte of a pair was lost, added or changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from math import log

from convert import patterns
from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.frequency import costs
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_RARE = 14.0  # nats: outside the table of the hanzi that people write, and letters of other alphabets
_ODD_FORM = 13.0  # nats for half-width forms: ASCII of UTF-16 with FF in its high byte
_FEW = 3  # rare characters that stand out; more are the text's own
_SHIFTED = 60  # private characters, all in one run, that a shift of pairs may leave
_LETTERS = 12  # letters alone among hanzi up to which each is looked at; with more they are the text's way
_TWICE = 2  # times that damage may leave the same letter alone; a text has more as a sign for what it leaves out
# One ASCII character that may be the second byte of a pair, by itself at a wide character: 儒A希 for 噹你希.
_LONE = patterns.compile(
    "[\x40-\x7e](?:(?<![\x21-\x7e].)(?=[^\x00-\x7f])|(?<=[^\x00-\x7f].)(?![\x21-\x2b\x2e-\x7e]))", re.DOTALL
)
_BEFORE, _AFTER = 6, 3  # characters around such a letter in which the byte may have been lost
_ORPHAN = 9.0  # nats for a byte that belongs to no character
_CLEARLY = 8.0  # nats by which pairs must go together better without it
_ALONE, _SIGN_ALONE = 7.5, 6.0  # nats for a letter and for a bracket or rule by itself among hanzi
_AROUND, _BACK, _ON = 60, 40, 6  # characters of a shifted run looked at, and bytes about a place where it may begin
_LONE_AROUND, _LONE_BACK = 14, 14  # the same about a letter alone, which is a short run's end
_BESIDE = 5  # characters on either side of one that may itself have been changed
_STRANGE = 9.0  # nats for a character; beside one that is rare they show that pairs have shifted
_USUAL, _PROSE = 10, 6.0  # characters, and nats for each, that a short run is thought to go on with
_NEAR, _ODD = 2, 11.0  # characters around a place whose rarity counts, and that of a letter alone, in nats
_RUN_ENDS = patterns.compile("[\x00-\x2f]")


class Place(NamedTuple):
    """A code point that is hardly meant, how many bytes before its code the damage lies, what was meant, and how sure.

    The score counts nats: what the text gains when the damage is supposed and how rare the character is, less what is
    to be expected of a long text and of one that reads strangely throughout.
    """

    at: int
    before: int
    meant: str
    score: float


def improbable(text: str, charset: Charset, least: float) -> list[Place]:
    """Return the places of `text`, read whole in `charset`, at which a byte may have been lost, added or changed.

    Only those of a score of `least` and above; none when they are many.
    """
    found: list[Place] = []
    done = -1
    for at in sorted({*_rarities(text), *(_lone(text, charset) if charset.unit == 1 else ())}):
        if at < done:
            continue
        place, covered = _weighed(text, at, charset)
        if place is not None and place.score >= least:
            found.append(place)
            done = covered
    return found if len(found) <= _FEW else []


def _rarities(text: str) -> list[int]:
    """Return where a text that hardly has rare characters has them; of private ones the first of their run."""
    table = costs()
    known = [one for one in set(text) if one >= "\u0250" and table[one] >= _ODD_FORM]
    known = [one for one in known if (table[one] >= _RARE or one >= "\uff00") and one != "\ufffd"]
    if not known:
        return []
    private = {one for one in known if "\ue000" <= one <= "\uf8ff"}
    rare = [one for one in known if one not in private and not _is_variant(one)]
    found = []
    if 0 < len(private) <= _SHIFTED:
        places = [match.start() for match in re.finditer("[\ue000-\uf8ff]", text)]
        if len(places) <= _SHIFTED and not _RUN_ENDS.search(text, places[0], places[-1]):
            found.append(places[0])
    if 0 < len(rare) <= _FEW:
        places = [match.start() for match in re.finditer(f"[{''.join(rare)}]", text)]
        found += [at for at in places if not _is_tied(text, at)] if len(places) <= _FEW else []
    return found


def _is_variant(character: str) -> bool:
    """Whether a character is a form for layout: an invisible one, a small or upright sign."""
    return "\u2000" <= character <= "\u206f" or "\ufe00" <= character <= "\ufe6f"


def _is_tied(text: str, at: int) -> bool:
    """Whether the hanzi text[at] goes with one of its neighbours."""
    from convert.decoding.pairs import go_together

    before, hanzi, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    return bool(before and go_together(before, hanzi)) or bool(after and go_together(hanzi, after))


def _lone(text: str, charset: Charset) -> Iterator[int]:
    """Yield where a byte less would make common hanzi of a rare one and a letter beside it."""
    letters = [match.start() for match in _LONE.finditer(text)]
    if len(letters) <= _LETTERS:
        found = "".join([text[at] for at in letters])
        yield from (at for at in letters if found.count(text[at]) <= _TWICE and _reads_better(text, at, charset))


def _reads_better(text: str, at: int, charset: Charset) -> bool:
    """Whether the characters around the letter at `at` read better without one of their bytes."""
    start = at
    while start > 0 and at - start < _BEFORE and text[start - 1] >= "\x80":
        start -= 1
    end = min(len(text), at + 1 + _AFTER)
    try:
        codes = [character.encode(charset.codec) for character in text[start:end]]
    except UnicodeEncodeError:
        return False
    raw = b"".join(codes)
    table = costs()
    now = sum([table[character] for character in text[start:end]]) + (_ALONE if text[at].isalpha() else _SIGN_ALONE)
    better = [
        parts
        for orphan in range(sum(map(len, codes[: at - start + 1])))
        if (parts := _parts(raw, orphan, charset)) and _ORPHAN + sum(map(table.__getitem__, "".join(parts))) < now
    ]
    if not better:
        return False
    from convert.decoding.pairs import reading

    return min(reading(before) + reading(after) for before, after in better) < reading(text[start:end]) - _CLEARLY


def _parts(raw: bytes, orphan: int, charset: Charset) -> tuple[str, str] | None:
    """Return the texts before and after the byte at `orphan`, None when they do not decode."""
    try:
        return charset.decode(raw[:orphan]), charset.decode(raw[orphan + 1 :])
    except UnicodeDecodeError:
        return None


def _weighed(text: str, at: int, charset: Charset) -> tuple[Place | None, int]:
    """Return the likeliest place of damage near text[at], None when it reads best as it is; and the end of its run."""
    if charset.unit == 4:  # of which two bytes are zeros: what was changed is like UTF-16
        return _changed(text, at, CHARSETS["utf-16" + charset.name[6:]]), at
    if _is_shifted(text, at):
        return _shifted(text, at, charset)
    return _changed(text, at, charset), at


def _changed(text: str, at: int, charset: Charset) -> Place | None:
    """Return the place when another character than text[at] is likelier between its neighbours, and a byte apart."""
    from convert.decoding.cause import changed
    from convert.decoding.pairs import reading

    try:
        code = text[at].encode(charset.codec)
    except UnicodeEncodeError:
        return None
    if len(code) != 2:
        return None
    before, after = text[at - 1 : at] or "\n", text[at + 1 : at + 2]
    price, meant = changed(before, code, after or "\n", charset)
    gain = reading(before + text[at] + after) - costs()[before] - (costs()[after] if after else 0.0) - price
    low, high = max(0, at - _BESIDE), at + 1 + _BESIDE
    mean = _mean(reading(text[low:at]) + reading(text[at + 1 : high]), min(high, len(text)) - low - 1)
    return Place(at, 0, meant, _score(text, gain, costs()[text[at]], mean)) if gain > 0 else None


def _score(text: str, gain: float, rarest: float, mean: float) -> float:
    """Return how sure a place is: see `Place`."""
    return gain + rarest / 2 - (mean - _PROSE) - log(len(text)) / 2


def _mean(price: float, count: int) -> float:
    """Return the nats for each of `count` characters, and of as many more of plain prose as tell little by few."""
    return (price + _PROSE * _USUAL) / (count + _USUAL)


def _shifted(text: str, at: int, charset: Charset) -> tuple[Place | None, int]:
    """Return the place where the pairs around text[at] shifted, None when they did not; and the end of their run."""
    from convert.decoding.cause import Passage

    around, back = (_LONE_AROUND, _LONE_BACK) if text[at] < "\x80" else (_AROUND, _BACK)
    first, last = max(0, at - around), min(len(text), at + around)
    low = max([match.end() for match in _RUN_ENDS.finditer(text, first, at)], default=first)
    end = _RUN_ENDS.search(text, at + 1, last)
    high = end.start() if end else last
    try:
        codes = [character.encode(charset.codec) for character in text[low : high + 1]]
    except UnicodeEncodeError:
        return None, high
    starts = [0, *accumulate(map(len, codes))]
    closed = end is not None or high == len(text)
    passage = Passage(b"".join(codes), 0, starts[high - low], charset, closed=closed)
    best = passage.best(max(0, starts[at - low] - back), starts[at - low] + _ON)
    if best is None:
        return None, high
    index = bisect_right(starts, best.start) - 1
    if _is_variant(text[low + index]):
        return None, high
    rarest = max(_ODD, *map(costs().__getitem__, text[max(low, at - _NEAR) : at + _NEAR + 1]))
    score = _score(text, passage.plain() - best.cost, rarest, _mean(best.cost, high - low))
    return Place(low + index, starts[index] - best.start, best.meant, score), high


def _is_shifted(text: str, at: int) -> bool:
    """Whether pairs around text[at] may have shifted: a letter alone, a private character, or strange neighbours."""
    if text[at] < "\x80" or "\ue000" <= text[at] <= "\uf8ff":
        return True
    table = costs()
    beside = text[max(0, at - _BESIDE) : at] + text[at + 1 : at + 1 + _BESIDE]
    prices = [table[character] for character in beside if character >= "\x80"]
    return bool(prices) and sum(prices) > _STRANGE * len(prices)
