"""Inlines in Markdown: text escaped by what could act in its paragraph, links, code, notes and spans."""

from __future__ import annotations

import unicodedata

from convert import nodes, patterns
from convert.errors import unreachable
from convert.nodes import Inline
from convert.records import record, replace
from convert.walk import descend, plain_text, role_of
from convert.writers.markdown.attributes import braces, html_text
from convert.writers.markdown.emphasis import HTML_TAGS, Emphasis, inner_blanks, joined
from convert.writers.markdown.escape import escape, escape_lines, is_harmless, needs, unclosed
from convert.writers.markdown.sheet import Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

_MADE_OF: Final[dict[type, str]] = {
    nodes.Emph: "*_",
    nodes.Strong: "*_",
    nodes.Strikeout: "~",
    nodes.Subscript: "~",
    nodes.Superscript: "^",
    nodes.Code: "`",
    nodes.RawInline: "`",
    nodes.Math: "$",
}
_RAW: Final = frozenset({"html", "html4", "html5"})
_OWN: Final = {
    "commonmark": frozenset({"commonmark", "markdown"}),
    "gfm": frozenset({"gfm", "commonmark", "markdown"}),
    "pandoc": frozenset({"markdown"}),
}
_AUTOMATIC: Final = (nodes.NO_ATTR, nodes.Attr("", ("uri",)), nodes.Attr("", ("email",)))
"""Attributes that pandoc gives to addresses in angle brackets."""
HARD_BREAK: Final = "\\\n"
_URI: Final = patterns.compile(r"(?:https?|ftp|mailto|tel|file):[^\s<>\x00-\x1f\\]+")
_ENDS_IN_ADDRESS: Final = patterns.compile(r"(?:https?://|ftp://|www\.)[^ \t<]*$")
_SEAM: Final = "\x01"
"""Stands for markup between two runs of text: neither blank nor letter."""
_RUN_OF_BLANKS: Final = patterns.compile("  +")
_LONE_TAG: Final = patterns.compile(r"<!--(?:(?!--)[^\n])*-->|</?[A-Za-z][A-Za-z0-9]*/?>")
_TICKS: Final = patterns.compile("`+")
_PLAIN_ADDRESS: Final = patterns.compile(r"[^\s<>()\\&\x00-\x20\x7f]+")


@record
class Ink:
    """How the inlines of one paragraph are written.

    `paired` marks could act in it; `flat` forbids line ends, as in headings and cells; `in_link` escapes every
    bracket; `inside` names the kinds of emphasis around.
    """

    paired: frozenset[str] = frozenset()
    flat: bool = False
    in_link: bool = False
    inside: frozenset[str] = frozenset()


def paragraph(content: tuple[Inline, ...], sheet: Sheet, *, opens_item: bool = False) -> str:
    """Return the inlines of a paragraph with line starts escaped; `opens_item` when it is the first of an item."""
    text = escape_lines(inlines(content, sheet), sheet.flavor, opens_item=opens_item)
    if text[:1] == "<" and sheet.flavor != "pandoc":
        from convert.writers.markdown import losses

        losses.opening(content, text, sheet)
    if len(content) == 1 and sheet.flavor == "pandoc" and isinstance(content[0], nodes.Image) and content[0].content:
        text += "[]{.wenzhuan-open}"  # alone in its paragraph it would be a figure
    if not sheet.options.wrap:
        return text
    from convert.writers.markdown.wrap import wrapped

    return wrapped(text, sheet.options.wrap, sheet.flavor)


def inlines(content: tuple[Inline, ...], sheet: Sheet, *, flat: bool = False) -> str:
    """Return the inlines of a paragraph, heading or cell; `flat` keeps them on one line."""
    if len(content) == 1 and isinstance(content[0], nodes.Str):
        text = content[0].text
        if is_harmless(text, sheet.flavor):
            return _kept_blanks(text) if sheet.exact and "  " in text else text
        # in a heading pandoc looks for a closing mark beyond its text, in the attributes
        marks = needs(text, sheet.flavor, () if flat else None, in_list=sheet.lists > 0)
        text = escape(text, sheet.flavor, marks, smart=sheet.smart, headings=sheet.headings, alone=not flat)
        return _kept_blanks(text) if sheet.exact else text
    within = tuple(descend(content))
    made = {mark for node in within for mark in _MADE_OF.get(type(node), "")}
    text = _SEAM.join(node.text for node in within if isinstance(node, nodes.Str))
    ink = Ink(needs(text, sheet.flavor, made) | unclosed(text), flat=flat)
    return _render(content, sheet, ink)


