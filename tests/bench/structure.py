"""The plain-text reader: speed, growth and memory, and how many paragraphs come back whole from each kind of damage.

Run: python tests/bench/structure.py [MEGABYTES]. Speed counts CPU seconds of this machine: quote the growth exponent.
"""

from __future__ import annotations

import math
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from convert.contracts import Context, Input  # noqa: E402
from convert.profile import load  # noqa: E402
from convert.readers.plaintext import READER, ReadOptions  # noqa: E402
from convert.walk import plain_text  # noqa: E402

_CLAUSES = (
    "渡口的灯一盏一盏亮起来", "老人把网收到船尾", "风从上游吹过来", "孩子们沿着石阶往下跑", "雨下了整整一夜",
    "账本上的字迹已经模糊", "镇上的钟敲了九下", "她把信折好放进衣袋", "船身轻轻晃了一晃", "对岸传来几声犬吠",
)  # fmt: skip
_CONTEXT = Context(profile=load("book"))


def paragraphs(count: int, seed: int = 1) -> list[str]:
    """Return paragraphs of one to six sentences."""
    dice = random.Random(seed)

    def sentence() -> str:
        return "，".join(dice.choices(_CLAUSES, k=dice.randint(1, 4))) + "。"

    return ["".join(sentence() for _ in range(dice.randint(1, 6))) for _ in range(count)]


def novel(size: int, wrap: int = 0) -> str:
    """Return a book of about `size` bytes in chapters, its lines broken after `wrap` characters."""
    out = ["河灯"]
    for number, paragraph in enumerate(paragraphs(2000)):
        if number % 100 == 0:
            out.append(f"第{number // 100 + 1}章　渡口")
        whole = "　　" + paragraph
        out += [whole[i : i + wrap] for i in range(0, len(whole), wrap)] if wrap else [whole]
    text = "\n".join(out) + "\n"
    return text * max(1, size // len(text.encode()))


def verse(size: int) -> str:
    """Return poems of about `size` bytes, one clause to a line, a blank line around each title."""
    dice = random.Random(4)
    out = ["河灯小稿"]
    written = 0
    while written < size:
        clauses = dice.sample(_CLAUSES, 4)
        out += ["", f"{dice.choice('春夏秋冬')}夜其{dice.choice('一二三四五六')}", ""]
        out += [f"{clause}{'，。'[k % 2]}" for k, clause in enumerate(clauses)]
        written += sum(len(line.encode()) + 1 for line in out[-7:])
    return "\n".join(out) + "\n"


def measured(text: str) -> tuple[float, float]:
    """Return the CPU seconds of one reading and the growth of peak memory in bytes for each byte of text."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = math.inf
    for _ in range(1 if len(text) > 2_000_000 else 3):
        start = time.process_time()
        READER.read(Input(text=text), ReadOptions(), _CONTEXT)
        seconds = min(seconds, time.process_time() - start)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return seconds, grown * 1024 / len(text.encode())


def speed(megabytes: float) -> None:
    """Print speed, growth and memory for each layout."""
    print(f"{'layout':14} {'MB/s':>6} {'growth':>7} {'memory':>7}")
    layouts: dict[str, Callable[[int], str]] = {
        "paragraphs": novel,
        "wrapped at 36": lambda size: novel(size, 36),
        "wrapped at 12": lambda size: novel(size, 12),
        "one line": lambda size: novel(size).replace("\n", ""),
        "verse": verse,
    }
    for name, make in layouts.items():
        small, large = make(int(megabytes * 1e5)), make(int(megabytes * 1e6))
        first, _ = measured(small)
        second, memory = measured(large)
        ratio = len(large.encode()) / len(small.encode())
        growth = math.log(second / first) / math.log(ratio) if ratio > 1 else 1.0
        print(f"{name:14} {len(large.encode()) / 1e6 / second:6.2f} {growth:7.2f} {memory:6.1f}x")


def recovery() -> None:
    """Print the share of paragraphs that come back whole, by width and layout."""
    whole = paragraphs(300, seed=2)
    layouts = {
        "indent": ("　　", False, 1),
        "blank": ("", True, 1),
        "both": ("　　", True, 1),
        "every": ("　　", False, 2),
    }
    print(f"\n{'width':>6} " + " ".join(f"{name:>7}" for name in layouts))
    for width in (10, 16, 24, 32, 40):
        cells = []
        for indent, blank, feed in layouts.values():
            lines: list[str] = []
            for paragraph in whole:
                text = indent + paragraph
                lines += [text[i : i + width] for i in range(0, len(text), width)] + [""] * blank
            made = READER.read(Input(text=("\n" * feed).join(lines)), ReadOptions(), _CONTEXT).document
            found = {plain_text(block) for block in made.blocks}
            cells.append(sum(paragraph in found for paragraph in whole) / len(whole))
        print(f"{width:6} " + " ".join(f"{cell:7.1%}" for cell in cells))


if __name__ == "__main__":
    speed(float(sys.argv[1]) if len(sys.argv) > 1 else 3)
    recovery()
