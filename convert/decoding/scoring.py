"""Readings of a sample under each encoding, scored by how much they look like text."""

from __future__ import annotations

from math import inf, log

from convert import patterns
from convert.counting import Counter
from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.frequency import cost, costs
from convert.decoding.shift import realigned, whole_fours
from convert.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

FOREIGN = 14.0  # nats that a reading in another language starts with behind a Chinese one
_REPEATS = 8  # times a sign counts in full: a ruled line of a thousand dashes is no thousand proofs
_TRIES = 40  # broken places of EUC-TW read over
_WINDOW = 64  # bytes
_SHORT = 512  # bytes; up to this length the very byte is found at which UTF-16 shifts
_RESYNCHRONISED = 8192  # bytes
_MOST = 12.5  # nats that one character adds to the mean: a rare name must not spoil a short text
_BROKEN = 15.0  # nats for a byte sequence that is no character
_MORE = 8.0  # nats for each further byte of it
_UNREAD = 1.6  # nats for a byte of UTF-32 between whole units
_KANA, _COMMON_KANA, _HALF_KANA = 5.0, 3.4, 8.0
_SYLLABLE, _COMMON_SYLLABLE = 9.0, 4.8
_COMMON_SYLLABLES = (
    "이다는을의에가하고지로은를기한사도어서자인그시나대리수있해일아정들으제전보부"
    "면것만조라주구했장상적스성과와비원습니세유공여었무화오선신"
    "개게경계관교국군금급기까남내년능단달당대데동되된될됩등때또레려력련령로록료루류르름릅립마말며명모목문미민바반받발방"
    "번법변별본부분불사산생서석선설소속수술시식실심아안알않약양어업없에여역연열영예외요용우운움원월위육음응의인일임입있"
    "자작잘장재저적전절점정제조종좌주준중지직진질집차책처천체초총최추축출치크타태터트특파판편평포표품프필하학한할함합항해행향험현형호화확환활회후"
)
_CYRILLIC_PRICES = {
    "оеаи": 2.5,
    "нтсрвлкмдпу": 3.2,
    "яыьгзбчйхжшю": 4.2,
    "цщэфъёіїє": 5.8,
    "ґІЇЄҐЁ": 8.0,
    "ОЕАИНТСРВЛКМДПУ": 6.0,
}
_CYRILLIC = {letter: price for letters, price in _CYRILLIC_PRICES.items() for letter in letters}
_LARGE_CYRILLIC = 7.0
_CYRILLIC_PRIOR = 4.0
_WESTERN = "éèàçêüöäßñóíáåôûîâùúãõòìëïæøÉÈÀÇÊÜÖÄÑÓÁÅØÆÎÔ"
_LATIN, _LATIN_RARE, _LATIN_SIGN = 6.0, 8.5, 9.0
_DOUBLE = ("gb18030", "big5")
_JOLT = 6.0  # nats for a capital inside a word, letters of two scripts in one, an accented letter far from letters

_CAPITAL_INSIDE = patterns.compile("[а-яёa-zà-öø-ÿ][А-ЯЁÀ-ÖØ-Þ]|[A-Za-z][А-яё]|[А-яё][A-Za-z]")
# One hanzi, and none that links words, at the start of a word or in it: ü and c of Rückgabe read as a pair.
_LINKS = "和与與或的是及到从從在用为為对對了有按把被以向比等至后後前中上下"
_WITHIN_LONG_WORD = patterns.compile(f"(?:[A-Za-z]|(?<![^ '(]))[^\x00-\x7f{_LINKS}](?=[a-z]{{1,2}})")
_WITHIN_WORD = patterns.compile("[a-z][^\x00-\x7f]{1,2}(?=[a-z])")  # inside a European word, no Chinese
_CYRILLIC_LETTER = patterns.compile("[А-яё]")
_CYRILLIC_CAPITALS = patterns.compile("[А-ЯЁ]{4,}")  # a word in capitals has the letters of one in small ones
_CYRILLIC_WORD = patterns.compile("[а-яё]{3}|[А-ЯЁ]{4}")
_FRACTION_IN_WORD = patterns.compile("(?<![0-9])[¼½¾](?=[a-zà-ÿ])|(?<=[a-zà-ÿ])[¼½¾]")
_FRACTION = 6.0  # nats for a fraction in a word
_ALONE = patterns.compile("(?<![A-Za-zÀ-ÿ])[À-ÖØ-öø-ÿ](?![A-Za-zÀ-ÿ])|[À-ÖØ-öø-ÿ]{3}|[À-ÖØ-Þ][À-ÖØ-öø-ÿ]")


