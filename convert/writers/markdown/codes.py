"""Remarks of the Markdown writer: what a flavour cannot hold, and what was written instead."""

from __future__ import annotations

from convert.diagnostics import Code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


CODES: Final[dict[str, Code]] = {
    "MD101": Code(
        "html-instead",
        "An element the flavour has no mark for is written as HTML, which every CommonMark renderer shows.",
        "CommonMark has no tables, underlines, raised or lowered text, definition lists, captions or ruby.",
        "a table in `md.flavor=commonmark` -> `<table>…</table>`",
    ),
    "MD102": Code(
        "attributes-dropped",
        "Identifiers, classes, key-value pairs, roles of an official document and widths of columns are left out.",
        "Only `md.flavor=pandoc` has attributes.",
        "`Span(.mark)` -> its text",
    ),
    "MD103": Code(
        "list-label",
        "The labels of a list are written in another form.",
        "CommonMark numbers lists only as `1.` and `1)`.",
        "`(a)` -> `1)`",
    ),
    "MD104": Code(
        "note-as-text",
        "Footnotes are written as paragraphs at the end, their marks as raised numbers.",
        "CommonMark has no footnotes; `md.flavor=gfm` and `pandoc` have.",
        "`正文[注]` -> `正文<sup>[1]</sup>`",
    ),
    "MD105": Code(
        "no-counterpart",
        "An element without text has no counterpart and is left out.",
        "Markdown has no pages and no empty paragraphs.",
        "a page break",
    ),
    "MD106": Code(
        "raw-dropped",
        "Raw markup of another format is left out; raw HTML that is no tag or block by itself is read as Markdown.",
        "LaTeX or OpenXML in a Markdown file would be read as text.",
        "`RawBlock latex` in `md.flavor=commonmark`",
    ),
    "MD107": Code(
        "as-text",
        "A formula, citation or quotation is written as plain text, its marks included.",
        "The flavour has no mark for it.",
        "`$x^2$` with its dollar signs, in CommonMark",
    ),
    "MD108": Code(
        "structure-simplified",
        "What the flavour cannot tell apart is written in a simpler form: a link within a link, verse, a loose item.",
        "The grammar of the flavour has no form for it; the text stays.",
        "a link in the text of a link -> its text",
    ),
    "MD110": Code(
        "carried-beside",
        "What pandoc's Markdown has no form for is written as text, its tree beside it in a division of our own.",
        "Reading the file back gives the same document; other programs see the text.",
        "a citation, a heading of level 7, a table with attributes in `md.flavor=pandoc`",
    ),
    "MD109": Code(
        "character-dropped",
        "A character that UTF-8 text cannot hold is left out.",
        "U+0000 and lone surrogates are no characters of a Markdown or text file.",
        "U+0000",
    ),
}
