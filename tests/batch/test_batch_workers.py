"""Worker processes: what kills one costs one more try, alone; limits hold; Ctrl-C and kill -9 lose nothing."""

import contextlib
import json
import pickle
import signal
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from convert.batch import executors
from convert.batch.job import Job, Limits, Setup, Target
from convert.batch.runner import run
from convert.batch.storage import Folder
from convert.options import NormaliseOptions
from convert.pipeline import Request

REQUEST = Request(to="probe", source_format="probe", profile="gongwen", normalise=NormaliseOptions(enabled=False))


def job_setup(tmp_path, texts: dict[str, str], limits: Limits | None = None) -> tuple[Setup, list[Job]]:
    """Return a set-up and a job for each text."""
    store = Folder(str(tmp_path / "out"))
    store.prepare()
    jobs = []
    for number, (name, text) in enumerate(texts.items()):
        path = tmp_path / f"{name}.txt"
        path.write_text(text)
        jobs.append(Job(number, str(path), path.name, (Target("probe", f"{name}.out", ""),), f"{len(text)}-0"))
    return Setup({"probe": REQUEST}, store, limits or Limits()), jobs


def fates(outcomes) -> dict[str, str]:
    """Return what became of each job, by its name: made, or the message of its failure."""
    return {o.job.name.removesuffix(".txt"): o.failures[0].message if o.failures else "made" for o in outcomes}


def test_what_kills_a_worker_is_named_and_all_others_are_done(probe, tmp_path):
    texts = {f"good{n}": str(n) for n in range(12)} | {"crash": "crash", "leave": "leave", "eat": "eat"}
    setup, jobs = job_setup(tmp_path, texts, Limits(memory=1 << 30))
    with executors.processes(2) as crew:
        found = fates(run(crew, setup, jobs))
    assert [found.pop(name) for name in ("crash", "leave", "eat")] == [
        "killed its worker (SIGSEGV)",
        "ended its worker (exit status 7)",
        "needs more memory than the limit of 1024 MiB",
    ]
    assert set(found.values()) == {"made"} and len(found) == 12


def test_what_takes_too_long_is_named_and_all_others_are_done(probe, tmp_path):
    setup, jobs = job_setup(tmp_path, {"a": "a", "hang": "hang", "b": "b"}, Limits(seconds=1.0))
    with executors.processes(1) as crew:
        found = fates(run(crew, setup, jobs))
    assert found == {"a": "made", "hang": "takes longer than the limit of 1 seconds", "b": "made"}


def test_a_suspect_is_tried_once_more_and_alone(tmp_path):
    class Once:
        """An executor's work in which the first try of one job kills the worker."""

        def __init__(self) -> None:
            self.tries: list[tuple[str, int]] = []

        def __call__(self, setup: bytes, jobs: tuple[Job, ...]):
            from convert.batch.job import Failure, Outcome

            self.tries.extend((job.name, len(jobs)) for job in jobs)
            first = [name for name, _ in self.tries].count("b.txt") == 1
            return tuple(
                Outcome(job, failures=(Failure("WorkerDied", "died", poison=True),))
                if job.name == "b.txt" and first
                else Outcome(job)
                for job in jobs
            )

    setup, jobs = job_setup(tmp_path, dict.fromkeys("abcd", ""))
    work = Once()
    with executors.threads(1) as crew:
        found = fates(run(executors.Crew(crew.executor, work, 1), setup, jobs))
    assert set(found.values()) == {"made"}
    assert work.tries[-1] == ("b.txt", 1) and len(work.tries) == 5


def test_any_executor_serves_even_one_that_breaks(probe, tmp_path):
    texts = {f"good{n}": str(n) for n in range(6)} | {"leave": "leave"}
    setup, jobs = job_setup(tmp_path, texts)
    with executors.borrowed(lambda: ProcessPoolExecutor(1, mp_context=get_context("spawn")), 1) as crew:
        found = fates(run(crew, setup, jobs))
    assert found.pop("leave") == "killed its worker (BrokenProcessPool)"
    assert set(found.values()) == {"made"} and len(found) == 6


