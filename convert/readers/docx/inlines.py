"""Runs of a Word paragraph as inlines: text, breaks, links, fields, notes, pictures, readings, tracked changes."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Inline
from convert.readers.docx.drawings import Drawing, drawing
from convert.readers.docx.fields import Field, drawn, is_silent, link_of
from convert.readers.docx.marks import Mark, Piece, nested
from convert.readers.docx.story import Story
from convert.readers.docx.styles import PLAIN, Look, look
from convert.readers.docx.symbols import is_symbol_face, symbol, text_in
from convert.readers.docx.xml import MC, M, R, W, child_value, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final
    from xml.etree.ElementTree import Element

_INSIDE: Final = frozenset(W + tag for tag in ("ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent"))
_GONE: Final = "its deletion is taken as accepted"
_CHECKED, _FREE = "☑", "☐"


class Inlines:
    """Reads the runs of one paragraph into `pieces`; blocks that hang on it go to `hanging`."""

    def __init__(self, story: Story, run_in: Callable[[str], Mark | None]) -> None:
        self.story = story
        self.run_in = run_in
        self.pieces: list[Piece] = []
        self.hanging: list[Element] = []
        self.link: nodes.Target | None = None
        self.ruled = False

    def content(self) -> tuple[Inline | nodes.PageBreak, ...]:
        """Return the inlines of what was read, page breaks among them."""
        return nested(self.pieces)

    def read(self, elements: Iterable[Element]) -> None:
        """Read elements that stand among the runs."""
        for element in elements:
            tag = element.tag
            if tag == W + "r":
                self.run(element)
            elif tag in _INSIDE:
                self.read(element)
            elif tag in _READERS:
                _READERS[tag](self, element)

    # --- runs ---------------------------------------------------------------------------------------------

    def run(self, element: Element) -> None:
        """Read a run."""
        properties = element.find(W + "rPr")
        if properties is None:
            found, style = PLAIN, ""
        else:
            style = child_value(properties, "rStyle")
            found = look(properties)
            if style:
                found = found.over(self.story.sheet.look(style))
        marks = self.marks(found, style)
        for child in element:
            tag = child.tag
            if tag == W + "t":
                self.text(child.text or "", found, marks)
            elif tag in _RUN:
                _RUN[tag](self, child, found, marks)

    def marks(self, found: Look, style: str) -> tuple[Mark, ...]:
        """Return the marks of a run, outermost first."""
        link = self.link or next((one.link for one in self.story.fields if one.link and one.shown), None)
        out: list[Mark] = [Mark("link", link)] if link else []
        if style and (special := self.run_in(style)):
            out.append(special)
        if style and self.story.sheet.is_code_inline(style):
            out.append(Mark("code"))
            return tuple(out)
        if found is PLAIN:
            return tuple(out)
        underlined = found.underline and not link
        wanted = (
            ("strong", found.bold), ("emph", found.italic or found.emphasis), ("underline", underlined),
            ("strike", found.strike), ("caps", found.small_caps),
        )  # fmt: skip
        out += [Mark(name) for name, on in wanted if on]
        if found.raised and "reference" not in self.story.sheet.name(style):
            out.append(Mark(found.raised))
        return tuple(out)

    def text(self, text: str, found: Look, marks: tuple[Mark, ...]) -> None:
        """Add text, unless a field or the author hides it."""
        if not text or not self.is_shown():
            return
        if found.hidden:
            self.story.lose("hidden text", text, "it is not shown in print")
            return
        if found.symbol and is_symbol_face(found.symbol):
            text = text_in(text, found.symbol)
        self.pieces.append(Piece(marks, nodes.Str(text.replace("\r\n", " ").replace("\n", " "))))

    def add(self, inline: Inline | nodes.PageBreak, marks: tuple[Mark, ...] = ()) -> None:
        """Add an inline, unless a field hides it."""
        if self.is_shown():
            self.pieces.append(Piece(marks, inline))

    def is_shown(self) -> bool:
        """Say whether the instruction of no field is being read."""
        return not self.story.fields or all(one.shown for one in self.story.fields)

    def broken(self, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        """Read w:br: a new line, or a new page."""
        self.add(nodes.PageBreak() if value(element, "type") == "page" else nodes.LineBreak(), marks)

    def symbol(self, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        """Read w:sym, a character of a symbol face by its number."""
        face = value(element, "font")
        try:
            code = int(value(element, "char"), 16)
        except ValueError:
            return
        char = symbol(code, face)
        if not char:
            self.story.lose(f"symbol {code:04X} of the face {face}", f"U+{code:04X}", "it has no Unicode that we know")
            char = chr(code) if 0xE000 <= code < 0xF900 else "\ufffc"
        self.add(nodes.Str(char), marks)

    def ruby(self, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        """Read w:ruby: the base with its reading."""
        base, reading = self.inner(element.find(W + "rubyBase")), self.inner(element.find(W + "rt"))
        self.add(nodes.Ruby(base, _plain(reading)), marks)

    def inner(self, element: Element | None) -> tuple[Inline, ...]:
        """Return the inlines within an element of a run."""
        within = Inlines(self.story, self.run_in)
        within.read(element if element is not None else ())
        return tuple(part for part in within.content() if not isinstance(part, nodes.PageBreak))

    def note(self, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        """Read the mark of a footnote or endnote."""
        kind = "footnotes" if element.tag.endswith("footnoteReference") else "endnotes"
        blocks = self.story.note(kind, value(element, "id"))
        if blocks is not None:
            self.add(nodes.Note(blocks))

    def comment(self, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        """Read the mark of a comment."""
        self.story.comment(value(element, "id"))

    def deleted(self, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        """Read w:delText outside of w:del."""
        self.story.lose("text deleted with tracked changes", element.text or "", _GONE)

    def figure(self, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        """Read a drawing: its pictures in the line, its text boxes after the paragraph, of the rest a remark."""
        self.show(drawing(element), marks)

    def show(self, found: Drawing, marks: tuple[Mark, ...]) -> None:
        """Add what a drawing holds."""
        story = self.story
        for picture in found.pictures:
            address = story.package.picture(story.part, picture.relation)
            if address:
                attr = nodes.Attr("", (), picture.size)
                self.add(nodes.Image(attr, (nodes.Str(picture.alt),) if picture.alt else (), nodes.Target(address)))
            else:
                story.lose("picture", picture.alt or picture.relation or "without a name", "it is not in the file")
        for relation, what in found.parts:
            target = story.package.relations(story.part).get(relation)
            root = story.package.tree(target.target) if target and not target.outside else None
            text = "" if root is None else " ".join(one.text or "" for one in root.iter() if one.text and _is_text(one))
            story.lose(what, text or what, "the tree holds no drawings")
        self.ruled = self.ruled or found.ruled
        if self.is_shown():
            self.hanging += found.boxes

    def alternate(self, element: Element, found: Look = PLAIN, marks: tuple[Mark, ...] = ()) -> None:
        """Read mc:AlternateContent: the first choice, or the fallback where it holds nothing that is read."""
        before = len(self.pieces), len(self.hanging)
        for branch in element:
            if branch.tag in (MC + "Choice", MC + "Fallback"):
                for child in branch:
                    if child.tag in _RUN:
                        _RUN[child.tag](self, child, found, marks)
                    else:
                        self.read((child,))
                if (len(self.pieces), len(self.hanging)) != before:
                    return

    # --- fields -------------------------------------------------------------------------------------------

    def field(self, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        """Read the beginning, middle or end of a field."""
        fields = self.story.fields
        match value(element, "fldCharType"):
            case "begin":
                fields.append(Field(check=_check(element)))
            case "separate" if fields:
                fields[-1].shown = True
                fields[-1].link = link_of(fields[-1].instruction)
            case "end" if fields:
                self.closed(fields.pop(), marks)

    def closed(self, one: Field, marks: tuple[Mark, ...]) -> None:
        """Add what a field shows that has no result of its own."""
        if one.check:
            self.add(nodes.Str(one.check), marks)
        elif not one.shown:
            made = drawn(one.instruction)
            for inline in made or ():
                self.add(inline, marks)
            if made is None and not is_silent(one.instruction):
                self.story.lose("field", " ".join(one.instruction.split()), "it has no result")

    def instruction(self, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        """Read a piece of the instruction of a field."""
        if self.story.fields and not self.story.fields[-1].shown:
            self.story.fields[-1].instruction += element.text or ""

    def simple_field(self, element: Element) -> None:
        """Read w:fldSimple: its result is inside."""
        words = value(element, "instr")
        self.story.fields.append(Field(words, True, link_of(words)))
        before = len(self.pieces)
        self.read(element)
        one = self.story.fields.pop()
        if len(self.pieces) == before:
            one.shown = False
            self.closed(one, ())

    # --- around runs --------------------------------------------------------------------------------------

    def hyperlink(self, element: Element) -> None:
        """Read w:hyperlink."""
        found = self.story.package.relations(self.story.part).get(element.get(R + "id", ""))
        place = value(element, "anchor") or value(element, "docLocation")
        url = (found.target if found and found.outside else "") + (f"#{place}" if place else "")
        outer, self.link = self.link, nodes.Target(url, value(element, "tooltip")) if url else self.link
        self.read(element)
        self.link = outer

    def bookmark(self, element: Element) -> None:
        """Read the beginning of a bookmark that a link leads to."""
        if (name := value(element, "name")) in self.story.wanted:
            self.pieces.append(Piece((Mark("anchor", nodes.Target(name)),), nodes.Str("")))

    def content_control(self, element: Element) -> None:
        """Read w:sdt in the line: its content."""
        for inside in element.findall(W + "sdtContent"):
            self.read(inside)

    def formula(self, element: Element) -> None:
        """Read a formula: its place is kept, all are built by pandoc at the end."""
        if self.is_shown():
            self.story.formulas.append(element)
            kind = nodes.MathType.DISPLAY if element.tag == M + "oMathPara" else nodes.MathType.INLINE
            self.add(nodes.Math(kind, f"\ue000{len(self.story.formulas) - 1}"))

    def removed(self, element: Element) -> None:
        """Read w:del and w:moveFrom: what they hold is named."""
        tags = (W + "delText", W + "t") if element.tag == W + "moveFrom" else (W + "delText",)
        text = "".join(one.text or "" for one in element.iter() if one.tag in tags)
        if element.tag == W + "del":
            self.story.lose("text deleted with tracked changes", text, _GONE)


def _plain(inlines: tuple[Inline, ...]) -> str:
    from convert.walk import plain_text

    return plain_text(inlines)


def _is_text(element: Element) -> bool:
    return element.tag.rpartition("}")[2] in ("t", "v") and bool((element.text or "").strip())


def _check(begin: Element) -> str:
    """Return the box that a check box of an old form shows, "" for other fields."""
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    states = [box.find(W + tag) for tag in ("checked", "default")]
    state = next((one for one in states if one is not None), None)
    return _CHECKED if state is not None and state.get(W + "val", "1") not in ("0", "false") else _FREE


def _char(char: str) -> Callable[[Inlines, Element, Look, tuple[Mark, ...]], None]:
    def read(self: Inlines, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
        self.text(char, found, marks)

    return read


def _line(self: Inlines, element: Element, found: Look, marks: tuple[Mark, ...]) -> None:
    self.add(nodes.LineBreak(), marks)


_RUN: Final[dict[str, Callable[[Inlines, Element, Look, tuple[Mark, ...]], None]]] = {
    W + "tab": _char("\t"), W + "ptab": _char("\t"), W + "noBreakHyphen": _char("\u2011"),
    W + "softHyphen": _char("\u00ad"), W + "br": Inlines.broken, W + "cr": _line, W + "sym": Inlines.symbol,
    W + "ruby": Inlines.ruby, W + "footnoteReference": Inlines.note, W + "endnoteReference": Inlines.note,
    W + "delText": Inlines.deleted,
    W + "commentReference": Inlines.comment, W + "drawing": Inlines.figure, W + "pict": Inlines.figure,
    W + "object": Inlines.figure, MC + "AlternateContent": Inlines.alternate, W + "fldChar": Inlines.field,
    W + "instrText": Inlines.instruction,
}  # fmt: skip
_READERS: Final[dict[str, Callable[[Inlines, Element], None]]] = {
    W + "hyperlink": Inlines.hyperlink, W + "fldSimple": Inlines.simple_field, W + "bookmarkStart": Inlines.bookmark,
    W + "sdt": Inlines.content_control, M + "oMath": Inlines.formula, M + "oMathPara": Inlines.formula,
    W + "del": Inlines.removed, W + "moveFrom": Inlines.removed, MC + "AlternateContent": Inlines.alternate,
}  # fmt: skip
