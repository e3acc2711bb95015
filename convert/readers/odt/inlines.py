"""Text of an OpenDocument paragraph as inlines: spans, links, notes, pictures, readings, blanks, fields."""

from __future__ import annotations

from convert import nodes
from convert.readers.docx.marks import Mark, Piece
from convert.readers.docx.styles import Look, plain
from convert.readers.docx.symbols import is_symbol_face, text_in
from convert.readers.odt.styles import twips
from convert.readers.odt.xml import DC, DRAW, MATH, OFFICE, SVG, TEXT, XLINK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final
    from xml.etree.ElementTree import Element

    from convert.readers.odt.story import Story

_SILENT: Final = frozenset(
    TEXT + tag
    for tag in (
        "bookmark-end", "change", "change-start", "change-end", "soft-page-break", "reference-mark-end", "toc-mark",
        "alphabetical-index-mark", "user-index-mark", "note-citation", "sequence-decls", "variable-decls",
        "user-field-decls", "tracked-changes", "alphabetical-index-mark-start", "alphabetical-index-mark-end",
    )
)  # fmt: skip
_CODE: Final = frozenset({"sourcetext", "teletype", "userentry", "verbatimchar", "htmlcode", "inlinecode"})
_FACES: Final = {"strong emphasis": "strong", "emphasis": "emph"}
_RUN: Final = "\t\n\r "
_LONG, _THIN = 4320, 40


