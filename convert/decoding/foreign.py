"""Readings in languages other than Chinese, and what their letters cost."""

from __future__ import annotations

from math import inf

from convert import patterns
from convert.caching import cache
from convert.counting import Counter
from convert.decoding.charsets import CHARSETS
from convert.decoding.frequency import costs
from convert.decoding.scoring import BROKEN, FOREIGN, Reading, reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

_JAPANESE = ("shift_jis", "euc-jp")
_CYRILLIC_SETS = ("windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "cp866", "mac-cyrillic")
NAMES = (*_JAPANESE, "euc-kr", *_CYRILLIC_SETS, "windows-1252")
"""The encodings whose readings are looked at for every text that is not plainly Chinese."""

_KANA, _COMMON_KANA, _HALF_KANA = 5.0, 3.4, 8.0
_FEW_KANA, _SAME_KANA = 2, 4.0  # kana that make no language, and nats for each time they come again: る is 月 in Big5
_SYLLABLE, _COMMON_SYLLABLE = 9.0, 4.8
_COMMON_SYLLABLES = (
    "이다는을의에가하고지로은를기한사도어서자인그시나대리수있해일아정들으제전보부"
    "면것만조라주구했장상적스성과와비원습니세유공여었무화오선신"
    "개게경계관교국군금급기까남내년능단달당대데동되된될됩등때또레려력련령로록료루류르름릅립마말며명모목문미민바반받발방"
    "번법변별본부분불사산생서석선설소속수술시식실심아안알않약양어업없에여역연열영예외요용우운움원월위육음응의인일임입있"
    "자작잘장재저적전절점정제조종좌주준중지직진질집차책처천체초총최추축출치크타태터트특파판편평포표품프필하학한할함합항해행향험현형호화확환활회후"
)
_CYRILLIC_LETTERS = {
    "оеаи": 2.5,
    "нтсрвлкмдпу": 3.2,
    "яыьгзбчйхжшю": 4.2,
    "цщэфъёіїє": 5.8,
    "ґІЇЄҐЁ": 8.0,
    "ОЕАИНТСРВЛКМДПУ": 6.0,
}
_CYRILLIC = {letter: price for letters, price in _CYRILLIC_LETTERS.items() for letter in letters}
_LARGE_CYRILLIC = 7.0
_CYRILLIC_PRIOR = 4.0
_WESTERN = "éèàçêüöäßñóíáåôûîâùúãõòìëïæøÉÈÀÇÊÜÖÄÑÓÁÅØÆÎÔ"
_LATIN, _LATIN_RARE, _LATIN_SIGN = 6.0, 8.5, 9.0
_JOLT = 6.0  # nats for a capital inside a word, letters of two scripts in one, an accented letter far from letters

_CAPITAL_INSIDE = patterns.compile("[а-яёa-zà-öø-ÿ][А-ЯЁÀ-ÖØ-Þ]|[A-Za-z][А-яё]|[А-яё][A-Za-z]")
_CYRILLIC_LETTER = patterns.compile("[А-яё]")
_CYRILLIC_CAPITALS = patterns.compile("[А-ЯЁ]{4,}")  # a word in capitals has the letters of one in small ones
_CYRILLIC_WORD = patterns.compile("[а-яё]{3}|[А-ЯЁ]{4}")
_FRACTION_IN_WORD = patterns.compile("(?<![0-9])[¼½¾](?=[a-zà-ÿ])|(?<=[a-zà-ÿ])[¼½¾]")
_FRACTION = 6.0  # nats for a fraction in a word
_ALONE = patterns.compile("(?<![A-Za-zÀ-ÿ])[À-ÖØ-öø-ÿ](?![A-Za-zÀ-ÿ])|[À-ÖØ-öø-ÿ]{3}|[À-ÖØ-Þ][À-ÖØ-öø-ÿ]")

_MARK_EXCESS = 2.0  # nats that U+FFFD costs at most beyond a broken place, as a character


class _Prices(dict[str, float]):
    """Costs of characters in one language, worked out when they are first met."""

    def __init__(self, price: Callable[[str], float]) -> None:
        super().__init__()
        self._price = price

    def __missing__(self, character: str) -> float:
        price = self[character] = self._price(character)
        return price


def read_foreign(data: bytes, limit: float = inf) -> Iterator[Reading]:
    """Yield the readings of `data` as Japanese, Korean, Russian and Western European text.

    Those that surely cost more than `limit` nats are left out.
    """
    for name in _JAPANESE:
        yield from _double(data, name, _JAPANESE_PRICES, limit)
    yield from _double(data, "euc-kr", _KOREAN_PRICES, limit)
    counts = Counter(data)
    for name in _CYRILLIC_SETS:
        if _least(counts, name) <= limit:
            yield _read_cyrillic(data, name)
    if _least(counts, "windows-1252") <= limit:
        yield from _read_western(data)


def _double(data: bytes, name: str, prices: _Prices, limit: float) -> Iterator[Reading]:
    charset = CHARSETS[name]
    text = data.decode(charset.codec, "replace")
    if limit == inf or FOREIGN + sum(map(prices.__getitem__, text)) - _MARK_EXCESS * text.count("\ufffd") <= limit:
        found = reading(charset, text, prices, FOREIGN)
        again = found.wide - found.distinct if name in _JAPANESE and found.distinct <= _FEW_KANA else 0
        yield found.dearer(_SAME_KANA * again) if again else found


def _least(counts: Counter[int], name: str) -> float:
    """Return what the bytes cost at least in an encoding of one byte for each letter."""
    prices = _least_prices(name)
    return FOREIGN + sum([times * prices[byte] for byte, times in counts.items()])


@cache
def _least_prices(name: str) -> tuple[float, ...]:
    """Return the least that each byte costs, whatever stands beside it."""
    letters = bytes(range(256)).decode(CHARSETS[name].codec, "replace")
    prices = _LATIN_PRICES if name == "windows-1252" else _CYRILLIC_PRICES
    return tuple([_least_price(letter, prices) for letter in letters])


def _least_price(letter: str, prices: _Prices) -> float:
    """Return the least that a letter costs: in words in capitals as a small one, as a fraction as one of Latin-9."""
    if letter == "\ufffd":
        return BROKEN
    if letter in "¼½¾":
        return _LATIN_SIGN - _FRACTION
    return min(prices[letter], prices[letter.lower()[:1]])


def _read_cyrillic(data: bytes, name: str) -> Reading:
    text = data.decode(CHARSETS[name].codec, "replace")
    jolts = len(_CAPITAL_INSIDE.findall(text)) + (
        0 if _CYRILLIC_WORD.search(text) else len(_CYRILLIC_LETTER.findall(text))
    )
    text = _CYRILLIC_CAPITALS.sub(_lower, text)
    return reading(CHARSETS[name], text, _CYRILLIC_PRICES, FOREIGN + _CYRILLIC_PRIOR + _JOLT * jolts)


def _read_western(data: bytes) -> Iterator[Reading]:
    charset = CHARSETS["windows-1252"]
    text = data.decode(charset.codec, "replace")
    jolts = len(_CAPITAL_INSIDE.findall(text)) + len(_ALONE.findall(text))
    yield reading(charset, text, _LATIN_PRICES, FOREIGN + _JOLT * jolts)
    if fractions := len(_FRACTION_IN_WORD.findall(text)):  # they are Œ œ Ÿ in ISO 8859-15
        charset = CHARSETS["iso-8859-15"]
        jolts = max(0, jolts - fractions)
        extra = FOREIGN + _JOLT * jolts - _FRACTION * fractions
        yield reading(charset, data.decode(charset.codec), _LATIN_PRICES, extra)


def _lower(word: re.Match[str]) -> str:
    return word[0].lower()


def read_plain(data: bytes, name: str) -> Reading:
    """Return the reading of `data` in an encoding that only its being asked for speaks for."""
    charset = CHARSETS[name]
    try:
        text = data.decode(charset.codec, "replace")
    except UnicodeError:
        text = "\ufffd" * len(data)
    return reading(charset, text, _LATIN_PRICES, FOREIGN)


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


_JAPANESE_PRICES, _KOREAN_PRICES = _Prices(_japanese), _Prices(_korean)
_CYRILLIC_PRICES, _LATIN_PRICES = _Prices(_cyrillic), _Prices(_latin)
