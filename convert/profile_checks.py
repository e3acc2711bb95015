"""What a profile of a user may get wrong beyond its types: names of parts, loops, room on the page, patterns."""

from __future__ import annotations

from convert.errors import ProfileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Final

    from convert.profile import Profile

_LIKE: Final = 0.8
_LEAST_ROOM: Final = 20.0
"""Millimetres of text below which a page holds no line worth the name."""
LIMITS: Final = {
    "Style.size": (1, 1000, "is no size in points; 三号 is 16, 二号 is 22"),
    "Style.level": (0, 9, "is no outline level: 1 to 9, or 0 for none"),
    "Style.line": (0, 1000, "is no pitch in points; 0 takes that of the grid"),
    "Style.before": (0, 1000, "is no number of lines"),
    "Style.after": (0, 1000, "is no number of lines"),
    "Page.width": (20, 5000, "is no length of paper in mm"),
    "Page.height": (20, 5000, "is no length of paper in mm"),
    "Page.top": (0, 5000, "is no margin in mm"),
    "Page.bottom": (0, 5000, "is no margin in mm"),
    "Page.left": (0, 5000, "is no margin in mm"),
    "Page.right": (0, 5000, "is no margin in mm"),
    "Grid.lines": (0, 1000, "is no number of lines; 0 sets no grid"),
    "Grid.chars": (0, 1000, "is no number of characters; 0 sets no grid"),
    "PageNumber.distance": (0, 1000, "is no distance in mm"),
    "Typesetting.latin_gap": (0, 10, "is no gap in em"),
}
"""Field of a record -> least and largest value, and what is said of others."""
PATTERNS: Final = {"Style.color": r"^[0-9A-Fa-f]{6}$", "PageNumber.format": r"\{page\}"}
"""Field of a record -> a regular expression found in its text."""
_FURTHER: Final = ("chapter-2", "chapter-3", *(f"heading-{level}" for level in range(1, 10)))


def check(profile: Profile, source: str, parts: Collection[str]) -> None:
    """Raise ProfileError for the first thing wrong with `profile`; `parts` are the styles that documents have."""
    known = (*parts, *_FURTHER)
    for message, hint in (*_missing(profile), *_styles(profile, known), *_page(profile), *_patterns(profile)):
        raise ProfileError(message, source=source, hint=hint)


def _missing(profile: Profile) -> Iterator[tuple[str, str]]:
    for face in ("body", "latin"):
        if face not in profile.faces:
            yield f"no face {face!r}", 'begin the profile with extends = "gongwen", or give it faces of its own'
    if "body" not in profile.styles:
        yield "no style 'body'", 'begin the profile with extends = "gongwen", or give it styles of its own'


def _styles(profile: Profile, parts: Collection[str]) -> Iterator[tuple[str, str]]:
    from difflib import get_close_matches

    bases = {style.based_on for style in profile.styles.values()}
    for name, style in profile.styles.items():
        found = get_close_matches(name, parts, n=1, cutoff=_LIKE) if name not in parts and name not in bases else []
        if found:
            yield f"styles.{name}: no part is called {name!r}", f"did you mean {found[0]!r}?"
        yield from _loop(profile, name)
        yield from _limits(f"styles.{name}", style)


def _loop(profile: Profile, name: str) -> Iterator[tuple[str, str]]:
    seen = [name]
    while (below := profile.styles[seen[-1]].based_on) in profile.styles and below != "body":
        if below in seen:
            yield f"styles.{name} is based on itself: {' -> '.join((*seen, below))}", "base one of them on 'body'"
            return
        seen.append(below)


def _limits(where: str, record: object) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the numbers of a record."""
    kind = type(record).__name__
    for name, (least, largest, why) in LIMITS.items():
        own, _, slot = name.partition(".")
        value = getattr(record, slot) if own == kind else None
        if value is not None and not least <= value <= largest:
            yield f"{where}.{slot.replace('_', '-')}: {value:g} {why}", ""


def _page(profile: Profile) -> Iterator[tuple[str, str]]:
    page = profile.page
    for where in ("page", "grid", "page_number", "typesetting"):
        yield from _limits(where.replace("_", "-"), getattr(profile, where))
    if page.text_width < _LEAST_ROOM:
        yield f"page: margins of {page.left:g} and {page.right:g} mm leave {page.text_width:g} mm for the line", ""
    if page.text_height < _LEAST_ROOM:
        yield f"page: margins of {page.top:g} and {page.bottom:g} mm leave {page.text_height:g} mm for the text", ""
    if "{page}" not in profile.page_number.format:
        hint = "write {page} where the number stands, as in '— {page} —'"
        yield f"page-number.format: {profile.page_number.format!r} holds no {{page}}", hint


def _patterns(profile: Profile) -> Iterator[tuple[str, str]]:
    import re

    structure, rules = profile.structure, profile.rules
    named = (
        ("structure.headings", tuple(pattern for pattern, _ in structure.headings)),
        ("structure.noise", structure.noise),
        ("structure.never-join", structure.never_join),
        ("rules.ignore-lines", rules.ignore_lines),
    )
    for key, patterns in named:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                yield f"{key}: {pattern!r} is no regular expression: {error}", ""
    for pattern, level in structure.headings:
        if not 1 <= level <= 9:
            yield f"structure.headings: {pattern!r} has level {level}", "1 to 9"
