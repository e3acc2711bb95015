"""Sources and outputs behind URLs, through fsspec: s3://, hdfs://, sftp://, memory:// and the rest."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import lru_cache
from typing import Protocol

from convert.batch.storage import STATE, TargetFull, digest, unwritable
from convert.errors import MissingTool, ReadError, ResourceLimit, WriteError
from convert.records import cast, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

_WHOLE = frozenset({"memory", "s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "cos", "obs", "oci", "r2"})
"""Protocols whose objects appear whole or not at all; on others a file is written beside and moved."""

_TEMPORARY = f"{STATE}/unfinished"
_TOKENS = (
    "ETag",
    "etag",
    "checksum",
    "md5Hash",
    "crc32c",
    "mtime",
    "LastModified",
    "last_modified",
    "modified",
    "created",
)


class _Files(Protocol):
    """What is used of an fsspec file system."""

    protocol: str | tuple[str, ...]

    def info(self, path: str) -> dict[str, object]: ...
    def find(self, path: str, *, detail: bool) -> dict[str, dict[str, object]]: ...
    def isdir(self, path: str) -> bool: ...
    def exists(self, path: str) -> bool: ...
    def cat_file(self, path: str) -> bytes: ...
    def open(self, path: str, mode: str) -> BinaryIO: ...
    def invalidate_cache(self) -> None: ...
    def pipe_file(self, path: str, value: bytes) -> None: ...
    def makedirs(self, path: str, exist_ok: bool) -> None: ...
    def mv(self, path1: str, path2: str) -> None: ...
    def rm_file(self, path: str) -> None: ...
    def unstrip_protocol(self, path: str) -> str: ...


def _split(url: str) -> tuple[_Files, str]:
    """Return the file system and the path in it. Raises MissingTool."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingTool("URLs need fsspec", source=url, hint="pip install 'wenzhuan[remote]'") from None
    try:
        return cast("tuple[_Files, str]", url_to_fs(url))
    except ImportError as error:
        raise MissingTool(f"another package is needed: {error}", source=url, hint="install it beside fsspec") from None


