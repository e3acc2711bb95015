"""Rules over a tree: text is edited across emphasis and links, code and notes are left alone."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from convert import nodes
from convert.diagnostics import Edit, Span
from convert.nodes import NO_ATTR, Code, Document, Emph, Para, Str
from convert.transforms.normalise import normalise_inlines
from convert.walk import plain_text


def replacing(old: str, new: str):
    def edit(text: str, protected: Sequence[Span]) -> list[Edit]:
        edits, at = [], text.find(old)
        while at >= 0:
            if not any(span.start < at + len(old) and at < span.end for span in protected):
                edits.append(Edit(Span(at, at + len(old)), new, "X001"))
            at = text.find(old, at + len(old))
        return edits

    return edit


def edited(paragraph: Para, old: str, new: str) -> nodes.Block:
    return normalise_inlines(Document(blocks=(paragraph,)), replacing(old, new)).blocks[0]


def test_an_edit_reaches_into_emphasis_and_leaves_code() -> None:
    paragraph = Para((Str("甲,"), Emph((Str("乙,丙"),)), Code(NO_ATTR, "a,b"), Str("丁,")))
    assert edited(paragraph, ",", "，") == Para(
        (Str("甲，"), Emph((Str("乙，丙"),)), Code(NO_ATTR, "a,b"), Str("丁，"))
    )


def test_an_edit_over_the_border_of_two_runs_happens_once() -> None:
    assert edited(Para((Str("等。。"), Emph((Str("。完"),)))), "。。。", "……") == Para(
        (Str("等……"), Emph((Str("完"),)))
    )


@given(st.lists(st.text("ab", max_size=3), min_size=1, max_size=6), st.sets(st.integers(0, 20)))
def test_insertions_land_where_they_would_in_the_whole_text(parts: list[str], places: set[int]) -> None:
    text = "".join(parts)
    edits = [Edit(Span(at, at), "+", "X001") for at in sorted(places) if at <= len(text)]
    paragraph = Para(tuple(Str(part) for part in parts))
    made = normalise_inlines(Document(blocks=(paragraph,)), lambda *_: edits)
    whole = "".join(
        "+" * any(e.span.start == at for e in edits) + (text[at] if at < len(text) else "")
        for at in range(len(text) + 1)
    )
    assert plain_text(made.blocks) == (whole if text else "")
