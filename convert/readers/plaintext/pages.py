"""What the pages of a printed text carry: page numbers and running heads, told by their counts and their places."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise

from convert import patterns
from convert.counting import Counter, defaultdict
from convert.readers.plaintext import furniture as known
from convert.readers.plaintext.front import SURNAME
from convert.readers.plaintext.lines import Line, ending
from convert.readers.plaintext.markers import find, number

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence


class Sheet:
    """The lines with the reasons found so far, and which of them are page furniture."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.reasons: dict[int, str] = {}
        self.pages: set[int] = set()

    def holding(self, pattern: re.Pattern[str], longest: int) -> Iterator[int]:
        """Yield the numbers of the lines of at most `longest` code points in which `pattern` is found, in order."""
        short = [i for i, line in enumerate(self.lines) if len(line.text) <= longest]
        texts = [self.lines[i].text for i in short]
        starts: list[int] = []
        last = -1
        for m in pattern.finditer("\n".join(texts)):
            starts = starts or list(accumulate((len(text) + 1 for text in texts), initial=0))
            at = short[bisect_right(starts, m.start()) - 1]
            if at != last:
                yield at
            last = at


def read_pages(sheet: Sheet) -> None:
    """Mark page numbers and running heads."""
    _page_numbers(sheet)
    _running_heads(sheet)
    _interruptions(sheet)


def _page_numbers(sheet: Sheet) -> None:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, line in enumerate(sheet.lines):
        text = line.text
        if len(text) <= 16 and (text[0] in known.PAGE_FIRST or text[0].isdigit()) and (m := known.PAGE.fullmatch(text)):
            name, digits = next((n, v) for n, v in m.groupdict().items() if v and n != "dash")
            found[name].append((i, number(digits)))
    for name, places in found.items():
        for i in _counting(places, sheet.lines, bare=name in ("bare", "n5")):
            sheet.reasons[i] = "page number"
            sheet.pages.add(i)


def _counting(places: list[tuple[int, int]], lines: Sequence[Line], *, bare: bool) -> list[int]:
    """Return the places whose numbers count pages: one more each time, some lines apart."""
    runs: list[list[tuple[int, int]]] = []
    for place in places:
        apart = 5 if bare and place[0] < len(lines) - 1 else 1
        run = next((r for r in runs if place[1] - r[-1][1] in (1, 2) and place[0] - r[-1][0] > apart), None)
        if run is None:
            runs.append([place])
        else:
            run.append(place)
    best: list[int] = []
    for run in runs:
        if bare and not _bare_pages(run, lines):
            continue
        if len(run) >= 2 or _lone_page(run[0][0], lines):
            best.extend(i for i, _ in run)
    return best


def _bare_pages(run: list[tuple[int, int]], lines: Sequence[Line]) -> bool:
    """Tell undecorated page numbers from those of sections: they cut sentences, a few if at even distances."""
    steps = [b[1] - a[1] for a, b in pairwise(run)]
    if len(run) == 2:
        return _two_pages(run, lines)
    if len(run) > 2 and _same_below(run, lines):
        return True
    if len(run) < 3 or sum(steps) > len(steps) + 1:
        return False
    cut = sum(
        1 for i, _ in run if 0 < i < len(lines) - 1 and not ending(lines[i - 1].text).final and lines[i - 1].reach > 24
    )
    distances = [lines[b[0]].number - lines[a[0]].number for a, b in pairwise(run)][:-1]
    even = len(distances) >= 2 and min(distances) >= 12 and max(distances) - min(distances) <= 0.2 * max(distances)
    return cut * 3 >= len(run) or (even and cut > 0)


def _same_below(run: list[tuple[int, int]], lines: Sequence[Line]) -> bool:
    """Tell whether the line that opens the file stands below every number but the last, a page apart."""
    head = lines[0].text
    if any(lines[i + 1].text != head for i, _ in run[:-1]) or not _may_be_head(head):
        return False
    return all(lines[b[0]].number - lines[a[0]].number >= _SHORTEST_PAGE for a, b in pairwise(run[:-1]))


def _two_pages(run: list[tuple[int, int]], lines: Sequence[Line]) -> bool:
    """Tell whether 1 cuts a text in two, or has the head of the first page below it, and 2 ends it."""
    (first, one), (last, two) = run
    if (one, two) != (1, 2) or last != len(lines) - 1 or lines[first].number < _SHORTEST_PAGE:
        return False
    before, after = lines[first - 1], lines[first + 1]
    cuts = not ending(before.text).final and before.reach > 24 and not after.lead and find(after.text) is None
    return first > 1 and (after.text == lines[0].text or cuts)


def _lone_page(index: int, lines: Sequence[Line]) -> bool:
    """Tell whether a single decorated number stands where only a page number can: at the end, or inside a sentence."""
    if index == len(lines) - 1:
        return True
    if index == 0:
        return False
    before, after = lines[index - 1], lines[index + 1]
    return ending(before.text).open and before.reach > 40 and not after.lead and find(after.text) is None


