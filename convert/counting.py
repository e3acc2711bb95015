"""How often each thing occurs: `Counter` and `defaultdict` of `collections`, without loading that module."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import Counter as Counter
    from collections import defaultdict as defaultdict
else:
    from _collections import _count_elements, defaultdict

    class Counter(dict):
        """Numbers of occurrences, 0 for what has none."""

        def __init__(self, things=()):
            self.update(things)

        def __missing__(self, thing):
            return 0

        def update(self, things):
            """Count what `things` yields, or add the numbers of another counter."""
            if isinstance(things, dict):
                for thing, number in things.items():
                    self[thing] = self[thing] + number
            else:
                _count_elements(self, things)

        def most_common(self, most=None):
            """Return (thing, number) in falling order of numbers, equal ones as they came; the first `most`."""
            found = sorted(self.items(), key=lambda item: item[1], reverse=True)
            return found[:most]

        def total(self):
            """Return the sum of the numbers."""
            return sum(self.values())


__all__ = ["Counter", "defaultdict"]
