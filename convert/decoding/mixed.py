"""Files whose lines are in different encodings: refused with line ranges, or read line by line on request."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, islice

from convert import patterns
from convert.counting import Counter
from convert.decoding import gb18030
from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.codes import DAMAGED, MIXED, NOT_CANONICAL
from convert.decoding.damage import Damage, resynchronise
from convert.decoding.result import DamagedText, Decoded, Vote
from convert.decoding.scoring import read_chinese, rough_cost
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

_LEGACY = ("gb18030", "big5")
_CLEAR = 6.0  # nats by which one reading of a line must win
_NEAR = 8  # lines looked back for a clear one
_CONTEXT = 3.0  # nats that the encoding of the line before is worth
_LINE_LIMIT = 20_000  # bytes; a longer line is no line that was put in
_CLASSIFIED = 4000  # lines whose encoding a refusal names
_FOREIGN_LINES = 150  # damaged lines looked at before the file is called damaged, not mixed
_PRIVATE = patterns.compile("[\ue000-\uf8ff]")
_READS_WELL = 9.5  # nats per character
_NAMED_RUNS = 12  # line ranges named in the error
_LINE_CONFIDENCE = 0.97


class Run(NamedTuple):
    """Lines `first` to `last` (counted from 1) in one encoding; ASCII lines go with those before them."""

    first: int
    last: int
    encoding: str

    def __str__(self) -> str:
        """Name the lines and their encoding."""
        lines = f"line {self.first}" if self.first == self.last else f"lines {self.first}-{self.last}"
        return f"{lines} {self.encoding}"


def split_lines(data: bytes) -> list[bytes]:
    """Return the lines of ASCII-compatible bytes with their ends (LF, CR LF or CR)."""
    return data.splitlines(keepends=True)


def line_encodings(lines: Sequence[bytes]) -> list[str]:
    """Return the encoding of each line, "" for one of ASCII alone."""
    names: list[str] = []
    unclear: list[int] = []
    for number, line in enumerate(lines):
        if line.isascii():
            names.append("")
            continue
        name = _line_encoding(line)
        names.append(name or "?")
        if not name:
            unclear.append(number)
    if unclear:
        _settle(lines, names, unclear)
    return names


def _line_encoding(line: bytes) -> str:
    """Return the encoding of one line, or "" when two are as good."""
    if _fits(line, CHARSETS["utf-8"]):
        return "utf-8"
    costs = sorted((rough_cost(line, name), name) for name in ("utf-8", *_LEGACY))
    return costs[0][1] if costs[1][0] - costs[0][0] >= _CLEAR else ""


def _settle(lines: Sequence[bytes], names: list[str], unclear: list[int]) -> None:
    """Give lines without a clear reading of their own the best one in view of the line before and of the file."""
    votes = Counter(name for name in names if name not in ("", "?"))
    usual = votes.most_common(1)[0][0] if votes else ""
    for number in unclear:
        before = next((name for name in reversed(names[max(0, number - _NEAR) : number]) if name not in ("", "?")), "")
        prices = [(_price(lines[number], name, before, usual), name) for name in ("utf-8", *_LEGACY)]
        names[number] = min(prices)[1]


def _price(line: bytes, name: str, before: str, usual: str) -> float:
    return rough_cost(line, name) - _CONTEXT * (name == before) - _CONTEXT / 2 * (name == usual)


def _fits(line: bytes, chosen: Charset) -> bool:
    try:
        chosen.decode(line)
    except UnicodeDecodeError:
        return False
    return True


def runs(names: Sequence[str]) -> list[Run]:
    """Return the ranges of lines in one encoding, in order."""
    found: list[Run] = []
    for number, name in enumerate(names, start=1):
        if found and name in ("", found[-1].encoding):
            found[-1] = found[-1]._replace(last=number)
        elif name:
            found.append(Run(number if found else 1, number, name))
    return found


def refuse_mixed(data: bytes, chosen: Charset, damages: Sequence[Damage]) -> None:
    """Raise DamagedText that names the line ranges when the damage is really lines of another encoding."""
    if chosen.ascii_superset and damages:
        lines = split_lines(data)
        _refuse(lines, chosen, _damaged_lines(lines, damages))


def refuse_mixed_private(data: bytes, chosen: Charset) -> None:
    """Raise DamagedText when lines with private-use characters, which Big5 gives as GBK, are of another encoding."""
    lines = split_lines(data)
    _refuse(lines, chosen, (line for line in lines if not line.isascii() and _PRIVATE.search(_tolerant(line, chosen))))


def _tolerant(line: bytes, chosen: Charset) -> str:
    try:
        return chosen.decode(line)
    except UnicodeDecodeError:
        return ""


def _refuse(lines: Sequence[bytes], chosen: Charset, suspects: Iterable[bytes]) -> None:
    if not any(_foreign(line, chosen) for line in islice(suspects, _FOREIGN_LINES)):
        return
    found = runs(line_encodings(lines[:_CLASSIFIED]))
    kinds = {run.encoding for run in found}
    if len(kinds) < 2:
        return
    shown = ", ".join(str(run) for run in found[:_NAMED_RUNS]) + (", …" if len(found) > _NAMED_RUNS else "")
    findings = _remarks(lines, found, Severity.ERROR)
    error = DamagedText(
        f"lines in {len(kinds)} encodings: {shown}",
        hint="use --encoding mixed to read each line by itself",
        byte_offset=findings[1].byte_offset,
    )
    error.encoding = "mixed"
    error.diagnostics = findings
    raise error


def _damaged_lines(lines: Sequence[bytes], damages: Sequence[Damage]) -> Iterator[bytes]:
    """Yield the lines that hold damage, each once."""
    ends = list(accumulate(map(len, lines)))
    last = -1
    for damage in damages:
        index = bisect_right(ends, damage.start)
        if last < index < len(lines):
            last = index
            yield lines[index]


def _foreign(line: bytes, chosen: Charset) -> bool:
    """Whether a line reads whole and well in another encoding than `chosen`, and better than in that."""
    if len(line) > _LINE_LIMIT:
        return False
    home = read_chinese(line, chosen.name) if chosen.name in ("utf-8", *_LEGACY) else None
    for name in ("utf-8", *_LEGACY):
        if name == chosen.name or not _fits(line, CHARSETS[name]):
            continue
        away = read_chinese(line, name)
        if away.wide >= 2 and away.mean < _READS_WELL and (home is None or home.cost - away.cost > 2 * _CLEAR):
            return True
    return False


def decode_mixed(data: bytes, errors: Literal["strict", "resync"]) -> Decoded:
    """Decode each line in its own encoding; the ranges are named in ENC005 remarks."""
    bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    lines = split_lines(data[len(bom) :])
    names = line_encodings(lines)
    parts: list[str] = []
    damages: list[Diagnostic] = []
    starts = [0]  # of the lines in the text
    offset, at = len(bom), 0
    for number, (line, name) in enumerate(zip(lines, names, strict=True), start=1):
        text, spans = _decode_line(line, name or "ascii")
        damages.extend([_damage(damage, number, offset, at, line, name) for damage in spans])
        parts.append(text)
        offset += len(line)
        at += len(text)
        starts.append(at)
    if damages and errors == "strict":
        error = DamagedText(
            damages[0].message, hint="--errors resync keeps what is readable", byte_offset=damages[0].byte_offset
        )
        error.encoding = "mixed"
        error.diagnostics = tuple(damages)
        raise error
    text = "".join(parts)
    found = runs(names)
    codecs = tuple((starts[run.last], CHARSETS[run.encoding].codec) for run in found) or ((len(text), "ascii"),)
    if not damages:
        ends = list(accumulate((len(line) for line in lines), initial=len(bom)))
        damages = [remark for run in found if (remark := _not_canonical(run, data, text, starts, ends))]
    return Decoded(
        text,
        "mixed",
        "",
        _LINE_CONFIDENCE,
        bom,
        (),
        (Vote("line by line", "mixed", _LINE_CONFIDENCE),),
        (*_remarks(lines, found, Severity.INFO, len(bom), starts), *damages),
        data,
        codecs,
    )


def _not_canonical(run: Run, data: bytes, text: str, starts: Sequence[int], ends: Sequence[int]) -> Diagnostic | None:
    """Return a remark when the text of a run of lines encodes to other bytes than it came from."""
    span = Span(starts[run.first - 1], starts[run.last])
    raw = data[ends[run.first - 1] : ends[run.last]]
    try:
        if text[slice(*span)].encode(CHARSETS[run.encoding].codec) == raw:
            return None
    except UnicodeEncodeError:
        pass  # a character that decodes and does not encode
    return Diagnostic(
        NOT_CANONICAL,
        Severity.INFO,
        f"{run}: codes that encoding the text again would write otherwise",
        span,
        stage=Stage.DECODE,
        byte_offset=ends[run.first - 1],
        byte_length=len(raw),
    )


def _decode_line(line: bytes, name: str) -> tuple[str, tuple[Damage, ...]]:
    chosen = CHARSETS[name]
    try:
        return (gb18030.narrowest(line)[0] if name == "gb18030" else chosen.decode(line)), ()
    except UnicodeDecodeError:
        read = resynchronise(line, chosen)
        return read.text, read.damages


def _damage(damage: Damage, number: int, offset: int, at: int, line: bytes, name: str) -> Diagnostic:
    shown = line[damage.start : damage.end].hex(" ").upper()
    return Diagnostic(
        DAMAGED,
        Severity.ERROR,
        f"byte {offset + damage.start} (line {number}, column {damage.at + 1}): {shown} is no {name} text",
        Span(at + damage.at, at + damage.at + 1),
        stage=Stage.DECODE,
        byte_offset=offset + damage.start,
        byte_length=damage.end - damage.start,
    )


def _remarks(
    lines: Sequence[bytes], found: Sequence[Run], severity: Severity, shift: int = 0, starts: Sequence[int] = ()
) -> tuple[Diagnostic, ...]:
    """Return one remark for each range of lines, with its bytes and, where the text is there, its code points."""
    ends = list(accumulate((len(line) for line in lines), initial=shift))
    return tuple(
        Diagnostic(
            MIXED,
            severity,
            f"{run}",
            Span(starts[run.first - 1], starts[run.last]) if starts else None,
            stage=Stage.DECODE,
            byte_offset=ends[run.first - 1],
            byte_length=ends[run.last] - ends[run.first - 1],
        )
        for run in found
    )
