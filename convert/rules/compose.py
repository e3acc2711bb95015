"""Edits as data: putting rules' proposals together, and two passes of edits into one."""

from __future__ import annotations

from operator import itemgetter

from convert.diagnostics import Edit, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def merge(proposals: Iterable[Edit]) -> list[Edit]:
    """Return the proposals sorted and without overlap; of two that overlap the one that starts first stays."""
    merged: list[Edit] = []
    end, inserted_at = 0, -1
    for edit in sorted(proposals, key=itemgetter(0)):
        span = edit.span
        if span.start < end or (span.start == span.end == inserted_at):
            continue
        merged.append(edit)
        end = span.end
        inserted_at = span.start if span.start == span.end else -1
    return merged


def compose(first: Sequence[Edit], middle: str, second: Sequence[Edit], source: str) -> list[Edit]:
    """Return the edits on `source` that do what `first` (giving `middle`) and then `second` do, in linear time.

    An edit that comes to nothing is dropped; one made of several carries the code of the last.
    """
    out: list[Edit] = []
    i = j = shift = 0
    while i < len(first) and j < len(second):
        early, late = first[i], second[j]
        begin = early.span.start + shift
        end = begin + len(early.replacement)
        if end <= late.span.start:
            out.append(early)
            shift += len(early.replacement) - (early.span.end - early.span.start)
            i += 1
        elif late.span.end <= begin:
            out.append(Edit(Span(late.span.start - shift, late.span.end - shift), late.replacement, late.code))
            j += 1
        else:
            i, j, shift = _fuse(first, middle, second, (i, j, shift), source, out)
    out.extend(first[i:])
    out.extend(Edit(Span(s.start - shift, s.end - shift), text, code) for s, text, code in second[j:])
    return out


def _fuse(
    first: Sequence[Edit],
    middle: str,
    second: Sequence[Edit],
    state: tuple[int, int, int],
    source: str,
    out: list[Edit],
) -> tuple[int, int, int]:
    """Append one edit made of all that overlap from `state` on; return the state after it."""
    i, j, shift = state
    begin = min(first[i].span.start + shift, second[j].span.start)
    origin = first[i].span.start if first[i].span.start + shift == begin else begin - shift
    parts: list[str] = []
    end, done, code = begin, begin, ""
    absorbed = True
    while absorbed:
        absorbed = False
        if i < len(first) and (first[i].span.start + shift < end or end == begin == first[i].span.start + shift):
            span, text, _ = first[i]
            end = max(end, span.start + shift + len(text))
            shift += len(text) - (span.end - span.start)
            i += 1
            absorbed = True
        if j < len(second) and (second[j].span.start < end or end == begin == second[j].span.start):
            span, text, code = second[j]
            parts += (middle[done : span.start], text)
            done = span.end
            end = max(end, span.end)
            j += 1
            absorbed = True
    parts.append(middle[done:end])
    replacement, target = "".join(parts), Span(origin, end - shift)
    if source[target.start : target.end] != replacement:
        out.append(Edit(target, replacement, code))
    return i, j, shift


def shifted(edits: Iterable[Edit], offset: int) -> Iterable[Edit]:
    """Yield the edits moved right by `offset` code points."""
    return (Edit(Span(span.start + offset, span.end + offset), text, code) for span, text, code in edits)
