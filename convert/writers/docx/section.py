"""Page setup, the footer with the page number, and settings.xml."""

from __future__ import annotations

from convert import patterns
from convert.profile import Profile
from convert.writers.docx.options import DocxOptions
from convert.writers.docx.stylesheet import base_part, metrics
from convert.writers.docx.text import attribute, runs
from convert.writers.docx.units import TWIPS_PER_MM, mm_twips, twips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CHAR_SPACE_UNIT: Final = 4096
# Word cannot keep the characters of a run together, but it can keep a character from a line's start or end: the signs
# and units after a number, 〔, 〕 and 第 are in these lists, so that 98.5%, 12个, 〔2026〕3号 and 第3条 do not part.
# Nothing in Word keeps a whole 《…》 together, or 15 kg at its blank, without a character more or another in the text:
# fitText freezes the width of what it holds, a field or a frame takes it out of the text. A no-break blank that the
# source has stays. LibreOffice 7.4 reads none of these lists.
_NOT_AT_START: Final = "!%),.:;?]}·—’”…‰℃°′″、。〉》」』】〕〗！＂％＇），．：；？］｝～￠"
_MOST_AT_START: Final = 100
"""Characters Word keeps from a line's start, and half as many from its end ([MS-DOC] DopTypography)."""

_USUAL_UNITS: Final = "年月日号元万亿"
_UNITS: Final = (
    _USUAL_UNITS + "时分秒天周岁千百角美欧镑吨克斤两公里米厘毫微升顷亩度瓦赫兹伏安个人名位户家项次届期条章节款篇页卷册"
    "件台辆艘架座栋套间层级类种批轮场组队倍成点平立小日港兆摄"
)
_AFTER_NUMBER: Final = patterns.compile(f"[0-9０-９][多余来几]?([{_UNITS}])([{_UNITS}]?)")
_SAMPLE: Final = 60_000
_NOT_AT_END: Final = "$(£¥[{·‘“〈《「『【〔〖（．［｛￡￥№"
_BEFORE_NUMBER: Final = "〕第"
"""Signs that begin or go on with a number: 〔2026〕3号, 第3条, 第十届."""

_NUMERALS: Final = "[ 0-9０-９一二三四五六七八九十百千〇零两几若]"


def units(text: str) -> str:
    """Return the units that no line of a document may begin with; `text` is what it says, at least at its beginning.

    Word keeps them from every line's start, not only after a number: so only those that stand behind a number in at
    least half their places, and years, months and days where nothing is known of them.
    """
    sample = text[:_SAMPLE]
    behind: dict[str, int] = {}
    for pair in _AFTER_NUMBER.findall(sample):
        for unit in filter(None, pair):
            behind[unit] = behind.get(unit, 0) + 1
    chosen = {unit: count for unit, count in behind.items() if 2 * count >= sample.count(unit)}
    chosen.update({unit: 0 for unit in _USUAL_UNITS if unit not in sample})
    kept = sorted(chosen, key=lambda unit: (-chosen[unit], unit))[: _MOST_AT_START - len(_NOT_AT_START)]
    return "".join(sorted(kept))


def leads(text: str) -> str:
    """Return the signs that no line of a document may end with, as a number follows them in at least half their places.

    〕 is none of them where it closes the marks of notes.
    """
    sample = text[:_SAMPLE]
    return "".join(
        sign
        for sign in _BEFORE_NUMBER
        if 2 * len(patterns.findall(f"{sign}第?{_NUMERALS}", sample)) >= sample.count(sign)
    )


def section(profile: Profile, options: DocxOptions, footers: dict[str, str]) -> str:
    """Return w:sectPr; `footers` maps default, even and first to relation ids."""
    page = profile.page
    references = "".join(f'<w:footerReference w:type="{kind}" r:id="{key}"/>' for kind, key in footers.items())
    height, width = mm_twips(page.height), mm_twips(page.width)
    margins = (
        f'w:top="{mm_twips(page.top)}" w:right="{mm_twips(page.right)}" w:bottom="{mm_twips(page.bottom)}" '
        f'w:left="{mm_twips(page.left)}" w:header="851" w:footer="{footer_distance(profile)}" w:gutter="0"'
    )
    first = "<w:titlePg/>" if profile.page_number.shown and not profile.page_number.first else ""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar {margins}/><w:cols w:space="425"/>'
        f"{first}{_grid(profile, options)}</w:sectPr>"
    )


