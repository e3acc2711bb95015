"""Manifests local and remote: objects behind URLs cannot grow, so there records go into numbered whole pieces."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from typing import Protocol

from convert.batch.manifest import Manifest, Record, parse, read_records
from convert.batch.remote import RemoteFolder
from convert.batch.storage import STATE, Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

_RECORDS = 500
_SECONDS = 5.0


class Journal(Protocol):
    """A manifest, local or remote, open for the time of a run."""

    def records(self) -> Iterator[Record]:
        """Yield every whole record, oldest first."""
        ...

    def append(self, record: Record) -> None:
        """Add a record. Raises WriteError."""
        ...

    def rewrite(self, records: Iterable[Record]) -> None:
        """Put only `records` into the manifest. Raises WriteError."""
        ...


@contextmanager
def open_manifest(store: Store, wait: Callable[[], bool] = lambda: False) -> Iterator[Journal]:
    """Open the manifest of a place for outputs, locked where that can be done. Raises UsageError, WriteError."""
    if isinstance(store, RemoteFolder):
        from convert.batch.lease import Lease

        with Lease(store, wait) as lease, RemoteManifest(store, lease.check) as manifest:
            yield manifest
    else:
        with Manifest(store.root, wait) as manifest:
            yield manifest


def known_records(store: Store) -> Iterator[Record]:
    """Yield the records of a place for outputs without locking or making anything."""
    if isinstance(store, RemoteFolder):
        yield from RemoteManifest(store).records()
    else:
        yield from read_records(store.root)


class RemoteManifest:
    """Records of a remote folder; at most the last 500 records or five seconds of work are lost by a kill."""

    def __init__(self, store: RemoteFolder, check: Callable[[], None] = lambda: None) -> None:
        """Find the pieces that are there; `check` raises UsageError when this run may write no more."""
        self._store = store
        self._check = check
        self._pieces = [name for name in store.names(STATE) if name.startswith("manifest-")]
        self._pending: list[bytes] = []
        self._last = time.monotonic()

    def records(self) -> Iterator[Record]:
        """Yield every whole record, oldest first."""
        for piece in self._pieces:
            for line in self._store.read(f"{STATE}/{piece}").splitlines():
                if (record := parse(line)) is not None:
                    yield record

    def append(self, record: Record) -> None:
        """Add a record. Raises WriteError."""
        self._pending.append(json.dumps(record, separators=(",", ":")).encode())
        if len(self._pending) >= _RECORDS or time.monotonic() - self._last > _SECONDS:
            self._flush()

    def _flush(self) -> None:
        if self._pending:
            self._check()
            number = int(self._pieces[-1][9:18]) + 1 if self._pieces else 1
            name = f"manifest-{number:09d}.jsonl"
            self._store.write(f"{STATE}/{name}", b"\n".join(self._pending) + b"\n")
            self._pieces.append(name)
            self._pending = []
        self._last = time.monotonic()

    def rewrite(self, records: Iterable[Record]) -> None:
        """Put `records` into one new piece and remove the others. Raises WriteError."""
        old = list(self._pieces)
        self._pending = [json.dumps(record, separators=(",", ":")).encode() for record in records]
        self._flush()
        for piece in old:
            self._store.remove(f"{STATE}/{piece}")
            self._pieces.remove(piece)

    def __enter__(self) -> RemoteManifest:
        """Stay open for the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Write what is pending."""
        self._flush()
