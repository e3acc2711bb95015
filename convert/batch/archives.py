"""ZIP and tar archives as sources: members found in order, names in the encoding of the one who packed them."""

from __future__ import annotations

import struct
import tarfile
import zipfile
import zlib

from convert.batch import remote
from convert.batch.storage import is_url
from convert.errors import DecodeError, ReadError, ResourceLimit
from convert.records import cast, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

SEPARATOR = "!/"
"""Stands between the path of an archive and the name of a member."""

_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz")
_SAMPLE = 1 << 16
"""Bytes of member names that are looked at to find their encoding."""

_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def is_archive(name: str) -> bool:
    """Say whether a file is an archive, by its suffix."""
    return name.lower().endswith(_SUFFIXES)


@record
class Member:
    """A file in an archive: its number, its name in Unicode, its state; `reason` says why it cannot be converted."""

    number: int
    name: str
    state: str
    reason: str = ""


def members(path: str) -> Iterator[Member]:
    """Yield the files of an archive in order, folders left aside. Raises ReadError when it cannot be listed."""
    try:
        with _open(path) as stream:
            yield from _zip_members(stream) if zipfile.is_zipfile(stream) else _tar_members(stream)
    except _BROKEN as error:
        raise _broken(path, error) from None


def _open(path: str) -> BinaryIO:
    """Open an archive on disk or behind a URL; of the latter only what is needed is fetched."""
    return remote.open_file(path) if is_url(path) else open(path, "rb")  # noqa: PTH123


def _broken(path: str, error: Exception) -> ReadError:
    return ReadError(f"cannot be unpacked: {error or type(error).__name__}", source=path, hint="is the archive whole?")


# --- ZIP ----------------------------------------------------------------------------------------------------


def _zip_members(stream: BinaryIO) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        encoding = names_encoding(b"\n".join(_raw_name(info) for info in infos if not _unicode_name(info)))
        for number, info in enumerate(infos):
            if not info.is_dir():
                name = _unicode_name(info) or _decoded(_raw_name(info), encoding)
                reason = "is encrypted" if info.flag_bits & 1 else ""
                state = f"{info.file_size}-{info.CRC:08x}-{info.header_offset}"
                yield Member(number, name.replace("\\", "/"), state, reason)


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "surrogateescape")


def _unicode_name(info: zipfile.ZipInfo) -> str:
    """Return the name when the archive says that it is UTF-8: by flag, or by the Info-ZIP extra field 0x7075."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 0x7075 and length > 5 and struct.unpack_from("<I", extra, 5)[0] == zlib.crc32(_raw_name(info)):
            return extra[9 : 4 + length].decode("utf-8", "surrogateescape")
        extra = extra[4 + length :]
    return ""


# --- tar ----------------------------------------------------------------------------------------------------


def _tar_members(stream: BinaryIO) -> Iterator[Member]:
    found = []
    sample = b""
    with _open_tar(stream) as archive:
        for number, info in _each(archive):
            raw = info.name.encode("utf-8", "surrogateescape")
            if len(sample) < _SAMPLE and not raw.isascii():
                sample += raw + b"\n"
            if not info.isdir():
                found.append((number, raw, f"{info.size}-{info.mtime}-{info.offset_data}", _no_file(info)))
    encoding = names_encoding(sample)
    for number, raw, state, reason in found:
        yield Member(number, _decoded(raw, encoding), state, reason)


def _open_tar(stream: BinaryIO) -> tarfile.TarFile:
    stream.seek(0)
    return tarfile.open(fileobj=stream, mode="r:*", encoding="utf-8", errors="surrogateescape")


def _each(archive: tarfile.TarFile) -> Iterator[tuple[int, tarfile.TarInfo]]:
    number = 0
    while (info := archive.next()) is not None:
        yield number, info
        number += 1
        archive.members = []  # type: ignore[attr-defined]  # or the archive remembers every member it has passed


def _no_file(info: tarfile.TarInfo) -> str:
    if info.isreg():
        return ""
    return "is a link in an archive" if info.issym() or info.islnk() else "is a device or pipe in an archive"


# --- names --------------------------------------------------------------------------------------------------


def names_encoding(sample: bytes) -> str:
    """Return the encoding of member names that do not say it; "" leaves them as bytes.

    Old Chinese packers wrote GBK or Big5, some UTF-8. All names of an archive are judged together; a few letters
    that are UTF-8 by chance but no hanzi, and GBK that are, count as GBK.
    """
    if sample.isascii():
        return "ascii"
    from convert.decoding import decode

    try:
        decoded = decode(sample)
    except DecodeError:
        return "gb18030" if _decodes(sample, "gb18030") else ""
    if decoded.encoding == "utf-8" and not any(c >= "\u2e80" for c in decoded.text) and _decodes(sample, "gb18030"):
        return "gb18030"
    codec = {"gb2312": "gb18030", "gbk": "gb18030"}.get(decoded.encoding, decoded.encoding)
    return codec if _decodes(sample, codec) else ""


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _decoded(raw: bytes, encoding: str) -> str:
    if encoding and _decodes(raw, encoding):
        return raw.decode(encoding)
    return raw.decode("utf-8", "surrogateescape")


# --- reading ------------------------------------------------------------------------------------------------


class Unpacker:
    """Reads members in the order of the plan; the archive in hand stays open, a tar is passed through once."""

    def __init__(self, limit: int) -> None:
        """Read members of up to `limit` bytes."""
        self._limit = limit
        self._path = ""
        self._file: BinaryIO | None = None
        self._zip: zipfile.ZipFile | None = None
        self._tar: tarfile.TarFile | None = None
        self._passing: Iterator[tuple[int, tarfile.TarInfo]] = iter(())
        self._passed = -1

    def read(self, path: str, number: int) -> bytes:
        """Return the bytes of a member. Raises ReadError, ResourceLimit."""
        try:
            if path != self._path or number <= self._passed:
                self._open(path)
            with self._stream(number) as stream:
                data = stream.read(self._limit + 1)
        except (*_BROKEN, RuntimeError) as error:  # RuntimeError: encrypted
            self.close()
            raise _broken(path, error) from None
        if len(data) > self._limit:
            hint = "unpack it and split it, or raise --size-limit"
            raise ResourceLimit(f"is larger than the limit of {self._limit} bytes", source=path, hint=hint)
        return data

    def _open(self, path: str) -> None:
        self.close()
        self._path = path
        self._file = _open(path)
        if zipfile.is_zipfile(self._file):
            self._zip = zipfile.ZipFile(self._file)
        else:
            self._tar = _open_tar(self._file)
            self._passing = _each(self._tar)

    def _stream(self, number: int) -> BinaryIO:
        if self._zip is not None:
            return cast("BinaryIO", self._zip.open(self._zip.infolist()[number]))
        for passed, info in self._passing:
            self._passed = passed
            if passed == number and self._tar is not None and (stream := self._tar.extractfile(info)):
                return cast("BinaryIO", stream)
        raise ReadError("the archive has changed under way", source=self._path)

    def close(self) -> None:
        """Let go of the archive in hand."""
        for archive in (self._zip, self._tar, self._file):
            if archive is not None:
                archive.close()
        self._path, self._file, self._zip, self._tar, self._passed = "", None, None, None, -1
