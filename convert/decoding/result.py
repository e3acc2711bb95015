"""What decoding gives back: the text, how it was read, and what has to be said about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from convert.diagnostics import Diagnostic
from convert.errors import DecodeError

PREVIEW_WIDTH = 48


class Candidate(NamedTuple):
    """One reading of the bytes: how likely it is (0 to 1) and a line of the text it would give."""

    encoding: str
    score: float
    preview: str


class Vote(NamedTuple):
    """What one judge said; `encoding` is empty when it had no opinion."""

    judge: str
    encoding: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read from its bytes.

    `text` keeps its line ends and has no byte order mark; `bom + text.encode(codec)` are the bytes again, or
    `diagnostics` names each place where they are not. `newline` is the commonest line end, "mixed" or "".
    The remarks on the text itself (control characters, earlier misreading) are worked out when
    `diagnostics` is first asked for.
    """

    text: str
    encoding: str
    codec: str
    confidence: float = 1.0
    bom: bytes = b""
    newline: str = ""
    final_newline: bool = False
    candidates: tuple[Candidate, ...] = ()
    votes: tuple[Vote, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    _remarks: list[tuple[Diagnostic, ...]] = field(default_factory=list, repr=False, compare=False)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that has to be said, in order of place: about the bytes, then about the characters."""
        if not self._remarks:
            from convert.decoding.remarks import remarks

            self._remarks.append((*self.findings, *remarks(self)))
        return self._remarks[0]

    def encode(self) -> bytes:
        """Return the bytes that `text` has in this encoding, the byte order mark included."""
        return self.bom + self.text.encode(self.codec)


class DamagedText(DecodeError):
    """The bytes are not all text; `diagnostics` names each damaged span, `encoding` the best reading."""

    encoding: str = ""
    confidence: float = 0.0
    diagnostics: tuple[Diagnostic, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def preview(text: str) -> str:
    """Return the first line of `text` that has something in it, shortened."""
    for line in text[:4096].splitlines():
        if line.strip():
            return line.strip()[:PREVIEW_WIDTH]
    return ""


def line_end(text: str) -> str:
    """Return the line end of `text`: LF, CR LF, CR, "mixed", or "" when it has one line."""
    if "\r" not in text:
        return "\n" if "\n" in text else ""
    returns, feeds, pairs = text.count("\r"), text.count("\n"), text.count("\r\n")
    kinds = [end for end, count in (("\r\n", pairs), ("\n", feeds - pairs), ("\r", returns - pairs)) if count]
    return kinds[0] if len(kinds) == 1 else "mixed"