def _render(content: Iterable[Inline], sheet: Sheet, ink: Ink) -> str:
    pieces = [_piece(node, sheet, ink) for node in _flattened(content, sheet, ink)]
    if pieces and pieces[-1] == HARD_BREAK:
        pieces[-1] = _line_end(sheet)
    for at in range(1, len(pieces)):
        if pieces[at] not in (HARD_BREAK, "\n"):
            continue
        before = pieces[at - 1]
        if isinstance(before, str) and before[-1:] in (" ", "\t"):
            pieces[at - 1] = f"{before[:-1]}&#{ord(before[-1])};"  # pandoc drops blanks before a line end
        elif pieces[at] == HARD_BREAK and _ENDS_IN_ADDRESS.search(str(before)[-500:]):
            pieces[at] = "  \n"  # a backslash would become a part of the address where bare ones are linked
    return joined(pieces, sheet, ink.inside)


def _flattened(content: Iterable[Inline], sheet: Sheet, ink: Ink) -> Iterator[Inline]:
    """Yield the inlines with spans that leave no trace opened, and text that touches put together."""
    run: list[str] = []
    soft = False
    for node in _opened(content, sheet):
        text = node.text if isinstance(node, nodes.Str) else " " if isinstance(node, nodes.Space) else None
        if text is not None:
            if soft and text:
                run.append(_between(run, text))
            soft = soft and not text
            run.append(text)
        elif isinstance(node, nodes.SoftBreak) and (ink.flat or not sheet.keep_soft_breaks):
            soft = True
        else:
            if soft:
                run.append(" ")
            if run:
                yield nodes.Str("".join(run))
                run, soft = [], False
            yield node
    if run:
        yield nodes.Str("".join(run))


def _between(run: list[str], text: str) -> str:
    """Return what a soft break before `text` becomes: a blank, but nothing between hanzi."""
    last = run[-1][-1:] if run else ""
    return "" if last and _is_wide(last) and _is_wide(text[0]) else " "


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _opened(content: Iterable[Inline], sheet: Sheet) -> Iterator[Inline]:
    for node in content:
        match node:
            case nodes.Span(attr, inner) if sheet.flavor != "pandoc":
                role = role_of(node)
                if role is not None:
                    sheet.lose("MD102", f"the role {role.value} of text left out", node)
                else:
                    named = "attributes of a span left out" if attr != nodes.NO_ATTR else "a span left out"
                    sheet.lose("MD102", named, node)
                if role is nodes.Role.RUN_IN and sheet.options.run_in != "plain":
                    yield nodes.Strong(inner) if sheet.options.run_in == "strong" else nodes.Emph(inner)
                    continue
                yield from _opened(inner, sheet)
            case nodes.Quoted(kind, inner) if not sheet.smart:
                sheet.lose("MD107", "quotation written with its marks", node)
                single = kind is nodes.QuoteType.SINGLE
                yield nodes.Str("‘" if single else "“")
                yield from _opened(inner, sheet)
                yield nodes.Str("’" if single else "”")
            case nodes.Cite(_, inner) if sheet.flavor != "pandoc":
                sheet.lose("MD107", "citation written as text", node)
                yield from _opened(inner, sheet)
            case _:
                yield node


