"""OpenDocument text in: its paragraphs, lists, tables and notes as they stand, parts from styles and text."""

from convert.readers.odt.reader import READER

__all__ = ["READER"]
