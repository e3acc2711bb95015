"""Tables of characters that stand for another: radicals, small, vertical and half-width CJK marks."""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


# NFKC knows only two of the radicals supplement; these are the ones drawn like a whole character, as PDF
# extraction gives them (Unicode EquivalentUnifiedIdeograph.txt; ⻁ as its fonts mean it). Component shapes stay.
_SUPPLEMENT: Final = (
    "⺁厂⺎兀⺏尣⺒巳⺓幺⺜日⺝月⺟母⺠民⺫目⺬示⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦"
    "⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
RADICALS: Final = {
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)),
    "\u2fad": "青",  # NFKC gives the old form 靑, which no text layer means
}
"""Radical -> unified ideograph. ⼾ (U+2F3E) is left to the rule, which asks whether the text is simplified."""

_SMALL: Final = dict(
    zip("﹐﹑﹒﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫", "，、.；：？！—（）｛｝〔〕#&*+-<>=\\$%@", strict=True)
)
_HALF: Final = dict(zip("｡｢｣､･", "。「」、・", strict=True))
_VERTICAL: Final = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…：—–（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
CJK_FORMS: Final = _SMALL | _HALF | _VERTICAL
"""Small (U+FE50), half-width (U+FF61) and vertical (U+FE10, U+FE30) marks -> the normal mark."""
