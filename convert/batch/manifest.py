"""The manifest: one JSON line for each job done, appended; a torn line costs that job's work again, nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path

from convert.batch.job import Limits, Outcome
from convert.batch.storage import STATE, unwritable
from convert.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

NAME = "manifest.jsonl"

Record = dict[str, object]


def record_of(outcome: Outcome, limits: Limits) -> Record:
    """Return what the manifest keeps of an outcome under `limits`."""
    record: Record = {
        "source": outcome.job.place,
        "stamp": outcome.stamp,
        "content": outcome.content,
        "outputs": [
            {"to": m.target.to, "path": m.target.path, "recipe": m.target.recipe, "stamp": m.stamp, "digest": m.digest}
            for m in outcome.made
        ],
    }
    if outcome.resources:
        record["resources"] = dict(outcome.resources)
    if outcome.failures:
        record["failed"] = [
            {
                "outputs": [[t.path, t.recipe] for t in f.targets],
                "error": f.kind,
                "message": f.message,
                "hint": f.hint,
                **({"traceback": f.traceback} if f.traceback else {}),
                **({"poison": limits.key} if f.poison else {}),
            }
            for f in outcome.failures
        ]
    return record


def removed(path: str) -> Record:
    """Return the record that output `path` was removed, its source being gone."""
    return {"removed": path}


def parse(line: bytes) -> Record | None:
    """Read one line; None when it is torn or no record."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def read_records(root: str) -> Iterator[Record]:
    """Yield the records of the manifest below `root`, if there is one, without locking it."""
    try:
        with Path(root, STATE, NAME).open("rb") as stream:
            yield from (record for line in stream if (record := parse(line)) is not None)
    except FileNotFoundError:
        return


class Manifest:
    """The manifest of an output folder, locked against a second run for as long as it is open."""

    def __init__(self, root: str, wait: Callable[[], bool] = lambda: False) -> None:
        """Lock the manifest below `root` and mend a torn last line.

        While another run holds the lock `wait` is called; UsageError is raised when it returns false.
        """
        self._path = Path(root, STATE, NAME)
        self._lock = _lock(self._path.with_name("lock"), root, wait)
        try:
            self._handle = self._open()
        except OSError as error:
            raise unwritable(str(self._path), error) from None

    def _open(self) -> int:
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
        if os.fstat(handle).st_size:
            os.lseek(handle, -1, os.SEEK_END)
            if os.read(handle, 1) != b"\n":
                os.write(handle, b"\n")  # the line that a kill or a full disk tore stays alone
        return handle

    def records(self) -> Iterator[Record]:
        """Yield every whole record, oldest first."""
        yield from read_records(str(self._path.parent.parent))

    def append(self, record: Record) -> None:
        """Add a record. Raises TargetFull, WriteError."""
        line = json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        try:
            written = os.write(self._handle, line)
            while written < len(line):
                written += os.write(self._handle, line[written:])
        except OSError as error:
            raise unwritable(str(self._path), error) from None

    def rewrite(self, records: Iterable[Record]) -> None:
        """Put only `records` into the manifest, whole or not at all. Raises TargetFull, WriteError."""
        fresh = self._path.with_name("tmp") / NAME
        try:
            with fresh.open("wb") as stream:
                for record in records:
                    stream.write(json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(self._path)
            os.close(self._handle)
            self._handle = self._open()
        except OSError as error:
            raise unwritable(str(self._path), error) from None

    def __enter__(self) -> Manifest:
        """Stay open for the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close and unlock."""
        os.close(self._handle)
        os.close(self._lock)


def _lock(path: Path, root: str, wait: Callable[[], bool]) -> int:
    """Take the lock that the system frees when the process ends, however it ends. Raises UsageError, WriteError."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise unwritable(root, error) from None
    while True:
        try:
            _take(handle)
        except (BlockingIOError, PermissionError):
            if wait():
                continue
            os.close(handle)
            raise UsageError(
                "another run is writing to this folder", source=root, hint="choose another folder"
            ) from None
        except OSError:
            return handle  # a file system without locks: the user keeps two runs apart
        return handle


try:
    import fcntl
except ImportError:
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]

else:

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
