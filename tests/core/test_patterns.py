"""Compiled patterns out of the store are the ones `re` would make, and a bad store costs nothing but time."""

import marshal
import re
from pathlib import Path

import pytest

from convert import kept, patterns

SAMPLES = [
    (r"第[一二三]+条", 0),
    (r"(?P<mark>[，。])\s*(?P=mark)", re.MULTILINE),
    ("(?x) [一-鿿] # hanzi\n", re.IGNORECASE),
    (r"(a)|(?P<b>b)(?i:C)", 0),
]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "kept.cache"
    monkeypatch.setattr(kept, "place", lambda: str(path))
    monkeypatch.setattr(kept, "_store", None)
    monkeypatch.setattr(kept, "_fresh", {})
    return path


def same(one: re.Pattern[str], two: re.Pattern[str]) -> bool:
    return one == two and (one.flags, one.groups, dict(one.groupindex)) == (two.flags, two.groups, dict(two.groupindex))


@pytest.mark.parametrize(("pattern", "flags"), SAMPLES)
def test_a_pattern_is_the_same_fresh_and_kept(pattern: str, flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same(patterns.compiled(pattern, flags), re.compile(pattern, flags))
    kept.write()
    monkeypatch.setattr(kept, "_store", None)
    monkeypatch.setattr(patterns, "_code", None)  # whatever is not in the store fails now
    stored = patterns.compiled(pattern, flags)
    assert same(stored, re.compile(pattern, flags))
    assert stored.sub("-", "第一条，，b中aC") == re.sub(pattern, "-", "第一条，，b中aC", flags=flags)


def test_a_fault_in_a_pattern_is_re_error() -> None:
    with pytest.raises(re.error):
        patterns.compiled("(")
    late = patterns.compile("(")
    with pytest.raises(re.error):
        late.search("")


def test_a_pattern_is_compiled_at_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = patterns.compiled
    monkeypatch.setattr(patterns, "compiled", lambda *given: made.append(given[0]) or compiled(*given))
    late = patterns.compile("第([一二三])条", re.IGNORECASE)
    assert not made
    assert [late.fullmatch("第二条")[1], late.sub("", "第一条甲"), late.groups] == ["二", "甲", 1]
    assert (late.pattern, late.flags) == ("第([一二三])条", re.IGNORECASE | re.UNICODE)
    assert made == ["第([一二三])条"]


KEY = kept._digest(("pattern", "x", 0, patterns._sre.MAGIC, patterns._sre.CODESIZE))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xff",
        marshal.dumps(("old", {})),
        kept.stored({KEY: b"\xff"}),
        kept.stored({KEY: marshal.dumps((32, b"\xe7\x03\x00\x00\x01\x00\x00\x00", 0, {}, (None,)))}),
        kept.stored({KEY: marshal.dumps((32, b"odd", 0, {}, (None,)))}),
        kept.stored({KEY: marshal.dumps("no code")}),
    ],
)
def test_a_bad_store_is_passed_over(data: bytes, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write_bytes(data)
    assert patterns.compile("x").fullmatch("x")
    kept.write()
    monkeypatch.setattr(kept, "_store", None)
    monkeypatch.setattr(patterns, "_code", None)  # and was mended in the store
    assert patterns.compile("x").fullmatch("x")
