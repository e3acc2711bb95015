"""Random trees that a dialect of Markdown can hold: what reading them back must give again."""

from __future__ import annotations

from hypothesis import strategies as st

from convert import nodes as n

WORDS = [
    "学习", "重点", "“不忘初心”", "一是抓落实。", "（一）", "《办法》", "Python", "a", "x1", "3~5年", "snake_case", "*", "`", "#", "1.",
    "-", "[1]", "[注](u)", "a@b.cn", "C:\\路径", "！", "!", ":", "(x)", "_y_", "$5", "|", "<b>", "&amp;", "{.c}", "]", "é", "𠮷",
]  # fmt: skip
PLAIN_KINDS = ("Emph", "Strong", "Strikeout", "Underline", "Superscript", "Subscript", "Code", "Link", "Image", "Ruby")
KINDS = {
    "commonmark": (*PLAIN_KINDS, "LineBreak"),
    "gfm": (*PLAIN_KINDS, "LineBreak", "Note", "Math"),
    "pandoc": (*PLAIN_KINDS, "LineBreak", "Note", "Math", "SmallCaps", "Span", "SoftBreak"),
}
BREAKS = frozenset({"LineBreak", "SoftBreak"})
IN_LINK = frozenset({"Link", "Note", "Image", *BREAKS})


@st.composite
def texts(draw: st.DrawFn, most: int = 3) -> str:
    """Words, some with a blank between, none at the ends."""
    words = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", "", " "])), min_size=1, max_size=most))
    return "".join(word + gap for word, gap in words).strip()


@st.composite
def lines(draw: st.DrawFn, flavor: str, depth: int = 2, banned: frozenset[str] = frozenset()) -> tuple[n.Inline, ...]:
    """The inlines of a paragraph: no kind within or beside itself, no break at an end."""
    out: list[n.Inline] = []
    for _ in range(draw(st.integers(1, 4))):
        last = type(out[-1]).__name__ if out else "LineBreak"
        kinds = [kind for kind in KINDS[flavor] if kind not in banned and kind != last]
        if last in BREAKS:
            kinds = [kind for kind in kinds if kind not in BREAKS]
        kind = draw(st.sampled_from(["Str", "Str", *kinds])) if depth else "Str"
        made = draw(one(kind, flavor, depth, banned))
        if isinstance(made, n.Str) and last == "Str":
            made = n.Str(out.pop().text + made.text)  # type: ignore[union-attr]
        out.append(made)
    while out and isinstance(out[-1], n.LineBreak | n.SoftBreak):
        out.pop()
    return tuple(out) or (n.Str("乙"),)


@st.composite
def one(draw: st.DrawFn, kind: str, flavor: str, depth: int, banned: frozenset[str]) -> n.Inline:
    """An inline of the kind named."""
    match kind:
        case "Str":
            return n.Str(draw(texts()))
        case "Superscript" | "Subscript":
            return getattr(n, kind)((n.Str(draw(st.sampled_from(["a", "2", "x y", "[1]"]))),))
        case "Code":
            return n.Code(n.NO_ATTR, draw(st.sampled_from(["x", "a`b", "``", "`", "a b", "*x*", "<b>"])))
        case "Link":
            content = draw(lines(flavor, depth - 1, banned | IN_LINK))
            url = draw(st.sampled_from(["http://a.cn/x_y", "#s1", "图/1.md", "a(b)c"]))
            return n.Link(n.NO_ATTR, content, n.Target(url, draw(st.sampled_from(["", "题", 'a"b']))))
        case "Image":
            return n.Image(n.NO_ATTR, (n.Str(draw(texts(1))),), n.Target("图/1.png", ""))
        case "Ruby":
            return n.Ruby((n.Str("汉"),), "hàn")
        case "Note":
            return n.Note(
                (
                    n.Para(
                        (
                            n.Str("注"),
                            n.Emph((n.Str("注"),)),
                            *draw(lines(flavor, depth - 1, banned | {"Note", "Emph"})),
                        )
                    ),
                )
            )
        case "Math":
            return n.Math(
                draw(st.sampled_from(list(n.MathType))), draw(st.sampled_from(["x^2", "a_b", "\\frac{1}{2}"]))
            )
        case "Span":
            attr = n.Attr("", ("run-in",), (("level", "2"),))
            return n.Span(attr, draw(lines(flavor, depth - 1, banned | IN_LINK)))
        case "LineBreak" | "SoftBreak":
            return getattr(n, kind)()
        case _:
            return getattr(n, kind)(draw(lines(flavor, depth - 1, banned | {kind})))


@st.composite
def paragraphs(draw: st.DrawFn, flavor: str) -> n.Para:
    """A paragraph that is more than a picture."""
    return n.Para((n.Str("起"), n.LineBreak(), *draw(lines(flavor))) if draw(st.booleans()) else draw(worded(flavor)))


@st.composite
def worded(draw: st.DrawFn, flavor: str) -> tuple[n.Inline, ...]:
    """Inlines that begin with text."""
    content = draw(lines(flavor))
    if isinstance(content[0], n.Str):
        return content
    return (n.Str("起"), *content)


