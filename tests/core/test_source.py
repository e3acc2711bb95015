"""Positions: lines and columns, and the way back through edits."""

from hypothesis import given
from hypothesis import strategies as st

from convert.diagnostics import Edit, Span
from convert.source import LineIndex, OffsetMap, apply_edits


def test_lines_end_in_lf_cr_lf_or_cr_as_in_editors() -> None:
    index = LineIndex("甲\r\n乙\r丙\n丁")
    assert [tuple(index.position(at)) for at in (0, 1, 3, 5, 7)] == [(1, 1), (1, 2), (2, 1), (3, 1), (4, 1)]
    assert len(index) == 4
    assert index.line_span(2) == Span(3, 5)
    assert index.line_span(4) == Span(7, 8)


def test_an_offset_inside_a_replacement_comes_from_what_was_replaced() -> None:
    edits = [Edit(Span(1, 2), "，", "P201"), Edit(Span(3, 6), "……", "E401")]
    offsets = OffsetMap.from_edits(edits)
    assert apply_edits("a,b...c", edits) == "a，b……c"
    assert [offsets.origin(at) for at in range(7)] == [0, 1, 2, 3, 3, 6, 7]
    assert offsets.origin_span(Span(3, 5)) == Span(3, 4)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(Span(a, b), draw(st.text(max_size=3)), "X001") for a, b in pairs]


@given(edited())
def test_the_map_is_monotone_and_exact_outside_the_edits(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    out = apply_edits(text, edits)
    offsets = OffsetMap.from_edits(edits)
    origins = [offsets.origin(at) for at in range(len(out) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(text) or (edits and edits[-1].span.end == len(text))
    inside = {at for new_start, new_end, _, _ in offsets.anchors for at in range(new_start, new_end)}
    assert all(out[at] == text[origins[at]] for at in range(len(out)) if at not in inside)
