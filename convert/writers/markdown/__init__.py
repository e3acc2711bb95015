"""Markdown out: CommonMark by default, GitHub's or pandoc's dialect on request; rendered, its text is the tree's."""

from __future__ import annotations

from convert import nodes
from convert.contracts import Context, Writer
from convert.nodes import Document
from convert.walk import role_of
from convert.writers.markdown.block import write_blocks
from convert.writers.markdown.options import MarkdownOptions
from convert.writers.markdown.sheet import Sheet
from convert.writers.utf8 import encoded, shallow

__all__ = ["WRITER", "MarkdownOptions", "markdown"]


def markdown(document: Document, options: MarkdownOptions, context: Context) -> bytes:
    """Write `document` as Markdown in UTF-8; what the flavour cannot hold is reported by name (MD codes)."""
    return shallow(lambda: _written(document, options, context))


def _written(document: Document, options: MarkdownOptions, context: Context) -> bytes:
    if context.profile.mixed_space:
        from convert.writers.spacing import spaced

        document = spaced(document)
    titled = options.flavor != "pandoc" and any(role_of(block) is nodes.Role.TITLE for block in document.blocks)
    if options.flavor == "pandoc":
        from convert.writers.markdown.exact import headings

        sheet = Sheet(options, headings=headings(document.blocks))
    else:
        sheet = Sheet(options, shift=int(titled))
    parts = []
    if options.front_matter:
        from convert.writers.markdown.front import front_matter

        parts.append(front_matter(document, sheet))
    parts.append(write_blocks(document.blocks, sheet))
    if sheet.notes:
        from convert.writers.markdown.notes import notes

        parts.append(notes(sheet))
    text = "\n\n".join(filter(None, parts))
    if options.flavor == "pandoc" and text[:1] == "%":
        text = "\\" + text  # a title, at the start of a file
    sheet.remarks(context.report)
    return encoded(text + "\n", document, context, "MD109")


WRITER: Writer[MarkdownOptions] = Writer("md", (".md", ".markdown"), MarkdownOptions, markdown)
