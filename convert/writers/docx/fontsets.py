"""Font names written to Word: the profile's own, those of plain Windows, or the bundled free faces; font table."""

from __future__ import annotations

from convert.profile import Face, Profile
from convert.writers.docx.text import attribute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

_PLAIN: Final[Mapping[str, str]] = {
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "方正小标宋简体": "华文中宋",
}
_FREE: Final[Mapping[str, str]] = {
    "仿宋_GB2312": "FandolFang R",
    "楷体_GB2312": "AR PL KaitiM GB",
    "黑体": "Wenzhuan Hei Medium",
    "方正小标宋简体": "Wenzhuan Title Bold",
    "宋体": "Wenzhuan Song Regular",
    "Times New Roman": "Wenzhuan Song Regular",
    "Courier New": "Wenzhuan Mono Regular",
}
SETS: Final[Mapping[str, Mapping[str, str]]] = {"gb2312": {}, "plain": _PLAIN, "free": _FREE}
"""Names by font set; a name that a set does not change stays."""
_FAMILIES: Final = {"serif": "roman", "sans-serif": "swiss", "monospace": "modern", "cursive": "script"}


def font_name(face: Face, font_set: str) -> str:
    """Return the name of `face` in a font set."""
    return SETS[font_set].get(face.docx, face.docx)


def font_table(profile: Profile, font_set: str) -> str:
    """Return the fonts of fontTable.xml: each face with the first other name it may go by, for machines without it."""
    seen: dict[str, str] = {}
    for face in profile.faces.values():
        name = font_name(face, font_set)
        if name not in seen:
            other = next((found for found in (face.docx, *face.system) if found != name), "")
            alternative = f'<w:altName w:val="{attribute(other)}"/>' if other else ""
            family = _FAMILIES[face.generic]
            seen[name] = (
                f'<w:font w:name="{attribute(name)}">{alternative}<w:charset w:val="{_charset(name)}"/>'
                f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
            )
    return "".join(seen.values())


def _charset(name: str) -> str:
    """Return Windows' character set: GB 2312 (134) for a Chinese name, Western (0) else."""
    return "00" if name.isascii() else "86"
