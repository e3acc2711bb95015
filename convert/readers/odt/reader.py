"""An OpenDocument text -> document: its paragraphs as they are, parts from the names of styles, else from the text."""

from __future__ import annotations

from convert import patterns
from convert.contracts import Context, Input, Intake, Reader, Reading
from convert.errors import ReadError
from convert.nodes import Document, MetaMap, MetaString
from convert.readers.docx.recognise import recognised
from convert.readers.docx.styled import Names, dated, grouped, turned
from convert.readers.kinds import kind_of
from convert.readers.odt.blocks import Blocks
from convert.readers.odt.formulas import with_formulas
from convert.readers.odt.story import Story
from convert.readers.odt.styles import Sheet
from convert.readers.odt.xml import META, OFFICE, STYLE, TEXT, Package
from convert.readers.titles import titled
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final
    from xml.etree.ElementTree import Element

_PAGE_COUNT: Final = frozenset("第页頁共")
_NAME: Final = patterns.compile(r"[a-z][a-z0-9 _-]*")
_FIELDS: Final = (TEXT + "page-number", TEXT + "page-count")


@record
class OdtReadOptions:
    """How an OpenDocument text is read: `structure` also finds parts in text that has no styles of its own."""

    structure: bool = True


def read(source: Input, options: OdtReadOptions, context: Context) -> Reading:
    """Return the document of an .odt, its text untouched. Raises ReadError for what is none, ResourceLimit."""
    try:
        return _read(source, options, context)
    except RecursionError:
        message = "the document is nested too deeply"
        raise ReadError(message, source=source.name, hint="flatten its lists, tables and boxes") from None


def _read(source: Input, options: OdtReadOptions, context: Context) -> Reading:
    package = Package(source.data, source.name)
    root, styles = package.tree("content.xml"), package.tree("styles.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if root is None or body is None:
        raise package.damaged("the file is no OpenDocument text: it holds no text")
    story = Story(package, Sheet([one for one in (styles, root) if one is not None]), Names(context.profile))
    story.find_wanted(body)
    story.blocks = lambda element: Blocks(story).read(element)
    _tell_of_deletions(body, story)
    blocks = grouped(dated(turned(Blocks(story, pages=True).read(body))))
    document, remarks = with_formulas(Document(_metadata(package), tuple(blocks)), story.formulas)
    document = titled(document, "opendocument")
    if options.structure:
        document = recognised(document, context.profile.structure)
    if styles is not None:
        _tell_of_furniture(styles, story)
    kind, evidence = kind_of(document)
    return Reading(document, (*story.remarks, *remarks), kind, evidence)


def _metadata(package: Package) -> MetaMap:
    """Return the properties that the author of a text gave it, by names in small letters."""
    root = package.tree("meta.xml")
    found = () if root is None else root.iter(META + "user-defined")
    named = ((one.get(META + "name", ""), "".join(one.itertext()).strip()) for one in found)
    return MetaMap(tuple((name, MetaString(text)) for name, text in named if text and _NAME.fullmatch(name)))


def _tell_of_deletions(body: Element, story: Story) -> None:
    for one in body.iter(TEXT + "deletion"):
        text = "".join("".join(part.itertext()) for part in one if part.tag in (TEXT + "p", TEXT + "h"))
        if text.strip():
            story.remark("text deleted with tracked changes", text, "its deletion is taken as accepted")


def _tell_of_furniture(styles: Element, story: Story) -> None:
    """Report page headers and footers that say more than a number."""
    for page in styles.iter(STYLE + "master-page"):
        for kind in ("header", "footer", "header-left", "footer-left", "header-first", "footer-first"):
            for one in page.findall(STYLE + kind):
                text = "".join(_words(one))
                if any(char.isalpha() and char not in _PAGE_COUNT for char in text):
                    story.remark(f"page {kind}", text.strip(), "the profile sets its own")


def _words(element: Element) -> list[str]:
    """Return the texts inside an element without those of fields that count pages."""
    out = [element.text or ""] if element.tag not in _FIELDS else []
    for child in element:
        out += [*_words(child), child.tail or ""]
    return out


READER = Reader("odt", (".odt",), OdtReadOptions, read, Intake.BINARY)
