"""Pandoc as a program: sandboxed, limited, and a clear error when it is missing, broken or beaten."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import convert
from convert.errors import MissingTool, ReadError, ResourceLimit, WriteError
from convert.pandoc import process
from convert.pandoc.process import Limits, read_json, write_json


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget which pandoc was found, before and after."""
    caches = (process.path, process.input_formats, process.output_formats)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_it_reads_no_file_of_the_host(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    for source, name in (
        (f".. include:: {secret}\n", "rst"),
        (f"\\input{{{secret}}}\n", "latex"),
        (f'#include "{secret}"', "typst"),
    ):
        try:
            value, _ = read_json(source.encode(), name)
        except ReadError:
            continue
        assert "机密" not in str(value)


def test_it_fetches_nothing_when_it_writes() -> None:
    image = {"t": "Image", "c": [["", [], []], [], ["http://127.0.0.1:9/x.png", ""]]}
    value = {"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Para", "c": [image]}]}
    made = write_json(value, "odt")
    assert any("x.png" in remark for remark in made.remarks)


def test_a_broken_file_is_an_error_in_its_words() -> None:
    with pytest.raises(ReadError, match="pandoc: couldn't unpack docx container"):
        read_json(b"no zip", "docx")


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(WriteError, match="pandoc: Unknown output format nonsense"):
        write_json({"pandoc-api-version": [1, 23], "meta": {}, "blocks": []}, "nonsense")


def test_time_size_and_memory_are_limited() -> None:
    with pytest.raises(ResourceLimit, match="took more than 0 s and was stopped"):
        read_json(b"a *b* " * 500_000, "markdown", limits=Limits(seconds=0.05, seconds_per_mib=0))
    with pytest.raises(ResourceLimit, match="2 MiB are more than the 1 MiB given to pandoc"):
        read_json(b"a" * 2_500_000, "markdown", limits=Limits(input_mib=1))
    with pytest.raises(ResourceLimit, match="more than 24 MiB of memory"):
        read_json(b"a *b* " * 500_000, "markdown", limits=Limits(heap_mib=24))


def test_without_pypandoc_our_own_formats_still_work(
    fresh: None, monkeypatch: pytest.MonkeyPatch, wenzhuan: Callable[..., object]
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **named: object) -> object:
        if name == "pypandoc":
            raise ImportError(name)
        return real(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    Path("in.txt").write_text("甲乙丙。\n", "utf-8")
    for name in ("docx", "pdf", "md", "txt", "json"):
        assert wenzhuan("in.txt", "-o", f"out.{name}").status == 0
    run = wenzhuan("in.txt", "-o", "out.rst")
    assert run.status == 5
    assert "this format needs pandoc, which is not installed" in run.err
    assert "pip install pypandoc_binary" in run.err
    assert not Path("out.rst").exists()


def test_a_pypandoc_without_pandoc_is_named(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypandoc

    def gone() -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", gone)
    with pytest.raises(MissingTool, match="pypandoc is installed without pandoc"):
        convert.write(convert.read("甲"), to="rst")


def test_a_pandoc_that_cannot_run_is_named(fresh: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "pandoc"
    broken.write_bytes(b"\x7fELF broken")
    broken.chmod(0o755)
    monkeypatch.setattr(process, "path", lambda: str(broken))
    with pytest.raises(MissingTool, match="pandoc cannot be run: .*reinstall it"):
        convert.write(convert.read("甲"), to="rst")
