"""Places that decode without an error and are hardly meant: where a byte of a pair was lost, added or changed."""

from __future__ import annotations

import re
from itertools import islice

from convert import patterns
from convert.decoding.charsets import Charset
from convert.decoding.frequency import costs
from convert.records import NamedTuple

_RARE = 14.0  # nats: outside the table of the hanzi that people write, and letters of other alphabets
_FEW = 3  # places that stand out; more are the text's own
_LETTERS = 12  # letters alone among hanzi up to which each is looked at; with more they are the text's way
# One ASCII character that may be the second byte of a pair, by itself at a wide character: 儒A希 for 噹你希.
_LONE = patterns.compile(
    "(?<![\x21-\x7e])[\x40-\x7e](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[\x40-\x7e](?![\x21-\x2b\x2e-\x7e])"
)
_BEFORE, _AFTER = 6, 3  # characters around such a letter in which the byte may have been lost
_ORPHAN = 9.0  # nats for a byte that belongs to no character
_ALONE, _SIGN_ALONE = 7.5, 6.0  # nats for a letter and for a bracket or rule by itself among hanzi


class Place(NamedTuple):
    """A code point that is hardly meant, and how many bytes before its code the damage lies (behind it: negative)."""

    at: int
    before: int


def improbable(text: str, charset: Charset) -> list[Place]:
    """Return the places of `text`, read whole in `charset`, at which a byte may have been lost, added or changed."""
    lost = shifts(text, charset) if charset.unit == 1 else []
    near = {at for place in lost for at in range(place.at - _AFTER, place.at + _AFTER)}
    return sorted([*lost, *(place for place in rarities(text) if place.at not in near)])


def rarities(text: str) -> list[Place]:
    """Return the places of up to three rare characters in a text that has no others."""
    table = costs()
    rare = [character for character in set(text) if character >= "\u0250" and table[character] >= _RARE]
    rare = [character for character in rare if not "\ue000" <= character <= "\uf8ff" and character != "\ufffd"]
    if not 0 < len(rare) <= _FEW:
        return []
    found = [Place(match.start(), 0) for match in islice(re.finditer(f"[{''.join(rare)}]", text), _FEW + 1)]
    return found if len(found) <= _FEW else []


def shifts(text: str, charset: Charset) -> list[Place]:
    """Return up to three places where a byte less would make common hanzi of a rare one and a letter beside it."""
    letters = list(islice(_LONE.finditer(text), _LETTERS + 1))
    if len(letters) > _LETTERS:
        return []
    found = [place for match in letters if (place := _shift(text, match.start(), charset)) is not None]
    return found if len(found) <= _FEW else []


def _shift(text: str, at: int, charset: Charset) -> Place | None:
    """Return where the byte before the letter at `at` was lost or added, or None when the text reads best as it is."""
    start = at
    while start > 0 and at - start < _BEFORE and text[start - 1] >= "\x80":
        start -= 1
    end = min(len(text), at + 1 + _AFTER)
    try:
        codes = [character.encode(charset.codec) for character in text[start:end]]
    except UnicodeEncodeError:
        return None
    raw = b"".join(codes)
    table = costs()
    now = sum([table[character] for character in text[start:end]]) + (_ALONE if text[at].isalpha() else _SIGN_ALONE)
    place = at - start
    limit = sum(map(len, codes[: place + 1]))
    best: tuple[float, int] | None = None
    for orphan in range(limit):
        price = _price(raw, orphan, charset)
        if price is not None and price < now and (best is None or price < best[0]):
            best = price, orphan
    if best is None:
        return None
    ahead = 0
    for index, code in enumerate(codes):
        if ahead + len(code) > best[1]:
            return Place(start + index, ahead - best[1])
        ahead += len(code)
    return None


def _price(raw: bytes, orphan: int, charset: Charset) -> float | None:
    """Return the cost of the bytes when the one at `orphan` belongs to no character; None when they do not decode."""
    try:
        text = charset.decode(raw[:orphan]) + charset.decode(raw[orphan + 1 :])
    except UnicodeDecodeError:
        return None
    table = costs()
    return _ORPHAN + sum([table[character] for character in text])
