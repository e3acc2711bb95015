"""A quick reading of well-formed command lines, from the same declarations that argparse gets.

Loading argparse and building its parser takes longer than converting a page. What this reading does not take at first
sight (help, an abbreviation, any mistake) it leaves to argparse, which has the last word and all the messages.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import SimpleNamespace
    from typing import Any
else:
    SimpleNamespace = type(sys.implementation)


class _Option:
    """An argument as declared."""

    __slots__ = ("action", "choices", "const", "default", "dest", "group", "nargs", "read")

    def __init__(self, names: tuple[str, ...], group: int, given: dict[str, Any]) -> None:
        long = next((name for name in names if name.startswith("--")), names[0])
        self.action: str = given.get("action", "store")
        self.choices: Sequence[object] | None = given.get("choices")
        self.const = given.get("const", True)
        self.default = given.get("default", False if self.action == "store_true" else None)
        self.dest: str = given.get("dest") or long.lstrip("-").replace("-", "_")
        self.group = group
        self.nargs: str | None = given.get("nargs")
        self.read: Callable[[str], object] | None = given.get("type")


class Quick:
    """Takes declarations as `argparse.ArgumentParser` does, and reads a command line by them."""

    def __init__(self) -> None:
        self._options: dict[str, _Option] = {}
        self._places: list[_Option] = []
        self._group = 0
        self._groups = 0

    def add_argument(self, *names: str, **given: Any) -> None:
        """Declare an option or a positional argument."""
        option = _Option(names, self._group, given)
        if names[0].startswith("-"):
            self._options.update(dict.fromkeys(names, option))
        else:
            self._places.append(option)

    def add_argument_group(self, *_: str, **__: object) -> Quick:
        """Return what takes the declarations of a group of help: this."""
        return self

    def add_mutually_exclusive_group(self, **_: object) -> Quick:
        """Return what takes options of which one may be given."""
        group = Quick()
        self._groups += 1
        group._options, group._places, group._group = self._options, self._places, self._groups
        return group

    def parse(self, arguments: Sequence[str]) -> SimpleNamespace | None:
        """Return the values by name, or None for what argparse should read."""
        every = [*self._options.values(), *self._places]
        values = {o.dest: list(o.default) if isinstance(o.default, list) else o.default for o in reversed(every)}
        places: list[str] = []
        groups: set[int] = set()
        ended = False
        rest = iter(arguments)
        for argument in rest:
            if argument == "-" or not argument.startswith("-"):
                if ended and self._places and self._places[0].nargs:
                    return None
                places.append(argument)
                continue
            ended = bool(places)
            name, equals, text = argument.partition("=")
            option = self._options.get(name)
            if option is None or (equals and not name.startswith("--")) or (option.group and option.group in groups):
                return None
            groups.add(option.group)
            if option.action in ("store_true", "store_const") and not equals:
                values[option.dest] = option.const
                continue
            value = text if equals else next(rest, "--")
            if option.action not in ("store", "append") or option.nargs or (not equals and value[:1] == "-" != value):
                return None
            if not self._take(option, value, values):
                return None
        return self._placed(places, values)

    def _placed(self, places: list[str], values: dict[str, Any]) -> SimpleNamespace | None:
        if len(self._places) == 1 and self._places[0].nargs in ("*", "+") and places:
            values[self._places[0].dest] = places
        elif len(places) != len(self._places) or any(option.nargs for option in self._places):
            return None
        else:
            for option, value in zip(self._places, places, strict=True):
                if not self._take(option, value, values):
                    return None
        return SimpleNamespace(**values)

    def _take(self, option: _Option, text: str, values: dict[str, Any]) -> bool:
        value: object = text
        if option.read:
            try:
                value = option.read(text)
            except Exception:  # argparse will read it again and tell what is wrong with it
                return False
        if option.choices is not None and value not in option.choices:
            return False
        if option.action == "append":
            values[option.dest].append(value)
        else:
            values[option.dest] = value
        return True
