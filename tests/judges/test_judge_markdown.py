"""Every example of the CommonMark and GitHub specifications, put in as plain text, is rendered as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

import pytest

import convert
from convert import nodes as n
from convert import pipeline
from convert.diagnostics import Diagnostic
from convert.options import NormaliseOptions
from convert.pipeline import Environment, Request
from convert.walk import plain_text
from tests.judges.tools import BUILD
from tests.markdown_pages import BREAK, READERS, Element, page

pytestmark = pytest.mark.judge

SPECIFICATIONS = {"commonmark": ("CommonMark Spec", "0.31", 650), "gfm": ("GitHub Flavored Markdown Spec", "0.29", 670)}
FENCE = "`" * 32


def source(name: str) -> list[str]:
    """Return the Markdown of every example of a specification, tabs in the place of their arrows."""
    title, version, least = SPECIFICATIONS[name]
    text = (BUILD / "specs" / f"{name}.txt").read_text("utf-8")
    head = text.split("\n...\n")[0]
    assert f"title: {title}" in head
    assert re.search(rf"^version: '?{re.escape(version)}", head, re.MULTILINE)
    found = re.findall(rf"^{FENCE} example[^\n]*\n((?:.*\n)*?)\.\n(?:.*\n)*?{FENCE}$", text, re.MULTILINE)
    assert len(found) > least
    assert len(found) == text.count(f"\n{FENCE} example")
    return [example.replace("→", "\t") for example in found]


@cache
def examples() -> tuple[str, ...]:
    """Return the different examples of both, line ends around them aside."""
    found = (example.strip("\n") for name in SPECIFICATIONS for example in source(name))
    return tuple(dict.fromkeys(example for example in found if example.strip()))


# --- as the text of a node --------------------------------------------------------------------------------


Line = tuple[n.Inline, ...]


def lines(text: str) -> Line:
    """Return text as inlines, its line ends as forced ones."""
    out: list[n.Inline] = []
    for line in text.split("\n"):
        out += [n.Str(line), n.LineBreak()] if line else [n.LineBreak()]
    return tuple(out[:-1])


def cell(content: Line) -> n.Cell:
    return n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, (n.Plain(content),))


def table(found: Iterable[Line]) -> n.Table:
    rows = tuple(n.Row(n.NO_ATTR, (cell(content), cell((n.Str("x"),)))) for content in found)
    head = n.TableHead(n.NO_ATTR, (n.Row(n.NO_ATTR, (cell((n.Str("甲"),)), cell((n.Str("乙"),)))),))
    columns = (n.ColSpec(), n.ColSpec())
    return n.Table(n.NO_ATTR, n.Caption(), columns, head, (n.TableBody(n.NO_ATTR, 0, (), rows),), n.TableFoot())


def after(kind: Callable[[Line], n.Inline], then: str = "") -> Callable[[list[Line]], tuple[n.Block, ...]]:
    """Return what makes paragraphs of a text, an inline of `kind`, and another text."""
    end = (n.Str(then),) if then else ()
    return lambda found: tuple(n.Para((n.Str("见"), kind(content), *end)) for content in found)


def inside(*path: str) -> Callable[[Element], list[Element]]:
    """Return what finds the elements at the end of a path through the elements of a page."""

    def find(element: Element) -> list[Element]:
        found = [element]
        for tag in path:
            found = [inner for outer in found for inner in outer.elements() if inner.tag == tag]
        return found

    return find


def first_cells(element: Element) -> list[Element]:
    return [row.elements()[0] for row in element.all("tr")][1:]


NUMBERED = n.ListAttributes(1, n.ListNumberStyle.DECIMAL, n.ListNumberDelim.PERIOD)
PLACES: dict[str, tuple[Callable[[list[Line]], tuple[n.Block, ...]], Callable[[Element], list[Element]]]] = {
    "paragraph": (lambda found: tuple(map(n.Para, found)), inside("p")),
    "heading": (lambda found: tuple(n.Header(2, n.NO_ATTR, content) for content in found), inside("h2")),
    "tight item": (lambda found: (n.BulletList(tuple((n.Plain(content),) for content in found)),), inside("ul", "li")),
    "loose item": (
        lambda found: (n.OrderedList(NUMBERED, tuple((n.Para(content),) for content in found)),),
        inside("ol", "li", "p"),
    ),
    "quotation": (
        lambda found: tuple(n.BlockQuote((n.Para(content), n.HorizontalRule())) for content in found),
        inside("blockquote", "p"),
    ),
    "link": (after(lambda content: n.Link(n.NO_ATTR, content, n.Target("u"))), inside("p", "a")),
    "strong": (after(n.Strong, "后"), inside("p", "strong")),
    "emphasis": (after(n.Emph), inside("p", "em")),
    "struck out": (after(n.Strikeout, "，"), lambda element: [p.elements()[0] for p in inside("p")(element)]),
    "cell": (lambda found: (table(found),), first_cells),
}
LINK_OF_ITSELF = frozenset({"a", "span"})
"""What a reader may make of text: links of bare addresses, spans around several blanks."""


def folded(text: str) -> str:
    """Return a text with its blanks as a page shows them."""
    return re.sub(rf" ?{BREAK} ?", BREAK, re.sub(r"\s+", " ", text)).strip()


@pytest.mark.parametrize("flavor", READERS)
@pytest.mark.parametrize("place", PLACES)
def test_an_example_is_rendered_as_the_text_of_any_node(place: str, flavor: str) -> None:
    make, find = PLACES[place]
    document = n.Document(blocks=make([lines(example) for example in examples()]))
    text = convert.write(document, "md", flavor=flavor, profile="prose").decode()
    for name, render in READERS[flavor].items():
        shown = find(page(render(text)))
        # in a heading pandoc has no line ends
        flat = name == "pandoc" and flavor == "pandoc" and place in ("heading", "cell")
        wanted = [folded(example.replace("\n", " " if flat else BREAK)) for example in examples()]
        got = [folded(element.text.replace(BREAK, " ")) if flat else folded(element.text) for element in shown]
        assert [pair for pair in zip(got, wanted, strict=True) if pair[0] != pair[1]] == [], name
        assert [element.text for element in shown if element.tags - LINK_OF_ITSELF] == [], name


@pytest.mark.parametrize("flavor", ["gfm", "pandoc"])
def test_an_example_is_rendered_as_the_text_of_a_footnote(flavor: str) -> None:
    blocks = tuple(n.Para((n.Str("见"), n.Note((n.Para(lines(example)),)))) for example in examples())
    text = convert.write(n.Document(blocks=blocks), "md", flavor=flavor, profile="prose").decode()
    for name, render in READERS[flavor].items():
        (section,) = page(render(text)).all("section")
        got = [folded(item.text) for item in section.all("li")]
        assert got == [folded(example.replace("\n", BREAK)) for example in examples()], name


def test_an_example_is_rendered_as_the_text_of_a_note_at_the_end() -> None:
    blocks = tuple(n.Para((n.Str("见"), n.Note((n.Para(lines(example)),)))) for example in examples())
    text = convert.write(n.Document(blocks=blocks), "md", profile="prose").decode()
    wanted = [folded(f"[{number}] {text}".replace("\n", BREAK)) for number, text in enumerate(examples(), 1)]
    for name, render in READERS["commonmark"].items():
        assert [folded(element.text) for element in inside("p")(page(render(text)))[len(wanted) :]] == wanted, name


# --- as a file of plain text ------------------------------------------------------------------------------

MARK = "隔开"


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def prepared(text: str) -> tuple[n.Document, tuple[Diagnostic, ...]]:
    """Return the tree of a text file whose text the rules leave alone, and what was said of it."""
    found = pipeline.prepare(text.encode(), Request(to="md", normalise=NormaliseOptions(False)), Environment())
    return found.document, found.diagnostics


def test_reading_an_example_loses_no_letter() -> None:
    """What is not in the tree is named: fences, and lines that look like the furniture of a web page."""
    for example in examples():
        document, remarks = prepared(example)
        kept = example
        for remark in sorted(remarks, key=lambda remark: remark.span or (0, 0), reverse=True):
            if remark.code == "STR101" and remark.span:
                kept = kept[: remark.span[0]] + kept[remark.span[1] :]
        assert letters(plain_text(document.blocks)) == letters(kept), example


@pytest.mark.parametrize("flavor", READERS)
def test_an_example_as_a_file_is_rendered_as_its_text(flavor: str) -> None:
    trees = [prepared(example)[0] for example in examples()]
    made = [convert.convert(example, "md", normalise=False, flavor=flavor).data.decode() for example in examples()]
    whole = "".join(f"###### {MARK}\n\n{text}\n\n" for text in made)
    wanted = [letters(plain_text(tree.blocks)) for tree in trees]
    for name, render in READERS[flavor].items():
        shown = page(render(whole)).text.split(MARK)[1:]
        got = [letters(text.replace(BREAK, "\n")) for text in shown]
        assert [pair for pair in zip(got, wanted, strict=True) if pair[0] != pair[1]] == [], name
