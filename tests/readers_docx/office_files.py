"""Word files as forty hands of offices would have written them, the same ones each time."""

from __future__ import annotations

import io
import random

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt

HABITS = ("plain", "by hand", "blanks", "centred", "styles", "counted", "tables", "mixed")
SENTENCES = (
    "为深入贯彻落实决策部署，扎实推进各项工作，现就有关事项通知如下。",
    "各单位要高度重视，加强组织领导，明确责任分工，确保各项任务落到实处。",
    "要坚持问题导向，聚焦重点领域和关键环节，持续用力、久久为功。",
    "经研究，决定自2025年3月1日起施行，原《管理办法》（试行）同时废止。",
)


class Office:
    """Writes one file from a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.habit = HABITS[seed % len(HABITS)]
        self.made = docx.Document()

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def text(self) -> str:
        return "".join(self.dice.choice(SENTENCES) for _ in range(self.dice.randint(1, 3)))

    def line(
        self, text: str, *, align: object = None, face: tuple[str, float] | None = None, indent: bool = True
    ) -> None:
        paragraph = self.made.add_paragraph()
        if indent and align is None and self.habit in ("blanks", "mixed"):
            text = self.dice.choice(("　　", "    ")) + text
        if indent and align is None and self.habit == "by hand":
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if align is not None:
            paragraph.alignment = align
        cut = self.dice.randint(1, len(text)) if self.chance(0.5) else len(text)
        for part in (text[:cut], text[cut:]):
            if part:
                run = paragraph.add_run(part)
                name, size = face or (("仿宋_GB2312", 16) if self.habit == "by hand" else ("", 0))
                if name:
                    run.font.name, run.font.size = name, Pt(size)
                    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)

    def head(self) -> None:
        if self.chance(0.4):
            self.line("某某市人民政府文件", align=ALIGN.CENTER, face=("方正小标宋简体", 36))
            if self.chance(0.5):
                table = self.made.add_table(1, 2)
                table.cell(0, 0).text, table.cell(0, 1).text = "某政发〔2025〕7号", "签发人：张三"
            else:
                self.line("某政发〔2025〕7号", align=ALIGN.CENTER)
        if self.habit == "styles":
            self.made.add_paragraph("关于加强安全生产工作有关事项的通知", style="Title")
        elif self.chance(0.3):
            self.line("关于加强安全生产工作", align=ALIGN.CENTER, face=("方正小标宋简体", 22))
            self.line("有关事项的通知", align=ALIGN.CENTER, face=("方正小标宋简体", 22))
        else:
            self.line("关于加强安全生产工作有关事项的通知", align=ALIGN.CENTER, face=("方正小标宋简体", 22))
        if self.chance(0.5):
            self.made.add_paragraph()
        self.line("各县（市、区）人民政府，市直各部门：", indent=False)

    def section(self, numeral: str, name: str) -> None:
        if self.habit == "styles":
            self.made.add_heading(f"{numeral}、{name}", 1)
        elif self.habit == "counted":
            self.made.add_paragraph(name, style="List Number")
        else:
            self.line(f"{numeral}、{name}", face=("黑体", 16) if self.chance(0.6) else None)
        for label in ("（一）", "（二）"):
            self.line(f"{label}压实责任。{self.text()}")
        if self.chance(0.3):
            self.line(f"1.{self.text()}")
        if self.chance(0.3):
            paragraph = self.made.add_paragraph("姓名：")
            paragraph.add_run("        ").underline = True
            paragraph.add_run("联系电话：\t（盖章）")
        if self.chance(0.3):
            table = self.made.add_table(3, 3, style="Table Grid")
            for at in range(9):
                table.cell(at // 3, at % 3).text = f"{'单位任务时限'[at % 3 * 2 :][:2]}{at}"
            if self.chance(0.5):
                table.cell(1, 0).merge(table.cell(2, 0))

    def tail(self) -> None:
        if self.chance(0.5):
            self.line("附件：1.任务分工表")
            self.line("　　　2.联系人名单", indent=False)
        if self.chance(0.5):
            self.line("某某市人民政府", align=ALIGN.RIGHT)
            self.line("2025年3月1日", align=ALIGN.RIGHT)
        else:
            self.made.add_paragraph(" " * 30 + "某某市人民政府")
            self.made.add_paragraph(" " * 30 + "二〇二五年三月一日")
        if self.chance(0.4):
            self.line("（此件公开发布）")
        if self.chance(0.4):
            self.made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            self.line("附件1", indent=False)
            self.line("任务分工表", align=ALIGN.CENTER)
            self.line(self.text())
        if self.chance(0.3):
            self.line("抄送：市委办公室，市人大常委会办公室。")
            self.line("某某市人民政府办公室        2025年3月1日印发")

    def file(self) -> bytes:
        """Return the file."""
        self.head()
        self.line(self.text())
        for numeral, name in zip("一二三", ("总体要求", "重点任务", "保障措施"), strict=True):
            self.section(numeral, name)
        self.tail()
        out = io.BytesIO()
        self.made.save(out)
        return out.getvalue()