def test_tasks_start_single_and_grow(tmp_path):
    from convert.batch.runner import tasks

    with executors.threads(2) as crew:
        sizes = [len(task) for task in tasks((Job(n, "", "", (), "100-0") for n in range(200)), crew)]
        large = [len(task) for task in tasks((Job(n, "", "", (), "1000000-0") for n in range(5)), crew)]
    assert sizes[:4] == [1, 1, 1, 1] and max(sizes) == 8 and sum(sizes) == 200
    assert large == [1] * 5


@pytest.mark.parametrize("crew", ["-j1", "-j2", "-j4", "--threads"])
def test_every_crew_makes_the_same_tree(batch, put, tree, tmp_path, crew):
    for number in range(30):
        put(f"in/{number % 3}/{number}.txt", "bad" if number == 7 else f"第{number}号")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", jobs=crew) == 6
    assert tree() == {f"{n % 3}/{n}.out": f"made: 第{n}号" for n in range(30) if n != 7}


def test_a_file_set_aside_is_not_tried_again_but_on_request(batch, put, tree, tmp_path, capsys):
    path = put("in/a.txt", "leave")
    arguments = (tmp_path / "in", "-o", tmp_path / "out")
    assert batch(*arguments, jobs="-j1") == 6
    assert "ended its worker (exit status 7) (the file is set aside" in capsys.readouterr().err
    assert batch(*arguments, jobs="-j1") == 6
    assert "(in an earlier run; set aside) (try it again with --retry)" in capsys.readouterr().err
    assert batch(*arguments, "--retry", jobs="-j1") == 6
    assert "in an earlier run" not in capsys.readouterr().err
    path.write_text("mended")
    assert batch(*arguments, jobs="-j1") == 0
    assert tree() == {"a.out": "made: mended"}


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_at_once_and_the_next_run_goes_on(start, put, tree, gate, tmp_path, how):
    put("in/0.txt", "first")
    for number in range(1, 40):
        put(f"in/{number:02}.txt", f"await {gate}")
    process = start(tmp_path / "in", "-o", tmp_path / "out", "-j", "2", "--log-json")
    while json.loads(process.stderr.readline())["event"] != "done":
        pass
    process.send_signal(how)
    said = process.communicate(timeout=600)[1]
    assert process.returncode == 130
    assert said.endswith("interrupted; what is done is kept, run the same command again to go on\n")
    assert list(tree()) == ["0.out"]
    gate.touch()
    process = start(tmp_path / "in", "-o", tmp_path / "out", "-j", "2")
    process.communicate(timeout=600)
    assert process.returncode == 0 and len(tree()) == 40


def run_killed(start, tmp_path, seconds: float, events: int) -> None:
    """Run a batch that cannot end by itself, and kill -9 it `seconds` after so many lines of its log."""
    process = start(tmp_path / "in", "-o", tmp_path / "out", "-j", "2", "--force", "--log-json")
    for _ in range(events):
        process.stderr.readline()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=pytest.mark.slow)])
