"""Every case file beside this test: one line a case, with all the answers that are right."""

import json
from pathlib import Path

import pytest

from convert.rules import normalise
from convert.rules.registry import catalogue
from convert.source import apply_edits

FILES = sorted((Path(__file__).parent / "cases").glob("*.jsonl"))
CASES = [json.loads(line) for file in FILES for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case_comes_out_right_and_stays_so(case):
    done = normalise(case["input"], case["profile"])
    assert done.text in case["accept"]
    assert normalise(done.text, case["profile"]).text == done.text
    assert apply_edits(case["input"], done.edits) == done.text


@pytest.mark.parametrize("rule", [r for r in catalogue() if r.mends], ids=lambda r: f"{r.code}-{r.safety}")
def test_the_example_of_a_rule_is_what_the_rule_does(rule):
    profile = "web" if rule.code in ("S108", "P203") else "gongwen"
    done = normalise(rule.example.before, profile, select=(rule.code,), unsafe=True)
    assert done.text == rule.example.after
    assert {edit.code for edit in done.edits} == {rule.code}


@pytest.mark.parametrize("rule", [r for r in catalogue() if not r.mends], ids=lambda r: r.code)
def test_the_example_of_a_reporting_rule_is_reported_and_kept(rule):
    done = normalise(rule.example.before, "gongwen", select=(rule.code,), unsafe=True)
    assert done.text == rule.example.before
    assert [remark.code for remark in done.diagnostics] == [rule.code]


@pytest.mark.parametrize("rule", catalogue(), ids=lambda r: f"{r.code}-{r.safety}-{r.phase.name}")
def test_every_rule_says_what_why_and_shows_an_example(rule):
    assert rule.what.endswith(".")
    assert rule.why
    assert rule.example.before
