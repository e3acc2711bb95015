"""A style sheet from a profile: the same roles, faces, sizes and indents as on paper, for screens of any width."""

from __future__ import annotations

from convert.nodes import Role
from convert.profile import Face, Profile, ResolvedStyle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_HEAD: Final = """\
:root {{ color-scheme: light; }}
html {{ font-size: 112.5%; text-size-adjust: 100%; }}
body {{
  margin: 0; color: #1a1a1a; background: #fff;
  font-family: {body}; line-height: {leading}; text-align: {align};
  text-autospace: normal; text-spacing-trim: space-first; line-break: strict;
  overflow-wrap: break-word; text-wrap: pretty; hanging-punctuation: {hanging};
}}
main {{ max-width: 38em; margin: 0 auto; padding: 3em 1.25em 5em; }}
p {{ margin: 0 0 {after}em; text-indent: {indent}em; }}
li > p, td > p, th > p, figcaption > p, dd > p, .footnotes p {{ text-indent: 0; margin: 0; }}
h1, h2, h3, h4, h5, h6 {{
  font-weight: normal; font-size: 1em; margin: 1em 0 .5em; line-height: 1.5; break-after: avoid;
}}
ul, ol {{ padding-left: 2em; margin: .5em 0; }}
li > ul, li > ol {{ margin: 0; }}
a {{ color: #0b57a4; text-decoration-thickness: .06em; text-underline-offset: .2em; }}
blockquote {{ margin: .75em 2em; }}
pre, code {{ font-family: {mono}; font-size: .9em; text-autospace: no-autospace; text-spacing-trim: space-all; }}
pre {{
  text-align: left; padding: .75em 1em; background: #f6f6f4; overflow-x: auto; line-height: 1.45; text-indent: 0;
}}
table {{ border-collapse: collapse; margin: 1em auto; font-size: .9em; line-height: 1.5; text-indent: 0; }}
th, td {{ border: 1px solid #777; padding: .3em .7em; text-align: left; vertical-align: top; }}
caption, figcaption {{ text-align: center; margin: .4em 0; text-indent: 0; }}
figure {{ margin: 1em 0; text-align: center; text-indent: 0; }}
img {{ max-width: 100%; height: auto; }}
hr {{ border: 0; border-top: 1px solid #999; margin: 2em 0; }}
.line-block {{ text-indent: 0; margin: .5em 0; }}
.smallcaps {{ font-variant: small-caps; }}
.underline {{ text-decoration: underline; }}
.footnotes {{ font-size: .85em; line-height: 1.6; margin-top: 3em; }}
.footnote-ref {{ text-decoration: none; }}
.contents ul {{ list-style: none; padding-left: 1em; }}
ruby rt {{ font-size: .5em; }}
u {{ white-space: pre-wrap; }}
.page-break {{ break-after: page; }}
.noise {{ color: #808080; }}
"""
_PRINT: Final = """\
@page {{ size: {width}mm {height}mm; margin: {top}mm {right}mm {bottom}mm {left}mm; }}
@media print {{
  html {{ font-size: {size}pt; }}
  main {{ max-width: none; padding: 0; }}
}}
"""
_LATIN: Final = "U+0020-007E, U+00A1-00A6, U+00A8-00AF, U+00B2-00B6, U+00B8-00D6, U+00D8-00F6, U+00F8-024F"
_LARGEST: Final = 1.75
_SPANS: Final = frozenset({"article-label", "code-inline"})
_BLOCKS: Final = frozenset(role.value for role in Role)
_COMMON: Final = {
    "serif": ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC"),
    "sans-serif": ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"),
    "cursive": ("Kaiti SC", "LXGW WenKai"),
}
"""Faces that most systems have, after those the profile names."""


