"""Real documents in ten encodings, one in a hundred damaged: every file is accounted for, with the right reason."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from convert import formats
from tests.batch.corpus import write

pytest.importorskip("resource")

REASONS = {
    "empty": "the file is empty",
    "blank": "the file holds only blanks",
    "zeros": "NUL bytes",
    "noise": "not ",
    "png": "a PNG picture",
    "pdf": "a PDF document",
    "zip": "a ZIP archive",
    "program": "an executable (ELF)",
    "broken utf-8": "damaged utf-8 text in 12 places",
    "cut utf-16": "the file ends in the middle of a character",
}


def run(*arguments: object) -> tuple[list[dict[str, object]], list[int]]:
    """Run a batch; return its log and the peak memory in KiB of the parent and of its largest worker."""
    code = (
        "import resource, sys; from convert.cli.main import main; status = main(sys.argv[1:]);"
        "print(*(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)));"
        "sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "batch", *map(str, arguments), "--log-json", "--no-config"]
    environment = {**os.environ, "PYTHONPATH": str(Path(formats.__file__).parent.parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode in (0, 6), done.stderr[-2000:]
    return [json.loads(line) for line in done.stderr.splitlines()], list(map(int, done.stdout.split()))


@pytest.mark.parametrize("count", [100, pytest.param(40_000, marks=pytest.mark.slow)])
def test_every_file_is_made_or_named_with_its_reason(tmp_path, count):
    broken = write(tmp_path / "in", count, largest=2000, every=10) if count < 1000 else write(tmp_path / "in", count)
    log, _ = run(tmp_path / "in", "-o", tmp_path / "out", "-t", "md")
    failed = {str(event["source"]): str(event["message"]) for event in log if event["event"] == "failed"}
    assert set(failed) == {str(tmp_path / "in" / name) for name in broken}
    assert all(REASONS[broken[str(Path(name).relative_to(tmp_path / "in"))]] in why for name, why in failed.items())
    made = {
        path.relative_to(tmp_path / "out").with_suffix(".txt").as_posix() for path in (tmp_path / "out").rglob("*.md")
    }
    assert len(made) == count - len(broken) and not made & set(broken)
    tally = log[-1]
    assert (tally["found"], tally["done"], tally["failed"]) == (count, count - len(broken), len(broken))
    log, _ = run(tmp_path / "in", "-o", tmp_path / "out", "-t", "md")
    assert (log[-1]["done"], log[-1]["skipped"], log[-1]["failed"]) == (0, count - len(broken), len(broken))
    changed = tmp_path / "in" / sorted(made)[0]
    changed.write_text("另一份文件。\n")
    log, _ = run(tmp_path / "in", "-o", tmp_path / "out", "-t", "md")
    assert (log[-1]["done"], log[-1]["outputs"]) == (1, 1)


@pytest.mark.slow
def test_the_parent_needs_no_more_memory_for_forty_thousand_files(tmp_path):
    peaks = []
    for count in (1_000, 40_000):
        write(tmp_path / f"in{count}", count, smallest=10, largest=30)
        peaks.append(run(tmp_path / f"in{count}", "-o", tmp_path / f"out{count}", "-t", "txt", "--no-normalise")[1][0])
    assert peaks[1] < 1.25 * peaks[0]


def test_a_line_of_twenty_thousand_characters_hangs_nothing(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/long.txt").write_text("防汛抗旱工作要抓紧，责任要落实" * 1400)
    (tmp_path / "in/short.txt").write_text("防汛。")
    log, _ = run(tmp_path / "in", "-o", tmp_path / "out", "-t", "md,txt", "--timeout", "600")
    assert (log[-1]["done"], log[-1]["outputs"]) == (2, 4)


def test_a_file_of_three_hundred_megabytes_is_refused_unread(tmp_path):
    (tmp_path / "in").mkdir()
    with (tmp_path / "in/large.txt").open("wb") as stream:
        stream.truncate(300 << 20)
    log, peaks = run(tmp_path / "in", "-o", tmp_path / "out", "-t", "md")
    assert log[1]["message"] == "is larger than the limit of 104857600 bytes"
    assert max(peaks) < 300 << 10
