"""The plain-text reader: from messy lines to a document with roles, headings, lists and tables."""

from __future__ import annotations

from convert.contracts import Intake, Reader
from convert.readers.plaintext.kind import profile_for
from convert.readers.plaintext.reader import ReadOptions, read, recognise_kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


READER: Final = Reader(name="txt", suffixes=(".txt", ".text"), options=ReadOptions, read=read, intake=Intake.PLAIN)

__all__ = ["READER", "ReadOptions", "profile_for", "read", "recognise_kind"]
