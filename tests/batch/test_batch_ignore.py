"""Ignore files: git itself is the judge of what a pattern means."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from convert.batch.ignore import Choice, IgnoreFile, ignored, parse

FOLDERS = ("", "a/", "b/", "a/b/", "b/a/", "ab/")
NAMES = [folder + name for folder in FOLDERS for name in ("a.txt", "b.log", "x[1]", " s ", "#h", "!n", "ba")]
PIECES = [
    "a",
    "b",
    "*",
    "**",
    "?",
    "[ab]",
    "[!a]",
    "[a-b]",
    ".txt",
    ".log",
    "/",
    "ab",
    "\\#h",
    "\\!n",
    "#",
    "!",
    " ",
    "\\ ",
]
PATTERNS = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    if shutil.which("git") is None:
        pytest.skip("needs git")
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for name in NAMES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def kept_by_git(root: Path, patterns: list[str]) -> set[str]:
    (root / ".git/patterns").write_text("\n".join(patterns) + "\n")
    command = ["git", "ls-files", "--others", "-z", "--exclude-from=.git/patterns"]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    return set(said.split("\0")) - {""}


def kept_by_us(patterns: list[str]) -> set[str]:
    files = (IgnoreFile("", tuple(pattern for line in patterns if (pattern := parse(line)))),)

    def kept(name: str) -> bool:
        above = [name[:at] for at, character in enumerate(name) if character == "/"]
        return not any(ignored(files, folder, is_folder=True) for folder in above) and not ignored(
            files, name, is_folder=False
        )

    return set(filter(kept, NAMES))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PATTERNS)
def test_patterns_mean_what_they_mean_to_git(repository, patterns):
    assume(not any("//" in pattern for pattern in patterns))
    assert kept_by_us(patterns) == kept_by_git(repository, patterns)


@pytest.mark.parametrize("pattern", ["[", "[z-a]", "*[", "\\", "[[a]", "[a&&b]"])
def test_a_broken_pattern_breaks_nothing(pattern):
    assert not Choice(exclude=(pattern,)).shuns("unlike.txt")
