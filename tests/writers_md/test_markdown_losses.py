"""Every field of every node either comes back from a dialect as it went, or is named; nothing that comes back is named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from convert import nodes as n
from convert.contracts import Context
from convert.pandoc.json import from_pandoc
from convert.pandoc.process import read_json
from convert.profile import load
from convert.readers.tidy import tidied
from convert.walk import descend, transform_document
from convert.writers.markdown import WRITER, MarkdownOptions
from convert.writers.markdown.codes import CODES
from tests.trees import any_blocks
from tests.trees_varied import BLOCKS, INLINES, every_variation

PROFILE = load("prose")
READERS = {"commonmark": "commonmark", "gfm": "gfm-gfm_auto_identifiers-emoji", "pandoc": "markdown-auto_identifiers"}
MARK = n.Header(6, n.NO_ATTR, (n.Str("隔开"),))


def written(document: n.Document, flavor: str) -> tuple[str, list[str]]:
    remarks: list[str] = []
    context = Context(PROFILE, report=lambda remark: remarks.append(f"{remark.code} {remark.message}"))
    options = MarkdownOptions(flavor=flavor)  # type: ignore[arg-type]
    return WRITER.write(document, options, context).decode(), remarks


def read_back(texts: list[str], flavor: str) -> list[n.Document]:
    """Return what pandoc reads of each text; those without notes are read in one go."""
    together = [text for text in texts if "[^" not in text and "<" not in text]
    whole = "".join(f"###### 隔开\n\n{text}\n\n" for text in together)
    parts: list[list[n.Block]] = []
    for block in _read(whole, flavor).blocks:
        if block == MARK:
            parts.append([])
        else:
            parts[-1].append(block)
    assert len(parts) == len(together)
    found = dict(zip(together, parts, strict=True))
    return [n.Document(blocks=tuple(found[text])) if text in found else _read(text, flavor) for text in texts]


def _read(text: str, flavor: str) -> n.Document:
    return from_pandoc(read_json(text.encode(), READERS[flavor])[0])


def settled(document: n.Document, flavor: str) -> tuple[n.Block, ...]:
    """Return blocks with text in one piece and without the line end that pandoc puts after a block of HTML."""

    def change(node: n.Node) -> n.Node:
        return n.RawBlock(node.format, node.text.strip()) if isinstance(node, n.RawBlock) else node

    return tidied(transform_document(document, change), soft_breaks=flavor == "pandoc").blocks


def tags(document: n.Document) -> int:
    """Count the pieces of HTML in a tree."""
    return sum(isinstance(node, n.RawInline | n.RawBlock) for node in descend(document.blocks))


def survives(document: n.Document, found: n.Document, flavor: str) -> bool:
    return settled(found, flavor) == settled(document, flavor) and tags(found) == tags(document)


def ends_in_a_line_end(document: n.Document) -> bool:
    """Tell whether a node ends in a line end without meaning: joined with nothing, it is nothing."""
    return any((getattr(node, "content", None) or (None,))[-1] == n.SoftBreak() for node in descend(document.blocks))


VARIATIONS = every_variation()


def test_every_kind_of_node_is_varied() -> None:
    names = {name.split(".")[0] for name, _ in VARIATIONS}
    assert names == {kind.__name__ for kind in (*INLINES, *BLOCKS)}
    assert len(VARIATIONS) > 800


@pytest.mark.parametrize("flavor", ["commonmark", "gfm"])
def test_a_variation_comes_back_or_is_named(flavor: str) -> None:
    made = [(name, document, *written(document, flavor)) for name, document in VARIATIONS]
    found = read_back([text for _, _, text, _ in made], flavor)
    for (name, document, text, remarks), back in zip(made, found, strict=True):
        if ends_in_a_line_end(document) or "\t" in text:  # which pandoc's readers of these two make blanks of
            continue
        if survives(document, back, flavor):
            assert remarks == [], f"{name}: named, though it comes back: {text}"
        else:
            assert remarks, f"{name}: lost in silence: {text}\n{document.blocks}\n{back.blocks}"


def test_a_variation_comes_back_from_pandocs_dialect() -> None:
    """What is carried beside is named by MD110; nothing is lost."""
    made = [(name, document, *written(document, "pandoc")) for name, document in VARIATIONS]
    found = read_back([text for _, _, text, _ in made], "pandoc")
    for (name, document, text, remarks), back in zip(made, found, strict=True):
        assert {remark[:5] for remark in remarks} <= {"MD110"}, name
        assert settled(back, "pandoc") == settled(document, "pandoc"), f"{name}: {text}"
        assert bool(remarks) == ("wenzhuan-exact" in text), name


def check_any(block: n.Block, flavor: str) -> None:
    document = n.Document(blocks=(block,))
    text, remarks = written(document, flavor)
    assert {remark[:5] for remark in remarks} <= set(CODES)
    if not remarks and "\t" not in text and not ends_in_a_line_end(document):
        assert settled(_read(text, flavor), flavor) == settled(document, flavor), text


@pytest.mark.parametrize("flavor", ["commonmark", "gfm"])
def test_any_block_comes_back_or_is_named(flavor: str) -> None:
    @given(any_blocks())
    @settings(max_examples=60)
    def some(block: n.Block) -> None:
        check_any(block, flavor)

    some()


@pytest.mark.slow
@pytest.mark.parametrize("flavor", ["commonmark", "gfm"])
def test_hundreds_of_blocks_come_back_or_are_named(flavor: str) -> None:
    @given(any_blocks())
    @settings(max_examples=300)
    def many(block: n.Block) -> None:
        check_any(block, flavor)

    many()


def test_every_code_of_a_loss_is_told_of_by_some_variation() -> None:
    named = {
        re.match(r"MD\d+", remark)[0]  # type: ignore[index]
        for flavor in READERS
        for _, document in VARIATIONS
        for remark in written(document, flavor)[1]
    }
    assert named == set(CODES) - {"MD109"}
