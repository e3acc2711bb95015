"""From a document to the bytes of a .docx."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from convert import nodes
from convert.contracts import Context
from convert.diagnostics import Edit, Severity
from convert.nodes import Document, Role
from convert.profile import POINTS_PER_MM, Profile
from convert.transforms.gongwen import HEAD_ROLES, head_length, official
from convert.transforms.head import placed_head
from convert.transforms.placement import Measure, placed_parts
from convert.walk import div, meta_text, role_of
from convert.writers.docx import codes, contents, notes, package, section
from convert.writers.docx.blocks import Body
from convert.writers.docx.core import core_properties, variables
from convert.writers.docx.fontsets import font_name, font_table
from convert.writers.docx.options import DocxOptions
from convert.writers.docx.story import Part, Scope, Story
from convert.writers.docx.stylesheet import base_part, metrics, style_sheet
from convert.writers.docx.tracked import Tracked, comments

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_BODY_NAMESPACES: Final = (
    f"{section.NAMESPACES} "
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_FRONT: Final = frozenset(
    {*HEAD_ROLES, Role.TITLE, Role.SUBTITLE, Role.OCCASION, Role.DATELINE, Role.SPEAKER, Role.AUTHOR}
)
_APP: Final = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>wenzhuan</Application></Properties>"
)


def write(document: Document, options: DocxOptions, context: Context) -> bytes:
    """Return the .docx of `document`: the same document, profile and options give the same bytes."""
    profile = context.profile
    document = _placed(official(document, profile), profile)
    document = _with_contents(document) if options.toc else document
    edits = tuple(edit for edit in context.edits if isinstance(edit, Edit))
    tracked = Tracked(context.decoded, edits) if options.track_changes and edits else None
    grid = metrics(profile, options.grid)
    story = Story(profile, options, context, style_sheet(profile, options), grid, tracked=tracked)
    if any(role_of(block) is Role.TOC for block in document.blocks):
        found = contents.headings(document.blocks)
        story.entries = contents.entries(found, contents.pages_of(document, profile, context.fonts, found))
    scope = Scope(story.document, profile.page.text_width * POINTS_PER_MM)
    body = Body(story)
    body.document(document.blocks, scope)
    if tracked:
        _report_untracked(story, tracked)
    parts: dict[str, bytes] = {}
    kinds: dict[str, str] = {}
    _word_parts(story, document, parts, kinds)
    footers = _footers(story, parts, kinds)
    xml = "".join(body.out)
    parts["word/document.xml"] = package.xml_part(
        f"<w:document {_BODY_NAMESPACES}><w:body>{xml}{section.section(profile, options, footers)}"
        "</w:body></w:document>"
    )
    kinds["word/document.xml"] = _WORD + "document.main+xml"
    return _assembled(story, document, parts, kinds)


def _report_untracked(story: Story, tracked: Tracked) -> None:
    """Name each change of visible characters that no tracked change shows."""
    for edit in tracked.left():
        message = f"change by {edit.code} is made, but not shown as a tracked change"
        story.report(codes.UNTRACKED, message, edit.span, Severity.INFO)


def _with_contents(document: Document) -> Document:
    """Return `document` with its headings listed below its front, unless it has a table of contents."""
    if any(role_of(block) is Role.TOC for block in document.blocks):
        return document
    at = 0
    while at < len(document.blocks) and role_of(document.blocks[at]) in _FRONT:
        at += 1
    lines = [nodes.Para(node.content) for node in contents.headings(document.blocks) if node.level <= contents.LEVELS]
    blocks = (*document.blocks[:at], div(Role.TOC, *lines), *document.blocks[at:])
    return replace(document, blocks=blocks)


def _placed(document: Document, profile: Profile) -> Document:
    """Return `document` with 版头, signature, attachments note and 印发 in their places."""
    count = head_length(document.blocks)
    measure = Measure.of(profile, seal=meta_text(document, "seal") in {"true", "yes", "1", "是", "有"})
    head = placed_head(document.blocks[:count], profile)
    return replace(document, blocks=(*head, *placed_parts(document.blocks[count:], measure)))


def _word_parts(story: Story, document: Document, parts: dict[str, bytes], kinds: dict[str, str]) -> None:
    """Add styles, fonts, numbering, notes and settings."""
    profile, options = story.profile, story.options

    def add(name: str, root: str, kind: str = "") -> None:
        parts[f"word/{name}.xml"] = package.xml_part(root)
        kinds[f"word/{name}.xml"] = f"{_WORD}{kind or name}+xml"
        story.document.relate(f"{package.RELATIONSHIPS}/{kind or name}", f"{name}.xml")

    add("fontTable", f"<w:fonts {section.NAMESPACES}>{font_table(profile, options.fonts)}</w:fonts>")
    add("styles", _styles(story))
    if story.notes:
        add("footnotes", f"<w:footnotes {_BODY_NAMESPACES}>{notes.footnotes(story)}</w:footnotes>")
    if story.tracked and story.tracked.comments:
        add("comments", f"<w:comments {section.NAMESPACES}>{comments(story.tracked.comments)}</w:comments>")
    if story.numbering.used:
        font = font_name(profile.faces[profile.style("body").latin], options.fonts)
        add(
            "numbering",
            f"<w:numbering {section.NAMESPACES}>{story.numbering.xml(story.grid.character, font)}</w:numbering>",
        )
    settings = section.settings(profile, variables=variables(document), notes=bool(story.notes))
    add("settings", settings.partition("?>")[2].lstrip())


def _styles(story: Story) -> str:
    """Return the root of styles.xml: the base's, with document defaults before and the profile's styles after."""
    root = base_part("styles.xml").partition("?>")[2].lstrip()
    head, _, rest = root.partition("<w:latentStyles")
    inside, _, _ = rest.rpartition("</w:styles>")
    return f"{head}{story.sheet.defaults}<w:latentStyles{inside}{story.sheet.xml}</w:styles>"


def _footers(story: Story, parts: dict[str, bytes], kinds: dict[str, str]) -> dict[str, str]:
    """Add the footers and return their relation ids by kind of page."""
    number = story.profile.page_number
    if not number.shown:
        return {}
    sides = {"default": number.odd}
    if section.has_even_footers(story.profile):
        sides["even"] = number.even
    found: dict[str, str] = {}
    for index, (kind, side) in enumerate(sides.items(), 1):
        name = f"footer{index}"
        root = f"<w:ftr {section.NAMESPACES}>{section.footer(story.profile, side)}</w:ftr>"
        parts[f"word/{name}.xml"] = package.xml_part(root)
        kinds[f"word/{name}.xml"] = f"{_WORD}footer+xml"
        found[kind] = story.document.relate(f"{package.RELATIONSHIPS}/footer", f"{name}.xml")
    return found


def _assembled(story: Story, document: Document, parts: dict[str, bytes], kinds: dict[str, str]) -> bytes:
    """Return the zip of all parts with their relations and types."""
    suffixes = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    for name, data in story.images.values():
        parts[f"word/{name}"] = data
        suffix = name.rpartition(".")[2]
        suffixes[suffix] = f"image/{suffix}"
    parts["docProps/core.xml"] = package.xml_part(core_properties(document))
    parts["docProps/app.xml"] = package.xml_part(_APP)
    kinds["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    kinds["docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    root = Part()
    root.relate(f"{package.RELATIONSHIPS}/officeDocument", "word/document.xml")
    root.relate(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"
    )
    root.relate(f"{package.RELATIONSHIPS}/extended-properties", "docProps/app.xml")
    parts["_rels/.rels"] = package.relations(root)
    parts["word/_rels/document.xml.rels"] = package.relations(story.document)
    if story.notes and story.footnotes.relations:
        parts["word/_rels/footnotes.xml.rels"] = package.relations(story.footnotes)
    parts["[Content_Types].xml"] = package.content_types(kinds, suffixes)
    return package.zipped(parts)
