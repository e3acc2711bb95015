"""All parts of the package from what the pass over the tree left behind."""

from __future__ import annotations

from convert import patterns
from convert.nodes import Document
from convert.records import field, mutable
from convert.writers.docx import package, section
from convert.writers.docx.core import app_properties, core_properties, variables
from convert.writers.docx.fontsets import font_name, font_table
from convert.writers.docx.story import Part, Story
from convert.writers.docx.stylesheet import StyleSheet, base_part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from convert.writers.docx.reference import Reference

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PACKAGE: Final = "application/vnd.openxmlformats-package."
_BODY_NAMESPACES: Final = (
    f"{section.NAMESPACES} "
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_SAMPLE: Final = 400
"""Paragraphs in which the units of a document are looked for."""

_NAMED: Final = (
    r'w:type="(\w+)"[^>]* w:styleId="([^"]+)"[^>]*>\s*<w:name w:val="([^"]+)"/>(?:<w:aliases w:val="([^"]+)")?'
)


def styles_root(sheet: StyleSheet, variants: str = "") -> str:
    """Return the root of styles.xml: the base's, document defaults before, the profile's and the document's after."""
    root = base_part("styles.xml").partition("?>")[2].lstrip()
    head, _, rest = root.partition("<w:latentStyles")
    inside, _, _ = rest.rpartition("</w:styles>")
    return f"{head}{sheet.defaults}<w:latentStyles{inside}{sheet.xml}{variants}</w:styles>"


def style_ids(sheet: StyleSheet) -> dict[tuple[str, str], str]:
    """Return the id of each of our styles by its type and its lower-case name, by its Chinese name as well."""
    found = patterns.findall(_NAMED, styles_root(sheet))
    return {(kind, name.lower()): key for kind, key, *names in found for name in names if name}


@mutable
class Assembly:
    """Parts by name, and their content types by name and by suffix."""

    story: Story
    document: Document
    model: Reference | None
    parts: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    suffixes: dict[str, str] = field(
        default_factory=lambda: {"rels": f"{_PACKAGE}relationships+xml", "xml": "application/xml"}
    )

    def package(self, body: Iterable[str]) -> bytes:
        """Return the .docx whose body holds the blocks in `body`."""
        body = tuple(body)
        self.word_parts("".join(body[:_SAMPLE]))
        footers = self.footers()
        setup = self.model.setup(self.story.document, footers) if self.model else None
        setup = setup or section.section(self.story.profile, self.story.options, footers)
        whole = (f"<w:document {_BODY_NAMESPACES}><w:body>", *body, setup, "</w:body></w:document>")
        self.put("word/document.xml", package.xml_part(*whole), _WORD + "document.main+xml")
        self.model_parts()
        self.images()
        self.properties()
        self.parts["word/_rels/document.xml.rels"] = package.relations(self.story.document)
        if self.story.notes and self.story.footnotes.relations:
            self.parts["word/_rels/footnotes.xml.rels"] = package.relations(self.story.footnotes)
        self.parts["[Content_Types].xml"] = package.content_types(self.kinds, self.suffixes)
        return package.zipped(self.parts)

    def put(self, name: str, data: bytes, kind: str) -> None:
        """Add a part with its content type."""
        self.parts[name] = data
        self.kinds[name] = kind

    def add(self, name: str, data: bytes, kind: str = "") -> str:
        """Add a part of the document and return the id of its relation."""
        kind = kind or name
        self.put(f"word/{name}.xml", data, f"{_WORD}{kind}+xml")
        return self.story.document.relate(f"{package.RELATIONSHIPS}/{kind}", f"{name}.xml")

    def word_parts(self, sample: str) -> None:
        """Add fonts, styles, notes, comments, numbering and settings; `sample` tells what stands beside numbers."""
        story, profile, options = self.story, self.story.profile, self.story.options
        fonts = f"<w:fonts {section.NAMESPACES}>{font_table(profile, options.fonts)}</w:fonts>"
        self.add("fontTable", package.xml_part(fonts))
        written = ""
        if story.notes:
            from convert.writers.docx.notes import footnotes

            written = footnotes(story)
        ours = styles_root(story.sheet, "".join(xml for _, xml in story.variants.values()))
        self.add("styles", self.model.with_styles(ours) if self.model else package.xml_part(ours))
        if written:
            self.add("footnotes", package.xml_part(f"<w:footnotes {_BODY_NAMESPACES}>{written}</w:footnotes>"))
        if story.tracked and story.tracked.comments:
            from convert.writers.docx.tracked import comments

            inside = comments(story.tracked.comments)
            self.add("comments", package.xml_part(f"<w:comments {section.NAMESPACES}>{inside}</w:comments>"))
        self.numbering()
        settings = section.settings(
            profile,
            variables=variables(self.document),
            notes=bool(story.notes),
            units=section.units(sample),
            leads=section.leads(sample),
            grid=options.grid,
            even_and_odd=self.model.even_and_odd if self.model and self.model.section is not None else None,
        )
        self.add("settings", package.xml_part(settings.partition("?>")[2].lstrip()))

    def numbering(self) -> None:
        """Add the lists, after those of the reference document when it has any."""
        story, model = self.story, self.model
        font = font_name(story.profile.faces[story.style("body").latin], story.options.fonts)
        inside = story.numbering.xml(story.grid.character, font) if story.numbering.used else ""
        ours = f"<w:numbering {section.NAMESPACES}>{inside}</w:numbering>"
        merged = model.with_numbering(ours) if model else None
        if merged or inside:
            self.add("numbering", merged or package.xml_part(ours))

    def footers(self) -> dict[str, str]:
        """Add our footers, unless the reference has its own, and return their relation ids by kind of page."""
        number = self.story.profile.page_number
        if not number.shown or (self.model and any(kind == "footer" for _, kind, _ in self.model.relations)):
            return {}
        sides = {"default": number.odd}
        if section.has_even_footers(self.story.profile):
            sides["even"] = number.even
        found: dict[str, str] = {}
        for kind, side in sides.items():
            root = f"<w:ftr {section.NAMESPACES}>{section.footer(self.story.profile, side)}</w:ftr>"
            found[kind] = self.add(f"footer-{kind}", package.xml_part(root), "footer")
        return found

    def model_parts(self) -> None:
        """Add headers, footers and theme of the reference document."""
        for name, (data, kind) in (self.model.parts if self.model else {}).items():
            self.parts[name] = data
            if kind:
                self.kinds[name] = kind

    def images(self) -> None:
        """Add the images."""
        for name, data in self.story.images.values():
            self.parts[f"word/{name}"] = data
            suffix = name.rpartition(".")[2]
            self.suffixes[suffix] = f"image/{suffix}"

    def properties(self) -> None:
        """Add the document properties and the relations of the package."""
        core = package.xml_part(core_properties(self.document, self.story.profile.lang))
        self.put("docProps/core.xml", core, f"{_PACKAGE}core-properties+xml")
        app = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        self.put("docProps/app.xml", package.xml_part(app_properties(self.document)), app)
        root = Part()
        root.relate(f"{package.RELATIONSHIPS}/officeDocument", "word/document.xml")
        root.relate(f"{package.CORE_PROPERTIES}", "docProps/core.xml")
        root.relate(f"{package.RELATIONSHIPS}/extended-properties", "docProps/app.xml")
        self.parts["_rels/.rels"] = package.relations(root)
