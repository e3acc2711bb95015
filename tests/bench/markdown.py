"""Markdown beside pandoc on the same text: `python tests/bench/markdown.py [--runs N]`.

Whole processes, medians, peaks of memory, and ratios within this one run, for absolute figures drift with the machine.
Then the writer alone on large tables, long paragraphs and many paragraphs: time per size must not grow.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from convert import nodes as n  # noqa: E402
from convert.contracts import Context  # noqa: E402
from convert.pandoc.process import path as pandoc_path  # noqa: E402
from convert.profile import load  # noqa: E402
from convert.writers.markdown import WRITER, MarkdownOptions  # noqa: E402

SUBJECTS = ("各有关部门", "各级主管单位", "领导小组办公室", "全体参会人员", "各乡镇街道", "项目承办单位")
VERBS = ("要认真落实", "应当统筹安排", "须及时研究", "继续稳步推进", "着力加强", "按季度检查")
OBJECTS = ("年度重点工作", "安全生产责任", "古树名木保护", "基层文化设施建设", "水利工程维护", "档案整理与数字化")
ENDS = ("，确保按期完成。", "，并于2026年3月底前报送结果。", "；遇有困难的，应当及时报告。", "，做到“底数清、情况明”。")
SIZES = ((17_000, "17 KB"), (1_700_000, "1.7 MB"), (17_000_000, "17 MB"))
MUST = {"17 KB": 2.5, "1.7 MB": 0.3}


def text(size: int) -> str:
    """Return about `size` bytes of UTF-8 in paragraphs of some 570 bytes, a heading for every nine."""
    dice = random.Random(size)
    lines = ["关于做好年度重点工作的通知", "", "各有关单位："]
    written = 0
    while written < size:
        if len(lines) % 10 == 3:
            line = f"{'一二三四五六七八九十'[len(lines) // 10 % 10]}、总体要求"
        else:
            words = (
                dice.choice(SUBJECTS) + dice.choice(VERBS) + dice.choice(OBJECTS) + dice.choice(ENDS) for _ in range(8)
            )
            line = "　　" + "".join(words)
        lines.append(line)
        written += len(line.encode()) + 1
    return "\n".join(lines) + "\n"


def measure(command: list[str], runs: int) -> tuple[float, float]:
    """Return the median seconds and the peak MiB of a process."""
    times = []
    peak = 0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - start)
        if status:
            sys.exit(f"failed: {' '.join(command)}")
        peak = max(peak, usage.ru_maxrss)
    return statistics.median(times), peak / 1024


def beside_pandoc(runs: int) -> None:
    """Compare whole processes: our text to Markdown with pandoc's Markdown to Markdown."""
    print(f"{'size':8} {'wenzhuan s':>11} {'MiB':>6} {'pandoc s':>9} {'MiB':>6} {'ratio':>6} {'must':>5}")
    times = {}
    with tempfile.TemporaryDirectory() as folder:
        for size, name in SIZES:
            source, out = Path(folder) / "in.txt", Path(folder) / "out.md"
            source.write_text(text(size), "utf-8")
            count = runs if size < 1_000_000 else max(1, runs // 3)
            ours = [sys.executable, "-m", "convert", str(source), "-o", str(out), "-q", "--no-config"]
            mine, mine_mib = measure(ours, count)
            theirs, theirs_mib = measure(
                [pandoc_path(), "-f", "markdown", "-t", "markdown", str(source), "-o", str(out)], count
            )
            must = f"{MUST[name]:5}" if name in MUST else ""
            print(f"{name:8} {mine:11.3f} {mine_mib:6.0f} {theirs:9.3f} {theirs_mib:6.0f} {mine / theirs:6.2f} {must}")
            times[name] = mine
    print(f"growth exponent from 1.7 to 17 MB: {math.log10(times['17 MB'] / times['1.7 MB']):.2f} (must 1.10)")


def cell(words: str) -> n.Cell:
    """Return a table cell."""
    return n.Cell(n.NO_ATTR, n.Alignment.DEFAULT, 1, 1, (n.Plain((n.Str(words),)),))


def table(rows: int) -> n.Document:
    """Return a table of five columns."""
    row = n.Row(n.NO_ATTR, tuple(cell(words) for words in ("甲|乙", "3~5年", "*重点*", "a_b", "〔2024〕1号")))
    body = n.TableBody(n.NO_ATTR, 0, (), (row,) * rows)
    columns = (n.ColSpec(),) * 5
    made = n.Table(n.NO_ATTR, n.Caption(), columns, n.TableHead(n.NO_ATTR, (row,)), (body,), n.TableFoot())
    return n.Document(blocks=(made,))


def line(characters: int) -> n.Document:
    """Return one paragraph with marks to escape."""
    return n.Document(blocks=(n.Para((n.Str("重点*工作_[注](u)<b>，3~5年。" * (characters // 20)),)),))


def paragraphs(count: int) -> n.Document:
    """Return many paragraphs with emphasis between hanzi."""
    content = (n.Str("认真学习"), n.Strong((n.Str("“重点”"),)), n.Str("内容，抓好落实。"))
    return n.Document(blocks=tuple(n.Para(content) for _ in range(count)))


def writer_alone() -> None:
    """Time the writer on growing documents of each shape and flavour."""
    context = Context(load("gongwen"))
    print(f"\n{'writer alone':28} {'small s':>8} {'large s':>8} {'x10: exponent':>14}")
    for name, make, small in (
        ("table, rows", table, 2_000),
        ("one line, characters", line, 300_000),
        ("paragraphs", paragraphs, 5_000),
    ):
        for flavor in ("commonmark", "gfm", "pandoc"):
            took = []
            for size in (small, small * 10):
                document = make(size)
                start = time.perf_counter()
                WRITER.write(document, MarkdownOptions(flavor=flavor), context)
                took.append(time.perf_counter() - start)
            exponent = math.log10(took[1] / took[0])
            print(f"{name + ', ' + flavor:34} {took[0]:8.3f} {took[1]:8.3f} {exponent:8.2f}")


def main() -> None:
    """Run both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    arguments = parser.parse_args()
    os.chdir(ROOT)
    beside_pandoc(arguments.runs)
    writer_alone()
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
