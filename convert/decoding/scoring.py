"""Readings of a sample under each encoding, scored by how much they look like text."""

from __future__ import annotations

from math import inf, log

from convert import patterns
from convert.counting import Counter
from convert.decoding import cns
from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.frequency import cost, costs
from convert.decoding.shift import realigned, whole_fours
from convert.records import record, replace

FOREIGN = 14.0  # nats that a reading in another language starts with behind a Chinese one
BROKEN = 15.0  # nats for a byte sequence that is no character
_REPEATS = 8  # times a sign counts in full: a ruled line of a thousand dashes is no thousand proofs
_TRIES = 40  # broken places of EUC-TW read over
_SS2 = 0x8E  # begins the codes of four bytes in EUC-TW
_WINDOW = 64  # bytes
_SHORT = 512  # bytes; up to this length the very byte is found at which UTF-16 shifts
_RESYNCHRONISED = 6000  # bytes
_MOST = 12.5  # nats that one character adds to the mean: a rare name must not spoil a short text
_MORE = 8.0  # nats for each further byte of it
_START = 30.0  # nats for UTF-32 that would be damaged at the very start: with its last byte lost, ASCII is so, too
_UNREAD = 1.6  # nats for a byte of UTF-32 between whole units
_DOUBLE = ("gb18030", "big5")
_JOLT = 6.0  # nats for a hanzi inside a word

# One hanzi, and none that links words, at the start of a word or in it: ü and c of Rückgabe read as a pair.
_LINKS = "和与與或的是及到从從在用为為对對了有按把被以向比等至后後前中上下"
_WITHIN_LONG_WORD = patterns.compile(f"(?:[A-Za-z]|(?<![^ '(]))[^\x00-\x7f{_LINKS}](?=[a-z]{{1,2}})")
_WITHIN_WORD = patterns.compile("[a-z][^\x00-\x7f]{1,2}(?=[a-z])")  # inside a European word, no Chinese


@record
class Reading:
    """A sample read in one encoding: `cost` in nats over all of it, `wide` non-ASCII characters costing `wide_cost`."""

    charset: Charset
    cost: float
    wide: float
    wide_cost: float
    distinct: int
    broken: int

    def dearer(self, nats: float) -> Reading:
        """Return the reading with so many nats more."""
        return Reading(self.charset, self.cost + nats, self.wide, self.wide_cost, self.distinct, self.broken)

    @property
    def mean(self) -> float:
        """Nats per non-ASCII character: 6 to 8 for Chinese prose, 9 and more for bytes misread as Chinese."""
        return self.wide_cost / self.wide if self.wide else 0.0


def _is_sign(character: str) -> bool:
    return "\u2010" <= character <= "\u3020" or "\uff01" <= character <= "\uff1f"


def reading(charset: Charset, text: str, table: dict[str, float], extra: float = 0.0, repeats: float = inf) -> Reading:
    """Return the reading of a sample as `text` whose characters cost what `table` says, and `extra` nats beyond."""
    total = extra
    wide_cost = wide = 0.0
    broken = distinct = 0
    for character, times in Counter(text).items():
        if character < "\x80":
            total += times * table[character]
        elif character == "\ufffd":
            broken = times
        else:
            count = times if times <= repeats else _damped(character, times, repeats)
            wide += count
            distinct += 1
            price = table[character]
            wide_cost += count * (price if price < _MOST else _MOST)
            total += count * price
    return Reading(charset, total + broken * BROKEN, wide, wide_cost, distinct, broken)


def _damped(character: str, times: int, repeats: float) -> float:
    """Return how much a sign that often repeats counts."""
    return repeats * (1 + log(times / repeats)) if _is_sign(character) else times


_READERS: dict[str, str] = {
    "utf-8": "utf-8",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32-le": "utf-32-le",
    "utf-32-be": "utf-32-be",
}
_PRIOR = {"utf-8": 0.0, "gb18030": 0.0, "big5": 1.0, "utf-16-le": 3.0, "utf-16-be": 4.0, "euc-tw": 5.0}


