"""Decoding beside chardet, chardet limited to Chinese, charset-normalizer and uchardet: warm, cold, and on hostile bytes.

Every tool finds the encoding and decodes. charset-normalizer and faust-cchardet (uchardet) take part when installed.
Targets: no slower than limited chardet at any size, UTF-8 within 10 % of one decode, hostile bytes within 10 medians.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import chardet

from convert.decoding import decode
from convert.errors import ConvertError

TEXTS = Path(__file__).parents[1] / "decoding" / "texts"
LIMITED = ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "hz"]
SIZES = (2_000, 20_000, 200_000, 5_000_000)
COLD = {
    "ours": "from convert.decoding import decode; decode(data)",
    "chardet": "import chardet; data.decode(chardet.detect(data)['encoding'], 'replace')",
    "charset-normalizer": "import charset_normalizer as c; str(c.from_bytes(data).best())",
    "uchardet": "import cchardet; data.decode(cchardet.detect(data)['encoding'], 'replace')",
}
MODULES = {"ours": "convert", "chardet": "chardet", "charset-normalizer": "charset_normalizer", "uchardet": "cchardet"}


def by_chardet(data: bytes) -> str:
    return data.decode(chardet.detect(data)["encoding"] or "latin-1", "replace")


def by_limited(data: bytes) -> str:
    found = chardet.detect(data, compat_names=False, max_bytes=len(data), include_encodings=LIMITED)["encoding"]
    return data.decode(found or "latin-1", "replace")


def by_normalizer(data: bytes) -> str:
    from charset_normalizer import from_bytes

    return str(from_bytes(data).best())


def by_uchardet(data: bytes) -> str:
    import cchardet

    return data.decode(cchardet.detect(data)["encoding"] or "latin-1", "replace")


def text(names: list[str], size: int) -> str:
    """Return lines of our texts in random order, about `size` code points."""
    lines = [line for name in names for line in (TEXTS / f"{name}.txt").read_text("utf-8").splitlines() if line]
    picker = random.Random(size)
    return "\n".join(picker.choices(lines, k=1 + size // 40))[:size]


def best(call: Callable[[bytes], object], data: bytes) -> float:
    """Return the shortest of several runs, in milliseconds."""
    runs = 5 if len(data) > 1_000_000 else 15
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        call(data)
        times.append(time.perf_counter() - began)
    return 1000 * min(times)


def warm() -> None:
    tools: dict[str, Callable[[bytes], object]] = {"chardet": by_chardet, "limited": by_limited}
    tools |= {"charset-normalizer": by_normalizer} if find_spec("charset_normalizer") else {}
    tools |= {"uchardet": by_uchardet} if find_spec("cchardet") else {}
    print(f"{'ms, warm':10} {'bytes':>9} {'plain':>8} {'ours':>8} " + " ".join(f"{name:>18}" for name in tools))
    for codec, names in (("utf-8", ["notice", "story"]), ("gb18030", ["notice", "story"]), ("big5", ["letter"])):
        for size in SIZES:
            data = text(names, size)[: size // (3 if codec == "utf-8" else 2)].encode(codec)
            plain, ours = best(lambda raw, codec=codec: raw.decode(codec), data), best(decode, data)
            others = [best(call, data) for call in tools.values()]
            shown = " ".join(f"{other:10.3f} {other / ours:6.1f}x" for other in others)
            print(f"{codec:10} {len(data):9} {plain:8.3f} {ours:8.3f} {shown}   {ours / plain:.2f} plain")


def process(code: str, _: bytes) -> None:
    """Run `code` in a new interpreter that may keep its bytecode, as an installed package does."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": str(TEXTS.parents[2])}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def cold() -> None:
    print("ms, cold: a new process imports, answers once for 2 kB of GBK, and ends")
    data = text(["notice"], 1000).encode("gbk")
    for name, code in COLD.items():
        if find_spec(MODULES[name]):
            line = f"data = {data!r}; {code}"
            empty, full = best(partial(process, "pass"), b""), best(partial(process, line), b"")
            print(f"  {name:20} {full - empty:7.1f}")


def hostile() -> None:
    """Time a megabyte of each kind of nonsense; the median is the yardstick."""
    size = 1_000_000
    gbk = ("各单位应当认真执行，" * 60_000).encode("gbk")[:size]
    cases = {
        "one line of GBK": gbk,
        "the same, a byte lost": gbk[: size // 2 + 1] + gbk[size // 2 + 2 :],
        "0x80": b"\x80" * size,
        "0xFF": b"\xff" * size,
        "NUL": b"\0" * size,
        "~{": b"~{" * (size // 2),
        "81 00": b"\x81\0" * (size // 2),
        "D6 41": b"\xd6A" * (size // 2),
        "E4 B8": b"\xe4\xb8" * (size // 2),
        "ED A0 80": b"\xed\xa0\x80" * (size // 3),
        "half characters": b"\xd6\xd0\xb0\n" * (size // 4),
        "escapes": b"\x1b$)A" * (size // 4),
        "<": b"<" * size,
        "random": random.Random(1).randbytes(size),
    }

    def attempt(data: bytes) -> None:
        try:
            decode(data, errors="strict")
        except ConvertError:
            return

    times = {name: best(attempt, data) for name, data in cases.items()}
    median = statistics.median(times.values())
    print(f"ms, 1 MB of nonsense; median {median:.1f}")
    for name, taken in times.items():
        print(f"  {name:24} {taken:8.1f}  {taken / median:5.1f} medians")


if __name__ == "__main__":
    warm()
    cold()
    hostile()
