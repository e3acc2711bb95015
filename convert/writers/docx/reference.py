"""A reference document: its styles, page setup, headers and footers win, ours fill what it lacks (as pandoc does)."""

from __future__ import annotations

import posixpath

from convert.errors import WriteError
from convert.records import record
from convert.writers.docx.story import Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from lxml.etree import _Element as Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STYLE_USERS: Final = frozenset(
    f"{_W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")
)
_KEPT: Final = frozenset({"header", "footer", "theme"})
_LEVEL_ORDER: Final = {
    tag: place
    for place, tag in enumerate(
        ["start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "lvlPicBulletId", "legacy", "lvlJc"]
        + ["pPr", "rPr"]
    )
}
"""The children of w:lvl (ECMA-376 17.9.6)."""


@record
class Reference:
    """What is taken from a reference document.

    `styles` and `numbering` are parts to go on with, `section` is w:sectPr (with the ids of `relations`), `parts`
    are headers, footers, theme and what they need, by name, with their content types.
    """

    styles: Element
    numbering: Element | None
    section: Element | None
    even_and_odd: bool
    relations: tuple[tuple[str, str, str], ...]
    parts: dict[str, tuple[bytes, str]]

    @property
    def text_width(self) -> float | None:
        """Width of the text block in pt, None when the page setup does not say."""
        if self.section is None:
            return None
        size, margins = self.section.find(f"{_W}pgSz"), self.section.find(f"{_W}pgMar")
        if size is None or margins is None:
            return None
        left, right = (int(margins.get(f"{_W}{side}", "0")) for side in ("left", "right"))
        width = (int(size.get(f"{_W}w", "0")) - left - right) / 20
        return width if width > 0 else None

    def setup(self, part: Part, footers: dict[str, str]) -> str | None:
        """Return its w:sectPr with relations of `part` and our footers when it has none; None without page setup."""
        from lxml import etree

        if self.section is None:
            return None
        known = {key: part.relate(_RELATIONSHIPS + kind, target) for key, kind, target in self.relations}
        root = etree.fromstring(etree.tostring(self.section))
        for element in list(root):
            key = element.get(f"{_R}id")
            if key is not None and key in known:
                element.set(f"{_R}id", known[key])
            elif key is not None:
                root.remove(element)
        if not any(element.tag == f"{_W}footerReference" for element in root):
            for index, (kind, key) in enumerate(footers.items()):
                made = etree.Element(f"{_W}footerReference", {f"{_W}type": kind, f"{_R}id": key})
                root.insert(index, made)
        return str(etree.tostring(root, encoding="unicode"))

    def with_styles(self, ours: str) -> bytes:
        """Return the reference's styles.xml with those of `ours` (a whole styles.xml) whose names it lacks."""
        from lxml import etree

        root = self.styles
        names = {_named(style) for style in root.iter(f"{_W}style")}
        keys = {style.get(f"{_W}styleId") for style in root.iter(f"{_W}style")}
        for style in etree.fromstring(ours.encode("utf-8")).iter(f"{_W}style"):
            if _named(style) not in names and style.get(f"{_W}styleId") not in keys:
                root.append(style)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def style_names(self) -> set[str]:
        """Return the names of its styles, in lower case."""
        return {_named(style)[1] for style in self.styles.iter(f"{_W}style")}

    def first_free(self) -> tuple[int, int]:
        """Return the first free numbers for abstract lists and for lists."""
        root = self.numbering
        if root is None:
            return 0, 1
        abstracts = [int(element.get(f"{_W}abstractNumId", "0")) for element in root.iter(f"{_W}abstractNum")]
        numbers = [int(element.get(f"{_W}numId", "0")) for element in root.iter(f"{_W}num")]
        return max(abstracts, default=-1) + 1, max(numbers, default=0) + 1

    def with_numbering(self, ours: str) -> bytes | None:
        """Return the reference's numbering.xml with our lists (a whole numbering.xml) in their places in it."""
        from lxml import etree

        root = self.numbering
        if root is None:
            return None
        added = etree.fromstring(ours.encode("utf-8"))
        first = next((at for at, element in enumerate(root) if element.tag == f"{_W}num"), len(root))
        for element in reversed(list(added.iter(f"{_W}abstractNum"))):
            root.insert(first, element)
        last = max(
            (at for at, element in enumerate(root) if element.tag in (f"{_W}num", f"{_W}abstractNum")), default=-1
        )
        for element in reversed(list(added.iter(f"{_W}num"))):
            root.insert(last + 1, element)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def read(data: bytes | None, name: str, wanted: dict[tuple[str, str], str]) -> Reference:
    """Return what the .docx in `data` gives; `wanted` maps types and lower-case names of our styles to our style ids.

    Its styles take our ids where the names agree, so that the body needs no change.
    Raises WriteError when there is no such file or it is no Word document.
    """
    if data is None:
        raise WriteError(f"reference document {name!r} cannot be read", hint="give the path of a .docx file")
    import io
    import zipfile

    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {member: package.read(member) for member in package.namelist()}
        roots = {
            member: etree.fromstring(parts[member])
            for member in ("word/document.xml", "word/styles.xml", "[Content_Types].xml")
        }
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError) as error:
        reason = f"reference document {name!r} is no Word document: {error}"
        raise WriteError(reason, hint="save it as .docx in Word or LibreOffice") from None
    ids = _new_ids(roots["word/styles.xml"], wanted)
    _rename(roots["word/styles.xml"], ids)
    relations = tuple(_relations(parts.get("word/_rels/document.xml.rels")))
    section = roots["word/document.xml"].find(f"{_W}body/{_W}sectPr")
    numbering = parts.get("word/numbering.xml")
    return Reference(
        roots["word/styles.xml"],
        _levels_in_order(_renamed(numbering, ids)) if numbering else None,
        section,
        b"evenAndOddHeaders" in parts.get("word/settings.xml", b""),
        relations,
        _kept_parts(parts, roots["[Content_Types].xml"], relations, ids),
    )