def _running_heads(sheet: Sheet) -> None:
    """Take lines that return beside most page numbers, on the same side; heads of left and right pages may differ."""
    if len(sheet.pages) < 2:
        return
    lines, pages = sheet.lines, sorted(sheet.pages)
    for side in (-1, 1):
        beside: dict[str, list[int]] = defaultdict(list)
        for k in [i + side for i in pages]:
            if 0 <= k < len(lines) and k not in sheet.pages and _may_be_head(lines[k].text):
                beside[lines[k].text].append(k)
        opens = side > 0 and lines[0].text in beside
        heads = {line.text for line in lines[:2]} if side > 0 else set()
        found = [places for text, places in beside.items() if len(places) + (text in heads) >= 2]
        if sum(map(len, found)) < 0.75 * (len(pages) - 1):
            continue
        for places in found:
            held = dict.fromkeys(places, "running head beside the page number")
            first = opens and lines[places[0]].text == lines[0].text
            if len(places) > 2 or lines[places[0]].text in heads or any(_flows(sheet, k, held) for k in places):
                sheet.reasons |= held
                sheet.pages |= held.keys()
                if first and _title_below(lines):
                    sheet.reasons[0] = "running head above the title"


def _title_below(lines: Sequence[Line]) -> bool:
    """Tell whether the second line is a title, so that the first, a running head further on, is none."""
    head, line = lines[0], lines[1]
    text = line.text
    if text == head.text or ending(text).final or len(text) > 40 or text[0] in "（(—―─-[【〔" or find(text) is not None:
        return text == head.text
    if _PARTICULARS.search(text) or len(text) < 2:
        return False
    return line.lead >= max(8, head.lead + 4) or not SURNAME.fullmatch(text)


_PARTICULARS = patterns.compile(
    r"^(?:作者|著者|文|译者|时间|日期|来源|发布|编辑)\s*[:：／/]|\d{4}\s*[年./-]\s*\d|^.{2,12}\s*[著编译撰]$"
)


_SENTENCE = patterns.compile("[。；？！;?!][^”’」』）)]")
_CODE = patterns.compile(r"[={}<>$;|\\]|(?<!\w)--?\w|\w\(")


def _may_be_head(text: str) -> bool:
    if len(text) > 40 or ending(text).final or find(text) is not None or _CODE.search(text):
        return False
    return not _SENTENCE.search(text) and ("，" not in text or len(text) < 20)


def _interruptions(sheet: Sheet) -> None:
    """Take short lines that return, the same or with a counting number, and cut sentences in two."""
    short = [i for i, line in enumerate(sheet.lines) if len(line.text) <= 40 and i not in sheet.reasons]
    masked = _DIGITS.sub("0", "\n".join([sheet.lines[i].text for i in short])).split("\n")
    often = {text for text, count in Counter(masked).items() if count >= _LEAST_HEADS and not text.isascii()}
    if not often:
        return
    places: dict[str, list[int]] = defaultdict(list)
    for i, text in zip(short, masked, strict=True):
        if text in often:
            places[text].append(i)
    for found in places.values():
        if len(found) < _LEAST_HEADS or not _page_apart(sheet, found) or not _narrow(sheet, found):
            continue
        if not _counting_or_same(sheet, found):
            continue
        cut = sum(1 for i in found if _flows(sheet, i, {}))
        if cut >= 2 and cut * 2 >= len(found):
            for i in found:
                sheet.reasons[i] = "running head inside sentences"
                sheet.pages.add(i)


_DIGITS = patterns.compile(r"[0-9０-９]+")
_LABELLED = patterns.compile(r"[一-鿿]{2,6}\s*[：:]")
_LEAST_HEADS = 3
_SHORTEST_PAGE = 14


def _page_apart(sheet: Sheet, found: Sequence[int]) -> bool:
    """Tell whether lines return after about a page each time."""
    if sheet.lines[found[1]].number - sheet.lines[found[0]].number < _SHORTEST_PAGE:
        return False
    distances = [sheet.lines[b].number - sheet.lines[a].number for a, b in pairwise(found)][
        :-1
    ]  # the last page is short
    return min(distances) >= _SHORTEST_PAGE and max(distances) <= 1.5 * min(distances)


def _counting_or_same(sheet: Sheet, found: Sequence[int]) -> bool:
    """Tell whether the lines are all the same, or differ in one number that grows."""
    texts = [sheet.lines[i].text for i in found]
    if not _may_be_head(texts[0]):
        return False
    if len(set(texts)) == 1:
        return True
    if _LABELLED.match(texts[0]):
        return False
    values = [tuple(map(int, _DIGITS.findall(text))) for text in texts]
    return all(sum(x != y for x, y in zip(a, b, strict=True)) == 1 and a < b for a, b in pairwise(values))


def _narrow(sheet: Sheet, found: Sequence[int]) -> bool:
    """Tell whether most of these lines are narrower than the text above them."""
    wide = 0
    for i in found:
        line, above = sheet.lines[i], i - 1
        while above >= 0 and above in sheet.reasons:
            above -= 1
        wide += above < 0 or (line.reach > sheet.lines[above].reach - 4 and line.lead <= 10)
        if wide * 2 > len(found):
            return False
    return True


def _flows(sheet: Sheet, index: int, held: dict[int, str]) -> bool:
    """Tell whether the text above breaks off in a sentence that the text below goes on with."""
    above, below = index - 1, index + 1
    while above >= 0 and (above in sheet.reasons or above in held):
        above -= 1
    while below < len(sheet.lines) and (below in sheet.reasons or below in held):
        below += 1
    if above < 0 or below >= len(sheet.lines):
        return False
    before, after = sheet.lines[above], sheet.lines[below]
    breaks_off = before.reach > 24 and not ending(before.text).final and before.lead <= 10
    return breaks_off and find(before.text) is None and after.lead <= before.lead and find(after.text) is None
