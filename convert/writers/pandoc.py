"""Every other output format, through pandoc: one record made for each name."""

from __future__ import annotations

import base64

from convert import nodes
from convert.caching import lru_cache
from convert.contracts import Context, Writer
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.nodes import Document, MetaString, Node, Role
from convert.records import record, replace
from convert.walk import descend, meta_text, plain_text, role_of, transform_document, with_meta
from convert.writers.utf8 import shallow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

_AS_IT_IS: Final = frozenset({"json", "native"})
_HEADED: Final = frozenset(
    {
        "bbcode", "bbcode_fluxbb", "bbcode_hubzilla", "bbcode_phpbb", "bbcode_steam", "bbcode_xenforo", "commonmark",
        "commonmark_x", "djot", "dokuwiki", "gfm", "haddock", "icml", "ipynb", "jats", "jats_archiving",
        "jats_publishing", "jira", "markdown", "markdown_github", "markdown_mmd", "markdown_phpextra",
        "markdown_strict", "markua", "mediawiki", "plain", "textile", "vimdoc", "xml", "xwiki", "zimwiki",
    }
)  # fmt: skip
"""Formats whose standalone form does not show the title of the metadata: there it becomes a heading."""
_WEB: Final = frozenset({"chunkedhtml", "dzslides", "revealjs", "s5", "slideous", "slidy", "html4"})
_VARIABLES: Final[dict[str, tuple[str, ...]]] = {
    "latex": ("documentclass=ctexart",),
    "beamer": ("documentclass=ctexbeamer",),
    "typst": ("lang=zh",),
}
_MEDIA: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
}


@record
class PandocOptions:
    """Options of a format written by pandoc.

    `standalone` makes a whole file, not a fragment; `toc` adds a table of contents; `number_sections` numbers
    headings; `extensions` are pandoc's, as "+smart-raw_html".
    """

    standalone: bool = True
    toc: bool = False
    number_sections: bool = False
    extensions: str = ""


@lru_cache(maxsize=64)
def writer_for(name: str) -> Writer[Any]:
    """Return the writer of pandoc's format `name`; HTML and EPUB carry our template and the profile's styles."""
    if name in ("html", "html5"):
        from convert.writers.html import HTML

        return HTML
    if name in ("epub", "epub2", "epub3"):
        from convert.writers.html import epub_writer

        return epub_writer(name)

    def write(document: Document, options: PandocOptions, context: Context) -> bytes:
        return _write(document, name, options, context)

    return Writer(name, (f".{name}",), PandocOptions, write)


def _write(document: Document, name: str, options: PandocOptions, context: Context) -> bytes:
    if context.profile.mixed_space and name in _WEB:
        from convert.writers.spacing import spaced

        document = spaced(document)
    if name not in _AS_IT_IS:
        headed = name in _HEADED or not options.standalone
        document = with_heading(document) if headed else with_title_in_meta(document)
        document = with_images(document, context)
    arguments = [f"--variable={setting}" for setting in _VARIABLES.get(name, ())]
    return through(document, name + options.extensions, options, context, arguments)


def through(
    document: Document, target: str, options: PandocOptions, context: Context, arguments: Iterable[str] = ()
) -> bytes:
    """Return `document` as pandoc writes it; what it cannot express or fetch is reported as PAN101."""
    from convert.pandoc.json import to_pandoc
    from convert.pandoc.process import write_json

    flags = ["--wrap=none", "--eol=lf", *arguments]
    flags += [flag for flag, wanted in _flags(options) if wanted]
    made = write_json(shallow(lambda: to_pandoc(document)), target, extra=flags)
    for remark in made.remarks:
        message = f"{target}: {remark}"
        context.report(Diagnostic("PAN101", Severity.WARNING, message, stage=Stage.WRITE))
    return made.data


def _flags(options: PandocOptions) -> Iterable[tuple[str, bool]]:
    yield "--standalone", options.standalone
    yield "--toc", options.toc
    yield "--number-sections", options.number_sections


def title_of(document: Document) -> nodes.Div | None:
    """Return the title of the document, or None."""
    return next(
        (block for block in document.blocks if isinstance(block, nodes.Div) and role_of(block) is Role.TITLE), None
    )


def with_title_in_meta(document: Document) -> Document:
    """Return `document` with its title in the metadata instead of the text, for formats that print it from there."""
    title = title_of(document)
    if title is None:
        return document
    content = _joined(title)
    entries = dict(document.meta.entries) | {"title": nodes.MetaInlines(content)}
    blocks = tuple(block for block in document.blocks if block is not title)
    return replace(document, meta=nodes.MetaMap(tuple(entries.items())), blocks=blocks)


def with_heading(document: Document) -> Document:
    """Return `document` with its title as the heading of level 1 and every heading one level lower."""
    title = title_of(document)
    if title is None:
        return document

    def lower(node: Node) -> Node:
        return replace(node, level=min(9, node.level + 1)) if isinstance(node, nodes.Header) else node

    lowered = transform_document(document, lower)
    heading = nodes.Header(1, nodes.Attr("", ("title", "unnumbered")), _joined(title), span=title.span)
    blocks = tuple(heading if role_of(block) is Role.TITLE else block for block in lowered.blocks)
    return replace(lowered, blocks=blocks)


def _joined(title: nodes.Div) -> tuple[nodes.Inline, ...]:
    parts = [block.content for block in title.content if isinstance(block, nodes.Para | nodes.Plain)]
    return tuple(inline for part in parts for inline in part)


def with_images(document: Document, context: Context) -> Document:
    """Return `document` with the images that the context has as data addresses; pandoc fetches nothing itself."""

    def embed(node: Node) -> Node:
        if not isinstance(node, nodes.Image) or node.target.url.startswith("data:"):
            return node
        url = node.target.url
        data = context.resource(url)
        if data is None:
            message = f"image {url!r} is not at hand and stays an address"
            context.report(Diagnostic("PAN102", Severity.WARNING, message, node.span, stage=Stage.WRITE))
            return node
        media = _MEDIA.get(url[url.rfind(".") :].lower(), "application/octet-stream")
        coded = base64.b64encode(data).decode("ascii")
        return replace(node, target=nodes.Target(f"data:{media};base64,{coded}", node.target.title))

    if any(isinstance(node, nodes.Image) for node in descend(document.blocks)):
        return transform_document(document, embed)
    return document


def with_language(document: Document, context: Context) -> Document:
    """Return `document` with the profile's language in the metadata when it names none."""
    return document if meta_text(document, "lang") else with_meta(document, lang=context.profile.lang)


def with_some_title(document: Document, context: Context) -> Document:
    """Return `document` with a title in the metadata: its own, its first heading or the name of the source."""
    if meta_text(document, "title"):
        return document
    heading = next((node for node in document.blocks if isinstance(node, nodes.Header)), None)
    stem = context.source_name.rsplit(".", 1)[0]
    name = plain_text(heading) if heading is not None else stem or "文档"
    return replace(document, meta=nodes.MetaMap((*document.meta.entries, ("pagetitle", MetaString(name)))))
