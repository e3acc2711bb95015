"""Names of outputs: one for each source, whatever the sources are called, and all inside the folder."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.batch import names
from convert.batch.ledger import Ledger
from convert.batch.sources import Found

PARTS = st.sampled_from(
    ["a", "A", "a.txt", "a.TXT", "a.md", "b.c.txt", "..", ".", "", "é", "e\u0301", "\n", "x~1", "C:"]
)
NAMES = st.lists(PARTS, min_size=1, max_size=3).map("/".join)


def settled(sources: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    ledger = Ledger()
    ledger.add_sources(Found(place, name) for place, name in sources)
    ledger.settle_names()
    return {(planned.found.place, planned.found.name): planned.stem for planned in ledger.plan()}


@given(st.text())
def test_cleaned_names_stay_below_their_folder(name):
    path = PurePosixPath(names.clean(name))
    assert not path.is_absolute() and not {"..", "C:"} & set(path.parts)
    assert not any(ord(c) < 32 or c == "\x7f" for c in str(path))


@given(st.lists(st.tuples(st.sampled_from(["x", "y"]), NAMES), unique=True, max_size=8))
def test_no_two_sources_share_an_output_even_where_case_does_not_count(sources):
    stems = settled([(f"{root}/{name}", name) for root, name in sources])
    folded = [names.folded(stem) for stem in stems.values()]
    assert len(set(folded)) == len(folded)
    outputs = {f"{stem}.docx" for stem in folded}
    folders = {str(parent) for output in outputs for parent in PurePosixPath(output).parents}
    assert not {stem for stem in folded if stem and stem in folders - {"."}}


@given(st.lists(NAMES, unique=True, max_size=6), st.randoms())
def test_names_do_not_depend_on_the_order_of_sources(sources, random):
    shuffled = list(sources)
    random.shuffle(shuffled)
    assert settled([(name, name) for name in sources]) == settled([(name, name) for name in shuffled])


def test_clashes_keep_the_suffix_and_case_alone_gets_a_mark():
    stems = settled([(name, name) for name in ("a.txt", "a.md", "b.txt", "c.txt", "c.TXT", "报告1.2", "报告1.3")])
    assert [stem for (_, name), stem in stems.items() if name in ("a.txt", "a.md", "b.txt")] == ["a.txt", "a.md", "b"]
    assert stems["报告1.2", "报告1.2"] == "报告1.2"
    marked = stems["c.txt", "c.txt"]
    assert marked.startswith("c.txt~") and len(marked) == len("c.txt~1c9d07")


@pytest.mark.parametrize("character", ["长", "a", "𠮷"])
def test_names_too_long_for_a_file_system_are_cut_and_marked(character):
    one = names.with_suffix("dir/" + character * 300, ".docx")
    other = names.with_suffix("dir/" + character * 301, ".docx")
    assert one != other
    for name in (one, other):
        assert name.startswith("dir/") and name.endswith(".docx")
        assert 240 < len(name.removeprefix("dir/").encode()) <= 255


def test_a_drive_below_another_name_is_left_out():
    assert names.clean("old.zip/C:/x/a.txt") == "old.zip/x/a.txt"
    assert names.clean("old.zip/注:/a.txt") == "old.zip/注:/a.txt"
