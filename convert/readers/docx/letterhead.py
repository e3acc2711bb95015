"""Tables with which offices place the 版头 and 版记 on the page: their cells become the lines they stand for."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Block, Document, Inline
from convert.records import replace
from convert.walk import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_HEAD: Final = patterns.compile(
    r".{1,24}[〔\[［（(【]\s?\d{4}\s?[〕\]］）)】]\s?第?\s?[\d×xX]{1,5}\s?号|签\s*发\s*人\s*[:：].{0,24}|(?:绝密|机密|秘密).{0,10}|"
    r"特急|加急|平急|特提|№?\d{6}|.{2,30}文\s?件"
)
_RECORD: Final = patterns.compile(
    r"(?:抄\s*送|抄\s*报|主\s*送|分\s*送|报|送|发)\s*[:：].+|.{2,40}\d{1,4}年\d{1,2}月\d{1,2}日\s*印发|\d{4}年\d{1,2}月\d{1,2}日\s*印发|"
    r"(?:校对|打印|打字|审核|拟稿|联系人|共印|印数).{0,30}"
)
_PRINTED: Final = "印发"
_NEAR_THE_TOP: Final = 4
_NEAR_THE_END: Final = 3
_GAP: Final = "\u3000\u3000"


def opened(document: Document) -> Document:
    """Return `document` with the tables of its 版头 and 版记 as paragraphs; every other table stays."""
    last = len(document.blocks) - _NEAR_THE_END
    out: list[Block] = []
    changed = False
    for at, block in enumerate(document.blocks):
        lines = None
        if isinstance(block, nodes.Table) and not block.caption.content:
            lines = _head(block) if at < _NEAR_THE_TOP else _record(block) if at >= last else None
        out += (block,) if lines is None else map(nodes.Para, lines)
        changed = changed or lines is not None
    return replace(document, blocks=tuple(out)) if changed else document


def _head(table: nodes.Table) -> list[tuple[Inline, ...]] | None:
    lines = [line for row in _rows(table) for cell in row for line in cell]
    texts = [plain_text(line).strip() for line in lines]
    return lines if lines and all(_HEAD.fullmatch(text) for text in texts) else None


def _record(table: nodes.Table) -> list[tuple[Inline, ...]] | None:
    """Return the lines of a 版记; an organ and its date in two cells stand in one line."""
    lines: list[tuple[Inline, ...]] = []
    for row in _rows(table):
        cells = [cell for cell in row if cell]
        one_line = len(cells) > 1 and all(len(cell) == 1 for cell in cells)
        if one_line and plain_text(cells[-1][0]).strip().endswith(_PRINTED):
            joined = [part for cell in cells for part in (nodes.Str(_GAP), *cell[0])][1:]
            lines.append(tuple(joined))
        else:
            lines += [line for cell in cells for line in cell]
    texts = [plain_text(line).strip() for line in lines]
    return lines if lines and all(_RECORD.fullmatch(text) for text in texts) else None


def _rows(table: nodes.Table) -> Iterator[list[list[tuple[Inline, ...]]]]:
    """Yield the cells of each row as lines of inlines; nothing for a table that holds more than paragraphs."""
    rows = [*table.head.rows, *(row for body in table.bodies for row in (*body.head, *body.rows)), *table.foot.rows]
    blocks = [block for row in rows for cell in row.cells for block in cell.content]
    if any(not isinstance(block, nodes.Para | nodes.Plain) for block in blocks):
        return
    for row in rows:
        cells = [
            [part.content for part in cell.content if isinstance(part, nodes.Para | nodes.Plain)] for cell in row.cells
        ]
        yield [[line for line in cell if plain_text(line).strip()] for cell in cells]
