"""The user's own faces in the file: TrueType, CFF, and a member of a collection of each."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTCollection

from convert import profile
from convert.contracts import Context
from convert.diagnostics import Diagnostic
from convert.fonts import chain, system
from convert.nodes import Document, Para, Str
from convert.writers.pdf import WRITER, PdfOptions
from tests.faces_made import make

HANZI = "仓￥〇国家文件"
TEXT = "国家文件仓国家在后"
"""The last two characters are not in the faces made here."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a folder the only one searched for the user's faces."""
    monkeypatch.setattr(system, "folders", lambda: (tmp_path,))
    caches = (system.find, system._files, chain)
    for cached in caches:
        cached.cache_clear()
    yield tmp_path
    for cached in caches:
        cached.cache_clear()


def install(folder: Path, container: str) -> None:
    """Put a face called FangSong into `folder`, in a file of its own or second in a collection."""
    cff = container.startswith("o")
    face = make("FangSong", HANZI, cff=cff)
    if container.endswith("c"):
        collection = TTCollection()
        collection.fonts = [make("Other", HANZI, cff=cff), face]
        collection.save(folder / f"faces.{container}")
    else:
        face.save(folder / f"face.{container}")


def written(fonts: str) -> tuple[bytes, list[Diagnostic]]:
    remarks: list[Diagnostic] = []
    document = Document(blocks=(Para((Str(TEXT),)),))
    context = Context(profile.load("gongwen"), remarks.append, fonts=fonts)
    return WRITER.write(document, PdfOptions(), context), remarks


def embedded(data: bytes) -> dict[str, str]:
    """Return the kind of font program by the name of the face."""
    found = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            name = str(descriptor.FontName).partition("+")[2]
            found[name] = "CFF" if "/FontFile3" in descriptor else "TrueType"
    return found


@pytest.mark.parametrize("container", ["ttf", "otf", "ttc", "otc"])
def test_a_face_of_the_user_is_embedded_and_read_back(folder: Path, container: str) -> None:
    install(folder, container)
    data, remarks = written("system")
    faces = embedded(data)
    assert faces["FangSong"] == ("CFF" if container.startswith("o") else "TrueType")
    assert len(faces) == 3  # the bundled face of what the other lacks, and that of the page number
    assert remarks == []
    pages = pypdfium2.PdfDocument(data)
    assert pages[0].get_textpage().get_text_range().split()[0] == TEXT


@pytest.mark.parametrize("container", ["ttf", "otf", "ttc", "otc"])
def test_its_glyphs_are_painted_where_they_belong(folder: Path, container: str) -> None:
    """Glyphs of the made face are boxes from 0.1 to 0.9 em: the first stands after an indent of two characters."""
    install(folder, container)
    picture = pypdfium2.PdfDocument(written("system")[0])[0].render(scale=4).to_pil().convert("L")
    cell = 156 / 28 * 72 / 25.4
    left, top = 28 * 72 / 25.4 + 2 * cell, 37 * 72 / 25.4
    for index in range(len(TEXT) - 2):
        x = left + index * cell
        assert picture.getpixel((round((x + 8) * 4), round((top + 8) * 4))) < 40
        assert picture.getpixel((round((x + 0.4) * 4), round((top + 8) * 4))) > 215


def test_it_is_left_alone_when_nobody_asks_for_it(folder: Path) -> None:
    install(folder, "ttf")
    assert "FangSong" not in embedded(written("bundled")[0])
