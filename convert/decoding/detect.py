"""Which encoding the bytes are in: scored readings, then a second vote where they leave a doubt."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.preview import same_line
from convert.decoding.result import Candidate, Vote
from convert.decoding.sample import sample, wide_forms, wide_sample
from convert.decoding.scoring import FOREIGN, Reading, read_across, read_chinese, read_euc_tw, read_foreign, read_wide

_CHINESE = ("utf-8", "gb18030", "big5", "euc-tw", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_DOUBLE = ("gb18030", "big5")
_UNMISTAKABLE = ("shift_jis", "euc-jp", "euc-kr", "windows-1251", "koi8-r", "iso-8859-5", "cp866", "mac-cyrillic")

_FAMILIES = {
    "Japanese": ("shift_jis", "euc-jp"),
    "Cyrillic": ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "mac-cyrillic"),
}

_SURE_MEAN = 7.9  # nats per character below which a reading is Chinese prose beyond doubt
_SURE_WIDE, _SURE_DISTINCT = 20, 10  # characters, and different ones, that such a judgement needs
_SURE_MARGIN = 15.0  # nats between the best two readings
_CHINESE_MEAN = 10.4  # above it a reading is hardly Chinese
_CLEAR = 10.0  # nats
_NULS = 50  # one NUL in so many bytes is more than strays in a text of single bytes
_TEXT_MEAN = 10.5  # nats per unit of UTF-16 above which the bytes are no text
_SHOWN = 4
_TEMPER = 0.5  # characters are not independent: a nat of evidence counts half


@dataclass(frozen=True, slots=True)
class Detection:
    """The best encoding, how sure it is (0 to 1), the readings considered, and who said what."""

    charset: Charset
    confidence: float
    readings: tuple[Reading, ...]
    votes: tuple[Vote, ...] = ()

    def candidates(self, data: bytes) -> tuple[Candidate, ...]:
        """Return the readings as candidates, best first, with the same line of `data` in each."""
        shown = sorted(self.readings, key=lambda reading: (reading.charset != self.charset, reading.cost))[:_SHOWN]
        least = min(reading.cost for reading in self.readings)
        weights = [math.exp(-min(60.0, (reading.cost - least) * _TEMPER)) for reading in shown]
        scores = [self.confidence, *(min(weight / sum(weights), 1 - self.confidence) for weight in weights[1:])]
        previews = same_line(data, [reading.charset for reading in shown])
        return tuple(
            Candidate(reading.charset.name, round(score, 4), previews[reading.charset.name])
            for reading, score in zip(shown, scores, strict=True)
        )


def detect(data: bytes, allowed: Collection[str] | None = None) -> Detection | None:
    """Return the encoding of bytes that are not strict UTF-8, or None when `allowed` leaves none.

    `allowed` limits the answer to these public names.
    """
    wide = wide_forms(data)
    if not wide and data.count(0) * _NULS >= len(data):
        wide = ["utf-16-le", "utf-16-be"]
    piece = wide_sample(data) if wide else sample(data)
    shifted = len(data) % 2 == 1
    readings = [read_wide(piece, name, shifted=shifted) for name in wide if allowed is None or name in allowed]
    if piece.count(0) * _NULS >= len(piece):
        return _wide_detection(piece, readings)
    names = [name for name in ("gb18030", "big5", "utf-8") if allowed is None or name in allowed]
    readings += [read_chinese(piece, name) for name in names]
    readings.sort(key=_cost)
    if readings and _beyond_doubt(readings):
        return Detection(readings[0].charset, 0.9995, tuple(readings))
    if readings and readings[0].broken:
        readings = [read_across(piece, reading) if reading.charset.name in _DOUBLE else reading for reading in readings]
    others = [read_euc_tw(piece), *read_foreign(piece)]
    readings += [reading for reading in others if allowed is None or reading.charset.name in allowed]
    return _decide(data, readings) if readings else None


def _wide_detection(piece: bytes, readings: list[Reading]) -> Detection | None:
    """Return the detection of bytes with many NULs, which only UTF-16 and UTF-32 texts have, or None."""
    readings.sort(key=_cost)
    if not readings or readings[0].cost * readings[0].charset.unit > _TEXT_MEAN * len(piece):
        return None
    return Detection(readings[0].charset, _confidence(readings), tuple(readings))


def _cost(reading: Reading) -> float:
    return reading.cost


def _beyond_doubt(readings: list[Reading]) -> bool:
    best = readings[0]
    return (
        best.mean < _SURE_MEAN
        and best.wide >= _SURE_WIDE
        and best.distinct >= _SURE_DISTINCT
        and best.broken == 0
        and (len(readings) == 1 or readings[1].cost - best.cost > _SURE_MARGIN)
    )


def _decide(data: bytes, readings: list[Reading]) -> Detection:
    """Weigh all readings against each other and against chardet's opinion."""
    from convert.decoding.vote import ask

    readings = [
        replace(reading, cost=reading.cost + FOREIGN)
        if reading.charset.name in _CHINESE and reading.mean > _CHINESE_MEAN
        else reading
        for reading in readings
    ]
    readings.sort(key=_cost)
    best = readings[0]
    vote = ask(data)
    votes = (Vote("frequency", best.charset.name, _confidence(readings)), vote)
    if best.charset.name in _CHINESE:
        return Detection(best.charset, _agreed(readings, vote), tuple(readings), votes)
    rival = next((reading.cost for reading in readings if _family(reading) != _family(best)), best.cost + 2 * _CLEAR)
    clear = best.charset.name in _UNMISTAKABLE and rival - best.cost > _CLEAR
    chosen = best.charset if clear else _voted(data, vote, best)
    return Detection(chosen, _agreed(readings, vote), tuple(readings), votes)


def _family(reading: Reading) -> str:
    """Return the script that the encoding of a reading is for; several encodings share one."""
    return next((family for family, names in _FAMILIES.items() if reading.charset.name in names), reading.charset.name)


def _voted(data: bytes, vote: Vote, best: Reading) -> Charset:
    """Return chardet's choice of a language that is not Chinese when the bytes allow it, else our own."""
    for name in (vote.encoding, best.charset.name, "windows-1252", "iso-8859-1"):
        if name and (name not in _CHINESE or name == best.charset.name):
            try:
                CHARSETS[name].decode(data)
            except UnicodeDecodeError:
                continue
            return CHARSETS[name]
    return best.charset


def _margin(readings: list[Reading]) -> float:
    return readings[1].cost - readings[0].cost if len(readings) > 1 else 2 * _SURE_MARGIN


def _confidence(readings: list[Reading]) -> float:
    return round(1 / (1 + math.exp(-_margin(readings) * _TEMPER)), 4)


def _agreed(readings: list[Reading], vote: Vote) -> float:
    """Return the confidence after the vote: agreement strengthens, disagreement caps it."""
    return _confidence(readings)


def brief(data: bytes, allowed: Collection[str] | None) -> Detection | None:
    """Return the detection for a few bytes that are strict UTF-8 by chance, or None when UTF-8 they are."""
    names = [name for name in ("gb18030", "big5", "utf-8") if allowed is None or name in allowed]
    readings = sorted((read_chinese(data, name) for name in names), key=_cost)
    best = readings[0]
    if best.charset.name == "utf-8" or best.broken or best.mean > _CHINESE_MEAN:
        return None
    margin = next(reading.cost for reading in readings if reading.charset.name == "utf-8") - best.cost
    if margin < _SURE_MARGIN:
        return None
    return Detection(best.charset, _confidence(readings), tuple(readings))
