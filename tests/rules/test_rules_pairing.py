"""Marks that pair off are told at first sight; what is told agrees with a walk over the marks one by one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convert.rules import pairing

MARKED = st.text(alphabet='“”‘’（）《》「」"＂\n甲a，', max_size=24)


@pytest.fixture
def one_by_one(monkeypatch):
    """Leave the look at first sight out."""

    def unbalanced(text: str) -> list[int]:
        with monkeypatch.context() as patch:
            patch.setattr(pairing, "_pairs_off", lambda _: False)
            return pairing.unbalanced(text)

    return unbalanced


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MARKED)
def test_first_sight_agrees_with_the_walk(text, one_by_one):
    assert pairing.unbalanced(text) == one_by_one(text)


@pytest.mark.parametrize("text", ["“甲（乙《丙》）”\n‘丁’", "无一标点", ""])
def test_what_pairs_off_needs_no_walk(text):
    assert pairing._pairs_off("".join(mark for mark in text if mark not in "甲乙丙丁无一标点"))


def test_every_line_that_does_not_pair_off_is_named():
    assert pairing.unbalanced("“甲”\n“乙\n丙”\n（丁）") == [4, 8]
