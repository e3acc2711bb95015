"""The styles of a Word file: names, what they are based on, levels of headings, lists and looks they carry."""

from __future__ import annotations

from convert import patterns
from convert.readers.docx.xml import W, child_value, number, switch, value
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final
    from xml.etree.ElementTree import Element

_HEADING: Final = patterns.compile(r"(?:heading|标题|標題) ?([1-9])$")
_BODY: Final = frozenset({"", "normal", "正文"})
_CODE: Final = frozenset(
    {"sourcecode", "preformattedtext", "htmlpreformatted", "code", "代码", "代码块", "macrotext", "macro"}
)
_CODE_INLINE: Final = frozenset(
    {
        "verbatimchar", "sourcetext", "htmlcode", "htmltypewriter", "htmlsample", "htmlkeyboard", "codechar",
        "inlinecode", "teletype", "userentry", "代码字符",
    }
)  # fmt: skip
_QUOTE: Final = frozenset({"quote", "blocktext", "intensequote", "quotations", "引用", "明显引用", "引文"})
_TOGGLES: Final = ("b", "i", "strike", "dstrike", "smallCaps", "vanish")


@record
class Look:
    """What a run looks like, as far as the tree says it; None where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    small_caps: bool | None = None
    hidden: bool | None = None
    underline: bool | None = None
    emphasis: bool | None = None
    raised: str | None = None
    symbol: str | None = None

    def over(self, below: Look) -> Look:
        """Return this look, from `below` where it says nothing."""
        names = ("bold", "italic", "strike", "small_caps", "hidden", "underline", "emphasis", "raised", "symbol")
        own = ((getattr(self, name), getattr(below, name)) for name in names)
        return Look(*[under if mine is None else mine for mine, under in own])


PLAIN: Final = Look()


def look(properties: Element | None) -> Look:
    """Return the look that w:rPr asks for."""
    if properties is None or not len(properties):
        return PLAIN
    bold, italic, strike, double, caps, hidden = (switch(properties, tag) for tag in _TOGGLES)
    line, dots, place = (child_value(properties, tag) for tag in ("u", "em", "vertAlign"))
    fonts = properties.find(W + "rFonts")
    return Look(
        bold, italic, double if strike is None else strike, caps, hidden,
        None if not line else line != "none", None if not dots else dots != "none",
        None if not place else {"superscript": "sup", "subscript": "sub"}.get(place, ""),
        None if fonts is None else value(fonts, "ascii") or None,
    )  # fmt: skip


@record
class Style:
    """One style as the file states it; `outline` counts from 0, `list_number` and `list_level` are of its list."""

    name: str = ""
    kind: str = ""
    based_on: str = ""
    outline: int | None = None
    list_number: str = ""
    list_level: int = 0
    look: Look = PLAIN
    justified: str = ""


class Sheet:
    """All styles by identifier, with the names of code, quotations and text in tables (`usual`) in the profile."""

    def __init__(self, root: Element | None, code: str, quote: str, usual: Iterable[str] = ()) -> None:
        self.styles = {} if root is None else dict(_styles(root))
        self.code = _CODE | {plain(code)}
        self.quote = _QUOTE | {plain(quote)}
        self.usual = frozenset(map(plain, usual))
        self._levels: dict[str, int] = {}
        self._looks: dict[str, Look] = {}
        self.default = next((key for key, one in self.styles.items() if one.kind == "paragraph default"), "")

    def name(self, key: str) -> str:
        """Return the name of a style in lower case, "" for none and for that of body text."""
        style = self.styles.get(key)
        name = style.name if style else key.lower()
        return "" if name in _BODY else name

    def chain(self, key: str) -> Iterator[Style]:
        """Yield the style and those it is based on."""
        seen = set()
        while key in self.styles and key not in seen:
            seen.add(key)
            yield self.styles[key]
            key = self.styles[key].based_on

    def level(self, key: str) -> int:
        """Return the level of heading that a paragraph style makes, 0 for none."""
        if key not in self._levels:
            self._levels[key] = self._level(key)
        return self._levels[key]

    def _level(self, key: str) -> int:
        for style in self.chain(key):
            if found := _HEADING.fullmatch(style.name):
                return int(found[1])
        own = self.styles.get(key)
        named = own is not None and own.kind == "paragraph" and not own.name.startswith(("run-in ", "toc "))
        if own is None or not named or own.name in ("title", "标题", "subtitle"):
            return 0
        outline = next((style.outline for style in self.chain(key) if style.outline is not None), None)
        return outline + 1 if outline is not None and outline < 9 else 0

    def justified(self, key: str) -> str:
        """Return the alignment that a paragraph style has of its own, "" for that of tables in general."""
        for style in self.chain(key):
            if style.kind == "paragraph default" or plain(style.name) in self.usual:
                break
            if style.justified:
                return style.justified
        return ""

    def numbered(self, key: str) -> tuple[str, int]:
        """Return the list and its level that a paragraph style carries, "" for none."""
        for style in self.chain(key):
            if style.list_number:
                return style.list_number, style.list_level
        return "", 0

    def look(self, key: str) -> Look:
        """Return the look of a character style."""
        if key not in self._looks:
            made = PLAIN
            for style in self.chain(key):
                made = made.over(style.look)
            self._looks[key] = made
        return self._looks[key]

    def is_code(self, key: str) -> bool:
        """Say whether a paragraph style sets code."""
        return bool(key) and any(plain(style.name) in self.code for style in self.chain(key))

    def is_quote(self, key: str) -> bool:
        """Say whether a paragraph style sets quotations."""
        return bool(key) and any(plain(style.name) in self.quote for style in self.chain(key))

    def is_code_inline(self, key: str) -> bool:
        """Say whether a character style sets code."""
        return bool(key) and any(plain(style.name) in _CODE_INLINE for style in self.chain(key))


def plain(name: str) -> str:
    """Return the name of a style as it is compared: programs write it with and without blanks."""
    return name.lower().replace(" ", "").replace("_", "")


def _styles(root: Element) -> Iterator[tuple[str, Style]]:
    for one in root.iter(W + "style"):
        paragraph = one.find(W + "pPr")
        numbered = None if paragraph is None else paragraph.find(W + "numPr")
        kind = value(one, "type") or "paragraph"
        default = kind == "paragraph" and value(one, "default") in ("1", "true")
        yield (
            value(one, "styleId"),
            Style(
                child_value(one, "name").strip().lower(), "paragraph default" if default else kind,
                child_value(one, "basedOn"), number(child_value(paragraph, "outlineLvl")),
                child_value(numbered, "numId"), number(child_value(numbered, "ilvl")) or 0, look(one.find(W + "rPr")),
                child_value(paragraph, "jc"),
            ),
        )  # fmt: skip
