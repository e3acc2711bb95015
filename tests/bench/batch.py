"""Batches beside their peers: documents a second, one worker against two, and the parent's memory.

Run: python tests/bench/batch.py [COUNT]. Every figure is of this run on this machine: quote the ratios.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.batch.corpus import text, write  # noqa: E402
from tests.bench import pdf  # noqa: E402

_CORES = 2
_TARGETS = {"md": 200, "docx": 100, "pdf": 30}
_ROUNDS = 2
"""Runs of which the fastest counts: the first one finds cold caches."""
_TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)"
)
_PEAK = (
    "import resource, sys; from convert.cli.main import main; status = main(sys.argv[1:]);"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); sys.exit(status)"
)


def clocked(work: Callable[..., object], *arguments: object) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def wenzhuan(source: Path, out: Path, to: str, jobs: int, *more: str) -> int:
    """Run a batch; return the parent's peak memory in KiB."""
    command = [sys.executable, "-c", _PEAK, "batch", str(source), "-o", str(out), "-t", to, "-j", str(jobs), *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    shutil.rmtree(out, ignore_errors=True)  # to write over files is slower than to make them
    done = subprocess.run([*command, "-q"], env=environment, capture_output=True, text=True)
    if done.returncode not in (0, 6):
        raise SystemExit(f"the batch failed with status {done.returncode}: {done.stderr}")
    return int(done.stdout)


def fastest(source: Path, out: Path, to: str, jobs: int) -> float:
    """Return the seconds of the fastest of a few runs."""
    return min(clocked(wenzhuan, source, out, to, jobs) for _ in range(_ROUNDS))


def each(source: Path, command: list[str]) -> None:
    """Run a command on every file, two at a time: with GNU parallel, else with xargs; {} is the name without suffix."""
    names = "\0".join(str(path.with_suffix("")) for path in sorted(source.rglob("*.txt")))
    runner = (
        ["parallel", "-q", "-0", f"-j{_CORES}"] if shutil.which("parallel") else ["xargs", "-0", f"-P{_CORES}", "-I{}"]
    )
    subprocess.run([*runner, *command], input=names.encode(), check=True, capture_output=True)


def pandoc() -> str:
    """Return the pandoc inside the wheel."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def peers(source: Path) -> dict[str, tuple[str, Callable[[], object]]]:
    """Return what each tool that is installed does to the same texts: its output, and the call."""
    out: dict[str, tuple[str, Callable[[], object]]] = {}
    runner = "parallel" if shutil.which("parallel") else "xargs"
    for to in ("md", "docx"):
        command = [pandoc(), "-f", "markdown", "{}.txt", "-o", f"{{}}.{to}"]
        out[f"{runner} -P2 pandoc -> {to}"] = (to, partial(each, source, command))
    if program := shutil.which("soffice"):
        for to in ("docx", "pdf"):
            files = [str(path) for path in sorted(source.rglob("*.txt"))]
            command = [program, "--headless", "--infilter=Text (encoded):UTF8", "--convert-to", to, "--outdir"]
            call = partial(subprocess.run, [*command, str(source / "office"), *files], check=True, capture_output=True)
            out[f"LibreOffice, one process -> {to}"] = (to, call)
    faces = str(ROOT / "convert" / "fonts" / "faces")
    if program := shutil.which("typst"):
        command = [program, "compile", "--ignore-system-fonts", "--font-path", faces, "{}.txt", "{}.pdf"]
        out[f"{runner} -P2 typst -> pdf"] = ("pdf", partial(each, source, command))
    elif python := packaged_peers():
        command = [python, "-c", _TYPST, "{}.txt", "{}.pdf", faces]
        out[f"{runner} -P2 python with typst -> pdf"] = ("pdf", partial(each, source, command))
    return out


def packaged_peers() -> str:
    """Return the Python of the environment that the bench of PDF makes for its peers, "" when it cannot be made."""
    try:
        return pdf.peers()
    except (OSError, subprocess.CalledProcessError):
        return ""


def missing() -> Iterator[str]:
    """Yield what is not here to be compared with, and how to get it; `make validate` installs the programs."""
    if not shutil.which("parallel"):
        yield "GNU parallel is missing, xargs -P takes its place (apt-get install parallel)"
    if not shutil.which("soffice"):
        yield "LibreOffice is missing: not compared (apt-get install libreoffice-writer-nogui)"
    if not shutil.which("typst") and not packaged_peers():
        yield "typst is missing: not compared (no package index within reach, and no program typst)"


def throughput(folder: Path, count: int) -> None:
    """Print documents a second of 17 KB each, on one worker and on two, and beside peers."""
    source = folder / "in"
    source.mkdir()
    chance = random.Random(1)
    for number in range(count):
        (source / f"{number:04}.txt").write_text(text(chance, 5700), "utf-8")
    ours = {}
    for to, target in _TARGETS.items():
        one = fastest(source, folder / "out", to, 1)
        ours[to] = fastest(source, folder / "out", to, _CORES)
        rate = count / ours[to]
        print(
            f"wenzhuan batch -j2 -> {to}: {rate:.0f} documents a second (target {target}), {one / ours[to]:.2f} x -j1"
        )
    for line in missing():
        print(line)
    for name, (to, call) in peers(source).items():
        seconds = clocked(call)
        print(f"{name}: {count / seconds:.0f} documents a second; we are {seconds / ours[to]:.1f} x as fast")


def memory(folder: Path, counts: tuple[int, ...]) -> None:
    """Print the parent's peak memory, and the time of a second run, by number of files."""
    for count in counts:
        write(folder / f"in{count}", count, smallest=10, largest=30)
        arguments = folder / f"in{count}", folder / f"out{count}", "txt", _CORES, "--no-normalise"
        peak = wenzhuan(*arguments)
        command = [sys.executable, "-m", "convert", "batch", str(arguments[0]), "-o", str(arguments[1]), "-t", "txt"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        again = partial(subprocess.run, [*command, "-q", "--no-normalise"], env=environment, capture_output=True)
        print(f"{count} files: parent {peak >> 10} MiB, second run {clocked(again):.1f} s")


def main() -> None:
    """Run all of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"load before: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}")
    with tempfile.TemporaryDirectory() as folder:
        throughput(Path(folder), count)
        memory(Path(folder), (1000, 4000) if count < 1000 else (1000, 40_000))
    print(f"largest worker: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MiB")


if __name__ == "__main__":
    main()
