"""Makes a folder of Chinese documents in ten encodings, a few of them damaged in ten ways; the same for the same seed."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "gb2312", "gbk", "gb18030", "big5", "hz")

_SENTENCES = (
    "各县区要把防汛抗旱工作摆上重要位置，压实责任，抓好落实",
    "会议听取了上半年经济运行情况的汇报，研究了下一步工作",
    "要坚持问题导向，认真查找薄弱环节，逐项制定整改措施",
    "市财政局要会同有关部门尽快下达补助资金，加强监督检查",
    "截至六月底，全市共完成投资三百二十亿元，同比增长百分之八点五",
    "这条河从村前流过，两岸种满了柳树，孩子们常在树下玩耍",
    "老人坐在门前的石凳上，慢慢说起四十年前修水库的往事",
    "凡是有关群众利益的事项，都应当公开听取意见，不得隐瞒",
    "第二天一早，我们背着行李上了山，路上遇见几个采药的人",
    "所有单位应于本月二十日前将自查报告报送办公室",
)
_TRADITIONAL = (
    "各縣市政府應將防汛工作列為首要任務，落實責任制度",
    "會議聽取上半年經濟運行情況報告，並研究下一步工作",
    "老人坐在門前的石凳上，慢慢說起四十年前修水庫的往事",
    "凡有關民眾權益之事項，均應公開聽取意見，不得隱瞞",
    "第二天一早，我們背著行李上山，路上遇見幾個採藥的人",
)
DAMAGES = ("empty", "blank", "zeros", "noise", "png", "pdf", "zip", "program", "broken utf-8", "cut utf-16")


def text(chance: random.Random, size: int, *, traditional: bool = False) -> str:
    """Return a document of about `size` characters: a title, paragraphs, numbered heads."""
    sentences = _TRADITIONAL if traditional else _SENTENCES
    parts = ["關於做好防汛工作的通知" if traditional else "关于做好防汛抗旱工作的通知", ""]
    length = 0
    for number in range(1, 10_000):
        paragraph = "".join(f"{chance.choice(sentences)}。" for _ in range(chance.randint(2, 6)))
        parts.append(f"　　{number}.{paragraph}" if chance.random() < 0.2 else f"　　{paragraph}")
        length += len(paragraph)
        if length >= size:
            break
    return "\n".join(parts) + "\n"


def damaged(chance: random.Random, how: str) -> bytes:
    """Return a file that is no document, or one that no longer is."""
    match how:
        case "empty":
            return b""
        case "blank":
            return "　\n \t\n".encode() * chance.randint(1, 50)
        case "zeros":
            return bytes(chance.randint(1000, 5000))
        case "noise":
            return chance.randbytes(4000)
        case "png":
            return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 64, 64) + chance.randbytes(2000)
        case "pdf":
            return b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nstream\n" + chance.randbytes(2000)
        case "zip":
            return b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + chance.randbytes(2000)
        case "program":
            return b"\x7fELF\x02\x01\x01" + bytes(9) + chance.randbytes(2000)
        case "broken utf-8":
            data = bytearray(text(chance, 800).encode())
            for place in range(12):
                data[place * len(data) // 12 + chance.randrange(40)] = 0xFF
            return bytes(data)
        case "cut utf-16":
            return text(chance, 600).encode("utf-16")[: 2 * chance.randint(200, 400) + 1]
    raise AssertionError(how)


def documents(
    count: int, *, seed: int = 9, smallest: int = 700, largest: int = 7000, every: int = 100
) -> Iterator[tuple[str, bytes, str]]:
    """Yield (name, bytes, damage) of `count` files, one in `every` damaged ("" for the rest)."""
    chance = random.Random(seed)
    for number in range(count):
        name = f"{1980 + number // 400 % 45}年/{number // 400:03}/文件{number:05}.txt"
        if number % every == every // 2:
            how = DAMAGES[number // every % len(DAMAGES)]
            yield name, damaged(chance, how), how
            continue
        encoding = ENCODINGS[number % len(ENCODINGS)]
        size = chance.randint(smallest, largest)
        yield name, text(chance, size, traditional=encoding == "big5").encode(encoding), ""


def write(folder: Path, count: int, **options: int) -> dict[str, str]:
    """Write `count` documents below `folder`; return the damaged ones with their damage, by name."""
    broken = {}
    for name, data, damage in documents(count, **options):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if damage:
            broken[name] = damage
    return broken
