"""Paragraph and run properties in the order the schema wants (ECMA-376 Part 1, 17.3.1.26 and 17.3.2.28)."""

from __future__ import annotations

from convert.caching import lru_cache
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

_PARAGRAPH_ORDER: Final = (
    "keepNext", "keepLines", "pageBreakBefore", "framePr", "numPr", "pBdr", "tabs", "wordWrap", "snapToGrid", "spacing",
    "ind", "jc", "textAlignment", "outlineLvl", "rPr",
)  # fmt: skip


def paragraph_properties(style: str, direct: Mapping[str, str] | None = None) -> str:
    """Return w:pPr with a style id and direct properties (element name -> XML); "" when there is nothing to say."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    if not direct:
        return f"<w:pPr>{named}</w:pPr>" if named else ""
    return f"<w:pPr>{named}{properties_in_order(direct)}</w:pPr>"


def properties_in_order(direct: Mapping[str, str]) -> str:
    """Return paragraph properties (element name -> XML) in the order of the schema."""
    return "".join(direct[key] for key in _PARAGRAPH_ORDER if key in direct)


class Format(NamedTuple):
    """Character formatting of a run; `vertical` is superscript, subscript or nothing."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    small_caps: bool = False
    strike: bool = False
    underline: bool = False
    vertical: str = ""


PLAIN: Final = Format()


@lru_cache(maxsize=256)
def styled(form: Format, style: str) -> Format:
    """Return `form` in a character style."""
    return form._replace(style=style)


@lru_cache(maxsize=256)
def run_properties(form: Format, hint: bool = False) -> str:
    """Return w:rPr of a run, with the East Asian hint for marks that both scripts use; "" when plain."""
    inside = "".join(
        (
            f'<w:rStyle w:val="{form.style}"/>' if form.style else "",
            '<w:rFonts w:hint="eastAsia"/>' if hint else "",
            "<w:b/><w:bCs/>" if form.bold else "",
            "<w:i/><w:iCs/>" if form.italic else "",
            "<w:smallCaps/>" if form.small_caps else "",
            "<w:strike/>" if form.strike else "",
            '<w:u w:val="single"/>' if form.underline else "",
            f'<w:vertAlign w:val="{form.vertical}"/>' if form.vertical else "",
        )
    )
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def spacer(height: int) -> str:
    """Return an empty paragraph `height` twips high, at least one."""
    return (
        f'<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{max(height, 1)}" '
        'w:lineRule="exact"/><w:ind w:firstLine="0" w:firstLineChars="0"/>'
        '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )
