"""The light stand-ins for `functools` and `collections` behave as the originals do."""

import collections
import pickle

from hypothesis import given
from hypothesis import strategies as st

from convert import caching, counting

CALLS: list[int] = []


@caching.cache
def doubled(number: int) -> int:
    """Return twice the number."""
    CALLS.append(number)
    return 2 * number


class Square:
    """A thing with a property that is worked out once."""

    def __init__(self, side: int) -> None:
        self.side = side

    @caching.cached_property
    def area(self) -> int:
        """The area."""
        CALLS.append(self.side)
        return self.side**2


def test_a_result_is_worked_out_once_and_forgotten_on_request():
    doubled.cache_clear()
    CALLS.clear()
    assert [doubled(4), doubled(4), doubled(5)] == [8, 8, 10]
    doubled.cache_clear()
    assert doubled(4) == 8
    assert CALLS == [4, 5, 4]


def test_a_cached_function_keeps_its_name_and_can_be_sent_to_a_worker():
    assert (doubled.__name__, doubled.__doc__) == ("doubled", "Return twice the number.")
    assert pickle.loads(pickle.dumps(doubled)) is doubled


def test_only_the_calls_made_last_are_kept():
    made = []

    @caching.lru_cache(maxsize=2)
    def noted(number):
        made.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        noted(number)
    assert made == [1, 2, 3, 2]


def test_a_property_is_worked_out_once_an_instance():
    CALLS.clear()
    one, other = Square(3), Square(4)
    assert [one.area, one.area, other.area] == [9, 9, 16]
    assert CALLS == [3, 4]
    assert Square.area.__doc__ == "The area."


@given(st.lists(st.sampled_from("甲乙丙丁")), st.lists(st.sampled_from("乙丙戊")), st.none() | st.integers(0, 4))
def test_counting_agrees_with_the_standard_counter(first, second, most):
    ours, standard = counting.Counter(first), collections.Counter(first)
    for counter in (ours, standard):
        counter.update(second)
        counter["己"] += 2
    assert dict(ours) == dict(standard)
    assert ours["庚"] == 0
    assert "庚" not in ours
    assert ours.most_common(most) == standard.most_common(most)
    assert ours.total() == standard.total()
    ours.update(counting.Counter(second))
    standard.update(collections.Counter(second))
    assert dict(ours) == dict(standard)
