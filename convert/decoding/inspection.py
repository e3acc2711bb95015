"""For a person who must choose: every likely encoding with the same line of the file in each."""

from __future__ import annotations

from convert.decoding.charsets import CHARSETS
from convert.decoding.preview import same_line
from convert.decoding.result import Candidate, Decoded
from convert.diagnostics import Diagnostic
from convert.records import record


@record
class Inspection:
    """What was found: the decoded text, or the refusal's message with its remarks, and the readings to choose from."""

    decoded: Decoded | None
    refusal: str
    diagnostics: tuple[Diagnostic, ...]
    candidates: tuple[Candidate, ...]


def inspect(data: bytes) -> Inspection:
    """Return the likely encodings of `data` with a preview of the same line in each; refuses nothing but binaries."""
    from convert.decoding.decode import decode
    from convert.decoding.result import DamagedText

    decoded: Decoded | None = None
    refusal = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    first: tuple[Candidate, ...] = ()
    try:
        decoded = decode(data)
        first, diagnostics = decoded.candidates, decoded.diagnostics
    except DamagedText as error:
        refusal, diagnostics, first = error.message, error.diagnostics, error.candidates
    scores = {candidate.encoding: candidate.score for candidate in first}
    names = [*scores, *(name for name in ("utf-8", "gb18030", "big5", "utf-16-le") if name not in scores)]
    previews = same_line(data, [CHARSETS[name] for name in names if name in CHARSETS])
    candidates = tuple(
        Candidate(name, scores.get(name, 0.0), line) for name, line in previews.items() if name in scores or line
    )
    return Inspection(decoded, refusal, diagnostics, candidates)
