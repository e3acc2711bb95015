"""A lease on a remote folder: object stores know no locks, so a run leaves a note there and keeps renewing it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
import time

from convert.batch.storage import STATE
from convert.errors import ConvertError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from convert.batch.remote import RemoteFolder

NAME = f"{STATE}/lease.json"

_RENEWAL = 10.0
"""Seconds between two renewals."""
_DEAD = 45.0
"""Seconds without a renewal after which the run that left the lease is taken to be dead."""
_SETTLED = 1.0
"""Seconds after which a lease that another run wrote at the same moment surely shows."""


class Lease:
    """The right of one run to write below a remote root, for as long as it is open."""

    def __init__(self, store: RemoteFolder, wait: Callable[[], bool]) -> None:
        """Take the lease.

        While another run renews it `wait` is called; UsageError is raised when it returns false. The lease of a run
        that was killed is taken over, at once when it ran on this machine, else when it has not been renewed for long.
        """
        self._store = store
        self._mark = f"{socket.gethostname()} {os.getpid()} {os.urandom(8).hex()}"
        self._lost = threading.Event()
        self._over = threading.Event()
        self._take(wait)
        self._thread = threading.Thread(target=self._keep, name="wenzhuan-lease", daemon=True)
        self._thread.start()

    def _take(self, wait: Callable[[], bool]) -> None:
        seen, since = "", time.monotonic()
        while True:
            there = self._read()
            if there != seen:
                seen, since = there, time.monotonic()
            if not there or _has_ended(there) or time.monotonic() - since > _DEAD:
                self._write(0)
                time.sleep(_SETTLED)
                if self._is_ours(self._read()):
                    return
            elif not wait():
                hint = "choose another folder"
                raise UsageError("another run is writing to this folder", source=self._store.root, hint=hint)

    def _read(self) -> str:
        return self._store.read(NAME).decode("utf-8", "replace") if self._store.has(NAME) else ""

    def _write(self, count: int) -> None:
        self._store.write(NAME, json.dumps({"run": self._mark, "renewed": count}).encode())

    def _is_ours(self, text: str) -> bool:
        return _run_of(text) == self._mark

    def _keep(self) -> None:
        count = 0
        while not self._over.wait(_RENEWAL):
            count += 1
            with contextlib.suppress(ConvertError):  # the network may be back for the next renewal
                if not self._is_ours(self._read()):
                    self._lost.set()
                    return
                self._write(count)

    def check(self) -> None:
        """Raise UsageError when another run has taken over, as after a long sleep of this machine."""
        if self._lost.is_set():
            hint = "wait for it to end and run the same command again"
            raise UsageError("another run has taken over this folder", source=self._store.root, hint=hint)

    def __enter__(self) -> Lease:
        """Stay open for the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give the lease back."""
        self._over.set()
        self._thread.join()
        with contextlib.suppress(ConvertError):  # then it is taken over when it has not been renewed for long
            if self._is_ours(self._read()):
                self._store.remove(NAME)


def _run_of(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return ""
    return str(value.get("run", "")) if isinstance(value, dict) else ""


def _has_ended(text: str) -> bool:
    """Say whether a lease is that of a process of this machine that is no more."""
    host, _, rest = _run_of(text).partition(" ")
    number = rest.partition(" ")[0]
    if host != socket.gethostname() or not number.isdigit() or os.name != "posix":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
