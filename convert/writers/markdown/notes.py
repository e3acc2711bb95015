"""Footnotes at the end of the document: definitions where the flavour has them, a list where it has not."""

from __future__ import annotations

from convert.writers.markdown.block import indented, write_blocks
from convert.writers.markdown.sheet import Sheet


def notes(sheet: Sheet) -> str:
    """Return the texts of all notes met, those within notes too."""
    linked: list[str] = []
    listed: list[str] = []
    index = 0
    while index < len(sheet.notes):  # a note may hold further notes
        note, is_linked = sheet.notes[index]
        index += 1
        label = f"[^{index}]: " if is_linked else f"[{index}] "
        text = write_blocks(note.content, sheet)
        if is_linked:
            text = indented(text, 4)
        (linked if is_linked else listed).append(label + text)
    return "\n\n".join([*linked, *listed])