def _new_ids(styles: Element, wanted: dict[tuple[str, str], str]) -> dict[str, str]:
    """Return the new id of each style of the reference that shares type and name, or the id, with one of ours."""
    names = {style.get(f"{_W}styleId", ""): _named(style) for style in styles.iter(f"{_W}style")}
    taken = set(wanted.values())
    ids: dict[str, str] = {}
    for key, name in names.items():
        if name in wanted and wanted[name] not in ids.values():
            ids[key] = wanted[name]
        elif key in taken:
            ids[key] = f"{key}Reference"
    return ids


def _named(style: Element) -> tuple[str, str]:
    """Return the type of a style and its lower-case name: a table style may be called as one of paragraphs."""
    found = style.find(f"{_W}name")
    name = found.get(f"{_W}val", "").lower() if found is not None else ""
    return style.get(f"{_W}type", "paragraph"), name


def _rename(root: Element, ids: dict[str, str]) -> None:
    for element in root.iter():
        if element.tag == f"{_W}style":
            key = element.get(f"{_W}styleId", "")
            element.set(f"{_W}styleId", ids.get(key, key))
        elif element.tag in _STYLE_USERS:
            key = element.get(f"{_W}val", "")
            element.set(f"{_W}val", ids.get(key, key))


def _renamed(data: bytes, ids: dict[str, str]) -> Element:
    from lxml import etree

    root = etree.fromstring(data)
    _rename(root, ids)
    return root


def _levels_in_order(numbering: Element) -> Element:
    """Put the children of each level in the order of the schema, which LibreOffice 7.4 does not keep."""
    for level in numbering.iter(f"{_W}lvl"):
        level[:] = sorted(level, key=lambda child: _LEVEL_ORDER.get(str(child.tag).removeprefix(_W), 0))
    return numbering


def _relations(data: bytes | None) -> Iterator[tuple[str, str, str]]:
    """Yield id, last word of the type, and target of the relations kept."""
    if data is None:
        return
    from lxml import etree

    for relation in etree.fromstring(data):
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind in _KEPT and relation.get("TargetMode") != "External":
            yield relation.get("Id", ""), kind, relation.get("Target", "")


def _kept_parts(
    parts: dict[str, bytes], types: Element, relations: Iterable[tuple[str, str, str]], ids: dict[str, str]
) -> dict[str, tuple[bytes, str]]:
    """Return headers, footers, theme and what these refer to, with their content types."""
    from lxml import etree

    kinds = {item.get("PartName", "").lstrip("/"): item.get("ContentType", "") for item in types}
    suffixes = {item.get("Extension", "").lower(): item.get("ContentType", "") for item in types}
    kept: dict[str, tuple[bytes, str]] = {}
    queue = [_resolved("word", target) for _, _, target in relations]
    while queue:
        name = queue.pop()
        if name in kept or name not in parts:
            continue
        data = parts[name]
        if name.endswith(".xml") and "/theme/" not in name:
            data = etree.tostring(_renamed(data, ids), xml_declaration=True, encoding="UTF-8", standalone=True)
        kept[name] = (data, kinds.get(name) or suffixes.get(name.rpartition(".")[2].lower(), ""))
        folder, _, file = name.rpartition("/")
        listed = f"{folder}/_rels/{file}.rels"
        if listed in parts:
            kept[listed] = (parts[listed], "")
            queue.extend(
                _resolved(folder, relation.get("Target", ""))
                for relation in etree.fromstring(parts[listed])
                if relation.get("TargetMode") != "External"
            )
    return kept


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
