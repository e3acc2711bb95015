"""Footnotes: the blocks of a note set small, with its number hanging before them."""

from __future__ import annotations

from convert import nodes
from convert.layout.blocks import Builder
from convert.layout.context import Place
from convert.layout.lines import Line, Setting
from convert.layout.material import Footnote
from convert.layout.strips import Strip
from convert.records import replace


class NoteSetter:
    """Sets each note once, as strips for the foot of a page."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._done: dict[int, list[Strip]] = {}

    def __call__(self, note: Footnote) -> list[Strip]:
        """Return the strips of `note`."""
        strips = self._done.get(note.number)
        if strips is None:
            strips = self._done[note.number] = self._set(note)
        return strips

    def _set(self, note: Footnote) -> list[Strip]:
        typesetter = self._builder.set
        style = typesetter.style("footnote")
        look = typesetter.look(style)
        sign = typesetter.tree.add("Lbl", note.element)
        material = typesetter.collector.text(f"[{note.number}]", look, sign)
        setting = Setting(typesetter.text_width, style.size, typesetter.pitch(style), "left")
        label = typesetter.lines(material, style, setting)[0]
        hang = max(label.width + 0.5 * style.size, 2 * style.size)
        place = Place(typesetter.text_width, (nodes.Note(()),), note.element, hang, indented=False)
        strips: list[Strip] = []
        for block in self._builder.build(note.blocks, place):
            strips.extend(block.strips)
        if strips and isinstance(strips[0], Line):
            strips[0].label = (label,)
        else:
            strips.insert(0, replace(label))
        return strips
