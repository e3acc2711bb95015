"""Stand-ins for modules that a package names and need not load: made, filled when asked, and taken away again."""

from __future__ import annotations

import subprocess
import sys

import pytest

from convert.deferred import Deferred, deferring

RARE = "xml.dom.pulldom"


@pytest.fixture(autouse=True)
def absent() -> None:
    sys.modules.pop(RARE, None)


def test_a_module_that_is_only_named_is_not_loaded() -> None:
    with deferring(RARE):
        from xml.dom import pulldom
    assert type(pulldom) is Deferred
    assert RARE not in sys.modules


def test_what_is_asked_of_a_stand_in_comes_from_the_module_itself() -> None:
    with deferring(RARE):
        from xml.dom import pulldom
    assert pulldom.START_ELEMENT == "START_ELEMENT"
    assert pulldom.parseString is sys.modules[RARE].parseString


def test_what_is_asked_during_the_import_comes_from_the_module_itself() -> None:
    with deferring(RARE):
        from xml.dom.pulldom import START_ELEMENT
    assert START_ELEMENT == "START_ELEMENT"
    assert type(sys.modules[RARE]) is not Deferred


def test_a_name_that_the_module_lacks_is_an_attribute_error() -> None:
    with deferring(RARE):
        from xml.dom import pulldom
    with pytest.raises(AttributeError):
        _ = pulldom.nothing_of_the_kind


def test_modules_that_are_loaded_are_left_alone() -> None:
    import json

    with deferring("json"):
        assert sys.modules["json"] is json
    assert sys.modules["json"] is json


def test_the_writer_of_pdf_leaves_no_stand_in_behind() -> None:
    program = (
        "import sys, convert.writers.pdf.paint, convert.fonts; convert.fonts.load('song');"
        "from convert.deferred import Deferred;"
        "assert 'PIL.Image' not in sys.modules and 'pickle' not in sys.modules;"
        "assert not any(type(module) is Deferred for module in sys.modules.values());"
        "import pickle, inspect; from PIL import Image; Image.new('1', (1, 1)), pickle.dumps(1), inspect.signature(len);"
        "from reportlab.lib import utils; assert utils.Image.new is Image.new"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
