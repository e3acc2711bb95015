"""What a rule sees: a stretch of whole paragraphs with its protected characters masked."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.rules.paragraphs import paragraph_starts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, Literal

    from convert.rules.paragraphs import LineBreaks

    Habit = Literal["official", "general", "western"]

MASK_LATIN: Final = "\ufdd0"
"""Stands for a protected character that acts as a Latin letter on its neighbours."""
MASK_DIGIT: Final = "\ufdd1"
"""Stands for a protected mark inside a number."""
MASK: Final = "\ufdd2"
"""Stands for a protected character that no rule may touch or lean on."""

EASTERN: Final = "[^\x00-\u2e7f]"
"""A class that holds every hanzi and more; it costs little to compile, so triggers use it."""

FULL_MARKS: Final = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』〖〗"
"""Inside of a character class: full-width marks of Chinese text."""

_HANZI = patterns.compile(f"[{HANZI}]")


"""Which texts the rules have before them: official documents, other Chinese prose, or prose with much Latin."""


class Passage:
    """A stretch of whole paragraphs, `text` masked; `habit` is the profile's column of the catalogue.

    Paragraphs are told apart in `plain`, the text unmasked; `following` is the beginning of what comes after.
    """

    __slots__ = ("_plain", "_starts", "following", "habit", "inventory", "line_breaks", "text")

    def __init__(
        self,
        text: str,
        *,
        plain: str | None = None,
        line_breaks: LineBreaks = "paragraph",
        habit: Habit = "official",
        following: str = "",
        inventory: frozenset[str] = frozenset(),
    ) -> None:
        self.text = text
        self._plain = text if plain is None else plain
        self.following = following
        self.inventory = inventory
        self.line_breaks = line_breaks
        self.habit = habit
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Offsets at which a paragraph begins, ascending, the first 0."""
        if self._starts is None:
            self._starts = paragraph_starts(self._plain, self.line_breaks)
        return self._starts

    @property
    def plain(self) -> str:
        """The text unmasked, as long as `text`."""
        return self._plain

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of each paragraph."""
        starts = self.starts
        for index, start in enumerate(starts):
            yield start, starts[index + 1] if index + 1 < len(starts) else len(self.text)

    def before(self, index: int, reach: int = 60) -> str:
        """Return what stands before `index` on its line, at most `reach` characters."""
        low = max(0, index - reach)
        return self.text[max(low, self.text.rfind("\n", low, index) + 1) : index]

    def after(self, index: int, reach: int = 60) -> str:
        """Return what stands from `index` on to the end of its line, at most `reach` characters."""
        high = min(len(self.text), index + reach)
        end = self.text.find("\n", index, high)
        return self.text[index : end if end >= 0 else high]

    def in_chinese(self, start: int, end: int) -> bool:
        """Tell whether hanzi stand near [start, end) on the same line."""
        return _HANZI.search(self.before(start)) is not None or _HANZI.search(self.after(end)) is not None
