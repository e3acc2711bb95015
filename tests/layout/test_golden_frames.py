"""Frames of small documents as JSON, beside their goldens (renewed with --accept)."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from convert.layout import layout
from convert.layout.frames import Frames
from convert.nodes import (
    NO_ATTR,
    Alignment,
    Attr,
    Block,
    BulletList,
    Caption,
    Cell,
    CodeBlock,
    ColSpec,
    Document,
    Header,
    Note,
    Para,
    Plain,
    Role,
    Row,
    Ruby,
    Span,
    Str,
    Table,
    TableBody,
    TableFoot,
    TableHead,
)
from convert.profile import Profile
from convert.walk import div, with_meta

GOLDEN = Path(__file__).parent / "golden"
LINE = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。"


def para(*texts: str) -> Para:
    return Para(tuple(map(Str, texts)))


def row(*texts: str) -> Row:
    return Row(NO_ATTR, tuple(Cell(NO_ATTR, Alignment.DEFAULT, 1, 1, (Plain((Str(text),)),)) for text in texts))


def table(rows: int) -> Table:
    body = TableBody(NO_ATTR, 0, (), tuple(row(f"第{number}", LINE) for number in range(rows)))
    head = TableHead(NO_ATTR, (row("一", "二"),))
    caption = Caption(None, (Plain((Str("表1　某市"),)),))
    return Table(NO_ATTR, caption, (ColSpec(), ColSpec()), head, (body,), TableFoot())


NOTICE = with_meta(
    Document(
        blocks=(
            div(Role.TITLE, para("某市府办公室关于天地玄黄宇宙洪荒日月盈昃的通知")),
            div(Role.RECIPIENTS, para("各单位：")),
            Para((Str(LINE * 3),)),
            Header(1, NO_ATTR, (Str("一、总则"),)),
            Para((Span(Attr("", ("run-in",), (("level", "2"),)), (Str("（一）天地。"),)), Str(LINE * 2))),
            div(Role.ATTACHMENT_NOTE, para("附件：1.天地玄黄"), para("2.宇宙洪荒")),
            div(Role.SIGNATURE, para("某市府办公室")),
            div(Role.DATE, para("2026年1月1日")),
            div(
                Role.ATTACHMENT, div(Role.ATTACHMENT_LABEL, para("附件1")), div(Role.ATTACHMENT_TITLE, para("天地玄黄"))
            ),
        )
    ),
    issuer_mark="某市府",
    doc_number="某办〔2026〕3号",
    copies="各单位",
    imprint_organ="某市府办公室",
    imprint_date="2026年1月2日",
)

DOCUMENTS: dict[str, tuple[Block, ...]] = {
    "plain": (para(LINE * 9), para("天地Word和PDF文" + LINE), para("2026年，8.5%——天地……玄黄“宇宙（洪荒）。”" + LINE)),
    "lists": (
        BulletList(((Plain((Str(LINE * 2),)), BulletList(((Plain((Str("天"),)),),))), (Plain((Str("地"),)),))),
        CodeBlock(NO_ATTR, "def f():\n    return 1"),
        Para((Str("天地"), Note((para(LINE * 3),)), Str("玄黄"), Ruby((Str("宇宙"),), "yu zhou"), Str("洪荒。"))),
    ),
    "table": (table(16),),
    "contents": (
        div(Role.TOC, para("目录"), para("第一章　总则")),
        Header(1, Attr("", ("chapter",)), (Str("第一章　总则"),)),
        para(LINE),
    ),
    "missing": (para("天地\U0003fffd\u0007玄黄"),),
}


def rounded(value: object) -> object:
    """Return frames as JSON holds them: lengths to a thousandth of a pt, what is at its default left out."""
    match value:
        case float():
            return round(value, 3) + 0.0
        case dict():
            kept = {key: rounded(part) for key, part in value.items()}
            return {key: part for key, part in kept.items() if part is not False and part not in ("", [], "000000")}
        case list() | tuple():
            return [rounded(part) for part in value]
    return value


def written(frames: Frames, tiny: str) -> str:
    """Return frames as JSON, an item, element or bookmark a line."""
    whole = rounded(asdict(frames))
    assert isinstance(whole, dict)
    lines = [f"title: {whole.get('title', '')}"]
    for page in whole.pop("pages"):
        items = page.pop("items")
        lines += [f"page {json.dumps(page)}", *(json.dumps(item, ensure_ascii=False) for item in items)]
    for key in ("elements", "bookmarks", "anchors"):
        lines += [key, *(json.dumps(part, ensure_ascii=False) for part in whole.get(key, []))]
    return "\n".join(lines).replace(tiny, "tiny") + "\n"


@pytest.mark.parametrize("name", ["notice", *DOCUMENTS])
def test_frames_are_those_of_the_golden(name: str, house: Profile, tiny: str, request: pytest.FixtureRequest) -> None:
    document = NOTICE if name == "notice" else Document(blocks=DOCUMENTS[name])
    made = written(layout(document, house), tiny)
    golden = GOLDEN / f"{name}.jsonl"
    if request.config.getoption("--accept"):
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


def test_layout_twice_gives_the_same_frames(house: Profile) -> None:
    assert layout(NOTICE, house) == layout(NOTICE, house)
