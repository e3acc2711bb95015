"""Headings without a label, by their shape and their neighbours; pinned headings; and the level of each heading."""

from __future__ import annotations

from itertools import pairwise

from convert import patterns
from convert.nodes import Role
from convert.readers.plaintext.draft import BULLET, CODE, HEADING, TABLE, Draft, Remark
from convert.readers.plaintext.front import FORM, ISSUE
from convert.readers.plaintext.lines import cells
from convert.readers.plaintext.markers import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from typing import Final

WORDS: Final = patterns.compile(
    r"(?:[前引序绪導导][\s　]*[言论]|自[\s　]*序|代[\s　]*序|序[\s　]*[一二三]?|摘[\s　]*要|内容提要|内容简介|结束语"
    r"|结[\s　]*[语论]|[后後][\s　]*[记記]|参考文献|致[\s　]*谢|附[\s　]*[录记]|楔[\s　]*子|引[\s　]*子|尾[\s　]*[声聲]"
    r"|番外.{0,12}|跋|编者按|译后记|译者序|终[\s　]*章|序[\s　]*[章幕])(?:[\s　:：].{0,20})?"
)
CLOSING: Final = patterns.compile(
    r"思考[与與和]?[练練][习習]|(?:[课課][后後]|[复複][习習])?(?:思考[题題]|[练練][习習][题題]?|[习習][题題])"
    r"|本[章节節课課单單元]{1,2}(?:小[结結]|要点|[总總][结結])|(?:[课課][后後])?[阅閱][读讀]材料"
)
"""What closes a chapter or section of a textbook, and belongs to it as a whole."""
_WIDEST: Final = 60
_CANNOT: Final = patterns.compile(
    r"https?://|www\.|@|^[\W\d_]+$|^[（(].*[）)]$|[。；;]|^(?:[图表圖例]|表格|图表|圖表|代码清单|Fig(?:ure|\.)|Table)\s*[\d一二三四五六七八九十]|[=<>{}|\\]|^[—–-]{2}|^[“「『].*[！？!?。…][”」』]$|^.{1,5}[！!]$|^“[^”]*$|^「[^」]*$|\.\.\.|…$|\d{4}年\d{1,2}月\d{1,2}日$"
)
_SIGNED_OFF: Final = patterns.compile(
    r"(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})年[^，,于]{0,8}[，,　 ]?(?:于|[写寫作记記改草]于|定稿|[初再][稿版])"
)
"""When and where a piece was written."""
_TERM: Final = patterns.compile(r"[A-Z][A-Za-z0-9+#./&-]*(?: [A-Za-z0-9(&+/-][A-Za-z0-9+#./&()-]*){0,5}")
_STOPS: Final = frozenset("，、；：:;,。.—")


def read_pinned(draft: Draft, pinned: Sequence[tuple[re.Pattern[str], int]]) -> None:
    """Take what the house's own patterns call a heading."""
    for i, passage in enumerate(draft.passages):
        for pattern, level in pinned:
            if pattern.search(passage.text):
                draft.put(HEADING, i)
                draft.levels[i] = level


def read_shapes(draft: Draft, first: int) -> None:
    """Mark headings that have no label."""
    for i in range(first, len(draft) - 1):
        named = not draft.parts[i] and (WORDS.fullmatch(draft.text(i)) or CLOSING.fullmatch(draft.text(i)))
        if named and draft.passages[i].lead <= 40:
            draft.put(HEADING, i)
    if draft.kind == "law":
        return
    found = [i for i in range(first, len(draft) - 1) if not draft.parts[i] and _candidate(draft, i, first)]
    if draft.kind == "verse":
        draft.put(HEADING, *found)
        return
    found = _without_lists(draft, found)
    found = _by_indent(draft, found)
    divided = any(part == HEADING and draft.is_kind(i, Kind.SECTION, Kind.HANZI) for i, part in enumerate(draft.parts))
    numbered = sum(1 for i, part in enumerate(draft.parts) if part == HEADING and draft.is_kind(i, Kind.DECIMAL))
    if draft.kind == "book" and _regular(draft, found) and _in_most_chapters(draft, found):
        pass
    elif draft.kind in ("official", "speech") or (draft.kind == "book" and not divided):
        found = [i for i in found if _set_off(draft, i)]
    elif numbered >= 3:
        found = [i for i in found if _differs(draft, i) and draft.parts[i + 1] != CODE]
    for i in found:
        draft.put(HEADING, i)
        draft.remarks.append(
            Remark("STR302", f"“{draft.text(i)}” is taken for a heading: a short line without a mark above text", i)
        )


def _in_most_chapters(draft: Draft, found: Sequence[int]) -> bool:
    """Tell whether most chapters, if there are any, are divided in the same way, as those of a textbook are."""
    chapters = [
        i for i, part in enumerate(draft.parts) if part == HEADING and draft.is_kind(i, Kind.PART, Kind.CHAPTER)
    ]
    if not chapters:
        return True
    divided = sum(1 for a, b in pairwise([*chapters, len(draft)]) if sum(1 for i in found if a < i < b) >= 2)
    return len(chapters) >= 2 and 3 * divided >= 2 * len(chapters)


def _regular(draft: Draft, found: Sequence[int]) -> bool:
    """Tell whether a text without chapters is divided by its short lines: each has paragraphs of its own below."""
    if not 2 <= len(found) <= 0.3 * len(draft):
        return False
    bodies = [
        sum(1 for i in range(a + 1, b) if draft.ends[i].final and len(draft.text(i)) > 20)
        for a, b in pairwise([*found, len(draft)])
    ]
    return min(bodies) >= 1 and 4 * sum(1 for body in bodies if body >= 2) >= 3 * len(bodies)


