"""Plain text out: a line for each paragraph, two ideographic blanks before it, nothing of the words lost."""

from __future__ import annotations

from hypothesis import given, settings

from convert import nodes as n
from convert.contracts import Context
from convert.profile import load
from convert.walk import descend, div
from convert.writers.text import WRITER, TextOptions
from tests.trees import EVERY_KIND, any_documents

PROFILE = load("prose")


def para(text: str) -> n.Para:
    return n.Para((n.Str(text),))


def write(*blocks: n.Block, remarks: list[str] | None = None, **settings: object) -> str:
    def report(diagnostic: object) -> None:
        if remarks is not None:
            remarks.append(f"{diagnostic.code} {diagnostic.message}")  # type: ignore[attr-defined]

    options = TextOptions(**settings)  # type: ignore[arg-type]
    return WRITER.write(n.Document(blocks=blocks), options, Context(PROFILE, report=report)).decode()


LETTER = (
    div(n.Role.TITLE, para("通知")),
    div(n.Role.RECIPIENTS, para("各单位：")),
    n.Header(1, n.NO_ATTR, (n.Str("一、事项"),)),
    para("正文。"),
)


def test_paragraphs_are_indented_and_titles_are_not() -> None:
    assert write(*LETTER) == "通知\n各单位：\n　　一、事项\n　　正文。\n"
    assert write(*LETTER, indent=False) == "通知\n各单位：\n一、事项\n正文。\n"


def test_line_ends_blank_lines_and_mark_on_request() -> None:
    assert write(para("甲"), para("乙"), newline="crlf") == "　　甲\r\n　　乙\r\n"
    assert write(para("甲"), para("乙"), blank_lines=True) == "　　甲\n\n　　乙\n"
    assert write(para("甲"), bom=True) == "\ufeff　　甲\n"
    assert write() == ""


def test_lists_tables_and_notes_keep_their_labels() -> None:
    text = (n.Str("甲"),)
    items = ((n.Plain(text),), (n.Plain(text),))
    assert write(n.BulletList(items)) == "　　• 甲\n　　• 甲\n"
    numbering = n.ListAttributes(3, n.ListNumberStyle.DECIMAL, n.ListNumberDelim.TWO_PARENS)
    assert write(n.OrderedList(numbering, items)) == "　　(3) 甲\n　　(4) 甲\n"
    cell = n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, (n.Plain(text),))
    body = n.TableBody(n.NO_ATTR, 0, (), (n.Row(n.NO_ATTR, (cell, cell)),))
    table = n.Table(
        n.NO_ATTR,
        n.Caption(None, (n.Plain((n.Str("表"),)),)),
        (n.ColSpec(),) * 2,
        n.TableHead(),
        (body,),
        n.TableFoot(),
    )
    assert write(table) == "表\n甲\t甲\n"
    assert write(n.Para((*text, n.Note((para("注"),)), n.Str("。")))) == "　　甲[1]。\n[1] 注\n"
    assert write(n.Para((n.Ruby(text, "jiǎ"),))) == "　　甲（jiǎ）\n"


def test_what_text_cannot_hold_is_reported() -> None:
    remarks: list[str] = []
    image = n.Image(n.NO_ATTR, (n.Str("图"),), n.Target("a.png"))
    assert write(n.Para((image, n.RawInline("tex", "x"))), remarks=remarks) == "　　图\n"
    assert remarks == [
        "TXT101 plain text cannot hold what an image stands for",
        "TXT101 plain text cannot hold what raw markup stands for",
    ]


def test_every_kind_of_node_is_written() -> None:
    made = WRITER.write(EVERY_KIND, TextOptions(), Context(PROFILE)).decode()
    in_citations = 1  # which the citation's text says already
    assert made.count("文") >= sum(node == n.Str("文") for node in descend(EVERY_KIND.blocks)) - in_citations


@given(any_documents().filter(lambda found: not any(isinstance(node, n.Cite) for node in descend(found.blocks))))
@settings(max_examples=40)
def test_no_word_of_any_tree_is_lost(document: n.Document) -> None:
    made = WRITER.write(document, TextOptions(), Context(PROFILE)).decode()
    for node in descend(document.blocks):
        if isinstance(node, n.Str) and node != n.Str("短"):  # the short form of captions is for lists of tables
            assert node.text.rstrip(" ") in made
