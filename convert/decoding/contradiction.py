"""Claims and doubts: a byte order mark or a declared charset against the bytes, and readings too close to call."""

from __future__ import annotations

from convert.decoding.charsets import CHARSETS
from convert.decoding.codes import CESU, DECLARED, DOUBTFUL, MARK, MARKUP, NOT_CANONICAL
from convert.decoding.declared import agrees, declared_charset, declared_name, is_markup
from convert.decoding.preview import candidates
from convert.decoding.result import Decoded, Vote
from convert.decoding.utf import SURROGATES, byte_order_mark
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.errors import DecodeError

_SURE = 0.95


def declaration(data: bytes, found: str) -> tuple[Diagnostic, ...]:
    """Return remarks on markup: that it is some, and that the charset it declares is not the one found."""
    findings = []
    name = declared_name(data)
    if name:
        claimed = declared_charset(data)
        if claimed is None:
            message = f"the document declares the unknown charset {name!r}; its bytes are {found}"
        elif agrees(claimed.name, found) or (found == "utf-8" and data.isascii()):
            message = ""
        else:
            message = f"the document declares charset {name!r}, but its bytes are {found}; the bytes were believed"
        if message:
            offset = data.find(name.encode())
            findings.append(_remark(DECLARED, Severity.WARNING, message, offset, len(name)))
    if is_markup(data):
        findings.append(
            _remark(MARKUP, Severity.INFO, "the file looks like HTML or XML; -f html reads it as such", 0, 1)
        )
    return tuple(findings)


def doubt(
    data: bytes, confidence: float, scores: tuple[tuple[str, float], ...], votes: tuple[Vote, ...]
) -> tuple[Diagnostic, ...]:
    """Return the warning that a person had better look, with the same line in the best two readings."""
    if confidence >= _SURE:
        return ()
    shown = "; ".join(f"{encoding} ({score:.2f}): {line!r}" for encoding, score, line in candidates(data, scores[:2]))
    said = ", ".join(f"{vote.judge} says {vote.encoding}" for vote in votes if vote.encoding)
    message = f"the encoding is in doubt (confidence {confidence:.2f}): {shown}" + (f" [{said}]" if said else "")
    return (_remark(DOUBTFUL, Severity.WARNING, message, None, None),)


def variant(body: bytes, text: str, codec: str, shift: int) -> tuple[Diagnostic, ...]:
    """Return the remark that codes were read by Unicode's old table of Big5, with the first place of them."""
    if codec != "big5hkscs":
        return ()
    places = [at for at in (text.find(character) for character in "／＼•") if at >= 0]
    if not places:
        return ()
    at = min(places)
    offset = len(text[:at].encode(codec))
    other = CHARSETS["big5"].decode(body[offset : offset + 2])
    message = f"{body[offset : offset + 2].hex(' ').upper()} was read as {text[at]}; in cp950 it would be {other}"
    return (_remark(NOT_CANONICAL, Severity.INFO, message, offset + shift, 2),)


def cesu_8(data: bytes) -> tuple[Diagnostic, ...]:
    """Return the warning that the surrogate pairs of CESU-8 were read as the characters they mean."""
    pair = SURROGATES.search(data)
    if pair is None:
        return ()
    message = "CESU-8: characters beyond U+FFFF are written as surrogate pairs, which strict UTF-8 forbids"
    return (_remark(CESU, Severity.WARNING, message, pair.start(), 6),)


def against_mark(data: bytes, bom: bytes, name: str) -> Decoded | None:
    """Return what the bytes after a false byte order mark are, or None when they are as marked, only damaged."""
    from convert.decoding.decode import decode

    body = data[len(bom) :]
    if byte_order_mark(body) is not None:
        return None  # marks upon marks say nothing
    try:
        other = decode(body)
    except DecodeError:
        return None
    if other.confidence < _SURE or other.encoding == name:
        return None
    message = f"the byte order mark says {name}, but the bytes after it are {other.encoding}"
    finding = _remark(MARK, Severity.WARNING, message, 0, len(bom))
    return Decoded(
        other.text,
        other.encoding,
        other.codec,
        other.confidence,
        bom,
        other.scores,
        other.votes,
        (finding, *other.findings),
        data,
    )


def _remark(code: str, severity: Severity, message: str, offset: int | None, length: int | None) -> Diagnostic:
    return Diagnostic(code, severity, message, stage=Stage.DECODE, byte_offset=offset, byte_length=length)