def _piece(node: Inline, sheet: Sheet, ink: Ink) -> str | Emphasis:  # noqa: C901 - a branch for each node kind
    match node:
        case nodes.Str(text):
            made = escape(
                text, sheet.flavor, ink.paired, in_link=ink.in_link, smart=sheet.smart, headings=sheet.headings
            )
            made = _kept_blanks(made) if sheet.exact else made
            open_end = sheet.flavor == "pandoc" and made.endswith("]") and not ink.in_link
            return made[:-1] + "\\]" if open_end else made  # a span after it would be a reference
        case nodes.Emph(content) | nodes.Strong(content) | nodes.Strikeout(content):
            return _emphasis(node, content, sheet, ink)
        case nodes.Underline(content) | nodes.Superscript(content) | nodes.Subscript(content):
            return _tagged(node, content, sheet, ink)
        case nodes.SmallCaps(content):
            return _bracketed(nodes.Attr("", ("smallcaps",)), content, sheet, ink, node)
        case nodes.Span(attr, content):
            return _bracketed(attr, content, sheet, ink, node)
        case nodes.Quoted(kind, content):
            if sheet.exact:
                return Emphasis(kind.value, _render(content, sheet, replace(ink, in_link=True)))
            return Emphasis(kind.value, _render(content, sheet, ink))
        case nodes.Cite(_, content):
            return _render(content, sheet, ink)
        case nodes.Code(attr, text):
            if sheet.flavor == "pandoc":
                return code(text) + (braces(attr) if attr != nodes.NO_ATTR else "")
            from convert.writers.markdown import losses

            losses.code(node, sheet)
            return code(text)
        case nodes.Space():
            return " "
        case nodes.SoftBreak():
            return " " if ink.flat else "\n"
        case nodes.LineBreak():
            return _line_end(sheet, node) if ink.flat else HARD_BREAK
        case nodes.Math():
            return _math(node, sheet, ink)
        case nodes.RawInline():
            return _raw(node, sheet)
        case nodes.Link():
            return _link(node, sheet, ink)
        case nodes.Image():
            return _image(node, sheet, ink)
        case nodes.Note():
            return _note(node, sheet)
        case nodes.Ruby(content, reading):
            return _ruby(node, content, reading, sheet, ink)
        case _:
            raise unreachable(node)


def _line_end(sheet: Sheet, node: Inline | None = None) -> str:
    """Return a forced line end where a backslash would be none."""
    if sheet.flavor != "pandoc":
        sheet.lose("MD101", "forced line end written as HTML", node)
    return "<br>"


def _emphasis(node: Inline, content: tuple[Inline, ...], sheet: Sheet, ink: Ink) -> Emphasis:
    kind = type(node).__name__
    inner = _render(content, sheet, replace(ink, inside=ink.inside | {kind}))
    return Emphasis(kind, inner, node)


def _tagged(node: Inline, content: tuple[Inline, ...], sheet: Sheet, ink: Ink) -> str:
    kind = type(node).__name__
    inner = _render(content, sheet, ink)
    if sheet.flavor != "pandoc":
        sheet.lose("MD101", f"{kind} written as HTML", node)
        return f"<{HTML_TAGS[kind]}>{inner}</{HTML_TAGS[kind]}>"
    match kind:
        case "Underline":
            return f"[{_in_brackets(content, sheet, ink)}]{{.underline}}"
        case "Superscript":
            return f"^{_unbroken(inner)}^" if inner[:1] != "[" else f"^\\{_unbroken(inner)}^"  # "^[" begins a note
        case _:
            return f"~{_unbroken(inner)}~"


def _unbroken(inner: str) -> str:
    """Return raised or lowered content with its blanks as references: pandoc ends it at a blank."""
    return inner.replace(" ", "&#32;").replace("\n", "&#10;")


def _bracketed(attr: nodes.Attr, content: tuple[Inline, ...], sheet: Sheet, ink: Ink, node: Inline) -> str:
    if sheet.flavor != "pandoc":
        sheet.lose("MD101", f"{type(node).__name__} written as HTML", node)
        return f'<span class="{attr.classes[0]}">{_render(content, sheet, ink)}</span>'
    return f"[{_in_brackets(content, sheet, ink)}]{braces(attr)}"


def _in_brackets(content: tuple[Inline, ...], sheet: Sheet, ink: Ink) -> str:
    """Return what stands in brackets, blanks at its ends as references: pandoc strips them."""
    inner = _render(content, sheet, replace(ink, in_link=True))
    return inner_blanks(inner) if inner else inner


def code(text: str) -> str:
    """Return a code span with a fence longer than any run of backticks within."""
    if not text.strip(" \n"):
        return f"<code>{html_text(text)}</code>"
    text = text.replace("\n", " ")
    fence = "`" * _free_length(text)
    pad = " " if text[0] == "`" or text[-1] == "`" or (text[0] == " " and text[-1] == " ") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _free_length(text: str) -> int:
    used = {len(run) for run in _TICKS.findall(text)}
    return next(length for length in range(1, len(used) + 2) if length not in used)


