"""Files that pandoc made come in with text, headings, lists, tables, notes, links and emphasis, and go out again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import convert
from convert import nodes as n
from convert.errors import ReadError
from convert.pandoc.json import to_pandoc
from convert.pandoc.process import output_formats, write_json
from convert.walk import descend, plain_text, role_of

S = n.Str
CELLS = (("品名", "数量"), ("苹果", "3"))
SOURCE = n.Document(
    meta=n.MetaMap((("title", n.MetaInlines((S("关于示范工作的通知"),))),)),
    blocks=(
        n.Header(1, n.NO_ATTR, (S("一、总体要求"),)),
        n.Para(
            (
                S("认真学习"),
                n.Strong((S("重点内容"),)),
                S("，参见"),
                n.Link(n.NO_ATTR, (S("说明"),), n.Target("http://a.cn/x")),
                S("。"),
            )
        ),
        n.Para((S("正文"), n.Note((n.Para((S("脚注一"),)),)), S("，"), n.Emph((S("强调"),)), S("之处。"))),
        n.Header(2, n.NO_ATTR, (S("（一）具体措施"),)),
        n.BulletList(((n.Plain((S("甲项"),)),), (n.Plain((S("乙项"),)),))),
        n.OrderedList(
            n.ListAttributes(1, n.ListNumberStyle.DECIMAL, n.ListNumberDelim.PERIOD),
            ((n.Plain((S("先做"),)),), (n.Plain((S("后做"),)),)),
        ),
        n.Table(
            n.NO_ATTR,
            n.Caption(),
            (n.ColSpec(), n.ColSpec()),
            n.TableHead(
                n.NO_ATTR,
                (
                    n.Row(
                        n.NO_ATTR,
                        tuple(n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, (n.Plain((S(t),)),)) for t in CELLS[0]),
                    ),
                ),
            ),
            (
                n.TableBody(
                    n.NO_ATTR,
                    0,
                    (),
                    (
                        n.Row(
                            n.NO_ATTR,
                            tuple(n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, (n.Plain((S(t),)),)) for t in CELLS[1]),
                        ),
                    ),
                ),
            ),
            n.TableFoot(),
        ),
        n.Header(1, n.NO_ATTR, (S("二、组织领导"),)),
        n.Para((S("各单位要高度重视。"),)),
    ),
)
WORDS = (
    "关于示范工作的通知", "一、总体要求", "认真学习", "重点内容", "，参见", "说明", "脚注一", "强调", "之处。", "（一）具体措施",
    "甲项", "乙项", "先做", "后做", "品名", "数量", "苹果", "二、组织领导", "各单位要高度重视。",
)  # fmt: skip
MADE_BY_PANDOC = (
    "docx",
    "html",
    "odt",
    "epub",
    "markdown",
    "gfm",
    "commonmark",
    "rst",
    "latex",
    "org",
    "typst",
    "docbook",
    "textile",
)


def made(name: str) -> bytes:
    return write_json(to_pandoc(SOURCE), name, extra=["--standalone"]).data


def read(name: str, data: bytes) -> n.Document:
    return convert.read(data, source_format=name)


@pytest.mark.parametrize("name", MADE_BY_PANDOC)
def test_what_pandoc_wrote_is_read_with_its_structure(name: str) -> None:
    document = read(name, made(name))
    text = "".join(plain_text(block, notes=True) for block in document.blocks)
    untitled = {"commonmark", "textile"}  # pandoc writes no title there, and its typst reader drops link texts
    lost_words = {*(["关于示范工作的通知"] if name in untitled else []), *(["说明"] if name == "typst" else [])}
    assert {word for word in WORDS if word not in text} == lost_words
    found = {type(node) for node in descend(document.blocks)}
    wanted = {n.Header, n.Strong, n.Emph, n.Link, n.BulletList, n.OrderedList, n.Table, n.Note}
    # pandoc writes notes as text in CommonMark; its Org and Textile want blanks around emphasis
    lost = {"commonmark": {n.Note}, "org": {n.Strong, n.Emph}, "typst": {n.Link}, "textile": {n.Strong, n.Emph}}
    assert wanted - found == lost.get(name, set())
    headings = [(node.level, plain_text(node)) for node in document.blocks if isinstance(node, n.Header)]
    assert headings == [(1, "一、总体要求"), (2, "（一）具体措施"), (1, "二、组织领导")]
    assert [plain_text(block) for block in document.blocks if role_of(block) is n.Role.TITLE] == (
        [] if name in {*untitled, "typst"} else ["关于示范工作的通知"]
    )


def test_rtf_keeps_its_text() -> None:
    from convert.contracts import Context, Input
    from convert.profile import load
    from convert.readers.pandoc import reader_for

    reader = reader_for("rtf")
    source = Input(data=made("rtf"), name="a.rtf")
    document = reader.read(source, reader.options(), Context(load("gongwen"))).document
    text = "".join(plain_text(block, notes=True) for block in document.blocks)
    assert [word for word in WORDS if word not in text] == ["脚注一"]  # which pandoc's RTF reader drops


@pytest.mark.parametrize("name", ["markdown", "html", "docx"])
@pytest.mark.parametrize("target", ["md", "txt", "docx", "pdf", "json"])
def test_it_goes_out_again(name: str, target: str) -> None:
    result = convert.convert(made(name), to=target, source_format=name)
    if target in ("md", "txt", "json"):
        text = result.data.decode()
        assert [word for word in WORDS if word not in text] == []
    else:
        assert result.data[:2] == {"docx": b"PK", "pdf": b"%P"}[target]


@pytest.mark.parametrize("name", [name for name in output_formats() if name not in ("bibtex", "biblatex", "csljson")])
def test_every_output_format_writes_the_document_with_its_text(name: str) -> None:
    document = n.Document(blocks=(n.Div(n.Attr("", ("title",)), (n.Para((S("题目"),)),)), *SOURCE.blocks))
    data = convert.write(document, to=name)
    assert data == convert.write(document, to=name), "the same input gives the same bytes"
    if data[:2] == b"PK":
        return
    text = data.decode("utf-8")
    escaped = name in ("rtf", "native")
    assert escaped or ("题目" in text and "各单位要高度重视" in text) or name == "opml"


# --- web pages -------------------------------------------------------------------------------------------

PAGE = """<html><head><meta charset="{charset}"><title>检查通知_某网</title><style>p {{}}</style></head><body>
<div id="nav"><span>首页</span></div><h1>检查通知</h1>
<p>　　第一段，<b>“加粗”</b>文字。<br><br>　　第二段<br>续行</p><h2>一、要求</h2>
<div class="layout"><p>见<ruby>汉<rt>hàn</rt></ruby>字<font color=red>红</font>。</p></div>
<table><tr><td><div><p>甲</p></div></td><td>乙</td></tr></table><script>var x = "不要";</script></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
@pytest.mark.parametrize("declared", ["utf-8", "big5", "gb2312", "iso-8859-1"])
def test_a_page_is_decoded_by_its_bytes_not_by_what_it_declares(encoding: str, declared: str) -> None:
    page = PAGE
    if encoding == "big5":
        page = page.translate(str.maketrans("检续红汉页见à", "檢續紅漢頁見a")).replace("第一段，", "第一段說明，")
    document = read("html", page.format(charset=declared).encode(encoding))
    title = next(block for block in document.blocks if role_of(block) is n.Role.TITLE)
    assert plain_text(title) == ("檢查通知" if encoding == "big5" else "检查通知")


