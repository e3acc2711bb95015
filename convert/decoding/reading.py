"""Reading bytes that are no plain UTF-8: in the encoding that is named, marked, or found."""

from __future__ import annotations

import re

from convert.decoding import big5, gb18030
from convert.decoding.binary import late_binary_name, refuse_binary
from convert.decoding.charsets import CHARSETS, Charset, charset
from convert.decoding.decode import (
    BRIEF,
    CONTROL_SHARE,
    FEW,
    controls,
    full_of_controls,
    shifts_to_hanzi,
    strict_utf_8,
)
from convert.decoding.result import Decoded, Vote
from convert.decoding.sample import nuls_reach
from convert.decoding.utf import byte_order_mark, decode_cesu_8
from convert.diagnostics import Diagnostic
from convert.errors import DecodeError, ReadError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    Errors = Literal["strict", "resync"]


MIXED = "mixed"

_SHIFTED = 0.98  # confidence in escapes of HZ and ISO 2022 among damaged bytes
_STRAY_NULS = 100  # one NUL in so many bytes is a stray in a text
_ESCAPE, _TILDE = 0x1B, 0x7E
_NOISE_SHARE = 0.03
_STRICT = frozenset({"utf-8", "cesu-8", "gb2312", "gbk", "gb18030", "big5", "euc-tw", "hz", "iso-2022-cn"})
_VARIED = frozenset({"big5", "euc-kr", "shift_jis"})
_MADE_UP = b"\xa4\xd4"  # the filler that begins a syllable of eight bytes in KS X 1001
_LONG = 100  # bytes
_ASCII = bytes(range(0x80))


def read(data: bytes, encoding: str | None, candidates: Sequence[str] | None, errors: Errors) -> Decoded:
    """Return the text of `data` in the encoding named, or in the one found among `candidates`; see `decode`."""
    if encoding is not None:
        return _named(data, encoding, errors)
    allowed = None if candidates is None else frozenset(charset(name).name for name in candidates)
    return _found(data, _family(allowed), errors)


def _family(allowed: frozenset[str] | None) -> frozenset[str] | None:
    """Widen a choice of candidates to the sets that contain them: GB2312 is always read by GB18030."""
    if allowed is not None and allowed & {"gb2312", "gbk", "gb18030"}:
        return allowed | {"gb18030"}
    return allowed


def _named(data: bytes, encoding: str, errors: Errors) -> Decoded:
    """Decode in the encoding that was named."""
    if encoding.strip().lower() == MIXED:
        from convert.decoding.mixed import decode_mixed

        return decode_mixed(data, errors)
    chosen = charset(encoding)
    mark = byte_order_mark(data)
    bom = b""
    if re.fullmatch(r"\s*(utf[-_]?(16|32)|ucs[-_]?2)\s*", encoding, re.IGNORECASE):
        chosen = _byte_order(data, chosen, mark)
    if mark is not None:
        if _same(chosen, mark[1]):
            bom = mark[0]
        elif mark[1] == "utf-32-le" and chosen.name == "utf-16-le":
            bom = mark[0][:2]
    return _read(data, chosen, bom, errors)


def _byte_order(data: bytes, chosen: Charset, mark: tuple[bytes, str] | None) -> Charset:
    """Return the byte order of UTF-16 or UTF-32 that was named without it: by its mark, else by what reads better."""
    family = chosen.name[:6]
    if mark is not None and mark[1].startswith(family):
        return CHARSETS[mark[1]]
    from convert.decoding.sample import wide_sample
    from convert.decoding.scoring import read_chinese

    piece = wide_sample(data)
    return CHARSETS[min((f"{family}-le", f"{family}-be"), key=lambda name: read_chinese(piece, name).cost)]


def _same(chosen: Charset, name: str) -> bool:
    return chosen.name == name or (name == "gb18030" and chosen.name in ("gbk", "gb2312"))


