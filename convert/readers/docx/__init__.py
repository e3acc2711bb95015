"""DOCX in: pandoc reads the package, our own styles give back their roles, and the text gives the rest."""

from convert.readers.docx.reader import READER

__all__ = ["READER"]
