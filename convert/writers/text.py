"""Plain text out: one line per paragraph, indented by two ideographic blanks, for editors and old programs."""

from __future__ import annotations

from convert import nodes
from convert.contracts import Context, Writer
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.errors import unreachable
from convert.nodes import Block, Document, ListNumberDelim, Role
from convert.records import record
from convert.walk import plain_text, role_of
from convert.writers.utf8 import encoded, shallow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final, Literal

_INDENT: Final = "　　"
_FLUSH: Final = frozenset(
    {
        Role.TITLE, Role.SUBTITLE, Role.OCCASION, Role.DATELINE, Role.SPEAKER, Role.AUTHOR, Role.COPY_NUMBER,
        Role.SECRECY, Role.URGENCY, Role.ISSUER_MARK, Role.DOC_NUMBER, Role.SIGNER, Role.RECIPIENTS, Role.SALUTATION,
        Role.TOC, Role.VERSE, Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE, Role.COPIES, Role.IMPRINT, Role.NOISE,
    }
)  # fmt: skip
_LABELS: Final = {
    ListNumberDelim.ONE_PAREN: "{})",
    ListNumberDelim.TWO_PARENS: "({})",
}


@record
class TextOptions:
    """Options of the text writer: first-line indent, line ends, blank lines between paragraphs, encoding mark."""

    indent: bool = True
    newline: Literal["lf", "crlf"] = "lf"
    blank_lines: bool = False
    bom: bool = False


def text(document: Document, options: TextOptions, context: Context) -> bytes:
    """Write `document` as text in UTF-8: a line for each paragraph, heading, item, verse line and row of a table."""
    page = _Page(_INDENT if options.indent else "")
    lines = shallow(lambda: [line.rstrip(" ") for line in page.lines(document)])
    for name, node in page.lost.items():
        message = f"plain text cannot hold what {name} stands for"
        context.report(Diagnostic("TXT101", Severity.INFO, message, node.span, stage=Stage.WRITE))
    gap = "\n\n" if options.blank_lines else "\n"
    whole = gap.join(lines) + "\n" if lines else ""
    if options.newline == "crlf":
        whole = whole.replace("\r\n", "\n").replace("\n", "\r\n")
    return encoded(("\ufeff" if options.bom else "") + whole, document, context, "TXT102")


class _Page:
    """The lines of a document in the making, with the footnotes met."""

    def __init__(self, indent: str) -> None:
        self._indent = indent
        self._notes: list[nodes.Note] = []
        self.lost: dict[str, nodes.Node] = {}

    def blocks(self, content: Iterable[Block], role: Role | None = None) -> Iterator[str]:
        """Yield the lines of blocks that stand in a part of `role`."""
        for block in content:
            yield from self._block(block, role)

    def lines(self, document: Document) -> list[str]:
        """Return every line of `document`, the footnotes last."""
        return [*self.blocks(document.blocks), *self.note_lines()]

    def note_lines(self) -> list[str]:
        """Return the footnotes met, those within footnotes too."""
        lines = []
        index = 0
        while index < len(self._notes):
            index += 1
            parts = list(self.blocks(self._notes[index - 1].content, Role.TITLE))
            lines.append(f"[{index}] " + "\n".join(parts))
        return lines

    def _block(self, block: Block, role: Role | None) -> Iterator[str]:  # noqa: C901 - a branch for each node kind
        match block:
            case nodes.Para(content) | nodes.Plain(content):
                yield ("" if role in _FLUSH else self._indent) + self._inline(content)
            case nodes.Header(_, attr, content):
                yield ("" if "chapter" in attr.classes else self._indent) + self._inline(content)
            case nodes.LineBlock(lines):
                yield from (self._inline(line) for line in lines)
            case nodes.CodeBlock(_, text):
                yield from text.split("\n")
            case nodes.RawBlock():
                self.lost.setdefault("raw markup", block)
            case nodes.PageBreak():
                return
            case nodes.HorizontalRule():
                yield "-" * 20
            case nodes.BlockQuote(content):
                yield from self.blocks(content)
            case nodes.BulletList(items):
                yield from self._items(items, ["•"] * len(items))
            case nodes.OrderedList(attributes, items):
                label = _LABELS.get(attributes.delim, "{}.")
                yield from self._items(items, [label.format(attributes.start + at) for at in range(len(items))])
            case nodes.DefinitionList(items):
                for term, definitions in items:
                    yield self._indent + self._inline(term)
                    for definition in definitions:
                        yield from self.blocks(definition)
            case nodes.Table():
                yield from self._table(block)
            case nodes.Figure(_, caption, content):
                yield from self.blocks((*content, *caption.content), Role.TITLE)
            case nodes.Div(_, content):
                yield from self.blocks(content, role_of(block) or role)
            case _:
                raise unreachable(block)

    def _items(self, items: tuple[tuple[Block, ...], ...], labels: list[str]) -> Iterator[str]:
        for item, label in zip(items, labels, strict=True):
            lines = list(self.blocks(item, Role.TITLE))
            yield f"{self._indent}{label} {lines[0] if lines else ''}"
            yield from (f"{self._indent}{line}" for line in lines[1:])

    def _table(self, table: nodes.Table) -> Iterator[str]:
        yield from self.blocks(table.caption.content, Role.TITLE)
        rows = [*table.head.rows]
        for body in table.bodies:
            rows += [*body.head, *body.rows]
        for row in (*rows, *table.foot.rows):
            yield "\t".join(" ".join(self.blocks(cell.content, Role.TITLE)) for cell in row.cells)

    def _inline(self, content: tuple[nodes.Inline, ...]) -> str:
        if len(content) == 1 and isinstance(content[0], nodes.Str):
            return content[0].text
        return "".join(self._with_mark(node) for node in content)

    def _with_mark(self, node: nodes.Inline) -> str:
        match node:
            case nodes.Note():
                self._notes.append(node)
                return f"[{len(self._notes)}]"
            case nodes.RawInline():
                self.lost.setdefault("raw markup", node)
                return ""
            case nodes.Ruby(content, reading):
                return f"{self._inline(content)}（{reading}）"
            case nodes.Quoted():
                return plain_text((node,), notes=True)
            case nodes.Image(_, content):
                self.lost.setdefault("an image", node)
                return self._inline(content)
            case nodes.Str() | nodes.Code() | nodes.Math() | nodes.Space() | nodes.SoftBreak() | nodes.LineBreak():
                return plain_text(node)
            case _:
                return self._inline(node.content)


WRITER: Writer[TextOptions] = Writer("txt", (".txt", ".text"), TextOptions, text)
