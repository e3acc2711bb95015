"""Name or suffix -> reader or writer: a lazy table of our own first, then plug-ins, then pandoc."""

from __future__ import annotations

import os
import sys

from convert.contracts import Reader, Writer
from convert.errors import UnknownFormat
from convert.records import cast, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from typing import Any, Literal

    AnyReader = Reader[Any]
    AnyWriter = Writer[Any]

    from convert.errors import PluginError

READERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "txt": ("convert.readers.plaintext:READER", (".txt", ".text")),
    "json": ("convert.readers.native:READER", (".json",)),
    "docx": ("convert.readers.docx:READER", (".docx",)),
    "odt": ("convert.readers.odt:READER", (".odt",)),
    "doc": ("convert.readers.legacy:DOC", (".doc",)),
    "wps": ("convert.readers.legacy:WPS", (".wps",)),
    "rtf": ("convert.readers.legacy:RTF", (".rtf",)),
}
WRITERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "docx": ("convert.writers.docx:WRITER", (".docx",)),
    "pdf": ("convert.writers.pdf:WRITER", (".pdf",)),
    "md": ("convert.writers.markdown:WRITER", (".md", ".markdown")),
    "txt": ("convert.writers.text:WRITER", (".txt", ".text")),
    "json": ("convert.writers.native:WRITER", (".json",)),
}
ALIASES = {"markdown": "md", "text": "txt", "plaintext": "txt", "plain": "txt", "word": "docx"}
READER_ALIASES = {**ALIASES, "md": "markdown", "markdown": "markdown", "plain": "txt"}

PANDOC_READERS: dict[str, tuple[str, ...]] = {
    "html": (".html", ".htm", ".xhtml"),
    "markdown": (".md", ".markdown"),
    "epub": (".epub",),
    "rst": (".rst",),
    "latex": (".tex", ".latex"),
    "org": (".org",),
    "ipynb": (".ipynb",),
    "docbook": (".dbk",),
    "fb2": (".fb2",),
    "opml": (".opml",),
    "typst": (".typ",),
    "textile": (".textile",),
    "mediawiki": (".wiki",),
}
PANDOC_WRITERS: dict[str, tuple[str, ...]] = {
    "html": (".html", ".htm"),
    "epub": (".epub",),
    "odt": (".odt",),
    "latex": (".tex", ".latex"),
    "typst": (".typ",),
    "rst": (".rst",),
    "docbook": (".dbk",),
    "pptx": (".pptx",),
    "org": (".org",),
    "ipynb": (".ipynb",),
    "rtf": (".rtf",),
    "asciidoc": (".adoc", ".asciidoc"),
    "mediawiki": (".wiki",),
    "fb2": (".fb2",),
    "opml": (".opml",),
    "icml": (".icml",),
    "man": (".man",),
    "texinfo": (".texi",),
}


@record
class Listing:
    """A line of `wenzhuan formats`: name, direction, suffixes and where the format comes from."""

    name: str
    direction: Literal["in", "out"]
    suffixes: tuple[str, ...]
    origin: str


def writer(name: str) -> AnyWriter:
    """Return the writer called `name`. Raises UnknownFormat with the nearest name, PluginError, MissingTool."""
    name = ALIASES.get(name.lower(), name.lower())
    if name in WRITERS:
        return cast("AnyWriter", _load(WRITERS[name][0]))
    if name in PANDOC_WRITERS:
        return _pandoc_writer(name)
    from convert import plugins
    from convert.pandoc import process

    if entry := plugins.named(name, "convert.writers"):
        return cast("AnyWriter", plugins.load(entry))

    if name in process.output_formats():
        return _pandoc_writer(name)
    raise _unknown(name, "output", [*WRITERS, *PANDOC_WRITERS, *process.output_formats()])


def output_suffix(name: str) -> str:
    """Return the suffix of files that the writer `name` makes, loading it only when no table tells."""
    name = ALIASES.get(name.lower(), name.lower())
    suffixes = WRITERS[name][1] if name in WRITERS else PANDOC_WRITERS.get(name) or writer(name).suffixes
    return suffixes[0] if suffixes else f".{name}"


def known_writer(name: str) -> bool:
    """Say whether `name` is an output format, without loading it."""
    name = ALIASES.get(name.lower(), name.lower())
    if name in WRITERS or name in PANDOC_WRITERS:
        return True
    from convert import plugins

    return any(entry.name == name for entry in plugins.entries("convert.writers"))


