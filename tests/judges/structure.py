"""Reads the structure tree of a PDF back with pikepdf: each element with its kind, its text and its children."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")


@dataclass
class Node:
    """An element of the tree; `text` is its own and its children's, in reading order."""

    kind: str
    parts: list[str | Node] = field(default_factory=list)
    alt: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    identifier: str = ""
    annotations: int = 0

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def children(self) -> list[Node]:
        return [part for part in self.parts if isinstance(part, Node)]

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, kind: str) -> list[Node]:
        return [node for node in self.walk() if node.kind == kind]

    def outline(self) -> object:
        """The tree as nested tuples of kinds, easy to compare and to read."""
        return (self.kind, *(child.outline() for child in self.children)) if self.children else self.kind


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    found: dict[int, str] = {}
    stream = font.ToUnicode.read_bytes()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.S):
        values = [bytes.fromhex(value.decode()) for value in _HEX.findall(block)]
        for code, target in zip(values[::2], values[1::2], strict=True):
            found[int.from_bytes(code, "big")] = target.decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.S):
        values = [bytes.fromhex(value.decode()) for value in _HEX.findall(block)]
        for first, last, target in zip(values[::3], values[1::3], values[2::3], strict=True):
            start = int.from_bytes(first, "big")
            for code in range(start, int.from_bytes(last, "big") + 1):
                found[code] = chr(ord(target.decode("utf-16-be")) + code - start)
    return found


class _Pages:
    """The text of every marked-content sequence, read page by page."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], dict[int, str]] = {}
        self._pages: dict[tuple[int, int], dict[int, str]] = {}

    def text(self, page: pikepdf.Object, sequence: int) -> str:
        if page.objgen not in self._pages:
            self._pages[page.objgen] = self._read(page)
        return self._pages[page.objgen][sequence]

    def _font(self, font: pikepdf.Object) -> dict[int, str]:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _unicode(font)
        return self._fonts[font.objgen]

    def _read(self, page: pikepdf.Object) -> dict[int, str]:
        found: dict[int, str] = {}
        stack: list[int | None] = []  # sequence number, None for spans and artifacts
        hidden = 0  # depth inside spans whose ActualText has been taken
        spans: list[bool] = []
        mapping: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(pikepdf.Page(page)):
            match str(operator):
                case "BDC":
                    properties = operands[1]
                    sequence = int(properties["/MCID"]) if "/MCID" in properties else None
                    stack.append(sequence if sequence is not None else None)
                    spans.append("/ActualText" in properties)
                    if sequence is not None:
                        found[sequence] = ""
                    if "/ActualText" in properties:
                        _say(found, stack, str(properties["/ActualText"]))
                        hidden += 1
                case "EMC":
                    stack.pop()
                    hidden -= spans.pop()
                case "Tf":
                    mapping = self._font(page.Resources.Font[str(operands[0])])
                case "Tj" | "TJ" if not hidden:
                    shown = operands[0] if str(operator) == "TJ" else operands
                    for part in shown:
                        if isinstance(part, pikepdf.String):
                            codes = bytes(part)
                            pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
                            _say(found, stack, "".join(mapping[int.from_bytes(pair, "big")] for pair in pairs))
        assert not stack, "marked content is left open"
        return found


def _say(found: dict[int, str], stack: list[int | None], text: str) -> None:
    sequence = next((number for number in reversed(stack) if number is not None), None)
    if sequence is not None:
        found[sequence] += text


def read(pdf: pikepdf.Pdf) -> Node:
    """Return the root's one child, /Document; raises AssertionError when the parent tree disagrees with the tree."""
    root = pdf.Root.StructTreeRoot
    pages = _Pages()
    held = dict(_number_tree(root.ParentTree))
    seen: dict[tuple[int, int], int] = {}
    node = _node(root.K, pages, None, held, seen)
    marked = sum(len(entry) for entry in held.values() if isinstance(entry, pikepdf.Array))
    assert len(seen) == marked, f"{marked} sequences on the pages, {len(seen)} in the tree"
    return node


def _number_tree(node: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    for kid in node.get("/Kids", ()):
        yield from _number_tree(kid)
    nums = list(node.get("/Nums", ()))
    for key, value in zip(nums[::2], nums[1::2], strict=True):
        yield int(key), value


def _node(
    element: pikepdf.Object,
    pages: _Pages,
    page: pikepdf.Object | None,
    held: dict[int, pikepdf.Object],
    seen: dict[tuple[int, int], int],
) -> Node:
    node = Node(str(element.S)[1:], alt=str(element.get("/Alt", "")), identifier=str(element.get("/ID", "")))
    for attributes in _several(element.get("/A")):
        node.attributes |= {str(key)[1:]: str(value).lstrip("/") for key, value in attributes.items() if key != "/O"}
    page = element.get("/Pg", page)
    for kid in _several(element.get("/K")):
        if isinstance(kid, int):
            node.parts.append(_marked(element, page, kid, pages, held, seen))
        elif kid.get("/Type") == "/MCR":
            node.parts.append(_marked(element, kid.Pg, int(kid.MCID), pages, held, seen))
        elif kid.get("/Type") == "/OBJR":
            assert held[int(kid.Obj.StructParent)].objgen == element.objgen, "an annotation belongs to another element"
            node.annotations += 1
        else:
            assert kid.P.objgen == element.objgen, "an element is not its parent's child"
            node.parts.append(_node(kid, pages, page, held, seen))
    return node


def _several(value: pikepdf.Object | None) -> list[pikepdf.Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _marked(
    element: pikepdf.Object,
    page: pikepdf.Object | None,
    sequence: int,
    pages: _Pages,
    held: dict[int, pikepdf.Object],
    seen: dict[tuple[int, int], int],
) -> str:
    assert page is not None
    key = int(page.StructParents)
    assert held[key][sequence].objgen == element.objgen, "the parent tree names another element"
    assert (key, sequence) not in seen, "a sequence stands twice in the tree"
    seen[key, sequence] = 1
    return pages.text(page, sequence)