def style_sheet(profile: Profile) -> str:
    """Return the CSS of a profile; lengths are in em of the body size, so that the reader's size rules."""
    body = profile.style("body")
    page = profile.page
    parts = [
        *_latin_faces(profile),
        _HEAD.format(
            body=_family(profile, body),
            mono=_stack(profile.faces.get("mono"), "monospace"),
            leading=_number(max(1.5, profile.pitch(body) / body.size)),
            align="justify" if body.align == "justify" else body.align,
            hanging="allow-end last" if profile.typesetting.hanging else "none",
            after=_number(body.after * profile.pitch(body) / body.size),
            indent=_number(body.first_line),
        ),
    ]
    for name in profile.styles:
        if selector := _selector(name):
            parts.append(f"{selector} {{ {_declarations(profile, profile.style(name), body)} }}\n")
    names = ("width", "height", "top", "bottom", "left", "right")
    lengths = {name: _number(getattr(page, name)) for name in names}
    parts.append(_PRINT.format(**lengths, size=_number(body.size)))
    return "".join(parts)


def _selector(name: str) -> str:
    """Return what a style of the profile applies to, "" for those that only pages have."""
    if name.startswith("heading-") or name == "chapter":
        return ", ".join(f"h{level}.{name}" for level in range(1, 7))
    if name == "title":
        return "h1.title"
    if name == "run-in":
        return ".run-in"
    if name.startswith("run-in-"):
        return f'.run-in[data-level="{name[-1]}"], .run-in[level="{name[-1]}"]'
    if name in _SPANS:
        return f".{name}"
    return f".{name} > p, p.{name}" if name in _BLOCKS else ""


def _declarations(profile: Profile, style: ResolvedStyle, body: ResolvedStyle) -> str:
    """Return the declarations in which `style` differs from the body."""
    scale = style.size / body.size
    lines = (style.before * profile.pitch(body) / style.size, style.after * profile.pitch(body) / style.size)
    found = [
        ("font-family", _family(profile, style), style.face != body.face or style.latin != body.latin),
        ("font-size", f"{_number(min(scale, _LARGEST))}em", style.size != body.size),
        ("font-weight", "bold", style.bold),
        ("font-style", "italic", style.italic),
        ("color", f"#{style.color}", style.color != body.color),
        ("text-align", style.align if style.align != "distribute" else "justify", style.align != body.align),
        ("text-indent", f"{_number(style.first_line - style.hang)}em", not style.character),
        ("padding-left", f"{_number(style.left + style.hang)}em", bool(style.left or style.hang)),
        ("padding-right", f"{_number(style.right)}em", bool(style.right)),
        ("margin-top", f"{_number(lines[0])}em", bool(style.before)),
        ("margin-bottom", f"{_number(lines[1])}em", bool(style.after)),
        ("text-wrap", "balance", style.balance),
        ("break-before", "page", style.page_break_before),
        ("break-after", "avoid", style.keep_next),
    ]
    return " ".join(f"{name}: {value};" for name, value, wanted in found if wanted)


def _family(profile: Profile, style: ResolvedStyle) -> str:
    latin = profile.faces.get(style.latin)
    hanzi = profile.faces.get(style.face)
    first = [] if latin is None or latin is hanzi else [_latin_name(latin)]
    return ", ".join(dict.fromkeys([*(f'"{name}"' for name in first), _stack(hanzi, "serif")]))


def _latin_faces(profile: Profile) -> list[str]:
    """Return font faces for Latin letters and digits alone: quotation marks, dashes and dots are the hanzi face's."""
    latin = {style.latin for style in map(profile.style, profile.styles)}
    faces = [profile.faces[name] for name in sorted(latin) if name in profile.faces]
    made = []
    for face in dict.fromkeys(faces):
        sources = ", ".join(f'local("{name}")' for name in dict.fromkeys((face.docx, *face.system)))
        made.append(f'@font-face {{ font-family: "{_latin_name(face)}"; src: {sources}; unicode-range: {_LATIN}; }}\n')
    return made


def _latin_name(face: Face) -> str:
    return f"{face.docx} Latin"


def _stack(face: Face | None, generic: str) -> str:
    if face is None:
        return generic
    names = dict.fromkeys([face.docx, *face.system, *_COMMON.get(face.generic, ())])
    return ", ".join([*(f'"{name}"' for name in names), face.generic])


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
