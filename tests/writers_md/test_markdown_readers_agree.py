"""Three readers of CommonMark render what we write alike: pandoc, markdown-it-py and commonmark.py."""

from __future__ import annotations

import re
from html import unescape

import commonmark
from hypothesis import given, settings
from markdown_it import MarkdownIt

from convert.contracts import Context
from convert.nodes import Document
from convert.pandoc.process import read_json, write_json
from convert.profile import load
from convert.writers.markdown import WRITER, MarkdownOptions
from tests.trees_markdown import sound_documents

CONTEXT = Context(load("prose"))


def canonical(page: str) -> str:
    """Return HTML with its tags bare (addresses kept), entities as characters and blanks as one."""
    page = re.sub(r"<(\w+)((?: [^<>]*)?)>", _bare, page)
    page = re.sub(
        r"\s*(</?(?:p|ul|ol|li|h\d|pre|blockquote|hr|code|br|table|thead|tbody|tr|t[hd])[^<>]*>)\s*", r"\1", page
    )
    return re.sub(r"\s+", " ", unescape(page)).replace("%E5%9B%BE", "图").strip()


def _bare(tag: re.Match[str]) -> str:
    address = re.search(r' (?:href|src)="[^"]*"', tag[2])
    return f"<{tag[1]}{address[0] if address else ''}>"


@given(sound_documents("commonmark"))
@settings(max_examples=12)
def test_they_agree(document: Document) -> None:
    text = WRITER.write(document, MarkdownOptions(), CONTEXT).decode()
    by_markdown_it = canonical(MarkdownIt("commonmark").render(text))
    assert by_markdown_it == canonical(commonmark.commonmark(text)), text
    value, _ = read_json(text.encode(), "commonmark")
    by_pandoc = write_json(value, "html", extra=["--wrap=none", "--syntax-highlighting=none"]).data.decode()
    assert by_markdown_it == canonical(by_pandoc), text


def test_the_canonical_form_keeps_text_and_tags() -> None:
    page = '<p>a <a title="x" href="u">b</a>\n</p>\n<ol type="1">\n<li>c&amp;d<br /></li></ol>'
    assert canonical(page) == '<p>a <a href="u">b</a></p><ol><li>c&d<br></li></ol>'
