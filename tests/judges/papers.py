"""Documents made up for the judges: every node and role, in every order, the same each time."""

from __future__ import annotations

import random
import struct
import zlib

from convert import nodes as n
from convert.walk import div

WORDS = [
    "为贯彻落实",
    "国务院",
    "决策部署",
    "，",
    "。",
    "；",
    "、",
    "《管理办法》",
    "“十四五”",
    "规划",
    "——",
    "……",
    "（试行）",
    "2026年3月1日",
    "8.5%",
    "〔2026〕3号",
    "GitHub",
    "open",
    "source",
    "各单位",
    "要",
    "高度重视",
    "加强",
    "组织领导",
    "确保",
    "工作",
    "取得实效",
    "：",
    "！",
    "？",
    "e-mail:",
    "a@b.cn",
    "第一条",
    "镕",
    "囍",
    "々",
    "〇",
    "①",
    "￥100",
    "℃",
    "naïve",
    "Ω",
    "⼀",
    "裡",
    "𠮷",
]
CELLS = ("单位", "市交通委", "1,024.5", "", "2026年", "合计", "备注：见附表", "—")
ROLES = (
    n.Role.SUBTITLE, n.Role.OCCASION, n.Role.DATELINE, n.Role.SPEAKER, n.Role.RECIPIENTS, n.Role.SALUTATION,
    n.Role.QUESTION, n.Role.ANSWER, n.Role.ITEM, n.Role.NOTE,
)  # fmt: skip
PROFILES = ("gongwen", "prose", "book", "web")


def png(width: int = 20, height: int = 12) -> bytes:
    """A small picture, made without a library."""
    rows = b"".join(
        b"\0" + bytes((x * 12 % 256, y * 20 % 256, 90) * 1)[:3] * width for y in range(height) for x in (y,)
    )
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = (struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


SIGNATURES = (
    ("某某市人民政府",), ("某某市教育局", "某某市公安局", "某某市住房和城乡建设委员会"), ("省长　王某某",), ("某局", "某某市财政局"),
)  # fmt: skip


class Maker:
    """Makes one document from a seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def words(self, least: int = 3, most: int = 40) -> str:
        return "".join(self._dice.choices(WORDS, k=self._dice.randint(least, most)))

    def inlines(self, depth: int = 2) -> tuple[n.Inline, ...]:
        return tuple(self.inline(depth) for _ in range(self._dice.randint(1, 5)))

    def inline(self, depth: int) -> n.Inline:
        text = n.Str(self.words(1, 20))
        if not depth or self._dice.random() < 0.5:
            return text
        inner = self.inlines(depth - 1)
        choices: tuple[n.Inline, ...] = (
            n.Strong(inner), n.Emph(inner), n.Underline(inner), n.Strikeout(inner), n.Superscript((text,)),
            n.Subscript((text,)), n.Code(n.NO_ATTR, "f(x) = 甲"), n.Quoted(n.QuoteType.DOUBLE, inner),
            n.Link(n.NO_ATTR, (text,), n.Target("https://example.com/路径?a=b")), n.LineBreak(),
            n.Note((n.Para((n.Str(self.words()),)),)), n.Ruby((n.Str("注音"),), "zhùyīn"), n.Space(),
            n.Span(n.Attr("", ("run-in",), (("level", "2"),)), (text,)), n.Math(n.MathType.INLINE, "a^2+b^2"),
            n.Image(n.NO_ATTR, (n.Str("示意图"),), n.Target("plan.png")),
        )  # fmt: skip
        return self._dice.choice(choices)

    def table(self) -> n.Table:
        columns = self._dice.randint(1, 5)
        rows = [self.row(columns) for _ in range(self._dice.randint(1, 6))]
        wide = n.Row(n.NO_ATTR, (self.cell(columns),))
        body = n.TableBody(n.NO_ATTR, 0, (), (*rows, wide) if self._dice.random() < 0.5 else tuple(rows))
        caption = n.Caption(None, (n.Plain((n.Str("表1　安排"),)),)) if self._dice.random() < 0.5 else n.Caption()
        head = n.TableHead(n.NO_ATTR, (self.row(columns),))
        return n.Table(n.NO_ATTR, caption, (n.ColSpec(),) * columns, head, (body,), n.TableFoot())

    def row(self, columns: int) -> n.Row:
        return n.Row(n.NO_ATTR, tuple(self.cell(1) for _ in range(columns)))

    def cell(self, wide: int) -> n.Cell:
        text = self._dice.choice(CELLS)
        return n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, wide, (n.Plain((n.Str(text),)),) if text else ())

    def items(self, depth: int) -> tuple[tuple[n.Block, ...], ...]:
        return tuple((n.Plain(self.inlines(1)), *self.more(depth)) for _ in range(self._dice.randint(1, 4)))

    def more(self, depth: int) -> tuple[n.Block, ...]:
        return (self.block(depth - 1),) if depth and self._dice.random() < 0.3 else ()

    def block(self, depth: int = 2) -> n.Block:
        text = n.Para((n.Str(self.words()),))
        choices = (
            lambda: n.Para(self.inlines()), lambda: n.Para((n.Str(self.words(40, 160)),)),
            lambda: n.Header(self._dice.randint(1, 6), n.NO_ATTR, (n.Str(self.words(2, 8)),)),
            lambda: n.OrderedList(n.ListAttributes(self._dice.randint(1, 9)), self.items(depth)),
            lambda: n.BulletList(self.items(depth)), lambda: n.BlockQuote((text, *self.more(depth))),
            lambda: n.CodeBlock(n.NO_ATTR, "def f(x):\n\treturn x  # 注释"), self.table,
            lambda: n.LineBlock(((n.Str("床前明月光，"),), (n.Str("疑是地上霜。"),))), lambda: n.HorizontalRule(),
            lambda: n.PageBreak(), lambda: div(self._dice.choice(ROLES), text),
            lambda: n.Figure(n.NO_ATTR, n.Caption(None, (n.Plain((n.Str("图1"),)),)), (n.Plain((self.image(),)),)),
            lambda: n.DefinitionList((((n.Str("术语"),), ((text,),)),)),
            lambda: div(n.Role.VERSE, n.LineBlock(((n.Str("举头望明月，"),),))),
        )  # fmt: skip
        return self._dice.choice(choices)()

    def image(self) -> n.Image:
        return n.Image(n.NO_ATTR, (n.Str("示意图"),), n.Target("plan.png"))

    def document(self) -> n.Document:
        title = self.words(4, 12)
        blocks = tuple(self.block() for _ in range(self._dice.randint(3, 30)))
        head = (div(n.Role.TITLE, n.Para((n.Str(title),))),) if self._dice.random() < 0.8 else ()
        closing = self.closing() if self._dice.random() < 0.5 else ()
        meta = n.MetaMap((("title", n.MetaString(title)),)) if head else n.MetaMap()
        return n.Document(meta, (*head, *blocks, *closing))

    def closing(self) -> tuple[n.Block, ...]:
        """Attachments, organs or one who signs, and the date."""
        organs = self._dice.choice(SIGNATURES)
        return (
            div(n.Role.ATTACHMENT_NOTE, n.Para((n.Str("附件：1.检查表"),)), n.Para((n.Str("2.《管理办法》解读"),))),
            div(n.Role.SIGNATURE, *(n.Para((n.Str(organ),)) for organ in organs)),
            div(n.Role.DATE, n.Para((n.Str("2026年3月1日"),))),
        )
