"""Results kept for the next call: `functools` without loading what that module loads."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cache as cache
    from functools import cached_property as cached_property
    from functools import lru_cache as lru_cache
    from typing import Final, TypeVar

    _Given = TypeVar("_Given")
    _Made = TypeVar("_Made")
else:
    from _functools import _lru_cache_wrapper

    def cache(make):
        """Return `make` with every result kept."""
        return _named(_lru_cache_wrapper(make, None, False, _info), make)

    def lru_cache(*, maxsize):
        """Keep the results of the `maxsize` calls made last."""
        return lambda make: _named(_lru_cache_wrapper(make, maxsize, False, _info), make)

    def _named(made, make):
        for name in ("__module__", "__name__", "__qualname__", "__doc__"):
            setattr(made, name, getattr(make, name))
        made.__wrapped__ = make
        return made

    def _info(hits, misses, maxsize, currsize):
        return hits, misses, maxsize, currsize

    class cached_property:  # noqa: N801 -- named as the original
        """A property worked out at first use and kept in the instance's dictionary."""

        def __init__(self, make):
            self.make = make
            self.__doc__ = make.__doc__

        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            instance.__dict__[self.name] = value = self.make(instance)
            return value


_MOST: Final = 1024  # results kept by `once`


def once(make: Callable[[_Given], _Made]) -> Callable[[_Given], _Made]:
    """Return `make` with its results kept for each argument itself: cheaper than a hash of all that it holds."""
    known: dict[int, tuple[_Given, _Made]] = {}

    def made(given: _Given) -> _Made:
        found = known.get(id(given))
        if found is None or found[0] is not given:
            if len(known) >= _MOST:
                known.clear()
            found = known[id(given)] = given, make(given)
        return found[1]

    return made
