"""Remarks of the writers that are one module each: plain text, and all formats that pandoc writes."""

from __future__ import annotations

from convert.diagnostics import Code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


CODES: Final[dict[str, Code]] = {
    "TXT101": Code(
        "lost-in-text",
        "An element that plain text cannot hold is left out or written as its words alone.",
        "Emphasis, pictures and formulas have no form in plain text; the words stay.",
        "an image -> its description",
    ),
    "TXT102": Code(
        "not-in-a-text-file",
        "A character that no text file can hold is left out.",
        "U+0000 and lone surrogates are no characters of a text in UTF-8; the rest is untouched.",
        "U+D800 alone",
    ),
    "PAN101": Code(
        "pandoc-remark",
        "Pandoc could not express or fetch something in the format that was asked for.",
        "Pandoc names it; the rest of the document is written.",
        "a table with merged cells in a format without them",
    ),
    "PAN102": Code(
        "image-not-at-hand",
        "An image is not at hand and stays an address in what pandoc writes.",
        "Only images beside the source are read; nothing is fetched from the net.",
        "![plan](missing.png)",
    ),
    "PAN103": Code(
        "pandoc-warning",
        "Pandoc warned while it read the source.",
        "What pandoc skips or mends is named, so that nothing is lost in silence.",
        "a reference without a target",
    ),
    "PAN104": Code(
        "part-not-read",
        "Text of a Word file is not read: page headers and footers, comments, tracked deletions, hidden text, charts.",
        "They are no part of the text; they are named so that nothing goes in silence. Text boxes are read.",
        "a page header 内部资料",
    ),
}
"""Code -> what it says."""
