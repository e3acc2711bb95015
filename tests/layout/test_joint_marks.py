"""The mark of several issuers (GB/T 9704 7.2.4): names under one another, 文件 beside them, halfway up."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from convert import profile
from convert.layout import layout
from convert.nodes import Role

sys.path.insert(0, str(Path(__file__).parent))

from placing import Placed, document, lines, part

GONGWEN = profile.load("gongwen")
BODY = "为加强城市公园的规划、建设、保护和管理，改善生态环境，现将有关事项通知如下。"


def mark(*names: str) -> list[Placed]:
    frames = layout(document(part(Role.ISSUER_MARK, *names), part(Role.DOC_NUMBER, "发改〔2026〕3号"), BODY), GONGWEN)
    found = lines(frames.pages[0])
    return found[: next(n for n, placed in enumerate(found) if placed.text.startswith("发改"))]


@pytest.mark.parametrize("names", [("省发展和改革委员会", "省财政厅文件"), ("省发展和改革委员会", "省财政厅", "文件")])
def test_names_stand_between_equal_edges_with_the_word_beside_them(names: tuple[str, ...]) -> None:
    main, second, word = mark(*names)
    assert (main.text, second.text, word.text) == ("省发展和改革委员会", "省财政厅", "文件")
    assert (main.left, main.right) == pytest.approx((second.left, second.right), abs=0.1)
    assert word.left > main.right
    assert word.top == pytest.approx((main.top + second.top) / 2, abs=0.1)
    assert main.left + word.right == pytest.approx(28 + 184, abs=0.2)
    assert main.top == pytest.approx(37 + 35, abs=0.1)


def test_three_names_have_the_word_beside_the_second() -> None:
    *names, word = mark("市教育委员会", "市公安局", "市财政局文件")
    assert [name.text for name in names] == ["市教育委员会", "市公安局", "市财政局"]
    assert word.top == pytest.approx(names[1].top, abs=0.1)


def test_long_and_many_names_shrink_into_the_text_block() -> None:
    names = mark(*[f"国家某某领域某某事务某某管理某某委员会第{n}办公室" for n in "一二三四五"], "文件")
    assert all(placed.left >= 28 - 0.1 and placed.right <= 184 + 0.1 for placed in names)
    assert len({placed.size for placed in names}) == 1


def test_one_issuer_is_set_as_ever() -> None:
    (only,) = mark("北京市人民政府文件")
    assert only.left + only.right == pytest.approx(28 + 184, abs=0.2)
