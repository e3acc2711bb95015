"""Files whose lines are in different encodings: refused with line ranges, or read line by line on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from convert.decoding import gb18030
from convert.decoding.charsets import CHARSETS, Charset
from convert.decoding.codes import DAMAGED, MIXED
from convert.decoding.damage import Damage, resynchronise
from convert.decoding.result import DamagedText, Decoded, Vote
from convert.decoding.scoring import read_chinese
from convert.diagnostics import Diagnostic, Severity, Span, Stage

_LEGACY = ("gb18030", "big5")
_CLEAR = 6.0  # nats by which one reading of a line must win
_FOREIGN_LINES = 400  # damaged lines looked at before the file is called damaged, not mixed
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
    try:
        line.decode()
        return "utf-8"
    except UnicodeDecodeError:
        pass
    costs = sorted((read_chinese(line, name).cost, name) for name in ("utf-8", *_LEGACY))
    return costs[0][1] if costs[1][0] - costs[0][0] >= _CLEAR else ""


def _settle(lines: Sequence[bytes], names: list[str], unclear: list[int]) -> None:
    """Give lines without a clear reading of their own the encoding that most clear lines have and they allow."""
    votes = Counter(name for name in names if name not in ("", "?"))
    order = [name for name, _ in votes.most_common()] or list(_LEGACY)
    for number in unclear:
        fitting = [name for name in order if _fits(lines[number], CHARSETS[name])]
        names[number] = fitting[0] if fitting else order[0]


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
    if not chosen.ascii_superset or not damages:
        return
    lines = split_lines(data)
    if not _has_foreign_line(lines, chosen, damages):
        return
    names = line_encodings(lines)
    found = runs(names)
    if len({run.encoding for run in found}) < 2:
        return
    shown = ", ".join(str(run) for run in found[:_NAMED_RUNS]) + (", …" if len(found) > _NAMED_RUNS else "")
    error = DamagedText(
        f"lines in {len({run.encoding for run in found})} encodings: {shown}",
        hint="use --encoding mixed to read each line by itself",
        byte_offset=damages[0].start,
    )
    error.encoding = "mixed"
    error.diagnostics = _remarks(lines, found, Severity.ERROR)
    raise error


def _has_foreign_line(lines: Sequence[bytes], chosen: Charset, damages: Sequence[Damage]) -> bool:
    """Whether a damaged line reads whole and well in another encoding than `chosen`."""
    at = index = 0
    for damage in damages[:_FOREIGN_LINES]:
        while index < len(lines) and at + len(lines[index]) <= damage.start:
            at += len(lines[index])
            index += 1
        if index < len(lines) and _foreign(lines[index], chosen):
            return True
    return False


def _foreign(line: bytes, chosen: Charset) -> bool:
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
    offset, at = len(bom), 0
    for number, (line, name) in enumerate(zip(lines, names, strict=True), start=1):
        text, spans = _decode_line(line, name or "ascii")
        damages.extend([_damage(damage, number, offset, at, line, name) for damage in spans])
        parts.append(text)
        offset += len(line)
        at += len(text)
    if damages and errors == "strict":
        error = DamagedText(
            damages[0].message, hint="--errors resync keeps what is readable", byte_offset=damages[0].byte_offset
        )
        error.encoding = "mixed"
        error.diagnostics = tuple(damages)
        raise error
    text = "".join(parts)
    found = runs(names)
    return Decoded(
        text,
        "mixed",
        "",
        _LINE_CONFIDENCE,
        bom,
        (),
        (Vote("line by line", "mixed", _LINE_CONFIDENCE),),
        (*_remarks(lines, found, Severity.INFO, len(bom)), *damages),
        data,
    )


def _decode_line(line: bytes, name: str) -> tuple[str, tuple[Damage, ...]]:
    chosen = CHARSETS[name]
    try:
        return (gb18030.narrowest(line)[0] if name == "gb18030" else chosen.decode(line)), ()
    except UnicodeDecodeError:
        return resynchronise(line, chosen)


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
    lines: Sequence[bytes], found: Sequence[Run], severity: Severity, shift: int = 0
) -> tuple[Diagnostic, ...]:
    """Return one remark for each range of lines, with its bytes."""
    ends = [shift]
    for line in lines:
        ends.append(ends[-1] + len(line))
    return tuple(
        Diagnostic(
            MIXED,
            severity,
            f"{run}",
            stage=Stage.DECODE,
            byte_offset=ends[run.first - 1],
            byte_length=ends[run.last] - ends[run.first - 1],
        )
        for run in found
    )
