"""What stands between two joined lines: nothing, a blank, or a hyphen that goes, by the habits of the text."""

from __future__ import annotations

from convert import patterns
from convert.caching import cached_property, lru_cache
from convert.chars import HANGUL, HANZI, KANA
from convert.counting import Counter
from convert.readers.plaintext.lines import Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from typing import Final

_IS_CJK: Final = patterns.compile(f"[{HANZI}{KANA}{HANGUL}\u3000-\u303f\uff00-\uffef“”‘’…—·]")
_MIXED: Final = patterns.compile(f"[{HANZI}]( ?)[A-Za-z]|[A-Za-z]( ?)[{HANZI}]")
_TIME: Final = patterns.compile(r"\d\d:\d\d")
_LAST: Final = patterns.compile(r"[!-~]+$")
_FIRST: Final = patterns.compile(r"[!-~]+")
_INNER: Final = patterns.compile(r"(?<=[^!-~])[!-~]{3,}(?=[^!-~])")
_ADDRESS: Final = patterns.compile(r"(?:https?://|ftp://|www\.)[!-~]*$")
_EDGES: Final = "\"'.,;:!?()[]{}<>"
_NEVER_FIRST: Final = frozenset("，。、；：？！）”》")
_SAMPLE: Final = 4000


class Words:
    """The habits of a text where scripts and words meet, looked up when first asked for."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @cached_property
    def spaced(self) -> bool:
        """Tell whether the text writes a blank between hanzi and Latin."""
        found = [m for line in self._lines[:_SAMPLE] if not line.text.isascii() for m in _MIXED.finditer(line.text)]
        with_blank = sum(1 for m in found if m[1] or m[2])
        return with_blank > 2 * (len(found) - with_blank)

    @cached_property
    def known(self) -> frozenset[str]:
        """The Latin words that stand whole inside lines."""
        return frozenset(
            word.strip(_EDGES).lower() for line in self._lines[:_SAMPLE] for word in _INNER.findall(line.text)
        )

    @cached_property
    def column(self) -> int:
        """The column at which a Chinese text was broken whatever stood there, so that marks begin lines; 0 if none."""
        lines = self._lines[:_SAMPLE]
        torn = sum(1 for line in lines if line.text[0] in _NEVER_FIRST)
        if torn < max(2, 0.02 * len(lines)) or 2 * sum(line.text.isascii() for line in lines) > len(lines):
            return 0
        return Counter(line.reach for line in lines).most_common(1)[0][0]

    def between(self, left: str, right: str, reach: int = 0) -> str | None:
        """Return what stands between two joined lines, None when the hyphen that ends the first goes.

        Between hanzi stands nothing, between Latin words one blank; between hanzi and Latin a blank when the
        text has the habit. A word that was divided is closed up when it stands whole elsewhere, or when the first line
        goes to its `reach` in cells because the text was cut there.
        """
        a, b = left[-1], right[0]
        hanzi_left, hanzi_right = _cjk(a), _cjk(b)
        if hanzi_left and hanzi_right:
            return ""
        if hanzi_left or hanzi_right:
            latin, hanzi = (b, a) if hanzi_left else (a, b)
            return " " if latin.isalnum() and hanzi.isalpha() and self.spaced else ""
        if a.isdigit() and b.isdigit():
            return " " if _TIME.match(right) else ""
        return self._between_words(left, right, reach)

    def _between_words(self, left: str, right: str, reach: int) -> str | None:
        a, b = left[-1], right[0]
        last, first = _word(_LAST.search(left)), _word(_FIRST.match(right))
        if a == "-" and left[-2:-1].isalpha() and b.islower():
            return None if (last.rstrip("-") + first) in self.known else ""
        if a in "/([{" or b in ")]},.;:!?/" or _ADDRESS.search(left):
            return ""
        if len(last) + len(first) > 5 and (last + first) in self.known and first not in self.known:
            return ""
        torn = a.isalnum() and b.isalnum() and 0 < self.column <= reach and not {last, first} <= self.known
        return "" if torn else " "


@lru_cache(maxsize=8192)
def _cjk(char: str) -> bool:
    return _IS_CJK.match(char) is not None


def _word(found: re.Match[str] | None) -> str:
    return found[0].strip(_EDGES).lower() if found else ""
