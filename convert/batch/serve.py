"""The worker's end of a worker process: jobs come in on standard input, outcomes go out on standard output.

Length-prefixed pickles pass both ways. At the end of its input, however the parent ended, the worker leaves at once.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import threading

from convert.batch.job import Setup
from convert.errors import ConvertError
from convert.records import cast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, BinaryIO

    from convert.batch.job import Job


_SAMPLE = "关于做好防汛工作的通知\n\n各县区：\n　　汛期将至,各单位要提高认识，落实责任。\n\n县政府\n2024年5月1日\n"
_REHEARSED = frozenset({"md", "docx", "pdf", "txt"})


def serve(formats: str) -> None:
    """Do jobs from standard input until it ends; `formats` are those to be ready for, with commas between."""
    replies = os.fdopen(os.dup(1), "wb")
    requests = os.fdopen(os.dup(0), "rb")
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(null, number)  # nothing a library prints may get among the replies
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read_all, args=(requests, inbox), daemon=True).start()
    from convert.batch.work import perform

    _rehearse(formats.split(","))
    setup = cast("Setup", pickle.loads(inbox.get()))  # noqa: S301 - from our parent
    _warm(setup)
    _limit_memory(setup.limits.memory)
    send(replies, b"ready")
    os.dup2(null, 2)  # until here standard error is the parent's, to say why no worker can be started
    while True:
        job: Job = pickle.loads(inbox.get())  # noqa: S301 - from our parent
        send(replies, pickle.dumps(perform(setup, job)))


def _read_all(requests: BinaryIO, inbox: queue.SimpleQueue[bytes]) -> None:
    while True:
        try:
            inbox.put(receive(requests))
        except (EOFError, OSError):
            os._exit(0)


def _rehearse(names: list[str]) -> None:
    """Convert a few lines to each format of our own, so that all it loads late is there for the first document."""
    from convert.pipeline import Request, convert

    for name in _REHEARSED.intersection(names):
        with contextlib.suppress(ConvertError, ImportError):  # each document says so itself
            convert(_SAMPLE.encode(), Request(name))


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


def send(stream: IO[bytes], *parts: bytes) -> None:
    """Write each part with its length before it. Raises OSError when the other end is gone."""
    stream.write(b"".join([field for part in parts for field in (len(part).to_bytes(8, "big"), part)]))
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Return what the other end sent. Raises EOFError when it is gone."""
    length = int.from_bytes(_exactly(stream, 8), "big")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data