@record
class Reading:
    """A sample read in one encoding: `cost` in nats over all of it, `wide` non-ASCII characters costing `wide_cost`."""

    charset: Charset
    text: str
    cost: float
    wide: float
    wide_cost: float
    distinct: int
    broken: int

    @property
    def mean(self) -> float:
        """Nats per non-ASCII character: 6 to 8 for Chinese prose, 9 and more for bytes misread as Chinese."""
        return self.wide_cost / self.wide if self.wide else 0.0


def _is_sign(character: str) -> bool:
    return "\u2010" <= character <= "\u3020" or "\uff01" <= character <= "\uff1f"


def _reading(
    charset: Charset, text: str, table: Callable[[str], float], extra: float = 0.0, repeats: float = inf
) -> Reading:
    total = extra
    wide_cost = wide = 0.0
    broken = distinct = 0
    for character, times in Counter(text).items():
        count = repeats * (1 + log(times / repeats)) if times > repeats and _is_sign(character) else times
        if character < "\x80":
            total += count * table(character)
        elif character == "\ufffd":
            broken = times
        else:
            wide += count
            distinct += 1
            price = table(character)
            wide_cost += count * min(price, _MOST)
            total += count * price
    return Reading(charset, text, total + broken * _BROKEN, wide, wide_cost, distinct, broken)


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
    return _reading(CHARSETS[name], text, costs().__getitem__, _PRIOR.get(name, 5.0) + _JOLT * jolts, _REPEATS)


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
        lost = _UNREAD * (last - first) + (0.0 if first else _MORE)  # damage rarely lies at the very start
        return _reading(CHARSETS[name], text, costs().__getitem__, _PRIOR.get(name, 5.0) + lost, _REPEATS)
    if not shifted:
        return read_chinese(data, name)
    if len(data) <= _SHORT:
        text, at = realigned(data, name)
        return _reading(CHARSETS[name], text, costs().__getitem__, _PRIOR[name] + _MORE if at else FOREIGN, _REPEATS)
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
    return _reading(CHARSETS[name], "".join(parts), costs().__getitem__, extra, _REPEATS)


def read_across(data: bytes, reading: Reading) -> Reading:
    """Return `reading` again, but resynchronised after each damaged span; large samples are left as they are."""
    if not reading.broken or len(data) > _RESYNCHRONISED:
        return reading
    from convert.decoding.damage import resynchronise

    text, damages, _ = resynchronise(data, reading.charset)
    loss = sum(_BROKEN + _MORE * (damage.end - damage.start - 1) for damage in damages)
    name = reading.charset.name
    whole = _reading(
        reading.charset, text.replace("\ufffd", ""), costs().__getitem__, _PRIOR.get(name, 5.0) + loss, _REPEATS
    )
    return replace(whole, broken=len(damages))


def read_euc_tw(data: bytes) -> Reading:
    """Return the reading of `data` as EUC-TW; after too many broken places the rest counts as broken."""
    charset = CHARSETS["euc-tw"]
    parts = []
    at = 0
    for _ in range(_TRIES):
        good, text = _good_euc_tw(data, at, charset)
        parts.append(text)
        if good == len(data):
            break
        parts.append("\ufffd")
        at = max((_good_euc_tw(data, good + width, charset)[0], -width, good + width) for width in (1, 2))[2]
    else:
        parts.append("\ufffd" * (len(data) - at))
    return _reading(charset, "".join(parts), costs().__getitem__, _PRIOR["euc-tw"], _REPEATS)


