"""Faces: the bundled ones with their licences, the user's own when asked for, measured, shaped and subset."""

from convert.fonts.catalogue import Bundled, catalogue
from convert.fonts.chain import FONT_SOURCES, Chain, chain, load
from convert.fonts.face import Face, Glyph
from convert.fonts.system import find

__all__ = ["FONT_SOURCES", "Bundled", "Chain", "Face", "Glyph", "catalogue", "chain", "find", "load"]
