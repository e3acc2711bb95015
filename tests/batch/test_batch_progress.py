"""What is told: a bar on a terminal, plain lines in a log, a tally at the end."""

import fcntl
import io
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path
from types import SimpleNamespace

from convert import formats
from convert.batch.job import Failure, Job, Made, Outcome, Target
from convert.batch.progress import Lines
from convert.batch.summary import Summary

TARGET = Target("docx", "a.docx", "")


def outcome(*failures: Failure) -> Outcome:
    made = () if failures else (Made(TARGET, "", ""),)
    return Outcome(Job(1, "/in/a.txt", "a.txt", (TARGET,)), made, failures, fixes={"P201": 3, "N005": 1}, aside=24)


def test_the_tally_counts_failures_by_reason_without_their_numbers():
    tally = Summary(found=4, fresh=1)
    tally.add(outcome())
    tally.add(outcome(Failure("DecodeError", "damaged text at byte 143: 'FF'")))
    tally.add(outcome(Failure("DecodeError", "damaged text at byte 2,077: 'B8'")))
    tally.left_out["is a pipe, no file"] += 1
    assert list(tally.lines()) == [
        "4 sources: 1 done (1 outputs), 1 skipped as up to date, 2 failed, 1 left out",
        "  failed 2: damaged text at byte …: …",
        "  left out 1: is a pipe, no file",
        "  characters set aside: 72",
        "  rules applied: 12 times (P201 9, N005 3)",
    ]


def test_a_log_gets_a_line_now_and_then(monkeypatch):
    clock = iter(range(0, 1000, 4))
    monkeypatch.setattr("convert.batch.progress.time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    stream = io.StringIO()
    log = Lines(stream)
    log.begin(100)
    for _ in range(6):
        log.step(2)
    assert stream.getvalue() == (
        "6 of 100, 0 a second, 188 s to go, 0 failed\n12 of 100, 0 a second, 176 s to go, 0 failed\n"
    )


def test_control_characters_of_names_do_not_reach_the_terminal():
    stream = io.StringIO()
    Lines(stream).failed("a\x1b[2J\n.txt", Failure("ReadError", "no such file", "", (TARGET,)))
    assert stream.getvalue() == "failed: a\\x1b[2J\\n.txt [docx]: no such file\n"


def test_a_terminal_gets_a_bar_and_ctrl_c_leaves_it_in_order(put, gate, tmp_path):
    for number in range(30):
        put(f"in/{number:02}.txt", "slow" if number < 4 else f"await {gate}")
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    probe = str(Path(__file__).parent / "probe")
    path = os.pathsep.join([str(Path(formats.__file__).parent.parent), probe])
    plain = ["-f", "probe", "-t", "probe", "--profile", "gongwen", "--no-normalise", "-j1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "convert", "batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *plain],
        stderr=there,
        env={**os.environ, "PYTHONPATH": path},
    )
    os.close(there)
    said = b""
    while not re.search(rb"\| [1-4]/30", said):
        said += os.read(here, 4096)
    process.send_signal(signal.SIGINT)
    try:
        while data := os.read(here, 4096):
            said += data
    except OSError:  # Linux: the other end is closed
        pass
    os.close(here)
    assert process.wait() == 130
    lines = said.decode().replace("\r", "\n").split("\n")
    assert any("file/s]" in line for line in lines)
    assert "wenzhuan: interrupted; what is done is kept, run the same command again to go on" in lines
