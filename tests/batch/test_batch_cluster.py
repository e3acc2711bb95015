"""A dask cluster of two workers, one killed under way: the same tree as on one machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from convert import formats

pytest.importorskip("distributed")


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """Start a scheduler and two workers as the README says; yields the address and the workers."""
    probe = Path(__file__).parent / "probe"
    path = os.pathsep.join([str(Path(formats.__file__).parent.parent), str(probe)])
    started = []

    def dask(kind: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments, "--no-dashboard"]
        silent = subprocess.DEVNULL
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "ignore"}
        started.append(subprocess.Popen(command, cwd=tmp_path, stdout=silent, stderr=silent, env=environment))
        return started[-1]

    file = tmp_path / "scheduler.json"
    dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    workers = [dask("worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny") for _ in range(2)]
    yield file, workers
    for process in started:
        process.kill()
        process.wait()


def address_in(file: Path) -> str:
    """Return the address of the scheduler once it has written its file."""
    import json
    import time

    for _ in range(3000):
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError("no scheduler")


def wait_for_two_workers(address: str) -> None:
    """Wait until the workers have found the scheduler: on a machine under load they start slowly."""
    from distributed import Client

    with Client(address, timeout="600s", set_as_default=False) as client:
        client.wait_for_workers(2, timeout=600)


def test_a_lost_worker_loses_no_document(cluster, start, batch, put, tree, gate, tmp_path):
    for number in range(24):
        put(f"in/{number:02}.txt", {3: "bad", 5: "leave", 8: f"await {gate}"}.get(number, f"第{number}号"))
    gate.touch()
    assert batch(tmp_path / "in", "-o", tmp_path / "local", jobs="-j2") == 6
    gate.unlink()
    file, workers = cluster
    wait_for_two_workers(address_in(file))
    process = start(tmp_path / "in", "-o", tmp_path / "out", "--scheduler", address_in(file), "--log-json")
    while '"done"' not in (line := process.stderr.readline()):
        assert line
    workers[0].kill()
    gate.touch()
    said = process.communicate(timeout=600)[1]
    assert process.returncode == 6
    assert tree("out") == tree("local") and len(tree("out")) == 22
    assert "ended its worker (exit status 7)" in said and "byte 0xFF at 17 is no text" in said


def test_no_scheduler_is_one_line(batch, put, tmp_path, monkeypatch, capsys):
    from convert.batch import executors

    put("in/a.txt", "a")
    monkeypatch.setattr(executors, "_CONNECT", "0.2s")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9") == 5
    assert "no dask scheduler answers" in capsys.readouterr().err


def test_jobs_of_another_version_are_refused(tmp_path):
    from convert.batch.child import check_version
    from convert.batch.job import Setup
    from convert.batch.storage import Folder
    from convert.errors import MissingTool

    with pytest.raises(MissingTool, match="not 0.0.1"):
        check_version(Setup({}, Folder(str(tmp_path)), version="0.0.1"))
