"""Unicode's own byte forms: byte order marks, and CESU-8 (surrogate pairs written as two times three bytes)."""

from __future__ import annotations

from convert import patterns

# The marks, longest first: the UTF-32-LE mark begins with that of UTF-16-LE.
MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

SURROGATES = patterns.compile(b"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")


def byte_order_mark(data: bytes) -> tuple[bytes, str] | None:
    """Return the mark `data` begins with and the encoding it announces, or None."""
    if data[:1] in (b"\xff", b"\xfe", b"\xef", b"\x00", b"\x84"):
        for mark, name in MARKS:
            if data.startswith(mark):
                # A UTF-16-LE text may begin with NUL, but then it is not UTF-32 by its length and build.
                if mark == b"\xff\xfe\x00\x00" and len(data) % 4 and not _in_fours(data):
                    continue
                return mark, name
    return None


def _in_fours(data: bytes) -> bool:
    """Whether the bytes are UTF-32 that lost or gained a byte."""
    from convert.decoding.sample import in_fours

    return in_fours(data, data, 3, 2)


def decode_cesu_8(data: bytes) -> str:
    """Return the text of CESU-8 bytes; raises UnicodeDecodeError at the first byte that is none.

    Unicode Technical Report 26: characters beyond the BMP are a pair of three-byte surrogates, never four bytes.
    """
    parts = []
    last = 0
    for match in SURROGATES.finditer(data):
        parts.append(_plain(data, last, match.start()))
        parts.append(match.group().decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16"))
        last = match.end()
    parts.append(_plain(data, last, len(data)))
    return "".join(parts)


def _plain(data: bytes, start: int, end: int) -> str:
    """Decode a part without pairs, with error offsets that count in the whole."""
    try:
        text = data[start:end].decode()
    except UnicodeDecodeError as error:
        raise UnicodeDecodeError("cesu-8", data, start + error.start, start + error.end, error.reason) from None
    if (high := next((at for at, character in enumerate(text) if character > "\uffff"), None)) is not None:
        at = start + len(text[:high].encode())
        raise UnicodeDecodeError("cesu-8", data, at, at + 4, "four-byte sequence")
    return text


def encode_cesu_8(text: str) -> bytes:
    """Return the bytes of `text` in CESU-8."""
    return b"".join(character.encode() if character <= "\uffff" else _surrogates(character) for character in text)


def _surrogates(character: str) -> bytes:
    high, low = divmod(ord(character) - 0x10000, 0x400)
    return (chr(0xD800 + high) + chr(0xDC00 + low)).encode("utf-8", "surrogatepass")
