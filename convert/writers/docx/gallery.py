"""How styles stand in Word's lists: their place, whether they show before they are used, and their Chinese names."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

_QUICK: Final = "<w:qFormat/>"
_LATER: Final = "<w:unhideWhenUsed/>"
_OWN: Final = 12
"""Place of the styles of a profile: below Word's headings, Title and Subtitle."""

_KNOWN: Final[Mapping[str, tuple[int, str]]] = {
    "Normal": (0, _QUICK),
    "heading 1": (9, _QUICK),
    "Title": (10, _QUICK),
    "Subtitle": (11, _QUICK),
    "Quote": (29, _QUICK),
    "List Paragraph": (34, _QUICK),
    "caption": (35, _LATER + _QUICK),
    "TOC Heading": (39, _LATER + _QUICK),
    "header": (99, _LATER),
    "footer": (99, _LATER),
    "footnote text": (99, f"<w:semiHidden/>{_LATER}"),
    **{f"heading {level}": (9, _LATER + _QUICK) for level in range(2, 10)},
    **{f"toc {level}": (39, _LATER) for level in range(1, 10)},
}
"""Word's own styles as Word itself lists them."""

ALIASES: Final[Mapping[str, str]] = {
    "flush": "正文顶格",
    "occasion": "会议场合",
    "dateline": "题注日期",
    "speaker": "讲话人",
    "author": "作者",
    "chapter": "编章节",
    "run-in": "句首",
    "run-in-1": "一级句首标题",
    "run-in-2": "二级句首标题",
    "run-in-3": "三级句首标题",
    "run-in-4": "四级句首标题",
    "recipients": "主送机关",
    "salutation": "称谓",
    "item": "条目",
    "question": "问",
    "answer": "答",
    "verse": "诗行",
    "code": "代码",
    "code-inline": "行内代码",
    "toc": "目录正文",
    "attachment-note": "附件说明",
    "signature": "发文机关署名",
    "date": "成文日期",
    "note": "附注",
    "attachment-label": "附件序号",
    "attachment-title": "附件标题",
    "attendance": "出席人员",
    "attendance-label": "出席字样",
    "copy-number": "份号",
    "secrecy": "密级和保密期限",
    "urgency": "紧急程度",
    "issuer-mark": "发文机关标志",
    "doc-number": "发文字号",
    "signer": "签发人",
    "signer-name": "签发人姓名",
    "red-rule": "红色分隔线",
    "copies": "抄送机关",
    "imprint": "印发机关和印发日期",
    "table": "表格正文",
    "table-head": "表头",
    "figure": "图",
    "article-label": "条标",
    "noise": "网页杂项",
}
"""What Chinese users call the styles of a profile, shown beside the name (w:aliases)."""


def listing(shown: str) -> str:
    """Return place and flags of a style in Word's lists, in the order of the schema."""
    place, flags = _KNOWN.get(shown, (_OWN, _QUICK))
    return f'<w:uiPriority w:val="{place}"/>{flags}'


def alias(role: str, lang: str) -> str:
    """Return w:aliases of a style of a Chinese profile, "" when it goes by its name alone."""
    found = ALIASES.get(role, "") if lang.startswith("zh") else ""
    return f'<w:aliases w:val="{found}"/>' if found else ""
