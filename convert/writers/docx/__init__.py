"""DOCX: a package of real styles, fields and numbering, the body written as XML in one pass."""

from convert.contracts import Writer
from convert.writers.docx.options import DocxOptions
from convert.writers.docx.writer import write

WRITER = Writer("docx", (".docx",), DocxOptions, write)

__all__ = ["WRITER", "DocxOptions", "write"]
