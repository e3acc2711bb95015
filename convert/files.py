"""Files in and out: bounded reads, and writes that happen whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from _thread import get_ident

from convert.errors import ReadError, ResourceLimit, WriteError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO


SIZE_LIMIT = 1 << 30
"""Bytes that a source may have unless a command says otherwise (1 GiB)."""

TEMPORARY = ".wenzhuan-"
"""How the name of a file begins that is still being written."""

_CHUNK = 1 << 20


def read_bytes(path: str, *, limit: int = SIZE_LIMIT) -> bytes:
    """Return the bytes of the file at `path`, "-" standing for standard input.

    Raises ReadError when it cannot be opened or is a folder, ResourceLimit when it has over `limit` bytes;
    a regular file that is too large is refused before it is read.
    """
    if path == "-":
        return _read_stream(sys.stdin.buffer, "<stdin>", limit)
    try:
        with open(path, "rb") as stream:
            state = os.fstat(stream.fileno())
            if stat.S_ISREG(state.st_mode) and state.st_size > limit:
                raise _too_large(path, limit)
            return _read_stream(stream, path, limit)
    except IsADirectoryError:
        raise ReadError(
            "is a folder", source=path, hint="convert a folder with: wenzhuan batch FOLDER -o DIR -t docx"
        ) from None
    except FileNotFoundError:
        raise ReadError("no such file", source=path, hint="check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"cannot be read: {reason}", source=path, hint="check the permissions") from None


def _read_stream(stream: BinaryIO, name: str, limit: int) -> bytes:
    parts = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise _too_large(name, limit)
        parts.append(chunk)
    return b"".join(parts)


def _too_large(name: str, limit: int) -> ResourceLimit:
    return ResourceLimit(
        f"is larger than the limit of {limit} bytes", source=name, hint="split it, or raise --size-limit"
    )


def write_output(path: str | None, data: bytes) -> None:
    """Write `data` to the file at `path`, None and "-" standing for standard output. Raises WriteError."""
    if path is not None and path != "-":
        write_atomic(path, data)
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is in the buffer must not fail again
        raise WriteError(f"cannot be written: {error.strerror}", source="<stdout>", hint="free some space") from None


def write_atomic(path: str | os.PathLike[str], data: bytes) -> None:
    """Write `data` to `path` whole or not at all: temporary name beside it, fsync, replace.

    The mode of a file that is replaced is kept; a link is followed. Devices and pipes are written straight.
    Raises WriteError; the old file is then untouched.
    """
    name = target = os.fspath(path)
    try:
        target = os.path.realpath(name) if os.path.islink(name) else name
        if os.path.isdir(target):
            raise WriteError("is a folder", source=name, hint="name a file for -o")
        if os.path.exists(target) and not os.path.isfile(target):
            with open(target, "wb") as stream:
                stream.write(data)
            return
        if os.path.exists(target) and not os.access(target, os.W_OK):
            raise WriteError("cannot be written: it is read-only", source=name, hint="choose another name for -o")
        _replace(target, data)
    except (OSError, ValueError) as error:
        raise _unwritable(name, error) from None


def _replace(target: str, data: bytes) -> None:
    name, handle = _temporary(os.path.dirname(target))
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if os.path.exists(target):
            os.chmod(name, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(name, target)
    except BaseException:
        if os.path.lexists(name):
            os.unlink(name)
        raise


def _temporary(folder: str) -> tuple[str, int]:
    """Create a new file in `folder` with the mode that the user's umask gives."""
    number = 0
    while True:
        name = os.path.join(folder, f"{TEMPORARY}{os.getpid()}-{get_ident()}-{number}.tmp")
        try:
            return name, os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            number += 1


def _unwritable(path: str, error: OSError | ValueError) -> WriteError:
    number = error.errno if isinstance(error, OSError) else None
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    hints = {
        errno.ENOENT: "make the folder first",
        errno.ENOTDIR: "make the folder first",
        errno.ENOSPC: "free some space; the old file is untouched",
        errno.ENAMETOOLONG: "choose a shorter name",
    }
    return WriteError(f"cannot be written: {reason}", source=path, hint=hints.get(number or 0, "check the permissions"))
