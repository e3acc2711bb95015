"""What a document says and how, as lines that compare: one for each paragraph, with its place and its marked text.

The lines of a tree and those of the structure of a PDF are told apart by nothing but what a PDF does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from convert import nodes as n
from convert.walk import plain_text, role_of
from tests.judges import structure

_MARKS = {
    n.Emph: "i", n.Strong: "b", n.Strikeout: "s", n.Superscript: "sup", n.Subscript: "sub", n.Underline: "u",
    n.SmallCaps: "caps",
}  # fmt: skip
_ALIGN = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center", "AlignDefault": ""}

Run = tuple[str, frozenset[str]]


def facts(document: n.Document) -> list[str]:
    """Return the lines of a document, its title first."""
    title = dict(document.meta.entries).get("title")
    lines = []
    if title is not None and not any(role_of(block) is n.Role.TITLE for block in document.blocks):
        lines.append(f"title| {text(title.content) if isinstance(title, n.MetaInlines) else plain_text(())}")
    return [*lines, *_blocks(document.blocks, ())]


def _blocks(blocks: Iterable[n.Block], place: tuple[str, ...]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, place)


def _line(place: tuple[str, ...], said: str) -> str:
    return f"{' '.join(place)}| {said}"


def _block(block: n.Block, place: tuple[str, ...]) -> Iterator[str]:  # noqa: C901 - one short case a node
    match block:
        case n.Plain(content) | n.Para(content):
            notes: list[n.Note] = []
            said = text(content, notes)
            if said.strip() or notes:
                yield _line(place, said)
            for note in notes:
                yield from _blocks(note.content, (*place, "note"))
        case n.Header(level, _, content):
            notes = []
            yield _line((*place, f"h{level}"), text(content, notes))
            for note in notes:
                yield from _blocks(note.content, (*place, "note"))
        case n.Div(_, content):
            role = role_of(block)
            yield from _blocks(content, (*place, "title") if role is n.Role.TITLE else place)
        case n.BlockQuote(content):
            yield from _blocks(content, (*place, "quote"))
        case n.CodeBlock(attr, code):
            yield _line((*place, "pre", *attr.classes[:1]), code.replace("\n", "⏎"))
        case n.LineBlock(lines):
            yield _line((*place, "lines"), "⏎".join(text(line) for line in lines))
        case n.BulletList(items):
            for number, item in enumerate(items, 1):
                yield from _item(item, (*place, f"•{number}"))
        case n.OrderedList((start, style, delim), items):
            look = f"{style.value.removesuffix('Style')},{delim.value.removesuffix('Delim')}"
            for number, item in enumerate(items, start):
                yield from _item(item, (*place, f"{number}[{look}]"))
        case n.DefinitionList(items):
            for term, definitions in items:
                yield _line((*place, "term"), text(term))
                for definition in definitions:
                    yield from _blocks(definition, (*place, "def"))
        case n.Table():
            yield from _table(block, place)
        case n.Figure(_, caption, content):
            yield from _blocks(content, (*place, "figure"))
            yield from _blocks(caption.content, (*place, "caption"))
        case n.HorizontalRule():
            yield _line((*place, "hr"), "")
        case n.PageBreak():
            yield _line((*place, "page"), "")
        case n.RawBlock(form, raw):
            yield _line((*place, f"raw:{form}"), raw)


def _item(item: Iterable[n.Block], place: tuple[str, ...]) -> Iterator[str]:
    lines = list(_blocks(item, place))
    yield from lines or [_line(place, "")]


def _table(table: n.Table, place: tuple[str, ...]) -> Iterator[str]:
    yield from _blocks(table.caption.content, (*place, "caption"))
    rows = [("head", row) for row in table.head.rows]
    for body in table.bodies:
        rows += [("row", row) for row in (*body.head, *body.rows)]
    rows += [("row", row) for row in table.foot.rows]
    taken: set[tuple[int, int]] = set()
    for down, (kind, row) in enumerate(rows):
        across = 0
        for cell in row.cells:
            while (down, across) in taken:
                across += 1
            for y in range(cell.row_span):
                for x in range(cell.col_span):
                    taken.add((down + y, across + x))
            align = cell.alignment if cell.alignment is not n.Alignment.DEFAULT else table.columns[across].alignment
            span = f" {cell.row_span}x{cell.col_span}" if (cell.row_span, cell.col_span) != (1, 1) else ""
            where = f"{kind} r{down + 1}c{across + 1}{span} {_ALIGN[align.value]}".rstrip()
            lines = list(_blocks(cell.content, (*place, where)))
            yield from lines or [_line((*place, where), "")]
            across += cell.col_span


def text(content: Iterable[n.Inline], notes: list[n.Note] | None = None) -> str:
    """Return inlines as text with tags, each run of one formatting in one pair, tags in one order."""
    out: list[str] = []
    held: tuple[str, ...] = ()
    for piece, marks in _runs(content, frozenset(), notes if notes is not None else []):
        if not piece:
            continue
        now = tuple(sorted(marks)) if piece.strip() else held  # marks show nothing on blanks
        if now != held:
            out += [f"</{mark}>" for mark in reversed(held)] + [f"<{mark}>" for mark in now]
            held = now
        out.append(piece)
    out += [f"</{mark}>" for mark in reversed(held)]
    return "".join(out).strip()


def _runs(content: Iterable[n.Inline], marks: frozenset[str], notes: list[n.Note]) -> Iterator[Run]:
    for node in content:
        match node:
            case n.Str(said):
                yield said, marks
            case n.Space() | n.SoftBreak():
                yield " ", marks
            case n.LineBreak():
                yield "⏎", marks
            case n.Code(_, said):
                yield said, marks | {"code"}
            case n.Math(kind, said):
                yield said, marks | {"math"}
            case n.Link(_, inner, target):
                yield from _runs(inner, marks | {f"a {target.url}"}, notes)
            case n.Image(_, inner, target):
                yield f"[picture {plain_text(inner)}]", marks
            case n.Note():
                notes.append(node)
                yield "※", marks
            case n.Quoted(kind, inner):
                single = kind is n.QuoteType.SINGLE
                yield "‘" if single else "“", marks
                yield from _runs(inner, marks, notes)
                yield "’" if single else "”", marks
            case n.Ruby(inner, reading):
                yield from _runs(inner, marks, notes)
                yield f"({reading})", marks
            case n.Span(_, inner) | n.Cite(_, inner):
                yield from _runs(inner, marks, notes)
            case n.RawInline(form, raw):
                yield f"[raw {form} {raw}]", marks
            case _:
                yield from _runs(node.content, marks | {_MARKS[type(node)]}, notes)


# --- the structure of a PDF --------------------------------------------------------------------------------


def of_pdf(root: structure.Node) -> list[str]:
    """Return the lines of a PDF's structure tree, without blanks and marks, labels as they are printed."""
    return list(_pdf(root, ()))


