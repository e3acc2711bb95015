"""Profiles: one TOML file says how every part of a document looks; every writer reads the same record."""

from __future__ import annotations

import os

from convert.caching import lru_cache
from convert.errors import ProfileError
from convert.kept import kept_while
from convert.records import cast, field, fields, is_record, record
from convert.tables import build, near, overlaid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

_HERE = os.path.dirname(__file__)
BUILT_IN = ("gongwen", "letter", "order", "minutes", "prose", "web", "book")


@record
class Page:
    """Paper and margins in mm; `binding` is the edge that is bound."""

    width: float = 210.0
    height: float = 297.0
    top: float = 37.0
    bottom: float = 35.0
    left: float = 28.0
    right: float = 26.0
    binding: Literal["left", "none"] = "left"

    @property
    def text_width(self) -> float:
        """Width of the text block (版心) in mm."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height of the text block (版心) in mm."""
        return self.height - self.top - self.bottom


@record
class Grid:
    """The document grid: `lines` a page and `chars` a line of body text (GB/T 9704 5.2.3); 0 sets no grid."""

    lines: int = 0
    chars: int = 0


@record
class PageNumber:
    """Page numbers: `distance` mm from the text block to the number's dash, `inset` in characters of `size` pt.

    `format` holds {page}; `odd` and `even` are the sides (GB/T 9704 7.5); `first` false leaves the first page bare.
    """

    format: str = "{page}"
    style: str = "page-number"
    distance: float = 7.0
    inset: float = 0.0
    odd: Literal["left", "center", "right"] = "center"
    even: Literal["left", "center", "right"] = "center"
    first: bool = True
    shown: bool = True


@record
class Face:
    """A typeface by role: `docx` is the name written to Word, `bundled` and `system` ordered candidates.

    `bundled` holds names of the catalogue in `convert.fonts`; `system` family names looked for only on request.
    """

    docx: str
    bundled: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    generic: Literal["serif", "sans-serif", "monospace", "cursive"] = "serif"


@record
class Style:
    """How a role is set. Sizes in pt, indents in characters (字) of the style's size, `before`/`after` in lines.

    `line` is the pitch in pt, 0 takes the grid's or 1.5 times the size. None inherits from `based_on`.
    `level` is the outline level (1 to 9, 0 none); `name` the style's name in Word, taken from the role when empty.
    `hang` indents turnover lines from the first; `grid` false lets the style leave the document grid;
    `balance` breaks centred lines by sense and shape.
    """

    based_on: str = "body"
    name: str = ""
    face: str | None = None
    latin: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    color: str | None = None
    align: Literal["justify", "left", "center", "right", "distribute"] | None = None
    first_line: float | None = None
    left: float | None = None
    right: float | None = None
    hang: float | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    level: int | None = None
    grid: bool | None = None
    balance: bool | None = None
    keep_next: bool | None = None
    keep_together: bool | None = None
    page_break_before: bool | None = None
    character: bool | None = None


@record
class Typesetting:
    """Rules of the line: kinsoku level, gap between hanzi and Latin in em, hanging marks, hyphenation language.

    CLREQ 3.1.6 to 3.2.2; `squeeze` allows half-width punctuation, `widow_control` keeps two lines together.
    """

    kinsoku: Literal["basic", "gb", "strict"] = "gb"
    latin_gap: float = 0.25
    hanging: bool = False
    squeeze: bool = True
    hyphenate: bool = True
    widow_control: bool = True


@record
class Rules:
    """Which column of the rule catalogue applies, and codes by prefix that change it.

    `select` leaves only these, `extend` adds, `ignore` switches off, `fix` and `report` set the mode. Lines that
    match a pattern of `ignore_lines` stay as they are; the list may be a table that gives each pattern a name.
    """

    set: Literal["gongwen", "prose", "web", "book"] = "gongwen"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    fix: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    unsafe: bool = False
    ignore_lines: tuple[str, ...] = ()


