"""What style sheets of a page say of emphasis: bold, italic, underlined, struck out, raised and lowered text."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Inline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Final

    Wrap = Callable[[tuple[Inline, ...]], Inline]

_COMMENT: Final = patterns.compile(r"/\*.*?\*/", patterns.DOTALL)
_RULE: Final = patterns.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS: Final = patterns.compile(r"(?:span|font|a)?\.([\w-]+)")
_SHEET: Final = patterns.compile(r"<style[^>]*>(.*?)</style>", patterns.DOTALL | patterns.IGNORECASE)
_SAYS: Final[tuple[tuple[str, str, Wrap], ...]] = (
    ("font-weight", r"bold(?:er)?|[6-9]00", nodes.Strong),
    ("font-style", r"italic|oblique", nodes.Emph),
    ("text-emphasis(?:-style)?|-webkit-text-emphasis", r"(?!none).+", nodes.Emph),
    ("text-decoration(?:-line)?", r".*\bunderline\b.*", nodes.Underline),
    ("text-decoration(?:-line)?", r".*\bline-through\b.*", nodes.Strikeout),
    ("vertical-align", r"super", nodes.Superscript),
    ("vertical-align", r"sub", nodes.Subscript),
)


def sheets_of(page: str) -> str:
    """Return the style sheets that stand in a page."""
    return "\n".join(_SHEET.findall(page))


def wraps(declarations: str) -> tuple[Wrap, ...]:
    """Return the marks that declarations such as `font-weight: bold` ask for, outermost first."""
    said = [part.partition(":") for part in declarations.split(";") if ":" in part]
    pairs = [(name.strip().lower(), value.replace("!important", "").strip().lower()) for name, _, value in said]
    return tuple(
        wrap
        for wanted, meant, wrap in _SAYS
        if any(patterns.fullmatch(wanted, name) and patterns.fullmatch(meant, value) for name, value in pairs)
    )


def classes(sheets: str) -> dict[str, tuple[Wrap, ...]]:
    """Return the marks of each class that style sheets give a look of its own."""
    found: dict[str, tuple[Wrap, ...]] = {}
    for selectors, declarations in _RULE.findall(_COMMENT.sub("", sheets)):
        made = wraps(declarations)
        for selector in selectors.split(",") if made else ():
            if name := _CLASS.fullmatch(selector.strip()):
                found[name[1]] = made
    return found


def marked(span: nodes.Span, known: Mapping[str, tuple[Wrap, ...]]) -> Inline | None:
    """Return the content of a span in the marks that its style and classes ask for; None when they ask for none."""
    asked = [*wraps(span.attr.get("style"))]
    asked += [wrap for name in span.attr.classes for wrap in known.get(name, ()) if wrap not in asked]
    if not asked or not span.content:
        return None
    content: tuple[Inline, ...] = span.content
    for wrap in reversed(asked):
        content = (wrap(content),)
    return content[0]


def once(content: Iterable[Inline], kind: type[Inline]) -> tuple[Inline, ...] | None:
    """Return content without marks of `kind` within a mark of that kind; None when there is none."""
    out: list[Inline] = []
    found = False
    for part in content:
        match part:
            case nodes.Strong(inner) | nodes.Emph(inner) | nodes.Underline(inner) | nodes.Strikeout(inner) if (
                type(part) is kind
            ):
                out += inner
                found = True
            case _:
                out.append(part)
    return tuple(out) if found else None
