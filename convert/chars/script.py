"""Scripts that meet in a Chinese text: Hanzi, kana, Hangul and Latin, as regular-expression classes and predicates."""

from __future__ import annotations

from convert import patterns
from convert.caching import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final

HANZI: Final = (
    "\u2e80-\u2fdf"  # CJK and Kangxi radicals
    "\u3005\u3007\u3021-\u3029\u3038-\u303b"  # 々 〇 and Suzhou numerals
    "\u3400-\u4dbf\u4e00-\u9fff"  # extension A, unified ideographs
    "\uf900-\ufaff"  # compatibility ideographs
    "\U00020000-\U0003fffd"  # extensions B and later
)
"""Inside of a character class that matches one Chinese character (with radicals, 〇 and 々)."""

KANA: Final = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
"""Inside of a character class that matches one kana, full or half width (not the Japanese middle dot U+30FB)."""

HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
"""Inside of a character class that matches one Hangul jamo or syllable."""

LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
"""Inside of a character class that matches one Latin letter, with its accented forms."""

_CJK_SIGNS: Final = (
    "\u3000-\u303f\u30a0\u30fb\u3100-\u312f\u31a0-\u31ef\u3200-\u33ff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
)


@cache
def _class(inside: str) -> re.Pattern[str]:
    """Compile a character class when it is first asked for."""
    return patterns.compile(f"[{inside}]")


def is_hanzi(char: str) -> bool:
    """Tell whether `char` is one Chinese character (radicals, 〇 and 々 too)."""
    return _class(HANZI).match(char) is not None


def is_kana(char: str) -> bool:
    """Tell whether `char` is one hiragana or katakana."""
    return _class(KANA).match(char) is not None


def is_hangul(char: str) -> bool:
    """Tell whether `char` is one Hangul jamo or syllable."""
    return _class(HANGUL).match(char) is not None


def is_latin(char: str) -> bool:
    """Tell whether `char` is one Latin letter, accented ones too."""
    return _class(LATIN).match(char) is not None


def is_cjk(char: str) -> bool:
    """Tell whether `char` belongs to East Asian text: Hanzi, kana, Hangul, CJK marks or a full-width form."""
    return is_hanzi(char) or is_kana(char) or is_hangul(char) or _class(_CJK_SIGNS).match(char) is not None