@record
class Structure:
    """Habits of a house that the structure recogniser must follow (regular expressions over one line).

    `headings` maps a pattern to its level; `noise` lines are set aside; `never_join` lines begin a paragraph.
    """

    headings: tuple[tuple[str, int], ...] = ()
    noise: tuple[str, ...] = ()
    never_join: tuple[str, ...] = ()


@record
class Profile:
    """All that a writer needs to know of the house style."""

    name: str
    title: str = ""
    lang: str = "zh-CN"
    page: Page = field(default_factory=Page)
    grid: Grid = field(default_factory=Grid)
    page_number: PageNumber = field(default_factory=PageNumber)
    typesetting: Typesetting = field(default_factory=Typesetting)
    rules: Rules = field(default_factory=Rules)
    structure: Structure = field(default_factory=Structure)
    faces: Mapping[str, Face] = field(default_factory=dict)
    styles: Mapping[str, Style] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    mixed_space: bool = False
    form: Literal["", "document", "letter", "order", "minutes"] = ""
    pdf_standard: Literal["", "a-2u", "a-3u"] = ""

    def style(self, role: str) -> ResolvedStyle:
        """Return the style of `role` with all inherited values filled in; an unknown role looks like body."""
        return _resolve(self, role)

    def pitch(self, style: ResolvedStyle) -> float:
        """Return the distance of baselines in pt: the style's own, else the grid's, else 1.5 times the size."""
        if style.line:
            return style.line
        if self.grid.lines and style.grid:
            return self.page.text_height * POINTS_PER_MM / self.grid.lines
        return style.size * 1.5


KEYS = tuple(slot.name.replace("_", "-") for slot in fields(Profile))
"""The top-level keys of a profile."""

POINTS_PER_MM = 72 / 25.4


@record
class ResolvedStyle:
    """A `Style` without gaps: what layout and the DOCX style sheet use."""

    role: str
    name: str
    based_on: str
    face: str
    latin: str
    size: float
    bold: bool
    italic: bool
    color: str
    align: Literal["justify", "left", "center", "right", "distribute"]
    first_line: float
    left: float
    right: float
    hang: float
    before: float
    after: float
    line: float
    level: int
    grid: bool
    balance: bool
    keep_next: bool
    keep_together: bool
    page_break_before: bool
    character: bool


_ROOT: dict[str, object] = {
    "face": "body", "latin": "latin", "size": 16.0, "bold": False, "italic": False, "color": "000000",
    "align": "justify", "first_line": 0.0, "left": 0.0, "right": 0.0, "hang": 0.0, "before": 0.0, "after": 0.0,
    "line": 0.0, "level": 0, "grid": True, "balance": False, "keep_next": False, "keep_together": False,
    "page_break_before": False, "character": False,
}  # fmt: skip
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")
_NOT_INHERITED = frozenset({"level", "character", "page_break_before", "name", "based_on"})


def _resolve(profile: Profile, role: str) -> ResolvedStyle:
    chain: list[Style] = []
    seen = set()
    at = role if role in profile.styles else "body"
    while at in profile.styles and at not in seen:
        seen.add(at)
        chain.append(profile.styles[at])
        at = profile.styles[at].based_on
    values = dict(_ROOT)
    for depth, style in reversed(list(enumerate(chain))):
        for slot in fields(Style):
            value = getattr(style, slot.name)
            if value is not None and (depth == 0 or slot.name not in _NOT_INHERITED):
                values[slot.name] = value
    values["name"] = values.get("name") or role
    values["based_on"] = chain[0].based_on if chain and role != "body" else ""
    return ResolvedStyle(role=role, **values)  # type: ignore[arg-type]


# --- reading ---------------------------------------------------------------------------------------------


def load(name: str, *, base: str = "", overlay: Mapping[str, object] | None = None) -> Profile:
    """Return the profile called `name`, or that of the TOML file `name` (a path or a name ending in .toml).

    A relative path begins at the folder `base`; `overlay` is a table laid over the profile, as the profile keys of a
    configuration file.

    Raises ProfileError for an unknown name, an unreadable file, a loop of `extends`, an unknown key (with the
    nearest known one) or a value of the wrong type.
    """
    if name in BUILT_IN and not overlay:
        return _built_in(name)
    profile = _build(overlaid(_merged(name, base, ()), overlay or {}), name)
    from convert.profile_checks import check

    check(profile, name, parts())
    return profile


