"""The remarks of the PDF writer."""

from __future__ import annotations

from convert.diagnostics import Code

CODES: dict[str, Code] = {
    code: Code(name, what, why, example)
    for code, name, what, why, example in (
        (
            "PDF001", "image-unreadable",
            "An image is damaged or of a kind that cannot be shown.",
            "The page keeps its place with an empty frame, so that nobody thinks nothing was there.",
            "A PNG file that was cut off while it was copied.",
        ),
        (
            "PDF002", "image-missing",
            "An image was not found at its address.",
            "The page keeps its place with an empty frame.",
            "![图](figures/plan.png) without such a file",
        ),
        (
            "PDF003", "image-without-description",
            "An image has no description; its file name is read out instead.",
            "PDF/UA asks for words for those who cannot see the image (ISO 14289-1 7.3).",
            "![](plan.png)",
        ),
        (
            "PDF004", "heading-level-skipped",
            "A heading is tagged one or more levels higher than it is, because the level above is missing.",
            "PDF/UA forbids skipped levels (ISO 14289-1 7.4.2). The look of the heading is not changed.",
            "（一）总体情况 with no 一、 before it",
        ),
        (
            "PDF005", "link-to-nowhere",
            "A link leads to a place that this document does not have; the text stays, the link goes.",
            "A dead link helps nobody.",
            "[见下](#nowhere)",
        ),
        (
            "PDF006", "link-address-unfit",
            "A link's address is empty or longer than a PDF can hold; the text stays, the link goes.",
            "PDF/A allows strings of 32,767 bytes (ISO 19005-2 6.1.13).",
            "[图](data:image/png;base64,…) with a whole picture in it",
        ),
    )
}  # fmt: skip
