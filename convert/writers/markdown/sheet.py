"""The state of one run of the Markdown writer: options, footnotes met, and what the flavour could not hold."""

from __future__ import annotations

from convert.diagnostics import Diagnostic, Severity, Stage
from convert.diagnostics import Span as SourceSpan
from convert.nodes import Node, Note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from convert.writers.markdown.options import Flavor, MarkdownOptions


class Sheet:
    """What the parts of the writer share while one document is written.

    `shift` is added to heading levels; `notes` are footnotes in the order of their marks, with whether the mark is a
    link; `exact` asks for trees that pandoc reads back the same; `headings` are those that
    a reader finds by their text in brackets; `opens_item` is true before the first block of an item; `lists` counts
    the lists around; `lost` maps (code, name) to the number of places and the first one.
    """

    __slots__ = ("exact", "headings", "lists", "lost", "notes", "opens_item", "options", "shift")

    def __init__(self, options: MarkdownOptions, shift: int = 0, headings: frozenset[str] = frozenset()) -> None:
        self.options = options
        self.headings = headings
        self.shift = shift
        self.exact = options.flavor == "pandoc"
        self.opens_item = False
        self.lists = 0
        self.notes: list[tuple[Note, bool]] = []
        self.lost: dict[tuple[str, str], tuple[int, SourceSpan | None]] = {}

    @property
    def flavor(self) -> Flavor:
        """The dialect written."""
        return self.options.flavor

    @property
    def smart(self) -> bool:
        """Whether the reader will turn straight quotes, -- and ... into typographic marks."""
        return self.options.flavor == "pandoc" and self.options.smart

    @property
    def keep_soft_breaks(self) -> bool:
        """Whether line ends without meaning stay."""
        wanted = self.options.soft_breaks
        return wanted == "keep" or (wanted == "auto" and self.options.flavor == "pandoc" and not self.options.wrap)

    def number(self, note: Note, *, linked: bool) -> int:
        """Take a footnote and return its number; `linked` when its mark is one of the flavour's own."""
        self.notes.append((note, linked))
        if not linked:
            self.lose("MD104", "footnote written at the end of the text", note)
        return len(self.notes)

    def lose(self, code: str, name: str, node: Node | None) -> None:
        """Note that `name` could not be held at `node`."""
        count, first = self.lost.get((code, name), (0, None))
        self.lost[code, name] = (count + 1, first if first is not None or node is None else node.span)

    def remarks(self, report: Callable[[Diagnostic], None]) -> None:
        """Report each kind of loss once, with its number of places."""
        for (code, name), (count, first) in self.lost.items():
            places = f" ({count} places)" if count > 1 else ""
            message = f"Markdown ({self.flavor}): {name}{places}"
            report(Diagnostic(code, Severity.INFO, message, first, stage=Stage.WRITE))
