"""The typesetting engine: a document to pages of placed glyphs; knows nothing of PDF.

The stages are those of typst: collect inlines, shape them, make items, break lines, justify, flow into pages, frames.
"""

from __future__ import annotations

from collections.abc import Callable

from convert.diagnostics import Diagnostic
from convert.layout.blocks import Builder
from convert.layout.context import Place, Typesetter
from convert.layout.flow import Flow, Region
from convert.layout.frames import Frames, Page
from convert.layout.furniture import page_number
from convert.layout.notes import NoteSetter
from convert.nodes import Document, Role
from convert.profile import POINTS_PER_MM, Profile
from convert.walk import meta_text, plain_text, role_of

_META = ("title", "author", "issuer", "date", "doc-number", "subject", "keywords")


def _ignore(_: Diagnostic) -> None:
    """Drop a remark."""


def _nothing(_: str) -> bytes | None:
    """Find no image."""
    return None


def layout(
    document: Document,
    profile: Profile,
    *,
    fonts: str = "bundled",
    report: Callable[[Diagnostic], None] = _ignore,
    resource: Callable[[str], bytes | None] = _nothing,
) -> Frames:
    """Return `document` set on pages by `profile`.

    `fonts` is "bundled" or "system" (the user's own faces first), `resource` returns an image's bytes by its address.
    Remarks of the LAY family go to `report`. Raises MissingFont when the profile names a face that is not there.
    """
    typesetter = Typesetter(profile, fonts, report=report, resource=resource)
    titles = [node for node in document.blocks if role_of(node) is Role.TITLE]
    page = profile.page
    region = Region(
        page.left * POINTS_PER_MM,
        page.top * POINTS_PER_MM,
        typesetter.text_width,
        page.top * POINTS_PER_MM + typesetter.text_height,
        typesetter.step,
    )
    builder = Builder(typesetter, titled=bool(titles))
    flow = Flow(region, NoteSetter(builder))
    flow.add_all(builder.build(document.blocks, Place(typesetter.text_width)))
    pages = []
    for number, sheet in enumerate(flow.sheets, 1):
        items = (*sheet.items, *page_number(profile, typesetter.shaper, number, len(flow.sheets)))
        pages.append(Page(page.width * POINTS_PER_MM, page.height * POINTS_PER_MM, items, str(number)))
    title = meta_text(document, "title") or (plain_text(titles[0]) if titles else "")
    metadata = tuple((key, value) for key in _META if (value := meta_text(document, key)))
    return Frames(
        tuple(pages),
        typesetter.tree.elements,
        tuple(flow.bookmarks),
        tuple(flow.anchors),
        title,
        meta_text(document, "lang") or profile.lang,
        metadata,
    )