def _math(node: nodes.Math, sheet: Sheet, ink: Ink) -> str:
    mark = "$$" if node.kind is nodes.MathType.DISPLAY else "$"
    if sheet.flavor == "commonmark":
        sheet.lose("MD107", "formula written as text", node)
        return escape(mark + node.text + mark, sheet.flavor, frozenset("*_`~"), in_link=ink.in_link)
    if sheet.flavor == "gfm":
        from convert.writers.markdown import losses

        losses.formula(node, sheet)
    return mark + node.text + mark


def _raw(node: nodes.RawInline, sheet: Sheet) -> str:
    if sheet.flavor == "pandoc" and node.format not in _OWN["pandoc"]:
        alone = node.format == "html" and _LONE_TAG.fullmatch(node.text)
        return node.text if alone else code(node.text) + "{=" + node.format + "}"
    if node.format in _RAW or node.format in _OWN[sheet.flavor]:
        if sheet.flavor != "pandoc":
            from convert.writers.markdown import losses

            losses.raw_inline(node, sheet)
        return node.text
    if sheet.flavor == "pandoc":
        return code(node.text) + "{=" + node.format + "}"
    sheet.lose("MD106", f"raw {node.format} left out", node)
    return ""


def _link(node: nodes.Link, sheet: Sheet, ink: Ink) -> str:
    if ink.in_link and sheet.flavor != "pandoc":
        sheet.lose("MD108", "link within a link written as its text", node)
        return _render(node.content, sheet, ink)
    url, title = node.target
    text = plain_text(node.content)
    if sheet.exact and node.attr.classes in (("uri",), ("email",)) and _URI.fullmatch(url) and not title:
        if node.attr == nodes.Attr("", ("uri" if text == url else "email",)):
            return f"<{text}>"
    elif sheet.exact:
        pass
    elif text in (url, url.removeprefix("mailto:")) and not title and node.attr in _AUTOMATIC and _URI.fullmatch(url):
        return f"<{text}>"
    inner = _in_brackets(node.content, sheet, ink)
    return f"[{inner}]({_target(url, title)}){_attributes(node.attr, node, sheet)}"


def _image(node: nodes.Image, sheet: Sheet, ink: Ink) -> str:
    inner = _in_brackets(node.content, sheet, ink)
    return f"![{inner}]({_target(*node.target)}){_attributes(node.attr, node, sheet)}"


def _attributes(attr: nodes.Attr, node: Inline, sheet: Sheet) -> str:
    if attr == nodes.NO_ATTR:
        return ""
    if sheet.flavor == "pandoc":
        return braces(attr)
    sheet.lose("MD102", f"attributes of a {type(node).__name__.lower()} left out", node)
    return ""


def _target(url: str, title: str) -> str:
    if not _PLAIN_ADDRESS.fullmatch(url):
        kept = url.replace("\\", "\\\\").replace("<", "\\<").replace(">", "\\>").replace("&", "&amp;")
        url = "<" + kept.replace("\n", "%0A").replace("\r", "%0D") + ">"
    if not title:
        return url if url != "<>" else ""
    kept = title.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("\n", "&#10;")
    return f'{url} "{kept}"'


def _kept_blanks(text: str) -> str:
    """Return markup with the second and further blanks of a run as references: pandoc would take them for one."""
    return _RUN_OF_BLANKS.sub(lambda found: " " + "&#32;" * (len(found[0]) - 1), text)


def _note(node: nodes.Note, sheet: Sheet) -> str:
    linked = sheet.flavor != "commonmark"
    number = sheet.number(node, linked=linked)
    return f"[^{number}]" if linked else f"<sup>[{number}]</sup>"


def _ruby(node: Inline, content: tuple[Inline, ...], reading: str, sheet: Sheet, ink: Ink) -> str:
    if sheet.flavor == "pandoc":
        return _bracketed(nodes.Attr("", ("wenzhuan-ruby",), (("reading", reading),)), content, sheet, ink, node)
    sheet.lose("MD101", "ruby written as HTML", node)
    return f"<ruby>{_render(content, sheet, ink)}<rp>(</rp><rt>{html_text(reading)}</rt><rp>)</rp></ruby>"
