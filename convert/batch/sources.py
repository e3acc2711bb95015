"""Sources named on the command line, each turned into the documents below it; whatever is passed over is named."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePath

from convert.batch import archives, remote
from convert.batch.ignore import IGNORE_FILE, Choice, IgnoreFile, ignored, read_ignore_file
from convert.batch.storage import STATE, is_url, on_disk
from convert.errors import ConvertError
from convert.files import read_bytes
from convert.records import field, mutable, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SUFFIXES = (
    "png jpg jpeg gif bmp tif tiff webp svg ico heic psd mp3 wav flac ogg m4a wma mp4 avi mov mkv wmv flv rm rmvb "
    "exe dll so dylib class jar pyc o a ttf otf ttc woff woff2 xls xlsx et ppt pptx dps pdf 7z rar gz bz2 xz zst iso "
    "db sqlite lnk"
)
NOT_DOCUMENTS = frozenset(f".{suffix}" for suffix in _SUFFIXES.split())
"""Suffixes of files that no reader takes: left out, and named, when a folder holds them."""

_SAMPLE = 1 << 16
"""Bytes of a list that are looked at to find its encoding."""
_EXCLUDED = "is excluded by a glob or ignore file"
_HIDDEN = "is hidden (--hidden takes it)"
_LITTER = frozenset({"thumbs.db", "desktop.ini"})


@record
class Found:
    """A document: where it is opened, its name in the mirrored tree, its state on disk, its number in an archive."""

    place: str
    name: str
    stamp: str = ""
    member: int = -1


@record
class LeftOut:
    """What is not converted and why; `failed` when a document may be lost by it, `asked` when a glob said so."""

    place: str
    reason: str
    failed: bool = False
    asked: bool = False


Finding = Found | LeftOut


@record
class Search:
    """How sources are searched: globs, hidden names, links to folders, the folder that names are relative to.

    `output` is (device, inode) of the output folder, which is never a source.
    """

    choice: Choice = field(default_factory=Choice)
    hidden: bool = False
    follow: bool = False
    base: str = ""
    output: tuple[int, int] | None = None


def stamp_of(state: os.stat_result) -> str:
    """Return what changes when a file does: size, both times in ns, inode."""
    return f"{state.st_size}-{state.st_mtime_ns}-{state.st_ctime_ns}-{state.st_ino}"


def expand(source: str, search: Search) -> Iterator[Finding]:
    """Yield the documents of one SOURCE argument: a file, a folder, or @LIST. Raises ReadError for a list not there."""
    if source.startswith("@") and not os.path.lexists(source):
        yield from expand_list(read_list(read_bytes(source[1:])), search)
        return
    source = on_disk(source)
    name = _name_of(source, search, listed=False)
    yield from _one(source, name, search, folder=name if search.base else "")


def expand_list(entries: Iterable[str], search: Search) -> Iterator[Finding]:
    """Yield the documents of names in a list; a relative name keeps its folders (as rsync --files-from)."""
    for entry in map(on_disk, entries):
        name = _name_of(entry, search, listed=True)
        yield from _one(entry, name, search, folder=name)


def read_list(data: bytes) -> Iterator[str]:
    """Yield the names in a list: one a line, or ended by NUL (find -print0).

    A name is its bytes, unless no file has those and they are names of another encoding: lists come from Windows.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data[: len(data) // 2 * 2].decode("utf-16", "surrogatepass").encode("utf-8", "surrogatepass")
    data = data.removeprefix(b"\xef\xbb\xbf")
    separator = b"\0" if b"\0" in data else b"\n"
    sample = data if len(data) <= _SAMPLE else data[:_SAMPLE].rpartition(separator)[0]
    encoding = archives.names_encoding(sample.replace(b"\0", b"\n"))
    for line in data.split(separator):
        name = line if separator == b"\0" else line.removesuffix(b"\r")
        if name.strip():
            yield _path(name, encoding)


def _path(name: bytes, encoding: str) -> str:
    path = os.fsdecode(name)
    if encoding and not os.path.lexists(path):
        other = name.decode(encoding, "surrogateescape")
        return other if os.path.lexists(other) else path
    return path


def _name_of(place: str, search: Search, *, listed: bool) -> str:
    """Return the name that a file named outright has in the mirrored tree."""
    if is_url(place):
        return PurePath(place).name
    if search.base:
        relative = os.path.relpath(place, search.base)
        if not relative.startswith(".."):
            return PurePath(relative).as_posix()
    path = PurePath(place)
    if listed and not path.is_absolute() and ".." not in path.parts:
        return path.as_posix()
    return path.name


def _one(place: str, name: str, search: Search, *, folder: str) -> Iterator[Finding]:
    """Yield what is at `place`: a document called `name`, or those of a folder or archive, called `folder`/…."""
    if is_url(place):
        yield from _remote(place, search, folder)
        return
    try:
        state = os.stat(place)  # noqa: PTH116
    except (OSError, ValueError) as error:
        yield LeftOut(place, _reason(error), failed=True)
        return
    if stat.S_ISDIR(state.st_mode):
        yield from _Walk(search).folder(place, "" if folder == "." else folder)
    elif not stat.S_ISREG(state.st_mode):
        yield LeftOut(place, f"is {_kind(state.st_mode)}, no file", failed=True)
    elif archives.is_archive(place):
        yield from _unpacked(place, stamp_of(state), search, folder)
    else:
        yield Found(place, name, stamp_of(state))


def _remote(url: str, search: Search, folder: str) -> Iterator[Finding]:
    """Yield the documents at or below a URL; only the globs of the command line choose among them."""
    try:
        for place, name, stamp in remote.find(url):
            below = f"{folder}/{name}" if folder else name
            if STATE in name.split("/"):
                continue
            if shunned := _shunned(place, name, search):
                yield shunned
            elif archives.is_archive(name):
                yield from _unpacked(place, stamp, search, folder if place == url else below)
            else:
                yield Found(place, below, stamp)
    except ConvertError as error:
        yield LeftOut(url, error.message, failed=True)


def _unpacked(place: str, stamp: str, search: Search, folder: str) -> Iterator[Finding]:
    """Yield the documents in an archive. A second member of the same name is told apart by its number."""
    seen: set[str] = set()
    try:
        for member in archives.members(place):
            inside = f"{place}{archives.SEPARATOR}{member.name}"
            if shunned := _shunned(inside, member.name, search):
                yield shunned
                continue
            if member.reason or archives.is_archive(member.name):
                reason = member.reason or "is an archive in an archive"
                yield LeftOut(inside, reason, failed="link" not in reason)
                continue
            inside = f"{inside}#{member.number}" if member.name in seen else inside
            seen.add(member.name)
            below = f"{folder}/{member.name}" if folder else member.name
            yield Found(inside, below, f"{stamp} {member.state}", member.number)
    except ConvertError as error:
        yield LeftOut(place, error.message, failed=True)


def _shunned(place: str, name: str, search: Search) -> LeftOut | None:
    """Return why what is called `name` in an archive or behind a URL is left out, None when it is not."""
    parts = name.split("/")
    if not search.choice.wants(name):
        return LeftOut(place, _EXCLUDED, asked=True)
    hidden = any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)
    if hidden and not search.hidden:
        return LeftOut(place, _HIDDEN)
    reason = _no_document(parts[-1].lower())
    return LeftOut(place, reason) if reason else None


