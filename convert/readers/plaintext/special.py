"""Parts that keep their lines: code, tables, verse; and lists, questions and answers."""

from __future__ import annotations

import itertools

from convert import patterns
from convert.chars import HANZI
from convert.nodes import Role
from convert.readers.plaintext.draft import BULLET, CODE, TABLE, Draft, Remark
from convert.readers.plaintext.lines import cells
from convert.readers.plaintext.markers import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

_FENCE: Final = patterns.compile(r"(?:```|~~~).{0,24}")
_PROMPT: Final = patterns.compile(r"(?:\$|#|>>>|PS [A-Z]:\\.*>|mysql>|root@|C:\\.*>)\s?\S")
_SIGNS: Final = patterns.compile(
    r"[{};=<>$|\\`_]|\(\)|::|(?<!\w)--?\w|/\w+/|\w+\(|^\s*(?:def|class|import|from|return|for|if|SELECT|INSERT|sudo|apt|pip|curl|git|docker|npm|make)\b"
)
_COMMENT: Final = patterns.compile(r"(?:^|\s)(?://|#|--|/\*|;;)\s?")
_HAN: Final = patterns.compile(f"[{HANZI}]")
_CELL: Final = patterns.compile(r"\t+|[ 　]{2,}|　")
_LINE: Final = patterns.compile(
    rf"[“「『]?[{HANZI}□]{{2,9}}[，、；？！,][{HANZI}□]{{2,9}}(?:[，、；？！。,.!?：][{HANZI}□]{{2,9}})*[。；？！，,.!?：]?[”」』]?"
)
_LEAD_IN: Final = patterns.compile(
    r"(?:詩|诗|詞|词|偈|歌|曲|贊|赞|古風|古风|聯|联|[有又后後]詩|有诗|口號|口号|銘|铭|謠|谣|贈|赠)(?:為證|为证|為贊|为赞|句|一首|云|曰|道)?(?:曰|云|道|為證|为证)?[：:]$|正是[：:]$|但見[：:]$|但见[：:]$|為證[：:]$|为证[：:]$"
)
_COLON: Final = patterns.compile("[:：]")
_QUESTION: Final = patterns.compile(r"(?:问|問|Q\d*|提问|记者)\s*[:：]")
_ANSWER: Final = patterns.compile(r"(?:答|A\d*|回答)\s*[:：]")
_TURN: Final = patterns.compile(rf"([{HANZI}A-Za-z·][{HANZI}A-Za-z·0-9]{{0,7}})\s*[:：]\s*(?=\S)")
_NO_SPEAKER: Final = patterns.compile(
    r"注|图|表|附件?|备注|说明|来源|例|解|证明?|答案|提示|时间|地点|电话|地址|姓名|联系人|甲方|乙方|主持|参加|出席|列席|记录"
)
_MIN_ROWS: Final = 2


def read_special(draft: Draft) -> None:
    """Mark what is neither plain paragraph nor heading."""
    _fences(draft)
    if draft.kind == "technical":
        _code(draft)
    if draft.kind == "verse":
        _poems(draft)
    else:
        _tables(draft)
        for run in _undecided_runs(draft):
            _verse_runs(draft, run)
    _dialogue(draft)
    _bullets(draft)


def _undecided_runs(draft: Draft) -> Iterator[range]:
    """Yield runs of undecided neighbours."""
    start = None
    for i in range(len(draft) + 1):
        if i < len(draft) and not draft.parts[i]:
            start = i if start is None else start
        elif start is not None:
            yield range(start, i)
            start = None


# --- code ------------------------------------------------------------------------------------------------


def _fences(draft: Draft) -> None:
    opened = None
    for i, passage in enumerate(draft.passages):
        if passage.text[0] in "`~" and _FENCE.fullmatch(passage.text):
            if opened is None:
                opened = i
            else:
                draft.put(CODE, *range(opened, i + 1))
                draft.fences |= {opened, i}
                opened = None