def _found(data: bytes, allowed: frozenset[str] | None, errors: Errors) -> Decoded:
    """Decode in the encoding that the bytes show."""
    mark = byte_order_mark(data)
    if mark is not None and (allowed is None or mark[1] in allowed):
        return _marked(data, mark, errors)
    refuse_binary(data)
    has_nul = data.find(0) >= 0
    many_nuls = has_nul and nuls_reach(data, _strays(data) + 1)
    if (allowed is None or "utf-8" in allowed) and not many_nuls:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            if data[error.start] == 0xED and (allowed is None or "cesu-8" in allowed) and _is_cesu_8(data):
                return _read(data, CHARSETS["cesu-8"], b"", errors, confidence=0.999)
        else:
            return _strict_utf_8(data, text, allowed, errors)
    if not has_nul and (_TILDE in data or _ESCAPE in data):
        from convert.decoding.sevenbit import in_damage

        seven_bit = in_damage(data, allowed)
        if seven_bit is not None:
            return _read(data, seven_bit, b"", errors, confidence=_SHIFTED)
    return _scored(data, many_nuls, allowed, errors)


def _strays(data: bytes) -> int:
    """Return up to how many NUL bytes in `data` are strays in a text."""
    return max(1, len(data) // _STRAY_NULS)


def _is_cesu_8(data: bytes) -> bool:
    try:
        decode_cesu_8(data)
    except UnicodeDecodeError:
        return False
    return True


def _marked(data: bytes, mark: tuple[bytes, str], errors: Errors) -> Decoded:
    """Decode after a byte order mark; when the bytes contradict it, what they show instead is said."""
    bom, name = mark
    try:
        return _read(data, CHARSETS[name], bom, "strict")
    except DecodeError:
        if name in ("utf-8", "gb18030"):
            from convert.decoding.contradiction import against_mark

            other = against_mark(data, bom, name)
            if other is not None:
                return other
        return _read(data, CHARSETS[name], bom, errors)


def _strict_utf_8(data: bytes, text: str, allowed: frozenset[str] | None, errors: Errors) -> Decoded:
    """Return the result for strict UTF-8, after looking for what only looks like it."""
    confidence = 0.9999
    if len(text) == len(data):
        seven_bit = _seven_bit(data, text, allowed)
        if seven_bit is not None:
            return _read(data, seven_bit, b"", errors, confidence=0.99 if seven_bit.unit == 1 else 0.9)
        confidence = 1.0
    elif len(data) - len(text) <= FEW and max(data.translate(None, _ASCII)) < 0xE0:
        from convert.decoding.detect import brief

        detection = brief(data, allowed)
        if detection is not None:
            return _read(data, detection.charset, b"", errors, detection.confidence, detection.scores, detection.votes)
        confidence = 0.97 if len(data) - len(text) > 2 else 0.95
    return strict_utf_8(data, text, confidence)


def _seven_bit(data: bytes, text: str, allowed: frozenset[str] | None) -> Charset | None:
    """Return the encoding that ASCII bytes with escapes, or without sense, are in; None for plain ASCII."""
    if _ESCAPE in data or (_TILDE in data and shifts_to_hanzi(data)):
        from convert.decoding.sevenbit import seven_bit

        return seven_bit(data, allowed)
    if 4 <= len(data) <= BRIEF and len(data) % 2 == 0 and (" " not in text or "\0" in text):
        from convert.decoding.sevenbit import hanzi_in_ascii

        return hanzi_in_ascii(data, text, allowed)
    return None


def _scored(data: bytes, many_nuls: bool, allowed: frozenset[str] | None, errors: Errors) -> Decoded:
    """Decode by the best-scored reading of the bytes."""
    from convert.decoding.detect import detect

    claimed = None
    if b"<" in data[:64]:
        from convert.decoding.declared import declared_charset

        claimed = declared_charset(data)
    detection = detect(data, allowed, claimed)
    if detection is None:
        raise _not_text(data)
    if detection.charset.unit == 1:
        if detection.charset.name not in _STRICT and _says_too_little(data):
            raise ReadError(
                f"too little to tell an encoding: {data[:8].hex(' ').upper()}{' …' if len(data) > 8 else ''}",
                hint="name it with --encoding",
                byte_offset=0,
            )
        if many_nuls:
            raise _not_text(data)
        if detection.charset.name != "iso-2022-cn" and controls(data) > _control_limit(detection.charset, data):
            raise full_of_controls(data)
    return _read(data, detection.charset, b"", errors, detection.confidence, detection.scores, detection.votes)


def _not_text(data: bytes) -> ReadError:
    """Return the refusal of a file with many NULs, or of one that no encoding allowed reads."""
    nuls = data.count(0)
    if not nuls:
        return ReadError("not text in any of the encodings allowed", hint="name the encoding with --encoding")
    return ReadError(
        f"not a text file but {late_binary_name(data)}: {nuls:,} NUL bytes",
        hint="use --encoding utf-16-le if it is UTF-16",
        byte_offset=data.find(0),
    )


def _says_too_little(data: bytes) -> bool:
    """Return whether bytes are a letter or two, over and over: some alphabet has a letter for every byte."""
    head = data[:8192]
    return not any(65 <= byte & 0xDF <= 90 for byte in head if byte < 0x80) and len({b for b in head if b > 0x7F}) < 3


def _control_limit(chosen: Charset, data: bytes) -> float:
    """Return the share of control characters a text may have: every byte is a letter to some one-byte encodings."""
    every_byte = chosen.name not in _STRICT and len(data) >= _LONG
    return _NOISE_SHARE if every_byte else CONTROL_SHARE


def _read(
    data: bytes,
    chosen: Charset,
    bom: bytes,
    errors: Errors,
    confidence: float = 1.0,
    scores: tuple[tuple[str, float], ...] = (),
    votes: tuple[Vote, ...] = (),
) -> Decoded:
    """Decode in a chosen encoding; what is damaged is refused or marked."""
    body = data[len(bom) :] if bom else data
    name, codec = chosen.name, chosen.codec
    findings: tuple[Diagnostic, ...] = ()
    text: str | None
    try:
        if chosen.name in ("gb2312", "gbk", "gb18030"):
            text, name, codec, private = gb18030.narrowest(body)
            if private and errors == "strict":
                from convert.decoding.mixed import refuse_mixed_private

                refuse_mixed_private(body, chosen)
        elif chosen.name in _VARIED and scores:
            text, codec = _variant(body, chosen)
        else:
            text = chosen.decode(body)
    except UnicodeDecodeError:
        text = None  # the codec's copies of the bytes go with the exception
    if text is None:
        from convert.decoding.report import damaged

        text, findings = damaged(data, chosen, bom, errors, confidence, scores)
    if codec != chosen.codec and name in _VARIED:
        from convert.decoding.contradiction import variant

        findings = (*findings, *variant(body, text, codec, len(bom)))
    if name == "cesu-8":
        from convert.decoding.contradiction import cesu_8

        findings = (*findings, *cesu_8(data))
    if b"<" in data[:64] or confidence < 0.95:
        from convert.decoding.contradiction import declaration, doubt

        findings = (*findings, *declaration(data, name), *doubt(data, confidence, scores, votes))
    if scores and name != scores[0][0]:
        scores = ((name, scores[0][1]), *scores[1:])  # the narrowest set of the family that was found
    return Decoded(
        text,
        name,
        codec,
        confidence,
        bom,
        scores,
        votes,
        findings,
        data,
    )


def _variant(body: bytes, chosen: Charset) -> tuple[str, str]:
    """Return the text of an encoding that has two tables, and the codec of the one that fits."""
    if chosen.name == "big5":
        return big5.likeliest(body)
    if chosen.name == "shift_jis" and b"\r\n" not in body:  # not from Windows: 〜 and − as the standard has them
        try:
            return body.decode("shift_jis"), "shift_jis"
        except UnicodeDecodeError:
            pass  # a character of Windows
    if (
        chosen.name == "euc-kr" and _MADE_UP in body
    ):  # syllables of eight bytes, which only Python's euc_kr puts together
        try:
            return body.decode("euc_kr"), "euc_kr"
        except UnicodeDecodeError:
            pass
    return chosen.decode(body), chosen.codec
