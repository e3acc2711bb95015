"""The example package, installed by pip into a clean environment, converts a fixture by its suffix."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.judge
def test_pip_installs_the_example_into_a_clean_environment(tmp_path: Path, fixtures: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, with_pip=True)
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # the dependencies of wenzhuan are at hand already; the two packages themselves are built and installed
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    packages = [str(ROOT), str(ROOT / "fixtures" / "plugin-example")]
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", *packages], check=True, timeout=300)
    run = [python, "-I", "-m", "convert"]
    out = tmp_path / "out.outline"
    subprocess.run([*run, str(fixtures / "regulations.txt"), "-o", str(out)], check=True, cwd=tmp_path, timeout=60)
    assert out.read_text("utf-8").startswith("= ")
    listed = subprocess.run(
        [*run, "formats"], check=True, capture_output=True, text=True, cwd=tmp_path, timeout=60
    ).stdout
    assert "wenzhuan-outline 1.0" in listed
