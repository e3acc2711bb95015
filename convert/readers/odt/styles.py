"""Styles of OpenDocument: what paragraphs are called, how spans look, how lists are numbered."""

from __future__ import annotations

from convert import patterns
from convert.nodes import Alignment, ListNumberDelim, ListNumberStyle
from convert.readers.docx.styles import Look
from convert.readers.odt.xml import FO, STYLE, TEXT
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final
    from xml.etree.ElementTree import Element

_CODED: Final = patterns.compile(r"_([0-9a-f]{2,4})_")
_ALIGNED: Final = {
    "center": Alignment.CENTER, "end": Alignment.RIGHT, "right": Alignment.RIGHT, "start": Alignment.LEFT,
    "left": Alignment.LEFT,
}  # fmt: skip
_NUMERALS: Final = {
    "1": ListNumberStyle.DECIMAL, "a": ListNumberStyle.LOWER_ALPHA, "A": ListNumberStyle.UPPER_ALPHA,
    "i": ListNumberStyle.LOWER_ROMAN, "I": ListNumberStyle.UPPER_ROMAN,
}  # fmt: skip
_MARKS: Final = {
    ("", "."): ListNumberDelim.PERIOD, ("", ")"): ListNumberDelim.ONE_PAREN, ("(", ")"): ListNumberDelim.TWO_PARENS,
    ("", ""): ListNumberDelim.DEFAULT,
}  # fmt: skip
_FORMS: Final = {
    "一, 二, 三, ...": "chineseCounting", "①, ②, ③, ...": "decimalEnclosedCircle",
    "１, ２, ３, ...": "decimalFullWidth",
    "甲, 乙, 丙, ...": "ideographTraditional", "子, 丑, 寅, ...": "ideographZodiac",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip
_UNITS: Final = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0, "pc": 240.0, "px": 15.0}


@record
class Style:
    """A style by its name: what it is based on, the look of its text, page break, alignment and left indent (twips)."""

    name: str
    based_on: str
    look: Look
    breaks: bool | None = None
    alignment: Alignment | None = None
    indent: int | None = None
    level: int = 0


@record
class Level:
    """One level of a list: numerals of the format, marks around them, first number, levels shown; "" is a bullet."""

    form: str = ""
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1
    bullet: bool = False
    blank: bool = False

    @property
    def style(self) -> ListNumberStyle | None:
        """The numerals, None where the tree has none of their kind."""
        return _NUMERALS.get(self.form)

    @property
    def delim(self) -> ListNumberDelim | None:
        """The marks, None where the tree has none of their kind."""
        return _MARKS.get((self.before.strip(), self.after.strip()))

    @property
    def numerals(self) -> str:
        """The numerals by the name that Word gives them."""
        return _FORMS.get(self.form, "chineseCounting" if self.form[:1] in "一壹" and self.form else "decimal")


class Sheet:
    """All styles of a document by family and name, and its lists."""

    def __init__(self, roots: list[Element]) -> None:
        self.styles: dict[tuple[str, str], Style] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        for root in roots:
            for one in root.iter(STYLE + "style"):
                self.styles[one.get(STYLE + "family", ""), one.get(STYLE + "name", "")] = _style(one)
            for one in root.iter(TEXT + "list-style"):
                self.lists[one.get(STYLE + "name", "")] = dict(_levels(one))
            for one in root.iter(TEXT + "outline-style"):
                self.outline = {at: level for at, level in _levels(one) if level.form}

    def chain(self, family: str, name: str) -> Iterator[Style]:
        """Yield a style and those it is based on."""
        seen = set()
        while (family, name) in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[family, name]
            name = self.styles[family, name].based_on

    def names(self, name: str) -> list[str]:
        """Return the names of a paragraph style and those below it, in lower case, generated ones left out."""
        found = [style.name.lower() for style in self.chain("paragraph", name)]
        named = [one for one in found if not patterns.fullmatch(r"p\d+", one)]
        return named or [spelled(name).lower()]

    def look(self, name: str) -> Look:
        """Return the look of a character style."""
        if ("text", name) not in self._looks:
            made = Look()
            for style in self.chain("text", name):
                made = made.over(style.look)
            self._looks["text", name] = made
        return self._looks["text", name]

    def own_look(self, name: str) -> Look:
        """Return the look of a whole paragraph set by hand: LibreOffice keeps it in a style that it made up."""
        found = self.styles.get(("paragraph", name))
        return found.look if found is not None and patterns.fullmatch(r"P\d+", name) else Look()

    def breaks(self, name: str) -> bool:
        """Say whether a paragraph or table style, as set by hand, begins a new page."""
        found = self.styles.get(("paragraph", name)) or self.styles.get(("table", name))
        return found is not None and found.breaks is True

    def alignment(self, name: str) -> Alignment:
        """Return the alignment of a paragraph style."""
        found = (style.alignment for style in self.chain("paragraph", name) if style.alignment is not None)
        return next(found, Alignment.DEFAULT)

    def indent(self, name: str) -> int:
        """Return the left indent of a paragraph style in twips."""
        return next((one.indent for one in self.chain("paragraph", name) if one.indent is not None), 0)


