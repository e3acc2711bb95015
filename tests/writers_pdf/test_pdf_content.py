"""The operators of a page: no more than it takes, and each state set before it is needed."""

from __future__ import annotations

import io

import pikepdf
import pytest

from convert.layout.frames import Item, Picture, Rule
from tests.writers_pdf.conftest import Desk


def operators(desk: Desk, *items: Item) -> list[str]:
    """Return the content stream of one page without tags, an operator with its operands a line."""
    with pikepdf.open(io.BytesIO(desk.paint(desk.frames(desk.page(*items)), tagged=False))) as pdf:
        return pdf.pages[0].Contents.read_bytes().decode("ascii").split("\n")


def test_a_line_of_equal_steps_is_one_string(desk: Desk) -> None:
    glyphs = "".join(f"{glyph:04x}" for glyph in desk.run("公文格式").glyphs)
    assert operators(desk, desk.run("公文格式", x=80, y=141.89, pitch=15.793)) == [
        "BT", "80 700 Td", "/F1 16 Tf", "-0.207 Tc", f"<{glyphs}> Tj", "ET",
    ]  # fmt: skip


def test_what_stays_the_same_is_not_said_again(desk: Desk) -> None:
    lines = [desk.run("公文格式", x=80, y=141.89 + 30 * at, pitch=15.793) for at in range(2)]
    assert [line for line in operators(desk, *lines) if not line.endswith("Tj")] == [
        "BT", "80 700 Td", "/F1 16 Tf", "-0.207 Tc", "0 -30 Td", "ET",
    ]  # fmt: skip


def test_rounding_does_not_add_up(desk: Desk) -> None:
    """Each place is rounded from the frame, not from the place before."""
    lines = [desk.run("文", x=80, y=100 + at / 3) for at in range(60)]
    steps = [float(line.split()[1]) for line in operators(desk, *lines) if line.endswith("Td")]
    assert sum(steps) == pytest.approx(841.89 - 100 - 59 / 3, abs=0.001)


def test_made_up_bold_and_italic(desk: Desk) -> None:
    said = operators(
        desk,
        desk.run("粗", x=80, y=141.89, bold=True, color="FF0000"),
        desk.run("斜", x=100, y=141.89, italic=True, color="FF0000"),
        desk.run("正", x=120, y=141.89),
    )
    assert [line for line in said if not line.endswith(("Tj", "Tf"))] == [
        "BT", "1 0 0 rg", "2 Tr", "0.48 w", "1 0 0 RG", "80 700 Td",
        "0 Tr", "1 0 0.213 1 100 700 Tm",
        "0 g", "1 0 0 1 120 700 Tm", "ET",
    ]  # fmt: skip


def test_underline_and_strike_out_run_the_length_of_the_text(desk: Desk) -> None:
    said = operators(desk, desk.run("划线", x=80, y=141.89, underline=True, strikeout=True))
    assert said[-4:] == ["ET", "0.8 w", "80 697.68 m 112 697.68 l S", "80 704.4 m 112 704.4 l S"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule(79, 300, 442, 1), ["79 541.39 m 521 541.39 l S"]),
        (Rule(79, 300, 0.5, 100), ["0.5 w", "79.25 441.89 m 79.25 541.89 l S"]),
        (Rule(79, 300, 442, 100, "EEEEEE"), ["0.933 0.933 0.933 rg", "79 441.89 442 100 re f"]),
        (Rule(79, 300, 442, 1, "FF0000"), ["1 0 0 RG", "79 541.39 m 521 541.39 l S"]),
    ],
)
def test_thin_rules_are_lines_thick_ones_boxes(desk: Desk, rule: Rule, said: list[str]) -> None:
    assert operators(desk, rule) == said


def test_a_rule_after_bold_text_has_its_own_weight(desk: Desk) -> None:
    said = operators(desk, desk.run("粗", bold=True), Rule(79, 300, 442, 1), desk.run("粗", bold=True))
    assert [line for line in said if line.endswith(" w")] == ["0.48 w", "1 w", "0.48 w"]


def test_a_missing_picture_is_an_empty_frame(desk: Desk) -> None:
    assert operators(desk, Picture(100, 100, 50, 40, "gone.png")) == ["q 0.5 w 0.5 G 100 701.89 50 40 re S Q"]
