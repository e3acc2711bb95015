"""The parent's end of a worker process of our own: it may be killed by any job without harm to the others."""

from __future__ import annotations

import contextlib
import math
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache

from convert import __version__
from convert.batch.job import Failure, Job, Outcome, Setup
from convert.batch.serve import receive, send
from convert.errors import MissingTool
from convert.records import cast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO


_BOOT = "import sys; _, formats, *sys.path[:] = sys.argv; from convert.batch.serve import serve; serve(formats)"
_APART = 0 if sys.platform != "win32" else -1
"""The group of a worker process: one of its own, since Ctrl-C is the parent's to handle."""
_GLANCE = 0.1
"""Seconds between two looks at the clock."""
_IDLE = 60.0
"""Seconds after which a worker without a job ends: the threads of a cluster outlive the run."""
_STARTS = 3
_KILLED_STARTS = 12
"""How often in a row a worker may fail to start, by itself or because others kill it, before the run is given up."""

_live: set[Child] = set()
_spare: list[subprocess.Popen[bytes]] = []
_books = threading.Lock()
_own = threading.local()
_stopping = threading.Event()


class WorkerDied(Exception):
    """The worker process ended in the middle of a job; the message says of what."""


class KilledAtStart(MissingTool):
    """A worker process was killed before it was ready."""


