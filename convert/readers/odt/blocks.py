"""The body of an OpenDocument text, a cell, a box or a note: paragraphs, lists and tables in order, as blocks."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Alignment, Block, Inline
from convert.readers.docx.blocks import heading, kind_of_style, single_plain, trimmed
from convert.readers.docx.entries import Entry, Kind, assembled
from convert.readers.docx.marks import nested
from convert.readers.docx.numbering import Numbered, numeral
from convert.readers.docx.styles import plain
from convert.readers.odt.inlines import Inlines
from convert.readers.odt.story import Story
from convert.readers.odt.styles import Level
from convert.readers.odt.tables import table
from convert.readers.odt.xml import TABLE, TEXT
from convert.records import replace
from convert.walk import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final
    from xml.etree.ElementTree import Element

_CODE: Final = frozenset({"preformattedtext", "sourcecode", "htmlpreformatted", "code", "代码"})
_QUOTE: Final = frozenset({"quotations", "quote", "blocktext", "引用"})
_RULES: Final = frozenset({"horizontalline", "horizontalrule"})
_SKIPPED: Final = frozenset(
    {*(TEXT + name for name in ("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls")),
     TEXT + "table-of-content-source", TEXT + "alphabetical-index-source"}
)  # fmt: skip
_BREAK: Final = Entry(Kind.BLOCK, block=nodes.PageBreak())
_CONTENTS: Final = nodes.Attr("", (nodes.Role.TOC.value,))


class Blocks:
    """Reads the blocks of one container."""

    def __init__(self, story: Story, *, pages: bool = False) -> None:
        self.story = story
        self.pages = pages
        self.entries: list[Entry] = []

    def read(self, elements: Iterable[Element]) -> tuple[Block, ...]:
        """Return the blocks of elements in order."""
        for element in elements:
            self.one(element)
        return tuple(assembled(self.entries))

    def one(self, element: Element) -> None:
        """Read one element of the container."""
        tag = element.tag
        if tag in (TEXT + "p", TEXT + "h"):
            self.paragraph(element)
        elif tag == TEXT + "list":
            self.list(element, "", 1, "")
        elif tag == TABLE + "table":
            self.broken(element.get(TABLE + "style-name", ""))
            made = table(element, self.cell)
            if made is not None:
                self.entries.append(Entry(Kind.BLOCK, block=made))
        elif tag == TEXT + "table-of-content":
            inner = Blocks(self.story).read(element)
            if inner:
                self.entries.append(Entry(Kind.BLOCK, block=nodes.Div(_CONTENTS, inner)))
        elif tag == TEXT + "numbered-paragraph" or tag not in _SKIPPED:
            for child in element:
                self.one(child)

    def broken(self, style: str) -> None:
        """Add the page break that a style set by hand asks for."""
        if self.pages and self.story.sheet.breaks(style):
            self.entries.append(_BREAK)

    def cell(self, element: Element) -> tuple[Alignment, tuple[Block, ...]]:
        """Return the alignment and the blocks of a cell."""
        made = Blocks(self.story).read(element)
        asked = {self.story.sheet.alignment(one.get(TEXT + "style-name", "")) for one in element.findall(TEXT + "p")}
        alignment = asked.pop() if len(asked) == 1 else Alignment.DEFAULT
        return alignment, single_plain(made)

    # --- paragraphs ---------------------------------------------------------------------------------------

    def paragraph(self, element: Element) -> None:
        """Read a paragraph or heading, and the boxes that hang on it."""
        style = element.get(TEXT + "style-name", "")
        self.broken(style)
        inlines = Inlines(self.story)
        inlines.read(element, () if element.tag == TEXT + "h" else inlines.marks_of(self.story.sheet.own_look(style)))
        content = tuple(part for part in nested(inlines.pieces) if not isinstance(part, nodes.PageBreak))
        self.story.place(plain_text(content))
        self.entries += filter(None, (self.entry(element, style, content),))
        if inlines.ruled and not content:
            self.entries.append(Entry(Kind.BLOCK, block=nodes.HorizontalRule()))
        for box in inlines.hanging:
            self.entries += [Entry(Kind.BLOCK, block=block) for block in Blocks(self.story).read(box)]

    def entry(self, element: Element, style: str, content: tuple[Inline, ...]) -> Entry | None:
        """Return a paragraph as what its style says it is; None for an empty one."""
        names = self.story.sheet.names(style)
        keys = [plain(name) for name in names]
        if not _RULES.isdisjoint(keys):
            return Entry(Kind.BLOCK, block=nodes.HorizontalRule())
        if not _CODE.isdisjoint(keys):
            return Entry(Kind.CODE, content)
        content = trimmed(content)
        if not content:
            return None
        role = next((role for name in names[:1] if (role := self.story.names.role(name)) is not None), None)
        if element.tag == TEXT + "h" and role is None:
            level = element.get(TEXT + "outline-level", "1")
            at = int(level) if level.isdecimal() else 1
            return Entry(Kind.BLOCK, block=heading(min(max(at, 1), 9), self.numbered(element, at, content)))
        if role is not None:
            return Entry(Kind.BLOCK, block=nodes.Div(nodes.Attr("", (role.value,)), (nodes.Para(content),)))
        indent = self.story.sheet.indent(style)
        if not _QUOTE.isdisjoint(keys):
            return Entry(Kind.QUOTE, content, None, None, indent)
        return Entry(
            next((kind for key in keys if (kind := kind_of_style(key, content)) is not Kind.TEXT), Kind.TEXT), content
        )

    def numbered(self, element: Element, at: int, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Return a heading with the number that the outline gives it."""
        level = self.story.sheet.outline.get(at)
        if level is None or element.get(TEXT + "is-list-header") == "true":
            return content
        counts = self.story.counted.setdefault("outline", {})
        counts[at] = counts.get(at, level.start - 1) + 1
        for below in [one for one in counts if one > at]:
            del counts[below]
        return _labelled(_label(self.story.sheet.outline, at, counts), content)

    # --- lists --------------------------------------------------------------------------------------------

    def list(self, element: Element, style: str, depth: int, root: str) -> None:
        """Add the items of a list; `root` is the outermost list around it, "" for that itself."""
        style = element.get(TEXT + "style-name") or style
        root = root or self.story.root_of(element, style)
        levels = self.story.sheet.lists.get(style, {})
        counts = self.story.counted.setdefault(root, {})
        for one in element:
            if one.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            start = one.get(TEXT + "start-value", "")
            if start.isdecimal():
                counts[depth] = int(start) - 1
            due = one.tag == TEXT + "list-item"
            for child in one:
                if child.tag == TEXT + "list":
                    self.list(child, style, depth + 1, root)
                    continue
                before = len(self.entries)
                self.one(child)
                self.entries[before:] = [
                    self.in_list(entry, levels, depth, root, due) for entry in self.entries[before:]
                ]
                due = due and len(self.entries) == before

    def in_list(self, entry: Entry, levels: dict[int, Level], depth: int, root: str, due: bool) -> Entry:
        """Return an entry as an item of a list when its number is due, else as a further part of the item above."""
        level = levels.get(depth, Level(bullet=True))
        is_heading = isinstance(entry.block, nodes.Header)
        if not due or (not level.bullet and not level.form):
            return entry if is_heading else replace(entry, continued=True)
        counts = self.story.counted[root]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for below in [one for one in counts if one > depth]:
            del counts[below]
        if level.bullet:
            bullets = Numbered(root, depth - 1, counts[depth], "", None, False, level.blank, 0)
            return entry if is_heading else replace(entry, numbered=bullets)
        label, style, delim = _label(levels, depth, counts), level.style, level.delim
        if is_heading or style is None or delim is None or level.shown > 1:
            return _written(entry, label)
        attributes = nodes.ListAttributes(counts[depth], style, delim)
        return replace(entry, numbered=Numbered(root, depth - 1, counts[depth], label, attributes, False, False, 0))


def _written(entry: Entry, label: str) -> Entry:
    """Return an entry with its label as text."""
    match entry.block:
        case nodes.Header() as block:
            return replace(entry, block=replace(block, content=_labelled(label, block.content)))
        case None:
            return replace(entry, content=_labelled(label, entry.content))
        case _:
            return entry


def _label(levels: dict[int, Level], at: int, counts: dict[int, int]) -> str:
    """Return the label of level `at`, with the numbers of the levels above that it shows."""
    level = levels.get(at)
    if level is None or not level.form:
        return ""
    shown = range(max(at - level.shown + 1, 1), at + 1)
    numbers = [numeral(counts.get(one, 1), levels.get(one, Level(form="1")).numerals) for one in shown]
    return f"{level.before}{'.'.join(numbers)}{level.after}"


def _labelled(label: str, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if not label:
        return content
    gap = "" if label[-1] in "、．，)）】》〉 \u3000" else " " if label[-1].isascii() else "\u3000"
    if content and isinstance(content[0], nodes.Str):
        return (nodes.Str(label + gap + content[0].text), *content[1:])
    return (nodes.Str(label + gap), *content)
