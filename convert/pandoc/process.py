"""Runs the pandoc that pypandoc_binary brings: sandboxed, with limits of time and size, deaf to host and user."""

from __future__ import annotations

import json
import subprocess

from convert.caching import lru_cache
from convert.errors import ConvertError, MissingTool, ReadError, ResourceLimit, WriteError
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, Final

_MIB: Final = 1024 * 1024
_ENVIRONMENT: Final = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "0", "HOME": "/nonexistent"}
_HINT: Final = "reinstall it with: pip install --force-reinstall pypandoc_binary"
_SPLIT: Final = "split the document"
_OWN_FORMATS: Final = "docx, pdf, md, txt and json need no pandoc"


@record
class Limits:
    """What one run may take: `seconds` plus `seconds_per_mib` of input, `input_mib`, `output_mib`, `heap_mib`."""

    seconds: float = 60.0
    seconds_per_mib: float = 20.0
    input_mib: int = 200
    output_mib: int = 1000
    heap_mib: int = 4096

    def time(self, size: int) -> float:
        """Return the seconds allowed for `size` bytes of input."""
        return self.seconds + self.seconds_per_mib * size / _MIB


LIMITS: Final = Limits()


@lru_cache(maxsize=1)
def path() -> str:
    """Return the path of pandoc. Raises MissingTool when pypandoc or its pandoc is not there."""
    try:
        import pypandoc
    except ImportError:
        hint = f"install it with: pip install pypandoc_binary; {_OWN_FORMATS}"
        raise MissingTool("this format needs pandoc, which is not installed", hint=hint) from None
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        raise MissingTool("pypandoc is installed without pandoc", hint=f"{_HINT}; {_OWN_FORMATS}") from None


@lru_cache(maxsize=1)
def input_formats() -> tuple[str, ...]:
    """Return the names of the formats pandoc reads."""
    return tuple(_listed("--list-input-formats"))


@lru_cache(maxsize=1)
def output_formats() -> tuple[str, ...]:
    """Return the names of the formats pandoc writes, without those that need another program."""
    return tuple(name for name in _listed("--list-output-formats") if name != "pdf")


def _listed(option: str) -> list[str]:
    return _run([option], b"", LIMITS, MissingTool).data.decode().split()


@record
class Output:
    """What pandoc made, and its remarks: what it could not read, fetch or render."""

    data: bytes
    remarks: tuple[str, ...] = ()


def read_json(
    data: bytes, source_format: str, *, extra: Sequence[str] = (), limits: Limits = LIMITS
) -> tuple[Any, tuple[str, ...]]:
    """Return pandoc's JSON value of a document and its remarks. Raises ReadError, ResourceLimit, MissingTool."""
    arguments = ["--sandbox", "--from", source_format, "--to", "json", *extra]
    made = _run(arguments, data, limits, ReadError)
    return json.loads(made.data), made.remarks


def write_json(value: Any, target: str, *, extra: Sequence[str] = (), limits: Limits = LIMITS) -> Output:
    """Return pandoc's JSON value in the format `target`. Raises WriteError, ResourceLimit, MissingTool."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    data = text.encode("utf-8", "surrogatepass")
    arguments = ["--sandbox", "--verbose", "--from", "json", "--to", target, "--output", "-", *extra]
    return _run(arguments, data, limits, WriteError)


def _run(arguments: Sequence[str], data: bytes, limits: Limits, error: type[ConvertError]) -> Output:
    """Run pandoc on `data`; `error` is raised with pandoc's words when it fails."""
    if len(data) > limits.input_mib * _MIB:
        size = f"{len(data) // _MIB} MiB are more than the {limits.input_mib} MiB given to pandoc"
        raise ResourceLimit(size, hint=_SPLIT)
    command = [path(), "+RTS", f"-M{limits.heap_mib}M", "-RTS", "--data-dir", "/nonexistent", *arguments]
    seconds = limits.time(len(data))
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env=_ENVIRONMENT, check=False)
    except subprocess.TimeoutExpired:
        raise ResourceLimit(f"pandoc took more than {seconds:.0f} s and was stopped", hint=_SPLIT) from None
    except OSError as broken:
        raise MissingTool(f"pandoc cannot be run: {broken.strerror}", hint=f"{_HINT}; {_OWN_FORMATS}") from None
    if done.returncode:
        raise _failure(done, limits, error)
    if len(done.stdout) > limits.output_mib * _MIB:
        raise ResourceLimit(f"pandoc made more than {limits.output_mib} MiB", hint=_SPLIT)
    return Output(done.stdout, tuple(_remarks(done.stderr)))


def _remarks(said: bytes) -> Iterator[str]:
    """Yield pandoc's warnings and what it did not render, without progress messages."""
    for line in said.decode("utf-8", "backslashreplace").splitlines():
        if "translation" in line:
            continue  # of the words "abstract" and "contents", which the sandbox keeps from pandoc
        if line.startswith("[WARNING] "):
            yield line.removeprefix("[WARNING] ")
        elif line.startswith("[INFO] Not rendering"):
            yield line.removeprefix("[INFO] ")[:200]


def _failure(done: subprocess.CompletedProcess[bytes], limits: Limits, error: type[ConvertError]) -> ConvertError:
    said = done.stderr.decode("utf-8", "backslashreplace").strip()
    if done.returncode == 251:  # the Haskell run-time's status for an exhausted heap
        return ResourceLimit(f"pandoc needed more than {limits.heap_mib} MiB of memory", hint=_SPLIT)
    if done.returncode < 0:
        return MissingTool(f"pandoc was stopped by signal {-done.returncode}", hint=f"{_HINT}; {_OWN_FORMATS}")
    words = " ".join(line for line in said.splitlines() if not line.startswith("[WARNING]"))
    return error(f"pandoc: {words[:500] or f'status {done.returncode}'}")
