"""Records are frozen dataclasses with slots in every way a caller can see."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace

import pytest

from convert.records import record


@record
class Base:
    """A base with a keyword-only field outside equality."""

    span: int | None = field(default=None, kw_only=True, compare=False, repr=False)


@record
class Point(Base):
    """Two numbers and a list."""

    x: int
    y: int = 2
    more: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plain:
    """The same by the standard decorator."""

    x: int
    y: int = 2
    more: list[int] = field(default_factory=list)


@record
class Empty(Base):
    """No field of its own."""


@record
class Derived:
    """A value worked out after the others."""

    x: int
    double: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", 2 * self.x)


def test_it_prints_compares_and_hashes_as_the_original() -> None:
    assert repr(Point(1)) == repr(Plain(1)).replace("Plain", "Point")
    assert Point(1, span=3) == Point(1, 2, [], span=4)
    assert Point(1) != Point(2)
    assert Point(1).__eq__(Plain(1)) is NotImplemented
    assert hash(Derived(1)) == hash(Derived(1))
    assert Empty() == Empty(span=1) != Base()


def test_defaults_are_made_anew_and_arguments_checked() -> None:
    assert Point(1).more is not Point(1).more
    with pytest.raises(TypeError, match=r"Point.__init__\(\) missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Point(1, 2, [], 4)  # type: ignore[call-arg, misc]


def test_it_is_frozen_and_has_slots() -> None:
    point = Point(1)
    for change in (lambda: setattr(point, "x", 2), lambda: setattr(point, "z", 2), lambda: delattr(point, "x")):
        with pytest.raises(FrozenInstanceError):
            change()
    assert not hasattr(point, "__dict__")


def test_fields_replace_match_and_pickle_work() -> None:
    assert is_dataclass(Point)
    assert [f.name for f in fields(Point)] == ["span", "x", "y", "more"]
    assert replace(Point(1, span=7), y=3).span == 7
    match Point(1, 5):
        case Point(x, y):
            assert (x, y) == (1, 5)
    copy = pickle.loads(pickle.dumps(Point(1, 2, [3], span=4)))
    assert (copy, copy.span, copy.more) == (Point(1, 2, [3]), 4, [3])
    assert Derived(4).double == 8
