"""A Word file -> document: its paragraphs as they are, parts from the names of styles, else from the text."""

from __future__ import annotations

from convert import nodes
from convert.contracts import Context, Input, Intake, Reader, Reading
from convert.errors import ReadError
from convert.nodes import Block, Document
from convert.readers.docx.blocks import Blocks
from convert.readers.docx.container import Package
from convert.readers.docx.formulas import with_formulas
from convert.readers.docx.properties import metadata
from convert.readers.docx.recognise import recognised
from convert.readers.docx.story import Story
from convert.readers.docx.styled import Names, dated, grouped, turned
from convert.readers.docx.unread import furniture
from convert.readers.docx.xml import W, child_value
from convert.readers.kinds import kind_of
from convert.readers.titles import titled
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@record
class DocxReadOptions:
    """How a Word file is read: `structure` also finds parts in text that has no styles of its own."""

    structure: bool = True


def read(source: Input, options: DocxReadOptions, context: Context) -> Reading:
    """Return the document of a .docx, its text untouched. Raises ReadError for what is no Word file, ResourceLimit."""
    try:
        return _read(source, options, context)
    except RecursionError:
        message = "the document is nested too deeply"
        raise ReadError(message, source=source.name, hint="flatten its tables and boxes") from None


def _read(source: Input, options: DocxReadOptions, context: Context) -> Reading:
    package = Package(source.data, source.name)
    story = Story(package, context.profile)
    root = package.tree(package.main)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise package.damaged(f"{package.main} holds no body")
    story.find_wanted(root)
    names = Names(context.profile)
    story.read_note = lambda note: _note(Blocks(story, names).read(note))
    reader = Blocks(story, names, pages=True)
    reader.breaks = _section_breaks(body)
    blocks = grouped(dated(turned(reader.read(body))))
    document, remarks = with_formulas(Document(metadata(package), tuple(blocks)), story.formulas)
    document = titled(document, "docx")
    if options.structure:
        document = recognised(document, context.profile.structure)
    kind, evidence = kind_of(document)
    return Reading(document, (*furniture(package), *story.remarks, *story.unplaced(), *remarks), kind, evidence)


def _note(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a note without the blank after its number."""
    match blocks:
        case (nodes.Para((nodes.Str(text), *rest)), *others) if text[:1] in " \t\u00a0":
            kept = text.lstrip(" \t\u00a0")
            return (nodes.Para((nodes.Str(kept), *rest) if kept else tuple(rest)), *others)
        case _:
            return blocks


def _section_breaks(body: Element) -> list[bool]:
    """Return for each section but the last whether the next one begins on a new page."""
    kinds = [child_value(one, "type") or "nextPage" for one in body.iter(W + "sectPr")]
    return [kind not in ("continuous", "nextColumn") for kind in kinds[1:]]


READER = Reader("docx", (".docx",), DocxReadOptions, read, Intake.BINARY)