def _no_document(lower: str) -> str:
    """Return why a file is no document by its name in lower case, "" when it may be one."""
    if os.path.splitext(lower)[1] in NOT_DOCUMENTS and not archives.is_archive(lower):  # noqa: PTH122
        return "is no text document, by its suffix"
    return "is litter of another program" if lower in _LITTER or lower.startswith("~$") else ""


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _kind(mode: int) -> str:
    for test, kind in (
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if test(mode):
            return kind
    return "no regular file"


@mutable
class _Level:
    """A folder on the way down: its identity (device, inode), what is left of it, and its ignore file."""

    identity: tuple[int, int]
    name: str
    entries: Iterator[os.DirEntry[str]]
    rules: IgnoreFile | None


@mutable
class _Walk:
    """A walk through one folder, names in order; it keeps its own stack, however deep the folders are."""

    search: Search
    levels: list[_Level] = field(default_factory=list)

    def folder(self, place: str, name: str) -> Iterator[Finding]:
        """Yield what is in the folder `place`, called `name` in the mirrored tree."""
        yield from self._enter(place, name)
        while self.levels:
            level = self.levels[-1]
            entry = next(level.entries, None)
            if entry is None:
                self.levels.pop()
                continue
            below = f"{level.name}/{entry.name}" if level.name else entry.name
            try:
                yield from self._entry(entry, below)
            except OSError as error:  # it vanished, or its folder may be listed but not entered
                yield LeftOut(entry.path, _reason(error), failed=True)

    def _enter(self, place: str, name: str) -> Iterator[LeftOut]:
        try:
            state = os.stat(place)  # noqa: PTH116
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield LeftOut(place, f"cannot be listed: {_reason(error)}", failed=True)
            return
        identity = (state.st_dev, state.st_ino)
        if self.levels and identity == self.search.output:
            return
        if any(level.identity == identity for level in self.levels):
            yield LeftOut(place, "is a link back to a folder above it")
            return
        rules = read_ignore_file(Path(place), name) if any(e.name == IGNORE_FILE for e in entries) else None
        self.levels.append(_Level(identity, name, iter(entries), rules))

    def _entry(self, entry: os.DirEntry[str], name: str) -> Iterator[Finding]:
        if entry.name in (STATE, IGNORE_FILE):
            return
        is_folder = entry.is_dir()
        rules = tuple(level.rules for level in self.levels if level.rules)
        choice = self.search.choice
        if ignored(rules, name, is_folder=is_folder) or choice.shuns(name) or not (is_folder or choice.wants(name)):
            yield LeftOut(entry.path, _EXCLUDED, asked=True)
        elif entry.name.startswith(".") and not self.search.hidden:
            yield LeftOut(entry.path, _HIDDEN)
        elif is_folder:
            yield from self._subfolder(entry, name)
        else:
            yield from self._file(entry, name)

    def _subfolder(self, entry: os.DirEntry[str], name: str) -> Iterator[Finding]:
        if entry.is_symlink() and not self.search.follow:
            yield LeftOut(entry.path, "is a link to a folder (--follow-links goes in)")
            return
        yield from self._enter(entry.path, name)

    def _file(self, entry: os.DirEntry[str], name: str) -> Iterator[Finding]:
        state = entry.stat()
        if not stat.S_ISREG(state.st_mode):
            yield LeftOut(entry.path, f"is {_kind(state.st_mode)}, no file")
        elif reason := _no_document(entry.name.lower()):
            yield LeftOut(entry.path, reason)
        elif archives.is_archive(entry.name):
            yield from _unpacked(entry.path, stamp_of(state), self.search, name)
        else:
            yield Found(entry.path, name, stamp_of(state))