def _grid(profile: Profile, options: DocxOptions) -> str:
    """Return w:docGrid (ECMA-376 17.6.5): charSpace is what the pitch differs from the body's size, in 1/4096 pt."""
    if not profile.grid.lines:
        return ""
    grid = metrics(profile, options.grid)
    if options.grid == "lines" or not profile.grid.chars:
        return f'<w:docGrid w:type="lines" w:linePitch="{grid.line}"/>'
    body = profile.style("body")
    pitch = mm_twips(profile.page.text_width) / 20 / profile.grid.chars
    space = int((pitch - body.size) * _CHAR_SPACE_UNIT) - 1
    return f'<w:docGrid w:type="linesAndChars" w:linePitch="{grid.line}" w:charSpace="{space}"/>'


def footer_distance(profile: Profile) -> int:
    """Return the distance of the footer from the page's edge in twips.

    The middle of the number's line, where its dash is, stands `distance` mm below the text block (GB/T 9704 7.5).
    """
    line = profile.pitch(profile.style(profile.page_number.style))
    below = mm_twips(profile.page.bottom) - round(profile.page_number.distance * TWIPS_PER_MM) - twips(line) // 2
    return max(below, 0)


def footer(profile: Profile, side: str) -> str:
    """Return the paragraph of a footer: the page number as a field on `side` (left, center or right)."""
    number = profile.page_number
    before, _, after = number.format.partition("{page}")
    size = profile.style(number.style).size
    inset = f'w:left="{twips(size * number.inset)}" w:leftChars="{round(number.inset * 100)}" '
    if side == "right":
        inset = f'w:right="{twips(size * number.inset)}" w:rightChars="{round(number.inset * 100)}" '
    indent = f'<w:ind {inset}w:firstLine="0" w:firstLineChars="0"/>' if side != "center" and number.inset else ""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>'
        f"{runs(before)}{field}{runs(after)}</w:p>"
    )


def has_even_footers(profile: Profile) -> bool:
    """Tell whether left and right pages differ."""
    return profile.page_number.shown and profile.page_number.odd != profile.page_number.even


def settings(
    profile: Profile,
    *,
    variables: tuple[tuple[str, str], ...] = (),
    notes: bool = False,
    units: str = _USUAL_UNITS,
    leads: str = _BEFORE_NUMBER,
    even_and_odd: bool | None = None,
    grid: str = "lines",
) -> str:
    """Return settings.xml: the base's, with what the profile and the document decide, in schema order.

    On a grid of characters no mark hangs beyond it in Word, whatever `overflowPunct` says (ISO/IEC 29500-4).
    """
    head, _, rest = base_part("settings.xml").partition("<w:compat>")
    compat, _, tail = rest.partition("</w:compat>")
    if grid == "chars" and not profile.typesetting.hanging:
        compat = compat.replace("<w:useFELayout/>", "<w:doNotWrapTextWithPunct/><w:useFELayout/>")
    squeeze = "compressPunctuation" if profile.typesetting.squeeze else "doNotCompress"
    before = "".join(
        (
            '<w:zoom w:percent="100"/>',
            '<w:defaultTabStop w:val="420"/>',
            "<w:evenAndOddHeaders/>" if (has_even_footers(profile) if even_and_odd is None else even_and_odd) else "",
            f'<w:drawingGridVerticalSpacing w:val="{metrics(profile).line}"/>' if profile.grid.lines else "",
            f'<w:characterSpacingControl w:val="{squeeze}"/>',
            f'<w:noLineBreaksAfter w:lang="{profile.lang}" w:val="{attribute(_NOT_AT_END + leads)}"/>',
            f'<w:noLineBreaksBefore w:lang="{profile.lang}" w:val="{attribute(_NOT_AT_START + units)}"/>',
            '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if notes else "",
        )
    )
    stored = "".join(f'<w:docVar w:name="{attribute(key)}" w:val="{attribute(value)}"/>' for key, value in variables)
    stored = f"<w:docVars>{stored}</w:docVars>" if stored else ""
    language = f'<w:themeFontLang w:val="en-US" w:eastAsia="{attribute(profile.lang)}"/>'
    return f"{head}{before}<w:compat>{compat}</w:compat>{stored}{language}{tail}"
