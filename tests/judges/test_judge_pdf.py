"""Every fixture and fifty documents made up, before the outside judges of PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from convert import nodes, profile
from convert.api import convert
from convert.contracts import Context
from convert.walk import descend, plain_text
from convert.writers.pdf import WRITER, PdfOptions
from tests.conftest import FIXTURES
from tests.judges import structure, tools
from tests.judges.papers import PROFILES, Maker, png

pytestmark = pytest.mark.judge
MADE_UP = 50
SOURCES = sorted(FIXTURES.glob("*.txt"))


@dataclass(frozen=True)
class Paper:
    """A PDF and the standard it claims."""

    path: Path
    standard: str


def _fixtures(folder: Path) -> Iterator[Paper]:
    for source in SOURCES:
        for house in PROFILES:
            path = folder / f"{source.stem}-{house}.pdf"
            path.write_bytes(convert(source, to="pdf", profile=house, standard="a-2u").data)
            yield Paper(path, "2u")
        path = folder / f"{source.stem}-with-source.pdf"
        path.write_bytes(convert(source, to="pdf", profile="gongwen", attach_source=True).data)
        yield Paper(path, "3u")


def _made_up(folder: Path) -> Iterator[Paper]:
    for seed in range(MADE_UP):
        house = profile.load(PROFILES[seed % len(PROFILES)])
        context = Context(house, resource={"plan.png": png()}.get, source="源".encode(), source_name="源文件.txt")
        attached = seed % 5 == 0
        options = PdfOptions(standard="a-3u" if attached else "a-2u", attach_source=attached)
        path = folder / f"made-up-{seed:02d}.pdf"
        path.write_bytes(WRITER.write(Maker(seed).document(), options, context))
        yield Paper(path, "3u" if attached else "2u")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Paper]:
    folder = tmp_path_factory.mktemp("papers")
    return [*_fixtures(folder), *_made_up(folder)]


def test_verapdf_finds_no_failed_rule(papers: list[Paper]) -> None:
    asked = [(paper.path, flavour) for paper in papers for flavour in (paper.standard, "ua1")]
    verdicts = tools.verapdf(asked)
    assert len(verdicts) == 2 * len(papers)
    assert [str(verdict) for verdict in verdicts if verdict.faults] == []


def test_qpdf_finds_nothing(papers: list[Paper]) -> None:
    assert [str(verdict) for paper in papers if (verdict := tools.qpdf(paper.path)).faults] == []


def test_all_fonts_are_embedded_and_mapped(papers: list[Paper]) -> None:
    for paper in papers:
        found = tools.fonts(paper.path)
        assert found
        assert [name for name, embedded, mapped in found if not (embedded and mapped)] == []


def solid(text: str) -> str:
    """The characters without blanks and line ends, which extractors put in and leave out as they see fit."""
    return re.sub(r"\s", "", text)


def own_text(path: Path) -> str:
    """The text by the structure tree, so without page numbers."""
    with pikepdf.open(path) as pdf:
        return solid(structure.read(pdf).text)


def page_texts(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """For each page what the content streams hold, and what each reader takes out."""
    poppler = tools.text(path).split("\f")
    with pdfplumber.open(path) as plumber, pypdfium2.PdfDocument(path) as pdfium:
        for number, page in enumerate(plumber.pages):
            letters = "".join(char["text"] for char in page.chars)
            words = pdfium[number].get_textpage().get_text_range()
            yield solid(letters), {"poppler": solid(poppler[number]), "pdfium": solid(words)}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_readers_agree_on_every_character_and_its_place(papers: list[Paper], source: Path) -> None:
    for paper in papers:
        if paper.path.name.startswith(source.stem + "-"):
            for page, (held, readings) in enumerate(page_texts(paper.path), 1):
                for reader, found in readings.items():
                    assert found == held, f"{reader} on page {page} of {paper.path.name}"


def test_the_tree_holds_all_text_once(papers: list[Paper]) -> None:
    """What pdfplumber finds on the pages is what the tree says, but for the page numbers."""
    for paper in papers:
        with pdfplumber.open(paper.path) as pdf:
            letters = [char for page in pdf.pages for char in page.chars if char["tag"] != "Artifact"]
        assert sorted(solid("".join(char["text"] for char in letters))) == sorted(own_text(paper.path))


def test_the_tree_matches_the_document() -> None:
    """Headings, paragraphs' text, tables and notes of the document stand in the tree, in order."""
    for seed in range(20):
        document = Maker(seed).document()
        house = profile.load(PROFILES[seed % len(PROFILES)])
        data = WRITER.write(document, PdfOptions(), Context(house, resource={"plan.png": png()}.get))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            tree = structure.read(pdf)
        written = [node for node in descend(document.blocks) if isinstance(node, nodes.Header)]
        read = [node for node in tree.walk() if re.fullmatch("H[1-6]", node.kind)]
        wanted = [solid(plain_text(node)) for node in written]
        assert [text for node in read if (text := solid(node.text)) in wanted] == wanted
        for kind, tag in ((nodes.Table, "Table"), (nodes.Note, "Note")):
            assert len(tree.find(tag)) == sum(isinstance(node, kind) for node in descend(document.blocks))


def difference(one: Path, other: Path) -> float:
    """Mean difference of two pictures of a page, 0 to 255, at best of a pixel up and down.

    Painters round the height of the page each in its own way. Edges are blurred, for how they are smoothed differs too.
    """
    first, second = (Image.open(path).convert("L").filter(ImageFilter.GaussianBlur(3)) for path in (one, other))
    assert abs(first.width - second.width) <= 1
    assert abs(first.height - second.height) <= 1
    width, height = min(first.width, second.width), min(first.height, second.height) - 1
    shifts = [(0, 0), (0, 1), (1, 0)]
    pairs = ((first.crop((0, a, width, a + height)), second.crop((0, b, width, b + height))) for a, b in shifts)
    return min(float(ImageStat.Stat(ImageChops.difference(*pair)).mean[0]) for pair in pairs)


def test_painters_agree(papers: list[Paper], tmp_path: Path) -> None:
    for paper in papers[:: len(PROFILES) + 1] + papers[-MADE_UP::5]:
        poppler, mupdf = (tools.picture(paper.path, 1, tmp_path, by=by, dpi=144) for by in ("poppler", "mupdf"))
        pdfium = tmp_path / f"{paper.path.stem}-pdfium.png"
        with pypdfium2.PdfDocument(paper.path) as pdf:
            pdf[0].render(scale=2).to_pil().save(pdfium)
        assert difference(poppler, pdfium) < 1, f"poppler and pdfium on {paper.path.name}"
        assert difference(poppler, mupdf) < 1, f"poppler and mupdf on {paper.path.name}"
