"""Formats that other packages offer under the entry-point groups `convert.writers` and `convert.readers`.

Nothing is loaded but what is asked for; what a plug-in does wrong is an error of that plug-in, named with its
distribution, and never a crash of ours.
"""

from __future__ import annotations

import sys
from time import perf_counter
from typing import Literal, TypeVar

from convert.caching import lru_cache
from convert.contracts import Reader, Reading, Writer
from convert.errors import ConvertError, PluginError
from convert.nodes import Document
from convert.records import MISSING, fields, is_record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from importlib.metadata import EntryPoint
    from typing import Any, Final

Group = Literal["convert.writers", "convert.readers"]
_RECORDS: Final[dict[Group, type]] = {"convert.writers": Writer, "convert.readers": Reader}
_SLOW: Final = 1.0
_T = TypeVar("_T")


@lru_cache(maxsize=2)
def entries(group: Group) -> tuple[EntryPoint, ...]:
    """Return the plug-ins of `group` by name, without loading any (the scan takes some 40 ms)."""
    from importlib.metadata import entry_points

    return tuple(sorted(entry_points(group=group), key=lambda entry: (entry.name, origin(entry))))


def named(name: str, group: Group) -> EntryPoint | None:
    """Return the plug-in called `name`, or None. Raises PluginError when several packages offer the name."""
    found = [entry for entry in entries(group) if entry.name == name]
    origins = sorted({origin(entry) for entry in found})
    if len(origins) > 1:
        message = f"format {name!r} is offered by several packages: {', '.join(origins)}"
        raise PluginError(message, hint="uninstall all but one")
    return found[0] if found else None


def with_suffix(suffix: str, group: Group) -> tuple[str | None, tuple[PluginError, ...]]:
    """Return the name of the plug-in for files with `suffix`, or None, and the plug-ins that could not be asked.

    One that is called like the suffix is asked first and alone. Raises PluginError when that one is broken, or
    when several claim the suffix.
    """
    like = named(suffix.removeprefix("."), group)
    if like is not None and suffix in load(like).suffixes:
        return like.name, ()
    found: list[EntryPoint] = []
    broken: list[PluginError] = []
    for entry in entries(group):
        try:
            if suffix in load(entry).suffixes:
                found.append(entry)
        except PluginError as error:
            broken.append(error)
    if len({entry.name for entry in found}) > 1:
        claims = ", ".join(f"{entry.name} of {origin(entry)}" for entry in found)
        message = f"suffix {suffix!r} is claimed by several plug-ins: {claims}"
        raise PluginError(message, hint="name the format with -t or -f")
    return (found[0].name if found else None), tuple(broken)


def origin(entry: EntryPoint) -> str:
    """Return the distribution of a plug-in with its version."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else entry.value


def load(entry: EntryPoint) -> Any:
    """Return the record of a plug-in, its function guarded. Raises PluginError for what is none."""
    group: Group = entry.group  # type: ignore[assignment]
    named(entry.name, group)
    place = f"plug-in {entry.name!r} of {origin(entry)}"
    try:
        with _quiet():
            record = entry.load()
    except (Exception, SystemExit) as error:  # a plug-in may fail in any way, even by leaving the program
        hint = f"{_wanted(entry)}reinstall or remove {origin(entry)}"
        raise PluginError(f"{place} cannot be loaded: {type(error).__name__}: {error}", hint=hint) from error
    kind = _RECORDS[group]
    if fault := _fault(record, kind):
        raise PluginError(f"{place} {fault}", hint=f"its entry point must name a convert.contracts.{kind.__name__}")
    if isinstance(record, Writer):
        return replace(record, write=_guarded(record.write, place, bytes, "bytes"))
    return replace(record, read=_guarded(record.read, place, Reading, "a Reading"))


def _quiet() -> AbstractContextManager[object]:
    """Return what sends the words of a plug-in to standard error: standard output may be the document."""
    from contextlib import redirect_stdout

    return redirect_stdout(sys.stderr)


def _wanted(entry: EntryPoint) -> str:
    """Return which wenzhuan a distribution asks for, when it says so, beside the one that is here."""
    from convert import __version__

    asked = entry.dist.requires if entry.dist is not None else None
    found = [one for one in asked or () if one.partition(";")[0].strip().startswith("wenzhuan")]
    return f"it asks for {found[0]}, this is {__version__}; " if found and found[0].strip() != "wenzhuan" else ""


def _fault(record: object, kind: type) -> str:
    """Return what is wrong with the record of a plug-in, "" when nothing is."""
    if not isinstance(record, kind):
        return f"is a {type(record).__name__}, not a {kind.__name__}"
    function: object = getattr(record, "write", None) or getattr(record, "read", None)
    suffixes: object = getattr(record, "suffixes", None)
    options: object = getattr(record, "options", None)
    if not callable(function):
        return f"has no function but a {type(function).__name__}"
    if not (isinstance(suffixes, tuple) and all(isinstance(one, str) and one.startswith(".") for one in suffixes)):
        return f"has the suffixes {suffixes!r}, not a tuple of strings such as '.abc'"
    if not (isinstance(options, type) and is_record(options)):
        return f"has the options {options!r}, not a dataclass"
    if missing := [slot.name for slot in fields(options) if _is_required(slot)]:
        return f"has options without defaults: {', '.join(missing)}"
    return ""


def _is_required(slot: Any) -> bool:
    return slot.default is MISSING and slot.default_factory is MISSING


def _guarded(function: Callable[..., object], place: str, kind: type[_T], wanted: str) -> Callable[..., _T]:
    """Return `function` with its failures and answers of the wrong type turned into PluginError."""

    def call(*arguments: object) -> _T:
        try:
            with _quiet():
                made = function(*arguments)
        except (ConvertError, MemoryError):
            raise
        except (Exception, SystemExit) as error:
            message = f"{place} failed: {type(error).__name__}: {error}"
            raise PluginError(message, hint="report it to the makers of the plug-in") from error
        if not isinstance(made, kind) or (isinstance(made, Reading) and not isinstance(made.document, Document)):
            found = type(made.document).__name__ if isinstance(made, Reading) else type(made).__name__
            message = f"{place} gave a {found} instead of {wanted}"
            raise PluginError(message, hint="report it to the makers of the plug-in")
        return made

    return call


def describe(entry: EntryPoint) -> tuple[tuple[str, ...], str]:
    """Return the suffixes of a plug-in and its origin, with what is wrong with it or how slowly it loads."""
    start = perf_counter()
    try:
        suffixes: tuple[str, ...] = load(entry).suffixes
    except PluginError as error:
        return (), f"{origin(entry)} (broken: {error.message})"
    seconds = perf_counter() - start
    return suffixes, f"{origin(entry)} (loads in {seconds:.0f} s)" if seconds >= _SLOW else origin(entry)
