"""Records are frozen dataclasses with slots in every way a caller can see."""

import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, is_dataclass

import pytest

from convert import records
from convert.records import NamedTuple, field, fields, mutable, record, replace


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
    more: list[int] = dataclasses.field(default_factory=list)


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


def test_the_standard_module_takes_it_for_one_of_its_own() -> None:
    assert [(f.name, f.default, f.kw_only) for f in dataclasses.fields(Point)[:2]] == [
        ("span", None, True),
        ("x", dataclasses.MISSING, False),
    ]
    assert dataclasses.replace(Point(1, span=7), y=3).span == 7
    assert dataclasses.asdict(Point(1, more=[2])) == {"span": None, "x": 1, "y": 2, "more": [2]}
    assert [(f.name, f.default) for f in fields(Plain(1))][1:] == [("y", 2), ("more", records.MISSING)]
    assert replace(Plain(1), y=3) == Plain(1, 3)
    with pytest.raises(TypeError):
        fields(3)
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        replace(Point(1), z=2)


@mutable
class Open:
    """A count that goes on, and a standard field."""

    count: int = 0
    seen: list[int] = dataclasses.field(default_factory=list)


def test_a_mutable_record_can_be_set_and_has_no_hash() -> None:
    one = Open()
    one.count += 1
    assert (one, one.seen) == (Open(1), [])
    assert Open().seen is not Open().seen
    with pytest.raises(AttributeError):
        one.other = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


class Named(NamedTuple):
    """A tuple of two."""

    x: int
    y: str = "q"

    def both(self) -> str:
        return f"{self.x}{self.y}"


class Standard(__import__("typing").NamedTuple):
    """The same by the standard class."""

    x: int
    y: str = "q"


def test_a_named_tuple_is_as_the_original() -> None:
    one = Named(1)
    assert (one, one.x, one.y, one.both(), len(one)) == ((1, "q"), 1, "q", "1q", 2)
    assert repr(one) == repr(Standard(1)).replace("Standard", "Named")
    assert one._replace(y="z") == Named(x=1, y="z") == Named._make([1, "z"])
    assert (one._asdict(), one._fields, Named._field_defaults) == ({"x": 1, "y": "q"}, ("x", "y"), {"y": "q"})
    assert pickle.loads(pickle.dumps(one)) == one
    match one:
        case Named(x, y):
            assert (x, y) == (1, "q")
    with pytest.raises(ValueError, match="unexpected field names"):
        one._replace(z=1)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Named()  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        one.x = 2  # type: ignore[misc]
