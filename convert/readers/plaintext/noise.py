"""Sets aside what is not part of the document, never on weak evidence: furniture of sites, what pages carry."""

from __future__ import annotations

from convert import patterns
from convert.readers.plaintext import furniture as known
from convert.readers.plaintext.lines import Line
from convert.readers.plaintext.markers import find
from convert.readers.plaintext.pages import Sheet, read_pages
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

_TOP_ZONE = 30
_TAIL_ZONE = 30
_LONGEST_INSERTION = 99  # code points


class Noise(NamedTuple):
    """A line set aside, and why."""

    line: Line
    reason: str


def set_aside(lines: Sequence[Line], pinned: Iterable[re.Pattern[str]] = ()) -> tuple[list[Line], list[Noise]]:
    """Return the lines that stay, with gaps recounted, and those that are no part of the document."""
    sheet = Sheet(lines)
    read_pages(sheet)
    _inserted(sheet, tuple(pinned))
    _top(sheet)
    _tail(sheet)
    if len(sheet.reasons) >= len(lines):
        sheet.reasons = {i: r for i, r in sheet.reasons.items() if r == _PINNED}
    if not sheet.reasons:
        return list(lines), []
    kept: list[Line] = []
    gap, page = 0, False
    for i, line in enumerate(lines):
        if i in sheet.reasons:
            gap, page = gap + line.gap, page or i in sheet.pages
            continue
        if gap or page:
            line = line._replace(gap=line.gap + gap, page=page)
        kept.append(line)
        gap, page = 0, False
    return kept, [Noise(lines[i], sheet.reasons[i]) for i in sorted(sheet.reasons)]


_PINNED = "pinned in the configuration"


def _inserted(sheet: Sheet, pinned: tuple[re.Pattern[str], ...]) -> None:
    for i, line in enumerate(sheet.lines) if pinned else ():
        if any(p.search(line.text) for p in pinned):
            sheet.reasons[i] = _PINNED
    for i in sheet.holding(_MAYBE_INSERTED, _LONGEST_INSERTION):
        if known.ANYWHERE.fullmatch(sheet.lines[i].text):
            sheet.reasons.setdefault(i, "insertion of a book site")


_MAYBE_INSERTED = patterns.compile(
    "未完|下一页|请点击|最新|手机阅读|报错|书签|票|收藏|订阅|打赏|记住|首发|更新|弹窗|网址|下载"
)


# --- top and tail ----------------------------------------------------------------------------------------


def _furniture(text: str, *, top: bool) -> str:
    """Return why `text` is furniture of a page, or nothing."""
    if len(text) > 120:
        return ""
    if known.EDGE.fullmatch(text) or (not top and known.END.fullmatch(text)):
        return "notice of the site or of a compiler"
    if top and known.TOP.fullmatch(text):
        return "navigation or record line of a web page"
    if known.UI_LINE.fullmatch(text) and len(known.UI_WORDS.findall(text)) >= 2:
        return "buttons of a web page"
    if not top and (known.BUTTON.fullmatch(text) or (len(text) >= 4 and known.UI_LINE.fullmatch(text))):
        return "button of a web page"
    return ""


def _top(sheet: Sheet) -> None:
    lines = sheet.lines
    stop = 0
    for i, line in enumerate(lines[:_TOP_ZONE]):
        if i in sheet.reasons:
            continue
        reason = _furniture(line.text, top=True)
        if reason and not _minutes_near(lines, i):
            sheet.reasons[i] = reason
        elif _begins_text(line):
            break
        stop = i + 1
    _button_runs(sheet, range(stop))
    _loose_buttons(sheet, range(stop))


_MINUTES = patterns.compile(r"(?:会议)?(?:时间|地点|地點|主持人?|参加人员|出席|记录人?|议题|参会人员|主持单位)\s*[:：]")


def _minutes_near(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line with a time stands among the particulars of a meeting."""
    near = lines[max(0, index - 1) : index + 2]
    return sum(1 for line in near if _MINUTES.match(line.text)) >= 2


def _begins_text(line: Line) -> bool:
    """Tell whether the text proper begins here at the latest."""
    if line.reach - line.lead > 90 or (len(line.text) > 14 and line.text[-1] in "。；，"):
        return True
    marker = find(line.text)
    return marker is not None and marker.kind <= 5 and not marker.weak


def _button_runs(sheet: Sheet, zone: range) -> None:
    """Take runs of three or more lines that each hold one button (下载 / 打印 / 【字号： / 加大 …)."""
    run: list[int] = []
    for i in [*zone, -1]:
        if i >= 0 and (
            i in sheet.reasons or known.UI_LINE.fullmatch(sheet.lines[i].text) or sheet.lines[i].text in "】]"
        ):
            run.append(i)
            continue
        fresh = [k for k in run if k not in sheet.reasons]
        if len(run) >= 3 and fresh:
            for k in fresh:
                sheet.reasons[k] = "buttons of a web page, one to a line"
        run = []


def _loose_buttons(sheet: Sheet, zone: range) -> None:
    """Take a single button line that touches other furniture."""
    for i in zone:
        if (
            i not in sheet.reasons
            and known.BUTTON.fullmatch(sheet.lines[i].text)
            and (i == 0 or {i - 1, i + 1} & sheet.reasons.keys())
        ):
            sheet.reasons[i] = "button of a web page"


def _tail(sheet: Sheet) -> None:
    lines = sheet.lines
    index = len(lines) - 1
    limit = max(0, len(lines) - _TAIL_ZONE)
    held: list[int] = []
    while index >= limit:
        text = lines[index].text
        if index not in sheet.reasons:
            reason = _furniture(text, top=False) or _source_at_tail(text)
            if not reason and known.TAIL_NEAR.fullmatch(text):
                held.append(index)
                index -= 1
                continue
            if not reason:
                break
            sheet.reasons[index] = reason
        near = index not in sheet.pages
        for k in held:
            if near:
                sheet.reasons[k] = "imprint of a web site"
        held = []
        index -= 1
    if held and max(held) + 1 in sheet.reasons and max(held) + 1 not in sheet.pages:
        for k in held:
            sheet.reasons[k] = "imprint of a web site"


def _source_at_tail(text: str) -> str:
    bare = text.strip("（）()【】[]")
    return "record line of a web page" if len(text) < 40 and patterns.fullmatch(known.SOURCE, bare) else ""
