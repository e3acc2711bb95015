"""What all tests share: the `--accept` flag, the fixtures' folder, and a command line without a process."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"

settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="renew the goldens with what the writers make now")


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of the documents we wrote."""
    return FIXTURES


@dataclass(frozen=True)
class Run:
    """What a run of the command line left behind."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()


@pytest.fixture
def wenzhuan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Run]:
    """Run the command line in `tmp_path` inside this process: `wenzhuan("in.txt", "-t", "md", stdin=b"")`."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | os.PathLike[str], stdin: bytes = b"") -> Run:
        from convert.cli.main import main

        out, err = io.BytesIO(), io.BytesIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", write_through=True))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", write_through=True))
            status = main([os.fspath(argument) for argument in arguments])
            sys.stdout.flush()
            sys.stderr.flush()
            return Run(status, out.getvalue(), err.getvalue().decode())

    return run