class Inlines:
    """Reads the text of one paragraph into `pieces`; frames that hang on it go to `hanging`."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.pieces: list[Piece] = []
        self.hanging: list[Element] = []
        self.blank = True
        self.ruled = False

    def read(self, element: Element, marks: tuple[Mark, ...] = ()) -> None:
        """Read the text of an element and all inside it."""
        self.text(element.text, marks)
        for child in element:
            self.one(child, marks)
            self.text(child.tail, marks)

    def text(self, text: str | None, marks: tuple[Mark, ...]) -> None:
        """Add text; blanks and line ends of the XML are one blank, as the format has it (6.1.2)."""
        if not text:
            return
        out = []
        for char in text:
            if char in _RUN:
                if not self.blank:
                    out.append(" ")
                self.blank = True
            else:
                out.append(char)
                self.blank = False
        self.add(nodes.Str("".join(out)), marks)

    def add(self, inline: nodes.Inline, marks: tuple[Mark, ...] = ()) -> None:
        """Add an inline; text in a symbol face as Unicode."""
        hidden = any(mark.kind == "hidden" for mark in marks)
        if hidden:
            self.story.lose("hidden text", inline.text if isinstance(inline, nodes.Str) else "…", "it is not shown")
            return
        face = next((mark.target.url for mark in marks if mark.kind == "face" and mark.target), "")
        if face and isinstance(inline, nodes.Str):
            inline = nodes.Str(text_in(inline.text, face))
        self.pieces.append(Piece(tuple(mark for mark in marks if mark.kind != "face"), inline))

    def one(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read one element among the text."""
        tag = element.tag
        if tag == TEXT + "span":
            self.read(element, (*marks, *self.marks(element.get(TEXT + "style-name", ""), marks)))
        elif tag in _READERS:
            _READERS[tag](self, element, marks)
        elif tag not in _SILENT:
            self.read(element, marks)  # fields show the text they hold

    def marks(self, style: str, above: tuple[Mark, ...]) -> tuple[Mark, ...]:
        """Return the marks that a character style adds to those above."""
        sheet = self.story.sheet
        names = [one.name for one in sheet.chain("text", style)]
        if any(plain(name) in _CODE for name in names):
            return (Mark("code"),)
        out = list(self.marks_of(sheet.look(style)))
        out += [Mark(_FACES[name.lower()]) for name in names if name.lower() in _FACES]
        if any(mark.kind == "link" for mark in above):
            out = [mark for mark in out if mark.kind != "underline"]
        special = next((attr for name in names if (attr := self.story.names.span(name.lower()))), None)
        if special:
            out.append(Mark("span", None, special))
        return tuple(mark for mark in dict.fromkeys(out) if mark not in above)

    def marks_of(self, found: Look) -> tuple[Mark, ...]:
        """Return the marks of a look."""
        wanted = (
            ("strong", found.bold), ("emph", found.italic or found.emphasis), ("underline", found.underline),
            ("strike", found.strike), ("caps", found.small_caps), ("hidden", found.hidden),
            (found.raised or "", bool(found.raised)),
        )  # fmt: skip
        out = [Mark(name) for name, on in wanted if on]
        if found.symbol and is_symbol_face(found.symbol):
            out.append(Mark("face", nodes.Target(found.symbol)))
        return tuple(out)

    # --- elements -----------------------------------------------------------------------------------------

    def blanks(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read text:s: as many blanks as it says."""
        count = element.get(TEXT + "c", "1")
        self.add(nodes.Str(" " * min(int(count), 10_000) if count.isdecimal() else " "), marks)
        self.blank = False

    def tab(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read text:tab."""
        self.add(nodes.Str("\t"), marks)
        self.blank = False

    def line(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read text:line-break."""
        self.add(nodes.LineBreak(), marks)
        self.blank = False

    def link(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read text:a."""
        address = element.get(XLINK + "href", "")
        place = address[1:].partition("|")[0] if address.startswith("#") else ""
        target = nodes.Target(f"#{place}" if place else address, element.get(OFFICE + "title", ""))
        self.read(element, (*marks, Mark("link", target)) if address else marks)

    def bookmark(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read the place of a bookmark that a link leads to."""
        if (name := element.get(TEXT + "name", "")) in self.story.wanted:
            self.pieces.append(Piece((Mark("anchor", nodes.Target(name)),), nodes.Str("")))

    def note(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read a footnote or endnote."""
        body = element.find(TEXT + "note-body")
        if body is not None:
            self.add(nodes.Note(self.story.blocks(body)))
            self.blank = False

    def ruby(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read text:ruby: the base with its reading."""
        from convert.readers.docx.marks import nested

        base, reading = Inlines(self.story), element.find(TEXT + "ruby-text")
        for part in element.findall(TEXT + "ruby-base"):
            base.read(part)
        shown = tuple(part for part in nested(base.pieces) if not isinstance(part, nodes.PageBreak))
        self.add(nodes.Ruby(shown, "" if reading is None else "".join(reading.itertext())), marks)
        self.blank = False

    def annotation(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read a comment: it is named, not read."""
        text = "".join("".join(part.itertext()) for part in element.iter(TEXT + "p"))
        self.story.lose(f"comment by {element.findtext(DC + 'creator') or 'no one'}", text, "it is no part of the text")

    def frame(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read a frame: its picture in the line, its text after the paragraph, its formula as pandoc reads it."""
        alt = (element.findtext(SVG + "desc") or element.findtext(SVG + "title") or "").strip()
        size = tuple(
            (name, length.replace("inch", "in"))
            for name in ("width", "height")
            if (length := element.get(SVG + name, "")) and length[-2:] in ("in", "cm", "mm", "pt")
        )
        if (held := element.find(DRAW + "object")) is not None and self.formula(held, marks):
            return
        if (box := element.find(DRAW + "text-box")) is not None:
            self.hanging.append(box)
            return
        for image in element.findall(DRAW + "image")[:1]:
            address = self.story.package.picture(image.get(XLINK + "href", ""))
            if address:
                said = (nodes.Str(alt),) if alt else ()
                self.add(nodes.Image(nodes.Attr("", (), size), said, nodes.Target(address)), marks)
                self.blank = False
            else:
                self.story.lose("picture", alt or image.get(XLINK + "href", ""), "it is not in the file")

    def formula(self, held: Element, marks: tuple[Mark, ...]) -> bool:
        """Read an object that is a formula; say whether it was one."""
        part = held.get(XLINK + "href", "").removeprefix("./").rstrip("/")
        root = self.story.package.tree(f"{part}/content.xml") if part else held.find(MATH + "math")
        if root is None or not root.tag.startswith(MATH):
            return False
        self.story.formulas.append(root)
        self.add(nodes.Math(nodes.MathType.INLINE, f"\ue000{len(self.story.formulas) - 1}"), marks)
        self.blank = False
        return True

    def shape(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """Read a shape: the paragraphs it holds come after this one; one as long and thin as a line is a rule."""
        wide, high = (twips(element.get(SVG + side, "")) for side in ("width", "height"))
        self.ruled = self.ruled or (wide > _LONG and high <= _THIN)
        if any("".join(part.itertext()).strip() for part in element.iter(TEXT + "p")):
            self.hanging.append(element)


_READERS: Final[dict[str, Callable[[Inlines, Element, tuple[Mark, ...]], None]]] = {
    TEXT + "s": Inlines.blanks, TEXT + "tab": Inlines.tab, TEXT + "line-break": Inlines.line, TEXT + "a": Inlines.link,
    TEXT + "bookmark": Inlines.bookmark, TEXT + "bookmark-start": Inlines.bookmark, TEXT + "note": Inlines.note,
    TEXT + "ruby": Inlines.ruby, OFFICE + "annotation": Inlines.annotation, DRAW + "frame": Inlines.frame,
    OFFICE + "annotation-end": lambda *_: None, DRAW + "a": Inlines.link,
    **{DRAW + name: Inlines.shape for name in ("custom-shape", "rect", "line", "g", "ellipse", "path", "polyline")},
}  # fmt: skip