def test_the_run_after_a_kill_gives_the_tree_of_an_undisturbed_one(start, batch, put, tree, gate, tmp_path, kills):
    import random

    chance = random.Random(9)
    for number in range(60):
        put(f"in/{number}.txt", f"第{number}号" * 50 if number else f"await {gate}")
    gate.touch()
    batch(tmp_path / "in", "-o", tmp_path / "whole", to="probe")
    for _ in range(kills):
        gate.unlink()
        run_killed(start, tmp_path, chance.uniform(0.0, 0.6), chance.choice((0, 1, 2, chance.randint(2, 40))))
        gate.touch()
        assert batch(tmp_path / "in", "-o", tmp_path / "out") == 0
        assert tree("out") == tree("whole")
        assert list((tmp_path / "out/.wenzhuan/tmp").iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs Linux")
def test_workers_end_with_their_parent(start, put, tmp_path):
    put("in/a.txt", "hang")
    process = start(tmp_path / "in", "-o", tmp_path / "out", "-j", "1")
    deadline = time.monotonic() + 600
    while not (workers := children(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.wait()
    while any(alive(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers and not any(alive(worker) for worker in workers)


def children(parent: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        with contextlib.suppress(OSError):  # a thread that has just ended
            found += map(int, (task / "children").read_text().split())
    return found


def alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_a_worker_that_was_idle_for_long_is_replaced(probe, tmp_path, monkeypatch):
    from convert.batch import child

    setup, jobs = job_setup(tmp_path, {"a": "a", "b": "b"})
    with executors.processes(1) as crew:
        assert fates(run(crew, setup, jobs[:1])) == {"a": "made"}
        (worker,) = child._all_live()
        worker.glance(time.monotonic() + 61)
        assert fates(run(crew, setup, jobs[1:])) == {"b": "made"}
        assert child._all_live() != (worker,)


def test_workers_that_cannot_start_end_the_run_with_the_reason(probe, tmp_path, monkeypatch, capfd):
    from convert.batch import child
    from convert.errors import MissingTool

    monkeypatch.setattr(child, "_BOOT", "import sys; sys.exit('no memory left')")
    setup, jobs = job_setup(tmp_path, {"a": "a"})
    with executors.processes(1) as crew, pytest.raises(MissingTool, match="no worker process can be started"):
        list(run(crew, setup, jobs))
    assert capfd.readouterr().err == "no memory left\n" * 3


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs Linux")
def test_workers_killed_from_outside_lose_no_document(start, put, tree, gate, tmp_path):
    import os

    put("in/00.txt", "first")
    for number in range(1, 12):
        put(f"in/{number:02}.txt", f"await {gate}")
    process = start(tmp_path / "in", "-o", tmp_path / "out", "-j", "2", "--log-json")
    while json.loads(process.stderr.readline())["event"] != "done":
        pass
    while len(workers := children(process.pid)) < 2:
        time.sleep(0.02)
    for worker in workers:  # whether it waits at the gate or is still starting
        os.kill(worker, signal.SIGKILL)
    while any(map(alive, workers)):
        time.sleep(0.02)
    gate.touch()
    process.communicate(timeout=600)
    assert process.returncode == 0 and len(tree()) == 12


def test_workers_started_ahead_are_used_and_those_not_needed_end(probe, tmp_path):
    from convert.batch import child

    setup, jobs = job_setup(tmp_path, {"a": "a", "b": "crash"})
    with child.recruited(3, ["md"]):
        ahead = {process.pid for process in child._spare}
        spare = tuple(child._spare)
        with executors.processes(1) as crew:
            assert fates(run(crew, setup, jobs[:1])) == {"a": "made"}
            (worker,) = child._all_live()
            assert worker._process.pid in ahead and len(child._spare) == 2
    assert all(process.returncode is not None for process in spare) and not child._spare


def test_jobs_after_one_that_killed_the_worker_are_done_by_the_next(probe, tmp_path):
    from convert.batch import child

    texts = {"a": "a", "b": "leave", "c": "c", "d": "crash", "e": "e"}
    setup, jobs = job_setup(tmp_path, texts)
    child.begin()
    try:
        outcomes = child.perform_isolated(pickle.dumps(setup), tuple(jobs))
    finally:
        child.drop_child()
    assert [outcome.job for outcome in outcomes] == jobs
    assert [outcome.poison for outcome in outcomes] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("order", "limit", "reason"),
    [
        ("eat", ("--memory-limit", "1G"), "needs more memory than the limit of 1024 MiB"),
        ("hang", ("--timeout", "1"), "takes longer than the limit of 1 seconds (the file is set aside"),
    ],
)
def test_limits_of_the_command_line_hold_and_are_named(batch, put, tree, tmp_path, capsys, order, limit, reason):
    put("in/a.txt", "a")
    put("in/b.txt", order)
    assert batch(tmp_path / "in", "-o", tmp_path / "out", *limit, jobs="-j1") == 6
    assert f"b.txt [probe]: {reason}" in capsys.readouterr().err
    assert tree() == {"a.out": "made: a"}
