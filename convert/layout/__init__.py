"""The typesetting engine: a document to pages of placed glyphs; knows nothing of PDF.

The stages are those of typst: collect inlines, shape them, make items, break lines, justify, flow into pages, frames.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from convert.diagnostics import Diagnostic
from convert.layout.blocks import Builder
from convert.layout.context import Place, Typesetter
from convert.layout.flow import Flow, Region
from convert.layout.frames import Frames, Item, Page
from convert.layout.furniture import page_number
from convert.layout.letterhead import has_mark, letter_foot, letterhead
from convert.layout.notes import NoteSetter
from convert.nodes import Document, Role
from convert.profile import POINTS_PER_MM, Profile
from convert.transforms.gongwen import head_length, official
from convert.walk import meta_text, plain_text, role_of

_TRUE = frozenset({"true", "yes", "1", "是", "有"})
_META = ("title", "author", "issuer", "date", "doc-number", "subject", "keywords")


def _ignore(_: Diagnostic) -> None:
    """Drop a remark."""


def _nothing(_: str) -> bytes | None:
    """Find no image."""
    return None


def _number(typesetter: Typesetter, number: int, pages: int) -> Iterator[Item]:
    return page_number(typesetter.profile, typesetter.shaper, number, pages)


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
    document = official(document, profile)
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
    builder = Builder(typesetter, titled=bool(titles), seal=meta_text(document, "seal") in _TRUE)
    flow = Flow(region, NoteSetter(builder))
    place = Place(typesetter.text_width)
    head = head_length(document.blocks)
    parts = document.blocks[:head]
    flow.add_all(chain(letterhead(builder, parts, place), builder.build(document.blocks[head:], place)))
    letter = has_mark(typesetter, parts)
    pages = []
    for number, sheet in enumerate(flow.sheets, 1):
        own = letter_foot(profile) if letter and number == 1 else _number(typesetter, number, len(flow.sheets))
        pages.append(Page(page.width * POINTS_PER_MM, page.height * POINTS_PER_MM, (*sheet.items, *own), str(number)))
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
