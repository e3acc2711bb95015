"""Blocks in pandoc's Markdown so that pandoc reads the same tree: what its grammar cannot say is carried beside.

`convert.pandoc.carried` takes it from there again. Each carried block is reported as MD110 with what it is that the
grammar lacks; the text itself is always written in the open.
"""

from __future__ import annotations

import json

from convert import nodes
from convert.nodes import Block
from convert.pandoc.carried import EXACT, FORMAT, OPEN, PLAIN, numbering, widths
from convert.records import replace
from convert.walk import children, plain_text
from convert.writers.markdown.attributes import braces
from convert.writers.markdown.escape import heading_label
from convert.writers.markdown.faults import block_fault, is_numbered
from convert.writers.markdown.shown import shown_blocks
from convert.writers.markdown.width import columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

    from convert.writers.markdown.sheet import Sheet

_WIDEST_PIPE: Final = 72
_WITHOUT_HEADINGS: Final = (nodes.Para, nodes.Plain, nodes.CodeBlock, nodes.RawBlock, nodes.LineBlock)
_MERGING: Final = (nodes.BulletList, nodes.OrderedList, nodes.DefinitionList, nodes.BlockQuote, nodes.LineBlock)


def exactly(block: Block, before: Block | None, sheet: Sheet, write: Callable[[Block], str], *, tight: bool) -> str:
    """Return `block` after `before`, written by `write`, such that pandoc reads it back; `tight` is an item's text."""
    fault = block_fault(block, tight=tight)
    if fault:
        sheet.lose("MD110", f"{fault} carried beside the text in a division of our own", block)
        return _carried(block, sheet, write)
    text = _natively(block, write, tight=tight)
    runs_together = isinstance(block, _MERGING) and type(before) is type(block) and not text.startswith(":::")
    return fenced(OPEN, text) if runs_together else text


def headings(content: Iterable[nodes.Node]) -> frozenset[str]:
    """Return the texts of the headings within, by which pandoc finds them in brackets; "" for one with markup."""
    found = set()
    for node in content:
        if isinstance(node, nodes.Header):
            found.add(heading_label(plain_text(node)))
            if not all(isinstance(part, nodes.Str | nodes.Space) for part in node.content):
                found.add("")
        elif not isinstance(node, _WITHOUT_HEADINGS):
            found |= headings(children(node))
    return frozenset(found)


def fenced(attr: nodes.Attr, text: str) -> str:
    """Return `text` in a division."""
    return f"::: {braces(attr)}\n{text}\n:::" if text else f"::: {braces(attr)}\n:::"


def _carried(block: Block, sheet: Sheet, write: Callable[[Block], str]) -> str:
    from convert.pandoc.json import tree_of

    tree = json.dumps(tree_of(block), ensure_ascii=False, separators=(",", ":"))
    longest = max(map(len, "".join(char if char == "`" else " " for char in tree).split()), default=0)
    fence = "`" * max(3, longest + 1)
    sheet.exact = False
    shown = "\n\n".join(filter(None, map(write, shown_blocks((block,)))))
    sheet.exact = True
    raw = f"{fence}{{={FORMAT}}}\n{tree}\n{fence}"
    return fenced(EXACT, f"{shown}\n\n{raw}" if shown else raw)


def _natively(block: Block, write: Callable[[Block], str], *, tight: bool) -> str:
    match block:
        case nodes.Plain(content) if not tight:
            return fenced(PLAIN, write(nodes.Para(content)))
        case nodes.OrderedList(attributes, items) if not is_numbered(attributes, len(items)):
            plain = nodes.ListAttributes(1, nodes.ListNumberStyle.DECIMAL, nodes.ListNumberDelim.PERIOD)
            return fenced(numbering(attributes), write(replace(block, attributes=plain)))
        case nodes.Table():
            return _table(block, write(block))
        case _:
            return write(block)


def _table(table: nodes.Table, text: str) -> str:
    """Return a table, in a division that names its columns' widths where pandoc would find others."""
    sized = any(column.width is not None for column in table.columns)
    drawn = text.startswith("+")
    wide = text.startswith("|") and max(map(columns, text.split("\n"))) > _WIDEST_PIPE
    return fenced(widths(table.columns), text) if sized or drawn or wide else text
