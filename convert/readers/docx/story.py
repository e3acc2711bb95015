"""What the readers of one Word file share: its package, styles and lists, the notes, and what had to be left out."""

from __future__ import annotations

from convert import nodes
from convert.diagnostics import Diagnostic
from convert.readers.docx.container import Package
from convert.readers.docx.fields import Field
from convert.readers.docx.numbering import Numbering
from convert.readers.docx.styles import Sheet
from convert.readers.docx.unread import comments, remark
from convert.readers.docx.xml import W, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final
    from xml.etree.ElementTree import Element

    from convert.profile import Profile


_PLACE: Final = 16
_NO_TEXT: Final = "it is no part of the text"


class Story:
    """The state of reading one file."""

    def __init__(self, package: Package, profile: Profile) -> None:
        self.package = package
        styles = package.tree(package.related("styles"))
        self.sheet = Sheet(styles, profile.style("code").name, profile.style("quote").name, _tables(profile))
        lists = {key: one.list_number for key, one in self.sheet.styles.items() if one.list_number}
        self.numbering = Numbering(package.tree(package.related("numbering")), lists)
        self.profile = profile
        self.remarks: list[Diagnostic] = []
        self.formulas: list[Element] = []
        self.wanted: set[str] = set()
        self.fields: list[Field] = []
        self.part = package.main
        self.read_note: Callable[[Element], tuple[nodes.Block, ...]] = lambda _: ()
        self._lost: dict[tuple[str, str], list[str]] = {}
        self._notes: dict[str, tuple[str, dict[str, Element]]] = {}
        self._in_note = False
        self._comments = comments(package)

    # --- what is left out ---------------------------------------------------------------------------------

    def lose(self, what: str, text: str, why: str) -> None:
        """Note that text of the paragraph being read is left out; `place` tells it when the paragraph is whole."""
        if text.strip():
            self._lost.setdefault((what, why), []).append(text)

    def comment(self, identifier: str) -> None:
        """Note that the comment that hangs here is left out."""
        if identifier in self._comments:
            what, text = self._comments.pop(identifier)
            self.lose(what, text, _NO_TEXT)

    def unplaced(self) -> Iterator[Diagnostic]:
        """Yield remarks on the comments that hang nowhere."""
        for what, text in self._comments.values():
            yield remark(what, text, _NO_TEXT)

    def place(self, near: str) -> None:
        """Report (PAN104) what was left out of the paragraph that reads `near`."""
        if not self._lost:
            return
        words = " ".join(near.split())
        where = f", in “{words[:_PLACE]}{'…' if len(words) > _PLACE else ''}”" if words else ""
        for (what, why), texts in self._lost.items():
            self.remarks.append(remark(what, "".join(texts), why, where))
        self._lost.clear()

    # --- notes --------------------------------------------------------------------------------------------

    def note(self, kind: str, identifier: str) -> tuple[nodes.Block, ...] | None:
        """Return the blocks of a note of `kind` "footnotes" or "endnotes"; None when there is no such note."""
        if kind not in self._notes:
            part = self.package.related(kind)
            root = self.package.tree(part) if part else None
            tag = W + kind[:-1]
            found = {} if root is None else {value(one, "id"): one for one in root.findall(tag)}
            self._notes[kind] = part, found
        part, notes = self._notes[kind]
        if identifier not in notes or self._in_note:
            return None
        part_before, fields_before, lost_before = self.part, self.fields, self._lost
        self.part, self.fields, self._lost, self._in_note = part, [], {}, True
        try:
            return self.read_note(notes[identifier])
        finally:
            self.part, self.fields, self._lost, self._in_note = part_before, fields_before, lost_before, False

    # --- places that links lead to ------------------------------------------------------------------------

    def find_wanted(self, root: Element) -> None:
        """Note the bookmarks that links of the text lead to."""
        for link in root.iter(W + "hyperlink"):
            if anchor := value(link, "anchor"):
                self.wanted.add(anchor)
        for words in (*(one.text or "" for one in root.iter(W + "instrText")), *map(_instruction, _simple(root))):
            if "HYPERLINK" in words and "\\l" in words:
                self.wanted.add(words.split("\\l", 1)[1].strip().split('"')[1] if '"' in words else words.split()[-1])


def _simple(root: Element) -> list[Element]:
    return list(root.iter(W + "fldSimple"))


def _instruction(element: Element) -> str:
    return value(element, "instr")


def _tables(profile: Profile) -> list[str]:
    return [profile.style(role).name for role in ("table", "table-head", "body")]


def is_deleted_mark(paragraph: Element) -> bool:
    """Say whether the end of a paragraph is deleted with tracked changes: the next one goes on with it."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and mark.find(W + "del") is not None
