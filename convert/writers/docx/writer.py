"""From a document to the bytes of a .docx."""

from __future__ import annotations

from convert import nodes
from convert.contracts import Context
from convert.diagnostics import Edit, Severity
from convert.nodes import Document, Role
from convert.profile import POINTS_PER_MM, Profile
from convert.records import replace
from convert.transforms.gongwen import official
from convert.transforms.head import placed_head
from convert.transforms.placement import Measure, placed_parts
from convert.transforms.raising import HEAD_ROLES, head_length
from convert.transforms.signature import is_sealed, is_stamped
from convert.walk import div, role_of
from convert.writers.docx import codes
from convert.writers.docx.assembly import Assembly, style_ids
from convert.writers.docx.blocks import Body
from convert.writers.docx.language import language
from convert.writers.docx.options import DocxOptions
from convert.writers.docx.story import Scope, Story
from convert.writers.docx.stylesheet import metrics, style_sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from convert.writers.docx.reference import Reference
    from convert.writers.docx.tracked import Tracked

_FRONT: Final = frozenset(
    {*HEAD_ROLES, Role.TITLE, Role.SUBTITLE, Role.OCCASION, Role.DATELINE, Role.SPEAKER, Role.AUTHOR}
)


def write(document: Document, options: DocxOptions, context: Context) -> bytes:
    """Return the .docx of `document`: the same document, profile and options give the same bytes.

    Raises WriteError when the reference document cannot be used.
    """
    profile = context.profile
    spoken = language(document, profile)
    if spoken != profile.lang:
        profile = replace(profile, lang=spoken)
    document = official(document, profile, context.report)
    document = _with_contents(document) if options.toc else document
    story = Story(profile, options, context, style_sheet(profile, options), metrics(profile, options.grid))
    story.tree, story.tracked = document, _tracked(options, context)
    model = _reference(story)
    _fill_contents(story, document)
    width = (model.text_width if model else None) or profile.page.text_width * POINTS_PER_MM
    body = Body(story)
    body.document(_placed(document, profile).blocks, Scope(story.document, width))
    if story.tracked:
        _report_untracked(story, story.tracked)
    return Assembly(story, document, model).package(body.out)


def _tracked(options: DocxOptions, context: Context) -> Tracked | None:
    """Return the changes to track, None when none are wanted or none were made."""
    if not options.track_changes:
        return None
    from convert.writers.docx.tracked import Tracked

    edits = tuple(edit for edit in context.edits if isinstance(edit, Edit))
    return Tracked(context.decoded, edits) if edits else None


def _reference(story: Story) -> Reference | None:
    """Return the reference document, its lists counted on."""
    name = story.options.reference_docx
    if not name:
        return None
    from convert.writers.docx import reference

    model = reference.read(story.context.resource(name), name, style_ids(story.sheet))
    story.numbering.first_abstract, story.numbering.first = model.first_free()
    story.taken.update(model.style_names())
    return model


def _fill_contents(story: Story, document: Document) -> None:
    """Give the headings their pages when the document has a table of contents."""
    if any(role_of(block) is Role.TOC for block in document.blocks):
        from convert.writers.docx import contents

        found = contents.headings(document.blocks)
        pages = contents.pages_of(document, story.profile, story.context.fonts, found)
        story.entries = contents.entries(found, pages)


def _report_untracked(story: Story, tracked: Tracked) -> None:
    """Name each change of visible characters that no tracked change shows."""
    for edit in tracked.left():
        message = f"change by {edit.code} is made, but not shown as a tracked change"
        story.report(codes.UNTRACKED, message, edit.span, Severity.INFO)


def _with_contents(document: Document) -> Document:
    """Return `document` with its headings listed below its front, unless it has a table of contents."""
    if any(role_of(block) is Role.TOC for block in document.blocks):
        return document
    from convert.writers.docx import contents

    at = 0
    while at < len(document.blocks) and role_of(document.blocks[at]) in _FRONT:
        at += 1
    lines = [nodes.Para(node.content) for node in contents.headings(document.blocks) if node.level <= contents.LEVELS]
    blocks = (*document.blocks[:at], div(Role.TOC, *lines), *document.blocks[at:])
    return replace(document, blocks=blocks)


def _placed(document: Document, profile: Profile) -> Document:
    """Return `document` with 版头, signature, attachments note and 印发 in their places."""
    count = head_length(document.blocks)
    measure = Measure.of(profile, seal=is_sealed(document), stamp=is_stamped(document, profile))
    head = placed_head(document.blocks[:count], profile)
    return replace(document, blocks=(*head, *placed_parts(document.blocks[count:], measure)))
