"""Remarks on a document, as values: where, how grave, and what may be done about it."""

from __future__ import annotations

from convert.enums import StrEnum
from convert.records import NamedTuple, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Span(NamedTuple):
    """A half-open range [start, end) in code points of the decoded source."""

    start: int
    end: int


class Severity(StrEnum):
    """How grave a remark is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Order of gravity, 0 the mildest."""
        return _RANK[self]


_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Stage(StrEnum):
    """The room of the route that made the remark."""

    DECODE = "decode"
    NORMALISE = "normalise"
    READ = "read"
    TRANSFORM = "transform"
    LAYOUT = "layout"
    WRITE = "write"


class Edit(NamedTuple):
    """Replace `span` (code points of the text it applies to) with `replacement`, for the reason of rule `code`."""

    span: Span
    replacement: str
    code: str


class Safety(StrEnum):
    """Whether a fix can change the meaning."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@record
class Fix:
    """A change that answers a remark; `applied` when it has been made."""

    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE
    applied: bool = False


@record
class Diagnostic:
    """One remark: rule code, gravity, message and place.

    `span` is in code points of the decoded source; `byte_offset` and `byte_length` count bytes of the raw
    file where the fault is in the bytes. `related` holds further places, as the partner of an unbalanced quote.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    fix: Fix | None = None
    stage: Stage = Stage.NORMALISE
    byte_offset: int | None = None
    byte_length: int | None = None
    related: tuple[Span, ...] = ()


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """Return the gravest severity among the remarks, or None when there is none."""
    return max((d.severity for d in diagnostics), key=lambda severity: severity.rank, default=None)


@record
class Code:
    """An entry of the catalogue of remarks: what the code says, why it matters, an example."""

    name: str
    what: str
    why: str
    example: str
