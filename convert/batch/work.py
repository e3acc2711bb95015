"""One job done: read, prepare once, write each format. Whatever happens comes back as an outcome."""

from __future__ import annotations

import os
import stat
import time
import traceback
from collections import Counter
from pathlib import Path

from convert.batch import remote
from convert.batch.job import Failure, Job, Made, Outcome, Setup, Target
from convert.batch.sources import stamp_of
from convert.batch.storage import TargetFull, digest, is_url
from convert.diagnostics import Diagnostic
from convert.errors import ConvertError, ReadError, ResourceLimit
from convert.files import read_bytes
from convert.pipeline import Environment, Prepared, prepare, write_prepared
from convert.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NOISE = "STR101"
"""Code of the remark that a line was set aside as site furniture."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a second change of a file surely shows in its times."""


def perform(setup: Setup, job: Job) -> Outcome:
    """Do one job in this process; never raises, but for what ends the process."""
    work = _Work(setup, job)
    try:
        return work.run()
    except ConvertError as error:
        return work.outcome(_failure(error, job.targets))
    except MemoryError:
        return work.outcome(_out_of_memory(setup, job.targets))
    except Exception as error:  # a bug in one document must not stop the others: it comes back with its traceback
        return work.outcome(_bug(error, job.targets))


class _Work:
    """A job under way, and what it has brought so far."""

    def __init__(self, setup: Setup, job: Job) -> None:
        self._setup = setup
        self._job = job
        self._made: list[Made] = []
        self._content = ""
        self._stamp = ""
        self._resources: dict[str, str] = {}
        self._prepared: Prepared | None = None

    def run(self) -> Outcome:
        """Read the source, prepare it once, write every target; a format that fails does not stop the others."""
        data = self._read()
        self._content = digest(data)
        environment = Environment(self._job.name.rpartition("/")[2], self._resource)
        failures: list[Failure] = []
        requests = self._setup.requests
        prepared = prepare(data, requests[self._job.targets[0].to], environment)
        self._prepared = prepared
        for target in self._job.targets:
            try:
                made = write_prepared(prepared, requests[target.to], environment)
                stamp = self._setup.store.write(target.path, made.data)
                self._made.append(Made(target, stamp, digest(made.data)))
            except ConvertError as error:
                failures.append(_failure(error, (target,)))
            except MemoryError:
                failures.append(_out_of_memory(self._setup, (target,)))
            except Exception as error:  # a bug of one writer; the other formats go on
                failures.append(_bug(error, (target,)))
        return self.outcome(*failures)

    def outcome(self, *failures: Failure) -> Outcome:
        """Return what was done, with `failures`; targets made before a failure of the whole job stay made."""
        made = {m.target for m in self._made}
        kept = tuple(f for f in failures if not f.targets or set(f.targets) - made)
        remarks = self._prepared.diagnostics if self._prepared else ()
        decoded = self._prepared.decoded if self._prepared else None
        return Outcome(
            replace(self._job, data=None),
            tuple(self._made),
            kept,
            self._content,
            self._stamp,
            self._resources,
            _fixes(remarks),
            sum(d.span.end - d.span.start for d in remarks if d.code == NOISE and d.span),
            decoded.encoding if decoded else "",
        )

    def _read(self) -> bytes:
        if self._job.data is not None:
            self._stamp = self._job.stamp
            return self._job.data
        data, self._stamp = read_source(self._job.place, self._setup.limits.size)
        return data

    def _resource(self, name: str) -> bytes | None:
        if name in self._setup.files:
            return self._setup.files[name]  # its content is part of the recipe
        data = find_resource(self._job.place, name) if self._job.data is None else None
        self._resources[name] = digest(data) if data is not None else ""
        return data


def read_source(place: str, limit: int) -> tuple[bytes, str]:
    """Return the bytes of a source and its stamp, "" when it changed under way or may yet change unseen.

    Raises ReadError, ResourceLimit. What has become a pipe or a device since it was found is not opened.
    """
    if is_url(place):
        return remote.read(place, limit)
    try:
        before = os.stat(place)  # noqa: PTH116
    except (OSError, ValueError):
        return read_bytes(place, limit=limit), ""  # says why it cannot
    if not stat.S_ISREG(before.st_mode):
        raise ReadError("is no regular file", source=place)
    data = read_bytes(place, limit=limit)
    if len(data) > limit:
        raise ResourceLimit(f"is larger than the limit of {limit} bytes", source=place)
    after = os.stat(place)  # noqa: PTH116
    settled = time.time_ns() - max(after.st_mtime_ns, after.st_ctime_ns) > _SETTLED
    return data, stamp_of(after) if settled and stamp_of(before) == stamp_of(after) else ""


def find_resource(place: str, name: str) -> bytes | None:
    """Return the bytes of an image beside or below the source at `place`, never above it; None when not there."""
    if "://" in name or name.startswith("data:") or is_url(place):
        return None
    try:
        root = Path(place).parent.resolve()
        path = (root / name).resolve()
        return path.read_bytes() if path.is_relative_to(root) and path.is_file() else None
    except (OSError, ValueError):
        return None


def _fixes(remarks: tuple[Diagnostic, ...]) -> Mapping[str, int]:
    return dict(Counter(d.code for d in remarks if d.fix is not None and d.fix.applied))


def _failure(error: ConvertError, targets: tuple[Target, ...]) -> Failure:
    return Failure(type(error).__name__, error.message, error.hint, targets, fatal=isinstance(error, TargetFull))


def _out_of_memory(setup: Setup, targets: tuple[Target, ...]) -> Failure:
    limit = f" of {setup.limits.memory >> 20} MiB" if setup.limits.memory else ""
    hint = "split the document, or raise --memory-limit"
    return Failure("ResourceLimit", f"needs more memory than the limit{limit}", hint, targets)


def _bug(error: Exception, targets: tuple[Target, ...]) -> Failure:
    lines = traceback.format_exception(error)
    return Failure("bug", f"{type(error).__name__}: {error}", "please report this bug", targets, "".join(lines))