def test_a_page_loses_its_layout_and_none_of_its_text() -> None:
    document = read("html", PAGE.format(charset="gbk").encode("gb18030"))
    lines = [plain_text(block) for block in document.blocks]
    assert lines == ["首页", "检查通知", "第一段，“加粗”文字。", "第二段\n续行", "一、要求", "见汉hàn字红。", "甲乙"]
    kinds = {type(node) for node in descend(document.blocks)}
    assert {n.Strong, n.Ruby, n.Table} <= kinds
    assert not kinds & {n.RawInline, n.RawBlock}


def test_rules_run_on_the_text_of_a_page() -> None:
    page = '<p>永恒课题,是<b>"初心"</b>.</p><pre>a,b</pre>'
    result = convert.convert(page, to="md", source_format="html", profile="gongwen")
    assert "永恒课题，是<strong>“初心”</strong>。" in result.data.decode()
    assert "a,b" in result.data.decode()


# --- Markdown --------------------------------------------------------------------------------------------


def test_html_in_markdown_is_read_as_what_it_is() -> None:
    text = "# 题\n\n前<strong>“重”</strong>后<sup>2</sup>\n\n<table>\n<tr><td>甲</td><td>乙</td></tr>\n</table>\n"
    document = read("markdown", text.encode())
    assert n.Strong((S("“重”"),)) in document.blocks[1].content  # type: ignore[union-attr]
    assert isinstance(document.blocks[2], n.Table)


def test_tildes_between_numbers_are_text() -> None:
    document = read("markdown", "约3~5年，6~8月。水是H~2~O。".encode())
    assert plain_text(document.blocks[0]).startswith("约3~5年，6~8月。")
    assert any(isinstance(node, n.Subscript) for node in descend(document.blocks))


def test_our_commonmark_comes_back_through_our_reader(fixtures: Path) -> None:
    first = convert.read(fixtures / "notice.txt")
    text = convert.write(first, to="md")
    again = convert.convert(text, to="md", source_format="markdown", normalise=False).data
    assert again == text


def test_pictures_in_a_package_come_along() -> None:
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    image = n.Image(n.NO_ATTR, (S("图"),), n.Target(f"data:image/png;base64,{pixel}"))
    data = write_json(to_pandoc(n.Document(blocks=(n.Para((S("见"), image)),))), "odt").data
    (found,) = (node for node in descend(read("odt", data).blocks) if isinstance(node, n.Image))
    assert found.target.url.startswith("data:image/png;base64,iVBOR")


def test_a_page_nested_too_deeply_is_an_error() -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        read("html", b"<blockquote>" * 1200 + "深".encode())


def test_json_of_pandoc_goes_in() -> None:
    document = convert.read(json.dumps(to_pandoc(SOURCE)), source_format="json")
    assert document.blocks == SOURCE.blocks
