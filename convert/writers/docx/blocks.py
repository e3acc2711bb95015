"""Blocks as paragraphs and tables, in one pass."""

from __future__ import annotations

from convert import nodes
from convert.diagnostics import Span
from convert.errors import unreachable
from convert.nodes import Block, Inline
from convert.profile import ResolvedStyle
from convert.records import replace
from convert.transforms.head import RED_RULE
from convert.transforms.styles import placed_style, style_name
from convert.transforms.title import balanced, titles_whole
from convert.walk import plain_text, role_of
from convert.writers.docx import codes, record
from convert.writers.docx.inlines import Runs
from convert.writers.docx.numbering import BULLET_LABELS, Labels, continuation, ordered_labels
from convert.writers.docx.properties import paragraph_properties
from convert.writers.docx.story import ListPosition, Scope, Story
from convert.writers.docx.stylesheet import BUILT_IN_NAMES
from convert.writers.docx.text import simple_run
from convert.writers.docx.units import TWIPS_PER_POINT, twips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Body:
    """Writes the blocks of one part."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.out: list[str] = []
        self.break_due = False
        self.framed = ""
        self.with_next = False
        self.off_grid = False
        self.run_size = 0.0
        self.plain = story.tracked is None and not story.style("body").balance

    def write(self, blocks: Iterable[Block], scope: Scope) -> None:
        """Append `blocks`."""
        for block in blocks:
            self.one(block, scope)

    def one(self, block: Block, scope: Scope) -> None:  # noqa: C901 - one short case a node
        """Append one block."""
        self.story.place = block.span or self.story.place
        match block:
            case nodes.Para(content) | nodes.Plain(content):
                self.paragraph(content, style_name(block, scope.ancestors), scope, span=block.span)
            case nodes.Header():
                self.heading(block, scope)
            case nodes.Div():
                self.division(block, scope)
            case nodes.LineBlock(lines):
                joined = [part for line in lines for part in (*line, nodes.LineBreak())][:-1]
                self.paragraph(tuple(joined), style_name(block, scope.ancestors), scope)
            case nodes.CodeBlock(_, text):
                self.paragraph((nodes.Str(text, span=block.span),), "code", scope)
            case nodes.RawBlock(form, text):
                self.story.report(codes.RAW, f"{form} markup is left out: {text[:40]}", block.span)
            case nodes.BlockQuote(content):
                self.write(content, scope.below(block))
            case nodes.OrderedList(attributes, items):
                labels = ordered_labels(attributes, self.numerals(scope))
                self.items(items, labels, attributes.start, scope.below(block))
            case nodes.BulletList(items):
                self.items(items, BULLET_LABELS, 1, scope.below(block))
            case nodes.DefinitionList():
                self.definitions(block, scope.below(block))
            case nodes.HorizontalRule():
                style = self.story.paragraph_style(style_name(block, scope.ancestors))
                red = style and style_name(block, scope.ancestors) == RED_RULE
                self.out.append(f'<w:p><w:pPr><w:pStyle w:val="{style if red else "HorizontalRule"}"/></w:pPr></w:p>')
            case nodes.Table():
                from convert.writers.docx import rows

                rows.table(self, block, scope)
            case nodes.Figure():
                self.figure(block, scope)
            case nodes.PageBreak():
                self.break_due = True
            case _:
                raise unreachable(block)

    def document(self, blocks: tuple[Block, ...], scope: Scope) -> None:
        """Append the blocks of the document; a 版记 that ends it stands at the foot of the last page."""
        start = record.last_record(blocks)
        at = 0
        while at < start:
            block = blocks[at]
            self.with_next = at + 1 < start and role_of(blocks[at + 1]) is nodes.Role.SIGNATURE
            if type(block) is nodes.Para and self.simple(block.content):
                at += 1
            elif record.is_record(block):
                end = next((i for i in range(at, start) if not record.is_record(blocks[i])), start)
                self.record(blocks[at:end], scope, at_foot=False)
                at = end
            else:
                self.one(block, scope)
                at += 1
        self.with_next = False
        if start < len(blocks):
            self.record(blocks[start:], scope, at_foot=True)
            self.out.append(record.ANCHOR)
        elif not self.out or not self.out[-1].endswith("</w:p>"):
            self.emit("", "", scope, {})

    def simple(self, content: tuple[Inline, ...]) -> bool:
        """Append a paragraph of body text without any markup, as most are; tell whether `content` was one."""
        if len(content) != 1 or not self.plain or self.break_due or self.with_next or self.off_grid:
            return False
        only = content[0]
        run = simple_run(only.text) if type(only) is nodes.Str else ""
        if run:
            self.out.append(f"<w:p>{run}</w:p>")
        return bool(run)

    def record(self, blocks: tuple[Block, ...], scope: Scope, *, at_foot: bool) -> None:
        """Append the 版记 between its rules: thick outside, thin between (7.4.1); a letter has none (10.1)."""
        self.framed = record.frame(twips(scope.width)) if at_foot else ""
        rules = self.story.profile.form != "letter"
        for index, block in enumerate(blocks):
            if rules:
                self.out.append(record.rule(self.framed, record.THIN if index else record.THICK))
            self.one(block, scope)
        if rules:
            self.out.append(record.rule(self.framed, record.THICK))
        self.framed = ""

    # --- paragraphs ---------------------------------------------------------------------------------------

    def paragraph(
        self,
        content: tuple[Inline, ...],
        style: str,
        scope: Scope,
        *,
        id_: str = "",
        mark: str = "",
        span: Span | None = None,
    ) -> None:
        """Append a paragraph of a style of the profile."""
        resolved = self.story.style(style)
        style_id, direct = self.style_id(scope, resolved, _run_in_level(content))
        if record.has_fill(content):
            direct["tabs"] = self.stops(scope)
        if resolved.balance:
            content = balanced(content, scope.width / resolved.size)
        elif resolved.role == "attachment-note":
            content = self.whole_titles(content, scope)
        changes = self.story.tracked.of(content, span) if self.story.tracked else ()
        runs = Runs(self.story, scope, content, changes)
        if runs.tall and style != "figure":
            line = twips(self.story.profile.pitch(resolved))
            direct["spacing"] = f'<w:spacing w:line="{line}" w:lineRule="atLeast"/>'
        if runs.address:
            style_id, direct = self.addressed(resolved, style_id, direct)
        inside = "".join(runs.out)
        inside = self.story.bookmarked(mark, self.story.bookmarked(id_, inside))
        self.emit(inside, style_id, scope, direct)

    def style_id(self, scope: Scope, style: ResolvedStyle, run_in: int) -> tuple[str, dict[str, str]]:
        """Return the style of a paragraph and what is formatted by hand.

        A place or a run-in head makes a style of its own; only Word's own styles, as Title, keep their name, for
        which others look, and take the place by hand.
        """
        places = self.places(scope, style)
        if self.run_size:
            from convert.writers.docx.mark import sized

            return sized(
                self.story, placed_style(self.story.profile, nodes.Para(()), scope.ancestors), self.run_size
            ), {}
        if run_in and not places:
            outline = {"outlineLvl": f'<w:outlineLvl w:val="{run_in - 1}"/>'}
            return self.story.variant(style.role, outline, f"run-in paragraph {style.role} {run_in}"), {}
        if not places or style.name in BUILT_IN_NAMES:
            return self.story.paragraph_style(style.role), places
        return self.story.variant(style.role, places), {}

    def places(self, scope: Scope, style: ResolvedStyle) -> dict[str, str]:
        """Return the indents and spaces that a Div around the paragraph asks for beyond its style."""
        asked = next((above.attr for above in reversed(scope.ancestors) if isinstance(above, nodes.Div)), None)
        if asked is None or not asked.attributes:
            return {}
        placed = placed_style(self.story.profile, nodes.Para(()), scope.ancestors)
        if placed.role != style.role:
            return {}
        direct = {"ind": self.story.styles.indent(placed), "spacing": self.story.styles.spacing(placed)}
        usual = {"ind": self.story.styles.indent(style), "spacing": self.story.styles.spacing(style)}
        found = {key: value for key, value in direct.items() if value != usual[key]}
        if placed.align != style.align:
            found["jc"] = f'<w:jc w:val="{placed.align}"/>'
        return found

    def whole_titles(self, content: tuple[Inline, ...], scope: Scope) -> tuple[Inline, ...]:
        """Return an item of an attachments note with each 《…》 on one line that can hold it."""
        placed = placed_style(self.story.profile, nodes.Para(()), scope.ancestors)
        cell = placed.size + self.story.styles.tracking(placed) / TWIPS_PER_POINT
        first = scope.width / cell - placed.left - placed.right
        return titles_whole(content, first, first - placed.hang)

    def addressed(self, style: ResolvedStyle, style_id: str, direct: dict[str, str]) -> tuple[str, dict[str, str]]:
        """Return the style of a paragraph with a long address, which may break anywhere and stretches no line.

        Word then breaks it at the line's end; LibreOffice breaks it at a slash and would stretch the line above.
        """
        loose = {"wordWrap": '<w:wordWrap w:val="0"/>'}
        if style.align == "justify":
            loose["jc"] = '<w:jc w:val="left"/>'
        if direct or style_id != self.story.paragraph_style(style.role):
            return style_id, {**loose, **direct}
        return self.story.variant(style.role, loose, f"{style.name} address"), direct

    def stops(self, scope: Scope) -> str:
        """Return w:tabs: where the nearest Div asks for stops (in characters), else one at the right edge."""
        inset = placed_style(self.story.profile, nodes.Para(()), scope.ancestors)
        asked = next(
            (above.attr.get("tabs") for above in reversed(scope.ancestors) if isinstance(above, nodes.Div)), ""
        )
        wide = inset.size * TWIPS_PER_POINT + self.story.styles.tracking(inset)
        stops = [
            f'<w:tab w:val="{"center" if stop[0] == "c" else "left"}" w:pos="{round(float(stop.lstrip("c")) * wide)}"/>'
            for stop in asked.split()
        ]
        right = f'<w:tab w:val="right" w:pos="{twips(scope.width - inset.right * inset.size)}"/>'
        return f"<w:tabs>{''.join(stops or [right])}</w:tabs>"

    def emit(self, inside: str, style_id: str, scope: Scope, direct: dict[str, str]) -> None:
        """Append w:p with what the list and a page break ask for."""
        if self.break_due:
            direct["pageBreakBefore"] = "<w:pageBreakBefore/>"
            self.break_due = False
        if self.with_next:  # a signature never stands on a page without text (7.3.5.5)
            direct["keepNext"] = "<w:keepNext/>"
        if self.framed:
            direct["framePr"] = self.framed
        elif self.off_grid:
            direct["snapToGrid"] = '<w:snapToGrid w:val="0"/>'
            self.off_grid = False
        position = scope.position
        if position is not None and position.label_due:
            direct["numPr"] = (
                f'<w:numPr><w:ilvl w:val="{position.level}"/><w:numId w:val="{position.number}"/></w:numPr>'
            )
            position.label_due = False
        elif position is not None:
            style_id = "ListContinuation" if style_id == self.story.paragraph_style("list") else style_id
            direct["ind"] = continuation(position.level, self.story.grid.character)
        self.out.append(f"<w:p>{paragraph_properties(style_id, direct)}{inside}</w:p>")

    def heading(self, block: nodes.Header, scope: Scope) -> None:
        """Append a heading; the identifier becomes a bookmark."""
        name = style_name(block)
        if name == "chapter":
            name = {2: "chapter-2", 3: "chapter-3"}.get(block.level, name if block.level < 2 else "heading-4")
        elif block.level > 6:
            name = f"heading-{min(block.level, 9)}"
        self.paragraph(block.content, name, scope, id_=block.attr.id, mark=self.contents_mark(), span=block.span)

    def contents_mark(self) -> str:
        """Return the bookmark of the next heading for the table of contents, "" when there is none."""
        if not self.story.entries:
            return ""
        self.story.headings += 1
        return self.story.entries[self.story.headings - 1].bookmark

    def contents(self, block: nodes.Div, scope: Scope) -> None:
        """Append the table of contents as a field."""
        from convert.writers.docx import contents

        lines = [plain_text(line) for part in block.content for line in _lines(part)]
        title = ""
        if lines and contents.is_title(lines[0]):
            body = Body(self.story)
            body.paragraph((nodes.Str(lines.pop(0)),), "toc-title", scope)
            title = body.out[0]
        found = contents.listed([line for line in lines if line.strip()], self.story.entries)
        if found:
            self.out.append(contents.block(found, title, {1: "TOC1", 2: "TOC2", 3: "TOC3"}))
        elif title:
            self.out.append(title)

    # --- containers ---------------------------------------------------------------------------------------

    def division(self, block: nodes.Div, scope: Scope) -> None:
        """Append the blocks of a Div under the style of its role."""
        if role_of(block) is nodes.Role.TOC:
            self.contents(block, scope)
            return
        if role_of(block) is nodes.Role.ISSUER_MARK:
            from convert.writers.docx.mark import issuer_mark

            issuer_mark(self, block, scope)
            return
        self.write(block.content, scope.below(block))

    def styled(self, content: tuple[Inline, ...], style_id: str, scope: Scope) -> None:
        """Append a paragraph of the style with this id."""
        self.emit("".join(Runs(self.story, scope, content).out), style_id, scope, {})

    def numerals(self, scope: Scope) -> str:
        """Return the numerals that a Div around the list asks for by its attribute `numerals`."""
        divs = [above for above in scope.ancestors if isinstance(above, nodes.Div)]
        return divs[-1].attr.get("numerals") if divs else ""

    def items(self, items: tuple[tuple[Block, ...], ...], labels: Labels, start: int, scope: Scope) -> None:
        """Append the items of a list; the first paragraph of each carries the label.

        The first list below an item that counts alike is the next level of the same list, as in Word.
        """
        above = scope.position
        level = min(above.level + 1, 8) if above else 0
        if above and above.level < level and start == 1 and above.labels == labels and not above.nested:
            number = above.number
            above.nested = True
        else:
            number = self.story.numbering.add(labels, level, start)
        for item in items:
            inside = replace(scope, position=ListPosition(level, number, labels))
            if not item or not isinstance(item[0], nodes.Para | nodes.Plain | nodes.CodeBlock | nodes.LineBlock):
                self.emit("", self.story.paragraph_style("list"), inside, {})
            self.write(item, inside)

    def definitions(self, block: nodes.DefinitionList, scope: Scope) -> None:
        """Append terms and their definitions."""
        for term, definitions in block.items:
            self.styled(term, "DefinitionTerm", scope)
            for content in definitions:
                for part in content:
                    if isinstance(part, nodes.Para | nodes.Plain):
                        self.styled(part.content, "Definition", scope)
                    else:
                        self.one(part, scope)

    def figure(self, block: nodes.Figure, scope: Scope) -> None:
        """Append a figure and its caption below, on the same page."""
        self.with_next = bool(block.caption.content)
        self.write(block.content, scope.below(block))
        self.with_next = False
        self.caption(block.caption, "ImageCaption", scope)

    def caption(self, caption: nodes.Caption, style_id: str, scope: Scope) -> None:
        """Append the paragraphs of a caption."""
        from convert.writers.docx import captions

        for part in caption.content:
            if isinstance(part, nodes.Para | nodes.Plain):
                if self.story.counted is None:
                    self.story.counted = captions.counted(self.story.tree)
                runs = "".join(Runs(self.story, scope, part.content).out)
                self.emit(captions.with_field(runs, self.story.counted), style_id, scope, {})
            else:
                self.one(part, scope.below(caption))


def _lines(block: Block) -> list[tuple[Inline, ...]]:
    """Return the lines of a block of the contents."""
    match block:
        case nodes.Para(content) | nodes.Plain(content):
            return [content]
        case nodes.LineBlock(lines):
            return list(lines)
        case nodes.BulletList(items) | nodes.OrderedList(_, items):
            return [line for item in items for part in item for line in _lines(part)]
        case _:
            return [(nodes.Str(plain_text(block)),)]


def _run_in_level(content: tuple[Inline, ...]) -> int:
    """Return the outline level (1 to 4) of the head that begins a paragraph, 0 when there is none."""
    if content and isinstance(content[0], nodes.Span) and role_of(content[0]) is nodes.Role.RUN_IN:
        level = content[0].attr.get("level")
        return int(level) if level in {"1", "2", "3", "4"} else 0
    return 0
