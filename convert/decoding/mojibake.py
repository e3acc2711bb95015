"""Text that was misread before it came here: recognised by a round trip that turns rare characters into common ones."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from convert import patterns
from convert.decoding.codes import MOJIBAKE, REPAIRED
from convert.decoding.exact import remarks_on_codes
from convert.decoding.foreign import foreign_cost
from convert.decoding.frequency import costs
from convert.decoding.suspects import LETTERS, UTF_8_LEADS, suspect_lines
from convert.diagnostics import Diagnostic, Edit, Fix, Safety, Severity, Span, Stage
from convert.records import NamedTuple, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from convert.decoding.result import Decoded


class Misreading(NamedTuple):
    """Bytes of `truth` that were read as `taken`, and the nats a repair must gain to be believed."""

    truth: str
    taken: str
    gain: float


class Repair(NamedTuple):
    """A line's range, the text it must have been, and which misreading explains it."""

    span: Span
    text: str
    misreading: Misreading


_MISREADINGS = (
    Misreading("utf-8", "gb18030", 8.0),
    Misreading("utf-8", "cp936", 8.0),
    Misreading("gb18030", "latin-1", 5.0),
    Misreading("gb18030", "cp1252", 5.0),
    Misreading("gb18030", "cp437", 5.0),
    Misreading("utf-8", "latin-1", 5.0),
    Misreading("utf-8", "cp1252", 5.0),
    Misreading("utf-8", "cp437", 5.0),
    Misreading("big5", "latin-1", 5.0),
    Misreading("big5", "cp1252", 5.0),
    Misreading("big5", "cp437", 5.0),
    Misreading("big5", "gb18030", 6.0),
    Misreading("gb18030", "big5", 10.0),
    Misreading("utf-8", "big5", 8.0),
)

_CLEAN_MEAN = 8.2  # nats per character; a line that reads better is as it should be
_REPAIRED_MEAN = 10.0  # a repair that reads worse is none
_DEPTH = 3  # misreadings one upon the other that are undone
_JOLT = 6.0  # nats for hanzi between the letters of a word
_PROOF, _MOST = 2, 0.7  # lines, and their share of those repaired, that show how a file was misread
_FEW_LINES = 10  # lines for each one repaired above which the file was not misread as a whole
_HEAD = 600  # code points of a line that are judged
_RUNS = 50  # misread runs looked for in one line
_PATIENCE = 300  # strange lines without a repair after which no more are looked at
_FEW_HANZI, _LEAD_SHARE = 4, 0.3  # hanzi, and the share of such lead hanzi, that show UTF-8 read as GBK
_SIGN_REPEATS = 2  # times a sign counts: a ruled line is no misreading
_RULES = 12  # different signs that a ruled line or table has at most
_COUNTED = frozenset(map(chr, (*range(0x80), *range(0x2010, 0x3021))))

# Between the letters of a misread run stand typographic signs.
_SIGNS = "\u2013-\u22ff\u2310"
_LATIN_RUN = patterns.compile(f"[{LETTERS}][{LETTERS}{_SIGNS}]{{3,}}")
_HANZI = patterns.compile("[\u4e00-\u9fff]")
_WITHIN_WORD = patterns.compile("[a-z][^\x00-\x7f]{1,2}[a-z]")
_UNDEFINED = patterns.compile("([\x81\x8d\x8f\x90\x9d]+)")
# What a file is misread as in one line and in another: the same bytes, but for a few.
_ALIKE = {"latin-1": "western", "cp1252": "western", "gb18030": "gbk", "cp936": "gbk", "cp437": "cp437", "big5": "big5"}
_CODECS = {"big5": "wenzhuan-big5"}
_LINE = patterns.compile("[^\r\n]+")


def repair(text: str) -> tuple[Repair, ...]:
    """Return the repairs of misread lines in `text`, each with the misreading that explains it."""
    return tuple(_repairs(text, suspect_lines(text)))


def _repairs(text: str, suspects: list[Span]) -> Iterator[Repair]:
    """Yield the repairs in the order of the text: line by line, then what the file's own misreading explains."""
    found: list[Repair] = []
    idle = 0
    for start, end in suspects:
        repairs = _line(text[start:end], start)
        found.extend(repairs or ())
        idle = 0 if repairs else idle + (repairs is not None)
        if idle > _PATIENCE:
            break
    yield from _throughout(text, found) if found else ()


