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
from collections.abc import Callable, Iterator
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


NAMES = ("张伟", "王芳", "李娜", "刘洋", "陈静", "杨帆", "赵敏", "黄磊", "周杰", "徐丽")
OLD_NAMES = ("張偉", "王芳", "李娜", "劉洋", "陳靜", "楊帆", "趙敏", "黃磊", "周傑", "徐麗")


def table(names: tuple[str, ...], size: int) -> str:
    """Return lines of numbers and names separated by commas."""
    picker = random.Random(size)
    return "".join(
        [f"{picker.randrange(10**6)},{picker.choice(names)},{picker.random():.4f}\n" for _ in range(size // 20)]
    )


def log(names: tuple[str, ...], size: int) -> str:
    """Return lines of a log in ASCII with three names."""
    lines = [f"2026-03-01 10:22:{at % 60:02} INFO worker-{at % 7} GET /items?id={at} 200" for at in range(size // 52)]
    for part, name in enumerate(names[:3]):
        lines[len(lines) * (2 * part + 1) // 6] += f" user={name}"
    return "\n".join(lines)


def files(size: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield encoding, kind and bytes of texts of about `size` bytes."""
    for codec in ("utf-8", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "utf-16-le", "hz"):
        old = codec.startswith("big5")
        names = OLD_NAMES if old else NAMES
        prose = text(["letter"] if old else ["notice", "story"], size // (3 if codec == "utf-8" else 2))
        if codec == "gb18030":
            prose += "\n𠮷野先生\n"
        if codec == "big5hkscs":
            prose += "\n佢哋嚟咗\n"
        for kind, whole in (("prose", prose), ("table", table(names, size)), ("log", log(names, size))):
            yield codec, kind, whole.encode(codec, "ignore")


def warm() -> None:
    tools: dict[str, Callable[[bytes], object]] = {"chardet": by_chardet, "limited": by_limited}
    tools |= {"charset-normalizer": by_normalizer} if find_spec("charset_normalizer") else {}
    tools |= {"uchardet": by_uchardet} if find_spec("cchardet") else {}
    print(f"{'ms, warm':22} {'bytes':>9} {'plain':>8} {'ours':>8} " + " ".join(f"{name:>18}" for name in tools))
    slowest: tuple[float, str] = (9e9, "")
    for size in SIZES:
        for codec, kind, data in files(size):
            plain, ours = best(partial(bytes.decode, encoding=codec), data), best(decode, data)
            others = [best(call, data) for call in (tools.values() if kind == "prose" else [by_limited])]
            limited = others[1] if kind == "prose" else others[0]
            slowest = min(slowest, (limited / ours, f"{codec} {kind} of {len(data):,} bytes"))
            if kind == "prose":
                shown = " ".join(f"{other:10.3f} {other / ours:6.1f}x" for other in others)
            else:
                shown = f"{'':18} {limited:10.3f} {limited / ours:6.1f}x"
            print(f"{codec:12} {kind:9} {len(data):9} {plain:8.3f} {ours:8.3f} {shown}   {ours / plain:.2f} plain")
    print(f"least to the limited chardet: {slowest[0]:.2f}x, {slowest[1]}")


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


def filled(unit: bytes, size: int) -> bytes:
    return (unit * (size // len(unit) + 1))[:size]


def damaged(data: bytes, every: int, by: bytes) -> bytes:
    """Return `data` with one byte in so many replaced, or lost when there is nothing to replace it."""
    return b"".join([data[at : at + every - 1] + by for at in range(0, len(data), every)])


def families(size: int) -> dict[str, dict[str, bytes]]:
    """Return nonsense of `size` bytes by family."""
    chance = random.Random(1)
    prose = {
        codec: text(["notice", "story"], size).encode(codec)[:size] for codec in ("utf-8", "gbk", "hz", "utf-16-le")
    }
    prose["big5"] = text(["letter"], size).encode("big5")[:size]
    kinds = [
        0x0A,
        0x0D,
        0x1B,
        0x20,
        0x30,
        0x41,
        0x7B,
        0x7E,
        0x80,
        0x81,
        0x8E,
        0xA1,
        0xA4,
        0xAA,
        0xC6,
        0xD6,
        0xD8,
        0xE4,
        0xFE,
        0xFF,
    ]
    escapes = (
        b"~{ ~} ~~ ~{VPND~} ~{VPN~} ~{VP \x1b$)A \x1b$)A\x0eVP\x0f \x1b$)A\x0eV\x0f \x1b$*H\x1bNVP \x0e\x0f".split(b" ")
    )
    pairs = [bytes(chance.choices(kinds, k=2)) for _ in range(40)]
    longer = [bytes(chance.choices(kinds, k=chance.choice([3, 4, 5, 9]))) for _ in range(40)]
    lines = {codec: [line + b"\n" for line in raw.split(b"\n")] for codec, raw in prose.items()}
    mixed = {
        f"{one}/{other} by {count}": b"".join(
            [lines[(one, other)[at // count % 2]][at % 40] for at in range(size // 60)]
        )[:size]
        for one, other in (("utf-8", "gbk"), ("gbk", "big5"), ("utf-8", "big5"), ("hz", "gbk"))
        for count in (1, 100)
    }
    return {
        "one byte": {f"{byte:02X}": bytes([byte]) * size for byte in range(0, 256, 3)},
        "pairs": {unit.hex(" "): filled(unit, size) for unit in [b"\xaa\xa1", b"\x81\0", b"\xd8\0", *pairs]},
        "three to nine": {unit.hex(" "): filled(unit, size) for unit in longer},
        "escapes": {repr(unit): filled(unit, size) for unit in escapes},
        "escapes by line": {repr(unit): filled(unit + b"\n", size) for unit in escapes},
        "one in ten and more": {
            f"{codec}, one in {every} {'lost' if not by else 'changed'}": damaged(raw, every, by)
            for codec, raw in prose.items()
            for every in (10, 100, 1000)
            for by in (b"", b"\x80")
        },
        "lines in turn": mixed,
        "random": {
            "bytes": chance.randbytes(size),
            "pairs": bytes([0x81 + byte % 126 for byte in chance.randbytes(size)]),
            "behind a mark": b"\xef\xbb\xbf" + chance.randbytes(size),
        },
        "misread": {"as GBK": prose["utf-8"].decode("gb18030", "ignore").encode()[:size]},
        "texts": prose,
    }


def hostile() -> None:
    """Time a megabyte of each kind of nonsense; the median over all of them is the yardstick."""

    def attempt(data: bytes) -> None:
        try:
            decode(data, errors="strict")
        except ConvertError:
            return

    def spent(data: bytes) -> float:
        began = time.process_time()
        attempt(data)
        return 1000 * (time.process_time() - began)

    times = {
        family: {name: min(spent(data), spent(data)) for name, data in cases.items()}
        for family, cases in families(1_000_000).items()
    }
    median = statistics.median([taken for cases in times.values() for taken in cases.values()])
    print(f"CPU ms, 1 MB of nonsense; median {median:.1f}")
    for family, cases in times.items():
        worst = max(cases, key=lambda name: cases[name])
        middle = statistics.median(cases.values())
        print(
            f"  {family:20} {len(cases):4}  {middle:6.1f}  at most {cases[worst]:7.1f} {cases[worst] / median:5.1f} medians: {worst}"
        )


if __name__ == "__main__":
    warm()
    cold()
    hostile()
