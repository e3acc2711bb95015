"""What is to be done: for each source the outputs that are missing, changed or failed, and why."""

from __future__ import annotations

import json
from contextlib import closing

from convert.batch import names
from convert.batch.archives import SEPARATOR, Unpacker
from convert.batch.job import Failure, Job, Limits, Target
from convert.batch.ledger import Known, Ledger, Planned
from convert.batch.sources import Found
from convert.batch.storage import Store, digest
from convert.batch.work import find_resource, read_source
from convert.enums import StrEnum
from convert.errors import ConvertError
from convert.records import field, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping


class Why(StrEnum):
    """Why an output is made, or is not."""

    NEW = "new"
    FORCED = "forced"
    CHANGED = "source changed"
    OPTIONS = "options changed"
    OUTPUT = "output missing or changed"
    RESOURCE = "image changed"
    FAILED = "failed before"
    FRESH = "up to date"
    SET_ASIDE = "set aside"
    REFUSED = "refused"
    GONE = "source gone"


@record
class Step:
    """A source of the plan: what to make of it (`job` None when nothing), why, and what fails without a try."""

    planned: Planned
    job: Job | None
    why: Why
    failures: tuple[Failure, ...] = ()

    def ready(self, content: Content) -> Step:
        """Return the step with the bytes of a member in its job, or with the reason why they cannot be had."""
        if self.job is None or not content.is_member:
            return self
        try:
            return replace(self, job=replace(self.job, data=content.member()))
        except ConvertError as error:
            failure = Failure(type(error).__name__, error.message, error.hint, self.job.targets)
            return replace(self, job=None, failures=(*self.failures, failure))


@record
class Formats:
    """The formats of a run: suffix and digest of options by name."""

    suffixes: Mapping[str, str]
    recipes: Mapping[str, str]

    def targets(self, stem: str) -> tuple[Target, ...]:
        """Return the outputs of a source."""
        return tuple(
            Target(to, names.with_suffix(stem, suffix), self.recipes[to]) for to, suffix in self.suffixes.items()
        )


@record
class Planner:
    """Compares sources with the manifest."""

    ledger: Ledger
    store: Store
    formats: Formats
    limits: Limits = field(default_factory=Limits)
    force: bool = False
    retry: bool = False
    inside: frozenset[str] = frozenset()

    def steps(self, *, unpack: bool) -> Iterator[Step]:
        """Yield a step for every source, in order; with `unpack` jobs on members of archives hold their bytes."""
        unpacker = Unpacker(self.limits.size)
        with closing(unpacker):
            for planned in self.ledger.plan():
                content = Content(planned.found, self.limits.size, unpacker)
                step = self._step(planned, content)
                yield step.ready(content) if unpack else step

    def _step(self, planned: Planned, content: Content) -> Step:
        wanted: list[Target] = []
        failures: list[Failure] = []
        reasons = []
        for target in self.formats.targets(planned.stem):
            self.ledger.claim(target.path)
            if target.path in self.inside:
                failures.append(_refusal(target))
                reasons.append(Why.REFUSED)
                continue
            known = self.ledger.known(target.path)
            why = self._why(planned, target, known, content)
            reasons.append(why)
            if why is Why.SET_ASIDE and known:
                failures.append(_earlier(known, target))
            elif why is not Why.FRESH:
                wanted.append(target)
        why = next((reason for reason in reasons if reason is not Why.FRESH), Why.FRESH)
        found = planned.found
        job = Job(planned.number, found.place, found.name, tuple(wanted), found.stamp) if wanted else None
        return Step(planned, job, why, tuple(failures))

    def _why(self, planned: Planned, target: Target, known: Known | None, content: Content) -> Why:
        if self.force:
            return Why.FORCED
        if known is None:
            return Why.NEW
        if _last(known.place) != _last(planned.found.place) or not content.is_still(known):
            return Why.CHANGED
        if known.recipe != target.recipe:
            return Why.OPTIONS
        if known.failed:
            return Why.SET_ASIDE if not self.retry and _set_aside(known, self.limits) else Why.FAILED
        if not self._intact(known):
            return Why.OUTPUT
        if any(_digest_of(planned.found.place, name) != was for name, was in known.resources.items()):
            return Why.RESOURCE
        return Why.FRESH

    def _intact(self, known: Known) -> bool:
        stamp = self.store.stamp(known.path)
        return bool(stamp) and (stamp == known.made or self.store.digest(known.path) == known.digest)


class Content:
    """The content of a source, read at most once and only when its stamp does not answer."""

    def __init__(self, found: Found, limit: int, unpacker: Unpacker) -> None:
        """Stand for what is at `found`, up to `limit` bytes."""
        self._found = found
        self._limit = limit
        self._unpacker = unpacker
        self._member: bytes | None = None
        self._digest: str | None = None

    def is_still(self, known: Known) -> bool:
        """Say whether the source is the one that the manifest knows."""
        if known.stamp and known.stamp == self._found.stamp:
            return True
        if self._digest is None:
            try:
                self._digest = digest(
                    self.member() if self.is_member else read_source(self._found.place, self._limit)[0]
                )
            except ConvertError:
                self._digest = ""  # the job says why it cannot be read
        return self._digest == known.content

    @property
    def is_member(self) -> bool:
        """Whether the source is in an archive."""
        return self._found.member >= 0

    def member(self) -> bytes:
        """Return the bytes of a member of an archive. Raises ReadError, ResourceLimit."""
        if self._member is None:
            archive = self._found.place.partition(SEPARATOR)[0]
            self._member = self._unpacker.read(archive, self._found.member)
        return self._member


def _last(place: str) -> str:
    """Return the file name of a place: all of it that a document can show, so that a moved tree stays up to date."""
    return place.replace("\\", "/").rpartition("/")[2]


def _digest_of(place: str, name: str) -> str:
    data = find_resource(place, name)
    return digest(data) if data is not None else ""


def _set_aside(known: Known, limits: Limits) -> bool:
    """Say whether a failure was that of a document that killed its worker, under the same limits."""
    return bool(json.loads(known.failed).get("poison") == limits.key)


def _earlier(known: Known, target: Target) -> Failure:
    failure = json.loads(known.failed)
    message = f"{failure['message']} (in an earlier run; set aside)"
    return Failure(str(failure["error"]), message, "try it again with --retry", (target,), poison=True)


def _refusal(target: Target) -> Failure:
    return Failure(
        "UsageError", f"would overwrite the source {target.path}", "choose another folder with -o", (target,)
    )


def gone(ledger: Ledger, formats: Collection[str], exists: Callable[[str], bool]) -> Iterator[str]:
    """Yield outputs that this run does not make, and whose source is gone or now gives another name for the format."""
    for known in ledger.unclaimed():
        if not exists(known.place) or (known.to in formats and ledger.is_source(known.place)):
            yield known.path
