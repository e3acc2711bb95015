"""The mark of a letter and its double rules, in frames of page 1 (GB/T 9704 10.1)."""

from __future__ import annotations

from convert.profile import Profile, ResolvedStyle
from convert.writers.docx.units import mm_twips, twips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_TOP: Final = 30.0
"""Distance of the mark from the top of the page in mm."""

_FOOT: Final = 20.0
"""Distance of the second double rule from the bottom of the page in mm."""

_WIDTH: Final = 170.0
_BELOW: Final = 4.0
_UNDER_RULE: Final = 7 / 8
_THICK, _APART, _THIN = 2.0, 1.25, 0.75
"""The double rule in pt, as the layout paints it; the standard leaves the thickness open."""


def _frame(y: int) -> str:
    return (
        f'<w:framePr w:w="{mm_twips(_WIDTH)}" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:xAlign="center" '
        f'w:y="{max(y, 1)}"/>'
    )


def mark_frame(profile: Profile) -> str:
    """Return w:framePr of the mark: its characters, not its line, begin 30 mm below the top of the page."""
    style = profile.style("issuer-mark")
    return _frame(mm_twips(_TOP) - twips(_leading(profile, style)))


def foot_frame(profile: Profile) -> str:
    """Return w:framePr of the double rule at the foot of page 1."""
    return _frame(mm_twips(profile.page.height - _FOOT))


def head_rule(framed: str, profile: Profile) -> str:
    """Return the rule 4 mm below the characters of the mark, thick over thin, in the frame of the mark.

    The frame goes on so far that the characters of the line below begin 7/8 of their height under the rule: space
    before that line would not count beside a frame in Word.
    """
    mark, body = profile.style("issuer-mark"), profile.style("body")
    above = mm_twips(_BELOW) - twips(_leading(profile, mark))
    below = body.size * _UNDER_RULE - _leading(profile, body)
    rule = _bar(framed, _THICK, max(above, 0)) + _bar(framed, _APART, red=False) + _bar(framed, _THIN)
    return rule + (_bar(framed, below, red=False) if below > 0 else "")


def _leading(profile: Profile, style: ResolvedStyle) -> float:
    """Return the white above and below the characters of a line in pt."""
    return (profile.pitch(style) - style.size) / 2


def foot_rule(framed: str) -> str:
    """Return the rule at the foot, thin over thick."""
    return _bar(framed, _THIN) + _bar(framed, _APART, red=False) + _bar(framed, _THICK)


def _bar(framed: str, height: float, before: int = 0, *, red: bool = True) -> str:
    shading = '<w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>' if red else ""
    return (
        f'<w:p><w:pPr>{framed}{shading}<w:snapToGrid w:val="0"/><w:spacing w:before="{before}" w:after="0" '
        f'w:line="{twips(height)}" w:lineRule="exact"/><w:ind w:firstLine="0" w:firstLineChars="0"/>'
        '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )
