"""The tree crosses to pandoc's JSON and back unchanged, whatever its shape."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from convert import formats, nodes
from convert.contracts import Context, Input, NoOptions
from convert.errors import ReadError, WriteError
from convert.nodes import Attr, Div, Document, PageBreak, Para, Ruby, Span, Str
from convert.pandoc.json import from_pandoc, to_pandoc
from convert.pandoc.process import read_json
from convert.profile import load
from convert.readers.native import READER
from convert.walk import descend
from convert.writers.native import WRITER, NativeOptions
from tests.trees import EVERY_KIND, any_documents

CONTEXT = Context(load("gongwen"))


@given(any_documents())
@settings(max_examples=60)
def test_any_tree_survives_the_bridge(document: Document) -> None:
    assert from_pandoc(json.loads(json.dumps(to_pandoc(document)))) == document


@pytest.mark.slow
@given(any_documents())
@settings(max_examples=1000)
def test_a_thousand_trees_survive_pandoc_itself(document: Document) -> None:
    value, _ = read_json(json.dumps(to_pandoc(document)).encode("utf-8", "surrogatepass"), "json")
    assert from_pandoc(value) == document


def test_pandoc_takes_and_gives_back_every_node_kind() -> None:
    kinds = {*nodes.Inline.__args__, *nodes.Block.__args__}
    assert {type(node) for node in descend(EVERY_KIND.blocks)} == kinds
    value, _ = read_json(json.dumps(to_pandoc(EVERY_KIND)).encode(), "json")
    assert from_pandoc(value) == EVERY_KIND


def test_our_own_nodes_cross_as_reserved_classes() -> None:
    document = Document(blocks=(PageBreak(), Para((Ruby((Str("汉"),), "hàn"),))))
    blocks = to_pandoc(document)["blocks"]
    assert blocks[0] == {"t": "Div", "c": [["", ["wenzhuan-page-break"], []], []]}
    assert blocks[1]["c"][0]["c"][0] == ["", ["wenzhuan-ruby"], [["reading", "hàn"]]]


def test_a_user_class_is_no_reserved_node() -> None:
    document = Document(blocks=(Div(Attr("x", ("wenzhuan-page-break",)), ()), Para((Span(Attr("", ("ruby",)), ()),))))
    assert from_pandoc(to_pandoc(document)) == document


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"pandoc-api-version": [2, 0], "meta": {}, "blocks": []}, "version 2.0 of its tree, not 1.23"),
        ({"blocks": []}, "not pandoc's JSON"),
        ({"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Nonsense"}]}, "Nonsense"),
        ([], "not pandoc's JSON"),
    ],
)
def test_what_is_no_pandoc_tree_is_refused(value: object, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        from_pandoc(value)


@given(any_documents())
@settings(max_examples=40)
def test_any_tree_survives_our_own_json(document: Document) -> None:
    data = WRITER.write(document, NativeOptions(), CONTEXT)
    assert READER.read(Input(data=data), NoOptions(), CONTEXT).document == document


def test_spans_are_kept_on_request() -> None:
    block = Para((Str("甲", span=nodes.SourceSpan(3, 4)),), span=nodes.SourceSpan(2, 5))
    data = WRITER.write(Document(blocks=(block,)), NativeOptions(spans=True), CONTEXT)
    read = READER.read(Input(data=data), NoOptions(), CONTEXT).document.blocks[0]
    assert read.span == (2, 5)
    assert read.content[0].span == (3, 4)
    assert b"span" not in WRITER.write(Document(blocks=(block,)), NativeOptions(), CONTEXT)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not a JSON tree"),
        ("[]", "no blocks at the top"),
        ('{"blocks":[{"type":"Paragraph"}]}', r"blocks\[0\]: no node of type 'Paragraph' may stand here"),
        ('{"blocks":[{"type":"Str","text":"x"}]}', r"blocks\[0\]: no node of type 'Str' may stand here"),
        (
            '{"blocks":[{"type":"Para","content":[{"type":"Str","text":1}]}]}',
            r"content\[0\].text: expected str, found int",
        ),
        ('{"blocks":[{"type":"Para"}]}', "Para lacks content"),
        ('{"blocks":[{"type":"Para","content":[],"colour":1}]}', "Para has no field 'colour'"),
        ('{"version":9,"blocks":[]}', "tree of version 9"),
    ],
)
def test_what_does_not_fit_the_types_is_refused_with_its_path(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        READER.read(Input(text=text), NoOptions(), CONTEXT)


def test_json_of_pandoc_itself_is_read_too() -> None:
    document = Document(blocks=(Para((Str("甲"),)),))
    text = json.dumps(to_pandoc(document))
    assert READER.read(Input(text=text), NoOptions(), CONTEXT).document == document


def deep(levels: int) -> Document:
    block: nodes.Block = Para((Str("深"),))
    for _ in range(levels):
        block = nodes.BlockQuote((block,))
    return Document(blocks=(block,))


@pytest.mark.parametrize("name", ["md", "txt", "json", "rst"])
def test_a_tree_too_deep_to_follow_is_an_error_and_a_deep_one_is_not(name: str) -> None:
    form = formats.writer(name)
    assert "深" in form.write(deep(60), form.options(), CONTEXT).decode()
    with pytest.raises(WriteError, match="nested too deeply"):
        form.write(deep(3000), form.options(), CONTEXT)


def test_a_lone_surrogate_survives_json() -> None:
    document = Document(blocks=(Para((Str("甲\ud800"),)),))
    data = WRITER.write(document, NativeOptions(), CONTEXT)
    assert READER.read(Input(data=data), NoOptions(), CONTEXT).document == document
