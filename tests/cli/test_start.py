"""A short command loads little: what the way from text to a document needs, and nothing that is slow to load."""

import json
import subprocess
import sys

import pytest

SLOW = {
    "argparse", "ast", "collections", "dataclasses", "datetime", "enum", "functools", "inspect", "pathlib", "pickle", "re",
    "tomllib", "typing", "urllib.parse",
    "chardet", "docx", "lxml", "pypandoc", "reportlab", "uharfbuzz", "fsspec", "dask",
}  # fmt: skip

LOADED = """
import json, sys
before = set(sys.modules)
from convert.cli.main import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted(set(sys.modules) - before)]))
"""


@pytest.fixture
def loaded(tmp_path):
    """Run a command in a new process and return the modules that it loads."""

    def run(*arguments: str) -> set[str]:
        command = [sys.executable, "-c", LOADED, *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
        status, modules = json.loads(done.stdout.splitlines()[-1])
        assert (status, done.stderr) == (0, "")
        return set(modules)

    return run


def test_a_plain_text_to_markdown_loads_nothing_slow(loaded, fixtures):
    source = str(fixtures / "novel.txt")
    assert not loaded(source, "-q", "-o", "out.md") & SLOW


def test_clean_text_loads_no_rule(loaded, tmp_path):
    (tmp_path / "clean.txt").write_text("关于工作的通知\n\n各单位：\n　　现将有关事项通知如下。\n", "utf-8")
    modules = loaded("clean.txt", "-q", "-o", "out.md")
    assert "convert.rules.engine" in modules
    assert not modules & {f"convert.rules.{family}" for family in ("quotes", "stops", "spacing", "dashes", "alnum")}


def test_a_plain_text_to_docx_loads_neither_the_library_nor_xml(loaded, fixtures):
    source = str(fixtures / "novel.txt")
    assert not loaded(source, "-q", "-o", "out.docx") & (SLOW - {"pathlib", "re", "typing", "enum", "urllib.parse"})


def test_the_version_loads_only_the_command_line(loaded):
    assert not {name for name in loaded("--version") if name.startswith("convert.")} - {
        "convert.cli", "convert.cli.arguments", "convert.cli.main", "convert.enums", "convert.errors",
    }  # fmt: skip
