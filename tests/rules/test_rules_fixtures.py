"""Every fixture comes to rest after one run, in every profile."""

from pathlib import Path

import pytest

from convert import decode
from convert.rules import normalise
from convert.source import apply_edits

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = sorted(path for path in FIXTURES.rglob("*.txt") if "golden" not in path.parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("profile", ["gongwen", "prose", "web"])
def test_a_fixture_comes_to_rest(path, profile):
    text = decode(path.read_bytes()).text
    done = normalise(text, profile)
    assert apply_edits(text, done.edits) == done.text
    assert normalise(done.text, profile).edits == ()
