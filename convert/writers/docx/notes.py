"""Footnotes: the part with the separators and the text of each note."""

from __future__ import annotations

from convert.profile import POINTS_PER_MM
from convert.writers.docx.blocks import Body
from convert.writers.docx.story import Scope, Story

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_SEPARATORS: Final = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
    f'w:lineRule="auto"/><w:ind w:firstLine="0" w:firstLineChars="0"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_MARK: Final = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'


def footnotes(story: Story) -> str:
    """Return the children of w:footnotes; the mark and a blank stand before the first paragraph of each note."""
    scope = Scope(story.footnotes, story.profile.page.text_width * POINTS_PER_MM, in_note=True)
    written = []
    for number, note in enumerate(story.notes, 1):
        body = Body(story)
        body.write(note.content, scope.below(note))
        if not body.out or not body.out[0].startswith("<w:p>"):
            body.out.insert(0, f'<w:p><w:pPr><w:pStyle w:val="{story.paragraph_style("footnote")}"/></w:pPr></w:p>')
        head, close, rest = body.out[0].partition("</w:pPr>")
        body.out[0] = f"{head}{close}{_MARK}{rest}"
        if not body.out[-1].endswith("</w:p>"):
            body.emit("", story.paragraph_style("footnote"), scope, {})
        written.append(f'<w:footnote w:id="{number}">{"".join(body.out)}</w:footnote>')
    return _SEPARATORS + "".join(written)
