"""Rule X990: conversion between simplified and traditional characters, by OpenCC, on request and last of all."""

from __future__ import annotations

from difflib import SequenceMatcher

from convert.counting import Counter, defaultdict
from convert.diagnostics import Diagnostic, Edit, Severity, Span
from convert.errors import MissingTool
from convert.rules.compose import compose
from convert.rules.normalised import Normalised
from convert.rules.registry import Example

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final, Literal

    Variant = Literal["simplified", "traditional"]

CODE: Final = "X990"
NAME: Final = "trad-simp"
WHAT: Final = "Convert to simplified or traditional characters with OpenCC, after all other rules, on request."
WHY: Final = "no standard asks for it; one simplified character may stand for several traditional ones"
EXAMPLE: Final = Example("头发", "頭髮")

_CONFIGS: Final = {"simplified": "t2s", "traditional": "s2t"}
_MOST_PLACES: Final = 10

# Simplified characters that stand for several traditional ones (通用规范汉字表, table 2, 一对多).
_ONE_TO_MANY: Final = (
    "发發髮 后后後 里里裏裡 干干幹乾 面面麪麵 复復複覆 云云雲 台台臺檯颱 系系係繫 "
    "只只隻祇 松松鬆 余余餘 谷谷穀 斗斗鬥 丑丑醜 征征徵 了了瞭 几几幾 出出齣 "
    "板板闆 制制製 准准準 周周週 冲沖衝 卷卷捲 历歷曆 合合閤 向向嚮 回回迴 困困睏 "
    "布布佈 曲曲麴 朴朴樸 术術朮 极极極 沈沈瀋 种种種 签簽籤 舍舍捨 范范範 药藥葯 "
    "蒙蒙矇濛懞 症症癥 郁郁鬱 钟鐘鍾 须須鬚 饥飢饑 胡胡鬍 致致緻 尽盡儘 志志誌 "
    "注注註 借借藉 夸夸誇 占占佔 采採采 升升昇 咸咸鹹 姜姜薑 家家傢 价价價 克克剋 "
    "据据據 累累纍 蔑蔑衊 辟辟闢 仆仆僕 千千韆 秋秋鞦 沾沾霑 折折摺 吁吁籲 赞贊讚 "
    "脏臟髒 坛壇罈 团團糰 纤纖縴 扎扎紮 筑筑築 弥彌瀰 获獲穫 汇匯彙 当當噹 恶惡噁 "
    "苏蘇囌 摆擺襬 别別彆 杯杯盃 才才纔 尝嘗嚐 痴痴癡 吊吊弔 喂喂餵 游游遊 欲欲慾 "
    "愿愿願 于于於 岩岩巖 咽咽嚥 熏熏燻 烟煙菸"
)
AMBIGUOUS: Final = {item[0]: item[1:] for item in _ONE_TO_MANY.split() if len(item) > 2}
"""Simplified character -> the traditional characters it may stand for."""

_MANY_TO_MANY: Final = "乾干乾 著着著 瞭了瞭 藉借藉 徵征徵 夥伙夥 摺折摺 餘余馀"
_BACK_AMBIGUOUS: Final = {item[0]: item[1:] for item in _MANY_TO_MANY.split()}


def convert_script(normalised: Normalised, variant: Variant) -> Normalised:
    """Return the text in the other script, its edits joined to those made before, with a list of doubtful words.

    Raises MissingTool when OpenCC is not installed.
    """
    before = normalised.text
    made = list(_edits(before, _converter(variant)))
    if not made:
        return normalised
    table = AMBIGUOUS if variant == "traditional" else _BACK_AMBIGUOUS
    edits = compose(normalised.edits, before, list(made), normalised.source)
    pieces, last = [], 0
    for (start, end), text, _ in made:
        pieces += [before[last:start], text]
        last = end
    after = "".join([*pieces, before[last:]])
    return normalised.followed_by(after, edits, list(_doubts(normalised, table, after)))


def _converter(variant: Variant) -> Callable[[str], str]:
    try:
        from opencc import OpenCC
    except ImportError:
        raise MissingTool("converting the script needs OpenCC", hint='pip install "wenzhuan[opencc]"') from None
    converter = OpenCC(_CONFIGS[variant])

    def convert(text: str) -> str:
        return str(converter.convert(text))

    return convert


def _edits(text: str, convert: Callable[[str], str]) -> Iterator[Edit]:
    start = 0
    for line in text.splitlines(keepends=True):
        made = convert(line)
        if made != line:
            yield from _line_edits(start, line, made)
        start += len(line)


def _line_edits(start: int, line: str, made: str) -> Iterator[Edit]:
    if len(line) == len(made):
        for index, (old, new) in enumerate(zip(line, made, strict=True)):
            if old != new:
                yield Edit(Span(start + index, start + index + 1), new, CODE)
        return
    for tag, low, high, new_low, new_high in SequenceMatcher(None, line, made, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(Span(start + low, start + high), made[new_low:new_high], CODE)


def _doubts(normalised: Normalised, table: dict[str, str], after: str) -> Iterator[Diagnostic]:
    """Yield one warning for every character that has several partners, with the first places and what was chosen."""
    before = normalised.text
    places: dict[str, list[int]] = defaultdict(list)
    for index, char in enumerate(before):
        if char in table:
            places[char].append(index)
    aligned = len(before) == len(after)
    for char, found in places.items():
        chosen = Counter(after[index] for index in found) if aligned else Counter[str]()
        made = "; made " + ", ".join(f"{to} ×{count}" for to, count in chosen.items()) if chosen else ""
        options = " or ".join(dict.fromkeys(table[char]))
        spans = [normalised.offsets.origin_span(Span(index, index + 1)) for index in found[:_MOST_PLACES]]
        message = f"{NAME}: {char} may be {options}, {len(found)} places{made}"
        yield Diagnostic(CODE, Severity.WARNING, message, spans[0], related=tuple(spans[1:]))
