"""Classes of Chinese punctuation (GB/T 15834-2011, clreq 3.1)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


PAIRS: Final = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "〔": "〕",
    "［": "］",
    "｛": "｝",
    "【": "】",
    "〖": "〗",
    "《": "》",
    "〈": "〉",
    "〝": "〞",
}
"""Opening mark -> its closing partner (标号, GB/T 15834 3.3)."""

OPENING: Final = frozenset(PAIRS)
CLOSING: Final = frozenset(PAIRS.values()) | {"〟"}

SENTENCE_ENDS: Final = frozenset("。？！")
CLAUSE_ENDS: Final = frozenset("，、；：")
FULL_STOPS: Final = SENTENCE_ENDS | CLAUSE_ENDS | {"．"}
"""Full-width pausing marks (点号, GB/T 15834 3.2)."""

CONNECTORS: Final = frozenset("～~–—-·・‧/／…⋯")
"""Marks that join or stand for something (连接号、间隔号、分隔号、省略号)."""

_ALL = OPENING | CLOSING | FULL_STOPS | CONNECTORS | frozenset("!\"#%&'()*,.:;?@[\\]_{}")


def is_opening(char: str) -> bool:
    """Tell whether `char` opens a pair; such a mark must not end a line."""
    return char in OPENING


def is_closing(char: str) -> bool:
    """Tell whether `char` closes a pair; such a mark must not start a line."""
    return char in CLOSING


def is_punctuation(char: str) -> bool:
    """Tell whether `char` is a punctuation mark of Chinese or ASCII text."""
    return char in _ALL
