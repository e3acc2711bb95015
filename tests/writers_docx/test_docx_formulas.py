"""Formulas: built as Office Math where pandoc reads their TeX, else as their source."""

from __future__ import annotations

import pytest

from convert.errors import MissingTool
from convert.nodes import Math, MathType, Para, Str
from convert.pandoc import process

FRACTION = Math(MathType.INLINE, r"\frac{a}{b}")


def test_a_fraction_and_a_power_are_built(word):
    made = word(Para((Str("比例"), FRACTION, Str("与"), Math(MathType.INLINE, "E=mc^2"))))
    assert "<m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den>" in made.body
    assert "<m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>" in made.body
    assert [(remark.code, remark.severity) for remark in made.remarks] == [("DOC004", "info")] * 2


def test_a_formula_by_itself_stands_in_a_paragraph_of_formulas(word):
    made = word(Para((Math(MathType.DISPLAY, r"\sum_{i=1}^n x_i"),)))
    assert made.body.count("<m:oMathPara>") == 1
    assert '<m:limLoc m:val="undOvr" />' in made.body


def test_what_is_no_formula_stands_as_its_source(word):
    made = word(Para((Str("甲"), Math(MathType.INLINE, r"\notacommand{x < y}"), FRACTION)))
    assert r'<m:t xml:space="preserve">\notacommand{x &lt; y}</m:t>' in made.body
    assert "<m:num>" in made.body
    assert [remark.severity for remark in made.remarks] == ["warning", "info"]


def test_so_does_every_formula_where_pandoc_is_missing(word, monkeypatch):
    def missing() -> str:
        raise MissingTool("no pandoc")

    monkeypatch.setattr(process, "path", missing)
    assert r'<m:t xml:space="preserve">\frac{a}{b}</m:t>' in word(Para((FRACTION,))).body


@pytest.mark.parametrize(
    ("tex", "right"),
    [
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", '<m:count m:val="1" /><m:mcJc m:val="center" />'),
        (r"\text{甲乙}", "<m:nor />"),
    ],
)
def test_elements_stand_in_the_order_of_the_schema(word, tex, right):
    body = word(Para((Math(MathType.INLINE, tex),))).body
    assert right in body
    assert "<m:nor /><m:sty" not in body and '<m:mcJc m:val="center" /><m:count' not in body
