"""Inlines as runs."""

from __future__ import annotations

from convert import nodes
from convert.diagnostics import Severity
from convert.errors import unreachable
from convert.nodes import Inline
from convert.transforms.styles import style_name
from convert.walk import plain_text
from convert.writers.docx import codes
from convert.writers.docx.properties import PLAIN, Format, run_properties, styled
from convert.writers.docx.story import Scope, Story, bookmark_name
from convert.writers.docx.text import attribute, escape, has_address, has_east_asian, runs, simple_run, with_controls
from convert.writers.docx.units import half_points

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from convert.writers.docx.tracked import Change

_LINK: str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_IMAGE: str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
LINE_BREAK = "<w:r><w:br/></w:r>"


class Runs:
    """Writes the runs of one paragraph."""

    def __init__(self, story: Story, scope: Scope, inlines: tuple[Inline, ...], changes: Sequence[Change] = ()) -> None:
        self.story = story
        self.scope = scope
        self.changes = list(changes)
        self.at = 0
        self.out: list[str] = []
        self.tall = self.address = False
        self.chinese = _is_chinese(inlines)
        self.write(inlines, PLAIN)
        while self.changes:
            self.changed(self.changes.pop(0), "", PLAIN)

    def write(self, inlines: Iterable[Inline], form: Format) -> None:
        """Append the runs of `inlines`."""
        for inline in inlines:
            self.one(inline, form)

    def one(self, inline: Inline, form: Format) -> None:  # noqa: C901 - one short case a node
        """Append the runs of one inline."""
        match inline:
            case nodes.Str(text):
                run = "" if self.changes else simple_run(text, run_properties(form, True))
                if run:
                    self.out.append(run)
                else:
                    self.text(self.story.legal(text, inline.span), form)
            case nodes.Span():
                self.span(inline, form)
            case nodes.Space() | nodes.SoftBreak():
                self.text(" ", form)
            case nodes.LineBreak():
                self.out.append(LINE_BREAK)
            case nodes.Emph(content):
                self.write(content, form._replace(italic=True))
            case nodes.Strong(content):
                self.write(content, form._replace(bold=True))
            case nodes.Underline(content):
                self.write(content, form._replace(underline=True))
            case nodes.Strikeout(content):
                self.write(content, form._replace(strike=True))
            case nodes.SmallCaps(content):
                self.write(content, form._replace(small_caps=True))
            case nodes.Superscript(content):
                self.write(content, form._replace(vertical="superscript"))
            case nodes.Subscript(content):
                self.write(content, form._replace(vertical="subscript"))
            case nodes.Quoted(kind, content):
                self.quoted(kind, content, form)
            case nodes.Cite(_, content):
                self.write(content, form)
            case nodes.Code(_, text):
                style = self.story.sheet.character.get("code-inline", "")
                self.text(self.story.legal(text, inline.span), form._replace(style=style))
            case nodes.Math(_, text):
                self.formula(inline, text)
            case nodes.RawInline(form_name, text):
                self.story.report(codes.RAW, f"{form_name} markup is left out: {text[:40]}", inline.span)
            case nodes.Link():
                self.link(inline, form)
            case nodes.Image():
                self.image(inline, form)
            case nodes.Note():
                self.note(inline, form)
            case nodes.Ruby(content, reading):
                self.ruby(content, self.story.legal(reading, inline.span), form)
            case _:
                raise unreachable(inline)

    def text(self, text: str, form: Format) -> None:
        """Append text, with what the normaliser changed in it as tracked changes."""
        while self.changes and self.changes[0].at < self.at + len(text):
            change = self.changes.pop(0)
            start = max(change.at - self.at, 0)
            self.plain(text[:start], form)
            self.changed(change, text[start : start + change.length], form)
            text = text[start + change.length :]
            self.at += start + change.length
        self.plain(text, form)
        self.at += len(text)

    def changed(self, change: Change, new: str, form: Format) -> None:
        """Append a deletion and an insertion under a comment that names the rule."""
        tracker = self.story.tracked
        if tracker is None:
            self.plain(new, form)
            return
        from convert.writers.docx import tracked

        outer, self.out = self.out, []
        self.plain(new, form)
        runs = "".join(self.out)
        self.out = outer
        made = tracked.deletion(tracker.revision(), run_properties(form, has_east_asian(change.old)), change.old)
        made += tracked.insertion(tracker.revision(), runs) if runs else ""
        if made:
            self.out.append(tracked.commented(tracker.comment(change.code), made))

    def plain(self, text: str, form: Format) -> None:
        """Append text split between the Latin and the East Asian face."""
        if not text:
            return
        self.address = self.address or has_address(text)
        narrow, wide = run_properties(form), run_properties(form, hint=True)
        if form.style and form.style == self.story.sheet.character.get("code-inline"):
            one = wide if has_east_asian(text) else narrow
            self.out.append(with_controls(f'<w:r>{one}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'))
        else:
            self.out.append(runs(text, narrow, wide, chinese=self.chinese))

    def quoted(self, kind: nodes.QuoteType, content: tuple[Inline, ...], form: Format) -> None:
        """Append text in the quotation marks of its kind."""
        before, after = "‘’" if kind is nodes.QuoteType.SINGLE else "“”"
        self.text(before, form)
        self.write(content, form)
        self.text(after, form)

    def formula(self, inline: nodes.Math, text: str) -> None:
        """Append a formula, built up from its TeX; its source when that cannot be read."""
        self.tall = True
        legal = self.story.legal(text, inline.span)
        made = self.story.formula(inline.kind, legal)
        if made:
            message = f"formula built from its TeX: {text[:40]}"
            self.story.report(codes.FORMULA, message, inline.span, Severity.INFO)
        else:
            self.story.report(codes.FORMULA, f"formula written as its source: {text[:40]}", inline.span)
            made = (
                f'<m:oMath><m:r><m:rPr><m:nor/></m:rPr><m:t xml:space="preserve">{escape(legal)}</m:t></m:r></m:oMath>'
            )
        self.out.append(made)

    def link(self, inline: nodes.Link, form: Format) -> None:
        """Append a hyperlink, to a bookmark when the address begins with #."""
        url = inline.target.url
        if url.startswith("#"):
            where = f'w:anchor="{attribute(bookmark_name(url[1:]))}"'
        else:
            where = f'r:id="{self.scope.part.relate(_LINK, url, outside=True)}"'
        tip = f' w:tooltip="{attribute(inline.target.title)}"' if inline.target.title else ""
        self.out.append(f'<w:hyperlink {where}{tip} w:history="1">')
        self.write(inline.content, form._replace(style=form.style or "Hyperlink"))
        self.out.append("</w:hyperlink>")

    def image(self, inline: nodes.Image, form: Format) -> None:
        """Append a drawing, or the description when there is no image to show."""
        from convert.writers.docx import media

        url = inline.target.url
        data = self.story.context.resource(url)
        found = media.picture(data) if data else None
        alt = plain_text(inline.content)
        if data is None or found is None:
            reason = "is of a kind Word does not show" if data else "cannot be found"
            self.story.report(codes.IMAGE, f"image {url[:60]} {reason}; its description is written", inline.span)
            self.write(inline.content, form)
            return
        if url not in self.story.images:
            self.story.images[url] = (f"media/image{len(self.story.images) + 1}.{found.suffix}", data)
        page = self.story.profile.page.text_height * 72 / 25.4
        size = media.placed_size(found, inline.attr, self.scope.width, page)
        self.story.drawings += 1
        relation = self.scope.part.relate(_IMAGE, self.story.images[url][0])
        self.out.append(media.drawing(relation, self.story.drawings, size, alt))
        self.tall = True

    def note(self, inline: nodes.Note, form: Format) -> None:
        """Append the mark of a footnote, whose text is written to its own part."""
        if self.scope.in_note:
            self.story.report(codes.NESTED_NOTE, "a note within a note stands in brackets", inline.span)
            self.text(f"（{plain_text(inline.content)}）", form)
            return
        self.story.notes.append(inline)
        number = len(self.story.notes)
        self.out.append(
            f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        )

    def span(self, inline: nodes.Span, form: Format) -> None:
        """Append text in a character style, with a bookmark when the span has an identifier."""
        if "fill" in inline.attr.classes:
            self.out.append("<w:r><w:tab/></w:r>")
        style = self.story.sheet.character.get(style_name(inline), "")
        outer, self.out = self.out, []
        self.write(inline.content, styled(form, style) if style else form)
        inside = "".join(self.out)
        self.out = outer
        self.out.append(self.story.bookmarked(inline.attr.id, inside))

    def ruby(self, content: tuple[Inline, ...], reading: str, form: Format) -> None:
        """Append text with its reading above (w:ruby, ECMA-376 17.3.3.25)."""
        self.tall = True
        size = half_points(self.story.profile.style("body").size)
        inner = Runs(self.story, self.scope, ())
        inner.chinese = True
        inner.write(content, form)
        wide = has_east_asian(reading)
        self.out.append(
            f'<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="{size // 2}"/>'
            f'<w:hpsRaise w:val="{size - 2}"/><w:hpsBaseText w:val="{size}"/><w:lid w:val="{self.story.profile.lang}"/>'
            f"</w:rubyPr><w:rt><w:r>{_ruby_properties(size // 2, wide)}<w:t>{escape(reading)}</w:t></w:r></w:rt>"
            f"<w:rubyBase>{''.join(inner.out)}</w:rubyBase></w:ruby></w:r>"
        )


def _ruby_properties(size: int, wide: bool) -> str:
    hint = '<w:rFonts w:hint="eastAsia"/>' if wide else ""
    return f'<w:rPr>{hint}<w:spacing w:val="0"/><w:sz w:val="{size}"/></w:rPr>'


def _is_chinese(inlines: tuple[Inline, ...]) -> bool:
    """Tell whether any text holds what only an East Asian face sets."""
    for inline in inlines:
        if type(inline) is nodes.Str:
            found = has_east_asian(inline.text)
        elif type(inline) is nodes.Span:
            found = _is_chinese(inline.content)
        else:
            found = has_east_asian(plain_text((inline,)))
        if found:
            return True
    return False
