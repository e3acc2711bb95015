"""A worker process of our own: it does jobs one at a time, and may be killed by any of them without harm.

Length-prefixed pickles pass over its standard input and output. When the parent ends, however it ends, the worker
sees the end of its input and leaves at once.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from concurrent.futures import CancelledError
from typing import IO, BinaryIO, cast
from weakref import WeakSet

from convert import __version__
from convert.batch.job import Failure, Job, Outcome, Setup
from convert.errors import ConvertError, MissingTool

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from convert.batch.child import serve; serve()"
_live: WeakSet[Child] = WeakSet()
_own = threading.local()
_stopping = threading.Event()


class WorkerDied(Exception):
    """The worker process ended in the middle of a job; the message says of what."""


class Child:
    """The parent's end of a worker process, used by one thread."""

    def __init__(self, setup: bytes) -> None:
        """Start the process; it loads what the formats of `setup` (a pickled `Setup`) need."""
        loaded = cast("Setup", pickle.loads(setup))  # noqa: S301 - our own bytes
        check_version(loaded)
        self._seconds = loaded.limits.seconds
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._expired = False
        _live.add(self)
        try:
            _send(self._to, setup)
            _receive(self._from)
        except (EOFError, OSError):
            raise MissingTool(f"no worker process can be started: it {self._cause()}", hint=_START_HINT) from None

    @property
    def _to(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _from(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def perform(self, job: Job) -> Outcome:
        """Do one job. Raises WorkerDied when the process ends or the time limit passes; it cannot be used again."""
        timer = threading.Timer(self._seconds, self._expire) if self._seconds else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            _send(self._to, pickle.dumps(job))
            return cast("Outcome", pickle.loads(_receive(self._from)))  # noqa: S301 - our own worker
        except (EOFError, OSError):
            raise WorkerDied(self._cause()) from None
        finally:
            if timer:
                timer.cancel()

    def _expire(self) -> None:
        self._expired = True
        self.kill()

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
    return tuple(_perform_one(setup, job) for job in jobs)


def _perform_one(setup: bytes, job: Job) -> Outcome:
    child = _child(setup)
    try:
        outcome = child.perform(job)
    except WorkerDied as died:
        drop_child()
        return Outcome(job, failures=(Failure("WorkerDied", str(died), _HINT, job.targets, poison=True),))
    if any("memory" in f.message and f.kind == "ResourceLimit" for f in outcome.failures):
        drop_child()  # what is left of its memory is no ground for the next document
    return outcome


_START_HINT = "free some memory or lower -j"
_HINT = "the file is set aside; look at it alone, raise the limit, or run with --retry"


def _child(setup: bytes) -> Child:
    if _stopping.is_set():
        raise CancelledError
    if getattr(_own, "setup", None) != setup:
        drop_child()
        _own.child, _own.setup = Child(setup), setup
    return cast("Child", _own.child)


def drop_child() -> None:
    """End the worker process of this thread, if it has one."""
    child = getattr(_own, "child", None)
    _own.child = _own.setup = None
    if child is not None:
        child.close()
        _live.discard(child)


def begin() -> None:
    """Allow worker processes again after `kill_all`."""
    _stopping.clear()


def kill_all() -> None:
    """End every worker process of this process at once, and start none until `begin`."""
    _stopping.set()
    for child in list(_live):
        child.kill()


# --- the worker's end ---------------------------------------------------------------------------------------


def serve() -> None:
    """Do jobs from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    replies = os.fdopen(os.dup(1), "wb")
    requests = os.fdopen(os.dup(0), "rb")
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(null, number)  # nothing a library prints may get among the replies
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read_all, args=(requests, inbox), daemon=True).start()
    from convert.batch.work import perform

    setup = cast("Setup", pickle.loads(inbox.get()))  # noqa: S301 - from our parent
    _warm(setup)
    _limit_memory(setup.limits.memory)
    _send(replies, b"ready")
    os.dup2(null, 2)  # until here standard error is the parent's, to say why no worker can be started
    while True:
        job = cast("Job", pickle.loads(inbox.get()))  # noqa: S301 - from our parent
        _send(replies, pickle.dumps(perform(setup, job)))


def _read_all(requests: BinaryIO, inbox: queue.SimpleQueue[bytes]) -> None:
    while True:
        try:
            inbox.put(_receive(requests))
        except (EOFError, OSError):
            os._exit(0)


def _warm(setup: Setup) -> None:
    """Load what the formats need, before the memory limit and the first job's clock."""
    from convert import formats

    with contextlib.suppress(ConvertError, ImportError):  # each document says so itself
        for to, request in setup.requests.items():
            formats.reader(request.source_format or "txt")
            formats.writer(to)


def _limit_memory(limit: int) -> None:
    if not limit:
        return
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with contextlib.suppress(OSError, ValueError):  # the machine's own limit is lower
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    length = int.from_bytes(_exactly(stream, 8), "big")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data
