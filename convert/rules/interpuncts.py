"""Family I: the middle dot of names and dates (间隔号)."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.rules.passage import MASK_LATIN, Passage
from convert.rules.registry import Change, Finding, Phase, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_BETWEEN = patterns.compile(
    f"(?<=[{HANZI}])[•・‧･∙⋅](?=[{HANZI}A-Z{MASK_LATIN}])|(?<=[A-Za-z.{MASK_LATIN}])[•・‧･∙⋅](?=[{HANZI}])|(?<=[0-9])[•・‧∙⋅](?=[0-9])"
)


@rule(
    "I701", "interpunct", "●●●", Phase.ELLIPSES,
    why="GB/T 15834 4.14: · between the parts of a foreign name, a title or a date",
    example=("卡尔•马克思", "卡尔·马克思"), trigger=("•・‧･∙⋅", ""),
)  # fmt: skip
def interpunct(passage: Passage) -> Iterator[Change]:
    """Write · for •, ・ and ‧ between hanzi; a bullet at the start of a line stays."""
    for match in _BETWEEN.finditer(passage.text):
        yield Change(match.start(), match.end(), "·")


TRANSLITERATION: Final = (
    "阿埃艾爱安奥巴白班贝本比彼波伯布查茨达戴德邓狄迪蒂丁杜多厄恩尔法菲费芬丰弗夫福盖甘冈戈格古哈海汉赫亨侯霍基吉加贾"
    "简杰金卡凯坎康考柯科克肯库奎拉莱兰朗劳勒雷里理丽利莉林琳留龙卢鲁路伦罗洛马玛迈麦曼梅蒙米密缪摩莫默姆穆纳娜内尼妮宁"
    "纽努诺欧帕潘庞佩彭皮珀蒲普齐奇乔琼丘让热荣若萨塞桑瑟森沙莎珊圣什舒司丝斯苏索塔泰坦汤特腾廷托瓦万威韦维温文沃乌伍"
    "西希锡夏香肖谢辛欣休许雅亚延扬耶伊依易因英尤于约泽扎詹珍芝朱佐"
)
"""Hanzi that spell foreign names."""

NAME_POINT: Final = patterns.compile(f"(?<=[{TRANSLITERATION}]{{2}})[.．](?=[{TRANSLITERATION}]{{2}})")
"""A full point between two runs of name-spelling hanzi."""


@rule(
    "I701", "interpunct", "!!!", Phase.AUDIT,
    why="GB/T 15834 4.14: · between the parts of a foreign name", example=("卡尔.马克思", "卡尔.马克思"),
    trigger=(".．", f"(?<=[{TRANSLITERATION}].)[{TRANSLITERATION}]"),
)  # fmt: skip
def name_point(passage: Passage) -> Iterator[Finding]:
    """Report a full point where a foreign name seems to want a middle dot."""
    for match in NAME_POINT.finditer(passage.text):
        yield Finding(match.start(), match.end(), "a name's parts are joined by ·, not a full point")
