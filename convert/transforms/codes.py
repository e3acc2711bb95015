"""Remarks on metadata and on parts of the text that are brought to their places."""

from __future__ import annotations

from convert.diagnostics import Code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CONTRADICTED: Final = "STR501"
RAISED: Final = "STR502"

CODES: Final[dict[str, Code]] = {
    CONTRADICTED: Code(
        "contradicted-metadata",
        "Metadata from the command line, the configuration or front matter say other than the text does.",
        "The text is printed as it stands, once; the metadata go into the properties of the file alone. One is wrong.",
        "--meta doc-number=某政发〔2026〕8号 beside 某政发〔2026〕3号 in the text",
    ),
    RAISED: Code(
        "raised-to-the-head",
        "A part of the 版头 that stands below the title is set in the 版头, above the red rule.",
        "7.2.5: the document number stands two lines below the issuer's mark.",
        "某政发〔2026〕3号 below the title, with --meta issuer=某市人民政府",
    ),
}
