"""Blocks into pages: the grid, keeping with the next, widows and orphans, notes at the foot (clreq 4)."""

from __future__ import annotations

from math import ceil

from convert.layout.frames import ARTIFACT, Anchor, Bookmark, Item, LinkArea, Rule
from convert.layout.material import Footnote
from convert.layout.strips import Block, Strip
from convert.records import field, mutable, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Final

_CLOSE: Final = 0.01
_NOTE_RULE: Final = 0.5
_NOTE_GAP: Final = 8.0


@record
class Region:
    """The text block of a page in pt; `step` is the distance of grid rows, 0 without a grid."""

    left: float
    top: float
    width: float
    bottom: float
    step: float = 0.0


@mutable
class Sheet:
    """A page being filled: `y` is where the next strip goes, `edge` the bottom of the last; notes go to its foot."""

    items: list[Item] = field(default_factory=list)
    notes: list[Strip] = field(default_factory=list)
    note_height: float = 0.0
    y: float = 0.0
    edge: float = 0.0
    turned: bool = False
    used: bool = False


class Flow:
    """Takes blocks one after the other and fills sheets with them."""

    def __init__(
        self, upright: Region, turned: Region, set_note: Callable[[Footnote], list[Strip]], *, even: bool = False
    ) -> None:
        """Begin the first sheet; with `even` the imprint stands on an even page, as some offices want it."""
        self._regions = (upright, turned)
        self._set_note = set_note
        self._sheet = Sheet(y=upright.top)
        self.sheets = [self._sheet]
        self.bookmarks: list[Bookmark] = []
        self.anchors: list[Anchor] = []
        self.bare: set[int] = set()
        self._even = even
        self._waiting: list[Block] = []
        self._held: Block | None = None
        self._carried: list[Strip] = []
        self._gap = 0.0

    @property
    def _region(self) -> Region:
        """Return the text block of the sheet being filled."""
        return self._regions[self._sheet.turned]

    def add_all(self, blocks: Iterable[Block]) -> None:
        """Place all blocks; those for the foot of the last page come at the end."""
        foot: list[Block] = []
        for block in blocks:
            if block.foot:
                foot.append(block)
            else:
                self._add(block)
        self._place_held()
        self._place_waiting(None)
        if foot:
            self._place_foot(foot)
        while self._carried:
            self._new_page()
        self._finish()

    def _add(self, block: Block) -> None:
        if block.with_previous and self._held is not None and not block.page_break_before:
            self._take_along(self._held)
        else:
            self._place_held()
        if block.page_break_before and (self._sheet.used or self._waiting):
            self._place_waiting(None)
            if self._sheet.used:
                self._new_page()
        if not block.strips:
            self._place_waiting(None)
            self._mark(block)
        elif block.keep_next:
            self._waiting.append(block)
        else:
            self._held = block  # what must stay with it goes on waiting: a signature may yet take both along

    def _place_held(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._place_waiting(held)
            self._place(held)

    def _take_along(self, held: Block) -> None:
        """Place all of `held` but its last two strips, which stay with what comes next."""
        self._held = None
        cut = len(held.strips) - 2 if len(held.strips) > 3 else 0
        if cut:
            first = replace(held, strips=held.strips[:cut], after=0.0)
            self._place_waiting(first)
            self._place(first)
            held = replace(held, strips=held.strips[cut:], before=0.0, outline=None, anchors=())
        self._waiting.append(held)

    def _place_waiting(self, follower: Block | None) -> None:
        """Place the blocks that must stay with what comes next, on a new page when both do not fit."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        self._turn(waiting[0])
        need = sum(block.before + block.height + block.after + _leading(block) for block in waiting)
        if follower is not None and follower.strips:
            need += follower.before + _beginning(follower)
        room = self._bottom() - self._region.top
        if self._sheet.used and self._sheet.y + self._gap + need > self._bottom() + _CLOSE and need <= room:
            self._new_page()
        for block in waiting:
            self._place(block)

    # --- one block ---------------------------------------------------------------------------------------

    def _turn(self, block: Block) -> None:
        """Begin a page when `block` needs one of the other orientation."""
        if block.turned != self._sheet.turned:
            if self._sheet.used:
                self._new_page()
            self._sheet.turned = block.turned
            self._sheet.y = self._region.top

    def _place(self, block: Block) -> None:
        self._turn(block)
        if self._sheet.used:
            self._sheet.y += self._gap + block.before
        self._gap = 0.0
        if block.at is not None:
            top = self._region.top + block.at
            self._sheet.y = max(self._sheet.edge, top) if self._sheet.used else top
        self._snap(block)
        least = _beginning(block) if block.repeat else block.strips[0].height
        if self._sheet.used and self._sheet.y + least > self._bottom() + _CLOSE:
            self._new_page()
        if block.keep_together and self._sheet.y + block.height > self._bottom() + _CLOSE and self._sheet.used:
            self._new_page()
        marked = fresh = carried = False
        at = 0
        while at < len(block.strips):
            count = self._fitting(block, at)
            if count <= 1 and self._parted(block, at):
                count = 1
            if count == 0 and not fresh:
                self._new_page()
                self._repeat(block, at)
                fresh, carried = True, at > 0
                continue
            count = max(count, 1)  # what no page can hold runs over its edge
            fresh = False
            if not marked:
                self._mark(block)
                marked = True
            last = at + count
            left = self._region.left + block.left
            for number, strip in enumerate(block.strips[at:last], at):
                above = carried and number == at and not block.repeat
                below = number + 1 == last < len(block.strips)
                self._put(strip.at_edge(above=above, below=below) if above or below else strip, left)
            at = last
            carried = False
            if at < len(block.strips) and not self._parted(block, at):
                self._new_page()
                self._repeat(block, at)
                carried = True
        self._gap = block.after

    def _snap(self, block: Block) -> None:
        step = self._region.step
        if block.grid and step:
            rows = (self._sheet.y - self._region.top) / step
            self._sheet.y = self._region.top + ceil(rows - 0.02) * step

    def _bottom(self) -> float:
        return self._region.bottom - self._sheet.note_height

    def _fitting(self, block: Block, at: int) -> int:
        """Return how many strips from `at` go on this page, widows and orphans heeded; 0 asks for a new page."""
        y = self._sheet.y
        total = len(block.strips) - at
        count = 0
        taken = 0.0
        bottom = self._bottom()
        for strip in block.strips[at:]:
            if called := strip.notes:
                notes = self._notes_height(called, bare=not self._sheet.notes and not taken)
            else:
                notes = 0.0
            if y + strip.height > bottom - taken - notes + _CLOSE and (count or self._sheet.used):
                break
            taken += notes
            y += strip.pitch
            count += 1
        if count < total and block.widow_control:
            if total - count == 1 and count > 2:
                count -= 1
            elif at == 0 and self._sheet.used and (count == 1 or total - count == 1):
                count = 0
        return count

    def _parted(self, block: Block, at: int) -> bool:
        """Part the strip at `at` when it is higher than the room left; its rest follows it in the block."""
        strip = block.strips[at]
        room = self._bottom() - self._sheet.y
        if strip.height <= room + _CLOSE:
            return False
        parts = strip.split(room)
        if parts is None:
            return False
        block.strips[at : at + 1] = parts
        return True

    def _repeat(self, block: Block, at: int) -> None:
        if at:
            left = self._region.left + block.left
            for strip in block.repeat:
                painted = (item for item in strip.paint(left, self._sheet.y) if not isinstance(item, LinkArea))
                self._sheet.items.extend(replace(item, element=ARTIFACT) for item in painted)
                self._sheet.y += strip.pitch

    def _put(self, strip: Strip, left: float) -> None:
        sheet = self._sheet
        sheet.items.extend(strip.paint(left, sheet.y))
        sheet.used = True
        sheet.edge = sheet.y + strip.height
        sheet.y += strip.pitch
        for note in strip.notes:
            self._add_note(note)

    def _mark(self, block: Block) -> None:
        page = len(self.sheets) - 1
        if block.outline:
            outline = block.outline
            self.bookmarks.append(Bookmark(outline.level, outline.text, page, self._sheet.y, outline.element))
        for name in block.anchors:
            self.anchors.append(Anchor(name, page, self._sheet.y))

    # --- notes -------------------------------------------------------------------------------------------

    def _notes_height(self, notes: tuple[Footnote, ...], *, bare: bool) -> float:
        if not notes:
            return 0.0
        height = sum(strip.pitch for note in notes for strip in self._set_note(note))
        return height + (_NOTE_GAP if bare else 0.0)

    def _add_note(self, note: Footnote) -> None:
        sheet = self._sheet
        if not sheet.notes:
            sheet.note_height += _NOTE_GAP
        strips = self._set_note(note)
        free = self._region.bottom - sheet.y - sheet.note_height
        for index, strip in enumerate(strips):
            if self._carried or (free < strip.height and sheet.notes):
                self._carried.extend(strips[index:])
                return
            sheet.notes.append(strip)
            sheet.note_height += strip.pitch
            free -= strip.pitch
        self.anchors.append(
            Anchor(f"note-{note.number}", len(self.sheets) - 1, self._region.bottom - sheet.note_height)
        )

    def _finish(self) -> None:
        sheet = self._sheet
        if sheet.notes:
            sheet.items.extend(self._painted_notes(sheet))

    def _painted_notes(self, sheet: Sheet) -> Iterator[Item]:
        y = self._region.bottom - sheet.note_height
        yield Rule(self._region.left, y + _NOTE_GAP / 3, self._region.width / 3, _NOTE_RULE)
        y += _NOTE_GAP
        for strip in sheet.notes:
            yield from strip.paint(self._region.left, y)
            y += strip.pitch

    # --- pages -------------------------------------------------------------------------------------------

    def _new_page(self) -> None:
        self._finish()
        self._sheet = Sheet(y=self._region.top, turned=self._sheet.turned)
        self.sheets.append(self._sheet)
        self._gap = 0.0
        carried, self._carried = self._carried, []
        if carried:
            self._sheet.note_height = _NOTE_GAP
        room = (self._region.bottom - self._region.top) * 0.8
        for index, strip in enumerate(carried):
            if index and self._sheet.note_height + strip.pitch > room:
                self._carried = carried[index:]
                break
            self._sheet.notes.append(strip)
            self._sheet.note_height += strip.pitch

    def _place_foot(self, blocks: list[Block]) -> None:
        """Put the imprint at the foot of the last page, its last rule on the edge of the text block (7.4).

        Where it must stand on an even page and an odd one before it stays blank, neither is numbered (7.5).
        """
        self._turn(blocks[0])
        height = sum(strip.pitch for block in blocks for strip in block.strips)
        if self._sheet.used and self._sheet.y + height > self._bottom() + _CLOSE:
            self._new_page()
        if self._even and len(self.sheets) % 2:
            if not self._sheet.used:
                self.bare.update((len(self.sheets), len(self.sheets) + 1))
            self._new_page()
        y = self._bottom() - height
        for block in blocks:
            for strip in block.strips:
                self._sheet.items.extend(strip.paint(self._region.left + block.left, y))
                y += strip.pitch
        self._sheet.used = True
        self._sheet.y = self._bottom()


def _leading(block: Block) -> float:
    """Return the white below the last strip of a block."""
    return block.strips[-1].pitch - block.strips[-1].height


def _beginning(block: Block) -> float:
    """Return the height of what must stay with the block before: the whole, or the first lines."""
    if block.keep_together:
        return block.height
    count = min(max(2 if block.widow_control else 1, len(block.repeat) + 1 if block.repeat else 1), len(block.strips))
    return sum(strip.pitch for strip in block.strips[: count - 1]) + block.strips[count - 1].height
