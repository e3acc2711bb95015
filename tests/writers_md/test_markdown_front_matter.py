"""Metadata as YAML: strings that look like YAML or Markdown come back as they are, from every reader."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings

import convert
from convert import nodes as n
from convert.pandoc.json import from_pandoc
from convert.pandoc.process import read_json
from convert.walk import meta_text
from tests.trees import LETTERS, TEXTS

STRINGS = [
    "yes", "No", "on", "~", "null", "0x1f", "1e3", "1:2", "12:30:45", "2024-03-05", "- a", "#", "# a", "a # b", "a: b", ": a", "...",
    "---", "--- a", "a\n---\nb", "多\n行", "a\n\nb", "a\n- b", "\ta", "a\tb", " a ", " ", "", "👍", "𠮷", "é", '"', '"a"', "'", "''",
    "\\", "\\n", "a\\", "{a}", "[a]", "[a](b)", "[x]: y", "!x", "&x", "&amp;", "%x", "@x", "@smith", "`x`", "|", "| a", "> a", "*a*",
    "_a_", "1.", "1. a", "(1) a", "+ a", "=", "-", "::: a", "    a", "<b>", "$x$", "x^2^", "H~2~O", "a--b", "Table: x", "“题”",
    "〔2024〕1号", "http://a.cn", "a@b.cn", "a\x01b", "a\rb", "a\x7fb", "a\x85b", "a\u2028b", "\ufeffa",
]  # fmt: skip
KEYS = ["title", "doc-number", "yes", "No", "null", "123", "1e3", "~", "y", "-", "a b", "键", "x:y", "_x", "a.b"]
FORMATS = {"commonmark": "commonmark+yaml_metadata_block", "gfm": "gfm", "pandoc": "markdown"}
BODY = (n.Para((n.Str("正文"),)),)


def written(entries: dict[str, n.MetaValue], flavor: str) -> str:
    document = n.Document(meta=n.MetaMap(tuple(entries.items())), blocks=BODY)
    return convert.write(document, "md", flavor=flavor, front_matter=True, profile="prose").decode()


def head(text: str) -> str:
    assert text.startswith("---\n")
    return text[4 : text.index("\n---\n\n正文\n")]


def check(strings: list[str], flavor: str) -> None:
    text = written({f"k{at}": n.MetaString(string) for at, string in enumerate(strings)}, flavor)
    lines = [line.partition(": ")[2] for line in head(text).split("\n")]
    by_json = [json.loads(line) for line in lines]
    assert list(yaml.safe_load(head(text)).values()) == by_json
    read = from_pandoc(read_json(text.encode(), FORMATS[flavor])[0])
    assert read.blocks == BODY
    if flavor == "pandoc":
        assert [meta_text(read, f"k{at}") for at in range(len(strings))] == strings
        assert not any(isinstance(value, n.MetaBlocks) for _, value in read.meta.entries)
    else:
        assert by_json == strings


@pytest.mark.parametrize("flavor", FORMATS)
def test_strings_that_look_like_yaml_come_back(flavor: str) -> None:
    check(STRINGS, flavor)


@pytest.mark.parametrize("flavor", FORMATS)
def test_any_string_comes_back(flavor: str) -> None:
    @given(TEXTS | LETTERS)
    @settings(max_examples=40)
    def some(string: str) -> None:
        check([string], flavor)

    some()


@pytest.mark.parametrize("flavor", FORMATS)
def test_keys_that_look_like_yaml_come_back(flavor: str) -> None:
    text = written({key: n.MetaString("值") for key in KEYS}, flavor)
    assert yaml.safe_load(head(text)) == dict.fromkeys(KEYS, "值")
    assert {key for key, _ in from_pandoc(read_json(text.encode(), FORMATS[flavor])[0]).meta.entries} == set(KEYS)


def test_every_kind_of_value_has_its_form() -> None:
    entries: dict[str, n.MetaValue] = {
        "flag": n.MetaBool(True),
        "list": n.MetaList((n.MetaString("甲"), n.MetaMap((("k", n.MetaString("乙")),)), n.MetaList(()))),
        "map": n.MetaMap((("深", n.MetaList((n.MetaBool(False),))), ("空", n.MetaMap()))),
        "inlines": n.MetaInlines((n.Str("甲"), n.Emph((n.Str("乙"),)))),
        "blocks": n.MetaBlocks((n.Para((n.Str("甲"),)),)),
        "none": n.MetaList(()),
    }
    assert yaml.safe_load(head(written(entries, "commonmark"))) == {
        "flag": True,
        "list": ["甲", {"k": "乙"}, []],
        "map": {"深": [False], "空": {}},
        "inlines": "甲乙",
        "blocks": "甲",
        "none": [],
    }
    assert yaml.safe_load(head(written(entries, "pandoc")))["inlines"] == "甲*乙*"


def test_a_note_in_the_title_is_not_lost() -> None:
    title = n.MetaInlines((n.Str("题"), n.Note((n.Para((n.Str("注文"),)),))))
    text = written({"title": title}, "pandoc")
    assert 'title: "题[^1]"' in text
    assert text.endswith("\n\n正文\n\n[^1]: 注文\n")
