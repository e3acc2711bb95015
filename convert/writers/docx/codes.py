"""Remarks of the DOCX writer: what Word cannot hold."""

from __future__ import annotations

from convert.diagnostics import Code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


CONTROL: Final = "DOC001"
RAW: Final = "DOC002"
IMAGE: Final = "DOC003"
FORMULA: Final = "DOC004"
NESTED_NOTE: Final = "DOC005"
UNTRACKED: Final = "DOC006"

CODES: Final[dict[str, Code]] = {
    CONTROL: Code(
        "control character left out",
        "A character that XML cannot hold (C0 controls, lone surrogates, U+FFFE, U+FFFF) is not written.",
        "Word refuses the whole file for one such character.",
        "页\\x0c面 -> 页面",
    ),
    RAW: Code(
        "raw markup left out",
        "Markup written for another format (HTML, TeX) has no place in a Word file and is not written.",
        "It would show as text or break the file.",
        "<br> in Markdown -> nothing",
    ),
    IMAGE: Code(
        "image not placed",
        "The image cannot be found, or its kind is none that Word shows; its description stands in its place.",
        "A hole without a word would be a loss nobody sees.",
        "![图一](missing.png) -> 图一",
    ),
    FORMULA: Code(
        "formula from TeX",
        "A TeX formula is built as Office Math by pandoc, or stands as its source where pandoc cannot read it.",
        "The source itself is no longer in the file; Word can build a formula that stands as its source.",
        "$\\frac{a}{b}$ -> a over b",
    ),
    NESTED_NOTE: Code(
        "note within a note",
        "Word has no footnote inside a footnote: the inner note stands in brackets where its mark was.",
        "The text must not be lost.",
        "a note whose text has a note",
    ),
    UNTRACKED: Code(
        "change not tracked",
        "A normalisation was made where Word cannot show it: in code, in a line set aside, or between paragraphs.",
        "With track_changes a reviewer relies on seeing every change; this list names the rest.",
        "a comma mended in a table of contents",
    ),
}
