"""Speed and memory of the rules on clean, damaged and hostile text, beside autocorrect-py and zhlint in one run."""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from convert.rules import normalise

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "build" / "bench"
PARAGRAPHS = (
    "　　一、加强组织领导。各级党委（党组）要把这项工作摆上重要议事日程，主要负责同志亲自抓，分管负责同志具体抓，做到责任到人。",
    "　　2023年全市完成固定资产投资1,234.5亿元，同比增长6.5%；新建学校12所，改造30所，新增学位1.2万个。",
    "　　会议强调，要坚持“以人民为中心”的发展思想，把“当下改”和“长久立”结合起来，持续推进《三年行动计划》落地见效。",
    "　　根据《关于做好有关工作的通知》（市政发〔2023〕15号）精神，现将有关事项通知如下：",
    "　　二是服务群众用心用情。组织党员干部深入社区、企业和农户，走访群众3.6万人次，帮助解决实际困难——从就业到养老，从上学到就医……",
)
HOSTILE = ("a", "(", "“", " ", "1,", ".", '"', "，,", "甲(", "《", "-", "/", "`", "$", "{", "a.", "\n", "　")
HOSTILE += (
    "'",
    "[",
    "<",
    "=",
    ":",
    "…",
    "。",
    "、",
    "—",
    "·",
    "~",
    "○",
    "二○",
    "1-",
    "甲 ",
    "甲.",
    "甲,",
    "(甲)",
    '"甲"',
    "﹔",
    "⼯",
)
HOSTILE += (
    "\\",
    "C:\\",
    "/甲",
    "a=",
    "a,甲,",
    "http://",
    "a@",
    "[1]",
    "１，",
    "\u200b",
    "e\u0301",
    "カ",
    "甲•",
    "<<甲>>",
    "一.",
    "第一、",
)
HALF = str.maketrans("，。；：？！“”（）《》", ',.;:?!""()<>')
ZHLINT = "const {run}=require('zhlint');const fs=require('fs');run(fs.readFileSync(process.argv[1],'utf8'))"


def clean(megabytes: float) -> str:
    """Return clean official prose of about this size in UTF-8."""
    page = "\n".join(PARAGRAPHS) + "\n"
    return page * int(megabytes * 1e6 / len(page.encode()))


def damaged(text: str, rate: float) -> str:
    """Return the text with a share of its marks half-width, digits full-width, and stray invisible characters."""
    chance = random.Random(7)
    out = []
    for char in text:
        if chance.random() < rate:
            char = char.translate(HALF) if not char.isdigit() else chr(ord(char) + 0xFEE0)
            char += "\u200b" if chance.random() < 0.02 else ""
        out.append(char)
    return "".join(out)


def rate_of(work: Callable[[str], object], text: str) -> float:
    """Return MB of UTF-8 per second of processor time, the best of three."""
    best = min(timed(work, text) for _ in range(3))
    return len(text.encode()) / best / 1e6


def timed(work: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def autocorrect(text: str, damage: str) -> str:
    try:
        from autocorrect_py import format as correct
    except ImportError:
        return "autocorrect-py is not installed (pip install autocorrect-py)"
    return f"autocorrect-py  clean {rate_of(correct, text):7.2f} MB/s   damaged {rate_of(correct, damage):7.2f} MB/s"


def zhlint(text: str, damage: str) -> str:
    if not (shutil.which("node") and shutil.which("npm")):
        return "zhlint needs node and npm"
    if not (PEERS / "node_modules" / "zhlint").exists():
        PEERS.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(
            ["npm", "install", "--silent", "--prefix", PEERS, "zhlint"], capture_output=True, timeout=300
        )
        if made.returncode:
            return "zhlint could not be installed"
    speeds = [node_rate(part) for part in (text, damage)]
    return f"zhlint          clean {speeds[0]:7.2f} MB/s   damaged {speeds[1]:7.2f} MB/s"


def node_rate(text: str) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        idle = node_time("")
        file.write(text)
        file.flush()
        return len(text.encode()) / max(1e-3, node_time(file.name) - idle) / 1e6


def node_time(path: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    script = ZHLINT if path else "require('zhlint')"
    subprocess.run(["node", "-e", script, path], cwd=PEERS, capture_output=True, check=True, timeout=300)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def memory(megabytes: int, rate: float) -> float:
    """Return the peak memory of a process that normalises, as a multiple of the text, text and all remarks included (Linux)."""
    code = (
        "import sys;sys.path[:0]=[sys.argv[1]];from convert.rules import normalise;normalise('甲,乙');"
        "peak=lambda:next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM'));"
        "base=peak();t=open(sys.argv[2],encoding='utf-8').read();r=normalise(t);r.offsets;r.diagnostics;"
        "print((peak()-base)*1024/len(t.encode()))"
    )
    text = clean(megabytes)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(damaged(text, rate) if rate else text)
        file.flush()
        command = [sys.executable, "-c", code, str(ROOT), file.name]
        return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def main() -> None:
    text = clean(2)
    damage = damaged(text, 0.05)
    edits = len(normalise(damage).edits)
    print(f"one core, processor time; clean {len(text.encode()) / 1e6:.1f} MB, damaged with {edits:,} faults")
    print(
        f"wenzhuan        clean {rate_of(normalise, text):7.2f} MB/s   damaged {rate_of(normalise, damage):7.2f} MB/s"
    )
    small = 0.1  # the peers are not linear in the size of a text, so they get a small one
    part, bad = clean(small), damaged(clean(small), 0.05)
    print(autocorrect(text, damage))
    print(zhlint(part, bad) + f"   (on {small} MB)")
    for size in (5, 50):
        whole = clean(size)
        print(f"clean {size:3} MB     {len(whole.encode()) / timed(normalise, whole) / 1e6:7.2f} MB/s")
    for size, share in ((5, 0.0), (50, 0.0), (20, 0.05), (20, 0.15)):
        print(f"memory {size:3} MB, damage {share:4.0%}: {memory(size, share):5.1f} times the text")
    for unit in HOSTILE:
        times = [timed(normalise, (unit * count)[:count]) for count in (250_000, 1_000_000)]
        print(f"1 MB of {unit!r:8} {times[1]:6.2f} s, {times[1] / max(times[0], 1e-3) / 4:.2f} times linear growth")


if __name__ == "__main__":
    main()
