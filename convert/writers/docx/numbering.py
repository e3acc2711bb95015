"""Numbering definitions: one abstract list per kind of label, one instance per list."""

from __future__ import annotations

from convert.nodes import ListAttributes, ListNumberDelim, ListNumberStyle
from convert.records import field, mutable, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


BULLETS: Final = ("•", "–", "▪")
_LEVELS: Final = 9
_FIRST_NSID: Final = 0x2B7E1500
"""Number of the first abstract list among all lists (w:nsid), by which Word tells lists apart when text is pasted."""
_FORMATS: Final = {
    ListNumberStyle.DEFAULT: "decimal",
    ListNumberStyle.EXAMPLE: "decimal",
    ListNumberStyle.DECIMAL: "decimal",
    ListNumberStyle.LOWER_ROMAN: "lowerRoman",
    ListNumberStyle.UPPER_ROMAN: "upperRoman",
    ListNumberStyle.LOWER_ALPHA: "lowerLetter",
    ListNumberStyle.UPPER_ALPHA: "upperLetter",
}
_DELIMITERS: Final = {
    ListNumberDelim.DEFAULT: "{}.",
    ListNumberDelim.PERIOD: "{}.",
    ListNumberDelim.ONE_PAREN: "{})",
    ListNumberDelim.TWO_PARENS: "({})",
}
CHINESE: Final = (
    ("chineseCountingThousand", "{}、"),
    ("chineseCountingThousand", "（{}）"),
    ("decimal", "{}."),
    ("decimal", "（{}）"),
)
"""Labels of the four levels of GB/T 9704 7.3.3: 一、 （一） 1. （1）."""


@record
class Labels:
    """Number format and label text ({} for the number) of each level; formats beyond the last repeat it."""

    levels: tuple[tuple[str, str], ...]

    def level(self, index: int) -> tuple[str, str]:
        """Return format and label text of level `index` from 0."""
        return self.levels[min(index, len(self.levels) - 1)]


BULLET_LABELS: Final = Labels(tuple(("bullet", mark) for mark in BULLETS))


def ordered_labels(attributes: ListAttributes, numerals: str = "") -> Labels:
    """Return the labels of an ordered list; `numerals` "chinese" gives 一、 （一） 1. （1） by level."""
    if numerals == "chinese":
        return Labels(CHINESE)
    return Labels(((_FORMATS[attributes.style], _DELIMITERS[attributes.delim]),))


@mutable
class Numbering:
    """The lists of a document: abstract definitions and instances (definition, level, start)."""

    abstracts: list[Labels] = field(default_factory=list)
    instances: list[tuple[int, int, int]] = field(default_factory=list)
    first_abstract: int = 0
    first: int = 1

    def add(self, labels: Labels, level: int, start: int = 1) -> int:
        """Return the number of a new list at `level`; bullets share one instance for all levels."""
        if labels not in self.abstracts:
            self.abstracts.append(labels)
        bullet = labels.levels[0][0] == "bullet"
        entry = (self.abstracts.index(labels), 0 if bullet else level, 0 if bullet else start)
        if not entry[2] and entry in self.instances:
            return self.instances.index(entry) + self.first
        self.instances.append(entry)
        return len(self.instances) - 1 + self.first

    @property
    def used(self) -> bool:
        """Tell whether the document has a list."""
        return bool(self.instances)

    def xml(self, character: float, font: str) -> str:
        """Return the children of w:numbering; `character` is the width of a character in twips."""
        abstract = "".join(
            f'<w:abstractNum w:abstractNumId="{index}"><w:nsid w:val="{_FIRST_NSID + index:08X}"/>'
            f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{_FIRST_NSID + index:08X}"/>'
            + "".join(_level(labels, level, character, font) for level in range(_LEVELS))
            + "</w:abstractNum>"
            for index, labels in enumerate(self.abstracts, self.first_abstract)
        )
        return abstract + "".join(
            _instance(number, (abstract_number + self.first_abstract, level, start))
            for number, (abstract_number, level, start) in enumerate(self.instances, self.first)
        )


def _left(level: int) -> int:
    """Return the indent of the text of an item in characters; the label hangs two before it."""
    return 4 + 2 * level


def continuation(level: int, character: float) -> str:
    """Return w:ind of a further paragraph of an item, under the text of the first."""
    left = _left(level)
    return (
        f'<w:ind w:left="{round(left * character)}" w:leftChars="{left * 100}" w:firstLine="0" w:firstLineChars="0"/>'
    )


def _level(labels: Labels, level: int, character: float, font: str) -> str:
    form, text = labels.level(level)
    label = text.format(f"%{level + 1}")
    left = _left(level)
    run = f'<w:rPr><w:rFonts w:hint="default" w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/></w:rPr>'
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{round(left * character)}" w:leftChars="{left * 100}" '
        f'w:hanging="{round(2 * character)}" w:hangingChars="200"/></w:pPr>{run if form == "bullet" else ""}</w:lvl>'
    )


def _instance(number: int, entry: tuple[int, int, int]) -> str:
    abstract, level, start = entry
    restart = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>'
