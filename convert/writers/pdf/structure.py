"""The structure tree (ISO 32000-1 14.7): elements in reading order, what they hold, and the way back from the page."""

from __future__ import annotations

from collections import deque

from convert import patterns
from convert.layout.frames import Element
from convert.records import NamedTuple
from convert.writers.pdf.numbering import numbering
from convert.writers.pdf.objects import (
    File,
    Reference,
    Value,
    array,
    byte_string,
    dictionary,
    name,
    name_tree,
    number,
    number_tree,
    spelt,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = -1

_STANDARD = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
})  # fmt: skip
_ROLES = {"Title": "P", "FENote": "Note", "Aside": "Div", "Em": "Span", "Strong": "Span", "Sub": "Span"}
_HEADING = patterns.compile(r"H([1-6])$")
_OWNERS = {
    "Scope": "Table", "Headers": "Table", "RowSpan": "Table", "ColSpan": "Table", "Summary": "Table",
    "ListNumbering": "List",
}  # fmt: skip
_DIRECT = {"Lang", "ActualText", "E", "T"}  # entries of the element itself, not attributes
_NUMBER = patterns.compile(r"-?\d+(\.\d+)?$")


class Marked(NamedTuple):
    """A marked-content sequence: index of the page and its number there."""

    page: int
    sequence: int


class Annotated(NamedTuple):
    """A link annotation and the page it is on."""

    page: int
    annotation: Reference


Kid = int | Marked | Annotated


class Tree:
    """Grows with the pages; `write` puts it into the file."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self.elements = list(elements)
        self._kids: list[list[Kid]] = [[] for _ in self.elements]
        self._placed = [False] * len(self.elements)
        self._top: list[Kid] = []
        self._parents: list[tuple[int, list[int] | int]] = []  # key of the parent tree -> element or elements
        self._labels: dict[int, str] = {}
        self._boxes: dict[int, tuple[float, float, float, float]] = {}

    def hold(self, element: int, kid: Kid) -> None:
        """Put content into `element`, which takes its place in reading order the first time."""
        self._place(element)
        self._kids[element].append(kid)

    def page(self, key: int, sequences: list[int]) -> None:
        """Take the sequences of a page; `key` is its /StructParents."""
        for sequence, element in enumerate(sequences):
            self.hold(element, Marked(key, sequence))
        if sequences:
            self._parents.append((key, sequences))

    def annotation(self, key: int, element: int) -> None:
        """Note that the annotation with /StructParent `key` belongs to `element`."""
        self._parents.append((key, element))

    def label(self, element: int, text: str) -> None:
        """Take the text of a list item's label."""
        self._labels.setdefault(element, text)

    def adopt(self, element: Element) -> int:
        """Add an element that layout did not give and return its number."""
        self.elements.append(element)
        self._kids.append([])
        self._placed.append(False)
        return len(self.elements) - 1

    def box(self, element: int, edges: tuple[float, float, float, float]) -> None:
        """Widen the bounding box of a figure: left, bottom, right, top in pt."""
        left, bottom, right, top = self._boxes.get(element, edges)
        self._boxes[element] = (min(left, edges[0]), min(bottom, edges[1]), max(right, edges[2]), max(top, edges[3]))

    def _place(self, element: int) -> None:
        while element != ROOT and not self._placed[element]:
            self._placed[element] = True
            parent = self.elements[element].parent
            siblings = self._top if parent == ROOT else self._kids[parent]
            if self.elements[element].kind == "Note":
                siblings.insert(_after_reference(siblings, element), element)
            else:
                siblings.append(element)
            element = parent

    def _place_empty(self) -> None:
        """Give elements without content, as empty cells, their place among their siblings."""
        missing: dict[int, list[int]] = {}
        for index, placed in enumerate(self._placed):
            if not placed:
                missing.setdefault(self.elements[index].parent, []).append(index)
        for parent, lost in missing.items():
            siblings = self._top if parent == ROOT else self._kids[parent]
            merged: list[Kid] = []
            waiting = deque(lost)
            for kid in siblings:
                while waiting and isinstance(kid, int) and waiting[0] < kid:
                    merged.append(waiting.popleft())
                merged.append(kid)
            siblings[:] = [*merged, *waiting]

    def write(self, file: File, pages: list[Reference], levels: Callable[[int, int], None]) -> Reference:
        """Write elements, role map, parent tree and identifiers; `levels` hears of heading levels changed."""
        self._place_empty()
        root = file.reserve()
        places = [file.reserve() for _ in self.elements]
        kinds = self._kinds(levels)
        document = self._document(places)
        if document:
            identifiers = self._write_elements(file, kinds, places, pages, root)
        else:
            document = file.add(_element("Document", {}, self._top, places, pages, root))
            identifiers = self._write_elements(file, kinds, places, pages, document)
        entries = {
            "Type": name("StructTreeRoot"),
            "K": document,
            "RoleMap": _role_map(kinds),
            "ParentTree": self._parent_tree(file, places),
            "ParentTreeNextKey": max((key for key, _ in self._parents), default=-1) + 1,
            "IDTree": name_tree(file, identifiers) if identifiers else None,
        }
        return file.add(dictionary(entries), root)

    def _write_elements(
        self, file: File, kinds: dict[int, str], places: list[Reference], pages: list[Reference], top: Reference
    ) -> list[tuple[str, Value]]:
        """Write each element at its place, those without a parent under `top`; return the identifiers."""
        identifiers: list[tuple[str, Value]] = []
        for index, element in enumerate(self.elements):
            identifier = element.identifier or (f"note-{index}" if element.kind == "Note" else "")
            if identifier:
                identifiers.append((identifier, places[index]))
            parent = top if element.parent == ROOT else places[element.parent]
            more = self._entries(index, kinds[index], identifier)
            file.add(_element(kinds[index], more, self._kids[index], places, pages, parent), places[index])
        return identifiers

    def _document(self, places: list[Reference]) -> Reference | None:
        """Return layout's own Document when all is inside it."""
        match self._top:
            case [int(only)] if self.elements[only].kind == "Document":
                return places[only]
        return None

    def _kinds(self, report: Callable[[int, int], None]) -> dict[int, str]:
        """Return the type of each element; heading levels skip none on the way down (ISO 14289-1 7.4.2)."""
        kinds: dict[int, str] = {}
        last = 0
        for index in self._reading_order():
            kind = self.elements[index].kind
            if found := _HEADING.match(kind):
                asked = int(found[1])
                last = min(asked, last + 1)
                if last != asked:
                    report(asked, last)
                kind = f"H{last}"
            kinds[index] = kind
        return kinds

    def _reading_order(self) -> Iterable[int]:
        stack = [kid for kid in reversed(self._top) if isinstance(kid, int)]
        while stack:
            index = stack.pop()
            yield index
            stack.extend(kid for kid in reversed(self._kids[index]) if isinstance(kid, int))

    def _entries(self, index: int, kind: str, identifier: str) -> dict[str, Value]:
        element = self.elements[index]
        entries: dict[str, Value] = {}
        if element.alt:
            entries["Alt"] = text(element.alt)
        if identifier:
            entries["ID"] = byte_string(identifier)
        owned: dict[str, dict[str, Value]] = {}
        attributes = dict(element.attributes)
        if kind == "TH":
            attributes.setdefault("Scope", "Column")
        if kind == "L" and (label := self._first_label(index)):
            attributes.setdefault("ListNumbering", numbering(label))
        for key, value in attributes.items():
            if key in _DIRECT:
                entries[key] = text(value)
            else:
                owned.setdefault(_OWNERS.get(key, "Layout"), {})[key] = _attribute(key, value)
        if index in self._boxes:
            owned.setdefault("Layout", {})["BBox"] = array(map(number, self._boxes[index]))
        sets = [dictionary({"O": name(owner), **values}) for owner, values in owned.items()]
        if sets:
            entries["A"] = sets[0] if len(sets) == 1 else array(sets)
        return entries

    def _first_label(self, element: int) -> str:
        """Return the label of a list's first item, "" when its items have none."""
        for item in self._kids[element]:
            for part in self._kids[item] if isinstance(item, int) else ():
                if isinstance(part, int) and self.elements[part].kind == "Lbl":
                    return self._labels.get(part, "")
        return ""

    def _parent_tree(self, file: File, places: list[Reference]) -> Reference:
        pairs: list[tuple[int, Value]] = []
        for key, held in sorted(self._parents, key=lambda pair: pair[0]):
            if isinstance(held, int):
                pairs.append((key, places[held]))
            else:
                pairs.append((key, file.add(b"[%s]" % b" ".join(places[element] for element in held))))
        return number_tree(file, pairs)


