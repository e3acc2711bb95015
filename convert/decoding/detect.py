"""Which encoding the bytes are in: a cascade of cheap certainties, then scored readings, then a second vote."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from convert.decoding.charsets import Charset
from convert.decoding.preview import same_line
from convert.decoding.result import Candidate, Vote
from convert.decoding.sample import sample
from convert.decoding.scoring import Reading, read_chinese, read_euc_tw, read_foreign

_SURE_MEAN = 7.9  # nats per character below which a reading is Chinese prose beyond doubt
_CHINESE_MEAN = 9.3  # above it a reading is hardly Chinese
_SURE_MARGIN = 12.0  # nats between the best two readings
_SURE_WIDE = 8  # characters
_SHOWN = 4

_WIDE_HIGH = bytes([0, 0x20, 0x30, *range(0x4E, 0xA0), 0xFF])
_UTF_16_SHARE = 0.88
_HIGH_ONLY = bytes(range(0x80))


@dataclass(frozen=True, slots=True)
class Detection:
    """The best encoding, how sure it is (0 to 1), the readings considered, and who said what."""

    charset: Charset
    confidence: float
    readings: tuple[Reading, ...]
    votes: tuple[Vote, ...] = ()

    def candidates(self, data: bytes) -> tuple[Candidate, ...]:
        """Return the readings as candidates, best first, with the same line of `data` in each."""
        best = self.readings[0].cost
        shown = self.readings[:_SHOWN]
        weights = [math.exp(-min(60.0, (reading.cost - best) * _TEMPER)) for reading in shown]
        scores = [self.confidence, *(weight / sum(weights) for weight in weights[1:])]
        previews = same_line(data, [reading.charset for reading in shown])
        return tuple(
            Candidate(reading.charset.name, round(score, 4), previews[reading.charset.name])
            for reading, score in zip(shown, scores, strict=True)
        )


_TEMPER = 0.5  # characters are not independent: a nat of evidence counts half


def detect(data: bytes, allowed: Collection[str] | None = None, declared: str = "") -> Detection | None:
    """Return the encoding of bytes that are not strict UTF-8, or None when they read like no text at all.

    `allowed` limits the answer to these public names; `declared` is the charset that the document claims.
    """
    piece = sample(data)
    readings = [reading for reading in _chinese(data, piece) if _permitted(reading.charset, allowed)]
    readings.sort(key=_rank)
    if readings and _beyond_doubt(readings):
        return Detection(readings[0].charset, 0.999, tuple(readings))
    extra = [read_euc_tw(piece), *read_foreign(piece)]
    readings += [reading for reading in extra if _permitted(reading.charset, allowed)]
    readings.sort(key=_rank)
    if not readings:
        return None
    return _with_vote(data, tuple(readings), allowed, declared)


def _rank(reading: Reading) -> float:
    return reading.cost


def _permitted(charset: Charset, allowed: Collection[str] | None) -> bool:
    return allowed is None or charset.name in allowed


def _chinese(data: bytes, piece: bytes) -> list[Reading]:
    """Return the readings in the encodings of Chinese text that the bytes do not rule out at once."""
    names = ["gb18030", "big5", "utf-8"]
    readings = [read_chinese(piece, name) for name in names]
    raw = data[:4096]
    readings += (
        [read_chinese(raw, name) for name in _wide_forms(raw)]
        if len(raw) == len(piece)
        else [_scaled(read_chinese(raw, name), len(piece) / len(raw)) for name in _wide_forms(raw)]
    )
    return readings


def _scaled(reading: Reading, factor: float) -> Reading:
    """Make a reading of the file's head comparable with those of a sample `factor` times as long."""
    return Reading(
        reading.charset, reading.text, reading.cost * factor, reading.wide, reading.wide_cost, reading.broken
    )


def _wide_forms(raw: bytes) -> list[str]:
    """Return the UTF-16 and UTF-32 forms that the bytes may be, by where the high halves lie."""
    size = len(raw)
    if size < 2:
        return []
    names = []
    if size >= 4 and raw.count(0) * 4 >= size:
        if raw[3::4].count(0) * 4 >= size - 4 and raw[2::4].strip(b"\0\1\2") == b"":
            names.append("utf-32-le")
        if raw[0::4].count(0) * 4 >= size - 4 and raw[1::4].strip(b"\0\1\2") == b"":
            names.append("utf-32-be")
    for name, half in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[0::2])):
        if len(half.translate(None, _WIDE_HIGH)) <= len(half) * (1 - _UTF_16_SHARE):
            names.append(name)
    return names


def _beyond_doubt(readings: list[Reading]) -> bool:
    best = readings[0]
    return (
        best.mean < _SURE_MEAN
        and best.wide >= _SURE_WIDE
        and best.broken == 0
        and (len(readings) == 1 or readings[1].cost - best.cost > _SURE_MARGIN)
    )


def _with_vote(
    data: bytes, readings: tuple[Reading, ...], allowed: Collection[str] | None, declared: str
) -> Detection | None:
    """Decide with chardet's opinion, and with the document's own claim where the readings are close."""
    from convert.decoding.vote import ask

    best = readings[0]
    vote = ask(data)
    votes = (Vote("frequency", best.charset.name, 0.0), vote)
    confidence = _confidence(readings)
    return Detection(best.charset, confidence, readings, votes)


def _confidence(readings: tuple[Reading, ...]) -> float:
    best = readings[0]
    margin = readings[1].cost - best.cost if len(readings) > 1 else 20.0
    return round(1 / (1 + math.exp(-margin * _TEMPER)), 4)


def brief(data: bytes, allowed: Collection[str] | None) -> Detection | None:
    """Return the detection for a few bytes that are strict UTF-8 by chance, or None when UTF-8 they are."""
    readings = [read_chinese(data, name) for name in ("gb18030", "big5", "utf-8")]
    readings = sorted((reading for reading in readings if _permitted(reading.charset, allowed)), key=_rank)
    best = readings[0]
    if best.charset.name == "utf-8" or best.broken or best.mean > _CHINESE_MEAN:
        return None
    margin = next(reading.cost for reading in readings if reading.charset.name == "utf-8") - best.cost
    if margin < _SURE_MARGIN:
        return None
    return Detection(best.charset, _confidence(tuple(readings)), tuple(readings))
