"""Inlines to material: each run of text with its look, notes, images, links and readings in their places."""

from __future__ import annotations

from convert import nodes
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.errors import unreachable
from convert.layout.frames import ARTIFACT
from convert.layout.images import fitted, image_size
from convert.layout.languages import language, passages
from convert.layout.looks import SUBSCRIPT_RISE, SUPERSCRIPT_RISE, Look
from convert.layout.material import Area, Footnote, ImageBox, Material, Reading
from convert.layout.shaping import Shaper, is_western
from convert.layout.structure import Tree
from convert.profile import Profile
from convert.transforms.styles import style_name
from convert.walk import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

_LINK_COLOR: Final = "0B3D91"
_EAST: Final = "\u2e80"
"""First character of the East Asian blocks."""

_Styled = (
    nodes.Emph
    | nodes.Strong
    | nodes.Underline
    | nodes.Strikeout
    | nodes.Superscript
    | nodes.Subscript
    | nodes.SmallCaps
    | nodes.Cite
)
_Attached = nodes.Link | nodes.Image | nodes.Note | nodes.Span | nodes.Ruby
_Plain = (
    nodes.Str
    | nodes.Space
    | nodes.SoftBreak
    | nodes.LineBreak
    | nodes.Quoted
    | nodes.Code
    | nodes.Math
    | nodes.RawInline
)


class Collector:
    """Collects the inlines of paragraphs; counts the notes of the document."""

    def __init__(
        self,
        profile: Profile,
        shaper: Shaper,
        tree: Tree,
        *,
        report: Callable[[Diagnostic], None],
        resource: Callable[[str], bytes | None],
    ) -> None:
        self._profile = profile
        self._shaper = shaper
        self._tree = tree
        self._report = report
        self._resource = resource
        self._notes = 0

    def collect(
        self, inlines: Iterable[nodes.Inline], look: Look, element: int, measure: float, span: Span | None
    ) -> Material:
        """Return the material of a paragraph set `measure` pt wide whose text belongs to `element`."""
        content = tuple(inlines)
        material = Material(span=span, hanzi=not is_western(plain_text(content)))
        material.own(element)
        _Run(self, material, measure).add_all(content, look)
        if not material.hanzi and element != ARTIFACT and next(passages(material.string), None):
            self._tree.speak(element, language(material.string))
        return material

    def text(
        self, text: str, look: Look, element: int, *, span: Span | None = None, verbatim: bool = False
    ) -> Material:
        """Return the material of plain text; `verbatim` keeps all its blanks."""
        material = Material(span=span, hanzi=verbatim or not is_western(text), verbatim=verbatim)
        material.own(element)
        self._shaper.add(material, text, look, span)
        return material

    def note(self, node: nodes.Note, parent: int) -> Footnote:
        """Count a note and give it an element."""
        self._notes += 1
        number = self._notes
        return Footnote(node.content, number, self._tree.add("Note", parent, identifier=f"note-{number}"))