def _after_reference(siblings: list[Kid], note: int) -> int:
    """Return where a note belongs that is painted at the foot: after its reference, whose number is next to its own."""
    for at in range(len(siblings) - 1, -1, -1):
        kid = siblings[at]
        if isinstance(kid, int) and kid <= note + 1:
            return at + 1
    return len(siblings)


def _element(
    kind: str,
    more: dict[str, Value],
    kids: list[Kid],
    places: list[Reference],
    pages: list[Reference],
    parent: Reference,
) -> Value:
    """Return a structure element; those with nothing but content are most of all, and are put together here."""
    page = next((kid.page for kid in kids if isinstance(kid, Marked)), None)
    held = [_kid(kid, page, places, pages) for kid in kids]
    content = b"/K %s" % held[0] if len(held) == 1 else b"/K [%s]" % b" ".join(held)
    on = b"" if page is None else b"/Pg %s" % pages[page]
    return b"<<%s /P %s%s /S %s /Type /StructElem%s>>" % (content, parent, on, name(kind).encode(), spelt(more))


def _kid(kid: Kid, page: int | None, places: list[Reference], pages: list[Reference]) -> bytes:
    match kid:
        case Marked(at, sequence) if at == page:
            return b"%d" % sequence
        case Marked(at, sequence):
            return b"<</Type /MCR /Pg %s /MCID %d>>" % (pages[at], sequence)
        case Annotated(at, annotation):
            return b"<</Type /OBJR /Pg %s /Obj %s>>" % (pages[at], annotation)
        case _:
            return places[kid]


def _attribute(key: str, value: str) -> Value:
    if _NUMBER.match(value):
        return value
    if key in ("Summary", "Headers"):
        return array(map(text, value.split())) if key == "Headers" else text(value)
    return name(value)


def _role_map(kinds: dict[int, str]) -> Value | None:
    own = sorted(set(kinds.values()) - _STANDARD)
    if not own:
        return None
    return dictionary({kind: name(_ROLES.get(kind, "Div")) for kind in own})
