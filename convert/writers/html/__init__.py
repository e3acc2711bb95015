"""HTML in one file and EPUB, through pandoc with our template and a style sheet made from the profile."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from importlib import resources
from pathlib import Path

from convert import nodes, patterns
from convert.contracts import Context, Writer
from convert.nodes import Document, MetaString, Node
from convert.records import record, replace
from convert.walk import meta_text, plain_text, transform_document
from convert.writers import pandoc
from convert.writers.html.dates import iso_date
from convert.writers.html.style import style_sheet
from convert.writers.spacing import spaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_TEMPLATE: Final = "page.html"


@record
class HtmlOptions(pandoc.PandocOptions):
    """Options of HTML: those of pandoc's formats, `css` false for a page without styles."""

    css: bool = True


@record
class EpubOptions(pandoc.PandocOptions):
    """Options of EPUB: `split_level` is the heading level at which files part, 0 finds that of the chapters."""

    split_level: int = 0


def html(document: Document, options: HtmlOptions, context: Context) -> bytes:
    """Write `document` as one HTML file: images and styles inside, no scripts, nothing fetched."""
    document = _prepared(pandoc.with_heading(_classed(document)), context)
    document = pandoc.with_some_title(document, context)
    sheet = style_sheet(context.profile) if options.css else ""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / _TEMPLATE
        template.write_text(_template(sheet), "utf-8")
        arguments = ["--embed-resources", "--mathml", f"--template={template}"] if options.standalone else ["--mathml"]
        return pandoc.through(document, "html5" + options.extensions, options, context, arguments)


def _template(sheet: str) -> str:
    page = (resources.files("convert.writers.html") / _TEMPLATE).read_text("utf-8")
    return page.replace("/* styles */", sheet.replace("$", "$$"))


def epub_writer(name: str) -> Writer[EpubOptions]:
    """Return the writer of EPUB 3, or 2 under its own name."""

    def write(document: Document, options: EpubOptions, context: Context) -> bytes:
        return _epub(document, name, options, context)

    return Writer(name, (".epub",), EpubOptions, write)


def _epub(document: Document, name: str, options: EpubOptions, context: Context) -> bytes:
    level = options.split_level or _chapter_level(document)
    document = _prepared(pandoc.with_title_in_meta(_classed(document)), context)
    document = _identified(_dated(_titled(document, context)))
    arguments = [f"--split-level={level}", "--mathml"]
    book = pandoc.through(document, name + options.extensions, options, context, arguments)
    return _with_styles(book, style_sheet(context.profile))


def _with_styles(book: bytes, sheet: str) -> bytes:
    """Return the EPUB with our style sheet in the place of pandoc's: its sandbox reads none from outside."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = sheet.encode("utf-8") if entry.filename.endswith("/stylesheet1.css") else old.read(entry)
            kept = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            kept.compress_type = entry.compress_type
            new.writestr(kept, data)
    return out.getvalue()


def _chapter_level(document: Document) -> int:
    """Return the lowest level of headings that are chapters (编、章、节 count as far as 章)."""
    levels = [
        node.level
        for node in document.blocks
        if isinstance(node, nodes.Header) and patterns.match(r"第.{1,9}[章回卷编]|Chapter", plain_text(node))
    ]
    return max(levels, default=1)


def _titled(document: Document, context: Context) -> Document:
    if meta_text(document, "title"):
        return document
    named = pandoc.with_some_title(document, context)
    entries = [(("title" if key == "pagetitle" else key), value) for key, value in named.meta.entries]
    return replace(named, meta=nodes.MetaMap(tuple(entries)))


def _dated(document: Document) -> Document:
    """Return `document` with its date as EPUB wants it, without one that is none."""
    date = iso_date(meta_text(document, "date"))
    entries = [(key, MetaString(date) if key == "date" else value) for key, value in document.meta.entries]
    kept = tuple(entry for entry in entries if date or entry[0] != "date")
    return replace(document, meta=nodes.MetaMap(kept))


def _identified(document: Document) -> Document:
    """Return `document` with an identifier made from its text: the same input gives the same book."""
    if meta_text(document, "identifier"):
        return document
    digest = hashlib.sha256(plain_text(document.blocks, notes=True).encode("utf-8", "surrogatepass")).hexdigest()
    uuid = f"urn:uuid:{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"
    entries = (*document.meta.entries, ("identifier", MetaString(uuid)))
    return replace(document, meta=nodes.MetaMap(entries))


def _prepared(document: Document, context: Context) -> Document:
    if context.profile.mixed_space:
        document = spaced(document)
    document = pandoc.with_language(document, context)
    return pandoc.with_images(transform_document(document, _as_html), context)


def _classed(document: Document) -> Document:
    """Return `document` with the class `heading-N` on headings: the style sheet's hold when levels are moved."""

    def name(node: Node) -> Node:
        if not isinstance(node, nodes.Header):
            return node
        own, classes, pairs = node.attr
        return replace(node, attr=nodes.Attr(own, (*classes, f"heading-{node.level}"), pairs))

    return transform_document(document, name)


def _as_html(node: Node) -> Node:
    match node:
        case nodes.Ruby(content, reading):
            raw = nodes.RawInline("html", f"<rp>（</rp><rt>{_escaped(reading)}</rt><rp>）</rp></ruby>")
            return nodes.Span(nodes.NO_ATTR, (nodes.RawInline("html", "<ruby>"), *content, raw))
        case nodes.PageBreak():
            return nodes.Div(nodes.Attr("", ("page-break",)), ())
        case _:
            return node


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


HTML: Writer[HtmlOptions] = Writer("html", (".html", ".htm"), HtmlOptions, html)
