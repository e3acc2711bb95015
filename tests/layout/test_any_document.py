"""Any tree at all is laid out: no crash, no text lost or doubled, the structure sound, frames plain data."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convert import nodes, profile
from convert.layout import layout
from convert.layout.frames import Frames, GlyphRun, LinkArea, Picture
from convert.nodes import Document
from convert.walk import descend, transform_document
from tests.trees import EVERY_KIND, any_documents

HOUSES = st.sampled_from(["gongwen", "web", "book", "letter"]).map(profile.load)


def characters(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace() and char.isprintable())


def as_shown(node: nodes.Node) -> nodes.Node:
    """Leave out what only other tools show: keys of citations, short forms of captions."""
    match node:
        case nodes.Cite():
            return replace(node, citations=())
        case nodes.Table() | nodes.Figure():
            return replace(node, caption=node.caption._replace(short=None))
    return node


def of_tree(document: Document) -> Counter[str]:
    """Count the characters the tree holds itself, notes and descriptions of images too; a citation shows its content."""
    found: Counter[str] = Counter()
    shown = transform_document(document, as_shown)
    for node in descend(shown.blocks):
        match node:
            case nodes.Str(text) | nodes.Code(_, text) | nodes.Math(_, text) | nodes.CodeBlock(_, text):
                found.update(characters(text))
            case nodes.Ruby(_, reading):
                found.update(characters(reading))
    return found


def of_frames(frames: Frames) -> Counter[str]:
    runs = (item for page in frames.pages for item in page.items if isinstance(item, GlyphRun) and item.element >= 0)
    return characters("".join("".join(run.texts) + run.suffix for run in runs))


def check(frames: Frames, document: Document) -> None:
    missing = of_tree(document) - of_frames(frames)
    assert not missing, missing
    for number, element in enumerate(frames.elements):
        assert -1 <= element.parent < number
    for page in frames.pages:
        for item in page.items:
            if isinstance(item, GlyphRun):
                assert len(item.glyphs) == len(item.advances) == len(item.texts)
                assert 0 not in item.glyphs
            if isinstance(item, LinkArea):
                assert frames.elements[item.element].kind == "Link"
            if isinstance(item, GlyphRun | Picture | LinkArea):
                assert item.element < len(frames.elements)
    json.dumps(asdict(frames))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(any_documents(), HOUSES)
def test_any_tree_is_laid_out_whole(document: Document, house: profile.Profile) -> None:
    check(layout(document, house), document)


def test_every_kind_of_node_is_laid_out() -> None:
    check(layout(EVERY_KIND, profile.load("gongwen")), EVERY_KIND)
