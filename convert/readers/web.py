"""Web pages: the layout around the text goes, paragraphs made of broken lines become paragraphs."""

from __future__ import annotations

from convert import nodes, patterns
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.nodes import Block, Document, Inline, Node
from convert.readers import css
from convert.readers.columns import bare
from convert.readers.tidy import spliced
from convert.records import replace
from convert.walk import descend, plain_text, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

_RAW: Final = frozenset({"html", "html4", "html5"})
_MEANT: Final = frozenset({"smallcaps", "underline", "article-label"})
_ALIGNED: Final = patterns.compile(
    r"(<t[dh]\b(?:(?!align=)[^>])*)>(\s*<p\b[^>]*?\b(?:align=[\"']?|text-align:\s*)(center|right|left)\b)",
    patterns.IGNORECASE,
)
_INDENT: Final = "\u3000\u00a0\u2003 "


_NO_LANGUAGE: Final = frozenset(
    {"sourceCode", "numberLines", "western", "cjk", "ctl", "hljs", "prettyprint", "linenums", "highlight", "code"}
)


def unwrapped(document: Document, sheets: str = "") -> Document:
    """Return the tree of a web page without divs and spans that are no part of the text, and without raw tags.

    A paragraph parted by two `<br>`, or by one before an indent, becomes several; the indent goes, for it is the
    profile's. Spans that `sheets` or their own style make bold, italic and so on become that.
    """
    wanted = {
        node.target.url[1:]
        for node in descend(document.blocks)
        if isinstance(node, nodes.Link) and node.target.url.startswith("#")
    }
    known = css.classes(sheets)

    def opener(node: Node) -> tuple[Node, ...] | None:
        match node:
            case nodes.RawBlock(form, _) | nodes.RawInline(form, _) if form in _RAW:
                return ()
            case nodes.Div(attr, ()) if "page-break" in attr.classes:
                return (nodes.PageBreak(),)
            case nodes.Span(attr, content) if "math" in attr.classes and (formula := _formula(attr, content)):
                return (formula,)
            case nodes.Span() if not _is_kept(node, wanted) and (made := css.marked(node, known)) is not None:
                return (made,)
            case nodes.Div(_, content) | nodes.Span(_, content):
                return None if _is_kept(node, wanted) else content
            case nodes.Strong(content) | nodes.Emph(content) | nodes.Underline(content) | nodes.Strikeout(content):
                inner = css.once(content, type(node))
                return None if inner is None else (replace(node, content=inner),)
            case nodes.Table():
                return (bare(node),)
            case nodes.Superscript((nodes.Note(),) as content):
                return content
            case nodes.Link(_, (nodes.Underline(content),), _):
                return (replace(node, content=content),)
            case nodes.CodeBlock(attr, _) if not _NO_LANGUAGE.isdisjoint(attr.classes):
                left = tuple(name for name in attr.classes if name not in _NO_LANGUAGE)
                return (replace(node, attr=attr._replace(classes=left)),)
            case nodes.Para(content):
                return tuple(nodes.Para(part) for part in _paragraphs(content))
            case nodes.Plain(content):
                return tuple(nodes.Plain(part) for part in _paragraphs(content))
            case _:
                return None

    made = spliced(document, opener)
    return replace(made, blocks=tuple(healed(made.blocks)))


def with_alignment(page: str) -> str:
    """Return the source of a page, the alignment of the first paragraph of each cell as that of the cell."""
    return _ALIGNED.sub(r'\1 align="\3">\2', page)


def _formula(attr: nodes.Attr, content: tuple[Inline, ...]) -> nodes.Math | None:
    """Return the TeX of a formula as MathJax and pandoc mark it; None for one that is set in letters."""
    text = plain_text(content).strip()
    kind = nodes.MathType.DISPLAY if "display" in attr.classes else nodes.MathType.INLINE
    for before, after in ((r"\[", r"\]"), (r"\(", r"\)"), ("$$", "$$"), ("$", "$")):
        if text.startswith(before) and text.endswith(after) and len(text) > len(before + after):
            return nodes.Math(kind, text[len(before) : -len(after)])
    return None


def without_furniture(document: Document, remarks: list[Diagnostic]) -> Document:
    """Return `document` without page headers and footers, which LibreOffice writes into a page, each named (PAN104)."""

    def opener(node: Node) -> tuple[Node, ...] | None:
        if not isinstance(node, nodes.Div) or node.attr.get("title") not in ("header", "footer"):
            return None
        text = plain_text(node)
        if any(char.isalpha() and char not in "第页頁共" for char in text):
            message = f"html: page {node.attr.get('title')} not read (the profile sets its own): {text[:40]!r}"
            remarks.append(Diagnostic("PAN104", Severity.WARNING, message, stage=Stage.READ))
        return ()

    return spliced(document, opener)


def healed(blocks: Iterable[Block], *, cut: bool = False) -> Iterator[Block]:
    """Yield `blocks`, lists that a program cut at each change of level (`<ul><ul>`, as LibreOffice) in one piece."""
    held: nodes.BulletList | nodes.OrderedList | None = None
    known = cut
    for block in blocks:
        if isinstance(block, nodes.BulletList | nodes.OrderedList):
            if held is not None and (made := _joined_lists(held, block, cut)) is not None:
                held, cut = made, True
                continue
            if held is not None:
                yield held
            held, cut = block, known
            continue
        if held is not None:
            yield held
        held = None
        yield block
    if held is not None:
        yield held


AnyList = nodes.BulletList | nodes.OrderedList


def _joined_lists(first: AnyList, second: AnyList, cut: bool) -> AnyList | None:
    """Return two lists in a row as one when the second only goes on with the first; None when it is another."""
    if not second.items or not first.items:
        return None
    head, *rest = second.items
    wrapper = bool(head) and all(isinstance(part, AnyList) for part in head)
    same = type(first) is type(second)
    if wrapper and same:
        last = tuple(healed((*first.items[-1], *head), cut=True))
        return replace(first, items=(*first.items[:-1], last, *rest))
    goes_on = isinstance(second, nodes.OrderedList) and isinstance(first, nodes.OrderedList)
    if cut and same and (not goes_on or second.attributes.start == first.attributes.start + len(first.items)):  # type: ignore[union-attr]
        return replace(first, items=(*first.items, *second.items))
    return None


def _is_kept(node: nodes.Div | nodes.Span, wanted: set[str]) -> bool:
    reserved = any(name.startswith("wenzhuan-") or name in _MEANT for name in node.attr.classes)
    return role_of(node) is not None or reserved or bool(node.attr.id and node.attr.id in wanted)


def _paragraphs(content: tuple[Inline, ...]) -> Iterable[tuple[Inline, ...]]:
    """Yield the paragraphs in one that holds several: parted by two line breaks, or by one before an indent."""
    parts: list[list[Inline]] = [[]]
    for index, node in enumerate(content):
        if not isinstance(node, nodes.LineBreak):
            parts[-1].append(node)
            continue
        after = content[index + 1] if index + 1 < len(content) else nodes.LineBreak()
        indented = isinstance(after, nodes.Str) and after.text[:2].strip(_INDENT) == "" and len(after.text) > 2
        if isinstance(after, nodes.LineBreak) or indented:
            parts.append([])
        elif parts[-1]:
            parts[-1].append(node)
    for part in parts:
        if part and isinstance(part[0], nodes.Str):
            part[0] = nodes.Str(part[0].text.lstrip(_INDENT))
        if plain_text(part, notes=True).strip() or any(isinstance(node, nodes.Image) for node in part):
            yield tuple(node for node in part if node != nodes.Str(""))
