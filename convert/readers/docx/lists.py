"""Numbered paragraphs in a row -> nested lists, as their levels, numbers and indents say."""

from __future__ import annotations

from convert import nodes
from convert.nodes import Block
from convert.readers.docx.numbering import Numbered
from convert.records import field, mutable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_TOLERANCE: Final = 60
"""Twips by which the indent of a further paragraph of an item may fall short."""


@mutable
class _Open:
    """A list not yet ended: its level, its attributes (None for bullets), its last number, its items."""

    key: str
    level: int
    attributes: nodes.ListAttributes | None
    last: int
    indent: int
    items: list[list[Block]] = field(default_factory=list)

    def goes_on(self, numbered: Numbered) -> bool:
        """Say whether a paragraph is the next item."""
        if self.attributes is None or numbered.attributes is None:
            return self.attributes is numbered.attributes and self.key == numbered.key
        same = self.attributes[1:] == numbered.attributes[1:]
        return same and numbered.number == self.last + 1

    def block(self) -> Block:
        """Return the list, its items tight where each holds one paragraph."""
        tight = all(sum(isinstance(part, nodes.Para) for part in item) <= 1 for item in self.items)
        items = tuple(tuple(map(_plain, item)) if tight else tuple(item) for item in self.items)
        if self.attributes is None:
            return nodes.BulletList(items)
        return nodes.OrderedList(self.attributes, items)


def _plain(block: Block) -> Block:
    return nodes.Plain(block.content) if isinstance(block, nodes.Para) else block


class Lists:
    """Builds the lists of one run of paragraphs."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.done: list[Block] = []

    def takes(self, numbered: Numbered | None, indent: int, continued: bool) -> bool:
        """Say whether a paragraph is of these lists: an item, or indented or marked as a further part of one."""
        if numbered is not None:
            return not numbered.blank or bool(self.open)
        if not self.open:
            return False
        deepest = self.open[-1].indent
        return continued or (deepest > 0 and indent >= deepest - _TOLERANCE)

    def add(self, numbered: Numbered | None, blocks: tuple[Block, ...]) -> None:
        """Add a paragraph; without a number of its own it goes on with the item above."""
        if numbered is None:
            self.open[-1].items[-1] += blocks
            return
        if numbered.blank:
            while len(self.open) > 1 and self.open[-1].level > numbered.level:
                self._close()
            self.open[-1].items[-1] += blocks
            return
        while self.open and self.open[-1].level > numbered.level:
            self._close()
        if self.open and self.open[-1].level == numbered.level and not self.open[-1].goes_on(numbered):
            self._close()
        if not self.open or self.open[-1].level < numbered.level:
            one = numbered
            self.open.append(_Open(one.key, one.level, one.attributes, one.number, one.indent))
        self.open[-1].items.append(list(blocks))
        self.open[-1].last = numbered.number

    def _close(self) -> None:
        made = self.open.pop().block()
        if self.open:
            self.open[-1].items[-1].append(made)
        else:
            self.done.append(made)

    def blocks(self) -> tuple[Block, ...]:
        """Return the lists, all ended."""
        while self.open:
            self._close()
        return tuple(self.done)
