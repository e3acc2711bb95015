"""The state of one document being written: relations, numbering, notes, bookmarks and images."""

from __future__ import annotations

from convert.contracts import Context
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.nodes import Document, Note
from convert.profile import Profile, ResolvedStyle
from convert.records import field, mutable, record, replace
from convert.transforms.styles import Ancestor
from convert.writers.docx import codes
from convert.writers.docx.numbering import Labels, Numbering
from convert.writers.docx.options import DocxOptions
from convert.writers.docx.properties import properties_in_order
from convert.writers.docx.stylesheet import Metrics, Styles, StyleSheet
from convert.writers.docx.text import ILLEGAL, attribute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from convert.nodes import MathType
    from convert.writers.docx.contents import Entry
    from convert.writers.docx.tracked import Tracked

_BOOKMARK_LENGTH: Final = 40


@mutable
class Part:
    """A part with relations of its own: type, target, whether outside the package."""

    relations: list[tuple[str, str, bool]] = field(default_factory=list)

    def relate(self, kind: str, target: str, *, outside: bool = False) -> str:
        """Return the id of the relation, the old one when there is one."""
        entry = (kind, target, outside)
        if entry not in self.relations:
            self.relations.append(entry)
        return f"rId{self.relations.index(entry) + 1}"


@mutable
class Story:
    """What the pass over the tree gathers beside the body's XML."""

    profile: Profile
    options: DocxOptions
    context: Context
    sheet: StyleSheet
    grid: Metrics
    document: Part = field(default_factory=Part)
    footnotes: Part = field(default_factory=Part)
    numbering: Numbering = field(default_factory=Numbering)
    notes: list[Note] = field(default_factory=list)
    bookmarks: dict[str, int] = field(default_factory=dict)
    images: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    variants: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    drawings: int = 0
    entries: list[Entry] = field(default_factory=list)
    headings: int = 0
    place: Span | None = None
    searched: int = 0
    tracked: Tracked | None = None
    tree: Document = Document()
    counted: frozenset[str] | None = None
    taken: set[str] = field(default_factory=set)
    formulas: Mapping[tuple[MathType, str], str] | None = None

    @property
    def styles(self) -> Styles:
        """What knows the properties of each style."""
        return self.sheet.styles

    def style(self, name: str) -> ResolvedStyle:
        """Return the resolved style `name`."""
        return self.sheet.styles.style(name)

    def paragraph_style(self, name: str) -> str:
        """Return the style id of a paragraph style of the profile; the body's has none, being the default."""
        return "" if name == "body" else self.sheet.paragraph.get(name, "")

    def variant(self, base: str, direct: Mapping[str, str], name: str = "", run: str = "") -> str:
        """Return the id of a style that differs from style `base`, so that nothing is formatted by hand.

        `direct` are properties of the paragraph by name, `run` those of its characters.
        """
        inside = f"<w:pPr>{properties_in_order(direct)}</w:pPr>" if direct else ""
        inside += f"<w:rPr>{run}</w:rPr>" if run else ""
        known = self.variants.get((base, inside))
        if known is not None:
            return known[0]
        parent = self.paragraph_style(base) or self.styles.key("body")
        count = sum(1 for other, _ in self.variants if other == base) + 1
        while f"{self.style(base).name} place {count}".lower() in self.taken:
            count += 1
        shown = name or f"{self.style(base).name} place {count}"
        key = "".join(part[:1].upper() + part[1:] for part in shown.replace("-", " ").split())
        xml = (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{attribute(key)}">'
            f'<w:name w:val="{attribute(shown)}"/><w:basedOn w:val="{parent}"/><w:uiPriority w:val="99"/>'
            "<w:semiHidden/><w:unhideWhenUsed/>"
            f"{inside}</w:style>"
        )
        self.variants[base, inside] = (key, xml)
        self.taken.add(shown.lower())
        return key

    def formula(self, kind: MathType, text: str) -> str:
        """Return a formula of the document as Office Math, "" when its source cannot be read."""
        if self.formulas is None:
            from convert.writers.docx.formulas import built

            self.formulas = built(self.tree)
        return self.formulas.get((kind, text), "")

    def report(self, code: str, message: str, span: Span | None, severity: Severity = Severity.WARNING) -> None:
        """Give a remark to the context."""
        self.context.report(Diagnostic(code, severity, message, span, stage=Stage.WRITE))

    def legal(self, text: str, span: Span | None) -> str:
        """Return `text` without the characters XML cannot hold, each of them reported with its place."""
        if ILLEGAL.search(text) is None:
            return text
        exact = span is not None and span.end - span.start == len(text)
        for match in ILLEGAL.finditer(text):
            if span and exact:
                at: Span | None = Span(span.start + match.start(), span.start + match.end())
            else:
                at = self._found(match.group(), span or self.place)
            point = f"U+{ord(match.group()):04X}"
            self.report(codes.CONTROL, f"character {point} cannot stand in a Word file and is left out", at)
        return ILLEGAL.sub("", text)

    def _found(self, char: str, within: Span | None) -> Span | None:
        """Return the next place of `char` in the source inside a block; the block's own when it is not there."""
        if within is None:
            return None
        at = self.context.decoded.find(char, max(within.start, self.searched), within.end)
        if at < 0:
            return within
        self.searched = at + 1
        return Span(at, at + 1)

    def bookmarked(self, identifier: str, inside: str) -> str:
        """Return `inside` as the range of a bookmark; only the first node of an identifier has one."""
        if not identifier:
            return inside
        name = bookmark_name(identifier)
        if name in self.bookmarks:
            return inside
        number = self.bookmarks[name] = len(self.bookmarks)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{attribute(name)}"/>'
        return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'


def bookmark_name(identifier: str) -> str:
    """Return `identifier` as Word wants bookmarks: letters, digits and _, a letter first, at most 40 characters."""
    name = "".join(char if char.isalnum() or char == "_" else "_" for char in identifier)
    return (name if name[:1].isalpha() or name[:1] == "_" else "_" + name)[:_BOOKMARK_LENGTH]


@mutable
class ListPosition:
    """Where a paragraph stands in a list: level from 0, number and labels of the list, whether the label is still due.

    `nested` tells that a list below the item counts on as the next level of the same list.
    """

    level: int
    number: int
    labels: Labels
    label_due: bool = True
    nested: bool = False


@record
class Scope:
    """Where the pass stands: the part, what is above, the list, and the width of the column in pt."""

    part: Part
    width: float
    ancestors: tuple[Ancestor, ...] = ()
    position: ListPosition | None = None
    in_note: bool = False

    def below(self, ancestor: Ancestor) -> Scope:
        """Return the scope inside `ancestor`."""
        return replace(self, ancestors=(*self.ancestors, ancestor))
