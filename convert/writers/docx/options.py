"""Options of the DOCX writer."""

from __future__ import annotations

from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal


@record
class DocxOptions:
    """How the DOCX is made.

    `reference_docx` is a file whose styles and page setup win over the profile's; `track_changes` writes each
    normalisation as a tracked change with a comment; `fonts` chooses the names written: the profile's own
    (`gb2312`), those of plain Windows (`plain`) or the bundled free faces (`free`); `grid` is the document grid:
    `lines`, as measured, or `chars`, the character grid of Word, beyond which no mark hangs (LibreOffice 7.4 sets a
    hanzi on two of its cells);
    `toc` adds a table of contents below the title when the text has none; `hanging_marks` says for which program the
    profile's `hanging = false` is written: Word hangs no marks with `word`, LibreOffice, which reads the flag upside
    down, with `libreoffice`; Word then does what it does in documents of its own.
    """

    reference_docx: str = ""
    track_changes: bool = False
    fonts: Literal["gb2312", "plain", "free"] = "gb2312"
    grid: Literal["lines", "chars"] = "lines"
    toc: bool = False
    hanging_marks: Literal["libreoffice", "word"] = "libreoffice"
