"""Family N: code points that are wrong in any text: line ends, invisible characters, look-alikes, unassigned."""

from __future__ import annotations

import unicodedata

from convert import patterns
from convert.rules.lookalikes import CJK_FORMS, RADICALS
from convert.rules.passage import Passage
from convert.rules.registry import Change, Finding, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

_NEWLINES: Final = "\r\v\x85\u2028\u2029"
_JOINERS: Final = "\u200c\u200d"
_INVISIBLE: Final = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff" + _JOINERS
)
_NEWLINE = patterns.compile(f"\r\n|[{_NEWLINES}]")
_UNSEEN = patterns.compile(f"[{_INVISIBLE}]+")
_RIGHT_TO_LEFT = patterns.compile("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_JOINING = patterns.compile("[\u0600-\u0dff\u1780-\u17ff\u1800-\u18af]")  # Arabic, Indic, Khmer, Mongolian use joiners
_SPACELESS = patterns.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer break at U+200B
_PICTURE = patterns.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\ufe0f"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)


@rule(
    "N001", "newline", "●●●", Phase.NEWLINES,
    why="Unicode 5.8, newline guidelines", example=("甲\v乙", "甲\n乙"), chars=_NEWLINES,
)  # fmt: skip
def newline(passage: Passage) -> Iterator[Change]:
    """Turn CR LF, CR, U+000B, U+0085, U+2028 and U+2029 into LF."""
    for match in _NEWLINE.finditer(passage.text):
        if match.end() - match.start() == 2:
            yield Change(match.start(), match.start() + 1, "")
        else:
            yield Change(match.start(), match.end(), "\n")


@rule(
    "N002", "invisible", "●●●", Phase.CODEPOINTS,
    why="no mark of GB/T 15834 is invisible; UAX #9, UTS #51 for what stays",
    example=("习近\u200b平", "习近平"), chars=_INVISIBLE,
)  # fmt: skip
def invisible(passage: Passage) -> Iterator[Change]:
    """Delete zero-width spaces, joiners, soft hyphens, stray byte-order and bidi marks outside of their scripts."""
    text = passage.text
    for match in _UNSEEN.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        kept = _kept_invisibles(match.group(), before, after)
        if kept is None:
            around = passage.before(match.start()) + passage.after(match.end())
            kept = match.group() if _RIGHT_TO_LEFT.search(around) else ""
        if kept != match.group():
            yield Change(match.start(), match.end(), kept)


def _kept_invisibles(run: str, before: str, after: str) -> str | None:
    """Return what stays of a run of invisible characters, or None when its line decides."""
    joiner = "\u200d" if "\u200d" in run else "\u200c" if "\u200c" in run else ""
    if joiner and _PICTURE.match(before) and _PICTURE.match(after):
        return joiner if joiner == "\u200d" else ""
    if joiner and _JOINING.match(before):
        return joiner
    if "\u200b" in run and (_SPACELESS.match(before) or _SPACELESS.match(after)):
        return "\u200b"
    return None if set(run) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") else ""


# A cluster is a character that never composes with the one before it, and what follows that may.
_SETTLED = "\x00-\u02ff\u2010-\u2027\u3000-\u3029\u3041-\u3098\u309d-\u30ff\u3400-\u9fff\uff00-\uff9d"
_COMPOSING = patterns.compile(f"[^{_SETTLED}]")
_CLUSTER = patterns.compile(f"[\\s\\S][^{_SETTLED}]*")


@rule(
    "N003", "nfc", "●●●", Phase.COMPOSITION,
    why="UAX #15: canonical equivalents are one character; NFKC would destroy ①℃（）", example=("\uf9f7", "立"),
)  # fmt: skip
def nfc(passage: Passage) -> Iterator[Change]:
    """Compose canonically (NFC, never NFKC): é, and compatibility ideographs that decompose."""
    text = passage.text
    if passage.inventory and _COMPOSING.search("".join(passage.inventory)) is None:
        return
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    for line in text.splitlines(keepends=True):
        if not unicodedata.is_normalized("NFC", line):
            for match in _CLUSTER.finditer(line):
                composed = unicodedata.normalize("NFC", match.group())
                if composed != match.group():
                    yield _trimmed(start + match.start(), match.group(), composed)
        start += len(line)


def _trimmed(start: int, old: str, new: str) -> Change:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Change(start + head, start + len(old) - tail, new[head : len(new) - tail])


_RADICAL = patterns.compile("[⺀-⿕]")
_TRADITIONAL = patterns.compile(
    "[們個這來時國會學發對說為與從後過還沒東車長門問間關開書見實業產動務員買賣讀寫聽讓認識選舉義權無處體點電機場]"
)
_DOOR = "\u2f3e"


@rule(
    "N004", "radical", "●●●", Phase.CODEPOINTS,
    why="Unicode 18.2: radicals are symbols, not text; PDF extraction leaves them",
    example=("⼯作、⻓期", "工作、长期"), chars=RADICALS,
)  # fmt: skip
def radical(passage: Passage) -> Iterator[Change]:
    """Replace Kangxi and supplementary radicals by the character they look like."""
    for match in _RADICAL.finditer(passage.text):
        target = RADICALS.get(match.group())
        if match.group() == _DOOR:
            near = passage.before(match.start(), 200) + passage.after(match.end(), 200)
            target = "戶" if _TRADITIONAL.search(near) else "户"
        if target is not None:
            yield Change(match.start(), match.end(), target)


_UPRIGHT: Final = "︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈"
_UPRIGHT_BRACKETS: Final = dict(zip(_UPRIGHT, (_UPRIGHT[index ^ 1] for index in range(len(_UPRIGHT))), strict=True))
_FORM = patterns.compile("[" + patterns.escape("".join(CJK_FORMS)) + "]")


@rule(
    "N005", "cjk-forms", "●●●", Phase.CODEPOINTS,
    why="GB/T 15834 5.1: marks have their ordinary form in horizontal text",
    example=("﹕､｡︒﹝﹞", "：、。。〔〕"), chars=CJK_FORMS,
)  # fmt: skip
def cjk_forms(passage: Passage) -> Iterator[Change | Finding]:
    """Replace small, vertical and half-width forms of Chinese marks by the ordinary mark."""
    from re import finditer

    own = own_marks(passage.text)
    for mark in sorted(own):
        found = [match.start() for match in finditer(mark, passage.text)]
        message = (
            f"{mark} is this text's own mark ({len(found)} places) and stays; the ordinary one is {CJK_FORMS[mark]}"
        )
        yield Finding(found[0], found[0] + 1, message, tuple((place, place + 1) for place in found[1:11]))
    for match in _FORM.finditer(passage.text):
        if match.group() in own:
            continue
        if match.group() not in _UPRIGHT_BRACKETS or _paired(passage, match.start()):
            yield Change(match.start(), match.end(), CJK_FORMS[match.group()])


_SMALL_FORM = patterns.compile("[﹐-﹫]")
_DOCUMENT: Final = 500  # characters that make a habit visible
_HABIT: Final = 3  # times a small form stands in a document that means it


def own_marks(text: str) -> frozenset[str]:
    """Return the small forms that a long text in traditional characters uses as its own mark.

    Big5 has ﹔ ﹙ ﹚ beside ；（ ） (rows A14D to A17E), and texts from there set them on purpose: three times at
    least, and no less often than the ordinary mark. A short text or a mixture is a slip.
    """
    if len(text) < _DOCUMENT:
        return frozenset()
    counts = {mark: text.count(mark) for mark in {match.group() for match in _SMALL_FORM.finditer(text)}}
    habits = frozenset(mark for mark, n in counts.items() if n >= _HABIT and n >= text.count(CJK_FORMS[mark]))
    sample = text[: 20 * _DOCUMENT]
    traditional = habits and sum(1 for _ in _TRADITIONAL.finditer(sample)) * 100 >= len(sample)
    return habits if traditional else frozenset()


def _paired(passage: Passage, index: int) -> bool:
    """Tell whether the partner of a bracket for vertical text stands on its line; alone it is part of a drawing."""
    partner = _UPRIGHT_BRACKETS[passage.text[index]]
    return partner in passage.before(index, 2_000) or partner in passage.after(index, 2_000)


_DOUBTFUL_KINDS: Final = {
    "Co": "private-use character",
    "Cn": "unassigned code point",
    "Cs": "lone surrogate",
    "Cc": "control character",
}


def doubtful_characters(distinct: Iterable[str]) -> str:
    """Return those of `distinct` that name no character: private use, unassigned, surrogates, controls, U+FFFD."""
    return "".join(sorted(char for char in distinct if _doubt(char)))


def _doubt(char: str) -> str:
    if char in "\t\n\f":
        return ""
    if char == "\ufffd":
        return "replacement character"
    return _DOUBTFUL_KINDS.get(unicodedata.category(char), "")


@rule(
    "N006", "pua-report", "!!!", Phase.AUDIT,
    why="no reader can know which character was meant", example=("深\ue000市", "深\ue000市"),
)  # fmt: skip
def private_use(passage: Passage) -> Iterator[Finding]:
    """Report private-use, unassigned, control and replacement characters and lone surrogates; they stay."""
    suspects = doubtful_characters(passage.inventory or set(passage.text))
    if suspects:
        from re import finditer

        for match in finditer("[" + patterns.escape(suspects) + "]", passage.text):
            char = match.group()
            yield Finding(match.start(), match.end(), f"{_doubt(char)} U+{ord(char):04X} is kept as it is")


_KANA_RUN = patterns.compile("[\uff66-\uff9f]{2,}+")
_TWO_KANA = patterns.compile("[\uff66-\uff9d]{2}|[\uff66-\uff9d][\uff9e\uff9f]")


@rule(
    "N007", "kana-width", "●●●", Phase.CODEPOINTS,
    why="UAX #11: half-width katakana is a relic of 8-bit sets", example=("ｶﾀｶﾅ", "カタカナ"),
    chars=map(chr, range(0xFF66, 0xFFA0)),
)  # fmt: skip
def kana_width(passage: Passage) -> Iterator[Change]:
    """Widen half-width katakana that stand in runs, their sound marks composed."""
    for match in _KANA_RUN.finditer(passage.text):
        if _TWO_KANA.search(match.group()):
            yield Change(match.start(), match.end(), unicodedata.normalize("NFKC", match.group()))