@contextmanager
def _reading(url: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise ReadError("no such file", source=url, hint="check the name") from None
    except MissingTool:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        raise ReadError(f"cannot be read: {error}", source=url, hint="check name, network and rights") from None


def find(url: str) -> Iterator[tuple[str, str, str]]:
    """Yield (URL, name below `url`, stamp) of every file at or below `url`, in order of name. Raises ReadError."""
    with _reading(url):
        files, root = _split(url)
        if not files.isdir(root):
            yield url, root.rstrip("/").rpartition("/")[2], _stamp(files.info(root))
            return
        for path, info in sorted(files.find(root, detail=True).items()):
            yield _url(files, path, url), path[len(root.rstrip("/")) :].lstrip("/"), _stamp(info)


def _url(files: _Files, path: str, root: str) -> str:
    """Return the URL of a file found below `root`; a chained URL, as zip://*::s3://a/b.zip, keeps its chain."""
    head, chained, rest = root.partition("::")
    if not chained:
        return files.unstrip_protocol(path)
    scheme = head.partition("://")[0]
    return f"{scheme}://{path}::{rest}" if "://" in head else f"{head}::{rest.partition('://')[0]}://{path}"


def _stamp(info: Mapping[str, object]) -> str:
    token = next((str(info[key]) for key in _TOKENS if info.get(key)), "")
    return f"{info.get('size')}-{token}" if token else ""


def read(url: str, limit: int) -> tuple[bytes, str]:
    """Return the bytes and the stamp of the file at `url`. Raises ReadError, ResourceLimit."""
    with _reading(url):
        files, path = _split(url)
        info = files.info(path)
        if info.get("type") == "directory":
            raise ReadError("is a folder", source=url)
        if int(cast("int", info.get("size") or 0)) > limit:
            hint = "split it, or raise --size-limit"
            raise ResourceLimit(f"is larger than the limit of {limit} bytes", source=url, hint=hint)
        return files.cat_file(path), _stamp(info)


def open_file(url: str) -> BinaryIO:
    """Open the file at `url` for reading and seeking; it is fetched in parts. Raises ReadError."""
    with _reading(url):
        files, path = _split(url)
        return files.open(path, "rb")


def exists(url: str) -> bool:
    """Say whether there is a file at `url`. Raises ReadError when that cannot be known."""
    with _reading(url):
        files, path = _split(url)
        return files.exists(path)


@lru_cache(maxsize=1)
def _stamps_below(root: str) -> dict[str, str]:
    """Return the stamps of all files below a root, by path: one listing instead of a question for each."""
    with _reading(root):
        return {name: stamp for _, name, stamp in find(root)} if exists(root) else {}


@record
class RemoteFolder:
    """A folder behind a URL. An output appears whole or not at all; a lease keeps two runs apart."""

    root: str

    def prepare(self) -> None:
        """Make the folder where the file system has such a thing. Raises WriteError."""
        with self._writing(self.root):
            files, path = _split(self.root)
            files.invalidate_cache()
            _stamps_below.cache_clear()
            files.makedirs(path, exist_ok=True)

    def sweep(self) -> None:
        """Clear what a killed run was still writing."""
        for name in self.names(_TEMPORARY):
            self.remove(f"{_TEMPORARY}/{name}")

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder below the root, sorted."""
        with _reading(self.root):
            files, path = _split(f"{self.root}/{folder}")
            return (
                sorted(name.rpartition("/")[2] for name in files.find(path, detail=True)) if files.exists(path) else []
            )

    def has(self, path: str) -> bool:
        """Say whether there is a file at a path below the root. Raises ReadError."""
        with _reading(path):
            files, full = _split(f"{self.root}/{path}")
            files.invalidate_cache()
            return files.exists(full)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file below the root. Raises ReadError."""
        with _reading(path):
            files, full = _split(f"{self.root}/{path}")
            return files.cat_file(full)

    def write(self, path: str, data: bytes) -> str:
        """Write `data` whole or not at all and return its stamp. Raises WriteError, TargetFull."""
        with self._writing(path):
            files, full = _split(f"{self.root}/{path}")
            protocols = {files.protocol} if isinstance(files.protocol, str) else set(files.protocol)
            if protocols & _WHOLE:
                files.pipe_file(full, data)
            else:
                self._beside(files, full, data)
            return _stamp(files.info(full))

    def _beside(self, files: _Files, full: str, data: bytes) -> None:
        _, folder = _split(f"{self.root}/{_TEMPORARY}")
        files.makedirs(folder, exist_ok=True)
        files.makedirs(full.rpartition("/")[0], exist_ok=True)
        temporary = f"{folder}/{os.getpid()}-{os.urandom(6).hex()}"
        files.pipe_file(temporary, data)
        if files.exists(full):  # not every file system moves over a file that is there
            files.rm_file(full)
        files.mv(temporary, full)

    @contextmanager
    def _writing(self, path: str) -> Iterator[None]:
        try:
            yield
        except (WriteError, MissingTool, ReadError):
            raise
        except OSError as error:
            raise unwritable(path, error) from None
        except (ValueError, RuntimeError) as error:
            raise TargetFull(f"cannot be written: {error}", source=path, hint="check address and rights") from None

    def stamp(self, path: str) -> str:
        """Return size and version of the file when the run began, "" when it was not there or has none."""
        return _stamps_below(self.root).get(path, "")

    def digest(self, path: str) -> str:
        """Return the digest of the file's bytes, "" when it is not there."""
        with _reading(path):
            files, full = _split(f"{self.root}/{path}")
            return digest(files.cat_file(full)) if files.exists(full) else ""

    def remove(self, path: str) -> None:
        """Remove a file. Raises WriteError."""
        with self._writing(path):
            files, full = _split(f"{self.root}/{path}")
            if files.exists(full):
                files.rm_file(full)
