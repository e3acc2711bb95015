"""All that is known about characters: script, width, punctuation classes, line-start and line-end prohibitions."""

from convert.chars.kinsoku import NO_LINE_END, NO_LINE_START, UNBREAKABLE_PAIRS, Kinsoku
from convert.chars.punctuation import CLOSING, FULL_STOPS, OPENING, PAIRS, is_closing, is_opening, is_punctuation
from convert.chars.script import HANGUL, HANZI, KANA, is_cjk, is_hangul, is_hanzi, is_kana, is_latin
from convert.chars.width import columns, east_asian_width, is_wide

__all__ = [
    "CLOSING",
    "FULL_STOPS",
    "HANGUL",
    "HANZI",
    "KANA",
    "NO_LINE_END",
    "NO_LINE_START",
    "OPENING",
    "PAIRS",
    "UNBREAKABLE_PAIRS",
    "Kinsoku",
    "columns",
    "east_asian_width",
    "is_cjk",
    "is_closing",
    "is_hangul",
    "is_hanzi",
    "is_kana",
    "is_latin",
    "is_opening",
    "is_punctuation",
    "is_wide",
]
