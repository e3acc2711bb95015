"""Which rules run and how: a profile's column, narrowed and widened by code prefixes."""

from __future__ import annotations

from convert.caching import lru_cache
from convert.diagnostics import Safety
from convert.errors import UsageError
from convert.records import record
from convert.rules.registry import PROFILES, Mode, Rule, catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from convert.rules.passage import Habit

_HABITS: Final[dict[str, Habit]] = {"gongwen": "official", "prose": "general", "book": "general", "web": "western"}


@record
class RuleSet:
    """Rules that mend (`fixing`) and rules that only report (`reporting`), in order of phase."""

    fixing: tuple[Rule, ...]
    reporting: tuple[Rule, ...]
    habit: Habit = "official"

    @classmethod
    def for_profile(
        cls,
        name: str,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        unsafe: bool = False,
        extend: Sequence[str] = (),
        fix: Sequence[str] = (),
        report: Sequence[str] = (),
    ) -> RuleSet:
        """Return the rules of a profile's column, each list holding codes or prefixes of codes.

        `select` leaves only these rules, and a full code switches its rule on; `extend` switches rules on beside
        the others; `ignore` switches off; `fix` and `report` set the mode; `unsafe` mends what is else reported.
        Raises UsageError for an unknown profile or a prefix that no rule has.
        """
        lists = tuple(tuple(item.strip().upper() for item in codes) for codes in (select, ignore, extend, fix, report))
        return _build(name, lists, unsafe)


@lru_cache(maxsize=64)
def _build(name: str, lists: tuple[tuple[str, ...], ...], unsafe: bool) -> RuleSet:
    if name not in PROFILES:
        raise UsageError(f"unknown rule set {name!r}", hint=f"one of {', '.join(PROFILES)}")
    known = [rule.code for rule in catalogue()] + ["X990"]
    for prefix in {prefix for codes in lists for prefix in codes}:
        if not any(code.startswith(prefix) for code in known):
            raise UsageError(f"no rule has the code {prefix!r}", hint="see wenzhuan rules")
    chosen = [(rule, _mode(rule, name, lists, unsafe)) for rule in catalogue()]
    by_phase = sorted(chosen, key=lambda pair: pair[0].phase)
    fixing = tuple(rule for rule, mode in by_phase if mode is Mode.FIX)
    reporting = tuple(rule for rule, mode in by_phase if mode is Mode.REPORT)
    codes = {rule.code for rule in fixing}
    if {"S107", "S108"} <= codes:
        raise UsageError("S107 and S108 contradict each other", hint="ignore one of them")
    return RuleSet(fixing, reporting, _HABITS[name])


def _mode(rule: Rule, name: str, lists: tuple[tuple[str, ...], ...], unsafe: bool) -> Mode:
    select, ignore, extend, fix, report = lists
    if rule.code.startswith(ignore) or (select and not rule.code.startswith(select)):
        return Mode.OFF
    if rule.code.startswith(fix) and fix:
        return Mode.FIX
    if rule.code.startswith(report) and report:
        return Mode.REPORT
    mode = rule.mode(name)
    if mode is Mode.OFF and (rule.code in select or (extend and rule.code.startswith(extend))):
        mode = Mode.REPORT if rule.safety is Safety.UNSAFE else Mode.FIX
    return Mode.FIX if mode is Mode.REPORT and unsafe and rule.mends else mode