def _pdf(node: structure.Node, place: tuple[str, ...]) -> Iterator[str]:
    for child in node.children:
        yield from _pdf_one(child, place)


def _pdf_one(node: structure.Node, place: tuple[str, ...]) -> Iterator[str]:  # noqa: C901 - one short case a kind
    kind = node.kind
    if kind in ("P", "Code") or (len(kind) == 2 and kind[0] == "H"):
        said = _own_text(node)
        if said:
            yield _line((*place, kind) if kind[0] == "H" else place, said)
        for note in (one for one in node.walk() if one.kind == "Note"):
            yield from _pdf_one(note, place)
    elif kind == "L" and node.attributes.get("ListNumbering") == "None":
        for item in node.children:
            for child in item.children:
                yield from (_line(place, _own_text(child)),) if child.kind == "Lbl" else _pdf(child, place)
    elif kind == "Note":
        for child in node.children:
            if child.kind != "Lbl":
                yield from _pdf_one(child, (*place, "note"))
    elif kind == "LI":
        label = "".join(_own_text(child) for child in node.children if child.kind == "Lbl")
        for child in node.children:
            if child.kind == "LBody":
                yield from _pdf(child, (*place, label))
    elif kind == "Table":
        yield from _pdf_table(node, place)
    elif kind == "BlockQuote":
        yield from _pdf(node, (*place, "quote"))
    elif kind == "Caption":
        yield from _pdf(node, (*place, "caption"))
    elif kind != "Reference":
        yield from _pdf(node, place)


def _own_text(node: structure.Node) -> str:
    """Return the text of an element without blanks and without the marks of notes."""
    parts = (
        part if isinstance(part, str) else "" if part.kind in ("Reference", "Note") else _own_text(part)
        for part in node.parts
    )
    return "".join("".join(parts).split())


def _pdf_table(node: structure.Node, place: tuple[str, ...]) -> Iterator[str]:
    taken: set[tuple[int, int]] = set()
    down = 0
    for child in node.walk():
        if child.kind == "Caption":
            yield from _pdf(child, (*place, "caption"))
        if child.kind != "TR":
            continue
        across = 0
        for cell in child.children:
            while (down, across) in taken:
                across += 1
            tall, wide = int(cell.attributes.get("RowSpan", "1")), int(cell.attributes.get("ColSpan", "1"))
            taken |= {(down + y, across + x) for y in range(tall) for x in range(wide)}
            span = f" {tall}x{wide}" if (tall, wide) != (1, 1) else ""
            where = f"{'head' if cell.kind == 'TH' else 'row'} r{down + 1}c{across + 1}{span}"
            yield from _pdf(cell, (*place, where))
            across += wide
        down += 1


def as_in_pdf(document: n.Document) -> list[str]:
    """Return the lines of a tree as far as the structure of a PDF says them."""
    return [made for line in facts(document) if (made := _as_in_pdf(line)) is not None]


_TAG = re.compile(r"</?(?:a [^>]*|i|b|s|sup|sub|u|caps|code|math)>|[※⏎]|\s")
_NUMERALS = {
    "Decimal": str,
    "LowerAlpha": lambda n: chr(96 + n),
    "LowerRoman": lambda n: ("", "i", "ii", "iii", "iv", "v")[n],
}
_DELIMS = {"Period": "{}.", "OneParen": "{})", "TwoParens": "({})", "Default": "{}."}


def _as_in_pdf(line: str) -> str | None:
    where, _, said = line.partition("| ")
    places = []
    for part in re.findall(r"(?:head|row) r\d+c\d+(?: \d+x\d+)?(?: (?:left|right|center))?|\S+", where):
        if found := re.fullmatch(r"(\d+)\[(\w+),(\w+)\]", part):
            look = _NUMERALS["Decimal" if found[2] == "Default" else found[2]](int(found[1]))
            places.append(_DELIMS[found[3]].format(look))
        elif part[:1] == "•":
            places.append("•◦▪"[min(sum(one in "•◦▪" for one in places), 2)])
        elif found := re.fullmatch(r"h(\d)", part):
            places.append(f"H{int(found[1]) + 1}")
        elif part == "title":
            places.append("H1")
        elif part.startswith(("head ", "row ")):
            places.append(re.sub(r" (left|right|center)$", "", part))
        elif part in ("quote", "note", "caption"):
            places.append(part)
        elif part == "hr":
            return None
    plain = _TAG.sub("", said)
    return _line(tuple(places), plain) if plain else None
