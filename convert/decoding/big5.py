"""Big5 as the Encoding Standard reads it: one table for cp950, ETEN and HKSCS, on top of Python's big5hkscs."""

from __future__ import annotations

import codecs

from convert import patterns
from convert.caching import cache
from convert.decoding.blocks import decode_by_blocks
from convert.decoding.tables import table
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_HANDLER = "wenzhuan.big5"
# Python gives these two codes each and encodes them to the ones that the standard has for ∕ and ﹨.
_SHARED = {"／": b"\xa1\xfe", "＼": b"\xa2\x40"}
_SLASHES = patterns.compile("([／＼])")
# What the codes of ～ and ﹑ in cp950 are by the old table: nobody writes that, so a file with them is by cp950.
_ONLY_IN_CP950 = "∼､"
_BULLET = patterns.compile("(?m)^[ \t]*•")
_NAME_DOT = patterns.compile("[\u4e00-\u9fff]•[\u4e00-\u9fff]")
_TWICE = patterns.compile(b"\xa2[\x41\x42]")
_SLASH_IN_CP950 = (b"\xa1\xfe", b"\xa2\x40")


class _Table(NamedTuple):
    """What the Encoding Standard has and Python lacks or reads otherwise."""

    missing: dict[bytes, str]
    missing_codes: dict[str, bytes]
    other: dict[str, str]  # Python's character -> the standard's, for the codes where the two differ
    twice: dict[bytes, str]  # the same by code, where Python has its character at another code, too


@cache
def _table() -> _Table:
    missing: dict[bytes, str] = {}
    other: dict[str, str] = {}
    twice: dict[bytes, str] = {}
    for line in table("big5-whatwg.txt"):
        first, characters = line.split("\t")
        lead, trail = bytes.fromhex(first)
        for character in characters:
            code = bytes((lead, trail))
            try:
                python = code.decode("big5hkscs")
            except UnicodeDecodeError:
                missing[code] = character
            else:
                if python in _SHARED:
                    twice[code] = character
                else:
                    other[python] = character
            trail = 0xA1 if trail == 0x7E else trail + 1
    codes = {character: code for code, character in reversed([*missing.items(), *twice.items()])}
    return _Table(missing, codes, other, twice)


def _fill_in(error: UnicodeError) -> tuple[str | bytes, int]:
    """Answer an error of Python's codec from the standard's table, or raise it again."""
    if isinstance(error, UnicodeDecodeError):
        if character := missing(error.object, error.start):
            return character, error.start + 2
    elif isinstance(error, UnicodeEncodeError):
        code = _table().missing_codes.get(error.object[error.start])
        if code is not None:
            return code, error.start + 1
    raise error


def missing(data: bytes, at: int) -> str:
    """Return the character of the code at `at` that only the standard's table has, or ""."""
    return _table().missing.get(data[at : at + 2], "")


def standard(text: str) -> str:
    """Return text that Python's big5hkscs decoded as the standard's table has it."""
    for python, character in _table().other.items():
        if python in text:
            text = text.replace(python, character)
    return text


def decode(data: bytes) -> str:
    """Return the text of Big5 bytes; raises UnicodeDecodeError at the first byte that is none."""
    text = decode_by_blocks(data, "big5hkscs", _HANDLER)
    if any(character in text for character in _SHARED) and any(code in data for code in _table().twice):
        text = "".join(_around_twice(data))
    return standard(text)


def likeliest(data: bytes) -> tuple[str, str]:
    """Return the text of Big5 bytes and the codec whose table it is by.

    Unicode's old table, which Python's `big5` and `big5hkscs` follow, has ／ ＼ • where cp950 and the Encoding
    Standard have ∕ ﹨ ‧. A file with the first codes is by the old table when nothing in it is by the new one, for
    ∕ is hardly ever written, and ‧ stands between names, not at the start of a line.
    """
    old = decode_by_blocks(data, "big5hkscs", _HANDLER)
    slashes = any(character in old for character in _SHARED)
    dots = "•" in old
    new_only = any(mark in old for mark in _ONLY_IN_CP950) or (dots and _NAME_DOT.search(old))
    if (slashes or (dots and _BULLET.search(old))) and not new_only:
        if slashes and any(code in data for code in _SLASH_IN_CP950):
            new = decode(data)
            if any(character in new for character in _SHARED):
                return new, "wenzhuan-big5"
        try:
            return decode_by_blocks(data, "big5hkscs"), "big5hkscs"
        except UnicodeDecodeError:
            pass  # there is a code that only the standard has
    return (decode(data) if slashes else standard(old)), "wenzhuan-big5"


def _around_twice(data: bytes) -> Iterator[str]:
    """Yield the text of valid bytes, the codes that Python reads like others by the standard's table."""
    last = known = 0  # where a character begins
    for match in _TWICE.finditer(data):
        at = match.start()
        try:
            before = data[known:at].decode("big5hkscs", _HANDLER)
        except UnicodeDecodeError:
            known = at + 1  # the two bytes belong to two characters
            continue
        yield before if last == known else data[last:at].decode("big5hkscs", _HANDLER)
        yield _table().twice[match.group()]
        last = known = at + 2
    yield data[last:].decode("big5hkscs", _HANDLER)


def encode(text: str) -> bytes:
    """Return the bytes of `text`, for a character with two codes the one that encoders prefer."""
    other = _table().other
    for python, standard in other.items():
        at = text.find(python)
        if at >= 0:
            raise UnicodeEncodeError("big5", text, at, at + 1, "not in the Big5 of the Encoding Standard")
        if standard in text:
            text = text.replace(standard, python)
    parts = _SLASHES.split(text)
    return b"".join([_SHARED.get(part) or part.encode("big5hkscs", _HANDLER) for part in parts])


codecs.register_error(_HANDLER, _fill_in)
