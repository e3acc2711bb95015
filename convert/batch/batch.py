"""A batch from end to end: find sources, plan, run, keep the manifest, tidy up, tell the tally."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from convert import formats
from convert.batch import plan, remote
from convert.batch.archives import SEPARATOR
from convert.batch.executors import Crew
from convert.batch.job import Failure, Job, Limits, Outcome, Setup
from convert.batch.journal import Journal, open_manifest
from convert.batch.ledger import Ledger
from convert.batch.manifest import Record, record_of, removed
from convert.batch.plan import Formats, Planner, Step, Why
from convert.batch.progress import Progress
from convert.batch.recipe import files_of, recipe
from convert.batch.runner import run
from convert.batch.sources import Finding, Found, LeftOut, Search, expand
from convert.batch.storage import Store, TargetFull, digest, is_url
from convert.batch.summary import Summary
from convert.batch.work import read_source
from convert.errors import ConvertError, ResourceLimit, UsageError
from convert.pipeline import Request
from convert.records import field, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager


@record
class Order:
    """What is asked for: sources, a request a format, a place for outputs, limits, and what to do with old ones."""

    sources: tuple[str, ...]
    requests: Mapping[str, Request]
    store: Store
    crew: Callable[[], AbstractContextManager[Crew]]
    search: Search = field(default_factory=Search)
    limits: Limits = field(default_factory=Limits)
    names: Callable[[], Iterable[Finding]] = tuple
    force: bool = False
    retry: bool = False
    prune: bool = False


def run_batch(order: Order, progress: Progress) -> Summary:
    """Convert what is not up to date and return the tally. Raises ConvertError when the run as a whole cannot go on.

    Waits for another run into the same folder. UsageError: two formats have one suffix; TargetFull: no output can be
    written.
    """
    chosen = _formats(order.requests)
    order.store.prepare()
    with open_manifest(order.store, progress.wait) as manifest, closing(progress):
        order.store.sweep()
        try:
            with closing(Ledger()) as ledger:
                return _run(order, _Course(order, ledger, progress, chosen), manifest)
        except sqlite3.OperationalError as error:
            hint = "free some space where temporary files go (TMPDIR)"
            raise ResourceLimit(f"no room for the books of the run: {error}", hint=hint) from None


def _run(order: Order, course: _Course, manifest: Journal) -> Summary:
    course.load(manifest)
    course.gather()
    course.run(manifest)
    try:
        if order.prune:
            course.prune(manifest)
    finally:
        course.progress.end(course.summary)
    return course.summary


def preview(order: Order, progress: Progress, known: Iterable[Record]) -> Iterator[tuple[str, str, Why]]:
    """Yield (source, output, why) for all that a run would make or remove, and write nothing."""
    with closing(Ledger()) as ledger:
        ledger.load(known)
        course = _Course(order, ledger, progress, _formats(order.requests))
        course.gather()
        for step in course.steps(unpack=False):
            for target in step.job.targets if step.job else ():
                yield step.planned.found.place, target.path, step.why
        if order.prune:
            for path in course.gone():
                yield "", path, Why.GONE


def _formats(requests: Mapping[str, Request]) -> Formats:
    suffixes = {to: formats.output_suffix(to) for to in requests}
    for to, suffix in suffixes.items():
        twin = next(other for other, its in suffixes.items() if its == suffix)
        if twin != to:
            raise UsageError(f"{twin} and {to} both write {suffix} files", hint="run them into two folders")
    return Formats(suffixes, {to: recipe(request) for to, request in requests.items()})


class _Course:
    """A run under way."""

    def __init__(self, order: Order, ledger: Ledger, progress: Progress, chosen: Formats) -> None:
        self.summary = Summary()
        self._order = order
        self._ledger = ledger
        self.progress = progress
        self._formats = chosen
        self._real = lru_cache(maxsize=256)(os.path.realpath)
        self._root = self._real(order.store.root)
        self._inside: set[str] = set()
        self._complete = True
        self._archives: set[str] = set()
        self._early: dict[int, tuple[Failure, ...]] = {}

    def load(self, manifest: Journal) -> None:
        """Read the manifest; one that is mostly history is written anew."""
        lines = self._ledger.load(manifest.records())
        if lines > 1000 and lines > 3 * self._ledger.known_count():
            manifest.rewrite(self._ledger.records())

    def gather(self) -> None:
        """Find all sources and give their outputs names."""
        self._ledger.add_sources(self._sources())
        self._ledger.settle_names()
        sources = self._ledger.count()
        self.summary.found += sources
        self.progress.begin(sources)

    def _sources(self) -> Iterator[Found]:
        for finding in self._findings():
            if isinstance(finding, LeftOut):
                self._leave_out(finding)
                continue
            if finding.member >= 0:
                self._archives.add(_absolute(finding.place.partition(SEPARATOR)[0]))
            below = self._below_root(finding.place) if finding.member < 0 else ""
            if below and self._ledger.known(below) is not None:
                continue  # an output of an earlier run, met because the output folder is a source as well
            if below:
                self._inside.add(below)
            yield replace(finding, place=_absolute(finding.place))

    def _findings(self) -> Iterator[Finding]:
        for source in self._order.sources:
            yield from expand(source, self._order.search)
        yield from self._order.names()

    def _below_root(self, place: str) -> str:
        if is_url(place):
            return ""
        folder, name = os.path.split(_absolute(place))
        path = os.path.join(self._real(folder), name)  # noqa: PTH118
        if not path.startswith(self._root + os.sep):
            return ""
        return path[len(self._root) + 1 :].replace(os.sep, "/")

    def _leave_out(self, finding: LeftOut) -> None:
        if not finding.asked:
            self.progress.left_out(finding)
        if finding.failed:
            self._complete = False
            self.summary.found += 1
            self.summary.fail(finding.reason)
        else:
            self.summary.left_out[finding.reason] += 1

    def steps(self, *, unpack: bool) -> Iterator[Step]:
        """Yield what is to be done with each source."""
        order = self._order
        yield from Planner(
            self._ledger, order.store, self._formats, order.limits, order.force, order.retry, frozenset(self._inside)
        ).steps(unpack=unpack)

    def run(self, manifest: Journal) -> None:
        """Do what is to be done, and write down each thing done before it is told."""
        requests = dict(self._order.requests)
        files = {name: data for request in requests.values() for name, data in files_of(request.settings).items()}
        setup = Setup(requests, self._order.store, self._order.limits, files=files)
        jobs = self._jobs()
        first = next(jobs, None)
        if first is None:
            return
        with self._order.crew() as crew:
            for outcome in run(crew, setup, _chain(first, jobs)):
                fatal = next((failure for failure in outcome.failures if failure.fatal), None)
                if fatal:
                    raise TargetFull(fatal.message, source=self._order.store.root, hint=fatal.hint)
                manifest.append(record_of(self._with_content(outcome), self._order.limits))
                early = self._early.pop(outcome.job.number, ())
                self._tell(replace(outcome, failures=(*early, *outcome.failures)))

    def _jobs(self) -> Iterator[Job]:
        """Yield the jobs to be done, and settle the sources that have none."""
        for step in self.steps(unpack=True):
            job, failures = step.job, step.failures
            if job is not None:
                if failures:
                    self._early[job.number] = failures
                yield job
                continue
            for failure in failures:
                self.progress.failed(step.planned.found.place, failure)
            if failures:
                self.summary.fail(failures[0].message)
            else:
                self.summary.fresh += 1
            self.progress.step()

    def _with_content(self, outcome: Outcome) -> Outcome:
        """Return the outcome with the digest of its source, which a dead worker could not tell."""
        if outcome.content or not outcome.poison:
            return outcome
        if outcome.job.data is not None:
            return replace(outcome, content=digest(outcome.job.data), stamp=outcome.job.stamp)
        try:
            data, stamp = read_source(outcome.job.place, self._order.limits.size)
        except ConvertError:
            return outcome
        return replace(outcome, content=digest(data), stamp=stamp)

    def _tell(self, outcome: Outcome) -> None:
        self.summary.add(outcome)
        for failure in outcome.failures:
            self.progress.failed(outcome.job.place, failure)
        if not outcome.failures:
            self.progress.done(outcome)
        self.progress.step()

    def gone(self) -> Iterator[str]:
        """Yield outputs to be removed. Raises UsageError when some source could not be listed."""
        if not self._complete:
            raise UsageError("nothing was removed: some sources could not be listed", hint="mend that and run again")
        yield from plan.gone(self._ledger, self._order.requests.keys(), self._exists)

    def _exists(self, place: str) -> bool:
        """Say whether a source of an earlier run is still there; what this run did not look at is taken to be."""
        archive, inside, _ = place.partition(SEPARATOR)
        if inside and (remote.exists(archive) if is_url(archive) else Path(archive).is_file()):
            return archive not in self._archives or self._ledger.is_source(place)
        return remote.exists(place) if is_url(place) else os.path.lexists(place)

    def prune(self, manifest: Journal) -> None:
        """Remove outputs whose source is gone."""
        for path in self.gone():
            if self._order.store.stamp(path):
                self._order.store.remove(path)
                self.summary.removed += 1
            manifest.append(removed(path))


def _absolute(place: str) -> str:
    """Return a place that means the same from any working directory; the name of a member stays as it is."""
    if is_url(place):
        return place
    path, separator, member = place.partition(SEPARATOR)
    return os.path.abspath(path) + separator + member  # noqa: PTH100


def _chain(first: Job, others: Iterator[Job]) -> Iterator[Job]:
    yield first
    yield from others
