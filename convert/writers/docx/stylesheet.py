"""The style sheet: one Word style per style of the profile, each with only what differs from its parent."""

from __future__ import annotations

import os.path
from math import floor

from convert.caching import cache, lru_cache
from convert.profile import POINTS_PER_MM, Profile, ResolvedStyle
from convert.records import record, replace
from convert.writers.docx.fontsets import font_name
from convert.writers.docx.gallery import alias, listing
from convert.writers.docx.options import DocxOptions
from convert.writers.docx.text import attribute
from convert.writers.docx.units import TWIPS_PER_POINT, half_points, hundredths, mm_twips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

BUILT_IN_NAMES: Final = frozenset(
    ["Normal", "Title", "Subtitle", "caption", "footnote text", "footer", "header", "List Paragraph", "Quote", "Date"]
    + ["Salutation", "Signature", "Block Text", "TOC Heading"]
    + [f"{kind} {level}" for kind in ("heading", "toc") for level in range(1, 10)]
)
"""Names (w:name) of styles Word knows by itself; every other style is custom."""

_JUSTIFICATION: Final = {
    "justify": "both",
    "left": "left",
    "center": "center",
    "right": "right",
    "distribute": "distribute",
}
_DERIVED: Final = {
    **{f"heading-{level}": ("heading-6", "body", f"heading {level}", level) for level in (7, 8, 9)},
    **{f"chapter-{level}": ("chapter", f"heading-{level}", f"chapter {level}", 0) for level in (2, 3)},
}
"""Styles no profile names: like which style they look, on which they are based, their name and outline level."""

_BASE: Final = os.path.join(os.path.dirname(__file__), "base")  # noqa: PTH118, PTH120 - pathlib takes 4 ms to import


@record
class StyleSheet:
    """Style elements of styles.xml and the style id of each name of the profile."""

    xml: str
    defaults: str
    paragraph: Mapping[str, str]
    character: Mapping[str, str]
    styles: Styles


@record
class Metrics:
    """The grid in twips: pitch of lines and of characters, and what is added to each character to reach it."""

    line: int
    tracking: int
    character: float


def metrics(profile: Profile, grid: str = "lines") -> Metrics:
    """Return the grid of `profile`, rounded down so that a page holds its lines and a line its characters.

    22 × 28 of GB/T 9704 5.2.3 gives 579 twips and -5 twips a character, as measured in LibreOffice.
    """
    body = profile.style("body")
    pitch = profile.pitch(body)
    line = floor(pitch * TWIPS_PER_POINT)
    if not profile.grid.chars:
        return Metrics(line, 0, body.size * TWIPS_PER_POINT)
    wide = profile.page.text_width * POINTS_PER_MM / profile.grid.chars
    tracking = floor((wide - body.size) * TWIPS_PER_POINT)
    return Metrics(line, tracking if grid == "lines" else 0, body.size * TWIPS_PER_POINT + tracking)


@cache
def base_part(name: str) -> str:
    """Return a part of the base package as text."""
    with open(os.path.join(_BASE, name), encoding="utf-8") as stream:  # noqa: PTH118, PTH123
        return stream.read()


def style_sheet(profile: Profile, options: DocxOptions) -> StyleSheet:
    """Return the styles of `profile` as Word styles: built-in ones under Word's own names, the rest as custom."""
    return _style_sheet(_Same(profile), options)


class _Same:
    """A profile as the key of a cache: profiles hold mappings, so identity stands for equality."""

    __slots__ = ("profile",)

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.profile is self.profile

    def __hash__(self) -> int:
        return id(self.profile)


@lru_cache(maxsize=8)
def _style_sheet(key: _Same, options: DocxOptions) -> StyleSheet:
    profile = key.profile
    writer = Styles(profile, options)
    names = [*profile.styles, *_DERIVED]
    paragraph = {name: writer.key(name) for name in names if not writer.style(name).character}
    character = {name: writer.key(name) for name in names if writer.style(name).character}
    xml = "".join(writer.element(name) for name in names)
    return StyleSheet(xml + writer.contents_styles(), writer.defaults(), paragraph, character, writer)


