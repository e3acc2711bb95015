"""One tree for every value that a field of a node can take, made from the records themselves, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from convert import nodes as n

INLINES: tuple[type, ...] = get_args(n.Inline)
BLOCKS: tuple[type, ...] = get_args(n.Block)
TEXT = (n.Str("文"),)
PLAIN = (n.Plain(TEXT),)
STRINGS = {"url": ("a.png", "a b", "甲(乙)"), "format": ("html", "tex", "markdown"), "title": ("", "题")}
TEXTS = ("文", "a b", " a ", "", "*a*", "a\nb", "a\tb")
ATTRS = (
    n.Attr("x"),
    n.Attr("", ("c",)),
    n.Attr("", ("c", "d")),
    n.Attr("", (), (("k", "v"),)),
    n.Attr("", ("recipients",)),
    n.Attr("", ("run-in",), (("level", "2"),)),
    n.Attr("", ("title",)),
    n.Attr("", ("uri",)),
)
_CELL = n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, PLAIN)
_ROW = n.Row(n.NO_ATTR, (_CELL,))
_NUMBERED = n.ListAttributes(1, n.ListNumberStyle.DECIMAL, n.ListNumberDelim.PERIOD)
_IMAGE = n.Image(n.NO_ATTR, TEXT, n.Target("a.png"))
SIMPLEST: dict[object, object] = {
    n.Inline: n.Str("文"),
    n.Block: n.Para(TEXT),
    int: 1,
    n.Attr: n.NO_ATTR,
    n.Alignment: n.Alignment.DEFAULT,
    n.ListAttributes: _NUMBERED,
    n.Caption: n.Caption(),
    n.Cell: _CELL,
    n.TableFoot: n.TableFoot(),
    n.TableBody: n.TableBody(n.NO_ATTR, 0, (), (_ROW,)),
    n.RawInline: n.RawInline("html", "<b>"),
    n.RawBlock: n.RawBlock("html", "<hr>\n"),
    n.BulletList: n.BulletList((PLAIN, PLAIN)),
    n.OrderedList: n.OrderedList(_NUMBERED, (PLAIN, PLAIN)),
    n.DefinitionList: n.DefinitionList(((TEXT, (PLAIN,)),)),
    n.Figure: n.Figure(n.NO_ATTR, n.Caption(None, PLAIN), (n.Plain((_IMAGE,)),)),
    n.Table: n.Table(
        n.NO_ATTR,
        n.Caption(),
        (n.ColSpec(),),
        n.TableHead(n.NO_ATTR, (_ROW,)),
        (n.TableBody(n.NO_ATTR, 0, (), (_ROW,)),),
        n.TableFoot(),
    ),
}
"""What a kind looks like at its plainest, where the first value of every field would not do."""


def _fields(kind: Any) -> dict[str, Any]:
    found = get_type_hints(kind, vars(n) | {"SourceSpan": object})
    return {name: hint for name, hint in found.items() if name != "span"}


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and type(None) in get_args(kind)


def simplest(kind: Any, name: str = "") -> Any:
    """Return the plainest value of a type, of the field `name`."""
    if kind in SIMPLEST:
        return SIMPLEST[kind]
    if _is_optional(kind):
        return None
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        return (simplest(inner[0], name),) if inner[-1] is Ellipsis else tuple(map(simplest, inner))
    if kind is str:
        return STRINGS.get(name, TEXTS)[0]
    if issubclass(kind, n.StrEnum):
        return next(iter(kind))
    return kind(**{field: simplest(hint, field) for field, hint in _fields(kind).items()})


def values(kind: Any, name: str = "") -> list[Any]:
    """Return values of a type that differ from its plainest in one thing each. Raises KeyError for a type unknown."""
    if kind in (n.Inline, n.Block):
        return [simplest(each) for each in get_args(kind)]
    if _is_optional(kind):
        return [None, *(value for each in get_args(kind) if each is not type(None) for value in values(each, name))]
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            one = simplest(inner[0], name)
            return [(), (one, one), *((value,) for value in values(inner[0], name))]
        return _varied(tuple, dict(enumerate(inner)), [simplest(each) for each in inner])
    if kind in (str, int, float, n.Attr):
        known = {str: STRINGS.get(name, TEXTS), int: (0, 1, 2, 7), float: (0.5,), n.Attr: ATTRS}
        return list(known[kind])
    if issubclass(kind, n.StrEnum):
        return list(kind)
    return [made for _, made in varied(kind)]


def _varied(make: Any, hints: dict[int, Any], plain: list[Any]) -> list[Any]:
    return [make([*plain[:at], value, *plain[at + 1 :]]) for at, hint in hints.items() for value in values(hint)]


def varied(kind: Any) -> Iterator[tuple[str, Any]]:
    """Yield the plainest node or record of a kind, then each with one field changed, with the field's name."""
    plain = simplest(kind)
    yield "", plain
    fields = _fields(kind)
    for field, hint in fields.items():
        for value in values(hint, field):
            yield field, type(plain)(**{name: value if name == field else getattr(plain, name) for name in fields})


def every_variation() -> list[tuple[str, n.Document]]:
    """Return a document for each variation of each kind of node, inlines within a paragraph, with its name."""
    out = []
    for kind in (*INLINES, *BLOCKS):
        seen: list[object] = []
        for field, node in varied(kind):
            if node not in seen:
                seen.append(node)
                block = n.Para((n.Str("前"), node, n.Str("后"))) if kind in INLINES else node
                out.append((f"{kind.__name__}.{field}", n.Document(blocks=(block,))))
    return out
