"""What a dialect of Markdown can hold comes back from pandoc's reader of that dialect as it went."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from convert.contracts import Context
from convert.nodes import Document
from convert.pandoc.json import from_pandoc
from convert.pandoc.process import read_json
from convert.profile import load
from convert.readers.pandoc import with_html_blocks
from convert.readers.tidy import tidied
from convert.writers.markdown import WRITER, MarkdownOptions
from tests.trees_markdown import sound_documents

CONTEXT = Context(load("prose"))
READERS = {
    "commonmark": "commonmark",
    "gfm": "gfm-gfm_auto_identifiers-emoji",
    "pandoc": "markdown-auto_identifiers",
}


def write(document: Document, flavor: str) -> str:
    return WRITER.write(document, MarkdownOptions(flavor=flavor), CONTEXT).decode()  # type: ignore[arg-type]


def read_back(text: str, flavor: str) -> Document:
    value, _ = read_json(text.encode(), READERS[flavor])
    return tidied(with_html_blocks(from_pandoc(value), []), soft_breaks=flavor == "pandoc")


def check(document: Document, flavor: str) -> None:
    text = write(document, flavor)
    assert read_back(text, flavor).blocks == tidied(document, soft_breaks=flavor == "pandoc").blocks, text


@given(sound_documents("commonmark"))
@settings(max_examples=25)
def test_commonmark_comes_back(document: Document) -> None:
    check(document, "commonmark")


@given(sound_documents("gfm"))
@settings(max_examples=25)
def test_github_markdown_comes_back(document: Document) -> None:
    check(document, "gfm")


@given(sound_documents("pandoc"))
@settings(max_examples=25)
def test_pandoc_markdown_comes_back(document: Document) -> None:
    check(document, "pandoc")


@pytest.mark.slow
@pytest.mark.parametrize("flavor", ["commonmark", "gfm", "pandoc"])
def test_a_thousand_trees_come_back(flavor: str) -> None:
    @given(sound_documents(flavor))
    @settings(max_examples=1000)
    def many(document: Document) -> None:
        check(document, flavor)

    many()
