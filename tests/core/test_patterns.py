"""Compiled patterns out of the cache are the ones `re` would make, and a bad cache costs nothing but time."""

import marshal
import re
from pathlib import Path

import pytest

from convert import patterns

SAMPLES = [
    (r"第[一二三]+条", 0),
    (r"(?P<mark>[，。])\s*(?P=mark)", re.MULTILINE),
    ("(?x) [一-鿿] # hanzi\n", re.IGNORECASE),
    (r"(a)|(?P<b>b)(?i:C)", 0),
]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "patterns.cache"
    monkeypatch.setattr(patterns, "_place", lambda: path)
    monkeypatch.setattr(patterns, "_kept", None)
    monkeypatch.setattr(patterns, "_fresh", {})
    return path


def same(one: re.Pattern[str], two: re.Pattern[str]) -> bool:
    return one == two and (one.flags, one.groups, dict(one.groupindex)) == (two.flags, two.groups, dict(two.groupindex))


@pytest.mark.parametrize(("pattern", "flags"), SAMPLES)
def test_a_pattern_is_the_same_fresh_and_kept(pattern: str, flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same(patterns.compile(pattern, flags), re.compile(pattern, flags))
    patterns.write()
    monkeypatch.setattr(patterns, "_kept", None)
    monkeypatch.setattr(patterns, "_code", None)  # whatever is not in the cache fails now
    kept = patterns.compile(pattern, flags)
    assert same(kept, re.compile(pattern, flags))
    assert kept.sub("-", "第一条，，b中aC") == re.sub(pattern, "-", "第一条，，b中aC", flags=flags)


def test_a_fault_in_a_pattern_is_re_error() -> None:
    with pytest.raises(re.error):
        patterns.compile("(")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xff",
        marshal.dumps(("old", {})),
        marshal.dumps((patterns._VERSION, {("x", 0): (32, [999, 1, 2], 0, {}, (None,))})),
        marshal.dumps((patterns._VERSION, {("x", 0): ("no", "code")})),
    ],
)
def test_a_bad_cache_is_passed_over(data: bytes, place: Path) -> None:
    place.write_bytes(data)
    assert patterns.compile("x").fullmatch("x")
