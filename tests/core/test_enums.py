"""The light enumerations behave as those of the standard module, as far as anyone here can see."""

import copy
import enum
import json
import pickle

import pytest

from convert import enums


class Light(enums.StrEnum):
    """A, b."""

    ONE = "a"
    TWO = "b"

    @property
    def loud(self) -> str:
        return self.value.upper()


class Heavy(enum.StrEnum):
    """A, b."""

    ONE = "a"
    TWO = "b"

    @property
    def loud(self) -> str:
        return self.value.upper()


class Number(enums.IntEnum):
    """Nought and three."""

    ZERO = 0
    THREE = 3


@pytest.mark.parametrize("kind", [Light, Heavy])
def test_members_of_strings(kind: type[Light]) -> None:
    one = kind.ONE
    assert (one, str(one), f"{one}", one.name, one.value, one.loud, type(str(one))) == (
        "a",
        "a",
        "a",
        "ONE",
        "a",
        "A",
        str,
    )
    assert kind("a") is one is kind["ONE"] is kind(kind.ONE)
    assert (list(kind), len(kind), "b" in list(kind)) == (["a", "b"], 2, True)
    assert repr(one) == f"<{kind.__qualname__}.ONE: 'a'>"
    assert pickle.loads(pickle.dumps(one)) is copy.deepcopy(one) is one
    assert json.dumps({one: [one]}) == '{"a": ["a"]}'
    assert hash(one) == hash("a")
    assert isinstance(one, kind)
    with pytest.raises(ValueError, match="'z' is not a valid"):
        kind("z")
    with pytest.raises(KeyError):
        kind["z"]
    with pytest.raises(AttributeError):
        kind.ONE = "c"  # type: ignore[misc]


def test_members_of_numbers() -> None:
    assert (Number.THREE, str(Number.THREE), f"{Number.THREE:02}", Number.THREE + 1) == (3, "3", "03", 4)
    assert Number(3) is Number.THREE
    assert not Number.ZERO
    assert sorted(Number) == [Number.ZERO, Number.THREE]
    assert repr(Number.THREE) == "<Number.THREE: 3>"
    assert pickle.loads(pickle.dumps(Number.THREE)) is Number.THREE


def test_match_and_in_work() -> None:
    match Light("b"):
        case Light.ONE:
            pytest.fail("not this")
        case Light.TWO:
            pass
    assert "a" in Light
    assert "z" not in Light
    assert Light.ONE in {"a": 1}
