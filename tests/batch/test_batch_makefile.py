"""The pattern rules for people's own Makefiles."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convert import formats
from convert.batch import batch

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
RULES = Path(batch.__file__).with_name("rules.mk")


@pytest.fixture
def make(tmp_path):
    """Run make in the test's folder on a Makefile that includes the rules; returns what it said."""
    flags = "-f probe --no-normalise"

    def run(*targets: str) -> str:
        (tmp_path / "Makefile").write_text(
            f"WENZHUAN := {sys.executable} -m convert\nWENZHUANFLAGS := {flags} --profile house.toml\ninclude {RULES}\n"
        )
        path = os.pathsep.join([str(Path(formats.__file__).parent.parent), str(Path(__file__).parent / "probe")])
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        done = subprocess.run(
            ["make", "-j4", *targets],
            cwd=tmp_path,
            env={**inherited, "PYTHONPATH": path},
            capture_output=True,
            text=True,
        )
        return f"{done.returncode} {done.stdout}{done.stderr}"

    return run


def test_converts_by_suffix_with_blanks_and_hanzi_in_names_under_j(make, put, tmp_path):
    put("house.toml", 'extends = "gongwen"\n')
    targets = ["plain.md", "年报/一九 九九年/总结 (终稿).md", "it's.md", "a,b.md"]
    for target in targets:
        put(target.replace(".md", ".txt"), "正文")
    said = make(*targets)
    assert said.startswith("0 "), said
    assert [(tmp_path / target).read_text().strip() for target in targets] == ["正文"] * 4
    assert "up to date" in make(targets[1])


def test_makes_again_when_source_profile_or_image_changes_and_survives_their_loss(make, put, tmp_path):
    put("base.toml", 'extends = "gongwen"\n')
    put("house.toml", 'extends = "base.toml"\n')
    put("a b.txt", "picture pic.png")
    picture = put("pic.png", b"1")
    assert make("a b.md").startswith("0 ")
    for changed in ("a b.txt", "base.toml", "pic.png"):
        assert "up to date" in make("a b.md")
        later = (tmp_path / "a b.md").stat().st_mtime + 5
        os.utime(tmp_path / changed, (later, later))
        os.utime(tmp_path / "a b.md", (later - 1, later - 1))
        assert "--depfile" in make("a b.md"), changed
        os.utime(tmp_path / "a b.md", (later + 1, later + 1))
    picture.unlink()
    assert make("a b.md").startswith("0 ")


def test_a_failure_leaves_no_target(make, put, tmp_path):
    put("house.toml", 'extends = "gongwen"\n')
    put("a.txt", "bad")
    assert make("a.md").startswith("2 ")
    assert not (tmp_path / "a.md").exists()
