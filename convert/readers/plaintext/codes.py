"""Codes of the structure recogniser."""

from __future__ import annotations

from convert.diagnostics import Code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


CODES: Final = {
    "STR101": Code(
        "noise",
        "Sets aside a line that is no part of the document: site furniture, page number, running head.",
        "It would stand in the middle of the printed text. `--keep-noise` leaves it in.",
        "扫一扫在手机打开当前页",
    ),
    "STR201": Code(
        "join",
        "Joins lines of one paragraph that an editor or a PDF had broken.",
        "A paragraph is set anew in the width of the page.",
        "全面总结我市⏎开展情况 → 全面总结我市开展情况",
    ),
    "STR202": Code(
        "doubtful-join",
        "Joins two lines, or leaves them apart, where the evidence is thin.",
        "The place wants a look: a wrong join hides a paragraph, a wrong break makes one.",
        "在省委⏎三巡回指导组的指导下",
    ),
    "STR203": Code(
        "hyphen",
        "Takes out a hyphen at a line end when the whole word stands elsewhere in the text.",
        "The hyphen belonged to the line break.",
        "infor-⏎mation → information",
    ),
    "STR301": Code(
        "stray-label",
        "Leaves a line that begins like a numbered heading in the text, since its number continues no count.",
        "一、二季度 or 第三条规定的 at the start of a line is no heading.",
        "一、二季度增长5%。",
    ),
    "STR302": Code(
        "shape-heading",
        "Takes a short line without a label for a heading, from its shape and its neighbours.",
        "It is evidence of form only.",
        "基本情况",
    ),
    "STR303": Code(
        "title-lines",
        "Joins the lines of a title.",
        "A title is one piece; the writer breaks it by sense.",
        "关于开展核查工作⏎的通知",
    ),
    "STR304": Code(
        "repeated-title",
        "Sets a second copy of the title aside.",
        "Web pages carry the title twice.",
        "某某条例⏎某某条例",
    ),
    "STR401": Code(
        "ragged-table",
        "Leaves lines with wide blanks or tabs as they are, since their columns do not agree.",
        "A wrong table would tear the text.",
        "姓名  单位⏎张三",
    ),
    "STR402": Code(
        "loose-note",
        "Finds a note mark without its note, or a note without its mark.",
        "It stays as text.",
        "三三制〔3〕的",
    ),
    "STR403": Code(
        "list-mark",
        "Takes the mark of a list item away, since the writer sets one of its own.",
        "Word, PDF and Markdown have lists with marks of their own.",
        "- 甲项 → • 甲项",
    ),
    "STR404": Code(
        "front-matter",
        "Reads the lines between two lines of three dashes at the top as metadata and does not print them.",
        "They fill the 版头 and the properties of the file, as --meta does.",
        "---⏎issuer: 某某市人民政府⏎---",
    ),
}
