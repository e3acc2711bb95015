"""Ways through the file: outline, page labels, and where links lead."""

from __future__ import annotations

from urllib.parse import quote

from convert import patterns
from convert.layout.frames import Bookmark, LinkArea
from convert.writers.pdf.metadata import clean
from convert.writers.pdf.objects import File, Reference, Value, array, byte_string, dictionary, name, number, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_OPEN = 60  # an outline of more entries shows only its first level
_ROMAN = "m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})"
_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
LONGEST = 32_000  # bytes of an address; PDF/A allows strings of 32,767 (ISO 19005-2 6.1.13)
_SAFE = "%/:?#[]@!$&'()*+,;=-._~"  # RFC 3986: reserved and unreserved marks


def destination(page: Reference, height: float, y: float) -> Value:
    """Return the place `y` pt below the top of a page."""
    return array([page, name("XYZ"), "null", number(height - y), "null"])


class _Entry:
    """A bookmark with those below it."""

    __slots__ = ("bookmark", "children", "destination")

    def __init__(self, bookmark: Bookmark, destination: Value) -> None:
        self.bookmark = bookmark
        self.destination = destination
        self.children: list[_Entry] = []

    def __len__(self) -> int:
        """Return the number of entries below."""
        return sum(1 + len(child) for child in self.children)


def outline(file: File, bookmarks: Iterable[Bookmark], place: Callable[[Bookmark], Value]) -> Reference | None:
    """Write the outline; an entry hangs on the last one of a lower level, even when levels are skipped."""
    top: list[_Entry] = []
    path: list[_Entry] = []
    for bookmark in bookmarks:
        while path and path[-1].bookmark.level >= bookmark.level:
            path.pop()
        entry = _Entry(bookmark, place(bookmark))
        (path[-1].children if path else top).append(entry)
        path.append(entry)
    if not top:
        return None
    count = sum(1 + len(entry) for entry in top)
    unfold = count <= _OPEN
    root = file.reserve()
    first, last = _siblings(file, top, root, unfold=unfold)
    shown = count if unfold else len(top)
    return file.add(dictionary({"Type": name("Outlines"), "First": first, "Last": last, "Count": shown}), root)


def _siblings(file: File, entries: list[_Entry], parent: Reference, *, unfold: bool) -> tuple[Reference, Reference]:
    places = [file.reserve() for _ in entries]
    for index, entry in enumerate(entries):
        made: dict[str, Value] = {
            "Title": text(clean(entry.bookmark.text) or "-"),
            "Parent": parent,
            "Dest": entry.destination,
            "Prev": places[index - 1] if index else None,
            "Next": places[index + 1] if index + 1 < len(places) else None,
        }
        if entry.children:
            made["First"], made["Last"] = _siblings(file, entry.children, places[index], unfold=unfold)
            made["Count"] = len(entry) if unfold else -len(entry.children)
        file.add(dictionary(made), places[index])
    return places[0], places[-1]


def page_labels(labels: Sequence[str]) -> Value:
    """Return /PageLabels as few ranges as will do: decimal and small roman numbers count on, others stand alone."""
    ranges: list[Value] = []
    before: tuple[str, int] | None = None
    for index, label in enumerate(labels):
        style, value = _numbered(label or str(index + 1))
        if style and before == (style, value - 1):
            before = (style, value)
            continue
        before = (style, value) if style else None
        shown = {"S": name(style), "St": value} if style else {"P": text(clean(label))}
        ranges += [index, dictionary(shown)]
    return dictionary({"Nums": array(ranges)})


def _numbered(label: str) -> tuple[str, int]:
    if label.isascii() and label.isdigit() and label[0] != "0":
        return "D", int(label)
    if label and patterns.fullmatch(_ROMAN, label):
        values = [_DIGITS[char] for char in label]
        following = [*values[1:], 0]
        return "r", sum(-value if value < after else value for value, after in zip(values, following, strict=True))
    return "", 0


def uri(address: str) -> str:
    """Return an address in ASCII: what is not allowed in a URI is percent-encoded (RFC 3987 3.1)."""
    return quote(address.strip(), safe=_SAFE, errors="surrogatepass")


def link(area: LinkArea, page_height: float, target: Value, key: int | None) -> Value:
    """Return a link annotation; `target` is an action or a destination, `key` its /StructParent."""
    edges = (area.x, page_height - area.y - area.height, area.x + area.width, page_height - area.y)
    inside = area.url.startswith("#")
    return dictionary(
        {
            "Type": name("Annot"),
            "Subtype": name("Link"),
            "Rect": array(map(number, edges)),
            "Border": b"[0 0 0]",
            "F": 4,  # printed (ISO 19005-2 6.3.2)
            "Dest" if inside else "A": target,
            "Contents": text(clean(area.alt) or clean(area.url) or "-"),
            "StructParent": key,
        }
    )


def action(address: str) -> Value | None:
    """Return the action that opens `address`, None when there is no address or it is too long for PDF/A."""
    target = uri(address)
    return dictionary({"S": name("URI"), "URI": byte_string(target)}) if 0 < len(target) <= LONGEST else None