class Styles:
    """Writes the styles of one profile."""

    def __init__(self, profile: Profile, options: DocxOptions) -> None:
        self.profile = profile
        self.options = options
        self.grid = metrics(profile, options.grid)
        self._resolved: dict[str, ResolvedStyle] = {}

    def style(self, name: str) -> ResolvedStyle:
        """Return the resolved style, looked up once."""
        found = self._resolved.get(name)
        if found is None:
            like, based_on, shown, level = _DERIVED.get(name, (name, "", "", 0))
            found = self.profile.style(like)
            if name in _DERIVED:
                found = replace(found, role=name, based_on=based_on, name=shown, level=level)
            self._resolved[name] = found
        return found

    def key(self, name: str) -> str:
        """Return the style id: the name in camel case, in ASCII."""
        shown = self.style(name).name
        source = shown if shown.isascii() else name
        return "".join(part[:1].upper() + part[1:] for part in source.replace("-", " ").split())

    def element(self, name: str) -> str:
        """Return the w:style element."""
        style = self.style(name)
        shown = style.name
        custom = "" if shown in BUILT_IN_NAMES else ' w:customStyle="1"'
        kind = "character" if style.character else "paragraph"
        default = ' w:default="1"' if name == "body" else ""
        head = f'<w:style w:type="{kind}"{default}{custom} w:styleId="{self.key(name)}">'
        head += f'<w:name w:val="{attribute(shown)}"/>{alias(name, self.profile.lang)}'
        if style.character:
            body = self.style("body")
            link = self._linked(name)
            head += f'<w:basedOn w:val="DefaultParagraphFont"/>{link}{listing(shown)}'
            inside = self.run_properties(style, body)
            return head + (f"<w:rPr>{inside}</w:rPr>" if inside else "") + "</w:style>"
        parent = None if name == "body" else self.style(style.based_on)
        if parent is not None:
            head += f'<w:basedOn w:val="{self.key(parent.role)}"/>'
        if self._followed_by_body(style):
            head += f'<w:next w:val="{self.key("body")}"/>'
        head += self._linked(name)
        head += listing(shown)
        paragraph = self.paragraph_properties(style, parent)
        run = self.run_properties(style, parent)
        head += f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
        return head + (f"<w:rPr>{run}</w:rPr>" if run else "") + "</w:style>"

    def _linked(self, name: str) -> str:
        """Return w:link between a heading and the run-in head of its level when both look alike."""
        kind, _, level = name.rpartition("-")
        other = {"heading": f"run-in-{level}", "run-in": f"heading-{level}"}.get(kind, "")
        if other not in self.profile.styles or not level.isdigit():
            return ""
        one, two = self.style(name), self.style(other)
        alike = all(
            getattr(one, slot) == getattr(two, slot) for slot in ("face", "latin", "size", "bold", "italic", "color")
        )
        return f'<w:link w:val="{self.key(other)}"/>' if alike else ""

    @staticmethod
    def _followed_by_body(style: ResolvedStyle) -> bool:
        return style.level > 0 or style.role in {"title", "recipients", "salutation", "caption"}

    def run_properties(self, style: ResolvedStyle, parent: ResolvedStyle | None) -> str:
        """Return the children of w:rPr that differ from `parent`, all when there is none."""
        out = []
        if parent is None or (style.face, style.latin) != (parent.face, parent.latin):
            out.append(self.fonts(style))
        if parent is None or style.bold != parent.bold:
            out.append(_toggle("b", style.bold) if parent or style.bold else "")
        if parent is None or style.italic != parent.italic:
            out.append(_toggle("i", style.italic) if parent or style.italic else "")
        if self.profile.faces[style.latin].generic == "monospace" and parent is not None:
            out.append("<w:noProof/>")
        if parent is None or style.color != parent.color:
            out.append(f'<w:color w:val="{style.color.upper()}"/>')
        tracking = self.tracking(style)
        if parent is None or tracking != self.tracking(parent):
            out.append(f'<w:spacing w:val="{tracking}"/>')
        if parent is None or style.size != parent.size:
            size = half_points(style.size)
            out.append(f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
        return "".join(out)

    def fonts(self, style: ResolvedStyle) -> str:
        """Return w:rFonts with all four names, so that no theme font can win."""
        faces = self.profile.faces
        upright = style.face == style.latin and faces[style.face].generic == "monospace" and "hei" in faces
        wide = attribute(font_name(faces["hei" if upright else style.face], self.options.fonts))
        latin = attribute(font_name(faces[style.latin], self.options.fonts))
        return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{wide}" w:hAnsi="{latin}" w:cs="{latin}"/>'

    def tracking(self, style: ResolvedStyle) -> int:
        """Return what is added to each character, in twips: only text of the body's size on the grid needs it."""
        on_grid = style.grid and style.size == self.style("body").size
        return self.grid.tracking if on_grid else 0

    def paragraph_properties(self, style: ResolvedStyle, parent: ResolvedStyle | None) -> str:
        """Return the children of w:pPr that differ from `parent`, in schema order."""
        out = []
        for tag, own, other in (
            ("keepNext", style.keep_next, bool(parent and parent.keep_next)),
            ("keepLines", style.keep_together, bool(parent and parent.keep_together)),
        ):
            if own != other:
                out.append(_toggle(tag, own))
        if style.page_break_before:
            out.append(_toggle("pageBreakBefore", True))
        if parent is None:
            out.append(self._typesetting())
        if parent is None or style.grid != parent.grid:
            out.append(_toggle("snapToGrid", style.grid) if parent or not style.grid else "")
        for direct in (self.spacing, self.indent):
            if parent is None or direct(style) != direct(parent):
                out.append(direct(style))
        if parent is None or style.align != parent.align:
            out.append(f'<w:jc w:val="{_JUSTIFICATION[style.align]}"/>')
        if style.role == "red-rule":
            line = f'<w:bottom w:val="single" w:sz="12" w:space="1" w:color="{style.color.upper()}"/>'
            out.insert(0, f"<w:pBdr>{line}</w:pBdr>")
        if style.level:
            out.append(f'<w:outlineLvl w:val="{style.level - 1}"/>')
        return "".join(out)

    def _typesetting(self) -> str:
        """Return the rules of the line.

        Hanging marks (overflowPunct) are Word's own default, and LibreOffice 7.4 reads the flag upside down: switching
        them off for Word hangs every full stop there, beyond the text block. So it takes the option `hanging_marks`.
        """
        rules = self.profile.typesetting
        gap = rules.latin_gap > 0
        return "".join(
            [
                _toggle("widowControl", rules.widow_control),
                _toggle("kinsoku", True),
                _toggle("wordWrap", True),
                _toggle("overflowPunct", rules.hanging or self.options.hanging_marks != "word"),
                _toggle("topLinePunct", False),
                _toggle("autoSpaceDE", gap),
                _toggle("autoSpaceDN", gap),
                _toggle("adjustRightInd", self.options.grid == "chars"),
            ]
        )

    def spacing(self, style: ResolvedStyle) -> str:
        """Return w:spacing of the paragraph: exact pitch, space above and below in lines of body text.

        A twip more than whole lines would cost a line in LibreOffice, which takes the next line of the grid.
        """
        line = floor(self.profile.pitch(style) * TWIPS_PER_POINT)
        before, after = (floor(value * self.grid.line) for value in (style.before, style.after))
        rule = "atLeast" if style.role == "figure" else "exact"  # a picture in an exact line would be cut off
        return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'

    def indent(self, style: ResolvedStyle) -> str:
        """Return w:ind in twips and in characters; Word prefers characters, other programs read twips."""
        wide = style.size * TWIPS_PER_POINT + self.tracking(style)

        def both(name: str, characters: float) -> str:
            return f' w:{name}="{round(characters * wide)}" w:{name}Chars="{hundredths(characters)}"'

        edges = both("left", style.left + style.hang) + both("right", style.right)
        if style.hang:
            return f"<w:ind{edges}{both('hanging', style.hang)}/>"
        return f"<w:ind{edges}{both('firstLine', style.first_line)}/>"

    def contents_styles(self) -> str:
        """Return toc 1 to 3: dotted leaders to the right edge of the text block."""
        width = mm_twips(self.profile.page.text_width)
        wide = self.style("toc").size * TWIPS_PER_POINT
        tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
        return "".join(
            f'<w:style w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/>'
            f'<w:basedOn w:val="{self.key("toc")}"/><w:next w:val="{self.key("body")}"/>{listing(f"toc {level}")}'
            f'<w:pPr>{tab}<w:ind w:left="{round((level - 1) * wide)}" w:leftChars="{(level - 1) * 100}" '
            'w:firstLine="0" w:firstLineChars="0"/></w:pPr></w:style>'
            for level in (1, 2, 3)
        )

    def defaults(self) -> str:
        """Return w:docDefaults: fonts, size and languages of body text; spacing and indents stand in Normal."""
        body = self.style("body")
        size = half_points(body.size)
        lang = attribute(self.profile.lang)
        return (
            f"<w:docDefaults><w:rPrDefault><w:rPr>{self.fonts(body)}"
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="{lang}" w:bidi="ar-SA"/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        )


def _toggle(tag: str, value: bool) -> str:
    return f"<w:{tag}/>" if value else f'<w:{tag} w:val="0"/>'
