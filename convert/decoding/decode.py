"""From bytes to text: the one function behind `convert.decode`, and its short way for plain UTF-8."""

from __future__ import annotations

from convert.decoding.result import Decoded, Vote
from convert.errors import ReadError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from convert.diagnostics import Diagnostic

    Errors = Literal["strict", "resync"]

BRIEF = 40  # bytes; ASCII of that length may be UTF-16
FEW = 12  # two-byte characters; a text with no more of them may be strict UTF-8 by chance
CONTROL_SHARE = 0.1

_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32), 0x7F])
_GLANCE = 16  # bytes; in fewer a share means nothing
_PEEK = 96  # bytes; where so many at two places hold no control character, the file is not full of them
_MARK = b"\xef\xbb\xbf"
SIGNED = frozenset(b"\x1a\x1f!%(78ABGIMOPRSftw{\x7f")  # first bytes of formats that are no text, as far as ASCII
_VOTES = (Vote("strict utf-8", "utf-8", 0.9999),)


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
    if errors not in ("strict", "resync"):
        raise UsageError(f"errors is 'strict' or 'resync', not {errors!r}")
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
    if not data or data[:3] == _MARK or 0 in data:
        return None
    if data[0] in SIGNED:
        from convert.decoding.binary import refuse_binary

        refuse_binary(data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    more = len(data) - len(text)
    if more > FEW:
        return strict_utf_8(data, text, 0.9999)
    if more == 0 and len(data) > BRIEF and b"~{" not in data and b"\x1b" not in data:
        return strict_utf_8(data, text, 1.0)
    return None


def strict_utf_8(data: bytes, text: str, confidence: float) -> Decoded:
    """Return the result for strict UTF-8 with what an HTML or XML declaration gives to say."""
    middle = len(data) // 2
    peek = data[:_PEEK] + data[middle : middle + _PEEK]
    if len(peek.translate(None, _CONTROL)) < len(peek) and len(data) > _GLANCE and controls(data) > CONTROL_SHARE:
        raise full_of_controls(data)
    findings: tuple[Diagnostic, ...] = ()
    if data.find(b"<", 0, 64) >= 0:
        from convert.decoding.contradiction import declaration

        findings = declaration(data, "utf-8")
    votes = _VOTES if confidence == _VOTES[0].confidence else (Vote("strict utf-8", "utf-8", confidence),)
    return Decoded(text, "utf-8", "utf-8", confidence, b"", (), votes, findings, data)


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
