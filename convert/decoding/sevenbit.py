"""Other text in ASCII bytes: HZ, ISO 2022 and brief UTF-16, told from ASCII that only happens to hold their escapes."""

from __future__ import annotations

from itertools import islice

from convert import patterns
from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.decode import shifts_to_hanzi
from convert.decoding.frequency import cost, costs
from convert.decoding.sample import high_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

_HZ_RUN = patterns.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)~\}")
# A run that may have lost its end or hold a byte that is none of HZ.
_HZ_DAMAGED = patterns.compile(rb"~\{([^\r\n]*?)(?:~\}|[\r\n]|\Z)")
_READS_COMMON, _FEW = 10.0, 3  # the limit for damaged runs, nats per hanzi, and how many there must be
_FEW_HIGH, _HIGH_SHARE = 2, 30  # bytes that are not ASCII in damaged text: so many, or one in so many
_READS_WELL = 11.7  # nats per hanzi; names cost up to 11, ASCII words read as HZ 12 and more
_JUMBLE = patterns.compile(r"[a-z][A-Z]|[A-Za-z][^A-Za-z\s.,;:!?'\")-]|[^A-Za-z\s('\"-][A-Za-z]")
_JUMBLED = 2  # signs and capitals inside words
_COMMON, _COMMONER = 8.8, 8.2  # nats per hanzi
_MARK = 7.0  # nats
_BRIEF = 8  # bytes
_CONTROLS = patterns.compile("[\x00-\x08\x0e-\x1f]")
_LOOKED_AT = 80  # characters
_HIGH = bytes(byte | 0x80 for byte in range(256))
_ESCAPES: tuple[tuple[bytes, str], ...] = (
    (b"\x1b$)A", "iso-2022-cn"),
    (b"\x1b$)G", "iso-2022-cn"),
    (b"\x1b$*H", "iso-2022-cn"),
    (b"\x1b$)C", "iso-2022-kr"),
    (b"\x1b$B", "iso-2022-jp"),
    (b"\x1b$@", "iso-2022-jp"),
    (b"\x1b(J", "iso-2022-jp"),
    (b"\x1b$(D", "iso-2022-jp"),
)


def seven_bit(data: bytes, allowed: Collection[str] | None) -> Charset | None:
    """Return the encoding whose escapes the ASCII bytes use to some sense, or None."""
    for escape, name in _ESCAPES if b"\x1b" in data else ():
        if escape in data and (allowed is None or name in allowed) and (_decodes(data, name) or _shifts(data, name)):
            return CHARSETS[name]
    if shifts_to_hanzi(data) and (allowed is None or "hz" in allowed) and _reads_as_hz(data):
        return CHARSETS["hz"]
    return None


def _shifts(data: bytes, name: str) -> bool:
    """Whether the bytes shift to what they designate, as damaged ISO-2022-CN still does."""
    return name == "iso-2022-cn" and (b"\x0e" in data or b"\x1bN" in data)


def _decodes(data: bytes, name: str) -> bool:
    try:
        CHARSETS[name].decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _reads_as_hz(data: bytes) -> bool:
    """Whether what stands between ~{ and ~} are hanzi that people write; in damaged runs they must be common ones."""
    text = _hanzi(_gathered(data)[: 2 * _LOOKED_AT])
    if text and _mean(text) < _READS_WELL:
        return True
    texts = [_realigned(run[1][: 2 * _LOOKED_AT]) for run in islice(_HZ_DAMAGED.finditer(data), _LOOKED_AT)]
    text = "".join(texts)[:_LOOKED_AT]
    return len(text) >= _FEW and _mean(text) < _READS_COMMON


def _gathered(data: bytes) -> bytes:
    """Return the first runs, some hundred bytes of them."""
    runs = b""
    for run in _HZ_RUN.finditer(data):
        runs += run[1]
        if len(runs) >= 2 * _LOOKED_AT:
            break
    return runs


def _hanzi(run: bytes) -> str:
    return run.translate(_HIGH).decode("gbk", "replace")


def _mean(text: str) -> float:
    return sum(map(costs().__getitem__, text)) / len(text)


def _realigned(run: bytes) -> str:
    """Return the hanzi of a run; in one of odd length the byte is left out without which it reads best."""
    if len(run) % 2 == 0:
        return _hanzi(run)
    return min((_hanzi(run[:at] + run[at + 1 :]) for at in range(0, len(run), 2)), key=cost)


def in_damage(data: bytes, allowed: Collection[str] | None) -> Charset | None:
    """Return the seven-bit encoding of bytes of which a few are not ASCII, or None."""
    most = max(_FEW_HIGH, len(data) // _HIGH_SHARE)
    if high_bytes(data[: len(data) // 8]) > most or high_bytes(data) > most:
        return None
    return seven_bit(data, allowed) if b"\x1b$" in data or shifts_to_hanzi(data) else None


def hanzi_in_ascii(data: bytes, text: str, allowed: Collection[str] | None) -> Charset | None:
    """Return the form of UTF-16 in which a few bytes are common hanzi, when as ASCII they are a jumble; else None.

    The halves of a hanzi such as 中 (4E 2D) can both be ASCII. In very few bytes, a NUL or another control is jumble
    enough, and the hanzi must be commoner.
    """
    brief = len(data) < _BRIEF
    if len(_JUMBLE.findall(text)) < (_JUMBLED - 1 if brief else _JUMBLED) and not _CONTROLS.search(text):
        return None
    for name in ("utf-16-le", "utf-16-be"):
        hanzi = data.decode(name, "replace")
        if allowed is not None and name not in allowed:
            continue
        if cost(hanzi) < (_COMMONER if brief else _COMMON) * len(hanzi) and all(map(_is_written, hanzi)):
            return CHARSETS[name]
    return None


def _is_written(character: str) -> bool:
    """Whether a character is a hanzi, ASCII or a mark among hanzi."""
    return character < "\x80" or "\u4e00" <= character <= "\u9fff" or costs()[character] < _MARK
