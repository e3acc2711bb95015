"""Big5 as the Encoding Standard reads it: one table for cp950, ETEN and HKSCS, on top of Python's big5hkscs."""

from __future__ import annotations

import codecs
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_HANDLER = "wenzhuan.big5"


class _Table(NamedTuple):
    """What the Encoding Standard has and Python lacks or reads otherwise."""

    missing: dict[bytes, str]
    missing_codes: dict[str, bytes]
    other: dict[str, str]  # Python's character -> the standard's, for the codes where the two differ


@cache
def _table() -> _Table:
    missing: dict[bytes, str] = {}
    other: dict[str, str] = {}
    for line in files(__package__).joinpath("data/big5-whatwg.txt").read_text("utf-8").splitlines()[1:]:
        first, characters = line.split("\t")
        lead, trail = bytes.fromhex(first)
        for character in characters:
            code = bytes((lead, trail))
            try:
                other[code.decode("big5hkscs")] = character
            except UnicodeDecodeError:
                missing[code] = character
            trail = 0xA1 if trail == 0x7E else trail + 1
    return _Table(missing, {character: code for code, character in reversed(missing.items())}, other)


def _fill_in(error: UnicodeError) -> tuple[str | bytes, int]:
    """Answer an error of Python's codec from the standard's table, or raise it again."""
    if isinstance(error, UnicodeDecodeError):
        character = _table().missing.get(error.object[error.start : error.start + 2])
        if character is not None:
            return character, error.start + 2
    elif isinstance(error, UnicodeEncodeError):
        code = _table().missing_codes.get(error.object[error.start])
        if code is not None:
            return code, error.start + 1
    raise error


def decode(data: bytes) -> str:
    """Return the text of Big5 bytes; raises UnicodeDecodeError at the first byte that is none."""
    text = data.decode("big5hkscs", _HANDLER)
    for python, standard in _table().other.items():
        if python in text:
            text = text.replace(python, standard)
    return text


def encode(text: str) -> bytes:
    """Return the bytes of `text`, for a character with two codes the one that encoders prefer."""
    other = _table().other
    for python, standard in other.items():
        at = text.find(python)
        if at >= 0:
            raise UnicodeEncodeError("big5", text, at, at + 1, "not in the Big5 of the Encoding Standard")
        if standard in text:
            text = text.replace(standard, python)
    return text.encode("big5hkscs", _HANDLER)


codecs.register_error(_HANDLER, _fill_in)
