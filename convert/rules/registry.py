"""The rule catalogue: one record a rule, with its documentation, its mode in each profile and its function."""

from __future__ import annotations

import sys

from convert.caching import cache
from convert.diagnostics import Safety
from convert.enums import IntEnum, StrEnum
from convert.kept import kept_while
from convert.records import NamedTuple, cast, record
from convert.rules.passage import Passage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Final

    Find = Callable[[Passage], Iterable["Change | Finding"]]
    Seek = Callable[[str], list[int]]

PROFILES: Final = ("gongwen", "prose", "book", "web")
"""Columns of the catalogue: O is gongwen, G is prose and book, W is web."""


class Mode(StrEnum):
    """What a rule does in a profile."""

    FIX = "fix"
    REPORT = "report"
    OFF = "off"


class Phase(IntEnum):
    """Order of the families; each phase sees the text that the phases before it made."""

    NEWLINES = 0
    CODEPOINTS = 1
    COMPOSITION = 2
    ALNUM = 3
    ORDINALS = 4
    DOCUMENT_NUMBERS = 5
    BRACKETS = 6
    TITLES = 7
    ELLIPSES = 8
    DASHES = 9
    QUOTES = 10
    STOPS = 11
    SPACES = 12
    MIXED_SPACES = 13
    REPEATS = 14
    AUDIT = 15


class Change(NamedTuple):
    """A replacement that a rule proposes, in code points of the passage."""

    start: int
    end: int
    text: str


class Finding(NamedTuple):
    """A place that a rule reports and does not know how to mend; `related` holds further places."""

    start: int
    end: int
    message: str
    related: tuple[tuple[int, int], ...] = ()


class Example(NamedTuple):
    """A text before and after the rule; a finding has the same text twice."""

    before: str
    after: str


@record
class Rule:
    """One rule of the catalogue.

    `why` names the clause; `modes` runs parallel to `PROFILES`. `trigger` is (inside of a character class, rest
    of a regular expression): the rule can act only on a paragraph where a character of the class is followed by
    the rest; where no expression can tell, `seek` returns the offsets of such paragraphs instead. `chars`, for
    rules on single characters, are all that it can touch.
    """

    code: str
    name: str
    what: str
    why: str
    example: Example
    safety: Safety
    modes: tuple[Mode, ...]
    phase: Phase
    trigger: tuple[str, str]
    find: Find
    chars: frozenset[str] | None = None
    seek: Seek | None = None

    @property
    def mends(self) -> bool:
        """Tell whether the rule proposes changes; a rule of the audit only reports."""
        return self.phase is not Phase.AUDIT

    def mode(self, profile: str) -> Mode:
        """Return the mode in the profile named."""
        return self.modes[PROFILES.index(profile)]


_RULES: list[Rule] = []
_MODES: Final = {"●": Mode.FIX, "!": Mode.REPORT, "○": Mode.OFF}
_FAMILIES: Final = (
    "codepoints",
    "spacing",
    "mixed",
    "stops",
    "brackets",
    "quotes",
    "ellipses",
    "dashes",
    "titles",
    "interpuncts",
    "repeats",
    "alnum",
    "ordinals",
    "balance",
)


def rule(
    code: str,
    name: str,
    columns: str,
    phase: Phase,
    *,
    why: str,
    example: tuple[str, str],
    trigger: tuple[str, str] = ("", ""),
    unsafe: bool = False,
    chars: Iterable[str] | None = None,
    seek: Seek | None = None,
) -> Callable[[Find], Find]:
    """Enter a function into the catalogue; `columns` are its marks ● ! ○ under O, G and W.

    The first line of the function's docstring says what the rule does.
    """
    official, general, web = (_MODES[mark] for mark in columns)

    def enter(find: Find) -> Find:
        what = (find.__doc__ or "").partition("\n")[0]
        safety = Safety.UNSAFE if unsafe else Safety.SAFE
        modes = (official, general, general, web)
        kept = frozenset(chars) if chars is not None else None
        _RULES.append(Rule(code, name, what, why, Example(*example), safety, modes, phase, trigger, find, kept, seek))
        return find

    return enter


@cache
def catalogue() -> tuple[Rule, ...]:
    """Return every rule, sorted by code; D503 stands twice, once for each degree of safety.

    The catalogue is kept; the module of a family is loaded when one of its rules is run.
    """
    rows = kept_while(("rules",), _sources, lambda: [_row(rule) for rule in _entered()])
    return tuple(_rule(*row) for row in cast("list[Any]", rows))


def _entered() -> list[Rule]:
    """Return the rules as the modules of their families enter them."""
    for family in _FAMILIES:
        __import__(f"convert.rules.{family}")
    return sorted(_RULES, key=lambda item: item.code)


def _sources() -> list[str]:
    """Return the files that the catalogue is made of."""
    names = [name for name in sys.modules if name.startswith(("convert.rules.", "convert.chars."))]
    return sorted(name.partition(".")[2].replace(".", "/") + ".py" for name in names)


def _row(rule: Rule) -> tuple[object, ...]:
    """Return a rule as plain values; a function as the names of its module and itself."""
    seek = (rule.seek.__module__, rule.seek.__name__) if rule.seek else None
    modes, trigger = tuple(map(str, rule.modes)), tuple(map(str, rule.trigger))
    plain = (rule.code, rule.name, rule.what, rule.why, tuple(rule.example), str(rule.safety), modes, int(rule.phase))
    return (*plain, trigger, (rule.find.__module__, rule.find.__name__), rule.chars, seek)


def _rule(*row: Any) -> Rule:
    """Return the rule of a row, its function to be loaded when it is run."""
    code, name, what, why, example, safety, modes, phase, trigger, find, chars, seek = row
    kept = (code, name, what, why, Example(*example), Safety(safety), tuple(map(Mode, modes)), Phase(phase), trigger)
    return Rule(*kept, _Later(*find), chars, _loaded(*seek) if seek else None)


def _loaded(module: str, name: str) -> Any:
    __import__(module)
    return getattr(sys.modules[module], name)


class _Later:
    """A function that is loaded with its module when it is first called."""

    __slots__ = ("_find", "_module", "_name")

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name
        self._find: Find | None = None

    def __call__(self, passage: Passage) -> Iterable[Change | Finding]:
        """Return what the rule finds in a passage."""
        if self._find is None:
            self._find = cast("Find", _loaded(self._module, self._name))
        return self._find(passage)


def find_rules(code: str) -> Iterator[Rule]:
    """Yield the rules with exactly this code, in any case of letters."""
    wanted = code.strip().upper()
    return (item for item in catalogue() if item.code == wanted)
