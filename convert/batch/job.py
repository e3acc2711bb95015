"""What travels to a worker and back: jobs carry paths, never trees; outcomes carry counts, never documents."""

from __future__ import annotations

from convert import __version__
from convert.files import SIZE_LIMIT
from convert.records import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from convert.batch.storage import Store
    from convert.pipeline import Request


@record
class Limits:
    """What one document may take: bytes of source, seconds for all its formats, bytes of memory; 0 sets no limit."""

    size: int = SIZE_LIMIT
    seconds: float = 0.0
    memory: int = 0

    @property
    def key(self) -> str:
        """The limits that a document can break by killing its worker, as text."""
        return f"{self.seconds:g}s {self.memory}B"


@record
class Target:
    """One output: its format, its path in the output folder (`/` between folders) and the digest of its options."""

    to: str
    path: str
    recipe: str


@record
class Job:
    """One source and what is to be made of it; `data` holds the bytes when they come out of an archive."""

    number: int
    place: str
    name: str
    targets: tuple[Target, ...]
    stamp: str = ""
    data: bytes | None = None


@record
class Setup:
    """What all jobs of a run share: a request a format, the place of outputs, limits, the version of the sender.

    `files` holds the bytes of the files that settings name, as a reference document: a worker may not see them.
    """

    requests: Mapping[str, Request]
    store: Store
    limits: Limits = field(default_factory=Limits)
    version: str = __version__
    files: Mapping[str, bytes] = field(default_factory=dict)


@record
class Made:
    """An output that was written: its target, size and stamp, and the digest of its bytes."""

    target: Target
    stamp: str
    digest: str


@record
class Failure:
    """Why outputs of a source are missing: class of the error, message, hint, and the traceback of a bug.

    `poison` says that the worker died of it, `fatal` that the fault is the output folder's: no job can succeed.
    """

    kind: str
    message: str
    hint: str = ""
    targets: tuple[Target, ...] = ()
    traceback: str = ""
    poison: bool = False
    fatal: bool = False


@record
class Outcome:
    """What became of a job: outputs made, failures, rules applied by code, characters set aside.

    `content` is the digest of the source, `stamp` its state on disk when it was read ("" when it may have changed),
    `resources` the images it asked for with their digests ("" for one not found).
    """

    job: Job
    made: tuple[Made, ...] = ()
    failures: tuple[Failure, ...] = ()
    content: str = ""
    stamp: str = ""
    resources: Mapping[str, str] = field(default_factory=dict)
    fixes: Mapping[str, int] = field(default_factory=dict)
    aside: int = 0
    encoding: str = ""

    @property
    def poison(self) -> bool:
        """Whether the worker died of this job."""
        return any(failure.poison for failure in self.failures)
