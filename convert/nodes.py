"""The document tree: pandoc's nodes by name and field order, frozen, with a span back into the source.

The class name is pandoc's tag and the field order its array order, so one type-driven bridge serves every
node. Parts of an official document are roles, classes on `Div` and `Span` (see `Role`), not node kinds.
"""

from __future__ import annotations

from convert.diagnostics import Span as SourceSpan
from convert.enums import StrEnum
from convert.records import NamedTuple, field, record


class Role(StrEnum):
    """Parts of a document that a profile styles; written as the first class of a `Div` or `Span`."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    OCCASION = "occasion"
    DATELINE = "dateline"
    SPEAKER = "speaker"
    AUTHOR = "author"
    COPY_NUMBER = "copy-number"
    SECRECY = "secrecy"
    URGENCY = "urgency"
    ISSUER_MARK = "issuer-mark"
    DOC_NUMBER = "doc-number"
    SIGNER = "signer"
    RECIPIENTS = "recipients"
    SALUTATION = "salutation"
    RUN_IN = "run-in"
    ITEM = "item"
    QUESTION = "question"
    ANSWER = "answer"
    VERSE = "verse"
    TOC = "toc"
    ATTACHMENT_NOTE = "attachment-note"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    ATTACHMENT = "attachment"
    ATTACHMENT_LABEL = "attachment-label"
    ATTACHMENT_TITLE = "attachment-title"
    ATTENDANCE = "attendance"
    COPIES = "copies"
    IMPRINT = "imprint"
    NOISE = "noise"


class Attr(NamedTuple):
    """Identifier, classes and key-value pairs of a node."""

    id: str = ""
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """Return the value of attribute `key`."""
        return dict(self.attributes).get(key, default)


NO_ATTR = Attr()


class Target(NamedTuple):
    """Address and title of a link or image."""

    url: str
    title: str = ""


class QuoteType(StrEnum):
    """Which pair of quotation marks a `Quoted` stands for."""

    SINGLE = "SingleQuote"
    DOUBLE = "DoubleQuote"


class MathType(StrEnum):
    """Whether a formula stands in the line or by itself."""

    DISPLAY = "DisplayMath"
    INLINE = "InlineMath"


class ListNumberStyle(StrEnum):
    """Numerals of an ordered list."""

    DEFAULT = "DefaultStyle"
    EXAMPLE = "Example"
    DECIMAL = "Decimal"
    LOWER_ROMAN = "LowerRoman"
    UPPER_ROMAN = "UpperRoman"
    LOWER_ALPHA = "LowerAlpha"
    UPPER_ALPHA = "UpperAlpha"


class ListNumberDelim(StrEnum):
    """Marks around the numeral of an ordered list."""

    DEFAULT = "DefaultDelim"
    PERIOD = "Period"
    ONE_PAREN = "OneParen"
    TWO_PARENS = "TwoParens"


class ListAttributes(NamedTuple):
    """Start, numerals and delimiters of an ordered list."""

    start: int = 1
    style: ListNumberStyle = ListNumberStyle.DEFAULT
    delim: ListNumberDelim = ListNumberDelim.DEFAULT


class Alignment(StrEnum):
    """Alignment of a table column or cell."""

    LEFT = "AlignLeft"
    RIGHT = "AlignRight"
    CENTER = "AlignCenter"
    DEFAULT = "AlignDefault"


class CitationMode(StrEnum):
    """How a citation reads in its sentence."""

    AUTHOR_IN_TEXT = "AuthorInText"
    SUPPRESS_AUTHOR = "SuppressAuthor"
    NORMAL = "NormalCitation"


@record
class Node:
    """What all nodes share: the span in code points of the decoded source, no part of equality."""

    span: SourceSpan | None = field(default=None, kw_only=True, compare=False, repr=False)


# --- inlines ---------------------------------------------------------------------------------------------


@record
class Str(Node):
    """A whole run of text, blanks included."""

    text: str


@record
class Emph(Node):
    """Emphasised text."""

    content: tuple[Inline, ...]


@record
class Underline(Node):
    """Underlined text."""

    content: tuple[Inline, ...]


@record
class Strong(Node):
    """Strongly emphasised text."""

    content: tuple[Inline, ...]


@record
class Strikeout(Node):
    """Text struck out."""

    content: tuple[Inline, ...]


@record
class Superscript(Node):
    """Raised text."""

    content: tuple[Inline, ...]


@record
class Subscript(Node):
    """Lowered text."""

    content: tuple[Inline, ...]


@record
class SmallCaps(Node):
    """Text in small capitals."""

    content: tuple[Inline, ...]


@record
class Quoted(Node):
    """Text in quotation marks that the writer supplies."""

    kind: QuoteType
    content: tuple[Inline, ...]


@record
class Citation:
    """One work cited."""

    id: str
    prefix: tuple[Inline, ...]
    suffix: tuple[Inline, ...]
    mode: CitationMode
    note_number: int
    hash: int


@record
class Cite(Node):
    """A citation with its text."""

    citations: tuple[Citation, ...]
    content: tuple[Inline, ...]


@record
class Code(Node):
    """Code in the line."""

    attr: Attr
    text: str


@record
class Space(Node):
    """A blank between words (readers of ours keep blanks inside `Str`)."""


@record
class SoftBreak(Node):
    """A line end of the source without meaning."""


@record
class LineBreak(Node):
    """A forced line end."""


@record
class Math(Node):
    """A TeX formula."""

    kind: MathType
    text: str


@record
class RawInline(Node):
    """Markup of one output format in the line."""

    format: str
    text: str


@record
class Link(Node):
    """A hyperlink."""

    attr: Attr
    content: tuple[Inline, ...]
    target: Target


@record
class Image(Node):
    """An image with its description."""

    attr: Attr
    content: tuple[Inline, ...]
    target: Target


@record
class Note(Node):
    """A footnote or endnote at the place of its mark."""

    content: tuple[Block, ...]


@record
class Span(Node):
    """Inlines with attributes; the first class may be a `Role`."""

    attr: Attr
    content: tuple[Inline, ...]


@record
class Ruby(Node):
    """Text with its reading above (ours; crosses the pandoc bridge as a reserved Span)."""

    content: tuple[Inline, ...]
    reading: str


# --- blocks ----------------------------------------------------------------------------------------------


@record
class Plain(Node):
    """Text that is not a paragraph, as in a tight list or a cell."""

    content: tuple[Inline, ...]


@record
class Para(Node):
    """A paragraph."""

    content: tuple[Inline, ...]


@record
class LineBlock(Node):
    """Lines that stay as they are, as in verse."""

    lines: tuple[tuple[Inline, ...], ...]


@record
class CodeBlock(Node):
    """Lines of code, blanks kept."""

    attr: Attr
    text: str


@record
class RawBlock(Node):
    """Markup of one output format."""

    format: str
    text: str


@record
class BlockQuote(Node):
    """Blocks quoted."""

    content: tuple[Block, ...]


@record
class OrderedList(Node):
    """A numbered list whose labels the writer supplies."""

    attributes: ListAttributes
    items: tuple[tuple[Block, ...], ...]


@record
class BulletList(Node):
    """A list whose bullets the writer supplies."""

    items: tuple[tuple[Block, ...], ...]


@record
class DefinitionList(Node):
    """Terms, each with its definitions."""

    items: tuple[tuple[tuple[Inline, ...], tuple[tuple[Block, ...], ...]], ...]


@record
class Header(Node):
    """A heading of `level` 1 to 9, its label (一、 …) in the text; the title is not a Header but `Role.TITLE`."""

    level: int
    attr: Attr
    content: tuple[Inline, ...]


@record
class HorizontalRule(Node):
    """A rule across the text."""


class Caption(NamedTuple):
    """Caption of a table or figure: short form or None, and the blocks."""

    short: tuple[Inline, ...] | None = None
    content: tuple[Block, ...] = ()


class ColSpec(NamedTuple):
    """Alignment of a column and its share of the text width; None leaves the width to the writer."""

    alignment: Alignment = Alignment.DEFAULT
    width: float | None = None


class Cell(NamedTuple):
    """A table cell."""

    attr: Attr
    alignment: Alignment
    row_span: int
    col_span: int
    content: tuple[Block, ...]


class Row(NamedTuple):
    """A table row."""

    attr: Attr
    cells: tuple[Cell, ...]


class TableHead(NamedTuple):
    """Rows at the head, repeated on each page."""

    attr: Attr = NO_ATTR
    rows: tuple[Row, ...] = ()


class TableBody(NamedTuple):
    """Rows of one body: columns of row heads, intermediate head rows, rows."""

    attr: Attr
    row_head_columns: int
    head: tuple[Row, ...]
    rows: tuple[Row, ...]


class TableFoot(NamedTuple):
    """Rows at the foot."""

    attr: Attr = NO_ATTR
    rows: tuple[Row, ...] = ()


@record
class Table(Node):
    """A table."""

    attr: Attr
    caption: Caption
    columns: tuple[ColSpec, ...]
    head: TableHead
    bodies: tuple[TableBody, ...]
    foot: TableFoot


@record
class Figure(Node):
    """A figure with its caption."""

    attr: Attr
    caption: Caption
    content: tuple[Block, ...]


@record
class Div(Node):
    """Blocks with attributes; the first class may be a `Role`."""

    attr: Attr
    content: tuple[Block, ...]


@record
class PageBreak(Node):
    """The next block begins a new page (ours; crosses the pandoc bridge as a reserved Div)."""


Inline = (
    Str
    | Emph
    | Underline
    | Strong
    | Strikeout
    | Superscript
    | Subscript
    | SmallCaps
    | Quoted
    | Cite
    | Code
    | Space
    | SoftBreak
    | LineBreak
    | Math
    | RawInline
    | Link
    | Image
    | Note
    | Span
    | Ruby
)
Block = (
    Plain
    | Para
    | LineBlock
    | CodeBlock
    | RawBlock
    | BlockQuote
    | OrderedList
    | BulletList
    | DefinitionList
    | Header
    | HorizontalRule
    | Table
    | Figure
    | Div
    | PageBreak
)


@record
class MetaMap:
    """Metadata by key."""

    entries: tuple[tuple[str, MetaValue], ...] = ()


@record
class MetaList:
    """Several metadata values."""

    items: tuple[MetaValue, ...]


@record
class MetaBool:
    """A metadata truth value."""

    value: bool


@record
class MetaString:
    """A metadata string without markup."""

    text: str


@record
class MetaInlines:
    """A metadata text."""

    content: tuple[Inline, ...]


@record
class MetaBlocks:
    """Metadata blocks."""

    content: tuple[Block, ...]


MetaValue = MetaMap | MetaList | MetaBool | MetaString | MetaInlines | MetaBlocks


@record
class Document:
    """A document: metadata and blocks.

    Metadata keys in use: title, author, date, issuer, doc-number, recipients, kind (official, speech, law,
    book, technical, verse, prose), lang, and the keys of the 版头 and 版记: copy-number, secrecy, urgency,
    signer, copies, imprint-organ, imprint-date.
    """

    meta: MetaMap = MetaMap()
    blocks: tuple[Block, ...] = ()
