"""Where outputs go: a folder on disk, or an fsspec URL. Writes happen whole or not at all, never outside the root."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from pathlib import Path
from typing import Protocol

from convert.errors import WriteError
from convert.records import record

STATE = ".wenzhuan"
"""The folder below the root that holds the manifest, the lock and files still being written."""

_FATAL = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC})
_HINTS = {
    errno.ENOSPC: "free some space and run the same command again",
    errno.EROFS: "choose a folder that can be written",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: "free some space and run the same command again",
    errno.EACCES: "check the permissions of the output folder",
    errno.EISDIR: "a folder has the name of this output; move it away",
    errno.ENOTDIR: "a file has the name of a folder that is needed; move it away",
    errno.ENAMETOOLONG: "shorten the name of the source",
}


class TargetFull(WriteError):
    """The output folder takes nothing more: disk full, quota, read-only."""


class Store(Protocol):
    """A place for outputs; paths are relative to `root`, with `/` between folders."""

    @property
    def root(self) -> str:
        """The folder or URL, as a person would name it."""
        ...

    def prepare(self) -> None:
        """Make the root and its state folder. Raises WriteError."""
        ...

    def sweep(self) -> None:
        """Clear what a killed run was still writing; the caller holds the lock of the manifest."""
        ...

    def write(self, path: str, data: bytes) -> str:
        """Write `data` whole or not at all and return its stamp. Raises WriteError, TargetFull."""
        ...

    def stamp(self, path: str) -> str:
        """Return what tells whether the file has changed since: size and time; "" when it is not there."""
        ...

    def digest(self, path: str) -> str:
        """Return the digest of the file's bytes, "" when it is not there."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file and the folders that it leaves empty. Raises WriteError."""
        ...


def digest(data: bytes) -> str:
    """Return the digest by which contents are compared: 128 bits of BLAKE2b, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def unwritable(path: str, error: OSError) -> WriteError:
    """Return the error to raise when `path` cannot be written, TargetFull when no other file could be either."""
    kind = TargetFull if error.errno in _FATAL else WriteError
    hint = _HINTS.get(error.errno or 0, "check the output folder")
    return kind(f"cannot be written: {error.strerror or error}", source=path, hint=hint)


@record
class Folder:
    """A folder on a local or shared disk.

    A file is written under `.wenzhuan/tmp` and moved to its place, so a killed run leaves rubbish only there, and
    the next run clears it. No fsync: what a power cut loses no longer has the stamp of the manifest, and is made
    again.
    """

    root: str

    @property
    def state(self) -> Path:
        """The folder of the manifest."""
        return Path(self.root, STATE)

    def prepare(self) -> None:
        """Make the root and its state folder. Raises WriteError."""
        try:
            (self.state / "tmp").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self.root, error) from None

    def sweep(self) -> None:
        """Clear what a killed run was still writing; the caller holds the lock of the manifest."""
        for name in (self.state / "tmp").iterdir():
            with contextlib.suppress(OSError):
                name.unlink()

    def write(self, path: str, data: bytes) -> str:
        """Write `data` whole or not at all and return its stamp. Raises WriteError, TargetFull."""
        target = os.path.join(self.root, path)  # noqa: PTH118 - pathlib costs 20 µs a call, and would drop a name's dots
        try:
            self._make_parent(target, path)
            return self._place(target, data)
        except OSError as error:
            raise unwritable(path, error) from None

    def _make_parent(self, target: str, path: str) -> None:
        parent = os.path.dirname(target)  # noqa: PTH120
        os.makedirs(parent, exist_ok=True)  # noqa: PTH103
        root = os.path.realpath(self.root)
        real = os.path.realpath(parent)
        if real != root and not real.startswith(root + os.sep):
            raise WriteError(
                "would be written outside the output folder", source=path, hint="a link in that folder leads out of it"
            )

    def _place(self, target: str, data: bytes) -> str:
        temporary = self.state / "tmp" / f"{os.getpid()}-{os.urandom(6).hex()}"
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                stamp = _stamp(os.fstat(handle))
            try:
                temporary.replace(target)
            except OSError as error:
                if error.errno != errno.EXDEV:  # a folder below the root may be a mount of its own
                    raise
                beside = f"{target}.{temporary.name}"
                shutil.copy2(temporary, beside)
                os.replace(beside, target)  # noqa: PTH105
            return stamp
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()

    def stamp(self, path: str) -> str:
        """Return size and time of the file, "" when it is not there or no file."""
        try:
            return _stamp(os.lstat(os.path.join(self.root, path)))  # noqa: PTH118
        except (OSError, ValueError):
            return ""

    def digest(self, path: str) -> str:
        """Return the digest of the file's bytes, "" when it is not there or no file."""
        try:
            target = Path(self.root, path)
            return digest(target.read_bytes()) if target.is_file() and not target.is_symlink() else ""
        except (OSError, ValueError):
            return ""

    def remove(self, path: str) -> None:
        """Remove a file and the folders that it leaves empty. Raises WriteError."""
        target = Path(self.root, path)
        try:
            self._make_parent(str(target), path)
            target.unlink(missing_ok=True)
            for folder in target.parents:
                if folder == Path(self.root) or any(folder.iterdir()):
                    break
                folder.rmdir()
        except OSError as error:
            raise unwritable(path, error) from None


def _stamp(state: os.stat_result) -> str:
    return f"{state.st_size}-{state.st_mtime_ns}"


def on_disk(name: str) -> str:
    """Return the path that a URL of this machine's own files means, any other name as it is."""
    head, found, path = name.partition("://")
    return path if found and head in ("file", "local") and "::" not in path else name


def is_url(name: str) -> bool:
    """Say whether a name is a URL, as s3://bucket/key, and not a path."""
    head, found, _ = name.partition("://")
    return bool(found) and head.replace("+", "").replace("-", "").replace(".", "").isalnum()