def _code(draft: Draft) -> None:
    """Mark lines of program code or shell: no hanzi outside comments, signs of code, in company or with a prompt."""
    run: list[int] = []
    for i in range(len(draft) + 1):
        if i < len(draft) and not draft.parts[i] and _codish(draft, i, bool(run)):
            run.append(i)
            continue
        if run and (len(run) >= 2 or _clearly_code(draft, run[0])):
            draft.put(CODE, *run)
        run = []


def _codish(draft: Draft, index: int, after_code: bool) -> bool:
    text = draft.text(index)
    marker = draft.markers[index]
    if marker and marker.kind in (Kind.BULLET, Kind.DIGIT, Kind.DIGIT_PAREN) and not _PROMPT.match(text):
        return False
    if _PROMPT.match(text):
        return True
    hanzi = len(_HAN.findall(text))
    if len(draft.passages[index].lines) > 1:
        return False
    if hanzi and not (_COMMENT.search(text) or (text[-1] in ";{}" and hanzi * 3 < len(text))):
        return False
    if _SIGNS.search(text):
        return hanzi == 0 or len(text) < 100
    return (
        after_code
        and not hanzi
        and (draft.passages[index].lead > 0 or text in "....... ...... {}[]();")
        and len(text) < 100
    )


def _clearly_code(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    if _PROMPT.match(text):
        return True
    return bool(
        not _HAN.search(text) and len(_SIGNS.findall(text)) >= 1 and index and draft.text(index - 1)[-1] in "：:"
    )


# --- tables ----------------------------------------------------------------------------------------------


def _tables(draft: Draft) -> None:
    """Mark runs of lines whose columns agree; a ragged run stays text, with a remark."""
    run: list[int] = []
    for i in range(len(draft) + 1):
        if i < len(draft) and not draft.parts[i] and _row(draft, i):
            run.append(i)
            continue
        if len(run) >= _MIN_ROWS:
            _table(draft, run)
        run = []


def _row(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    if "\t" not in text and "  " not in text and "　" not in text:
        return False
    passage = draft.passages[index]
    if len(passage.lines) > 1 or (
        draft.markers[index] and draft.is_kind(index, Kind.ARTICLE, Kind.CHAPTER, Kind.SECTION, Kind.PART)
    ):
        return False
    return len(text) < 300 and len(columns(text)) >= 2 and not draft.ends[index].final


def columns(text: str) -> list[str]:
    """Return the cells of a line parted by tabs or wide blanks."""
    if "\t" in text:
        return [cell.strip(" 　") for cell in text.split("\t")]
    return [cell for cell in patterns.split(r"[ 　]{2,}|　", text.strip(" 　")) if cell]


def _table(draft: Draft, run: list[int]) -> None:
    counts = [len(columns(draft.text(i))) for i in run]
    wide = max(set(counts), key=counts.count)
    tabbed = all("\t" in draft.text(i) for i in run)
    agreed = [i for i, n in zip(run, counts, strict=True) if n == wide]
    if wide < 2 or len(agreed) != len(run) or (len(run) < 3 and not tabbed):
        if len(run) >= 3:
            draft.remarks.append(
                Remark("STR401", f"{len(run)} lines with wide blanks stay text: their columns do not agree", run[0])
            )
        return
    if not tabbed and not _aligned(draft, run):
        draft.remarks.append(
            Remark(
                "STR401",
                f"{len(run)} lines with wide blanks stay text: their columns do not stand below each other",
                run[0],
            )
        )
        return
    draft.put(TABLE, *run)


def _aligned(draft: Draft, run: list[int]) -> bool:
    """Tell whether the cells begin at the same columns in most rows."""
    starts = []
    for i in run:
        text = draft.text(i)
        starts.append([cells(text[: m.end()]) for m in patterns.finditer(r"[ 　]{2,}|　", text)])
    first = starts[0]
    near = sum(1 for row in starts if all(abs(a - b) <= 4 for a, b in zip(row, first, strict=False)))
    return near >= 0.7 * len(starts)


# --- verse -----------------------------------------------------------------------------------------------


def _poems(draft: Draft) -> None:
    """Mark the lines of a collection of verse, all but the titles."""
    marked = sum(1 for end in draft.ends if not end.open) >= 0.6 * len(draft)
    draft.put(Role.VERSE, *(i for i, part in enumerate(draft.parts) if not part and not _poem_title(draft, i, marked)))


def _poem_title(draft: Draft, index: int, marked: bool) -> bool:
    """Tell whether a line of a collection is the title of a poem: no mark at its end, verse below."""
    if not draft.ends[index].open or len(draft.text(index)) > 40:
        return False
    if marked:
        return index + 1 < len(draft)
    here, below = draft.passages[index], draft.passages[index + 1] if index + 1 < len(draft) else None
    return below is not None and here.gap > 0 and below.gap > 0


def _verse_runs(draft: Draft, run: range) -> None:
    group: list[int] = []
    for i in [*run, -1]:
        if i >= 0 and len(draft.text(i)) <= 44 and _LINE.fullmatch(draft.text(i)) and not draft.firm(i):
            group.append(i)
            continue
        if group and (_even(draft, group) or _led_in(draft, group[0])):
            draft.put(Role.VERSE, *group)
        group = []


def _even(draft: Draft, group: list[int]) -> bool:
    """Tell whether neighbouring lines have one measure, as verse has."""
    if len(group) < 2:
        return False
    shapes = [patterns.sub(f"[{HANZI}□]", "x", draft.text(i)).strip("。；？！，,.!?：“”「」『』") for i in group]
    bare = [patterns.sub("[^x]", "|", shape) for shape in shapes]
    return len(set(bare)) <= max(1, len(bare) // 3)


def _led_in(draft: Draft, index: int) -> bool:
    return index > 0 and _LEAD_IN.search(draft.text(index - 1)) is not None


# --- dialogue and lists ----------------------------------------------------------------------------------


def _dialogue(draft: Draft) -> None:
    named = [i for i, part in enumerate(draft.parts) if not part and _COLON.search(draft.text(i)[:20])]
    questions = [i for i in named if _QUESTION.match(draft.text(i))]
    answers = [i for i in named if _ANSWER.match(draft.text(i))]
    if questions and answers and abs(len(questions) - len(answers)) <= max(2, len(questions) // 2):
        draft.put(Role.QUESTION, *questions)
        draft.put(Role.ANSWER, *answers)
        return
    for i, asked in _turns(draft, named):
        draft.put(Role.QUESTION if asked else Role.ANSWER, i)


def _turns(draft: Draft, named: Sequence[int]) -> list[tuple[int, bool]]:
    """Return the paragraphs of a conversation, each begun by a speaker's name, and whether they ask.

    Names come again and take turns, and what follows them are sentences: so are told apart the lines of a form.
    """
    said: dict[str, list[int]] = {}
    for i in named:
        turn = _TURN.match(draft.text(i))
        if turn and not _NO_SPEAKER.fullmatch(turn[1]):
            said.setdefault(turn[1], []).append(i)
    speakers = {name: places for name, places in said.items() if len(places) >= 2}
    places = sorted((i, name) for name, found in speakers.items() for i in found)
    if len(speakers) < 2 or len(places) < 4:
        return []
    changes = sum(1 for (_, one), (_, two) in itertools.pairwise(places) if one != two)
    ended = sum(1 for i, _ in places if not draft.ends[i].open)
    if changes < 0.6 * (len(places) - 1) or ended < 0.7 * len(places):
        return []
    asking = {
        name for name, found in speakers.items() if 2 * sum(draft.text(i)[-1] in "？?" for i in found) > len(found)
    }
    return [(i, name in asking) for i, name in places]


def _bullets(draft: Draft) -> None:
    """Mark items of lists with bullets; a lone dash may be no bullet."""
    styles: dict[str, list[int]] = {}
    for i in range(len(draft)):
        marker = draft.markers[i]
        if marker and marker.kind is Kind.BULLET and not draft.parts[i] and not draft.text(i).startswith("**"):
            styles.setdefault(marker.style, []).append(i)
    for style, places in styles.items():
        plain = style in "-–*+·‧"
        if (len(places) >= 2 or not plain) and style not in "※★☆":
            draft.put(BULLET, *places)
