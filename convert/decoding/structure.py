"""What the build of the bytes alone shows, before any reading: sequences of UTF-8, words of a Western language."""

from __future__ import annotations

from convert import patterns

_SEQUENCE = patterns.compile(b"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ANY_SEQUENCE = patterns.compile(b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_RUN = patterns.compile(b"[\x80-\xff]+")
_ASCII = bytes(range(0x80))
_FEW, _SHARE = 2, 0.65  # long sequences, and their share of the high bytes: one damaged byte spoils three
_MANY, _LARGE_SHARE = 8, 0.9  # the same with sequences of two bytes, which double-byte text has by chance
_WORD_RUN = 2  # letters with accents in a row that Western words have at most
_WESTERN_SHARE = 0.5


def mostly_utf_8(data: bytes) -> bool:
    """Whether nearly all high bytes form whole sequences of UTF-8, so that the rest is damage."""
    high = len(data.translate(None, _ASCII))
    found = _SEQUENCE.findall(data)
    if len(found) >= _FEW and sum(map(len, found)) >= _SHARE * high:
        return True
    found = _ANY_SEQUENCE.findall(data)
    return len(found) >= _MANY and sum(map(len, found)) >= _LARGE_SHARE * high


def looks_western(data: bytes) -> bool:
    """Whether most high bytes stand alone or in twos, as letters with accents do in words of Latin letters."""
    runs = [len(run) for run in _HIGH_RUN.findall(data)]
    return sum(length for length in runs if length <= _WORD_RUN) > _WESTERN_SHARE * sum(runs)
