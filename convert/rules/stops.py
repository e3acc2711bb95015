"""Family P201 to P203: pausing marks (点号) of the right width."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.rules.interpuncts import NAME_POINT
from convert.rules.passage import FULL_MARKS, MASK, MASK_DIGIT, MASK_LATIN, Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_FULL: Final = dict(zip(",;:?!.．", "，；：？！。。", strict=True))
_MARKS = patterns.compile("[,;:?!]+")
_CHINESE = patterns.compile(f"[{HANZI}{FULL_MARKS}％℃㎡‰—…×○]")
_CLOSER = patterns.compile("[”’）》〉】〕」』〗]")
_OPENER: Final = "“‘（《〈【〔「『〖"
_WORDLIKE = patterns.compile(f"[A-Za-z0-9%)\\]\"'°{MASK_LATIN}{MASK_DIGIT}]")
_LETTER = patterns.compile(f"[A-Za-z{MASK_LATIN}]")
_HANZI = patterns.compile(f"[{HANZI}]")


@rule(
    "P201", "stop-full", "●●●", Phase.STOPS,
    why="GB/T 15834 4.2 to 4.7, 5.1.1: pausing marks take a full square", example=("课题,是", "课题，是"),
    trigger=(",;:?!", "(?:(?<![0-9].)|(?![0-9])|(?=[0-9]{1,2}[:\ufdd1]))"),
)  # fmt: skip
def stop_full(passage: Passage) -> Iterator[Change]:
    """Widen , ; : ? ! after or before hanzi or full-width marks."""
    text, widened = passage.text, 0
    for match in _MARKS.finditer(text):
        start, end, run = match.start(), match.end(), match.group()
        if _widens(passage, start, end, run, widened):
            widened = end
            kept = run if len(set(run)) > 1 or run[0] in "!?" else run[:1] * len(run)
            yield Change(start, end, "".join(_FULL[char] for char in kept))


def _widens(passage: Passage, start: int, end: int, run: str, widened: int) -> bool:
    """Tell whether the marks in [start, end) are Chinese; those that end at `widened` before them are."""
    text = passage.text
    touching, following = text[start - 1 : start], text[end : end + 1]
    near = passage.before(start, 3)
    before = near.rstrip(" ")[-1:]
    if before and start - len(near) + len(near.rstrip(" ")) == widened:
        before, touching = "，", " " if touching == " " else "，"
    after = passage.after(end, 3).lstrip(" ")[:1]
    if _before_note(passage, start):
        return _HANZI.match(following) is not None or not after
    if MASK in (touching, following) or ("::" in run and not _HANZI.match(before)):
        return False
    if not before:  # a line that begins with a mark: only a wrapped comma is text
        return run == "," and bool(_HANZI.match(following))
    if _CHINESE.match(before) and before not in _OPENER:
        loose = touching == " " and following not in ("", " ", "\n") and not _CHINESE.match(following)
        return not loose
    if not _WORDLIKE.match(before):
        return False
    if touching == " " and not _HANZI.match(after):
        return False
    if _CHINESE.match(after) and after not in "，。、；：？！”’）》】」』—…":
        in_latin = following == " " and (
            _LATIN_SENTENCE.match(passage.before(start)) is not None
            or (run == ";" and passage.habit != "official" and _LETTER.match(before) is not None)
        )
        return not (in_latin or _half_after_latin(passage, before, run))
    if before in "%°" and _LETTER.match(following):
        return passage.in_chinese(start, end)
    if after.isdigit() and (before in "%°" or _BETWEEN_TIMES.search(text[max(0, start - 3) : end + 5])):
        return passage.in_chinese(start, end)
    if after:
        return bool(after in "”’）》」』" and before in "%" and passage.in_chinese(start, end))
    return _ends_chinese_clause(passage, start, run)


_NOTE = patterns.compile(f"[{HANZI}”’》）%]\\[\\^?[0-9A-Za-z]{{1,4}}(?:[,–-][0-9]{{1,3}})*\\]$")


def _before_note(passage: Passage, index: int) -> bool:
    """Tell whether the mark at `index` follows the mark of a note, as in 研究[1]，, that ends Chinese words."""
    return passage.plain[index - 1 : index] == "]" and bool(_NOTE.search(passage.plain, max(0, index - 16), index))


def _half_after_latin(passage: Passage, before: str, run: str) -> bool:
    """Tell whether ! or ? belongs to the Latin word before it, as western text has it."""
    return passage.habit == "western" and run[0] in "!?" and bool(_LETTER.match(before))


def _ends_chinese_clause(passage: Passage, start: int, run: str) -> bool:
    """Tell whether a mark at the end of a line follows one Latin word or number in a Chinese clause."""
    before = passage.before(start)
    word = _WESTERN_TAIL.search(before)
    if word is None or word.start() == 0 or not _HANZI.search(before):
        return False
    latin = word.group().strip()
    if passage.habit == "western" and run[0] in "!?" and _LETTER.search(latin):
        return False
    return not _TWO_WORDS.search(latin)


_WESTERN_TAIL = patterns.compile(f"[^{HANZI}{FULL_MARKS}]*$")
_TWO_WORDS = patterns.compile(f"[A-Za-z{MASK_LATIN}][ ,.;:?!]+[A-Za-z{MASK_LATIN}]|[?!]")


_BETWEEN_TIMES = patterns.compile(f"^{MASK_DIGIT}\\d\\d,\\d{{1,2}}{MASK_DIGIT}\\d\\d")
_LATIN_SENTENCE = patterns.compile(
    f"[^{HANZI}{FULL_MARKS}]*[A-Za-z{MASK_LATIN}] [^{HANZI}{FULL_MARKS}]*[A-Za-z{MASK_LATIN}]$"
)
_POINT = patterns.compile("(?<![.．])(?:[.．]|\\.\\.)(?![.．])")
_SENTENCE: Final = 15  # characters with a pause among them, that make a sentence likely
_PAUSES: Final = frozenset("，、；")
_CLAUSE = patterns.compile("[^，。、；：？！,;:?!.．\n]*$")
_ENUMERATOR = patterns.compile("[一二三四五六七八九十百]{1,4}$|[0-9]{1,3}$|[A-Za-z]$")


@rule(
    "P202", "period-full", "●●●", Phase.STOPS,
    why="GB/T 15834 4.1: 。 ends a statement", example=("增长3.5%.", "增长3.5%。"),
    trigger=(".．", "(?:[^0-9A-Za-z.]|\\.(?!\\.)|$|(?<=[^\x00-\u2e7f].)[0-9A-Z])"),
)  # fmt: skip
def period_full(passage: Passage) -> Iterator[Change]:
    """Write 。 for . at the end of a Chinese clause; decimals, abbreviations and ordinals stay."""
    text = passage.text
    names = {match.start() for match in NAME_POINT.finditer(text)}
    for match in _POINT.finditer(text):
        if match.start() not in names and _ends_statement(passage, *match.span()):
            yield Change(match.start(), match.end(), "。")


def _ends_statement(passage: Passage, index: int, end: int) -> bool:
    """Tell whether the point or two points in [index, end) end a Chinese statement."""
    text = passage.text
    touching = text[index - 1 : index]
    following = text[end : end + 1]
    after = passage.after(end, 3).lstrip(" ")[:1]
    if touching == " " and not after:  # a point set apart at the end of a line
        touching = passage.before(index, 3).rstrip(" ")[-1:]
        return bool(_HANZI.match(touching) or _CLOSER.match(touching))
    if not after and _before_note(passage, index):
        return True
    if MASK in (touching, following) or not touching or touching in "\n \u3000":
        return False
    chinese = bool(_CHINESE.match(touching)) and touching not in _OPENER and touching not in "，。、；：？！…"
    if not after or after in "”’」』）)\"'" or (after == "】"):
        return chinese or _number_or_word_ends(passage, index, touching, after)
    if after.isdigit():
        return (
            following == after
            and bool(_LONG_CLAUSE.search(passage.before(index)))
            and not _LEVEL.match(passage.after(end, 8))
        )
    if text.startswith("**", end) and chinese and passage.before(index, 200).count("**") % 2:
        return True  # **A run-in head.** Text
    if not (_HANZI.match(after) or after in _OPENER):
        return _LONG_CLAUSE.search(passage.before(index)) is not None and bool(_NEW_LATIN.match(passage.after(end, 40)))
    if touching == MASK_LATIN and _ADDRESS_END.search(passage.plain, max(0, index - 40), index):
        return _TWO_ON.match(passage.after(end, 6).lstrip(" ")) is not None
    if not (chinese or touching in "%°"):
        return False
    if _CLOSER.match(touching):
        return True
    before = passage.before(index)
    clause = _CLAUSE.search(before)
    words = clause.group().strip() if clause else ""
    in_sentence = len(before) >= _SENTENCE and not _PAUSES.isdisjoint(before)
    ends = len(words) >= (2 if in_sentence else 3) and not _ENUMERATOR.fullmatch(words)
    return ends and _TWO_ON.match(passage.after(end, 6).lstrip(" ")) is not None


_ADDRESS_END = patterns.compile(r"(?:[@/]|www\.)[A-Za-z0-9._/?=&%#-]{2,}$")
_LONG_CLAUSE = patterns.compile(f"[{HANZI}”）》]{{4,}}$")
_LEVEL = patterns.compile("[0-9]{1,2}(?:[.、．)）\ufdd1 ]|$)")
_NEW_LATIN = patterns.compile(f"\\*{{1,2}}[A-Z{HANZI}]| ?[A-Z][A-Za-z0-9]* [A-Za-z]| [A-Z]")
_TWO_ON = patterns.compile(f"[{HANZI}0-9A-Za-z{_OPENER}] ?[{HANZI}0-9A-Za-z{_OPENER}{MASK_LATIN}]")


def _number_or_word_ends(passage: Passage, index: int, touching: str, after: str) -> bool:
    """Tell whether a point after a number or a Latin word at the end of a line ends a Chinese clause."""
    if touching in "%°":
        return passage.in_chinese(index, index + 1)
    if not _WORDLIKE.match(touching) or touching in "\"')]":
        return False
    before = passage.before(index)
    if _MODEL_TAIL.search(before) or _FORMULA_TAIL.search(before):
        return not after
    if touching.isdigit():
        return _COUNT_TAIL.search(before) is not None or _LONG_COUNT_TAIL.search(before) is not None
    return not after and _WORD_TAIL.search(before) is not None


_COUNT_TAIL = patterns.compile(f"[{HANZI}％][^.。]*[{HANZI}] ?[0-9{MASK_DIGIT}]+$")
_LONG_COUNT_TAIL = patterns.compile(
    f"[{HANZI}]{{2}} ?[0-9]+(?:[、和至—～-][0-9]+)+$|"
    f"[{HANZI}]{{3}}[:：] ?[0-9{MASK_DIGIT}]+$|[{HANZI}].*[0-9{MASK_DIGIT}]{{3}}$|[，；。].*[{HANZI}：] ?[0-9]+$"
)
_MODEL_TAIL = patterns.compile(f"[，；：][^，；：]*[{HANZI}] ?[A-Za-z]+[/-]?[0-9]+$")
_FORMULA_TAIL = patterns.compile(
    f"[，；：][^，；：\n]*[{HANZI}] ?[A-Za-z0-9²³+×÷=<>≤≥/{MASK_LATIN}{MASK_DIGIT}-]{{2,}}$"
)
_WORD_TAIL = patterns.compile(f"[{HANZI}，、；：“] ?[A-Za-z{MASK_LATIN}0-9+#-]{{2,}}$")


_LATIN_LINE = patterns.compile(f"^[^\n{HANZI}]*[，。：；？！][^\n{HANZI}]*$", patterns.MULTILINE)
_FULL_IN_LATIN = patterns.compile("(?<=[A-Za-z0-9)\"'”’])([，。：；？！])( ?)(?=(.?))")
_LATIN_WORD = patterns.compile("[A-Za-z]{2,}")
_WORD_HEAD = patterns.compile("[A-Za-z0-9(\"'“‘]")
_HALF: Final = dict(zip("，。：；？！", ",.:;?!", strict=True))


@rule(
    "P203", "stop-half-in-latin", "○!●", Phase.STOPS,
    why="GB/T 15834 5.1: Latin text keeps its own marks", example=("Hello，world", "Hello, world"),
    trigger=("，。：；？！", "(?<=[A-Za-z0-9)\"'”’].)"), unsafe=True,
)  # fmt: skip
def stop_half(passage: Passage) -> Iterator[Change]:
    """Narrow a full-width stop inside a line of Latin text, with a blank after it."""
    for line in _LATIN_LINE.finditer(passage.text):
        if sum(1 for _ in _LATIN_WORD.finditer(line.group())) < 2:
            continue
        for match in _FULL_IN_LATIN.finditer(passage.text, line.start(), line.end()):
            if _CHINESE.match(match.group(3)):
                continue  # P201 would widen it again
            blank = " " if not match.group(2) and _WORD_HEAD.match(match.group(3)) else ""
            yield Change(match.start(1), match.end(1), _HALF[match.group(1)] + blank)
