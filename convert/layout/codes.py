"""The remarks that layout makes."""

from __future__ import annotations

from convert.diagnostics import Code

CODES: dict[str, Code] = {
    code.name: code
    for code in (
        Code(
            "LAY001",
            "A character is in no face of its role.",
            "It is drawn as a box with its code point, so that it is seen and can be looked up; the text stays whole.",
            "𱁬 in a face that ends at GBK",
        ),
        Code(
            "LAY002",
            "A word or number is wider than the line.",
            "It is cut where the line ends; a shorter form or a narrower size would keep it whole.",
            "a URL of 120 characters",
        ),
        Code(
            "LAY003",
            "An image cannot be placed.",
            "Its file is missing or of a kind that cannot be measured; its description stands in its place.",
            "![plan](missing.png)",
        ),
        Code(
            "LAY004",
            "Markup of another format is left out.",
            "A raw block or inline is meant for one output format only and says nothing on a page.",
            "raw LaTeX in a Markdown source",
        ),
        Code(
            "LAY005",
            "A control character is not drawn.",
            "It has no shape, and most formats forbid it.",
            "U+0007 in a line",
        ),
    )
}
