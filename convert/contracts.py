"""What a reader and a writer are: records with one pure function, and the context they get."""

from __future__ import annotations

from convert.diagnostics import Diagnostic
from convert.enums import StrEnum
from convert.nodes import Document
from convert.profile import Profile
from convert.records import Generic, field, record
from convert.source import OffsetMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    O = TypeVar("O")  # noqa: E741


def _ignore(_: Diagnostic) -> None:
    """Drop a remark."""


def _nothing(_: str) -> bytes | None:
    """Find no resource."""
    return None


@record
class Context:
    """What a pure reader or writer needs from outside.

    `report` takes remarks; `resource` returns the bytes of an image by its address or None; `fonts` says
    whether the user's own faces may be used; `source` is the raw input, `source_name` its file name.
    `edits` are the changes of the normaliser (for tracked changes), against `decoded`.
    """

    profile: Profile
    report: Callable[[Diagnostic], None] = _ignore
    resource: Callable[[str], bytes | None] = _nothing
    fonts: str = "bundled"
    source: bytes = b""
    source_name: str = ""
    decoded: str = ""
    edits: tuple[object, ...] = ()


class Intake(StrEnum):
    """How a format comes in: plain text is normalised before reading, markup and binary files after."""

    PLAIN = "plain"
    MARKUP = "markup"
    BINARY = "binary"


@record
class Input:
    """What a reader gets: text (normalised for `Intake.PLAIN`) or bytes, and the way back to the decoded source."""

    text: str = ""
    data: bytes = b""
    offsets: OffsetMap = field(default_factory=OffsetMap)
    name: str = ""


@record
class Reading:
    """What a reader gives: the document, remarks, the kind recognised and why."""

    document: Document
    diagnostics: tuple[Diagnostic, ...] = ()
    kind: str = ""
    evidence: tuple[str, ...] = ()


@record
class Reader(Generic["O"]):
    """An input format: `read` is pure; `options` a frozen dataclass with defaults."""

    name: str
    suffixes: tuple[str, ...]
    options: type[O]
    read: Callable[[Input, O, Context], Reading]
    intake: Intake = Intake.MARKUP


@record
class Writer(Generic["O"]):
    """An output format: `write` is pure; what it cannot express goes to `context.report`."""

    name: str
    suffixes: tuple[str, ...]
    options: type[O]
    write: Callable[[Document, O, Context], bytes]


@record
class NoOptions:
    """The options of a format that has none."""
