"""The body of a Word file, a cell, a box or a note: paragraphs and tables in order, as blocks."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Block, Inline
from convert.readers.docx.entries import Entry, Kind, assembled
from convert.readers.docx.inlines import Inlines
from convert.readers.docx.marks import Mark
from convert.readers.docx.numbering import Numbered
from convert.readers.docx.story import Story, is_deleted_mark
from convert.readers.docx.styled import Names
from convert.readers.docx.styles import plain
from convert.readers.docx.tables import table
from convert.readers.docx.xml import MC, M, R, W, child_value, number, switch, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final
    from xml.etree.ElementTree import Element

_INSIDE: Final = frozenset(
    {*(W + tag for tag in ("sdtContent", "customXml", "smartTag", "ins", "moveTo")), MC + "Choice"}
)
_KINDS: Final = {
    "listheading": Kind.TERM, "listcontents": Kind.DEFINITION, "tablecaption": Kind.TABLE_CAPTION,
    "imagecaption": Kind.PICTURE_CAPTION, "figurecaption": Kind.PICTURE_CAPTION,
}  # fmt: skip
_CAPTIONS: Final = frozenset({"caption", "题注", "illustration", "figure"})
_RULES: Final = frozenset({"horizontalrule", "horizontalline"})
_BLANK: Final = " \t\u3000\u00a0\n"
_CLOSED: Final = "、．，)）】》〉.:："
_LONGEST_HEADING: Final = 60
_BREAK: Final = Entry(Kind.BLOCK, block=nodes.PageBreak())


class Blocks:
    """Reads the blocks of one container."""

    def __init__(self, story: Story, names: Names, *, pages: bool = False) -> None:
        self.story = story
        self.names = names
        self.pages = pages
        self.entries: list[Entry] = []
        self.held: Inlines | None = None
        self.breaks: list[bool] = []

    def read(self, elements: Iterable[Element]) -> tuple[Block, ...]:
        """Return the blocks of elements in order."""
        for element in elements:
            self.one(element)
        if self.held is not None:
            self.entries += self.paragraph_entries(None, self.held)
        return tuple(assembled(self.entries))

    def one(self, element: Element) -> None:
        """Read one element of the container."""
        tag = element.tag
        if tag == W + "p":
            self.paragraph(element)
        elif tag == W + "tbl":
            made = table(element, self.cell, self.story.sheet.justified)
            if made is not None:
                self.entries.append(Entry(Kind.BLOCK, block=made))
        elif tag in _INSIDE or tag in (W + "sdt", MC + "AlternateContent"):
            for child in element:
                self.one(child)
        elif tag in (M + "oMathPara", M + "oMath"):
            inlines = self.inlines()
            inlines.read((element,))
            self.entries += self.paragraph_entries(None, inlines)
        elif tag == W + "altChunk":
            self.story.lose("embedded document", element.get(R + "id", "altChunk"), "save the file again to join it")
            self.story.place("")

    def cell(self, element: Element) -> tuple[Block, ...]:
        """Return the blocks of a cell; a number alone in it is its text."""
        inside = Blocks(self.story, self.names)
        for child in element:
            inside.one(child)
        entries = inside.entries
        if len(entries) == 1 and entries[0].numbered and entries[0].numbered.attributes:
            label = nodes.Str(f"{entries[0].numbered.label} " if entries[0].content else entries[0].numbered.label)
            return (nodes.Plain(_prefixed(label, entries[0].content)),)
        return single_plain(tuple(assembled(entries)))

    def inlines(self, *, heading: bool = False) -> Inlines:
        """Return a reader for the runs of one paragraph."""
        return Inlines(self.story, (lambda _: None) if heading else self.run_in)

    def run_in(self, style: str) -> Mark | None:
        """Return the mark of a character style that stands for a part of a paragraph."""
        attr = self.names.span(self.story.sheet.name(style))
        return Mark("span", None, attr) if attr else None

    # --- paragraphs ---------------------------------------------------------------------------------------

    def paragraph(self, element: Element) -> None:
        """Read a paragraph, with the one before whose end was deleted."""
        properties = element.find(W + "pPr")
        style = child_value(properties, "pStyle") or self.story.sheet.default
        inlines = self.held or self.inlines(heading=self.story.sheet.level(style) > 0)
        self.held = None
        inlines.read(element)
        if is_deleted_mark(element):
            self.held = inlines
            return
        if self.pages and switch(properties, "pageBreakBefore"):
            self.entries.append(_BREAK)
        self.entries += self.paragraph_entries(element, inlines)
        if properties is not None and properties.find(W + "sectPr") is not None and self.breaks and self.breaks.pop(0):
            self.entries.append(_BREAK)

    def paragraph_entries(self, element: Element | None, inlines: Inlines) -> Iterator[Entry]:
        """Yield a paragraph, parted at page breaks, and the boxes that hang on it."""
        properties = None if element is None else element.find(W + "pPr")
        content = inlines.content()
        numbered = self.numbered(properties)
        parts = _parts(content)
        self.story.place("".join(_said(part) for part in parts))
        for at, part in enumerate(parts):
            if at and self.pages:
                yield _BREAK
            made = self.entry(properties, trimmed(part), inlines, numbered if at == 0 else None)
            if made is not None:
                yield made
        for box in inlines.hanging:
            for block in Blocks(self.story, self.names).read(box):
                yield Entry(Kind.BLOCK, block=block)
        if inlines.ruled and not any(map(_said, parts)):
            yield Entry(Kind.BLOCK, block=nodes.HorizontalRule())

    def numbered(self, properties: Element | None) -> Numbered | None:
        """Return the number of a paragraph, by its own properties or those of its style."""
        style = child_value(properties, "pStyle") or self.story.sheet.default
        own = None if properties is None else properties.find(W + "numPr")
        key, at = child_value(own, "numId"), number(child_value(own, "ilvl"))
        if not key and style:
            key, level = self.story.sheet.numbered(style)
            own_level = self.story.numbering.style_level(key, style) if key else None
            at = at if at is not None else own_level if own_level is not None else level
        if not key or key == "0":
            return None
        return self.story.numbering.count(key, min(max(at or 0, 0), 8))

    def entry(
        self, properties: Element | None, content: tuple[Inline, ...], inlines: Inlines, numbered: Numbered | None
    ) -> Entry | None:
        """Return a paragraph as what its style says it is; None for an empty one."""
        style = child_value(properties, "pStyle") or self.story.sheet.default
        name = self.story.sheet.name(style)
        if plain(name) in _RULES:
            return Entry(Kind.BLOCK, block=nodes.HorizontalRule())
        if self.story.sheet.is_code(style):
            return Entry(Kind.CODE, _untrimmed(inlines), None, None, _indent(properties))
        level = self.level(style, properties, content)
        label = "" if numbered is None or numbered.blank else numbered.label
        empty = not content
        if numbered is not None and (numbered.written or (level and numbered.attributes)):
            content = _prefixed(nodes.Str(_gapped(label, numbered, content)), content)
            numbered = None
        if empty and (numbered is None or not label) and not (content and label and not level):
            return None
        if level:
            return Entry(Kind.BLOCK, block=heading(level, content))
        role = self.names.role(name)
        if role is not None and numbered is None:
            return Entry(Kind.BLOCK, block=nodes.Div(nodes.Attr("", (role.value,)), (nodes.Para(content),)))
        return Entry(
            self.kind(style, name, content), content, None, numbered, _indent(properties),
            plain(name).startswith("listcontinu"),
        )  # fmt: skip

    def kind(self, style: str, name: str, content: tuple[Inline, ...]) -> Kind:
        """Return what a paragraph is by the name of its style."""
        return Kind.QUOTE if self.story.sheet.is_quote(style) else kind_of_style(plain(name), content)

    def level(self, style: str, properties: Element | None, content: tuple[Inline, ...]) -> int:
        """Return the level of a heading, by its style or the outline level set by hand on a short line."""
        if found := self.story.sheet.level(style):
            return min(found, 9)
        outline = number(child_value(properties, "outlineLvl"))
        if outline is None or outline > 8 or self.names.role(self.story.sheet.name(style)) is not None:
            return 0
        said = _said(content).strip()
        return outline + 1 if 0 < len(said) <= _LONGEST_HEADING and said[-1] not in "。；，！？" else 0


def kind_of_style(key: str, content: tuple[Inline, ...]) -> Kind:
    """Return what a paragraph is by the name of its style, without blanks in lower case."""
    if key in _CAPTIONS:
        return Kind.TABLE_CAPTION if _said(content)[:1] in ("表", "T", "t") else Kind.PICTURE_CAPTION
    if key.startswith("definition"):
        return Kind.TERM if key.startswith("definitionterm") else Kind.DEFINITION
    return _KINDS.get(key, Kind.TEXT)


def _untrimmed(inlines: Inlines) -> tuple[Inline, ...]:
    """Return the inlines of a paragraph with all its blanks."""
    return tuple(part for part in inlines.content() if not isinstance(part, nodes.PageBreak))


def single_plain(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a cell, a paragraph alone in it as bare text."""
    match blocks:
        case (nodes.Para(content),):
            return (nodes.Plain(content),)
        case _:
            return blocks


