"""Every other input format, through pandoc in its sandbox: one record made for each name."""

from __future__ import annotations

from convert import nodes, patterns
from convert.caching import lru_cache
from convert.contracts import Context, Input, Intake, Reader, Reading
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.errors import ReadError
from convert.nodes import Block, Document, Node
from convert.pandoc.carried import OPEN
from convert.readers.kinds import kind_of
from convert.readers.tidy import tidied
from convert.readers.titles import titled
from convert.readers.web import unwrapped, with_alignment, without_furniture
from convert.readers.web_notes import with_notes
from convert.records import record, replace
from convert.walk import descend, plain_text, transform_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


BINARY: Final = frozenset({"docx", "odt", "epub", "pptx", "xlsx", "rtf"})
_EXTENSIONS: Final = {
    # Markdown of people, not only pandoc's own; what would swallow text of a Chinese page is off
    "markdown": "-smart-citations-auto_identifiers-implicit_header_references-blank_before_header"
    "-blank_before_blockquote+lists_without_preceding_blankline-raw_tex-latex_macros-markdown_in_html_blocks",
    "gfm": "-emoji",
    "html": "+raw_html-auto_identifiers",
    "docx": "-auto_identifiers",
    "odt": "-auto_identifiers",
    "epub": "-auto_identifiers",
}
_MARKDOWN: Final = frozenset({"markdown", "gfm", "commonmark", "commonmark_x", "markdown_mmd", "markdown_strict"})
_WEB: Final = frozenset({"html", "epub"})
_RAW: Final = frozenset({"html", "html4", "html5"})
_HAN: Final = patterns.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@record
class PandocReadOptions:
    """Options of an input format read by pandoc: `extensions` are pandoc's, as "+smart-raw_html"."""

    extensions: str = ""


@lru_cache(maxsize=64)
def reader_for(name: str) -> Reader[PandocReadOptions]:
    """Return the reader of pandoc's format `name`; text formats are decoded by us before."""

    def read(source: Input, options: PandocReadOptions, context: Context) -> Reading:
        try:
            return _read(name, source, options, context)
        except RecursionError:
            message = "the document is nested too deeply"
            raise ReadError(message, source=source.name, hint="flatten its lists and quotations") from None

    intake = Intake.BINARY if name in BINARY else Intake.MARKUP
    return Reader(name, (f".{name}",), PandocReadOptions, read, intake)


def _read(name: str, source: Input, options: PandocReadOptions, context: Context) -> Reading:
    remarks: list[Diagnostic] = []
    text = with_alignment(source.text) if name == "html" else source.text
    data = source.data if name in BINARY else text.removeprefix("\ufeff").encode("utf-8")
    document = _from_pandoc(data, name, options.extensions, remarks)
    if name in BINARY:
        from convert.readers.media import with_media

        document = with_media(document, source.data)
    if name in _MARKDOWN:
        document = with_html_blocks(document, remarks)
        document = transform_document(document, _literal)
        document = replace(
            document, meta=nodes.MetaMap(tuple((key, _spoken(one)) for key, one in document.meta.entries))
        )
    document = tidied(document)
    if name in _WEB:
        document = unwrapped(with_notes(without_furniture(document, remarks)), _sheets(name, source))
    if name not in _MARKDOWN:
        document = transform_document(document, _counted)
    document = titled(document, name)
    kind, evidence = kind_of(document)
    return Reading(document, tuple(remarks), kind, evidence)


def _from_pandoc(data: bytes, name: str, extensions: str, remarks: list[Diagnostic]) -> Document:
    """Return the document as pandoc reads it, its warnings as PAN103."""
    from convert.pandoc.json import from_pandoc
    from convert.pandoc.process import read_json

    value, warnings = read_json(data, name + _EXTENSIONS.get(name, "") + extensions)
    for warning in warnings:
        remarks.append(Diagnostic("PAN103", Severity.WARNING, f"{name}: {warning}", stage=Stage.READ))
    return from_pandoc(value)


def _counted(node: Node) -> Node:
    """Return a list that names no numerals or marks with those that its readers show: 1. 2. 3."""
    if not isinstance(node, nodes.OrderedList):
        return node
    start, style, delim = node.attributes
    style = nodes.ListNumberStyle.DECIMAL if style is nodes.ListNumberStyle.DEFAULT else style
    delim = nodes.ListNumberDelim.PERIOD if delim is nodes.ListNumberDelim.DEFAULT else delim
    return replace(node, attributes=nodes.ListAttributes(start, style, delim))


def _sheets(name: str, source: Input) -> str:
    """Return the style sheets of a page or book."""
    from convert.readers.css import sheets_of
    from convert.readers.media import style_sheets

    return style_sheets(source.data) if name in BINARY else sheets_of(source.text)


# --- Markdown --------------------------------------------------------------------------------------------


def _literal(node: Node) -> Node:
    """Return raised or lowered hanzi as the text they are: in 3~5年，6~8月 no tilde is markup."""
    if isinstance(node, nodes.Subscript | nodes.Superscript) and _HAN.search(plain_text(node)):
        mark = nodes.Str("~" if isinstance(node, nodes.Subscript) else "^")
        return nodes.Span(OPEN, (mark, *node.content, mark))
    return node


def _spoken(value: nodes.MetaValue) -> nodes.MetaValue:
    """Return metadata with what looks like a tag as the text it is: <甲> is no HTML."""
    match value:
        case nodes.MetaInlines(content):
            texts = (nodes.Str(one.text) if isinstance(one, nodes.RawInline) else one for one in content)
            return nodes.MetaInlines(tuple(texts))
        case nodes.MetaList(items):
            return nodes.MetaList(tuple(map(_spoken, items)))
        case nodes.MetaMap(entries):
            return nodes.MetaMap(tuple((key, _spoken(one)) for key, one in entries))
        case _:
            return value


def with_html_blocks(document: Document, remarks: list[Diagnostic]) -> Document:
    """Return `document` with its blocks of HTML read too: tables, definition lists, figures."""
    found = [node for node in descend(document.blocks) if isinstance(node, nodes.RawBlock) and node.format in _RAW]
    texts = list(dict.fromkeys(node.text for node in found if not node.text.lstrip().startswith("<!--")))
    if not found:
        return document
    page = "\n".join(f'<div class="wenzhuan-part">{text}</div>' for text in texts)
    read = _from_pandoc(page.encode("utf-8"), "html", "", remarks) if texts else Document()
    parts = [unwrapped(tidied(Document(blocks=part.content))).blocks for part in map(_part, read.blocks) if part]
    if len(parts) != len(texts):
        return document  # tags that do not balance: the raw blocks stay
    made = dict(zip(texts, parts, strict=True))

    def change(node: Node) -> Node:
        if isinstance(node, nodes.RawBlock) and node.format in _RAW:
            return nodes.Div(OPEN, made.get(node.text, ()))
        return node

    return transform_document(document, change)


def _part(block: Block) -> nodes.Div | None:
    return block if isinstance(block, nodes.Div) and block.attr.classes == ("wenzhuan-part",) else None