def _good_euc_tw(data: bytes, at: int, charset: Charset) -> tuple[int, str]:
    """Return up to where data[at:] decodes as EUC-TW, and its text."""
    try:
        return len(data), charset.decode(data[at:])
    except UnicodeDecodeError as error:
        return at + error.start, charset.decode(data[at : at + error.start])


def read_foreign(data: bytes) -> Iterator[Reading]:
    """Yield the readings of `data` as Japanese, Korean, Russian and Western European text."""
    for name in ("shift_jis", "euc-jp"):
        charset = CHARSETS[name]
        yield _reading(charset, data.decode(charset.codec, "replace"), _japanese, FOREIGN)
    charset = CHARSETS["euc-kr"]
    yield _reading(charset, data.decode(charset.codec, "replace"), _korean, FOREIGN)
    for name in ("windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "cp866", "mac-cyrillic"):
        charset = CHARSETS[name]
        text = data.decode(charset.codec, "replace")
        jolts = len(_CAPITAL_INSIDE.findall(text)) + (
            0 if _CYRILLIC_WORD.search(text) else len(_CYRILLIC_LETTER.findall(text))
        )
        text = _CYRILLIC_CAPITALS.sub(_lower, text)
        yield _reading(charset, text, _cyrillic, FOREIGN + _CYRILLIC_PRIOR + _JOLT * jolts)
    charset = CHARSETS["windows-1252"]
    text = data.decode(charset.codec, "replace")
    jolts = len(_CAPITAL_INSIDE.findall(text)) + len(_ALONE.findall(text))
    yield _reading(charset, text, _latin, FOREIGN + _JOLT * jolts)
    if fractions := len(_FRACTION_IN_WORD.findall(text)):  # they are Œ œ Ÿ in ISO 8859-15
        charset = CHARSETS["iso-8859-15"]
        jolts = max(0, jolts - fractions)
        yield _reading(charset, data.decode(charset.codec), _latin, FOREIGN + _JOLT * jolts - _FRACTION * fractions)


def _lower(word: re.Match[str]) -> str:
    return word[0].lower()


def read_plain(data: bytes, name: str) -> Reading:
    """Return the reading of `data` in an encoding that only its being asked for speaks for."""
    charset = CHARSETS[name]
    try:
        text = data.decode(charset.codec, "replace")
    except UnicodeError:
        text = "\ufffd" * len(data)
    return _reading(charset, text, _latin, FOREIGN)


def foreign_cost(text: str) -> float:
    """Return the cost of `text` in the language other than Chinese that it suits best, in nats."""
    capitals = len(_CAPITAL_INSIDE.findall(text))
    prices = (
        sum(map(_latin, text)) + _JOLT * (capitals + len(_ALONE.findall(text))),
        sum(map(_cyrillic, text)) + _JOLT * capitals,
        sum(map(_japanese, text)),
        sum(map(_korean, text)),
    )
    return min(prices)


def _japanese(character: str) -> float:
    if "\u3041" <= character <= "\u3093":
        return _COMMON_KANA
    if "\u30a1" <= character <= "\u30fc":
        return _KANA
    if "\uff61" <= character <= "\uff9f":
        return _HALF_KANA
    return costs()[character] + (1.0 if character >= "\u4e00" else 0.0)


def _korean(character: str) -> float:
    if "\uac00" <= character <= "\ud7a3":
        return _COMMON_SYLLABLE if character in _COMMON_SYLLABLES else _SYLLABLE
    return costs()[character] + (2.0 if character >= "\u4e00" else 0.0)


def _cyrillic(character: str) -> float:
    price = _CYRILLIC.get(character)
    if price is not None:
        return price
    return (
        _LARGE_CYRILLIC
        if "\u0410" <= character <= "\u042f"
        else costs()[character] + (1.0 if character >= "\x80" else 0.0)
    )


def _latin(character: str) -> float:
    if "\u00c0" <= character <= "\u00ff":
        return _LATIN if character in _WESTERN else _LATIN_RARE
    if character in "«»":
        return _LATIN
    return _LATIN_SIGN if "\x80" <= character < "\u0250" else costs()[character]