def _candidate(draft: Draft, index: int, first: int) -> bool:
    """Tell whether a paragraph is a short phrase between ended text and new text."""
    text, passage = draft.text(index), draft.passages[index]
    if cells(text) > _WIDEST or len(passage.lines) > 3 or text[-1] in _STOPS:
        return False
    if draft.ends[index].final and text[-1] not in "？！?!”》）)":
        return False
    marker = draft.markers[index]
    if (
        (marker and not marker.weak and marker.kind <= Kind.CIRCLED)
        or _CANNOT.search(text)
        or FORM.match(text)
        or ISSUE.fullmatch(text)
        or _SIGNED_OFF.match(text)
        or text[0] in "，。、；：）”」"
    ):
        return False
    below = draft.parts[index + 1]
    if below == TABLE and ("：" in text or ":" in text):
        return False
    if below in (Role.SIGNATURE, Role.DATE, Role.NOTE, Role.ATTACHMENT_NOTE, Role.COPIES, Role.IMPRINT):
        return False
    if text.isascii() and not _ascii_heading(draft, index):
        return False
    if index == first or draft.kind == "verse":
        return True
    above = draft.parts[index - 1]
    return bool(above) or not draft.ends[index - 1].comma


def _ascii_heading(draft: Draft, index: int) -> bool:
    """Tell whether a line without hanzi is a term and not the output of a program."""
    if _in_english(draft, index):
        return True
    if not _TERM.fullmatch(draft.text(index)):
        return False
    for near in (index - 1, index + 1):
        if 0 <= near < len(draft) and (
            draft.parts[near] == CODE or (draft.text(near).isascii() and len(draft.text(near)) > 1)
        ):
            return len(draft.text(index)) == 1
    return True


def _in_english(draft: Draft, index: int) -> bool:
    """Tell whether a phrase with a capital stands between paragraphs of English."""
    above = index == 0 or draft.ends[index - 1].final or bool(draft.parts[index - 1])
    below = draft.text(index + 1)
    return (
        above and _PHRASE.fullmatch(draft.text(index)) is not None and below.count(" ") >= 8 and below[-1] in ".!?\"'”’"
    )


_PHRASE: Final = patterns.compile(r"[A-Z][\w'’&,:() -]{2,58}[\w)?]")


_CONTACT: Final = patterns.compile("(?:联系人|联系|电话|地址|(?:电子)?邮[箱编]|时间|地点|网址)[^：:]{0,4}[：:]")


def _without_lists(draft: Draft, found: Sequence[int]) -> list[int]:
    """Drop runs of three and more: names, entries of a list, cells; keep one or two above text."""
    runs: list[list[int]] = []
    for i in found:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    kept: list[int] = []
    for run in runs:
        below = _has_text_below(draft, run[-1])
        if len(run) <= 2 and below:
            kept += run
        elif len(run) > 2:
            if _heads_list(draft, run):
                kept.append(run[0])
            apart = draft.passages[run[-1]].gap and not draft.passages[run[-2]].gap
            if below and (apart or _counts_below(draft, run[-1])):
                kept.append(run[-1])
    return kept


_WORDLESS: Final = patterns.compile(
    r"[\d０-９½⅓¼ 　\t]|[一二三四五六七八九十半两几少适][\s个只根片瓣把勺克斤两块朵枚杯碗许量]"
)


def _heads_list(draft: Draft, run: Sequence[int]) -> bool:
    """Tell whether a short word (材料) stands above entries with numbers or cells (面粉　500克)."""
    first, *entries = run
    text = draft.text(first)
    if len(text) > 8 or _WORDLESS.search(text) or (first and not draft.ends[first - 1].final):
        return False
    return 5 * sum(1 for i in entries if _WORDLESS.search(draft.text(i))) >= 3 * len(entries)


def _counts_below(draft: Draft, index: int) -> bool:
    """Tell whether a count begins right below a short word, as steps do below 做法."""
    return draft.count(index + 1) == 1 and len(draft.text(index)) <= 8 and not _WORDLESS.search(draft.text(index))


def _has_text_below(draft: Draft, index: int) -> bool:
    below = index + 1
    if below >= len(draft):
        return False
    part = draft.parts[below]
    if part in (BULLET, CODE, TABLE, HEADING, Role.ITEM, Role.RUN_IN, Role.VERSE, Role.QUESTION):
        return True
    text = draft.text(below)
    apart = _differs(draft, index) and not _differs(draft, below)
    return not part and (draft.ends[below].final or len(text) > 40 or apart or _CONTACT.match(text) is not None)


def _by_indent(draft: Draft, found: list[int]) -> list[int]:
    """Where some candidates stand at the margin (or are centred) and body text does not, drop the indented ones."""
    apart = [i for i in found if _differs(draft, i)]
    if len(apart) * 3 >= len(found) > len(apart):
        return apart
    return found


def _differs(draft: Draft, index: int) -> bool:
    usual = draft.habit(index).indent
    lead = draft.passages[index].lead
    return lead != usual and (usual > 0 or lead >= 8)


def _set_off(draft: Draft, index: int) -> bool:
    """Ask for more where unlabelled headings are rare: a blank line or another indent, text that ends below."""
    if index + 2 >= len(draft) or draft.parts[index + 1] not in ("", HEADING, Role.RUN_IN, Role.ITEM):
        return False
    spaced = draft.passages[index].gap > 0 and not draft.habit(index).blocks
    text = draft.text(index)
    if draft.kind == "book":
        return (_differs(draft, index) and draft.passages[index].lead >= 8) or (spaced and len(text) <= 16)
    return spaced or _differs(draft, index) or len(draft.text(index + 1)) > 40
