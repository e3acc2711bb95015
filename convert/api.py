"""The Python calls: convert, read and write, on paths, bytes or text."""

from __future__ import annotations

import os

from convert import formats, pipeline
from convert.contracts import Context
from convert.files import read_bytes
from convert.nodes import Document
from convert.options import DecodeOptions, NormaliseOptions, ReadOptions, from_settings
from convert.pipeline import Environment, Request, Result
from convert.profile import Profile, load

Source = bytes | str | os.PathLike[str]
"""Raw bytes, text, or a `Path` to a file (a plain `str` is text, never a file name)."""


def convert(
    source: Source,
    to: str = "docx",
    *,
    source_format: str = "",
    profile: str | Profile = "auto",
    encoding: str | None = None,
    errors: str = "strict",
    repair_mojibake: bool = False,
    keep_noise: bool = False,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    unsafe: bool = False,
    normalise: bool = True,
    meta: dict[str, str] | None = None,
    fonts: str = "bundled",
    **settings: object,
) -> Result:
    """Convert a document: `convert(Path("speech.txt"), to="pdf").data` is the PDF.

    `profile` is "auto", a built-in name, a path ending in .toml or a `Profile`; `settings` are options of the
    writer (`flavor="gfm"` for Markdown). Raises ConvertError.
    """
    decode = {"errors": errors, "repair_mojibake": repair_mojibake}
    request = Request(
        to=to,
        source_format=source_format,
        profile=load(profile) if isinstance(profile, str) and profile.endswith(".toml") else profile,
        decode=from_settings(DecodeOptions, decode | ({"encoding": encoding} if encoding else {})),
        normalise=NormaliseOptions(normalise, tuple(select), tuple(ignore), unsafe),
        read=ReadOptions(keep_noise),
        settings=settings,
        meta=meta or {},
        fonts=fonts,
    )
    data, environment, request = _opened(source, request)
    return pipeline.convert(data, request, environment)


def read(
    source: Source, *, source_format: str = "", profile: str | Profile = "auto", encoding: str | None = None
) -> Document:
    """Return the document tree of a source, text normalised by the profile. Raises ConvertError."""
    request = Request(source_format=source_format, profile=profile, decode=DecodeOptions(encoding))
    data, environment, request = _opened(source, request)
    return pipeline.prepare(data, request, environment).document


def write(document: Document, to: str = "docx", *, profile: str | Profile = "gongwen", **settings: object) -> bytes:
    """Return a document tree in the format `to`; `settings` are options of the writer. Raises ConvertError."""
    writer = formats.writer(to)
    options = from_settings(writer.options, settings, prefix=f"{writer.name}.")
    house = profile if isinstance(profile, Profile) else load(profile)
    return writer.write(document, options, Context(profile=house))


def _opened(source: Source, request: Request) -> tuple[bytes, Environment, Request]:
    from convert.records import replace

    if isinstance(source, bytes):
        return source, Environment(), request
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass"), Environment(), replace(request, decode=DecodeOptions("utf-8"))
    path = os.fspath(source)
    return read_bytes(path), Environment(os.path.basename(path), folder_resource(os.path.dirname(path))), request


def folder_resource(folder: str) -> pipeline.Resource:
    """Return a finder of images that looks only inside `folder`, never above it; the empty name is the working one."""

    def find(name: str) -> bytes | None:
        from pathlib import Path

        if "://" in name or name.startswith("data:"):
            return None
        root = Path(folder).resolve()
        path = (root / name).resolve()
        return path.read_bytes() if path.is_relative_to(root) and path.is_file() else None

    return find
