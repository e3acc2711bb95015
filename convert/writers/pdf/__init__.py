"""The PDF writer: lays the document out and paints the frames on reportlab's PDF objects."""

from __future__ import annotations

from convert.contracts import Context, Writer
from convert.errors import UsageError
from convert.nodes import Document
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal


STANDARDS = ("none", "a-2u", "a-3u")


@record
class PdfOptions:
    """How a PDF is written.

    `standard` "" takes the profile's; `attach_source` puts the original file inside, which makes PDF/A-3u of the
    profile's PDF/A-2u; `tagged` adds the structure tree; `compress` false leaves the file readable by eye.
    """

    standard: Literal["", "none", "a-2u", "a-3u"] = ""
    attach_source: bool = False
    tagged: bool = True
    compress: bool = True


def write(document: Document, options: PdfOptions, context: Context) -> bytes:
    """Return `document` as a PDF file; raises UsageError for options that do not fit together, MissingFont."""
    import gc

    standard = _standard(options, context)
    collecting = gc.isenabled()
    gc.disable()  # what grows here is pages without cycles; walking them again and again takes a tenth of the time
    try:
        return _written(document, options, context, standard)
    finally:
        if collecting:
            gc.enable()


def _written(document: Document, options: PdfOptions, context: Context, standard: str) -> bytes:
    from convert.layout import layout
    from convert.writers.pdf.faces import face
    from convert.writers.pdf.paint import Job, paint

    frames = layout(document, context.profile, fonts=context.fonts, report=context.report, resource=context.resource)
    job = Job(
        face=face,
        resource=context.resource,
        report=context.report,
        standard=standard,
        tagged=options.tagged,
        compress=options.compress,
        source=context.source if options.attach_source else None,
        source_name=context.source_name,
    )
    return paint(frames, job)


def _standard(options: PdfOptions, context: Context) -> str:
    if options.standard and options.standard not in STANDARDS:
        raise UsageError(f"unknown PDF standard {options.standard!r}", hint="known: " + ", ".join(STANDARDS))
    if options.standard == "a-2u" and options.attach_source:
        raise UsageError("PDF/A-2 cannot hold the source file", hint="choose the standard a-3u")
    standard = options.standard or context.profile.pdf_standard or "none"
    if standard == "a-2u" and options.attach_source:
        return "a-3u"
    return "" if standard == "none" else standard


WRITER = Writer("pdf", (".pdf",), PdfOptions, write)