@st.composite
def tables(draw: st.DrawFn, flavor: str) -> n.Table:
    """A table with one head row and cells of one line."""
    width = draw(st.integers(1 if flavor == "gfm" else 2, 3))
    banned = frozenset({"Note", "Math", *BREAKS})

    def row(*, full: bool) -> n.Row:
        cells = []
        for _ in range(width):
            content = (n.Plain(draw(lines(flavor, 1, banned))),) if full or draw(st.integers(0, 4)) else ()
            cells.append(n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, content))
        return n.Row(n.NO_ATTR, tuple(cells))

    columns = tuple(n.ColSpec(draw(st.sampled_from(list(n.Alignment)))) for _ in range(width))
    rows = tuple(row(full=True) for _ in range(draw(st.integers(1, 2))))
    head = n.TableHead(n.NO_ATTR, (row(full=True),))
    return n.Table(n.NO_ATTR, n.Caption(), columns, head, (n.TableBody(n.NO_ATTR, 0, (), rows),), n.TableFoot())


@st.composite
def lists(draw: st.DrawFn, flavor: str, depth: int = 2) -> n.Block:
    """A list, tight or loose throughout."""
    count = draw(st.integers(1, 3))
    loose = count > 1 and draw(st.booleans())
    items = []
    for _ in range(count):
        item: list[n.Block] = [(n.Para if loose else n.Plain)(draw(worded(flavor)))]
        if depth and draw(st.booleans()):
            item.append(draw(lists(flavor, depth - 1)))
        elif loose and draw(st.booleans()):
            item.append(n.CodeBlock(n.NO_ATTR, "x\n\n  y"))
        items.append(tuple(item))
    if draw(st.booleans()):
        return n.BulletList(tuple(items))
    styles, delims = [n.ListNumberStyle.DECIMAL], [n.ListNumberDelim.PERIOD, n.ListNumberDelim.ONE_PAREN]
    if flavor == "pandoc":
        styles += [n.ListNumberStyle.LOWER_ALPHA, n.ListNumberStyle.LOWER_ROMAN]
        delims += [n.ListNumberDelim.TWO_PARENS]
    numbering = n.ListAttributes(1, draw(st.sampled_from(styles)), draw(st.sampled_from(delims)))
    return n.OrderedList(numbering, tuple(items))


@st.composite
def a_block(draw: st.DrawFn, flavor: str, depth: int) -> n.Block:
    """A block that `flavor` can hold."""
    kinds = ["para", "para", "heading", "code", "rule", "list"]
    kinds += ["table"] if flavor != "commonmark" else []
    kinds += ["quote"] if depth else []
    if flavor == "pandoc":
        kinds += ["verse", "definitions", "page break", "div"] if depth else ["verse", "page break"]
    breakless = frozenset({"Note", *BREAKS})
    match draw(st.sampled_from(kinds)):
        case "heading":
            return n.Header(draw(st.integers(1, 6)), n.NO_ATTR, draw(lines(flavor, 1, breakless)))
        case "code":
            attr = draw(st.sampled_from([n.NO_ATTR, n.Attr("", ("python",))]))
            return n.CodeBlock(attr, draw(st.sampled_from(["x = 1", "a\n\n```\nb", "  i\n", "　缩进"])))
        case "rule":
            return n.HorizontalRule()
        case "list":
            return draw(lists(flavor))
        case "table":
            return draw(tables(flavor))
        case "quote":
            return n.BlockQuote(draw(sound_blocks(flavor, depth - 1)))
        case "verse":
            return n.LineBlock(tuple(draw(lines(flavor, 1, BREAKS)) for _ in range(2)))
        case "definitions":
            terms = [(draw(lines(flavor, 1, BREAKS)), ((n.Plain(draw(worded(flavor))),),)) for _ in range(2)]
            return n.DefinitionList(tuple(terms))
        case "page break":
            return n.PageBreak()
        case "div":
            role = draw(st.sampled_from(["recipients", "title"]))
            return n.Div(n.Attr("", (role,)), draw(sound_blocks(flavor, depth - 1)))
        case _:
            return draw(paragraphs(flavor))


@st.composite
def sound_blocks(draw: st.DrawFn, flavor: str, depth: int = 2) -> tuple[n.Block, ...]:
    """Blocks none of which runs together with its like."""
    out: list[n.Block] = []
    alone = (n.BlockQuote, n.LineBlock, n.DefinitionList, n.OrderedList)
    for _ in range(draw(st.integers(1, 3))):
        block = draw(a_block(flavor, depth))
        if out and isinstance(block, alone) and isinstance(out[-1], alone):
            block = n.Para((n.Str("隔"),))
        out.append(block)
    return tuple(out)


def sound_documents(flavor: str) -> st.SearchStrategy[n.Document]:
    """Documents that `flavor` can hold."""
    return sound_blocks(flavor).map(lambda blocks: n.Document(blocks=blocks))
