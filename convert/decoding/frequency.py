"""How surprising a character is in Chinese text, in nats: the yardstick that tells readings of bytes apart."""

from __future__ import annotations

from bisect import bisect_right

from convert.caching import cache
from convert.counting import Counter
from convert.decoding.tables import table as lines

# Blocks by first code point and the cost of a character in them that the tables below do not name.
_BLOCKS: tuple[tuple[int, float], ...] = (
    (0x0000, 12.0),  # C0 controls
    (0x0020, 4.6),  # ASCII
    (0x007F, 13.0),  # DEL and C1 controls
    (0x00A0, 9.5),  # Latin-1
    (0x0100, 12.0),  # Latin Extended
    (0x0250, 13.5),  # phonetic letters, modifiers, combining marks
    (0x0370, 10.5),  # Greek
    (0x0400, 10.5),  # Cyrillic
    (0x0500, 15.0),  # all other alphabets
    (0x2010, 8.0),  # general punctuation
    (0x2070, 9.5),  # letterlike, number forms, arrows, mathematics
    (0x2460, 8.5),  # enclosed numbers
    (0x2500, 9.5),  # boxes and geometric shapes
    (0x2600, 11.0),  # symbols and dingbats
    (0x27C0, 14.0),
    (0x2E80, 14.0),  # radicals
    (0x3000, 7.5),  # CJK punctuation
    (0x3040, 9.0),  # kana
    (0x3100, 11.0),  # bopomofo
    (0x3130, 14.0),
    (0x3200, 11.0),  # enclosed CJK, squared units
    (0x3400, 16.0),  # extension A
    (0x4DC0, 16.0),
    (0x4E00, 14.3),  # hanzi outside the table
    (0xA000, 16.0),
    (0xAC00, 13.0),  # hangul
    (0xD7B0, 17.0),
    (0xE000, 16.0),  # private use
    (0xF900, 16.0),  # compatibility ideographs
    (0xFB00, 16.0),
    (0xFE10, 11.0),  # vertical and small forms
    (0xFE70, 16.0),
    (0xFF01, 7.5),  # full-width ASCII
    (0xFF61, 13.0),  # half-width kana
    (0xFFE0, 9.0),  # full-width signs
    (0xFFF0, 15.0),
    (0x10000, 17.0),
    (0x1F300, 11.0),  # emoji
    (0x1FB00, 17.0),
    (0x20000, 16.5),  # extensions B and on
)
_STARTS = [start for start, _ in _BLOCKS]

_PUNCTUATION = {
    "，": 3.2,
    "。": 3.8,
    "、": 4.4,
    "　": 4.2,
    "“”：": 5.0,
    "；（）《》": 5.8,
    "！？…—": 6.2,
    "「」『』【】·〔〕〈〉～": 6.8,
    "０１２３４５６７８９": 6.8,
    "①②③④⑤●■◆★○※→": 7.5,
    "─│━": 5.5,
    "┌┐└┘├┤┬┴┼": 7.0,
}


class _Costs(dict[str, float]):
    """Costs of single characters; what the tables do not name takes the cost of its block."""

    def __missing__(self, character: str) -> float:
        cost = _BLOCKS[bisect_right(_STARTS, ord(character)) - 1][1]
        self[character] = cost
        return cost


@cache
def costs() -> dict[str, float]:
    """Return the table from character to cost in nats; it answers for every character."""
    table = _Costs()
    for line in lines("hanzi.txt"):
        half_nats, characters = line.split("\t")
        table.update(dict.fromkeys(characters, int(half_nats) / 2))
    for characters, cost in _PUNCTUATION.items():
        table.update(dict.fromkeys(characters, cost))
    letters = "abcdefghijklmnopqrstuvwxyz0123456789 \n"
    table.update(dict.fromkeys(letters, 3.3))
    table.update(dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ.,-/\r", 4.2))
    table["\t"] = 4.6
    return table


def cost(text: str) -> float:
    """Return the sum of the costs of all characters of `text`, in nats."""
    table = costs()
    return sum([count * table[character] for character, count in Counter(text).items()])
