"""What a person or a log is told while a run goes on: a bar on a terminal, plain lines elsewhere, or JSON lines."""

from __future__ import annotations

import json
import time
from typing import Protocol

from convert.batch.job import Failure, Outcome
from convert.batch.names import printable
from convert.batch.sources import LeftOut
from convert.batch.summary import Summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from tqdm import tqdm

_PAUSE = 10.0
"""Seconds between two lines of progress in a log."""


_WAITING = "another run is writing to this folder; waiting for it to end"
_MOMENT = 0.2


class Progress(Protocol):
    """Told of everything that happens in a run."""

    def wait(self) -> bool:
        """Take that another run holds the output folder; say whether to try again, after a moment."""
        ...

    def begin(self, sources: int) -> None:
        """Take the number of sources found."""
        ...

    def left_out(self, finding: LeftOut) -> None:
        """Take what is not converted."""
        ...

    def failed(self, job: str, failure: Failure) -> None:
        """Take a failure of the source `job`."""
        ...

    def done(self, outcome: Outcome) -> None:
        """Take a job that succeeded."""
        ...

    def step(self, count: int = 1) -> None:
        """Take that `count` more sources are accounted for."""
        ...

    def end(self, summary: Summary) -> None:
        """Take the tally."""
        ...

    def close(self) -> None:
        """Take that nothing more will come, however the run ended."""
        ...


def _failure_line(source: str, failure: Failure) -> str:
    formats = ",".join(target.to for target in failure.targets)
    hint = f" ({failure.hint})" if failure.hint else ""
    return printable(f"failed: {source} [{formats}]: {failure.message}{hint}")


class Lines:
    """Plain lines for logs: each failure, each file left out, progress every ten seconds, the tally at the end."""

    def __init__(self, stream: TextIO, *, quiet: bool = False, verbose: bool = False) -> None:
        """Write to `stream`; `quiet` leaves only failures, `verbose` names every file done."""
        self._stream = stream
        self._quiet = quiet
        self._verbose = verbose
        self._total = self._count = self._failures = 0
        self._waiting = False
        self._start = self._last = time.monotonic()

    def _say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)

    def wait(self) -> bool:
        """Wait a moment for another run, and say so the first time."""
        if not self._waiting:
            self._say(_WAITING)
        self._waiting = True
        time.sleep(_MOMENT)
        return True

    def begin(self, sources: int) -> None:
        """Take the number of sources found."""
        self._total = sources

    def left_out(self, finding: LeftOut) -> None:
        """Name what is not converted."""
        if finding.failed or not self._quiet:
            word = "failed" if finding.failed else "left out"
            self._say(f"{word}: {printable(finding.place)}: {finding.reason}")

    def failed(self, job: str, failure: Failure) -> None:
        """Name a failure; the traceback of a bug is shown under `verbose`, the manifest has it anyway."""
        self._failures += 1
        self._say(_failure_line(job, failure))
        if failure.traceback and self._verbose:
            self._say(failure.traceback.rstrip())

    def done(self, outcome: Outcome) -> None:
        """Name a source done, when that is wanted."""
        if self._verbose:
            self._say(printable(f"done: {outcome.job.place} -> {', '.join(m.target.path for m in outcome.made)}"))

    def step(self, count: int = 1) -> None:
        """Count, and say how far it is now and then."""
        self._count += count
        now = time.monotonic()
        if now - self._last >= _PAUSE and not self._quiet:
            self._last = now
            rate = self._count / (now - self._start)
            left = (self._total - self._count) / rate if rate else 0.0
            self._say(
                f"{self._count} of {self._total}, {rate:.0f} a second, {left:.0f} s to go, {self._failures} failed"
            )

    def end(self, summary: Summary) -> None:
        """Say the tally."""
        if not self._quiet:
            for line in summary.lines():
                self._say(line)

    def close(self) -> None:
        """Keep nothing open."""


class Bar(Lines):
    """A progress bar with rate, time to go and failures; lines appear above it."""

    _bar: tqdm[None] | None = None

    def begin(self, sources: int) -> None:
        """Show the bar."""
        from tqdm import tqdm

        super().begin(sources)
        self._bar = tqdm(total=sources, unit="file", file=self._stream, dynamic_ncols=True, smoothing=0.1)

    def _say(self, line: str) -> None:
        if self._bar is None:
            super()._say(line)
        else:
            self._bar.write(line, file=self._stream)

    def step(self, count: int = 1) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update(count)
            if self._failures:
                self._bar.set_postfix(failed=self._failures, refresh=False)

    def end(self, summary: Summary) -> None:
        """Take the bar away and say the tally."""
        self.close()
        super().end(summary)

    def close(self) -> None:
        """Leave the bar as it stands, and the cursor on a line of its own."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class JsonLines:
    """One JSON object a line: left-out, failed, done, summary."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`."""
        self._stream = stream
        self._waiting = False

    def wait(self) -> bool:
        """Wait a moment for another run, and tell it the first time."""
        if not self._waiting:
            self._say("waiting", message=_WAITING)
        self._waiting = True
        time.sleep(_MOMENT)
        return True

    def _say(self, event: str, **values: object) -> None:
        print(json.dumps({"event": event, **values}), file=self._stream, flush=True)

    def begin(self, sources: int) -> None:
        """Tell the number of sources."""
        self._say("begin", sources=sources)

    def left_out(self, finding: LeftOut) -> None:
        """Tell what is not converted."""
        self._say("failed" if finding.failed else "left-out", source=finding.place, message=finding.reason)

    def failed(self, job: str, failure: Failure) -> None:
        """Tell a failure."""
        self._say(
            "failed",
            source=job,
            outputs=[target.path for target in failure.targets],
            error=failure.kind,
            message=failure.message,
            hint=failure.hint,
            set_aside=failure.poison,
            traceback=failure.traceback,
        )

    def done(self, outcome: Outcome) -> None:
        """Tell a source done."""
        self._say(
            "done",
            source=outcome.job.place,
            outputs=[made.target.path for made in outcome.made],
            encoding=outcome.encoding,
            characters_set_aside=outcome.aside,
            rules_applied=dict(outcome.fixes),
        )

    def step(self, count: int = 1) -> None:
        """Say nothing: each source has its own line, but those up to date."""

    def end(self, summary: Summary) -> None:
        """Tell the tally."""
        self._say("summary", **summary.as_record())

    def close(self) -> None:
        """Keep nothing open."""
