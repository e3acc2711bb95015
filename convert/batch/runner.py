"""Jobs through an executor: a bounded window of tasks under way, and a second try, alone, for what killed a worker."""

from __future__ import annotations

import pickle
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait

from convert.batch.executors import Crew
from convert.batch.job import Failure, Job, Outcome, Setup
from convert.errors import MissingTool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor, Future

_SMALL = 1 << 16
"""Bytes of source up to which a document is small enough to share a task with others."""

Task = tuple[Job, ...]


def run(crew: Crew, setup: Setup, jobs: Iterable[Job], *, window: int = 0) -> Iterator[Outcome]:
    """Yield the outcome of every job as it comes; at most `window` tasks are under way (0: four a worker).

    A job whose worker died is tried once more, alone, when all others are done; then its outcome is `poison`.
    """
    packed = pickle.dumps(setup)
    suspects: list[Job] = []
    executor = crew.executor
    pending: dict[Future[tuple[Outcome, ...]], Task] = {}
    try:
        for task in tasks(jobs, crew):
            while len(pending) >= (window or 4 * crew.workers):
                done, broken = _collect(crew, pending, suspects)
                yield from done
                executor = crew.renew() if broken and crew.renew else executor
            pending[executor.submit(crew.perform, packed, task)] = task
        while pending:
            done, broken = _collect(crew, pending, suspects)
            yield from done
            executor = crew.renew() if broken and crew.renew else executor
        for job in suspects:
            outcome, broken = _alone(crew, executor, packed, job)
            yield outcome
            executor = crew.renew() if broken and crew.renew else executor
    except BaseException:
        crew.stop()
        raise
    finally:
        for future in pending:
            future.cancel()


def _collect(
    crew: Crew, pending: dict[Future[tuple[Outcome, ...]], Task], suspects: list[Job]
) -> tuple[list[Outcome], bool]:
    """Wait for a task and return what is done, and whether the executor broke."""
    out: list[Outcome] = []
    broken = False
    ready = wait(pending, return_when=FIRST_COMPLETED).done
    for future in [future for future in pending if future in ready]:  # as they were sent: `ready` has no order
        task = pending.pop(future)
        try:
            outcomes = future.result()
        except CancelledError:
            raise MissingTool("the workers are gone", hint="start them and run the same command again") from None
        except crew.lost:
            suspects.extend(task)
            broken = True
            continue
        suspects.extend(outcome.job for outcome in outcomes if outcome.poison)
        out.extend(outcome for outcome in outcomes if not outcome.poison)
    if broken and crew.renew:  # all that was under way broke with it
        for task in pending.values():
            suspects.extend(task)
        pending.clear()
    return out, broken


def _alone(crew: Crew, executor: Executor, packed: bytes, job: Job) -> tuple[Outcome, bool]:
    try:
        return executor.submit(crew.perform, packed, (job,)).result()[0], False
    except crew.lost as error:
        why = f"killed its worker ({type(error).__name__})"
        hint = "the file is set aside; look at it alone, or run with --retry"
        return Outcome(job, failures=(Failure("WorkerDied", why, hint, job.targets, poison=True),)), True


def tasks(jobs: Iterable[Job], crew: Crew) -> Iterator[Task]:
    """Group jobs into tasks: single ones at first so that every worker has work, then several small ones each."""
    group: list[Job] = []
    sent = 0
    for job in jobs:
        group.append(job)
        size = min(crew.chunk, 1 + sent // (2 * crew.workers))
        if len(group) >= size or _size(job) > _SMALL:
            yield tuple(group)
            group = []
            sent += 1
    if group:
        yield tuple(group)


def _size(job: Job) -> int:
    head = job.stamp.partition("-")[0]
    return len(job.data) if job.data is not None else int(head) if head.isdigit() else 0
