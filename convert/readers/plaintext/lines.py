"""Physical lines of a text: where they start, how far they are indented, how wide they are."""

from __future__ import annotations

import itertools

from convert import patterns
from convert.caching import lru_cache
from convert.records import NamedTuple
from convert.source import OffsetMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from typing import Final

BLANKS: Final = " \t\f\v\r\u00a0\u1680\u202f\u205f\u3000\ufeff\u200b" + "".join(map(chr, range(0x2000, 0x200B)))
"""Blank characters that may stand at the ends of a line; they are layout, not text."""

_CLOSERS: Final = "”’」』）)】〕］]》〉〗\"'"
_LOOKED_THROUGH: Final = frozenset(_CLOSERS + ".．")


class Line(NamedTuple):
    """One line that is not blank.

    `number` counts lines from 0, `start` is the offset of `text` (without blanks at its ends), `lead` the
    indent and `reach` the column where the line ends, both in half-width cells; `gap` is the number of blank
    lines before it, and `page` tells that a page break stood between this line and the one before.
    """

    number: int
    start: int
    text: str
    lead: int
    reach: int
    gap: int
    page: bool = False

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)


class Ending(NamedTuple):
    """How a text ends: with a final mark, with a comma or dash, or openly, breaking off in the middle of a phrase."""

    final: bool
    comma: bool
    open: bool


_ENDS_FINAL: Final = Ending(final=True, comma=False, open=False)
_ENDS_COMMA: Final = Ending(final=False, comma=True, open=False)
_ENDS_OPEN: Final = Ending(final=False, comma=False, open=True)
_BY_MARK: Final = dict.fromkeys("。！？：；…!?:;｡⋯", _ENDS_FINAL) | dict.fromkeys("，、,—–-～~·/・", _ENDS_COMMA)


def ending(text: str) -> Ending:
    """Return how `text` ends, looking through closing brackets and quotes."""
    return _BY_LAST[text[-1:]] or _ending_within(text)


class _ByLast(dict[str, Ending | None]):
    """How a text with this last character ends; None for one that is looked through."""

    def __missing__(self, last: str) -> Ending | None:
        self[last] = found = None if not last or last in _LOOKED_THROUGH else _BY_MARK.get(last, _ENDS_OPEN)
        return found


_BY_LAST: Final = _ByLast()


def _ending_within(text: str) -> Ending:
    bare = text.rstrip(_CLOSERS)
    if not bare:
        return _ENDS_FINAL
    if bare[-1] in ".．":
        return _ENDS_OPEN if bare[-2:-1].isdigit() and len(bare) < 6 else _ENDS_FINAL
    return _BY_MARK.get(bare[-1], _ENDS_OPEN)


def folded(text: str) -> str:
    """Return `text` without blanks."""
    return patterns.sub(r"[\s　]", "", text)


def cells(text: str) -> int:
    """Return the width of `text` in half-width cells, counting every character outside ASCII as wide."""
    length = len(text)
    return length if text.isascii() else 2 * length - len(text.encode("ascii", "ignore"))


_INSIDE: Final = patterns.compile(r"(?:\u3000{2,}|\u00a0{4,}|\u2003{2,}| {4,})(?=\S)")
_LABEL_BEFORE: Final = patterns.compile(r"(?:^|[\s　])第[^，。；]{1,8}(?:条|([章节節编編回卷]))$|^[　 ]*$")
_WIDE: Final = ("\u3000\u3000", "    ", "\u00a0\u00a0\u00a0\u00a0", "\u2003\u2003")
_LONG: Final = 160
_FEW: Final = 8
_NO_WIDTH: Final = dict.fromkeys(map(ord, "\r\n\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def split(text: str, offsets: OffsetMap | None = None, decoded: str = "") -> list[Line]:
    """Return the lines of `text` that are not blank.

    A very long line in which wide blanks follow sentence ends is cut there: a text whose line ends were lost
    keeps its paragraphs only in their indents. With `decoded` the widths are those of the source.
    """
    widening = _widening(text, offsets, decoded)
    lines: list[Line] = []
    start = gap = 0
    raws = text.split("\n")
    few = len(raws) <= _FEW
    wide = [blank for blank in _WIDE if blank in text]
    new = tuple.__new__  # a line for each: the call of its class would cost as much as all the rest
    for number, raw in enumerate(raws):
        if not raw:
            gap += 1
            start += 1
            continue
        for begin, piece in _pieces(raw, start, few, wide) if wide and len(raw) >= _LONG else ((start, raw),):
            body = piece.strip(BLANKS)
            if not body:
                gap += 1
                continue
            lead = piece.find(body[0])
            indent = _indent(piece[:lead]) if lead else 0
            reach = indent + cells(body)
            at = begin + lead
            if widening:
                reach += widening.pop_between(at, at + len(body))
            lines.append(new(Line, (number, at, body, indent, reach, gap, False)))
            gap = 0
        start += len(raw) + 1
    return lines


@lru_cache(maxsize=256)
def _indent(blank: str) -> int:
    """Return the width of the blanks before a line."""
    return cells(blank.expandtabs(4).replace("\u00a0", " "))


def _pieces(raw: str, start: int, few: bool, wide: Sequence[str]) -> Sequence[tuple[int, str]]:
    inner = raw.strip(BLANKS)
    for blank in wide:
        if blank in inner:
            break
    else:
        return ((start, raw),)
    found = list(_INSIDE.finditer(raw))
    after = [m.start() for m in found[1:]] + [len(raw)]
    cuts = [m.start() for m, stop in zip(found, after, strict=False) if not _belongs(raw, m, stop)]
    ended = sum(1 for cut in cuts if ending(raw[max(0, cut - 4) : cut]).final)
    if len(cuts) < 2 or ended < (1 if few else max(2, 0.35 * len(cuts))):
        return [(start, raw)]
    bounds = [0, *cuts, len(raw)]
    return [(start + a, raw[a:b]) for a, b in itertools.pairwise(bounds)]


def _belongs(raw: str, blank: re.Match[str], stop: int) -> bool:
    """Tell whether a wide blank only parts a label from its text: 第一条　　…, 第一章　　总则."""
    label = _LABEL_BEFORE.search(raw[max(0, blank.start() - 12) : blank.start()])
    if label is None:
        return False
    return label[1] is None or not ending(raw[max(blank.end(), stop - 4) : stop]).final


class _Widening:
    """How many cells the normaliser took from each place, asked for in reading order."""

    def __init__(self, changes: list[tuple[int, int]]) -> None:
        self._changes = changes
        self._next = 0

    def pop_between(self, start: int, end: int) -> int:
        """Return the cells lost between `start` and `end`, forgetting all before."""
        changes, index, total = self._changes, self._next, 0
        while index < len(changes) and changes[index][0] < end:
            if changes[index][0] >= start:
                total += changes[index][1]
            index += 1
        self._next = index
        return total


def _widening(text: str, offsets: OffsetMap | None, decoded: str) -> _Widening | None:
    if offsets is None or not offsets.anchors or not decoded:
        return None
    changes = []
    for new_start, new_end, old_start, old_end in offsets.anchors:
        old = decoded[old_start:old_end].translate(_NO_WIDTH)
        grown = cells(old) - cells(text[new_start:new_end])
        if grown:
            changes.append((new_start, grown))
    return _Widening(changes) if changes else None
