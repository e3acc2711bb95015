"""Edits as data: putting rules' proposals together, and two passes of edits into one."""

from __future__ import annotations

from _operator import itemgetter

from convert.diagnostics import Edit, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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


def compose(first: Sequence[Edit], middle: str, second: list[Edit], source: str) -> list[Edit]:
    """Return the edits on `source` that do what `first` (giving `middle`) and then `second` do, in linear time.

    An edit that comes to nothing is dropped; one made of several carries the code of the last. `second` is used up,
    so that a damaged text is not held in memory twice.
    """
    out: list[Edit] = []
    i = shift = 0
    second.reverse()
    while i < len(first) and second:
        early, late = first[i], second[-1]
        begin = early.span.start + shift
        end = begin + len(early.replacement)
        if end <= late.span.start:
            out.append(early)
            shift += len(early.replacement) - (early.span.end - early.span.start)
            i += 1
        elif late.span.end <= begin:
            out.append(_moved(second.pop(), -shift))
        else:
            i, shift = _fuse(first, middle, second, (i, shift), source, out)
    out.extend(first[i:])
    while second:
        out.append(_moved(second.pop(), -shift))
    return out


def _moved(edit: Edit, shift: int) -> Edit:
    (start, end), text, code = edit
    return Edit(Span(start + shift, end + shift), text, code) if shift else edit


def _fuse(
    first: Sequence[Edit],
    middle: str,
    second: list[Edit],
    state: tuple[int, int],
    source: str,
    out: list[Edit],
) -> tuple[int, int]:
    """Append one edit made of all that overlap from `state` on, `second` from its end; return the state after it."""
    i, shift = state
    late = second[-1].span.start
    begin = min(first[i].span.start + shift, late)
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
        if second and (second[-1].span.start < end or end == begin == second[-1].span.start):
            span, text, code = second.pop()
            parts += (middle[done : span.start], text)
            done = span.end
            end = max(end, span.end)
            absorbed = True
    parts.append(middle[done:end])
    replacement, target = "".join(parts), Span(origin, end - shift)
    if source[target.start : target.end] != replacement:
        out.append(Edit(target, replacement, code))
    return i, shift


def shifted(edits: list[Edit], offset: int) -> Iterator[Edit]:
    """Yield the edits moved right by `offset` code points, and use them up."""
    edits.reverse()
    while edits:
        yield _moved(edits.pop(), offset)
