"""What stops a document: one exception tree, each class with the exit code of the command-line contract and a hint."""

from __future__ import annotations

from convert.enums import IntEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar, Never


def unreachable(value: Never) -> AssertionError:
    """Return the error to raise where no value can come; type checkers prove that none does."""
    return AssertionError(f"no case for {value!r}")


class ExitCode(IntEnum):
    """Exit statuses of the command line; scripts and Makefiles depend on them."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    UNWRITABLE = 4
    MISSING_TOOL = 5
    BATCH_FAILED = 6
    BUG = 70
    INTERRUPTED = 130


class ConvertError(Exception):
    """A document could not be converted.

    `message` says what and where, `hint` what to do; `source` names the document;
    `span` is (start, end) in code points of the decoded source, `byte_offset` counts bytes of the raw file.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.UNREADABLE

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        source: str = "",
        span: tuple[int, int] | None = None,
        byte_offset: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint.strip()
        self.source = source
        self.span = span
        self.byte_offset = byte_offset

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process with every field."""
        return _rebuild, (type(self), self.message, self.hint, self.source, self.span, self.byte_offset, self.__dict__)

    def __str__(self) -> str:
        """One line: source, message and hint."""
        head = f"{self.source}: {self.message}" if self.source else self.message
        return f"{head} ({self.hint})" if self.hint else head


def _rebuild(
    kind: type[ConvertError],
    message: str,
    hint: str,
    source: str,
    span: tuple[int, int] | None,
    byte_offset: int | None,
    state: dict[str, object],
) -> ConvertError:
    error = kind.__new__(kind)
    ConvertError.__init__(error, message, hint=hint, source=source, span=span, byte_offset=byte_offset)
    error.__dict__.update(state)
    return error


class UsageError(ConvertError):
    """The command line or a call's options do not fit together."""

    exit_code = ExitCode.USAGE


class ConfigError(UsageError):
    """A configuration file has an unknown key or a value of the wrong type."""


class ProfileError(ConfigError):
    """A profile is missing, unreadable or does not fit the schema."""


class UnknownFormat(UsageError):
    """No reader or writer has this name or suffix."""


class UnknownEncoding(UsageError):
    """`--encoding` names nothing that can be decoded."""


class ReadError(ConvertError):
    """The source cannot be opened or its format cannot be read."""


class DecodeError(ReadError):
    """The bytes are not text in the encoding named or found."""


class NothingToConvert(ReadError):
    """The source is empty or holds only blanks."""


class WriteError(ConvertError):
    """The output cannot be laid out or written."""

    exit_code = ExitCode.UNWRITABLE


class MissingFont(WriteError):
    """A face that was asked for is not there or cannot be used."""


class MissingTool(ConvertError):
    """An outside program or an optional package is not installed."""

    exit_code = ExitCode.MISSING_TOOL


class PluginError(MissingTool):
    """A plug-in cannot be loaded or is of the wrong shape."""


class ResourceLimit(MissingTool):
    """A stated limit of size, time or memory was reached."""
