"""Which style of the profile a block or span takes: one answer for every writer that sets pages."""

from __future__ import annotations

from convert import nodes
from convert.profile import Profile, ResolvedStyle
from convert.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

Ancestor = nodes.Node | nodes.TableHead | nodes.Cell | nodes.Caption
"""What may stand above a block: nodes, and the records of a table that change the style of what they hold."""

_TRANSPARENT: Final = frozenset({"attachment"})
_WRAPPERS: Final = {
    nodes.Note: "footnote",
    nodes.TableHead: "table-head",
    nodes.Table: "table",
    nodes.Caption: "caption",
    nodes.BlockQuote: "quote",
    nodes.OrderedList: "list",
    nodes.BulletList: "list",
    nodes.DefinitionList: "list",
    nodes.Figure: "figure",
}
_ROLES: Final = frozenset(role.value for role in nodes.Role) - _TRANSPARENT
_STYLED_SPANS: Final = frozenset({"article-label", "signer-name", "attendance-label"})
_STYLED_DIVS: Final = _ROLES | {"red-rule"}
_PLACES: Final = ("left", "right", "hang", "before", "after", "first_line")


def style_name(node: nodes.Node, ancestors: Sequence[Ancestor] = ()) -> str:
    """Return the name of the profile's style for `node`; `ancestors` go from the outermost to the nearest.

    Blocks: a role, `heading-N`, `chapter`, `list`, `quote`, `code`, `verse`, `table`, `table-head`, `caption`,
    `footnote`, `figure` or `body`. Spans: `run-in-N`, `run-in` or another styled class; "" for a span without style.
    """
    match node:
        case nodes.Header(level, attr):
            return "chapter" if "chapter" in attr.classes else f"heading-{min(level, 6)}"
        case nodes.CodeBlock():
            return "code"
        case nodes.Code():
            return "code-inline"
        case nodes.LineBlock():
            return "verse"
        case nodes.Span(attr):
            return _span_style(attr)
        case nodes.Div(attr):
            return _div_style(attr) or _surrounding(ancestors)
    return _wrapper(node) or _surrounding(ancestors)


def placed_style(profile: Profile, node: nodes.Node, ancestors: Sequence[Ancestor] = ()) -> ResolvedStyle:
    """Return the style of `node` with the places its nearest Div asks for.

    Attributes `left`, `right`, `hang`, `first-line` (characters), `before`, `after` (lines of body text) and `align`
    of a Div with a role win over the style's; `convert.transforms.placement` writes them.
    """
    style = profile.style(style_name(node, ancestors))
    attr = next((above.attr for above in reversed(ancestors) if isinstance(above, nodes.Div)), nodes.NO_ATTR)
    if not attr.attributes or not _div_style(attr):
        return style
    places = {key.replace("-", "_"): value for key, value in attr.attributes}
    asked: dict[str, float] = {key: float(places[key]) for key in _PLACES if _is_number(places.get(key, ""))}
    align = places.get("align", "")
    if align in ("left", "right", "center", "distribute"):
        style = replace(style, align=align)
    return replace(style, **asked)


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def _surrounding(ancestors: Sequence[Ancestor]) -> str:
    """Return the style that the nearest ancestor with an opinion gives."""
    for ancestor in reversed(ancestors):
        style = _div_style(ancestor.attr) if isinstance(ancestor, nodes.Div) else _wrapper(ancestor)
        if style:
            return style
    return "body"


def _wrapper(ancestor: Ancestor) -> str:
    return _WRAPPERS.get(type(ancestor), "")


def _div_style(attr: nodes.Attr) -> str:
    return attr.classes[0] if attr.classes and attr.classes[0] in _STYLED_DIVS else ""


def _span_style(attr: nodes.Attr) -> str:
    name = attr.classes[0] if attr.classes else ""
    if name == nodes.Role.RUN_IN:
        level = attr.get("level")
        return f"{name}-{level}" if level in {"1", "2", "3", "4"} else name
    return name if name in _STYLED_SPANS else ""