def read_chinese(data: bytes, name: str) -> Reading:
    """Return the reading of `data` as Chinese text in a Unicode form, GB18030 or Big5."""
    text = data.decode(_READERS[name], "replace")
    jolts = len(_WITHIN_WORD.findall(text)) + len(_WITHIN_LONG_WORD.findall(text)) if name in _DOUBLE else 0
    return reading(CHARSETS[name], text, costs(), _PRIOR.get(name, 5.0) + _JOLT * jolts, _REPEATS)


def rough_cost(data: bytes, name: str) -> float:
    """Return the cost of `data` read in one encoding, every character counted alike, in nats."""
    return sum(map(costs().__getitem__, data.decode(_READERS[name], "replace")))


def read_wide(data: bytes, name: str, *, shifted: bool) -> Reading:
    """Return the reading of `data` in a form of UTF-16 or UTF-32.

    With `shifted`, as in a file of odd length, a byte may be missing anywhere: each window is read from its first
    or its second byte, whichever reads better.
    """
    if name.startswith("utf-32"):
        first, last = whole_fours(data, name)
        text = data[:first].decode(name, "replace") + data[last:].decode(name, "replace")
        lost = _UNREAD * (last - first) + (0.0 if first else _START)  # damage rarely lies there
        return reading(CHARSETS[name], text, costs(), _PRIOR.get(name, 5.0) + lost, _REPEATS)
    if not shifted:
        return read_chinese(data, name)
    if len(data) <= _SHORT:
        text, at = realigned(data, name)
        return reading(CHARSETS[name], text, costs(), _PRIOR[name] + _MORE if at else FOREIGN, _REPEATS)
    parts = []
    extra = _PRIOR[name]
    for start in range(0, len(data), _WINDOW):
        windows = (data[start : start + _WINDOW], data[start + 1 : start + 1 + _WINDOW])
        texts = [window[: len(window) // 2 * 2].decode(name, "replace") for window in windows]
        parts.append(min(texts, key=cost))
        if start == 0 and parts[0] is texts[1]:
            extra = (
                FOREIGN  # ASCII in one byte order is ASCII in the other, shifted; damage rarely lies at the very start
            )
    return reading(CHARSETS[name], "".join(parts), costs(), extra, _REPEATS)


def read_across(data: bytes, known: Reading) -> Reading:
    """Return the reading `known` again, resynchronised after each damaged span; large samples are left as they are."""
    if not known.broken or len(data) > _RESYNCHRONISED:
        return known
    from convert.decoding.damage import resynchronise

    text, damages, _ = resynchronise(data, known.charset)
    loss = sum(BROKEN + _MORE * (damage.end - damage.start - 1) for damage in damages)
    name = known.charset.name
    whole = reading(known.charset, text.replace("\ufffd", ""), costs(), _PRIOR.get(name, 5.0) + loss, _REPEATS)
    return replace(whole, broken=len(damages))


def read_euc_tw(data: bytes, limit: float = inf) -> Reading | None:
    """Return the reading of `data` as EUC-TW; after too many broken places the rest counts as broken.

    None when it costs more than `limit` nats by its pairs, read without a look at where they may have shifted.
    """
    if limit < inf and _SS2 not in data:
        characters, others = cns.pairs_and_others(data)
        known = reading(CHARSETS["euc-tw"], "".join(characters), costs(), _PRIOR["euc-tw"], _REPEATS)
        if known.cost + others * BROKEN > limit:
            return None
    parts = []
    at = 0
    text, good = cns.good_euc_tw(data)
    for _ in range(_TRIES):
        parts.append(text)
        if good == len(data):
            break
        parts.append("\ufffd")
        (text, good), at = max(
            ((cns.good_euc_tw(data, good + width), good + width) for width in (1, 2)), key=lambda way: way[0][1]
        )
    else:
        parts.append("\ufffd" * (len(data) - at))
    return reading(CHARSETS["euc-tw"], "".join(parts), costs(), _PRIOR["euc-tw"], _REPEATS)