class _Run:
    """The state of collecting one paragraph."""

    def __init__(self, room: Collector, material: Material, measure: float) -> None:
        self._room = room
        self._material = material
        self._measure = measure
        self._soft = False

    def add_all(self, inlines: Iterable[nodes.Inline], look: Look) -> None:
        for inline in inlines:
            self.add(inline, look)

    def add(self, node: nodes.Inline, look: Look) -> None:
        if type(node) is nodes.Str:  # as most are
            self._text(node.text, look, node.span)
        elif isinstance(node, _Styled):
            self.add_all(node.content, self._styled(node, look))
        elif isinstance(node, _Attached):
            self._attached(node, look)
        else:
            self._plain(node, look)

    def _plain(self, node: _Plain, look: Look) -> None:
        match node:
            case nodes.Str(text):
                self._text(text, look, node.span)
            case nodes.Space():
                self._text(" ", look, node.span)
            case nodes.SoftBreak():
                self._soft = True
            case nodes.LineBreak():
                self._material.breaks.append(len(self._material))
            case nodes.Quoted(kind, content):
                marks = "‘’" if kind is nodes.QuoteType.SINGLE else "“”"
                self._text(marks[0], look, node.span)
                self.add_all(content, look)
                self._text(marks[1], look, node.span)
            case nodes.Code(_, text):
                self._text(text, look.styled(self._room._profile.style(style_name(node))), node.span)
            case nodes.Math(_, text):
                self._text(text, look._replace(italic=True), node.span)
            case nodes.RawInline(name, _):
                self._room._report(_raw(name, node.span))
            case _:
                raise unreachable(node)

    def _attached(self, node: _Attached, look: Look) -> None:
        match node:
            case nodes.Link(_, content, target):
                self._link(node, content, target.url, look)
            case nodes.Image(_, content, target):
                self._image(content, target, look, node.span)
            case nodes.Note():
                self._note(node, look)
            case nodes.Span(attr, content):
                self._span(node, attr, content, look)
            case nodes.Ruby(content, reading):
                self._ruby(content, reading, look)
            case _:
                raise unreachable(node)

    def _styled(self, node: _Styled, look: Look) -> Look:
        match node:
            case nodes.SmallCaps() | nodes.Cite():
                return look
            case nodes.Emph():
                return self._emphasised(look)
            case nodes.Strong():
                return look._replace(bold=True)
            case nodes.Underline():
                return look._replace(underline=True)
            case nodes.Strikeout():
                return look._replace(strikeout=True)
            case nodes.Superscript():
                return look.script(SUPERSCRIPT_RISE)
            case nodes.Subscript():
                return look.script(SUBSCRIPT_RISE)
            case _:
                raise unreachable(node)

    def _text(self, text: str, look: Look, span: Span | None) -> None:
        if self._soft and text:
            self._soft = False
            before = self._material.string[-1:]
            # a line end of the source parts Latin words; beside hanzi it says nothing
            if before and before < _EAST and text[0] < _EAST:
                text = " " + text
        material, start = self._material, len(self._material)
        self._room._shaper.add(material, text, look, span or material.span)
        if " " in text and not look.mono and len(material) - start == len(text):
            self._speak(text, start)

    def _speak(self, text: str, start: int) -> None:
        """Give passages in another language than the document's to elements that state it."""
        parent = self._material.owner
        if parent == ARTIFACT or not self._material.hanzi:
            return
        for first, last, lang in passages(text):
            attributes = (("Lang", lang),)
            self._material.own(self._room._tree.add("Span", parent, attributes=attributes), start + first)
            self._material.own(parent, start + last)

    def _emphasised(self, look: Look) -> Look:
        """Return the look of emphasis: slanted Latin, hanzi in Kai where the profile has it."""
        face = "kai" if "kai" in self._room._profile.faces else look.face
        return look._replace(italic=True, face=face)

    def _under(self, kind: str, alt: str = "") -> tuple[int, int]:
        parent = self._material.owner
        return parent, self._room._tree.add(kind, parent, alt=alt)

    def _link(self, node: nodes.Link, content: tuple[nodes.Inline, ...], url: str, look: Look) -> None:
        parent, element = self._under("Link")
        start = len(self._material)
        self._material.own(element)
        self.add_all(content or (nodes.Str(url),), look._replace(color=_LINK_COLOR))
        self._material.areas.append(Area(start, len(self._material), url, element, plain_text(node) or url))
        self._material.own(parent)

    def _span(self, node: nodes.Span, attr: nodes.Attr, content: tuple[nodes.Inline, ...], look: Look) -> None:
        if attr.id:
            self._material.anchors[len(self._material)] = attr.id
        name = style_name(node)
        styles = self._room._profile.styles
        self.add_all(content, look.styled(self._room._profile.style(name)) if name in styles else look)

    def _note(self, node: nodes.Note, look: Look) -> None:
        parent = self._material.owner
        footnote = self._room.note(node, parent)
        mark = self._room._tree.add("Link", self._room._tree.add("Reference", parent))
        self._material.own(mark)
        at = len(self._material)
        self._text(f"[{footnote.number}]", look.script(SUPERSCRIPT_RISE), node.span)
        self._material.areas.append(
            Area(at, len(self._material), f"#note-{footnote.number}", mark, f"[{footnote.number}]")
        )
        self._material.notes[len(self._material) - 1] = footnote
        self._material.own(parent)

    def _ruby(self, content: tuple[nodes.Inline, ...], reading: str, look: Look) -> None:
        if not plain_text(content).strip():
            self._text(reading, look, self._material.span)
            return
        start = len(self._material)
        parent, element = self._under("Ruby")
        self._material.own(self._room._tree.add("RB", element))
        self.add_all(content, look)
        self._material.own(parent)
        if len(self._material) > start:
            spoken = self._room._tree.add("RT", element)
            above = Material(hanzi=not is_western(reading))
            half = look._replace(size=look.size / 2, cell=look.size / 2)
            self._room._shaper.add(above, reading, half, self._material.span)
            end = len(self._material)
            while self._material.string[end - 1].isspace():
                end -= 1
            self._material.readings.append(Reading(start, end, above, spoken))

    def _image(self, content: tuple[nodes.Inline, ...], target: nodes.Target, look: Look, span: Span | None) -> None:
        alt = plain_text(content) or target.title or target.url
        data = self._room._resource(target.url)
        size = image_size(data) if data else None
        if size is None:
            message = f"the image {target.url!r} cannot be placed; its description stands in its place"
            self._room._report(Diagnostic("LAY003", Severity.WARNING, message, span, stage=Stage.LAYOUT))
            self._text(alt, look, span)
            return
        page = self._room._profile.page
        width, height = fitted(size, self._measure, page.text_height * 72 / 25.4 * 0.8)
        parent, element = self._under("Figure", alt)
        self._material.own(element)
        self._room._shaper.add_box(self._material, look, ImageBox(target.url, width, height, alt, element))
        self._material.own(parent)


def _raw(name: str, span: Span | None) -> Diagnostic:
    return Diagnostic("LAY004", Severity.INFO, f"raw {name} is left out", span, stage=Stage.LAYOUT)


raw_left_out = _raw
