"""A Word file -> document: roles from the names of styles, else from the structure of the text."""

from __future__ import annotations

from convert.contracts import Context, Input, Intake, Reader, Reading
from convert.readers.docx.package import prepared
from convert.readers.docx.recognise import recognised
from convert.readers.docx.styled import with_roles
from convert.readers.pandoc import PandocReadOptions, reader_for
from convert.records import record, replace

_STYLES = "+styles"


@record
class DocxReadOptions:
    """How a Word file is read: `structure` also finds parts in text that has no styles of its own."""

    structure: bool = True


def read(source: Input, options: DocxReadOptions, context: Context) -> Reading:
    """Return the document of a .docx, its text untouched. Raises ReadError for what is no Word file."""
    data, remarks = prepared(source.data)
    reading = reader_for("docx").read(replace(source, data=data), PandocReadOptions(_STYLES), context)
    document = with_roles(reading.document, context.profile)
    if options.structure:
        document = recognised(document, context.profile.structure)
    return replace(reading, document=document, diagnostics=(*remarks, *reading.diagnostics))


READER = Reader("docx", (".docx",), DocxReadOptions, read, Intake.BINARY)
