"""The issuer's mark (GB/T 9704 7.2.4): on one line, or 文件 to the right of the names of organs that issue together."""

from __future__ import annotations

from convert import nodes
from convert.records import replace
from convert.transforms.placement import em_width
from convert.transforms.styles import placed_style
from convert.transforms.title import balanced
from convert.walk import plain_text
from convert.writers.docx.properties import spacer
from convert.writers.docx.units import TWIPS_PER_POINT, half_points, twips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from convert.profile import Profile, ResolvedStyle
    from convert.writers.docx.blocks import Body
    from convert.writers.docx.story import Scope, Story

_LEAST: Final = 22.0
"""Size in pt below which a mark on one line would look like a title: a longer one takes two lines."""

_ENDING: Final = "文件"
_APART: Final = 0.5
"""White between the names and 文件, in characters."""

_SLACK: Final = 0.05
"""What a cell is wider than its text, in characters, so that rounding breaks no line."""


def issuer_mark(body: Body, block: nodes.Div, scope: Scope) -> None:
    """Append the mark; that of a letter and its double rules stand in frames (10.1)."""
    profile = body.story.profile
    if profile.form != "letter":
        _mark(body, block, scope)
        return
    from convert.writers.docx import letter

    body.framed = letter.mark_frame(profile)
    _mark(body, block, scope)
    body.out.append(letter.head_rule(body.framed, profile))
    body.out.append(letter.foot_rule(letter.foot_frame(profile)))
    body.framed = ""
    body.off_grid = True  # LibreOffice would take the line below the frame to the next line of the grid


def _mark(body: Body, block: nodes.Div, scope: Scope) -> None:
    """Append the mark, as large as its longest line allows."""
    lines = [plain_text(part) for part in block.content]
    style = body.story.style("issuer-mark")
    if len(lines) > 1 and all(isinstance(part, nodes.Para) for part in block.content):
        _joint(body, block, lines, scope)
        return
    body.run_size = _size(style, max(map(em_width, lines), default=0.0), scope.width)
    body.write(_broken(block.content, scope.width / (body.run_size or style.size)), scope.below(block))
    body.run_size = 0.0


def _broken(blocks: tuple[nodes.Block, ...], characters: float) -> tuple[nodes.Block, ...]:
    """Return the lines of a mark, those that are still too long broken by sense."""
    return tuple(
        replace(block, content=balanced(block.content, characters)) if isinstance(block, nodes.Para) else block
        for block in blocks
    )


def _size(style: ResolvedStyle, characters: float, width: float) -> float:
    """Return the size in pt in which so many characters stand on one line, or else on two; 0 for the style's own."""
    if characters * style.size <= width:
        return 0.0
    one = int(width / characters * 2 - 0.1) / 2
    return one if one >= _LEAST else min(style.size, int(width / (characters / 2 + 2) * 2) / 2)


def _joint(body: Body, block: nodes.Div, lines: list[str], scope: Scope) -> None:
    """Append the names, spread to one width, and 文件 beside their middle, in a table without rules."""
    story = body.story
    style = story.style("issuer-mark")
    ending = _ENDING if lines[-1].endswith(_ENDING) else ""
    names = [*lines[:-1], lines[-1].removesuffix(ending)]
    widest = max(map(em_width, names))
    beside = em_width(ending) + _APART if ending else 0.0
    size = _size(style, widest + beside + 2 * _SLACK, scope.width) or style.size
    above = placed_style(story.profile, block.content[0], (block,)).before * story.grid.line / TWIPS_PER_POINT
    body.out.append(spacer(twips(above + _white(story.profile, style) - _white(story.profile, style, size))))
    inside = replace(style, before=0.0, after=0.0)
    columns = [twips((wide + _SLACK) * size) for wide in (widest, beside) if wide]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    body.out.append(
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>'
        "<w:trPr><w:cantSplit/></w:trPr>"
    )
    _cell(body, columns[0], names, sized(story, replace(inside, align="distribute"), size, "issuer-mark joint"), scope)
    if ending:
        right = sized(story, replace(inside, align="right"), size, "issuer-mark ending")
        _cell(body, columns[1], [ending], right, scope)
    body.out.append("</w:tr></w:tbl>")


def sized(story: Story, style: ResolvedStyle, size: float, name: str = "") -> str:
    """Return the id of a style like `style` with characters of `size` pt, which begin where those of `style` would.

    One with a name of its own is for a cell and has no space above.
    """
    pitch = story.profile.pitch(style) * size / style.size
    above = (
        style.before * story.grid.line / TWIPS_PER_POINT
        + _white(story.profile, style)
        - _white(story.profile, style, size)
    )
    before = 0.0 if name else above
    after = style.after * story.grid.line / TWIPS_PER_POINT
    spacing = f'w:before="{twips(before)}" w:after="{twips(after)}" w:line="{twips(pitch)}" w:lineRule="exact"'
    places = {"spacing": f"<w:spacing {spacing}/>", "jc": f'<w:jc w:val="{style.align}"/>'}
    characters = f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    return story.variant(style.role, places, name, characters)


def _white(profile: Profile, style: ResolvedStyle, size: float = 0.0) -> float:
    """Return the white above the characters of a line in pt, at the style's size or another."""
    return (profile.pitch(style) - style.size) / 2 * ((size or style.size) / style.size)


def _cell(body: Body, width: int, lines: list[str], style: str, scope: Scope) -> None:
    body.out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>')
    for line in lines:
        body.styled((nodes.Str(line),), style, scope)
    body.out.append("</w:tc>")
