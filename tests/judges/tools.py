"""The outside judges as functions: each takes files and returns what it found."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent.parent / "build" / "judges"


@dataclass(frozen=True)
class Verdict:
    """What a judge says of a file under one standard; no faults is good."""

    file: Path
    standard: str
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file.name} [{self.standard}]: " + ("good" if not self.faults else "; ".join(self.faults))


def run(*command: str | Path, given: str = "") -> str:
    """Return the output of a program; raises CalledProcessError with its words."""
    done = subprocess.run(list(map(str, command)), input=given.encode(), capture_output=True, check=False)
    if done.returncode:
        raise AssertionError(f"{' '.join(map(str, command))}: {done.stderr.decode()}{done.stdout.decode()}")
    return done.stdout.decode()


def verapdf(asked: Iterable[tuple[Path, str]]) -> list[Verdict]:
    """Judge files in one JVM by flavours of veraPDF: "2u", "3u", "ua1"."""
    place = BUILD / "verapdf"
    lines = "".join(f"{flavour}\t{path}\n" for path, flavour in asked)
    command = ["java", "-Xmx1g", "-cp", f"{place / 'classes'}:{place / 'lib'}/*", "judge.Judge"]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=False)
    found: list[Verdict] = []
    faults: list[str] = []
    for line in done.stdout.decode().splitlines():
        if line.startswith("\t"):
            faults.append(line.strip().replace("\t", " | "))
            found[-1] = Verdict(found[-1].file, found[-1].standard, tuple(faults))
            continue
        word, flavour, path = line.split("\t")
        faults = [] if word == "PASS" else [word]
        found.append(Verdict(Path(path), flavour, tuple(faults)))
    if len(found) != lines.count("\n"):
        raise AssertionError(f"veraPDF stopped: {done.stderr.decode()}")
    return found


def open_xml(files: Iterable[Path]) -> list[Verdict]:
    """Judge Word files by Microsoft's Open XML SDK, as Office 2019 and as Microsoft 365 take them."""
    command = ["node", str(HERE / "ooxml" / "judge.mjs")]
    given = "".join(f"{path}\n" for path in files)
    done = subprocess.run(command, input=given.encode(), capture_output=True, check=False, cwd=BUILD / "ooxml")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(answers) != given.count("\n") or any(len(answer["versions"]) != 2 for answer in answers):
        raise AssertionError(f"the validator stopped: {done.stderr.decode()}")
    return [Verdict(Path(answer["file"]), "Open XML", tuple(map(_fault, answer["errors"]))) for answer in answers]


def _fault(error: dict[str, str]) -> str:
    return f"{error['officeVersion']} {error['path']} {error.get('xPath')}: {error['description']}"


def libreoffice(files: Iterable[Path], target: Path) -> list[Path]:
    """Open files in LibreOffice and return the PDFs it makes of them, in one run."""
    sources = list(files)
    profile = f"-env:UserInstallation=file://{target.resolve()}/profile"
    run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", target, *sources)
    return [target / f"{source.stem}.pdf" for source in sources]


def qpdf(file: Path) -> Verdict:
    """Judge the syntax of a PDF."""
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False)
    words = (done.stderr + done.stdout).decode()
    good = done.returncode == 0 and "WARNING" not in words
    return Verdict(file, "qpdf", () if good else tuple(words.splitlines()))


def fonts(file: Path) -> list[tuple[str, bool, bool]]:
    """Return name, whether embedded and whether mapped to Unicode of each font, by poppler."""
    rows = run("pdffonts", file).splitlines()[2:]
    return [(row.split()[0], row.split()[-5] == "yes", row.split()[-3] == "yes") for row in rows]


def text(file: Path, *options: str) -> str:
    """Return the text as poppler extracts it."""
    return run("pdftotext", *options, file, "-")


def picture(file: Path, page: int, target: Path, *, by: str, dpi: int = 72) -> Path:
    """Paint a page, counted from 1, by "poppler" or "mupdf" and return the PNG."""
    out = target / f"{file.stem}-{page}-{by}"
    if by == "poppler":
        run("pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", "-png", file, out)
    else:
        run("mutool", "draw", "-q", "-r", str(dpi), "-o", f"{out}.png", file, str(page))
    return out.with_suffix(out.suffix + ".png") if out.suffix else Path(f"{out}.png")
