"""Blanks between hanzi and Latin (盘古之白), put in on the way out to Markdown and HTML when the profile wants them.

The tree and every page format do without: there the line itself makes the gap (clreq 3.2.3).
"""

from __future__ import annotations

from itertools import pairwise

from convert import nodes, patterns
from convert.chars.script import HANZI, LATIN
from convert.nodes import Document, Inline, Node
from convert.records import NamedTuple, replace
from convert.walk import children, transform_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_COUNTED: Final = "年月日时分秒个条号级届次章节款项页卷期天周岁人元万亿多余"
_SEAM: Final = patterns.compile(
    f"(?<=[{HANZI}])(?<!第)(?<![0-9][年月日时分])(?=[0-9])"
    f"|(?<=[{HANZI}])(?=[{LATIN}])"
    f"|(?<=[{LATIN}])(?=[{HANZI}])"
    f"|(?<=[0-9])(?![{_COUNTED}])(?=[{HANZI}])"
)
_VERBATIM: Final = patterns.compile(
    r"《[^》]*》|〈[^〉]*〉|“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』"  # titles and quotations
    r"|\[\[[^\]]*\]\]|\#[^\s#]+\#?"  # wiki links, hashtags
    r"|[A-Za-z][A-Za-z0-9+.-]*://[^\s，。；：！？、（）《》“”]+"  # addresses
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"
)
_SUPPLIED: Final = "\ufffc"


def spaced(document: Document) -> Document:
    """Return `document` with one blank wherever hanzi meet Latin letters or digits.

    None goes between a digit and its unit or counter (12月, 3个, 第5条), into titles, quotations, addresses,
    hashtags and wiki links, or into code.
    """

    def change(node: Node) -> Node:
        match node:
            case nodes.Plain(content) | nodes.Para(content) | nodes.Header(_, _, content):
                return replace(node, content=_spaced(content))
            case nodes.LineBlock(lines):
                return replace(node, lines=tuple(map(_spaced, lines)))
            case _:
                return node

    return transform_document(document, change)


class _Leaf(NamedTuple):
    text: str
    depth: int
    editable: bool


def _spaced(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    leaves = [leaf for node in content for leaf in _leaves(node, 0)]
    text = "".join(leaf.text for leaf in leaves)
    places = _places(text)
    if not places:
        return content
    wanted = _shared_out(leaves, places)
    if not wanted:
        return content
    counter = iter(range(len(leaves)))
    return tuple(_rebuilt(node, counter, wanted) for node in content)


def _places(text: str) -> list[int]:
    found = [match.start() for match in _SEAM.finditer(text)]
    if not found:
        return found
    kept = [match.span() for match in _VERBATIM.finditer(text)]
    return [at for at in found if not any(start < at < end for start, end in kept)]


def _leaves(node: Node, depth: int) -> Iterator[_Leaf]:
    match node:
        case nodes.Str(text):
            yield _Leaf(text, depth, True)
        case nodes.Code(_, text):
            yield _Leaf(text[:1] + _SUPPLIED + text[-1:] if text else "", depth, False)
        case nodes.Space() | nodes.SoftBreak() | nodes.LineBreak():
            yield _Leaf(" ", depth, False)
        case nodes.Note() | nodes.Image() | nodes.Math() | nodes.RawInline() | nodes.Ruby():
            yield _Leaf(_SUPPLIED, depth, False)
        case nodes.Span() | nodes.Quoted() | nodes.Cite():
            for child in children(node):
                yield from _leaves(child, depth)
        case _:
            for child in children(node):
                yield from _leaves(child, depth + 1)


def _shared_out(leaves: list[_Leaf], places: list[int]) -> dict[int, list[int]]:
    """Return for each leaf the offsets where it takes a blank; at a seam the text outside the markup takes it."""
    wanted: dict[int, list[int]] = {}
    queue = iter(places)
    place = next(queue, None)
    start = 0
    for index, leaf in enumerate(leaves):
        end = start + len(leaf.text)
        while place is not None and place <= end:
            if place < end:
                if leaf.editable:
                    wanted.setdefault(index, []).append(place - start)
            elif (chosen := _side(leaves, index)) is not None:
                wanted.setdefault(chosen, []).append(0 if chosen != index else len(leaf.text))
            place = next(queue, None)
        start = end
    return wanted


def _side(leaves: list[_Leaf], index: int) -> int | None:
    """Return which leaf takes the blank at the end of leaf `index`: itself or the next that has text."""
    after = next((at for at in range(index + 1, len(leaves)) if leaves[at].text), None)
    if after is None:
        return None
    sides = [at for at in (index, after) if leaves[at].editable]
    return min(sides, key=lambda at: leaves[at].depth, default=None)


def _rebuilt(node: Inline, counter: Iterator[int], wanted: dict[int, list[int]]) -> Inline:
    match node:
        case nodes.Str(text):
            places = wanted.get(next(counter))
            if not places:
                return node
            cuts = [0, *places, len(text)]
            return replace(node, text=" ".join(text[a:b] for a, b in pairwise(cuts)))
        case (
            nodes.Code()
            | nodes.Space()
            | nodes.SoftBreak()
            | nodes.LineBreak()
            | nodes.Note()
            | nodes.Image()
            | nodes.Math()
            | nodes.RawInline()
            | nodes.Ruby()
        ):
            next(counter)
            return node
        case _:
            return replace(node, content=tuple(_rebuilt(inner, counter, wanted) for inner in node.content))
