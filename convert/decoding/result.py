"""What decoding gives back: the text, how it was read, and what has to be said about it."""

from __future__ import annotations

from convert.diagnostics import Diagnostic
from convert.errors import DecodeError
from convert.records import NamedTuple, field, record

TYPE_CHECKING = False

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


@record
class Decoded:
    """A text and how it was read from its bytes.

    `text` keeps its line ends and has no byte order mark; `bom + text.encode(codec)` are the bytes again, or
    `diagnostics` names each place where they are not. `scores` holds the likeliest encodings, best first; `source`
    the bytes. Lines in several encodings have no one `codec`: `parts` are the code point at which each part ends and
    its codec, and `encode` goes by them. What people look at only in doubt (`candidates`) and what needs a pass over
    all characters (`diagnostics`) is worked out when it is first asked for.
    """

    text: str
    encoding: str
    codec: str
    confidence: float = 1.0
    bom: bytes = b""
    scores: tuple[tuple[str, float], ...] = ()
    votes: tuple[Vote, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    source: bytes = field(default=b"", repr=False, compare=False)
    parts: tuple[tuple[int, str], ...] = ()
    _late: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict, repr=False, compare=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            """Fill in, when it is first asked for, a field that strict UTF-8 leaves open."""
            if name == "votes":
                value = (Vote("strict utf-8", "utf-8", self.confidence),)
            elif name == "_late":
                value = {}
            elif name in _OF_UTF_8:
                value = _OF_UTF_8[name]
            else:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            object.__setattr__(self, name, value)
            return value

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The likeliest encodings, best first, with the same line of the file in each."""
        if len(self.scores) < 2 or not self.source:
            return (Candidate(self.encoding, self.confidence, preview(self.text)),)
        from convert.decoding.preview import candidates

        return candidates(self.source, self.scores)

    @property
    def newline(self) -> str:
        """The line end of the text: LF, CR LF, CR, "mixed" when there are several, "" when it has one line."""
        return line_end(self.text)

    @property
    def final_newline(self) -> bool:
        """Whether the last line has an end."""
        return self.text.endswith(("\n", "\r"))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that has to be said: about the bytes, then about the characters."""
        if "all" not in self._late:
            from convert.decoding.remarks import remarks

            self._late["all"] = (*self.findings, *remarks(self))
        return self._late["all"]

    def encode(self) -> bytes:
        """Return the bytes that `text` has in this encoding, the byte order mark included."""
        if not self.parts:
            return self.bom + self.text.encode(self.codec)
        starts = [0, *(end for end, _ in self.parts)]
        return self.bom + b"".join(
            [self.text[start:end].encode(codec) for start, (end, codec) in zip(starts, self.parts, strict=False)]
        )


# What is the same for all strict UTF-8: filled in by need, since to set every field takes as long as to decode a page.
_OF_UTF_8: dict[str, object] = {
    "encoding": "utf-8",
    "codec": "utf-8",
    "confidence": 0.9999,
    "bom": b"",
    "scores": (),
    "findings": (),
    "parts": (),
}
new_decoded = object.__new__
set_text, set_source, set_confidence, set_findings = (
    vars(Decoded)[name].__set__ for name in ("text", "source", "confidence", "findings")
)
"""How `decode` makes the result for strict UTF-8: with two or three of its fields."""


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