def reader(name: str) -> AnyReader:
    """Return the reader called `name`. Raises UnknownFormat with the nearest name, PluginError, MissingTool."""
    name = READER_ALIASES.get(name.lower(), name.lower())
    if name in READERS:
        return cast("AnyReader", _load(READERS[name][0]))
    if name in PANDOC_READERS:
        return _pandoc_reader(name)
    from convert import plugins
    from convert.pandoc import process

    if entry := plugins.named(name, "convert.readers"):
        return cast("AnyReader", plugins.load(entry))

    if name in process.input_formats():
        return _pandoc_reader(name)
    raise _unknown(name, "input", [*READERS, *PANDOC_READERS, *process.input_formats()])


def writer_name(path: str) -> str:
    """Return the name of the output format that the suffix of `path` stands for. Raises UnknownFormat."""
    suffix = _suffix(path)
    for table in (_suffixes(WRITERS), PANDOC_WRITERS):
        for name, suffixes in table.items():
            if suffix in suffixes:
                return name
    broken: tuple[PluginError, ...] = ()
    if suffix:
        from convert import plugins

        found, broken = plugins.with_suffix(suffix, "convert.writers")
        if found:
            return found
    known = [s for table in (_suffixes(WRITERS), PANDOC_WRITERS) for suffixes in table.values() for s in suffixes]
    from difflib import get_close_matches

    near = get_close_matches(suffix, known, n=1)
    hint = f"did you mean {near[0]}? " if near else "".join(f"{error.message}; " for error in broken)
    what = f"no output format has the suffix {suffix!r}" if suffix else "the output name has no suffix"
    raise UnknownFormat(what, source=path, hint=hint + "name the format with -t; see: wenzhuan formats")


def reader_name(path: str) -> str:
    """Return the name of the input format that the suffix of `path` stands for; what no format claims is text."""
    suffix = _suffix(path)
    for table in (_suffixes(READERS), PANDOC_READERS):
        for name, suffixes in table.items():
            if suffix in suffixes:
                return name
    if not suffix:
        return "txt"
    from convert import plugins

    return plugins.with_suffix(suffix, "convert.readers")[0] or "txt"


def listings() -> Iterator[Listing]:
    """Yield every format in and out with its origin: ours, a plug-in's distribution, or pandoc."""
    from convert.pandoc import process

    for name, (_, suffixes) in READERS.items():
        yield Listing(name, "in", suffixes, "wenzhuan")
    for name, (_, suffixes) in WRITERS.items():
        yield Listing(name, "out", suffixes, "wenzhuan")
    yield from _plugin_listings("convert.readers", "in", {**READERS, **PANDOC_READERS})
    yield from _plugin_listings("convert.writers", "out", {**WRITERS, **PANDOC_WRITERS})
    for name in process.input_formats():
        if name not in READERS:
            yield Listing(name, "in", PANDOC_READERS.get(name, ()), "pandoc")
    for name in process.output_formats():
        if name not in WRITERS:
            yield Listing(name, "out", PANDOC_WRITERS.get(name, ()), "pandoc")


def _plugin_listings(
    group: Literal["convert.readers", "convert.writers"], direction: Literal["in", "out"], ours: Collection[str]
) -> Iterator[Listing]:
    from convert import plugins

    for entry in plugins.entries(group):
        suffixes, origin = plugins.describe(entry)
        hidden = " (hidden by our own format of this name)" if entry.name in ours else ""
        yield Listing(entry.name, direction, suffixes, origin + hidden)


def _suffixes(table: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    return {name: suffixes for name, (_, suffixes) in table.items()}


def _suffix(path: str) -> str:
    suffix = os.path.splitext(path)[1].lower()
    return suffix if len(suffix) > 1 else ""


def _load(place: str) -> Any:
    module, _, name = place.partition(":")
    __import__(module)
    return getattr(sys.modules[module], name)


def _pandoc_writer(name: str) -> AnyWriter:
    make: Callable[[str], AnyWriter] = _load("convert.writers.pandoc:writer_for")
    return make(name)


def _pandoc_reader(name: str) -> AnyReader:
    make: Callable[[str], AnyReader] = _load("convert.readers.pandoc:reader_for")
    return make(name)


def _unknown(name: str, what: str, known: list[str]) -> UnknownFormat:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return UnknownFormat(f"unknown {what} format {name!r}", hint=hint + "see: wenzhuan formats")
