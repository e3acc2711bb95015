"""Readings of a sample under each encoding, scored by how much they look like text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.frequency import costs

_BROKEN = 15.0  # nats for a byte sequence that is no character
_KANA, _COMMON_KANA = 5.0, 3.4
_SYLLABLE, _COMMON_SYLLABLE = 8.0, 4.8
_COMMON_SYLLABLES = (
    "이다는을의에가하고지로은를기한사도어서자인그시나대리수있해일아정들으제전보부"
    "면것만조라주구했장상적스성과와비원습니세유공여었무화오선신"
)
_SMALL_CYRILLIC, _LARGE_CYRILLIC = 3.1, 5.6
_LATIN, _LATIN_SIGN = 6.2, 9.0
_JOLT = 5.0  # nats for a capital inside a word, or an accented letter far from letters

_CAPITAL_INSIDE = re.compile("[а-яёa-zà-öø-ÿ][А-ЯЁÀ-ÖØ-Þ]")
_ALONE = re.compile("(?<![A-Za-zÀ-ÿ])[À-ÖØ-öø-ÿ](?![A-Za-zÀ-ÿ])|[À-ÖØ-öø-ÿ]{3}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sample read in one encoding: `cost` in nats over all of it, `wide` non-ASCII characters costing `wide_cost`."""

    charset: Charset
    text: str
    cost: float
    wide: int
    wide_cost: float
    broken: int

    @property
    def mean(self) -> float:
        """Nats per non-ASCII character: 6 to 8 for Chinese prose, 9 and more for bytes misread as Chinese."""
        return self.wide_cost / self.wide if self.wide else 0.0


def _reading(charset: Charset, text: str, table: Callable[[str], float], extra: float = 0.0) -> Reading:
    total = extra
    wide_cost = 0.0
    wide = broken = 0
    for character, count in Counter(text).items():
        if character < "\x80":
            total += count * table(character)
        elif character == "\ufffd":
            broken = count
        else:
            wide += count
            wide_cost += count * table(character)
    return Reading(charset, text, total + wide_cost + broken * _BROKEN, wide, wide_cost, broken)


_READERS: dict[str, str] = {
    "utf-8": "utf-8",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32-le": "utf-32-le",
    "utf-32-be": "utf-32-be",
}
_PRIOR = {"utf-8": 0.0, "gb18030": 0.0, "big5": 1.0, "utf-16-le": 3.0, "utf-16-be": 4.0, "euc-tw": 8.0}


def read_chinese(data: bytes, name: str) -> Reading:
    """Return the reading of `data` as Chinese text in a Unicode form, GB18030 or Big5."""
    text = data.decode(_READERS[name], "replace")
    return _reading(CHARSETS[name], text, costs().__getitem__, _PRIOR.get(name, 5.0))


def read_euc_tw(data: bytes) -> Reading:
    """Return the reading of `data` as EUC-TW; broken from the first byte that is none."""
    charset = CHARSETS["euc-tw"]
    try:
        text = charset.decode(data)
    except UnicodeDecodeError as error:
        text = charset.decode(data[: error.start]) + "\ufffd" * (len(data) - error.start)
    return _reading(charset, text, costs().__getitem__, _PRIOR["euc-tw"])


def read_foreign(data: bytes) -> Iterator[Reading]:
    """Yield the readings of `data` as Japanese, Korean, Russian and Western European text."""
    for name in ("shift_jis", "euc-jp"):
        charset = CHARSETS[name]
        yield _reading(charset, data.decode(charset.codec, "replace"), _japanese, 6.0)
    charset = CHARSETS["euc-kr"]
    yield _reading(charset, data.decode(charset.codec, "replace"), _korean, 6.0)
    for name in ("windows-1251", "koi8-r"):
        charset = CHARSETS[name]
        text = data.decode(charset.codec, "replace")
        yield _reading(charset, text, _cyrillic, 6.0 + _JOLT * len(_CAPITAL_INSIDE.findall(text)))
    charset = CHARSETS["windows-1252"]
    text = data.decode(charset.codec, "replace")
    jolts = len(_CAPITAL_INSIDE.findall(text)) + len(_ALONE.findall(text))
    yield _reading(charset, text, _latin, 6.0 + _JOLT * jolts)


def _japanese(character: str) -> float:
    if "\u3041" <= character <= "\u3093":
        return _COMMON_KANA
    if "\u30a1" <= character <= "\u30fc":
        return _KANA
    if "\uff61" <= character <= "\uff9f":
        return 7.5
    return costs()[character] + (1.0 if character >= "\u4e00" else 0.0)


def _korean(character: str) -> float:
    if "\uac00" <= character <= "\ud7a3":
        return _COMMON_SYLLABLE if character in _COMMON_SYLLABLES else _SYLLABLE
    return costs()[character] + (2.0 if character >= "\u4e00" else 0.0)


def _cyrillic(character: str) -> float:
    if "\u0430" <= character <= "\u0451":
        return _SMALL_CYRILLIC
    if "\u0401" <= character <= "\u042f":
        return _LARGE_CYRILLIC
    return costs()[character]


def _latin(character: str) -> float:
    if "\u00c0" <= character <= "\u00ff":
        return _LATIN
    return _LATIN_SIGN if character >= "\x80" else costs()[character]
