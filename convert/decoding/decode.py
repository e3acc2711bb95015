"""From bytes to text: the one function behind `convert.decode`, and its short way for plain UTF-8."""

from __future__ import annotations

from convert.decoding.result import Decoded, new_decoded, set_confidence, set_findings, set_source, set_text
from convert.errors import ReadError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    Errors = Literal["strict", "resync"]

BRIEF = 40  # bytes; ASCII of that length may be UTF-16
FEW = 12  # two-byte characters; a text with no more of them may be strict UTF-8 by chance
CONTROL_SHARE = 0.1

_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32), 0x7F])
_CONTROL_AS_NUL = bytes(0 if byte in _CONTROL else 1 for byte in range(256))
_GLANCE = 16  # bytes; in fewer a share means nothing
_PEEK = 96  # bytes; where so many at two places hold no control character, the file is not full of them
_MARK = b"\xef\xbb\xbf"
SIGNED = frozenset(b"\x1a\x1f!%(78ABGIMOPRSftw{\x7f")  # first bytes of formats that are no text, as far as ASCII
_ASIDE = SIGNED | {0xEF}  # and the first byte of the mark
_ESCAPE, _TILDE, _LESS = 0x1B, 0x7E, 0x3C
_TILDES = 64  # tildes looked at one by one


def decode(
    data: bytes,
    *,
    encoding: str | None = None,
    candidates: Sequence[str] | None = None,
    errors: Errors = "strict",
    repair_mojibake: bool = False,
) -> Decoded:
    """Return the text of `data` and how it was read; never a character that is not in the bytes.

    `encoding` is used as it is named ("mixed" reads each line by itself); otherwise the encoding is found, among
    `candidates` when they are given. Damaged bytes raise DamagedText with every span, or with `errors="resync"`
    become one U+FFFD each and an ENC001 diagnostic. Raises UnknownEncoding for a name that is none, and
    ReadError for a file that is no text.
    """
    if errors != "strict" and errors != "resync":
        raise UsageError(f"errors is 'strict' or 'resync', not {errors!r}")
    if type(data) is not bytes:
        data = bytes(data)
    decoded = _plain_utf_8(data) if encoding is None and candidates is None else None
    if decoded is None:
        from convert.decoding.reading import read

        decoded = read(data, encoding, candidates, errors)
    if repair_mojibake:
        from convert.decoding.mojibake import repaired

        return repaired(decoded)
    return decoded


def _plain_utf_8(data: bytes) -> Decoded | None:
    """Return the result for what is UTF-8 beyond doubt and no mark, NUL or escape; None for everything else."""
    if not data or 0 in data or (data[0] in _ASIDE and _is_marked(data)):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    more = len(data) - len(text)
    if more > FEW:
        return strict_utf_8(data, text)
    if more == 0 and len(data) > BRIEF and _ESCAPE not in data and not (_TILDE in data and shifts_to_hanzi(data)):
        return strict_utf_8(data, text, 1.0)
    return None


def _is_marked(data: bytes) -> bool:
    """Whether `data` begins with the mark of UTF-8; what begins like a format that is no text is refused."""
    if data[0] == _MARK[0]:
        return data.startswith(_MARK)
    from convert.decoding.binary import refuse_binary

    refuse_binary(data)
    return False


def shifts_to_hanzi(data: bytes) -> bool:
    """Whether the escape ~{ of HZ is in `data`: looked for by its first byte, which is much faster than by both."""
    at = -1
    for _ in range(_TILDES):
        at = data.find(_TILDE, at + 1)
        if at < 0:
            return False
        if data[at + 1 : at + 2] == b"{":
            return True
    return data.find(b"~{", at) >= 0


def strict_utf_8(data: bytes, text: str, confidence: float = 0.9999) -> Decoded:
    """Return the result for strict UTF-8 with what an HTML or XML declaration gives to say."""
    middle = len(data) // 2
    peek = data[:_PEEK] + data[middle : middle + _PEEK]
    if 0 in peek.translate(_CONTROL_AS_NUL) and len(data) > _GLANCE and controls(data) > CONTROL_SHARE:
        raise full_of_controls(data)
    decoded: Decoded = new_decoded(Decoded)  # its other fields are filled in when they are asked for
    set_text(decoded, text)
    set_source(decoded, data)
    if confidence != 0.9999:
        set_confidence(decoded, confidence)
    if _LESS in peek and data.find(_LESS, 0, 64) >= 0:
        from convert.decoding.contradiction import declaration

        set_findings(decoded, declaration(data, "utf-8"))
    return decoded


def full_of_controls(data: bytes) -> ReadError:
    """Return the refusal of a file whose bytes are control characters for a large part."""
    from convert.decoding.binary import late_binary_name

    return ReadError(
        f"not a text file but {late_binary_name(data)}: full of control characters",
        hint="name the encoding with --encoding to read it all the same",
    )


def controls(data: bytes) -> float:
    """Return the share of control characters in the head of the file."""
    head = data[:8192]
    return 1 - len(head.translate(None, _CONTROL)) / max(1, len(head))