def spelled(name: str) -> str:
    """Return the name of a style as it is shown: _20_ stands for a blank."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), name)


def _style(one: Element) -> Style:
    paragraph, text = one.find(STYLE + "paragraph-properties"), one.find(STYLE + "text-properties")
    name = one.get(STYLE + "display-name") or spelled(one.get(STYLE + "name", ""))
    table = one.find(STYLE + "table-properties")
    before = [part.get(FO + "break-before") for part in (paragraph, table) if part is not None]
    align = None if paragraph is None else paragraph.get(FO + "text-align")
    left = None if paragraph is None else paragraph.get(FO + "margin-left")
    level = one.get(STYLE + "default-outline-level", "")
    return Style(
        name, one.get(STYLE + "parent-style-name", ""), _look(text), True if "page" in before else None,
        None if align is None else _ALIGNED.get(align, Alignment.DEFAULT), None if left is None else twips(left),
        int(level) if level.isdecimal() else 0,
    )  # fmt: skip


def _look(text: Element | None) -> Look:
    if text is None:
        return Look()
    weight, slant = text.get(FO + "font-weight"), text.get(FO + "font-style")
    line, through = text.get(STYLE + "text-underline-style"), text.get(STYLE + "text-line-through-style")
    position, dots = text.get(STYLE + "text-position", ""), text.get(STYLE + "text-emphasize")
    height = position.split()[0] if position else ""
    raised = {"super": "sup", "sub": "sub"}.get(height) or ("sub" if height.startswith("-") else "sup")
    caps, shown = text.get(FO + "font-variant"), text.get(TEXT + "display")
    return Look(
        None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600),
        None if slant is None else slant in ("italic", "oblique"), None if through is None else through != "none",
        None if caps is None else caps == "small-caps", None if shown is None else shown == "none",
        None if line is None else line != "none", None if dots is None else dots != "none",
        None if not height else "" if height == "0%" else raised, text.get(STYLE + "font-name"),
    )  # fmt: skip


def _levels(one: Element) -> Iterator[tuple[int, Level]]:
    for level in one:
        at = level.get(TEXT + "level", "")
        if not at.isdecimal():
            continue
        start, shown = level.get(TEXT + "start-value", "1"), level.get(TEXT + "display-levels", "1")
        form = level.get(STYLE + "num-format", "")
        bullet = level.tag in (TEXT + "list-level-style-bullet", TEXT + "list-level-style-image")
        yield (
            int(at),
            Level(
                form, level.get(STYLE + "num-prefix", ""), level.get(STYLE + "num-suffix", ""),
                int(start) if start.isdecimal() else 1, int(shown) if shown.isdecimal() else 1, bullet,
                level.get(TEXT + "bullet-char", "•").strip(" \uf020\u00a0") == "",
            ),
        )  # fmt: skip


def twips(length: str) -> int:
    """Return a length such as 1.27cm in twips, 0 for what is none."""
    found = patterns.match(r"(-?[0-9.]+)(cm|mm|in|pt|pc|px)", length)
    try:
        return round(float(found[1]) * _UNITS[found[2]]) if found else 0
    except ValueError:
        return 0
