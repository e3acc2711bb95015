"""The catalogue that is kept is the one that the modules of the families enter."""

from convert.rules import registry
from convert.rules.passage import Passage


def test_what_is_kept_says_the_same_as_the_families():
    kept, entered = registry.catalogue(), registry._entered()
    assert len(kept) == len(entered) > 40
    for ours, theirs in zip(kept, entered, strict=True):
        for name in ("code", "name", "what", "why", "example", "safety", "modes", "phase", "trigger", "chars", "seek"):
            assert getattr(ours, name) == getattr(theirs, name), (ours.code, name)


def test_the_function_of_a_rule_is_loaded_when_it_is_run():
    for ours, theirs in zip(registry.catalogue(), registry._entered(), strict=True):
        passage = Passage(theirs.example.before)
        assert list(ours.find(passage)) == list(theirs.find(passage)), ours.code


def test_the_catalogue_is_made_of_every_file_of_its_families():
    assert {f"rules/{family}.py" for family in registry._FAMILIES} <= set(registry._sources())
    assert "chars/punctuation.py" in registry._sources()
