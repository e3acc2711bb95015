"""Old office files in: LibreOffice, when it is there, makes a Word file of them, and that is read."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from convert.contracts import Context, Input, Intake, Reader, Reading
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.errors import MissingTool, ReadError, ResourceLimit
from convert.readers.docx import READER as WORD
from convert.readers.pandoc import PandocReadOptions, reader_for
from convert.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_NAMES: Final = ("soffice", "libreoffice")
_SECONDS: Final = 180
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_STREAM: Final = "WordDocument".encode("utf-16-le")
_PAGES: Final = (b"<html", b"<!doctype html", b"<?xml")
_HINT: Final = "install LibreOffice, or save the file as .docx with the program that made it"


def _reader(name: str) -> Reader[PandocReadOptions]:
    def read(source: Input, options: PandocReadOptions, context: Context) -> Reading:
        kind = _kind(source, name)
        if kind == "docx":
            return WORD.read(source, WORD.options(), context)
        program = _office()
        if program is None and kind == "rtf":
            reading = reader_for("rtf").read(source, options, context)
            message = "read without LibreOffice: footnotes and pictures may be missing"
            remark = Diagnostic("PAN103", Severity.WARNING, f"rtf: {message}", stage=Stage.READ)
            return replace(reading, diagnostics=(*reading.diagnostics, remark))
        if program is None:
            message = f"reading .{name} needs LibreOffice, which is not installed"
            raise MissingTool(message, source=source.name, hint=_HINT)
        word = replace(source, data=_as_docx(program, source, kind))
        return WORD.read(word, WORD.options(), context)

    return Reader(name, (f".{name}",), PandocReadOptions, read, Intake.BINARY)


def _kind(source: Input, name: str) -> str:
    """Return what the file is by its bytes, whatever it is called: LibreOffice would read anything as text.

    Raises ReadError for what is none of the kinds that go under the name.
    """
    head = source.data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"pk\x03\x04"):
        return "docx"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_PAGES):
        return "html"
    if head.startswith(_COMPOUND) and name != "rtf":
        return name if name == "wps" and _STREAM not in source.data else "doc"
    message = f"the file is no .{name}: it begins with {source.data[:8]!r}"
    raise ReadError(message, source=source.name, hint="name what it is with -f, as: -f txt")


def _office() -> str | None:
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def _as_docx(program: str, source: Input, suffix: str) -> bytes:
    """Return the file as LibreOffice saves it for Word, made with a profile of its own that is thrown away."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / f"in.{suffix}").write_bytes(source.data)
        settings = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        order = ["--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out")]
        forced = ["--infilter=MS Word 97"] if suffix == "doc" else []
        command = [program, settings, *forced, *order, str(folder / f"in.{suffix}")]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            message = f"LibreOffice took more than {_SECONDS} s and was stopped"
            raise ResourceLimit(message, source=source.name, hint="save the file as .docx by hand") from None
        made = folder / "out" / "in.docx"
        if not made.is_file():
            said = done.stderr.decode("utf-8", "backslashreplace").strip().splitlines()
            reason = said[-1] if said else f"status {done.returncode}"
            raise ReadError(f"LibreOffice cannot read the file: {reason}", source=source.name, hint=_HINT)
        return made.read_bytes()


DOC = _reader("doc")
WPS = _reader("wps")
RTF = _reader("rtf")