def _throughout(text: str, found: list[Repair]) -> list[Repair]:
    """Return the repairs with those of all other lines that the misreading of most lines makes read better.

    A line of signs alone, or of one hanzi, is no proof by itself; in a file that was misread it needs none. When no
    line speaks against it, the whole file was misread.
    """
    kinds = [(item.misreading.truth, _ALIKE.get(item.misreading.taken)) for item in found]
    usual = max(kinds, key=kinds.count) if len(set(kinds)) > 1 else kinds[0]
    rare = len(kinds) * _FEW_LINES < text.count("\n")
    if rare or len(kinds) < _PROOF or kinds.count(usual) < _MOST * len(kinds):
        return found
    ways = [way for way in _MISREADINGS if (way.truth, _ALIKE.get(way.taken)) == usual]
    done = {item.span.start: item for item in found if item.misreading in ways}
    rest = list(_others(text, sorted(done), ways))
    whole = all(other is not None for _, other in rest) and len(done) >= len(rest)
    for line, other in rest:
        if other is not None and (whole or _price(other[0])[0] < _price(line.group())[0]):
            done[line.start()] = Repair(Span(*line.span()), *other)
    return [done[start] for start in sorted(done)]


def _others(
    text: str, taken: list[int], ways: list[Misreading]
) -> Iterator[tuple[re.Match[str], tuple[str, Misreading] | None]]:
    """Yield the lines without a repair at one of the places `taken`, each with what one of `ways` makes of it."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        if not line.group().isascii() and bisect_left(taken, start) == bisect_left(taken, end):
            undone = ((_undone(line.group(), way, any_text=True), way) for way in ways)
            yield line, next(((other, way) for other, way in undone if other is not None), None)


def _line(line: str, at: int) -> list[Repair] | None:
    """Return the best repair of one line, or of its misread runs; None when it looks as it should."""
    if line.isascii():
        return None
    _, mean = _price(line[:_HEAD])
    if mean <= _CLEAN_MEAN and not _LATIN_RUN.search(line):
        return None
    best = _best(line)
    if best is not None:
        return [Repair(Span(at, at + len(line)), *best)]
    found = []
    for run in islice(_LATIN_RUN.finditer(line), _RUNS):
        best = _best(run.group())
        if best is not None:
            found.append(Repair(Span(at + run.start(), at + run.end()), *best))
    return found


def _best(line: str) -> tuple[str, Misreading] | None:
    """Return the likeliest text that a misreading made into `line`, or None when the line reads best as it is."""
    head = line[:_HEAD]
    now = min(_price(head)[0], foreign_cost(head))
    best: tuple[float, str, Misreading] | None = None
    for misreading in _MISREADINGS:
        text = _undone(line, misreading)
        if text is None or not _HANZI.search(text):
            continue
        begun = text if head is line else text[: _same_share(head, line, text)]
        price, mean = _price(begun)
        price += _JOLT * len(_WITHIN_WORD.findall(begun))
        if mean <= _REPAIRED_MEAN and now - price >= misreading.gain and (best is None or price < best[0]):
            best = price, text, misreading
    return best and best[1:]


def _same_share(head: str, line: str, text: str) -> int:
    """Return how many characters of `text` stand for `head`, the beginning of `line`, near enough for a comparison."""
    return len(text) * len(head) // len(line)


def _undone(line: str, misreading: Misreading, *, any_text: bool = False) -> str | None:
    """Return `line` with a misreading undone, as often as it was done; None when its bytes are not such text.

    It was done as often as hanzi need to come out; `any_text` is done with once.
    """
    text: str | None = None
    for _ in range(_DEPTH):
        try:
            text = _bytes(text or line, misreading.taken).decode(_CODECS.get(misreading.truth, misreading.truth))
        except UnicodeError:
            break
        if any_text or _HANZI.search(text):
            break
    return text


def _price(text: str) -> tuple[float, float]:
    """Return the cost of `text` in nats, and the mean over its non-ASCII characters."""
    table = costs()
    total = sum(map(table.__getitem__, text))
    wide, narrow_cost = len(text), 0.0
    counted = sorted(_COUNTED.intersection(text))  # in order: sums of fractions depend on it
    ruled = sum([character >= "\x80" for character in counted]) <= _RULES
    for character in counted:
        times, cost = text.count(character), table[character]
        if character < "\x80":
            wide -= times
            narrow_cost += times * cost
        elif ruled and times > _SIGN_REPEATS:
            wide -= times - _SIGN_REPEATS
            total -= (times - _SIGN_REPEATS) * cost
    return total, (total - narrow_cost) / max(1, wide)


def _bytes(line: str, taken: str) -> bytes:
    """Return the bytes that were misread; CP936 is GBK with 0x80 for the euro sign, in CP1252 five bytes are free."""
    if taken == "cp936":
        return b"\x80".join([part.encode("gb18030") for part in line.split("€")])
    if taken == "cp1252":
        parts = _UNDEFINED.split(line)  # every other one a control that stands for a byte without a letter
        return b"".join([part.encode("latin-1" if at % 2 else "cp1252") for at, part in enumerate(parts)])
    return line.encode(_CODECS.get(taken, taken))


def suspicions(decoded: Decoded, suspects: list[Span]) -> Iterator[Diagnostic]:
    """Yield one warning for each kind of misreading in the lines `suspects`, with the repair as an unsafe fix."""
    found: dict[Misreading, list[Repair]] = {}
    known = list(_repairs(decoded.text, suspects))
    for item in known:
        found.setdefault(item.misreading, []).append(item)
    yield from _beyond_repair(decoded, known, suspects)
    for misreading, repairs in found.items():
        first = repairs[0]
        before = decoded.text[slice(*first.span)]
        yield Diagnostic(
            MOJIBAKE,
            Severity.WARNING,
            f"{misreading.truth} was read as {misreading.taken} before it came here, in {len(repairs)} lines: "
            f"{before[:24]!r} is {first.text[:24]!r}; --repair-mojibake undoes it",
            first.span,
            Fix(tuple(Edit(item.span, item.text, MOJIBAKE) for item in repairs), Safety.UNSAFE),
            Stage.DECODE,
            related=tuple(item.span for item in repairs[1:]),
        )


def _beyond_repair(decoded: Decoded, known: list[Repair], suspects: list[Span]) -> Iterator[Diagnostic]:
    """Yield one warning for lines of UTF-8 read as GBK in which bytes were lost, so that no repair is exact."""
    repaired = {item.span.start for item in known}
    leads = frozenset(UTF_8_LEADS)
    lines = [line for line in suspects if line.start not in repaired and _is_lossy(decoded.text[slice(*line)], leads)]
    if lines:
        shown = decoded.text[slice(*lines[0])][:24]
        yield Diagnostic(
            MOJIBAKE,
            Severity.WARNING,
            f"utf-8 was read as gb18030 before it came here and bytes were lost, in {len(lines)} lines: "
            f"{shown!r} cannot be undone",
            lines[0],
            stage=Stage.DECODE,
            related=tuple(lines[1:]),
        )


def _is_lossy(line: str, leads: frozenset[str]) -> bool:
    head = line[:_HEAD]
    if leads.isdisjoint(head):
        return False
    hanzi = _HANZI.findall(head)
    found = sum([character in leads for character in hanzi])
    return len(hanzi) >= _FEW_HANZI and found > _LEAD_SHARE * len(hanzi) and _price(line[:_HEAD])[1] > _REPAIRED_MEAN


def repaired(decoded: Decoded) -> Decoded:
    """Return the text with its misread lines repaired, each repair reported."""
    repairs = repair(decoded.text)
    if not repairs:
        return decoded
    parts: list[str] = []
    findings: list[Diagnostic] = [*decoded.findings, *remarks_on_codes(decoded)]
    last = length = 0
    for item in repairs:
        parts.append(decoded.text[last : item.span.start])
        length += len(parts[-1])
        before = decoded.text[slice(*item.span)]
        findings.append(
            Diagnostic(
                REPAIRED,
                Severity.INFO,
                f"{item.misreading.truth} read as {item.misreading.taken} undone: "
                f"{before[:24]!r} became {item.text[:24]!r}",
                Span(length, length + len(item.text)),
                stage=Stage.DECODE,
            )
        )
        parts.append(item.text)
        length += len(item.text)
        last = item.span.end
    parts.append(decoded.text[last:])
    return replace(decoded, text="".join(parts), findings=tuple(findings), _late={})