def heading(level: int, content: tuple[Inline, ...]) -> nodes.Header:
    """Return a heading; a bookmark at its start is its identifier."""
    match content:
        case (nodes.Span(nodes.Attr(name, (), ()), ()), *rest) if name:
            return nodes.Header(level, nodes.Attr(name), tuple(rest))
        case _:
            return nodes.Header(level, nodes.NO_ATTR, content)


def _parts(content: tuple[Inline | nodes.PageBreak, ...]) -> list[tuple[Inline, ...]]:
    """Return inlines parted at page breaks, empty parts too."""
    parts: list[list[Inline]] = [[]]
    for part in content:
        if isinstance(part, nodes.PageBreak):
            parts.append([])
        else:
            parts[-1].append(part)
    return [tuple(part) for part in parts]


def _said(content: Iterable[Inline]) -> str:
    from convert.walk import plain_text

    return plain_text(content)


def trimmed(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inlines without blanks and line ends after the last text, which show nothing; () when there is no text."""
    out = list(content)
    while out:
        last = out[-1]
        if isinstance(last, nodes.LineBreak):
            out.pop()
        elif isinstance(last, nodes.Str):
            kept = last.text.rstrip(_BLANK)
            if kept == last.text:
                break
            out.pop()
            if kept:
                out.append(nodes.Str(kept))
        else:
            break
    while out and isinstance(out[0], nodes.LineBreak):
        out.pop(0)
    return tuple(out)


def _prefixed(label: nodes.Str, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if content and isinstance(content[0], nodes.Str):
        return (nodes.Str(label.text + content[0].text), *content[1:])
    return (label, *content)


def _gapped(label: str, numbered: Numbered, content: tuple[Inline, ...]) -> str:
    """Return a label with a blank after it where one is wanted."""
    if numbered.attributes is None or not content or label[-1:] in _CLOSED:
        return label
    return f"{label} "


def _indent(properties: Element | None) -> int:
    """Return the left indent of a paragraph in twips."""
    found = None if properties is None else properties.find(W + "ind")
    if found is None:
        return 0
    left = number(value(found, "left") or value(found, "start")) or 0
    first = number(value(found, "firstLine")) or 0
    return 0 if first > 0 else left
