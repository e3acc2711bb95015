"""Family S: blanks at the edges of lines, beside full-width marks and between hanzi."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.rules.passage import EASTERN, FULL_MARKS, MASK, MASK_DIGIT, MASK_LATIN, Passage
from convert.rules.registry import Change, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from typing import Final

_BLANKS: Final = " \t\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
_TRAILING = patterns.compile(f"(?<![{_BLANKS}])[{_BLANKS}]++(?=\n|\\Z)")


@rule(
    "S101", "trailing", "●●●", Phase.SPACES,
    why="no standard gives meaning to blanks after a line", example=("好。　", "好。"), trigger=(_BLANKS, "(?=\n|\\Z)"),
)  # fmt: skip
def trailing(passage: Passage) -> Iterator[Change]:
    """Strip blanks at the end of a line, full-width and no-break ones too."""
    for match in _TRAILING.finditer(passage.text):
        yield Change(match.start(), match.end(), "")


_INDENT = patterns.compile(
    f'^(?!\u3000\u3000[^{_BLANKS}])([{_BLANKS}]{{1,8}}+)(?=[{HANZI}{FULL_MARKS}0-9①-⑳—…("])([^\n]*)', patterns.MULTILINE
)
_CELLS: Final = {"\t": 4, "\u3000": 2, "\u2003": 2, "\u2001": 2}
_LATIN_START = patterns.compile("[0-9.]+[ \t]*[A-Za-z]|[0-9]+[^.、．)）0-9年月日%]")
_VERSE_WIDTH: Final = 16


@rule(
    "S102", "indent", "●●●", Phase.SPACES,
    why="clreq 3.3.1: a paragraph is indented by two squares", example=("\u2003\u2003同志", "\u3000\u3000同志"),
    trigger=(" \t\u00a0\u2000-\u200a\u3000", "(?<=\n.)(?!\u3000[^ \t\u00a0\u3000])|(?<=\\A.)"),
)  # fmt: skip
def indent(passage: Passage) -> Iterator[Change]:
    """Write an indent two squares wide as U+3000 twice; deep indents, code and verse stay."""
    if passage.line_breaks == "block":
        return
    for match in _INDENT.finditer(passage.text):
        blanks, rest = match.groups()
        if sum(_CELLS.get(blank, 1) for blank in blanks) != 4 or blanks == "\u3000\u3000":
            continue
        if "\t" in rest or MASK in rest[:1] or _LATIN_START.match(rest) or _is_verse(passage, match, rest):
            continue
        yield Change(match.start(1), match.end(1), "\u3000\u3000")


def _is_verse(passage: Passage, match: re.Match[str], rest: str) -> bool:
    """Tell whether a line belongs to three or more short ones that are indented alike and end with a mark."""
    blanks = match.group(1)
    if not _is_verse_line(blanks + rest, blanks):
        return False
    text, run = passage.text, 1
    position = match.start()
    while run < 3 and position > 0:
        start = text.rfind("\n", 0, position - 1) + 1
        if not _is_verse_line(text[start : position - 1], blanks):
            break
        run, position = run + 1, start
    position = match.end()
    while run < 3 and position < len(text):
        end = text.find("\n", position + 1)
        end = len(text) if end < 0 else end
        if not _is_verse_line(text[position + 1 : end], blanks):
            break
        run, position = run + 1, end
    return run == 3


def _is_verse_line(line: str, blanks: str) -> bool:
    words = line[len(blanks) :].rstrip()
    return (
        line.startswith(blanks)
        and 0 < len(words) <= _VERSE_WIDTH
        and words[0] not in " \u3000"
        and words[-1] in "，。；！？、,.;!?"
        and words[1:2] not in ("、", ".")
    )


_ODD: Final = "\u00a0\u1680\u2000\u2002\u2004-\u200a\u202f\u205f"
_ODD_RUN = patterns.compile(f"(?<![{_ODD}\n])(?<!^)[{_ODD}]++(?!\n|\\Z)")


@rule(
    "S105", "odd-space", "●●●", Phase.SPACES,
    why="clreq 3.2: no blank but U+3000 belongs between hanzi", example=("全市\u00a0各县", "全市各县"),
    trigger=(_ODD, ""),
)  # fmt: skip
def odd_space(passage: Passage) -> Iterator[Change]:
    """Delete a no-break, thin or hair space between hanzi, and write U+0020 for it elsewhere."""
    text = passage.text
    for match in _ODD_RUN.finditer(text):
        before, after = text[match.start() - 1], text[match.end()]
        if _indents(passage, match.start()):
            continue
        single = len(match.group()) == 1
        between = single and _HAN.match(before) and _HAN.match(after)
        yield Change(match.start(), match.end(), "" if between else " " * len(match.group()))


def _indents(passage: Passage, index: int) -> bool:
    """Tell whether only blanks stand before `index` on its line."""
    return not passage.before(index, 400).strip()


_HAN = patterns.compile(f"[{HANZI}]")
_STOPS: Final = "，。、；：？！"
_BESIDE_STOP = patterns.compile(
    f"(?<=[{_STOPS}》】）〕」』〉])[ \u00a0]{{1,2}}+(?=[^ \n\u00a0\u3000\t|])"
    f"|(?<=[^ \n\u00a0\u3000\t|“‘（《〈【〔「『])[ \u00a0]{{1,2}}+(?=[{_STOPS}《【（〔「『〈》】）〕」』〉])"
)
_BESIDE_QUOTE = patterns.compile(
    f"(?<=[{HANZI}{FULL_MARKS}])[ \u00a0]{{1,2}}+(?=[“‘]|——|……)|(?<=[”’])[ \u00a0]{{1,2}}+(?=[{HANZI}{FULL_MARKS}])"
    f"|(?<=[{HANZI}，。、；：？！’）》〉】〕」』])[ \u00a0]{{1,2}}+(?=[”])"
    f"|(?<=——)[ \u00a0]{{1,2}}+(?=[{HANZI}{FULL_MARKS}])|(?<=……)[ \u00a0]{{1,2}}+(?=[{HANZI}{FULL_MARKS}])"
)


_LABEL_ALONE: Final = (
    f"第[{HANZI}0-9]{{1,7}}[编編章节節条條款项項回篇讲](?:之[一二三四五六七八九十]{{1,2}}|-\\d{{1,2}})?"
)
_FIRST_COLUMN = patterns.compile(  # 1月8日 《人民日报》; 国发〔2019〕15号 《关于…》; 第三條 （主管機關）
    "[ \u3000]*(?:(?:\\d{4}年)?(?:\\d{1,2}月)?(?:\\d{1,2}[日号])?(?<=[年月日号])"
    f"|[{HANZI}]{{1,12}}〔\\d{{4}}〕\\d{{1,5}}号|{_LABEL_ALONE})\n"
)


@rule(
    "S103", "fullpunct-space", "●●●", Phase.SPACES,
    why="clreq 3.1: a full-width mark carries its own blank half", example=("指出 ， 要", "指出，要"),
    trigger=(" \u00a0", f"(?:(?<=[{FULL_MARKS}—…].)|(?=[{FULL_MARKS}—…]))"),
)  # fmt: skip
def full_mark_space(passage: Passage) -> Iterator[Change]:
    """Delete one or two blanks beside a full-width mark; wider gaps are layout and stay."""
    for pattern in (_BESIDE_STOP, _BESIDE_QUOTE):
        for match in pattern.finditer(passage.text):
            if not (_indents(passage, match.start()) or _FIRST_COLUMN.match(passage.before(match.start(), 40) + "\n")):
                yield Change(match.start(), match.end(), "")


_INSIDE = patterns.compile(
    "(?<=[“（《〈【〔「『])[ \u00a0\u2000-\u200a]{1,2}+(?=[^ \n\u00a0\u3000”）》〉】〕」』])"
    "|(?<=[^ \n\u00a0\u3000“（《〈【〔「『])[ \u00a0\u2000-\u200a]{1,2}+(?=[”）》〉】〕」』])"
    f"|(?<=‘)[ \u00a0]{{1,2}}+(?=[{HANZI}])|(?<=[{HANZI}])[ \u00a0]{{1,2}}+(?=’)"
)


@rule(
    "S104", "inner-space", "●●●", Phase.SPACES,
    why="GB/T 15834 5.1.5: quotation marks and brackets hug what they hold", example=("“ 初心 ”", "“初心”"),
    trigger=(" \u00a0\u2000-\u200a", "(?:(?<=[“‘（《〈【〔「『].)|(?=[”’）》〉】〕」』]))"),
)  # fmt: skip
def inner_space(passage: Passage) -> Iterator[Change]:
    """Delete blanks just inside quotation marks and brackets; an empty bracket to fill in stays."""
    for match in _INSIDE.finditer(passage.text):
        if not _indents(passage, match.start()):
            yield Change(match.start(), match.end(), "")


_SPACED_OUT = patterns.compile(f"(?<![{HANZI} ])[{HANZI}](?: [{HANZI}]){{2,}}+(?![{HANZI}])")
_IN_SENTENCE: Final = frozenset("，。；")
_CLAUSE_LABEL = patterns.compile(f"[ \u3000]*{_LABEL_ALONE}\n")
_LONE = patterns.compile(f"(?<=[{HANZI}]{{3}}) (?=[{HANZI}]{{3}})")


@rule(
    "S106", "han-han-space", "!!○", Phase.SPACES,
    why="clreq 3.2: hanzi are set solid", example=("中 共 中 央", "中共中央"),
    trigger=(" ", f"(?<={EASTERN}.){EASTERN}"), unsafe=True,
)  # fmt: skip
def between_hanzi(passage: Passage) -> Iterator[Change]:
    """Suggest deleting a blank between hanzi: letter-spaced words, and gaps in a sentence; names and forms stay."""
    for match in _SPACED_OUT.finditer(passage.text):
        for index in range(match.start() + 1, match.end(), 2):
            yield Change(index, index + 1, "")
    for match in _LONE.finditer(passage.text):
        around = passage.before(match.start(), 20) + passage.after(match.end(), 20)
        labelled = _CLAUSE_LABEL.match(passage.before(match.start(), 20) + "\n") is not None
        if not _IN_SENTENCE.isdisjoint(around) and len(around) >= 20 and not labelled:
            yield Change(match.start(), match.end(), "")


_MASKED: Final = f"{MASK_LATIN}{MASK_DIGIT}"
_LATIN: Final = f"A-Za-z0-9{_MASKED}"
_MIXED = patterns.compile(f"(?<=[{HANZI}]) (?=[{_LATIN}])|(?<=[{_LATIN}%℃°]) (?=[{HANZI}])")
_LABEL = patterns.compile(
    f"^[ \u3000]*(?:第[{HANZI}0-9]{{1,6}}[编章节条款回篇讲]"
    f"|(?:图|表|附件|附录|附表|附图|例|式|专栏) ?[0-9A-Z{MASK_DIGIT}-]*|[0-9{MASK_DIGIT}A-Z]{{1,8}}[.．]?)$"
)
_ARTICLE = patterns.compile(f"[ \u3000]*第(?:\n[0-9-]+ ?| ?[0-9{MASK_DIGIT}-]+\n)[條条章節节編编款項项]")
_LONG_NUMBER = patterns.compile(f"[0-9{MASK_LATIN}{MASK_DIGIT}-]{{7,}}")
_COUNTED: Final = (
    "个名项条家万亿元年月日人次件位届号岁时分秒天周亩吨米公里倍种类户座所套台辆只头棵张份篇册页章节段级层间处余多"
)


@rule(
    "S107", "mixed-space-off", "●○○", Phase.MIXED_SPACES,
    why="clreq 3.2.2: the gap between hanzi and Latin is made by the layout, not typed",
    example=("全市 12 个", "全市12个"),
    trigger=(" ", f"(?:(?<={EASTERN}.)[!-~{_MASKED}]|(?<=[!-~℃°{_MASKED}].){EASTERN})"),
)  # fmt: skip
def mixed_space_off(passage: Passage) -> Iterator[Change]:
    """Delete a single blank between hanzi and Latin or digits; labels and long numbers keep theirs."""
    for match in _MIXED.finditer(passage.text):
        index = match.start()
        before = passage.before(index)
        after = passage.after(index + 1, 20)
        label = _LABEL.match(before) and not (after[:1] in _COUNTED and before.strip().isdigit())
        label = label or (_ARTICLE.match(before + "\n" + after) is not None)
        if not (label or _LONG_NUMBER.match(after) or _ends_long(before) or _apart(passage, index)):
            yield Change(index, index + 1, "")


_PINYIN = patterns.compile("[a-zāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜ]*[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]")


def _apart(passage: Passage, index: int) -> bool:
    """Tell whether a blank parts an abbreviation, an option of a command or a spelling from the hanzi beside it."""
    plain = passage.plain
    word = plain[max(0, index - 12) : index].rpartition(" ")[2]
    if plain[index - 1 : index] == ".":
        return True
    if plain[index + 1 : index + 2] == "-" or (word.startswith("-") and word[1:2].isalpha()):
        return True
    return _PINYIN.match(plain, index + 1) is not None or _PINYIN.match(word) is not None


def _ends_long(before: str) -> bool:
    tail = before[-7:]
    return len(tail) == 7 and all(char in f"0123456789-{MASK_LATIN}{MASK_DIGIT}" for char in tail)
