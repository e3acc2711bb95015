"""Marks that must not start or end a line (clreq 3.1.6; GB/T 15834 5.1): basic, GB and strict sets."""

from __future__ import annotations

from convert.enums import StrEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final


class Kinsoku(StrEnum):
    """How strictly line starts and ends are kept free of marks."""

    BASIC = "basic"
    GB = "gb"
    STRICT = "strict"


_START_BASIC = frozenset(
    "、，。：；！？．､｡﹐﹑﹒﹔﹕﹖﹗"  # pausing marks and their small or half-width forms
    "”’」』）】〗〕］｝》〉〞〟﹞︶"  # closing marks
    "～~–-·・‧"  # connectors; the two-em dash and ellipsis only in the strict set
    "／/"
    "%‰℃°％′″"  # signs after a number
    ",.:;!?)]}"  # the same marks in half width
)
_START_GB = _START_BASIC
_START_STRICT = _START_BASIC | frozenset("—⸺…⋯々〻ー")
_END_BASIC = frozenset("“‘「『（【〖〔［｛《〈〝﹝︵([{￥¥$€£＄№#")
_END_GB = _END_BASIC | frozenset("/／")

NO_LINE_START: Final[Mapping[Kinsoku, frozenset[str]]] = {
    Kinsoku.BASIC: _START_BASIC,
    Kinsoku.GB: _START_GB,
    Kinsoku.STRICT: _START_STRICT,
}
"""Characters that must not start a line (行首禁则), by strictness."""

NO_LINE_END: Final[Mapping[Kinsoku, frozenset[str]]] = {
    Kinsoku.BASIC: _END_BASIC,
    Kinsoku.GB: _END_GB,
    Kinsoku.STRICT: _END_GB,
}
"""Characters that must not end a line (行尾禁则), by strictness; the GB level adds the solidus."""

UNBREAKABLE_PAIRS: Final = frozenset({"——", "……", "⋯⋯"})
"""Marks two em long that no line break may part (clreq 3.1.6.4)."""
