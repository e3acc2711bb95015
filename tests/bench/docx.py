"""DOCX: a whole process beside pandoc md->docx and a plain python-docx script, and how the time grows.

Targets: 17 KB at most 2 times pandoc, 1.7 MB at most 0.5 times pandoc, 5,000 paragraphs under 12 times 500.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pypandoc import get_pandoc_path

from convert.contracts import Context
from convert.nodes import Document, Para, Str
from convert.profile import load
from convert.writers.docx import DocxOptions, write

SENTENCE = "全市上下坚持以“高质量发展”为主题，2025年新建改造老旧小区12个，惠及居民3.4万户，群众满意度达到98.5%。"
SCRIPT = """
import sys, docx
from docx.oxml.ns import qn
made = docx.Document()
made.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
for line in open(sys.argv[1], encoding="utf-8"):
    if line.strip():
        made.add_paragraph(line.strip())
made.save(sys.argv[2])
"""


def text(size: int) -> str:
    """Return about `size` bytes of paragraphs of some 570 bytes."""
    paragraph = "　　" + SENTENCE * 4
    return "\n\n".join([paragraph] * max(1, size // len(paragraph.encode())))


def median(work: Callable[[], object], runs: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the median time of `work` in seconds."""
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append(clock() - start)
    return statistics.median(times)


def process(*command: str | Path) -> Callable[[], object]:
    """Return a run of a program."""
    return lambda: subprocess.run(list(map(str, command)), check=True, capture_output=True)


def beside(folder: Path, size: int, runs: int) -> dict[str, float]:
    """Return the seconds of each program on one text of `size` bytes."""
    source = folder / f"{size}.txt"
    source.write_text(text(size), "utf-8")
    markdown = source.with_suffix(".md")
    markdown.write_text(text(size), "utf-8")
    script = folder / "plain.py"
    script.write_text(SCRIPT, "utf-8")
    out = folder / "out.docx"
    commands: dict[str, Sequence[str | Path]] = {
        "wenzhuan": (sys.executable, "-m", "convert", source, "-q", "--profile", "gongwen", "-o", out),
        "pandoc md->docx": (get_pandoc_path(), markdown, "-o", out),
    }
    if size < 5_000_000:
        commands["python-docx"] = (sys.executable, script, source, out)
    return {name: median(process(*command), runs) for name, command in commands.items()}


def writer(paragraphs: int) -> float:
    """Return the seconds the writer alone takes for `paragraphs`."""
    document = Document(blocks=tuple(Para((Str(SENTENCE * 4),)) for _ in range(paragraphs)))
    context = Context(load("gongwen"))
    return median(lambda: write(document, DocxOptions(), context), 7, time.process_time)


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size, runs in ((17_000, 7), (1_700_000, 3), (17_000_000, 1)):
            found = beside(folder, size, runs)
            peer = found["pandoc md->docx"]
            print(
                f"{size / 1000:8.0f} KB  " + "  ".join(f"{key} {value:.3f} s" for key, value in found.items()), end=""
            )
            print(f"  -> {found['wenzhuan'] / peer:.2f} of pandoc")
    small, large = writer(500), writer(5000)
    print(
        f"writer alone: 500 paragraphs {small * 1000:.1f} ms, 5,000 {large * 1000:.1f} ms -> {large / small:.1f} times"
    )


if __name__ == "__main__":
    main()
