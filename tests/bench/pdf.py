"""PDF beside its peers on the same text and faces: `python tests/bench/pdf.py [--large] [--runs N]`.

Whole processes, medians, and ratios within this one run, for absolute figures drift with the machine. Peers: typst
and WeasyPrint from PyPI (installed into build/bench/venv when missing) and LibreOffice when it is there.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = ROOT / "build" / "bench"
FACES = ROOT / "convert" / "fonts" / "faces"
PEERS = ("typst", "weasyprint")

HEADS = ("总体要求", "重点任务", "保障措施", "工作步骤", "组织领导")
SUBJECTS = ("各有关部门", "各级主管单位", "领导小组办公室", "全体参会人员", "各乡镇街道", "项目承办单位")
VERBS = ("要认真落实", "应当统筹安排", "须及时研究", "继续稳步推进", "着力加强", "按季度检查")
OBJECTS = ("年度重点工作", "安全生产责任", "古树名木保护", "基层文化设施建设", "水利工程维护", "档案整理与数字化")
ENDS = ("，确保按期完成。", "，并于2026年3月底前报送结果。", "；遇有困难的，应当及时报告。", "，做到“底数清、情况明”。")


def text(size: int) -> str:
    """Return about `size` bytes of UTF-8: an official text of headings and paragraphs, the same each time."""
    dice = random.Random(size)
    lines = ["关于做好年度重点工作的通知", "", "各有关单位："]
    written = 0
    while written < size:
        number = "一二三四五六七八九十"[len(lines) // 9 % 10]
        if len(lines) % 9 == 3:
            line = f"{number}、{dice.choice(HEADS)}"
        else:
            sentences = (
                dice.choice(SUBJECTS) + dice.choice(VERBS) + dice.choice(OBJECTS) + dice.choice(ENDS)
                for _ in range(dice.randint(5, 9))
            )
            line = "　　" + "".join(sentences)
        lines.append(line)
        written += len(line.encode())
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Measure:
    """Seconds of the wall and of the processor, MiB at the peak."""

    wall: float
    cpu: float
    peak: float


def measure(command: list[str], runs: int) -> Measure:
    """Run a command several times and return the medians."""
    walls, cpus, peaks = [], [], []
    for _ in range(runs):
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, status, usage = os.wait4(child.pid, 0)
        walls.append(time.perf_counter() - start)
        assert child.stderr is not None
        words = child.stderr.read().decode()
        child.stderr.close()
        if status:
            raise SystemExit(f"{' '.join(command)} failed:\n{words}")
        cpus.append(usage.ru_utime + usage.ru_stime)
        peaks.append(usage.ru_maxrss / 1024)
    return Measure(statistics.median(walls), statistics.median(cpus), statistics.median(peaks))


def peers() -> str:
    """Return the Python of an environment with the peers."""
    place = HOME / "venv"
    python = str(place / "bin" / "python")
    if not Path(python).exists():
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *PEERS], check=True)
    return python


def ours(source: Path, target: Path) -> list[str]:
    return [sys.executable, "-m", "convert", "-q", str(source), "-o", str(target), "--profile", "gongwen"]


def typst(source: Path, target: Path) -> list[str]:
    paragraphs = source.read_text("utf-8").replace("　　", "").replace("#", "\\#").split("\n")
    setting = (
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")\n'
        '#set text(font: ("FandolFang R", "Wenzhuan Song Regular"), size: 16pt, lang: "zh")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13pt)\n"
    )
    paper = source.with_suffix(".typ")
    paper.write_text(setting + "\n\n".join(paragraphs), "utf-8")
    call = f"import typst; typst.compile({str(paper)!r}, output={str(target)!r}, font_paths=[{str(FACES)!r}], "
    return [peers(), "-c", call + "ignore_system_fonts=True)"]


def weasyprint(source: Path, target: Path) -> list[str]:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in source.read_text("utf-8").replace("　　", "").split("\n"))
    style = (
        f"@font-face{{font-family:F;src:url(file://{FACES}/FandolFang-Regular.otf)}}"
        "@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:counter(page)}}"
        "body{font:16pt/29pt F;text-align:justify}p{margin:0;text-indent:2em}"
    )
    page = source.with_suffix(".html")
    page.write_text(f'<html lang="zh"><meta charset="utf-8"><style>{style}</style>{paragraphs}', "utf-8")
    call = f"import weasyprint; weasyprint.HTML({str(page)!r}).write_pdf({str(target)!r})"
    return [peers(), "-c", call]


def libreoffice(source: Path, target: Path) -> list[str]:
    profile = f"-env:UserInstallation=file://{HOME}/libreoffice"
    return ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(target.parent), str(source)]


def table(title: str, rows: dict[str, Measure]) -> None:
    """Print a table with the ratio to ours."""
    base = rows["wenzhuan"]
    print(f"\n{title}\n{'':14}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}{'ours / theirs':>15}")
    for name, row in rows.items():
        ratio = "" if name == "wenzhuan" else f"{base.wall / row.wall:.2f}"
        print(f"{name:14}{row.wall:9.3f}{row.cpu:9.3f}{row.peak:10.0f}{ratio:>15}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="17 MB too: ours only, for growth and memory")
    parser.add_argument("--runs", type=int, default=5, help="runs of the small text; the large ones run once")
    parser.add_argument("--peers", default="typst,weasyprint,libreoffice", help="peers to run, separated by commas")
    options = parser.parse_args()
    HOME.mkdir(parents=True, exist_ok=True)
    found: dict[int, Measure] = {}
    rivals: dict[str, Callable[[Path, Path], list[str]]] = {"typst": typst, "weasyprint": weasyprint}
    if shutil.which("soffice"):
        rivals["libreoffice"] = libreoffice
    rivals = {name: command for name, command in rivals.items() if name in options.peers.split(",")}
    for size, runs in ((17_000, options.runs), (1_700_000, 1)):
        source = HOME / f"{size}.txt"
        source.write_text(text(size), "utf-8")
        rows = {"wenzhuan": measure(ours(source, HOME / "ours.pdf"), runs)}
        found[size] = rows["wenzhuan"]
        for name, command in rivals.items():
            rows[name] = measure(command(source, HOME / f"{name}.pdf"), runs)
        table(f"{size / 1000:,.0f} KB of text to PDF, whole process", rows)
    if options.large:
        size = 17_000_000
        source = HOME / f"{size}.txt"
        source.write_text(text(size), "utf-8")
        found[size] = measure(ours(source, HOME / "ours.pdf"), 1)
        table("17 MB of text to PDF", {"wenzhuan": found[size]})
        growth = math.log10(found[size].cpu / found[1_700_000].cpu)
        print(f"growth exponent from 1.7 to 17 MB: {growth:.2f}")


if __name__ == "__main__":
    main()
