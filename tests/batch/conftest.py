"""A folder of sources, and the batch command on it with a format of the tests' own (see probe/)."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from convert import plugins

PROBE = Path(__file__).parent / "probe"
PLAIN = ("-f", "probe", "--profile", "gongwen", "--no-normalise", "--no-config")

Batch = Callable[..., int]


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install the plug-in of the tests, here and in worker processes."""
    monkeypatch.syspath_prepend(str(PROBE))
    plugins.entries.cache_clear()
    yield
    plugins.entries.cache_clear()


@pytest.fixture
def batch(probe: None) -> Batch:
    """Run `wenzhuan batch` in this process on the probe format; returns the exit status."""
    from convert.cli.main import main

    def run(*arguments: object, to: str = "probe", jobs: str = "--threads") -> int:
        return main(["batch", *map(str, arguments), "-t", to, jobs, *PLAIN])

    return run


@pytest.fixture
def start() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start `wenzhuan batch` as a process of its own; what is left at the end is killed."""
    started = []

    def run(*arguments: object, to: str = "probe") -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "convert", "batch", *map(str, arguments), "-t", to, *PLAIN]
        path = os.pathsep.join([str(Path(plugins.__file__).parent.parent), str(PROBE)])
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """Return the gate of the test: a document `await GATE` takes until this file is there."""
    return tmp_path / "gate"


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write one file below the test's folder, its folders made."""

    def write(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Return the files below a folder of the test with their text, but for the batch's own."""

    def read(folder: str = "out") -> dict[str, str]:
        root = tmp_path / folder
        return {
            path.relative_to(root).as_posix(): path.read_text()
            for path in sorted(root.rglob("*"))
            if path.is_file() and ".wenzhuan" not in path.parts
        }

    return read