def parts() -> tuple[str, ...]:
    """Return the names of all styles that the built-in profiles give parts of a document."""
    return tuple(sorted({part for name in BUILT_IN for part in _built_in(name).styles}))


def merged_table(name: str) -> dict[str, object]:
    """Return the TOML table of profile `name` with everything it extends merged in."""
    return _merged(name, "", ())


@lru_cache(maxsize=8)
def _built_in(name: str) -> Profile:
    """Return a built-in profile, as it was kept when all that it was made of is unchanged."""
    files = (*(f"profiles/{one}.toml" for one in BUILT_IN), "profile.py", "tables.py")
    values = kept_while(("profile", name), lambda: files, lambda: _plain(_build(_merged(name, "", ()), name)))
    return cast("Profile", _revived(values))


def _plain(value: object) -> object:
    """Return records as lists of their class's name and values, which can be kept; a profile holds no other lists."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if is_record(value):
        return [type(value).__name__, *(_plain(getattr(value, one.name)) for one in fields(value))]
    return value


def _revived(value: object) -> object:
    """Return what `_plain` was given."""
    if isinstance(value, dict):
        return {key: _revived(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return globals()[value[0]](*map(_revived, value[1:]))
    return value


def _merged(name: str, base: str, above: tuple[str, ...]) -> dict[str, object]:
    import tomllib

    text, origin = _read(name, base)
    identity = origin or name
    if identity in above:
        raise ProfileError(f"profile {name!r} extends itself: {' -> '.join((*above, identity))}", source=name)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"profile is not valid TOML: {error}", source=name) from None
    parent = table.pop("extends", None)
    table.setdefault("name", os.path.splitext(os.path.basename(name))[0])
    if parent is None:
        return table
    if not isinstance(parent, str):
        raise ProfileError("`extends` must be the name of a profile", source=name)
    return overlaid(_merged(parent, os.path.dirname(origin) if origin else base, (*above, identity)), table)


def _read(name: str, base: str) -> tuple[str, str]:
    """Return the text of a profile and the full path of its file, the empty one of a built-in profile."""
    if name in BUILT_IN:
        with open(f"{_HERE}/profiles/{name}.toml", encoding="utf-8") as stream:
            return stream.read(), ""
    if not (name.endswith(".toml") or "/" in name or "\\" in name):
        raise ProfileError(
            f"unknown profile {name!r}",
            hint=near(name, BUILT_IN) + "built in: " + ", ".join(BUILT_IN) + "; or a .toml file",
        )
    path = os.path.join(base, name)
    try:
        with open(path, encoding="utf-8-sig") as stream:
            return stream.read(), os.path.realpath(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        hint = f"{_beside(path)}give the path of a TOML file"
        raise ProfileError(f"cannot read profile: {reason}", source=path, hint=hint) from None


def _beside(path: str) -> str:
    """Return "did you mean X? " for a profile of a like name in the same folder."""
    folder, name = os.path.split(path)
    try:
        return near(name, [one for one in os.listdir(folder or ".") if one.endswith(".toml")])
    except OSError:
        return ""


def _build(table: Mapping[str, object], source: str) -> Profile:
    profile = build(Profile, table, source=source)
    known = profile.faces.keys()
    for role, style in profile.styles.items():
        for face in (style.face, style.latin):
            if face is not None and face not in known:
                raise ProfileError(f"styles.{role}: no face {face!r}", source=source, hint=near(face, known))
        if style.based_on not in profile.styles:
            raise ProfileError(
                f"styles.{role}: no style {style.based_on!r} to base on",
                source=source,
                hint=near(style.based_on, profile.styles),
            )
        if style.color is not None and not (len(style.color) == 6 and _HEXADECIMAL.issuperset(style.color)):
            raise ProfileError(f"styles.{role}.color: {style.color!r} is not six hexadecimal digits", source=source)
    return profile
