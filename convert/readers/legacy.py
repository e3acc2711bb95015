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
_HINT: Final = "install LibreOffice, or save the file as .docx with the program that made it"


def _reader(name: str) -> Reader[PandocReadOptions]:
    def read(source: Input, options: PandocReadOptions, context: Context) -> Reading:
        program = _office()
        if program is None and name == "rtf":
            reading = reader_for("rtf").read(source, options, context)
            message = "read without LibreOffice: footnotes and pictures may be missing"
            remark = Diagnostic("PAN103", Severity.WARNING, f"rtf: {message}", stage=Stage.READ)
            return replace(reading, diagnostics=(*reading.diagnostics, remark))
        if program is None:
            message = f"reading .{name} needs LibreOffice, which is not installed"
            raise MissingTool(message, source=source.name, hint=_HINT)
        word = replace(source, data=_as_docx(program, source, name))
        return WORD.read(word, WORD.options(), context)

    return Reader(name, (f".{name}",), PandocReadOptions, read, Intake.BINARY)


def _office() -> str | None:
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def _as_docx(program: str, source: Input, suffix: str) -> bytes:
    """Return the file as LibreOffice saves it for Word, made with a profile of its own that is thrown away."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / f"in.{suffix}").write_bytes(source.data)
        settings = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        order = ["--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out")]
        command = [program, settings, *order, str(folder / f"in.{suffix}")]
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
