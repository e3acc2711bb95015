"""Which encoding the bytes are in: scored readings, then a second vote where they leave a doubt."""

from __future__ import annotations

import math

from convert import patterns
from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.result import Vote
from convert.decoding.sample import WHOLE, distinct, glance, high_bytes, nuls_reach, sample, wide_forms, wide_sample
from convert.decoding.scoring import (
    FOREIGN,
    Reading,
    read_across,
    read_chinese,
    read_euc_tw,
    read_wide,
    rough_cost,
)
from convert.decoding.structure import looks_western, mostly_utf_8
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set

_CHINESE = ("utf-8", "gb18030", "big5", "euc-tw", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_DOUBLE = ("gb18030", "big5")
_UNMISTAKABLE = ("shift_jis", "euc-jp", "euc-kr", "windows-1251", "koi8-r", "iso-8859-5", "cp866", "mac-cyrillic")

_FAMILIES = {
    "GB": ("gb2312", "gbk", "gb18030"),
    "Latin": ("windows-1252", "iso-8859-1", "iso-8859-15", "mac-roman", "cp850", "cp858"),
    "Korean": ("euc-kr", "johab"),
    "Japanese": ("shift_jis", "euc-jp"),
    "Cyrillic": ("windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "cp866", "mac-cyrillic"),
}
_FAMILY = {name: family for family, names in _FAMILIES.items() for name in names}

# Alphabets of Latin letters: none of them when no word is built of such.
_ONE_BYTE = frozenset(
    (
        *("windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258", "mac-roman"),
        *(f"iso-8859-{part}" for part in (1, 2, 3, 4, 9, 10, 13, 14, 15, 16)),
        *(f"cp{page}" for page in (437, 775, 850, 852, 857, 858, 860, 861, 863, 865)),
    )
)

_SURE_MEAN = 7.9  # nats per character below which a reading is Chinese prose beyond doubt
_SURE_WIDE, _SURE_DISTINCT = 20, 10  # characters, and different ones, that such a judgement needs
_SURE_MARGIN = 15.0  # nats between the best two readings
_DISPUTED = 0.94  # confidence of an answer that chardet disputes, or gave
_CLAIM = 8.0  # nats that the encoding a document claims is worth
_SURE_AMONG_CHINESE = 0.95  # below it a person is to look, and is told what chardet says
_TRUSTED_VOTE = 0.5
_TRUSTED_IN_NEED = 0.15  # the same when our own best reading is none of its language
_USUAL_MEAN = {"Cyrillic": 3.95, "Japanese": 9.5, "Korean": 8.6, "Latin": 6.4}  # nats per letter, rarely more
_WINDOWS = {
    "iso-8859-1": "windows-1252",
    "iso-8859-2": "windows-1250",
    "iso-8859-4": "windows-1257",
    "iso-8859-6": "windows-1256",
    "iso-8859-7": "windows-1253",
    "iso-8859-8": "windows-1255",
    "iso-8859-9": "windows-1254",
    "iso-8859-13": "windows-1257",
    "iso-8859-15": "windows-1252",
}
_C1 = patterns.compile(b"[\x80-\x9f]")
_CUT = 6  # pieces of a glance, whose last characters may be cut
_SURE = 0.9995
_HEARD = 50_000  # bytes that chardet hears whole; of larger files it hears what is not ASCII
_UNSURE = 0.97
_FEW_SEQUENCES = 3
_CHINESE_MEAN = 10.4  # above it a reading is hardly Chinese
_CLEAR = 10.0  # nats
_HOPELESS = 30.0  # nats that a reading is behind a Chinese one when no claim and no doubt can bring it up
_VARIED = 60  # different characters from which on no reading is good by chance
_SHORT_TRAIL = patterns.compile(b"[\x81-\xfe][\x40-\xa0]")  # a pair that no EUC has
_NULS = 50  # one NUL in so many bytes is more than strays in a text of single bytes
_TEXT_MEAN = 10.5  # nats per unit of UTF-16 above which the bytes are no text
_FEW_BROKEN = 4  # whole characters for each broken one that a Chinese text has at least
_SHOWN = 4
_TEMPER = 0.5  # characters are not independent: a nat of evidence counts half


@record
class Detection:
    """The best encoding, how sure it is (0 to 1), the likeliest encodings with their probabilities, and the votes."""

    charset: Charset
    confidence: float
    scores: tuple[tuple[str, float], ...]
    votes: tuple[Vote, ...] = ()


def _detection(charset: Charset, confidence: float, readings: list[Reading], votes: tuple[Vote, ...] = ()) -> Detection:
    """Return the detection of `charset` with the likeliest of the readings, best first."""
    shown = sorted(readings, key=lambda reading: (reading.charset.name != charset.name, reading.cost))[:_SHOWN]
    least = min(reading.cost for reading in readings)
    weights = [math.exp(-min(60.0, (reading.cost - least) * _TEMPER)) for reading in shown]
    total = sum(weights)
    probabilities = [confidence, *(min(weight / total, 1 - confidence) for weight in weights[1:])]
    scores = [(reading.charset.name, round(score, 4)) for reading, score in zip(shown, probabilities, strict=True)]
    return Detection(charset, confidence, tuple(scores), votes)


def detect(data: bytes, allowed: Set[str] | None = None, declared: Charset | None = None) -> Detection | None:
    """Return the encoding of bytes that are not strict UTF-8, or None when `allowed` leaves none.

    `allowed` limits the answer to these public names; `declared` is what the document claims to be in.
    """
    wide = wide_forms(data)
    if not wide:
        if 0 in data and nuls_reach(data, -(-len(data) // _NULS)):
            wide = ["utf-16-le", "utf-16-be"]
        elif (sure := _at_a_glance(data, allowed)) is not None:
            return sure
    piece = wide_sample(data) if wide else sample(data)
    shifted = len(data) % 2 == 1
    readings = [read_wide(piece, name, shifted=shifted) for name in wide if allowed is None or name in allowed]
    if piece.count(0) > 1 and piece.count(0) * _NULS >= len(piece):  # one alone may be a damaged byte
        return _wide_detection(piece, readings)
    if not wide:
        piece = distinct(piece)
    readings += [read_chinese(piece, name) for name in _common(allowed)]
    readings.sort(key=_cost)
    if (built := _built_as_utf_8(piece, readings)) is not None:
        return built
    if readings and _beyond_doubt(readings):
        return _detection(readings[0].charset, _SURE, readings)
    if readings and readings[0].broken:
        readings = [read_across(piece, reading) if reading.charset.name in _DOUBLE else reading for reading in readings]
    western = looks_western(piece)
    limit = _limit(readings, western)
    weighed = _weighed([*readings, *_others(piece, readings, allowed, limit)], western, declared)
    if not weighed:
        return None
    if (clear := _clearly(weighed)) is not None:
        return clear
    if limit < math.inf:
        weighed = _weighed([*readings, *_others(piece, readings, allowed, math.inf)], western, declared)
    return _decide(data, western, weighed, declared, allowed)


def _others(piece: bytes, readings: list[Reading], allowed: Set[str] | None, limit: float) -> list[Reading]:
    """Return further readings, as far as they are allowed, without those that surely cost more than `limit` nats."""
    from convert.decoding.foreign import NAMES, read_foreign, read_plain

    found = [reading for reading in (read_euc_tw(piece, limit), *read_foreign(piece, limit)) if reading is not None]
    if allowed is None:
        return found
    tried = {"euc-tw", *NAMES, *(reading.charset.name for reading in (*readings, *found))}
    return [
        *(reading for reading in found if reading.charset.name in allowed),
        *(read_plain(piece, name) for name in sorted(allowed - tried) if _is_plain_charset(name)),
    ]


def _limit(readings: list[Reading], western: bool) -> float:
    """Return the cost above which a reading cannot change the answer: none when the best one is hardly Chinese."""
    best = min(readings, key=_cost, default=None)
    return math.inf if best is None or _hardly_chinese(best, western) else best.cost + _HOPELESS


def _built_as_utf_8(piece: bytes, readings: list[Reading]) -> Detection | None:
    """Return the detection of damaged UTF-8, which its sequences give away however few they are."""
    ours = next((reading for reading in readings if reading.charset.name == "utf-8"), None)
    if ours is None or ours.mean > _CHINESE_MEAN or not mostly_utf_8(piece):
        return None
    return _detection(ours.charset, _SURE if ours.wide > _FEW_SEQUENCES else _UNSURE, readings)


def _is_plain_charset(name: str) -> bool:
    """Whether an encoding has a sample read in pieces: one of bytes, without shifts and escapes."""
    return name in CHARSETS and CHARSETS[name].ascii_superset


def _wide_detection(piece: bytes, readings: list[Reading]) -> Detection | None:
    """Return the detection of bytes with many NULs, which only UTF-16 and UTF-32 texts have, or None."""
    readings.sort(key=_cost)
    if not readings:
        return None
    unit = readings[0].charset.unit
    if readings[0].cost * unit > _TEXT_MEAN * (len(piece) + (2 * unit if len(piece) % unit else 0)):
        return None
    return _detection(readings[0].charset, _confidence(readings), readings)


def _at_a_glance(data: bytes, allowed: Set[str] | None) -> Detection | None:
    """Return the detection when a few hundred bytes leave no doubt, as they do for most Chinese prose."""
    if len(data) <= WHOLE and high_bytes(data) < _SURE_WIDE:
        return None
    piece = glance(data)
    if high_bytes(piece) < _SURE_WIDE:
        return None
    prices = sorted((rough_cost(piece, name), name) for name in _common(allowed))
    if not prices or (len(prices) > 1 and prices[1][0] - prices[0][0] <= _SURE_MARGIN):
        return None
    best = read_chinese(piece, prices[0][1])
    scores = ((best.charset.name, _SURE), *((name, 0.0) for _, name in prices[1:]))
    if not _is_plain(best, cut=_CUT) or (best.distinct < _VARIED and not _SHORT_TRAIL.search(piece)):
        return None  # with few different characters, all of them in the range of EUC, EUC-TW must be tried, too
    return Detection(best.charset, _SURE, scores)


def _common(allowed: Set[str] | None) -> list[str]:
    """Return the encodings of Chinese text in single bytes that are allowed."""
    return [name for name in ("gb18030", "big5", "utf-8") if allowed is None or name in allowed]


def _cost(reading: Reading) -> float:
    return reading.cost


def _beyond_doubt(readings: list[Reading]) -> bool:
    return _is_plain(readings[0]) and (len(readings) == 1 or _margin(readings) > _SURE_MARGIN)


def _is_plain(reading: Reading, *, cut: int = 0) -> bool:
    """Whether a reading is Chinese prose to any reader; up to `cut` characters may be broken at the ends of pieces."""
    return (
        reading.mean < _SURE_MEAN
        and reading.wide >= _SURE_WIDE
        and reading.distinct >= _SURE_DISTINCT
        and reading.broken <= cut
    )


def _weighed(readings: list[Reading], western: bool, declared: Charset | None) -> list[Reading]:
    """Return the readings, best first, with what speaks for or against them beside their characters."""
    weighed = [
        reading.dearer(FOREIGN)
        if (_hardly_chinese(reading, western) if reading.charset.name in _CHINESE else _hardly_latin(reading, western))
        else reading
        for reading in readings
    ]
    if declared is not None:
        weighed = [
            reading.dearer(-_CLAIM) if _family(reading.charset) == _family(declared) else reading for reading in weighed
        ]
    weighed.sort(key=_cost)
    return weighed


def _is_clear(readings: list[Reading]) -> bool:
    """Whether the best of the readings is far ahead of those in other scripts, and looks like its language."""
    best = readings[0]
    rival = next((reading.cost for reading in readings if _family(reading.charset) != _family(best.charset)), math.inf)
    return rival - best.cost > _CLEAR and not _strange(best)


def _clearly(readings: list[Reading]) -> Detection | None:
    """Return the detection when no vote could change it."""
    best = readings[0]
    if best.broken or best.charset.name not in (*_CHINESE, *_UNMISTAKABLE):
        return None
    confidence = _confidence(readings)
    if not _is_clear(readings) and (confidence < _SURE_AMONG_CHINESE or not _is_among_chinese(readings)):
        return None
    return _detection(best.charset, confidence, readings, (Vote("frequency", best.charset.name, confidence),))


def _is_among_chinese(readings: list[Reading]) -> bool:
    """Whether the best is good Chinese and so are its rivals: no judge of languages tells them apart any better."""
    best = readings[0]
    rivals = [reading for reading in readings if reading.cost - best.cost <= _CLEAR]
    return best.mean <= _CHINESE_MEAN and all(reading.charset.name in _CHINESE for reading in rivals)


def _decide(
    data: bytes, western: bool, readings: list[Reading], declared: Charset | None, allowed: Set[str] | None
) -> Detection:
    """Weigh all readings against chardet's opinion."""
    from convert.decoding.vote import ask

    best = readings[0]
    clear = _is_clear(readings)
    ours = Vote("frequency", best.charset.name, _confidence(readings))
    vote = ask(data if len(data) <= _HEARD else sample(data))
    if not western and vote.encoding in _ONE_BYTE:
        vote = Vote(vote.judge, "", 0.0)
    if declared is not None and declared.name not in _CHINESE:
        vote = Vote("declaration", declared.name, 1.0)
    if allowed is not None and vote.encoding not in allowed:
        vote = Vote(vote.judge, "", 0.0)
    votes = (ours, vote)
    chosen = best.charset
    if chosen.name in _CHINESE:
        forgiven = 0 if western else 1
        if (best.broken - forgiven) * _FEW_BROKEN * 2 > best.wide and vote.confidence >= _TRUSTED_VOTE:
            chosen = _voted(data, vote, best, allowed)
    elif not (clear and chosen.name in _UNMISTAKABLE):
        chosen = _voted(data, vote, best, allowed)
    confidence = _confidence(readings) if chosen is best.charset else min(_confidence(readings), _DISPUTED)
    disputable = not clear or _family(chosen) == "Latin"
    if disputable and vote.encoding and _family(CHARSETS[vote.encoding]) != _family(chosen):
        confidence = min(confidence, _DISPUTED)
    return _detection(chosen, confidence, readings, votes)


def _strange(reading: Reading) -> bool:
    """Whether a reading, though the best of ours, does not look like the language it is for."""
    limit = _USUAL_MEAN.get(_family(reading.charset), math.inf)
    return reading.charset.name not in _CHINESE and (reading.mean > limit or reading.broken * 10 > reading.wide)


def _hardly_chinese(reading: Reading, western: bool) -> bool:
    """Whether a reading is no Chinese text; one damaged byte is forgiven unless all may be words of Latin letters."""
    few = _FEW_BROKEN * 2 if reading.charset.name == "euc-tw" else _FEW_BROKEN
    broken = reading.broken if western else reading.broken - 1
    return reading.mean > _CHINESE_MEAN or broken * few > reading.wide or not reading.wide


def _hardly_latin(reading: Reading, western: bool) -> bool:
    return not western and reading.charset.name in _ONE_BYTE


def _family(charset: Charset) -> str:
    """Return the script that an encoding is for; several encodings share one."""
    return _FAMILY.get(charset.name, charset.name)


def _voted(data: bytes, vote: Vote, best: Reading, allowed: Set[str] | None) -> Charset:
    """Return chardet's choice of a language that is not Chinese when the bytes allow it, else our own."""
    ours = best.charset.name
    trusted = _TRUSTED_VOTE if not _strange(best) else _TRUSTED_IN_NEED
    if ours == "iso-8859-15" and not _C1.search(data):
        return best.charset  # chardet does not tell it from Windows
    names = (vote.encoding, ours) if vote.confidence >= trusted else (ours, vote.encoding)
    for name in (*names, "windows-1252", "iso-8859-1"):
        if name and (name not in _CHINESE or name == ours) and (allowed is None or name in allowed):
            if name in _WINDOWS and _C1.search(data):
                name = _WINDOWS[name]  # what ISO has as controls are letters and quotes in Windows
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


def brief(data: bytes, allowed: Set[str] | None) -> Detection | None:
    """Return the detection for a few bytes that are strict UTF-8 by chance, or None when UTF-8 they are."""
    piece = distinct(sample(data))
    readings = sorted((read_chinese(piece, name) for name in _common(allowed)), key=_cost)
    best = readings[0]
    if best.charset.name == "utf-8" or best.broken or best.mean > _CHINESE_MEAN:
        return None
    margin = next(reading.cost for reading in readings if reading.charset.name == "utf-8") - best.cost
    if margin < _SURE_MARGIN:
        return None
    return _detection(best.charset, _confidence(readings), readings)
