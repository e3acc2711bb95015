"""Conversion of the script: last of all, by OpenCC, with a list of doubtful words."""

import sys

import pytest

from convert.errors import MissingTool
from convert.rules import normalise
from convert.rules.variants import AMBIGUOUS, convert_script
from convert.source import apply_edits

TEXT = "头发,发展。皇后后来\n干净的干部"


def test_the_edits_of_both_steps_apply_to_the_source():
    pytest.importorskip("opencc")
    done = convert_script(normalise(TEXT), "traditional")
    assert done.text == "頭髮，發展。皇后後來\n乾淨的幹部"
    assert apply_edits(TEXT, done.edits) == done.text


def test_every_character_with_several_partners_is_listed():
    pytest.importorskip("opencc")
    done = convert_script(normalise(TEXT), "traditional")
    doubts = [remark.message for remark in done.diagnostics if remark.code == "X990" and remark.fix is None]
    assert "trad-simp: 发 may be 發 or 髮, 2 places; made 髮 ×1, 發 ×1" in doubts
    assert len(doubts) == 3


def test_simplified_of_simplified_is_the_same():
    pytest.importorskip("opencc")
    before = normalise("已经是简体。")
    assert convert_script(before, "simplified") is before


def test_without_opencc_the_hint_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "opencc", None)
    with pytest.raises(MissingTool, match="needs OpenCC") as caught:
        convert_script(normalise("头发"), "traditional")
    assert "wenzhuan[opencc]" in caught.value.hint


def test_the_table_of_doubtful_characters_has_real_alternatives():
    assert all(len(set(options)) >= 2 for options in AMBIGUOUS.values())
