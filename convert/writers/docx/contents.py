"""The table of contents: a TOC field with its entries filled in, each linked to its heading."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Block, Role
from convert.profile import Profile
from convert.records import record
from convert.walk import descend, plain_text, role_of
from convert.writers.docx.text import attribute, escape, runs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

LEVELS: Final = 3
"""How deep the contents go."""

_LEADER: Final = r"[\s.．。·…⋯・\-—]*[\s.．·…⋯・\t]\(?\d{1,4}\)?\s*$"
_BLANKS: Final = r"\s+"
_INSTRUCTION: Final = ' TOC \\o "1-3" \\h \\z \\t "chapter,1,chapter 2,2,chapter 3,3" '
_TITLES: Final = frozenset({"目录", "目次", "目錄", "contents", "tableofcontents"})


@record
class Entry:
    """A heading that the contents may name: its text, level, bookmark, and page (0 when unknown)."""

    text: str
    level: int
    bookmark: str
    page: int = 0


def headings(blocks: Iterable[Block]) -> list[nodes.Header]:
    """Return the headings outside the contents, in order."""
    return [
        node
        for block in blocks
        if role_of(block) is not Role.TOC
        for node in descend((block,))
        if isinstance(node, nodes.Header)
    ]


def entries(found: list[nodes.Header], pages: dict[int, int]) -> list[Entry]:
    """Return an entry for each heading; `pages` holds the page of heading number n, from 1."""
    return [
        Entry(plain_text(node.content), node.level, bookmark_of(number), pages.get(number, 0))
        for number, node in enumerate(found)
    ]


def bookmark_of(number: int) -> str:
    """Return the bookmark of heading `number`, counted from 0, as Word itself names them."""
    return f"_Toc{number + 1:08d}"


def is_title(text: str) -> bool:
    """Tell whether a line is the heading of the contents."""
    return _key(text) in _TITLES


def listed(lines: list[str], known: list[Entry]) -> list[Entry]:
    """Return the entries for the lines of the source, in their order, without old leaders and page numbers.

    A line that names no heading stays as it stands, without a link.
    """
    by_text: dict[str, list[Entry]] = {}
    for entry in known:
        by_text.setdefault(_key(entry.text), []).append(entry)
    found = []
    for line in lines:
        text = patterns.sub(_LEADER, "", line) or line
        same = by_text.get(_key(text), [])
        match = same.pop(0) if len(same) > 1 else same[0] if same else None
        found.append(Entry(text.strip(), match.level, match.bookmark, match.page) if match else Entry(line, 1, ""))
    return found


def _key(text: str) -> str:
    return patterns.sub(_BLANKS, "", text).lower()


def block(found: list[Entry], title: str, style_ids: dict[int, str]) -> str:
    """Return the contents as Word's own building block: `title` is a paragraph of XML or nothing."""
    lines = []
    for index, entry in enumerate(found):
        before = _field_start(_INSTRUCTION) if index == 0 else ""
        after = _FIELD_END if index == len(found) - 1 else ""
        style = style_ids[min(entry.level, LEVELS)]
        lines.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{before}{_entry(entry)}{after}</w:p>')
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


_FIELD_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _field_start(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _entry(entry: Entry) -> str:
    text = runs(entry.text)
    if not entry.bookmark:
        return text
    page = f"<w:r><w:t>{entry.page}</w:t></w:r>" if entry.page else ""
    reference = _field_start(" PAGEREF " + entry.bookmark + " \\h ")
    inside = f"{text}<w:r><w:tab/></w:r>{reference}{page}{_FIELD_END}"
    return f'<w:hyperlink w:anchor="{attribute(entry.bookmark)}" w:history="1">{inside}</w:hyperlink>'


def pages_of(document: nodes.Document, profile: Profile, fonts: str, found: list[nodes.Header]) -> dict[int, int]:
    """Return the page of each heading as our own layout sets it, which fills in what Word counts again on request."""
    from convert.layout import layout

    placed = iter(layout(document, profile, fonts=fonts).bookmarks)
    pages: dict[int, int] = {}
    for number, node in enumerate(found):
        text = _key(plain_text(node.content))
        mark = next((mark for mark in placed if _key(mark.text) == text), None)
        if mark is None:
            break
        pages[number] = mark.page + 1
    return pages
