"""The typesetting engine: a document to pages of placed glyphs; knows nothing of PDF.

The stages are those of typst: collect inlines, shape them, make items, break lines, justify, flow into pages, frames.
"""

from __future__ import annotations

from itertools import chain

from convert.diagnostics import Diagnostic
from convert.layout.blocks import Builder
from convert.layout.context import Place, Typesetter
from convert.layout.flow import Flow, Region
from convert.layout.frames import Frames, Item, Page
from convert.layout.furniture import PageNumbers
from convert.layout.letterhead import has_mark, letter_foot, letterhead
from convert.layout.lists import Contents, key
from convert.layout.notes import NoteSetter
from convert.nodes import Document, Role
from convert.profile import POINTS_PER_MM, Profile
from convert.transforms import gongwen
from convert.transforms.raising import head_length
from convert.transforms.signature import is_sealed, is_stamped
from convert.walk import meta_text, plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_TRUE = frozenset({"true", "yes", "1", "是", "有"})
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
    Of the metadata, `seal` leaves room for one (7.3.5.1), `stamp` for that of a name (7.3.5.3), and `imprint-even`
    puts the 版记 on an even page.
    Remarks of the LAY family go to `report`. Raises MissingFont when the profile names a face that is not there.
    """
    document = gongwen.official(document, profile, report)
    contents: Contents = {}
    if any(role_of(node) is Role.TOC for node in document.blocks):
        first = _Sheets(document, Typesetter(profile, fonts, report=_ignore, resource=resource), contents)
        contents = {key(mark.text): str(mark.page + 1) for mark in reversed(first.flow.bookmarks)}
    return _Sheets(document, Typesetter(profile, fonts, report=report, resource=resource), contents).frames()


def _regions(typesetter: Typesetter) -> tuple[Region, Region]:
    """Return the text block of an upright page, and of a landscape one, whose top is the left edge of the paper."""
    page = typesetter.profile.page
    top, left, under = (edge * POINTS_PER_MM for edge in (page.top, page.left, page.bottom))
    width, height = typesetter.text_width, typesetter.text_height
    return Region(left, top, width, top + height, typesetter.step), Region(under, left, height, left + width)


class _Sheets:
    """One pass over the document: blocks flowed into sheets."""

    def __init__(self, document: Document, typesetter: Typesetter, contents: Contents) -> None:
        self._document = document
        self._set = typesetter
        upright, turned = _regions(typesetter)
        self._titles = [node for node in document.blocks if role_of(node) is Role.TITLE]
        seal, stamp = is_sealed(document), is_stamped(document, typesetter.profile)
        builder = Builder(typesetter, titled=bool(self._titles), seal=seal, stamp=stamp, contents=contents)
        even = meta_text(document, "imprint-even") in _TRUE
        self.flow = Flow(upright, turned, NoteSetter(builder), even=even)
        place = Place(typesetter.text_width)
        head = head_length(document.blocks)
        self._head = document.blocks[:head]
        self.flow.add_all(chain(letterhead(builder, self._head, place), builder.build(document.blocks[head:], place)))

    def frames(self) -> Frames:
        """Return the sheets with their furniture, the structure tree, outline and metadata."""
        document, flow, profile = self._document, self.flow, self._set.profile
        letter = has_mark(self._set, self._head)
        numbers = PageNumbers(profile, self._set.shaper)
        pages = []
        for number, sheet in enumerate(flow.sheets, 1):
            if number in flow.bare:
                own: Iterable[Item] = ()
            elif letter and number == 1:
                own = letter_foot(profile)
            else:
                own = numbers.number(number, len(flow.sheets), turned=sheet.turned)
            size = (profile.page.width * POINTS_PER_MM, profile.page.height * POINTS_PER_MM)
            pages.append(Page(*(size[::-1] if sheet.turned else size), (*sheet.items, *own), str(number)))
        return Frames(
            tuple(pages),
            self._set.tree.elements,
            tuple(flow.bookmarks),
            tuple(flow.anchors),
            meta_text(document, "title") or plain_text(self._titles[:1]),
            meta_text(document, "lang") or profile.lang,
            tuple((name, text) for name in _META if (text := meta_text(document, name))),
        )
