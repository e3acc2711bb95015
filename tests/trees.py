"""Random trees for hypothesis: every node kind, with texts that mix hanzi, Latin, marks and what looks like markup."""

from __future__ import annotations

from hypothesis import strategies as st

from convert import nodes as n

WORDS = st.sampled_from(
    [
        "学习", "重点工作", "“不忘初心”", "一是抓落实。", "（一）", "《办法》", "Python", "a", "x1", "3~5年", "6~8月", "snake_case",
        "_x_", "*", "**重**", "`", "``", "#", "# 井", "1.", "1. 第一", "2) 二", "- 项", "+", ">", "<b>", "</div>", "<!--", "&amp;",
        "&#20;", "AT&T", "[1]", "[注](u)", "![图](u)", "[x]: y", "[^1]", "$a$", "^上^", "~~删~~", "~", "\\", "\\*", "C:\\路径",
        "http://a.cn/b_c", "a@b.cn", "|", "a | b", "---", "===", "***", "：：", ":smile:", ":::", "{.c}", "@某", "“", "”", "'", '"',
        "...", "--", "！", "!", "　", "é", "𠮷", "👍", "●", "①", "12345678901.", "table: x", "(@)", "(a)", "%", "[ ]",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map("".join)
SPACED = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
LETTERS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
KEYS = st.sampled_from(["lang", "level", "data-x"])
NAMES = st.sampled_from(["alpha", "注记", "c-2"])
URLS = st.sampled_from(["http://a.cn/x_y", "图/1.png", "#s1", "a b", "u(1)", "http://a.cn/?q=1&amp=2", ""])


def attrs() -> st.SearchStrategy[n.Attr]:
    """Identifiers, classes and pairs, mostly none."""
    pairs = st.lists(st.tuples(KEYS, LETTERS), max_size=2, unique_by=lambda pair: pair[0]).map(tuple)
    some = st.builds(n.Attr, st.sampled_from(["", "id1"]), st.lists(NAMES, max_size=2, unique=True).map(tuple), pairs)
    return st.just(n.NO_ATTR) | some


def strs(texts: st.SearchStrategy[str]) -> st.SearchStrategy[n.Inline]:
    """A run of text."""
    return st.builds(n.Str, texts)


def inlines(
    texts: st.SearchStrategy[str] = TEXTS, blocks: st.SearchStrategy[n.Block] | None = None
) -> st.SearchStrategy[n.Inline]:
    """Any inline; notes only when `blocks` for them are given."""
    leaves = (
        strs(texts)
        | st.builds(n.Code, attrs(), texts)
        | st.builds(n.Space)
        | st.builds(n.SoftBreak)
        | st.builds(n.LineBreak)
        | st.builds(n.Math, st.sampled_from(list(n.MathType)), texts)
        | st.builds(n.RawInline, st.sampled_from(["html", "tex"]), texts)
    )

    def grow(inner: st.SearchStrategy[n.Inline]) -> st.SearchStrategy[n.Inline]:
        many = st.lists(inner, max_size=3).map(tuple)
        target = st.builds(n.Target, URLS, st.sampled_from(["", "题"]))
        citation = st.builds(
            n.Citation, NAMES, many, many, st.sampled_from(list(n.CitationMode)), st.integers(0, 9), st.integers(0, 9)
        )
        grown = st.one_of(
            *(
                st.builds(kind, many)
                for kind in (n.Emph, n.Underline, n.Strong, n.Strikeout, n.Superscript, n.Subscript, n.SmallCaps)
            ),
            st.builds(n.Quoted, st.sampled_from(list(n.QuoteType)), many),
            st.builds(n.Cite, st.lists(citation, min_size=1, max_size=2).map(tuple), many),
            st.builds(n.Link, attrs(), many, target),
            st.builds(n.Image, attrs(), many, target),
            st.builds(n.Span, attrs(), many),
            st.builds(n.Ruby, many, texts),
        )
        return grown if blocks is None else grown | st.builds(n.Note, st.lists(blocks, max_size=2).map(tuple))

    return st.recursive(leaves, grow, max_leaves=6)


def tables(blocks: st.SearchStrategy[n.Block]) -> st.SearchStrategy[n.Table]:
    """Any table, spans and several bodies included."""
    alignments = st.sampled_from(list(n.Alignment))
    cell = st.builds(
        n.Cell, attrs(), alignments, st.integers(1, 3), st.integers(1, 3), st.lists(blocks, max_size=2).map(tuple)
    )
    row = st.builds(n.Row, attrs(), st.lists(cell, max_size=3).map(tuple))
    rows = st.lists(row, max_size=2).map(tuple)
    body = st.builds(n.TableBody, attrs(), st.integers(0, 2), rows, rows)
    column = st.builds(n.ColSpec, alignments, st.none() | st.floats(0.125, 1.0))
    caption = st.builds(n.Caption, st.none() | st.just((n.Str("短"),)), st.lists(blocks, max_size=1).map(tuple))
    return st.builds(
        n.Table,
        attrs(),
        caption,
        st.lists(column, min_size=1, max_size=3).map(tuple),
        st.builds(n.TableHead, attrs(), rows),
        st.lists(body, max_size=2).map(tuple),
        st.builds(n.TableFoot, attrs(), rows),
    )


def any_blocks() -> st.SearchStrategy[n.Block]:
    """Any block of any shape, sensible or not."""
    words = TEXTS | LETTERS
    line = st.lists(inlines(words), max_size=4).map(tuple)
    leaves = st.one_of(
        st.builds(n.Plain, line),
        st.builds(n.Para, line),
        st.builds(n.LineBlock, st.lists(line, max_size=3).map(tuple)),
        st.builds(n.CodeBlock, attrs(), words),
        st.builds(n.RawBlock, st.sampled_from(["html", "tex"]), words),
        st.builds(n.Header, st.integers(1, 9), attrs(), line),
        st.just(n.HorizontalRule()),
        st.just(n.PageBreak()),
    )

    def grow(inner: st.SearchStrategy[n.Block]) -> st.SearchStrategy[n.Block]:
        many = st.lists(inner, max_size=3).map(tuple)
        items = st.lists(many, max_size=3).map(tuple)
        numbering = st.builds(
            n.ListAttributes,
            st.integers(0, 12),
            st.sampled_from(list(n.ListNumberStyle)),
            st.sampled_from(list(n.ListNumberDelim)),
        )
        noted = st.lists(inlines(words, inner), min_size=1, max_size=2).map(tuple)
        return st.one_of(
            st.builds(n.BlockQuote, many),
            st.builds(n.BulletList, items),
            st.builds(n.OrderedList, numbering, items),
            st.builds(n.DefinitionList, st.lists(st.tuples(line, items), max_size=2).map(tuple)),
            tables(inner),
            st.builds(n.Figure, attrs(), st.builds(n.Caption, st.none(), many), many),
            st.builds(n.Div, attrs(), many),
            st.builds(n.Para, noted),
        )

    return st.recursive(leaves, grow, max_leaves=8)


def metas() -> st.SearchStrategy[n.MetaMap]:
    """Metadata of every kind of value."""
    leaves = (
        st.builds(n.MetaBool, st.booleans())
        | st.builds(n.MetaString, TEXTS)
        | st.builds(n.MetaInlines, st.lists(strs(TEXTS), max_size=2).map(tuple))
        | st.builds(n.MetaBlocks, st.just((n.Para((n.Str("甲"),)),)))
    )

    def grow(inner: st.SearchStrategy[n.MetaValue]) -> st.SearchStrategy[n.MetaValue]:
        entries = st.dictionaries(NAMES, inner, max_size=2).map(lambda found: tuple(sorted(found.items())))
        return st.builds(n.MetaList, st.lists(inner, max_size=2).map(tuple)) | st.builds(n.MetaMap, entries)

    value = st.recursive(leaves, grow, max_leaves=4)
    return st.dictionaries(NAMES, value, max_size=3).map(lambda found: n.MetaMap(tuple(sorted(found.items()))))


def any_documents() -> st.SearchStrategy[n.Document]:
    """Any document of any shape."""
    return st.builds(n.Document, metas(), st.lists(any_blocks(), max_size=4).map(tuple))


def _every_kind() -> n.Document:
    text = (n.Str("文"),)
    plain = (n.Plain(text),)
    cell = n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, plain)
    rows = (n.Row(n.NO_ATTR, (cell,)),)
    simple = (n.Emph, n.Underline, n.Strong, n.Strikeout, n.Superscript, n.Subscript, n.SmallCaps)
    inlines: list[n.Inline] = [kind(text) for kind in simple]
    inlines += [
        n.Quoted(n.QuoteType.DOUBLE, text),
        n.Cite((n.Citation("a", (), text, n.CitationMode.NORMAL, 1, 0),), text),
        n.Code(n.NO_ATTR, "x"),
        n.Space(),
        n.SoftBreak(),
        n.LineBreak(),
        n.Math(n.MathType.INLINE, "x^2"),
        n.RawInline("html", "<b>"),
        n.Link(n.NO_ATTR, text, n.Target("u", "")),
        n.Image(n.NO_ATTR, text, n.Target("u", "题")),
        n.Note((n.Para(text),)),
        n.Span(n.Attr("", ("run-in",), (("level", "2"),)), text),
        n.Ruby(text, "wén"),
    ]
    table = n.Table(
        n.NO_ATTR,
        n.Caption(None, plain),
        (n.ColSpec(n.Alignment.LEFT, 0.5),),
        n.TableHead(n.NO_ATTR, rows),
        (n.TableBody(n.NO_ATTR, 0, (), rows),),
        n.TableFoot(),
    )
    return n.Document(
        blocks=(
            n.Para(tuple(inlines)),
            n.LineBlock((text, text)),
            n.CodeBlock(n.Attr("", ("python",)), "a = 1\n"),
            n.RawBlock("tex", "\\hrule"),
            n.BlockQuote((n.Para(text),)),
            n.OrderedList(n.ListAttributes(3, n.ListNumberStyle.LOWER_ROMAN, n.ListNumberDelim.TWO_PARENS), (plain,)),
            n.BulletList((plain, plain)),
            n.DefinitionList(((text, (plain,)),)),
            n.Header(1, n.Attr("id", ("chapter",)), text),
            n.HorizontalRule(),
            table,
            n.Figure(n.NO_ATTR, n.Caption(None, plain), plain),
            n.Div(n.Attr("", ("recipients",)), (n.Para(text),)),
            n.PageBreak(),
        )
    )


EVERY_KIND = _every_kind()
"""A document with one node of each kind."""
