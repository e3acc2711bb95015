"""What a run did, in numbers: done, up to date, failed by reason, left out, set aside, rules applied."""

from __future__ import annotations

import re
from collections import Counter

from convert.batch.job import Outcome
from convert.records import field, mutable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_VARIABLE = re.compile(r"0x[0-9A-Fa-f]+|\d[\d,.]*|'[^']*'|\"[^\"]*\"|“[^”]*”")
_REASONS = 40
"""Different reasons that are counted apart; further ones are counted together."""


@mutable
class Summary:
    """The tally of a run; a source counts once, as done, fresh (up to date), failed or pending (not reached)."""

    found: int = 0
    done: int = 0
    fresh: int = 0
    failed: int = 0
    outputs: int = 0
    removed: int = 0
    aside: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    fixes: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count the outcome of a job."""
        self.outputs += len(outcome.made)
        self.aside += outcome.aside
        self.fixes.update(outcome.fixes)
        if outcome.failures:
            self.fail(outcome.failures[0].message)
        else:
            self.done += 1

    def fail(self, message: str) -> None:
        """Count a failed source by its reason, numbers and quoted words left out of the account."""
        self.failed += 1
        reason = _VARIABLE.sub("…", message)
        self.reasons[reason if reason in self.reasons or len(self.reasons) < _REASONS else "other reasons"] += 1

    def as_record(self) -> dict[str, object]:
        """Return the tally as plain values, for JSON."""
        return {
            "found": self.found,
            "done": self.done,
            "skipped": self.fresh,
            "failed": self.failed,
            "outputs": self.outputs,
            "removed": self.removed,
            "characters_set_aside": self.aside,
            "left_out": dict(self.left_out.most_common()),
            "reasons": dict(self.reasons.most_common()),
            "rules_applied": dict(sorted(self.fixes.items())),
        }

    def lines(self) -> Iterator[str]:
        """Yield the tally in words."""
        parts = [
            f"{self.done} done ({self.outputs} outputs)",
            f"{self.fresh} skipped as up to date",
            f"{self.failed} failed",
            f"{sum(self.left_out.values())} left out",
        ]
        if self.removed:
            parts.append(f"{self.removed} outputs removed")
        yield f"{self.found} sources: {', '.join(parts)}"
        for reason, count in self.reasons.most_common():
            yield f"  failed {count}: {reason}"
        for reason, count in self.left_out.most_common():
            yield f"  left out {count}: {reason}"
        yield f"  characters set aside: {self.aside}"
        applied = ", ".join(f"{code} {count}" for code, count in self.fixes.most_common(12))
        more = f", {len(self.fixes) - 12} more rules" if len(self.fixes) > 12 else ""
        yield f"  rules applied: {sum(self.fixes.values())} times" + (f" ({applied}{more})" if applied else "")