class Child:
    """The parent's end of a worker process, used by one thread."""

    def __init__(self, setup: bytes) -> None:
        """Start the process; it loads what the formats of `setup` (a pickled `Setup`) need."""
        loaded = cast("Setup", pickle.loads(setup))  # noqa: S301 - our own bytes
        check_version(loaded)
        self._seconds = loaded.limits.seconds
        with _books:
            self._process = _spare.pop() if _spare else _process(())
        self._expired = False
        self._deadline = self._idle_since = math.inf
        self._lock = threading.Lock()
        with _books:
            _live.add(self)
        _watch()
        try:
            send(self._to, setup)
            receive(self._from)
        except (EOFError, OSError):
            message = f"no worker process can be started: it {self._cause()}"
            kind = KilledAtStart if self._process.returncode < 0 else MissingTool
            raise kind(message, hint=_START_HINT) from None

    @property
    def _to(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _from(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def perform(self, jobs: tuple[Job, ...]) -> Iterator[Outcome]:
        """Do jobs one after the other, the process never waiting for the next; each has the time limit for itself.

        Raises WorkerDied when the process ends or the limit passes in the job after the last outcome.
        """
        try:
            send(self._to, *map(pickle.dumps, jobs))
            for number in range(len(jobs)):
                if number:
                    self._start_clock()
                yield cast("Outcome", pickle.loads(receive(self._from)))  # noqa: S301 - our own worker
        except (EOFError, OSError):
            raise WorkerDied(self._cause()) from None
        finally:
            with self._lock:
                self._deadline, self._idle_since = math.inf, time.monotonic()

    def _start_clock(self) -> None:
        with self._lock:
            self._idle_since = math.inf
            self._deadline = time.monotonic() + self._seconds if self._seconds else math.inf

    def claim(self) -> bool:
        """Start the clock of a job; false when the process was ended for having had none for long."""
        self._start_clock()
        with self._lock:
            return self._process.poll() is None

    def glance(self, now: float) -> None:
        """End the process if its job has taken too long by `now`, or if it has had none for long."""
        with self._lock:
            if now > self._deadline:
                self._expired = True
                self._process.kill()
            elif now - self._idle_since > _IDLE:
                self._process.kill()
                self._process.wait()

    def _cause(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        self.kill()
        if self._expired:
            return f"takes longer than the limit of {self._seconds:g} seconds"
        status = self._process.returncode
        if status is not None and status < 0:
            with contextlib.suppress(ValueError):
                return f"killed its worker ({signal.Signals(-status).name})"
        return f"ended its worker (exit status {status})"

    def kill(self) -> None:
        """End the process at once; nothing half-written can be left in place."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the process and let go of its pipes."""
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()


def check_version(setup: Setup) -> None:
    """Raise MissingTool when jobs come from another version: its outputs would not be the same."""
    if setup.version != __version__:
        raise MissingTool(
            f"a worker has wenzhuan {__version__}, not {setup.version}",
            hint="install the same one on every machine",
        )


def perform_isolated(setup: bytes, jobs: tuple[Job, ...]) -> tuple[Outcome, ...]:
    """Do jobs in the worker process of this thread; one that kills it is named, the others go on in a new one."""
    done: list[Outcome] = []
    while len(done) < len(jobs):
        done.extend(_perform(setup, jobs[len(done) :]))
    return tuple(done)


def _perform(setup: bytes, jobs: tuple[Job, ...]) -> Iterator[Outcome]:
    """Yield the outcomes of jobs up to the first that uses its worker up; at least one."""
    child = _child(setup)
    while not child.claim():
        drop_child()
        child = _child(setup)
    number = 0
    try:
        for outcome in child.perform(jobs):
            yield outcome
            number += 1
            if any("memory" in f.message and f.kind == "ResourceLimit" for f in outcome.failures):
                drop_child()  # what is left of its memory is no ground for the next document
                return
    except WorkerDied as died:
        drop_child()
        job = jobs[number]
        yield Outcome(job, failures=(Failure("WorkerDied", str(died), _HINT, job.targets, poison=True),))


_START_HINT = "free some memory or lower -j"
_HINT = "the file is set aside; look at it alone, raise the limit, or run with --retry"


def _child(setup: bytes) -> Child:
    """Return the worker process of this thread for `setup`, started if need be. Raises MissingTool."""
    if getattr(_own, "setup", None) != setup:
        drop_child()
        _own.child, _own.setup = _started(setup), setup
    return cast("Child", _own.child)


def _started(setup: bytes) -> Child:
    failed = killed = 0
    while not _stopping.is_set():
        try:
            return Child(setup)
        except KilledAtStart:
            killed += 1
            if killed == _KILLED_STARTS and not _stopping.is_set():
                raise
        except MissingTool:
            failed += 1
            if failed == _STARTS:
                raise
    raise CancelledError


def drop_child() -> None:
    """End the worker process of this thread, if it has one."""
    child = getattr(_own, "child", None)
    _own.child = _own.setup = None
    if child is not None:
        child.close()
        with _books:
            _live.discard(child)


def _process(formats: Iterable[str]) -> subprocess.Popen[bytes]:
    """Start a process that makes itself ready for `formats` and waits for a `Setup`."""
    command = [sys.executable, "-c", _BOOT, ",".join(formats), *sys.path]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=_APART)


@contextmanager
def recruited(count: int, formats: Iterable[str]) -> Iterator[None]:
    """Have `count` worker processes start while the run is still being planned; those not needed end with the block."""
    names = tuple(formats)
    with contextlib.suppress(OSError), _books:  # a run says it when none can be started
        _spare.extend(_process(names) for _ in range(count))
    try:
        yield
    finally:
        with _books:
            unused = tuple(_spare)
            _spare.clear()
        for process in unused:
            process.kill()
            process.communicate()


def begin() -> None:
    """Allow worker processes again after `kill_all`."""
    _stopping.clear()


def kill_all() -> None:
    """End every worker process of this process at once, and start none until `begin`."""
    _stopping.set()
    for child in _all_live():
        child.kill()


def close_all() -> None:
    """End every worker process and let go of it; the threads that used them are gone."""
    for child in _all_live():
        child.close()
        with _books:
            _live.discard(child)


def _all_live() -> tuple[Child, ...]:
    with _books:
        return tuple(_live)


@cache
def _watch() -> threading.Thread:
    """Start, once, the thread that ends workers whose job takes too long."""

    def keep_watch() -> None:
        while True:
            time.sleep(_GLANCE)
            now = time.monotonic()
            for child in _all_live():
                child.glance(now)

    thread = threading.Thread(target=keep_watch, name="wenzhuan-watch", daemon=True)
    thread.start()
    return thread
