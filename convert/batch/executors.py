"""Where jobs run: worker processes, threads, any executor of the caller's, or a dask cluster."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache

from convert.batch import child
from convert.batch.job import Job, Outcome, Setup
from convert.errors import MissingTool
from convert.records import cast, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

_CONNECT = "10s"
_PATIENCE = 30.0
"""How long to wait for the scheduler of a cluster, and seconds for its first worker."""

Perform = Callable[[bytes, tuple[Job, ...]], tuple[Outcome, ...]]


@record
class Crew:
    """An executor and how it is to be used.

    `perform` takes a pickled `Setup` and a task of up to `chunk` jobs; `renew` gives a new executor after a break;
    `lost` are the exceptions that say that a worker was lost with the task; `stop` ends what is running.
    """

    executor: Executor
    perform: Perform
    workers: int
    chunk: int = 8
    renew: Callable[[], Executor] | None = None
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    stop: Callable[[], None] = lambda: None


def perform_here(setup: bytes, jobs: tuple[Job, ...]) -> tuple[Outcome, ...]:
    """Do jobs in the process and thread that calls; limits of time and memory do not hold here."""
    from convert.batch.work import perform

    loaded = _setup(setup)
    child.check_version(loaded)
    return tuple(perform(loaded, job) for job in jobs)


@lru_cache(maxsize=2)
def _setup(setup: bytes) -> Setup:
    return cast("Setup", pickle.loads(setup))  # noqa: S301 - our own bytes


@contextmanager
def processes(workers: int) -> Iterator[Crew]:
    """Run jobs in `workers` processes, each driven by a thread that notices when it dies or takes too long."""
    child.begin()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="wenzhuan")
    try:
        yield Crew(pool, child.perform_isolated, workers, stop=child.kill_all)
    finally:
        child.kill_all()
        pool.shutdown(cancel_futures=True)
        child.close_all()


@contextmanager
def threads(workers: int) -> Iterator[Crew]:
    """Run jobs in threads of this process: for sources that live in its memory, and for tests."""
    pool = ThreadPoolExecutor(workers, thread_name_prefix="wenzhuan")
    try:
        yield Crew(pool, perform_here, workers)
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def borrowed(make: Callable[[], Executor], workers: int) -> Iterator[Crew]:
    """Run jobs on any executor that `make` gives, as a ProcessPoolExecutor; it is asked again after a break."""
    opened: list[Executor] = []

    def renew() -> Executor:
        opened.append(make())
        return opened[-1]

    try:
        yield Crew(renew(), perform_here, workers, renew=renew)
    finally:
        for executor in opened:
            executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """Run jobs on a dask cluster, each dask worker driving worker processes of its own, limits and all.

    `address` is that of the scheduler, as tcp://host:8786. Raises MissingTool when it cannot be reached or has no
    workers. A dask worker that is lost has its tasks done by another.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise MissingTool(
            "a cluster needs dask.distributed", hint="pip install 'wenzhuan[cluster]', here and on every worker"
        ) from None
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise MissingTool(
            f"no dask scheduler answers: {error}", source=address, hint="start one with: dask scheduler"
        ) from None
    logging.getLogger("distributed.client").setLevel(logging.ERROR)  # a lost worker is no news to a person
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            hint = f"start some with: dask worker {address}"
            raise MissingTool("the cluster has no workers", source=address, hint=hint) from None
        executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        threads_of: dict[str, int] = client.nthreads()  # type: ignore[no-untyped-call]
        workers = max(1, sum(threads_of.values()))
        try:
            yield Crew(executor, child.perform_isolated, workers, chunk=32, lost=(KilledWorker,))
        finally:
            executor.shutdown(wait=False)
