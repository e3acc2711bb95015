"""Files that pandoc and LibreOffice made come in, and go out as DOCX, PDF and Markdown, word by word and part by part.

The truth is the document itself; what a program cannot write into a format is blurred on both sides by a name below.
"""

from __future__ import annotations

import difflib
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

import convert
from convert import nodes as n
from convert.pandoc.json import from_pandoc
from convert.pandoc.process import read_json, write_json
from convert.pipeline import Prepared, Request, write_prepared
from convert.readers.tidy import tidied
from convert.walk import descend
from tests.judges import facts, structure
from tests.judges.rich import RICH

Lines = list[str]
Blur = Callable[[str], str]

# --- what a format or the program that writes it cannot say ------------------------------------------------


def language(line: str) -> str:
    """Word, OpenDocument and pages of LibreOffice have no language of code."""
    return re.sub(r"\bpre \w+\|", "pre|", line)


def marks(line: str) -> str:
    """HTML has numerals, but neither full stop nor parentheses."""
    return re.sub(r"\[(\w+),\w+\]", r"[\1]", line)


def stops(line: str) -> str:
    """A number that says nothing of its marks is printed with a full stop."""
    return line.replace(",Default]", ",Period]").replace("[Default,", "[Decimal,")


def numerals(line: str) -> str:
    """CommonMark counts in decimals alone; LibreOffice's pages name no kind for them."""
    return re.sub(r"(?<=\d)\[\w+(,\w+)?\]", "[]", line)


def alignment(line: str) -> str:
    """The alignment of columns."""
    return re.sub(r"((?:head|row) r\d+c\d+(?: \d+x\d+)?) (?:left|center|right)(?=\|)", r"\1", line)


def left(line: str) -> str:
    """Left is what a cell is without being told."""
    return re.sub(r"((?:head|row) r\d+c\d+(?: \d+x\d+)?) left(?=\|)", r"\1", line)


def spanned(line: str) -> str:
    """The alignment of a cell over several columns: pandoc and LibreOffice take that of another column."""
    return re.sub(r"(r\d+c\d+ \d+x\d+) (?:left|center|right)(?=\|)", r"\1", line)


def struck(line: str) -> str:
    """reStructuredText has neither struck out nor underlined text, nor two marks on one; pandoc writes a word."""
    return re.sub(r"</?[bisu]>|\[STRIKEOUT:|(?<=作废)\]", "", line)


def breaks(line: str) -> str:
    """A paragraph of forced lines becomes a block of lines."""
    return line.replace("lines| ", "| ")


def coded(line: str) -> str:
    """Pages of LibreOffice set code in a face, and the caption of a table in slanted words."""
    return re.sub(r"</?code>|(?<=\| )<i>(?=表)|</i> <i>|(?<=价目)</i>", lambda m: " " if " " in m[0] else "", line)


def heads(line: str) -> str:
    """RTF of LibreOffice has no head rows."""
    return re.sub(r"\bhead (r\d)", r"row \1", line)


def captions(line: str) -> str:
    """No caption that belongs to its table."""
    return line.replace("caption| ", "| ")


def definitions(line: str) -> str:
    """No lists of definitions."""
    return re.sub(r"^(term|def)\| ", "| ", line)


def flanked(line: str) -> str:
    """CommonMark takes no emphasis that ends in a mark before a hanzi; pandoc writes it all the same."""
    return re.sub(r"\*\*|\*|</?[bi]>", "", line) if "抓学习" in line else line


def encoded(line: str) -> str:
    """Addresses with their hanzi as percent signs."""
    from urllib.parse import unquote

    return re.sub(r"(?<=a )http[^>]*", lambda found: unquote(found[0]), line)


PANDOC: dict[str, tuple[Blur, ...]] = {
    "docx": (language,), "html": (marks,), "odt": (language, left), "epub": (marks,), "markdown": (),
    "gfm": (numerals, definitions, flanked), "rst": (struck, breaks, alignment),
}  # fmt: skip
OFFICE: dict[str, tuple[Blur, ...]] = {
    "docx": (language, left, spanned), "odt": (language, left, spanned), "rtf": (language, left, spanned, heads),
    "html": (language, left, spanned, numerals, captions, definitions, coded, encoded, flanked),
    "doc": (language, left, spanned),
}  # fmt: skip


def blurred(lines: Lines, blurs: tuple[Blur, ...]) -> Lines:
    for blur in blurs:
        lines = [blur(line) for line in lines]
    return lines


def difference(first: Lines, second: Lines) -> Lines:
    """The lines that two documents do not share, in order."""
    return [
        line for line in difflib.unified_diff(first, second, lineterm="", n=0) if line[:2] not in ("--", "++", "@@")
    ]


# --- files made by others ----------------------------------------------------------------------------------

TREE, _ = read_json(RICH.encode(), "markdown")
TRUTH = facts.facts(tidied(from_pandoc(TREE)))


def by_pandoc(name: str) -> bytes:
    """The document as pandoc writes it, its marks as they are: with `smart` it would write them in ASCII."""
    name = f"{name}-smart" if name == "markdown" else name
    return write_json(TREE, name, extra=["--standalone", "--wrap=none"]).data


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the document in each format of LibreOffice, made of pandoc's OpenDocument."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "in.odt").write_bytes(by_pandoc("odt"))
    for kind in ("docx", "odt", "rtf", "html:HTML", "doc:MS Word 97"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out")]
        subprocess.run([*command, str(folder / "in.odt")], check=True, capture_output=True, timeout=180)
    return folder / "out"


def prepared(data: bytes, name: str) -> Prepared:
    return convert.convert(data, to="json", source_format=name, normalise=False, profile="prose").prepared


# --- in ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PANDOC)
def test_what_pandoc_wrote_comes_in_whole(name: str) -> None:
    found = facts.facts(prepared(by_pandoc(name), name).document)
    assert difference(blurred(TRUTH, PANDOC[name]), blurred(found, PANDOC[name])) == KNOWN.get(name, [])


KNOWN: dict[str, Lines] = {
    "rst": ["-def| 解释二甲", "-def| 解释二乙", "+def| 解释二甲解释二乙"],
    "gfm": [
        "-| 术语", "-| 解释一", "-| 另一术语", "-| 解释二甲", "+| 术语⏎解释一", "+| 另一术语⏎解释二甲",
    ],
}  # fmt: skip
"""What pandoc loses when it writes or reads a format: no reader of its files could know."""


@pytest.mark.judge
@pytest.mark.parametrize("name", OFFICE)
def test_what_libreoffice_wrote_comes_in_whole(office: Path, name: str) -> None:
    found = facts.facts(prepared((office / f"in.{name}").read_bytes(), name).document)
    assert difference(blurred(TRUTH, OFFICE[name]), blurred(found, OFFICE[name])) == []


ENCODINGS = {"gb18030": "utf-8", "gbk": "iso-8859-1", "utf-8": "gb2312", "utf-8-sig": "big5", "utf-16": "utf-8"}


@pytest.mark.parametrize("declared", ["lying", "silent"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_page_in_any_bytes_comes_in_whole(encoding: str, declared: str) -> None:
    page = by_pandoc("html").decode()
    meta = f'<meta charset="{ENCODINGS[encoding]}" />' if declared == "lying" else ""
    data = page.replace('<meta charset="utf-8" />', meta).replace("\n", "\r\n").encode(encoding, "xmlcharrefreplace")
    found = facts.facts(prepared(data, "html").document)
    assert difference(blurred(TRUTH, PANDOC["html"]), blurred(found, PANDOC["html"])) == []


# --- out ---------------------------------------------------------------------------------------------------


def written(found: Prepared, to: str, **settings: object) -> bytes:
    return write_prepared(found, Request(to=to, profile="prose", settings=settings)).data


def outside(data: bytes, name: str) -> Lines:
    """The lines of a file as pandoc reads it."""
    return facts.facts(tidied(from_pandoc(read_json(data, name)[0])))


def check_docx(found: Prepared) -> None:
    """Compare a Word file with the tree: as pandoc reads it, and each character in its parts."""
    data = written(found, "docx")
    blurs = (language, breaks, left, stops)
    truth = [line for line in facts.facts(found.document) if "hr|" not in line]
    by_pandoc, by_us = outside(data, "docx"), facts.facts(prepared(data, "docx").document)
    assert difference(blurred(truth, (*blurs, alignment)), blurred(by_pandoc, (*blurs, alignment))) == []
    assert difference(blurred(facts.facts(found.document), blurs), blurred(by_us, blurs)) == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [ElementTree.fromstring(package.read(f"word/{part}.xml")) for part in ("document", "footnotes")]
    texts = [_without_blanks("".join(t.text or "" for t in part.iter() if t.tag.endswith("}t"))) for part in parts]
    body, notes = _texts(found.document)
    assert texts == [body, notes]


def _texts(document: n.Document) -> tuple[str, str]:
    """The characters of a tree outside and inside of notes, labels of lists left out."""
    lines = facts.facts(document)
    said = [(re.split(r"\| ", line, maxsplit=1)) for line in lines]
    plain = [(where, re.sub(r"</?(?:a [^>]*|i|b|s|sup|sub|u|caps|code|math)>|[※⏎]", "", text)) for where, text in said]
    notes = "".join(text for where, text in plain if "note" in where.split())
    return _without_blanks("".join(text for where, text in plain if "note" not in where.split())), _without_blanks(
        notes
    )


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def check_pdf(found: Prepared) -> None:
    """Compare the structure of a PDF with the tree, and the addresses of its links."""
    data = written(found, "pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert difference(facts.as_in_pdf(found.document), facts.of_pdf(structure.read(pdf))) == []
        annotations = [note for page in pdf.pages for note in page.get("/Annots", ())]
        actions = [note.A for note in annotations if "/A" in note]
        addresses = {str(action.URI) for action in actions if action.get("/S") == "/URI"}
    links = {node.target.url for node in descend(found.document.blocks) if isinstance(node, n.Link)}
    assert len(addresses) == len({link for link in links if not link.startswith("#")})


def check_md(found: Prepared) -> None:
    """Compare Markdown of three dialects with the tree, as pandoc reads them or renders them."""
    truth = facts.facts(found.document)
    assert difference(truth, outside(written(found, "md", flavor="pandoc"), "markdown")) == []
    for flavor in ("gfm", "commonmark"):
        value, _ = read_json(written(found, "md", flavor=flavor), "gfm" if flavor == "gfm" else "commonmark")
        page = write_json(value, "html", extra=["--wrap=none"]).data
        lowered = [re.sub(r"^h(\d)\|", lambda level: f"h{int(level[1]) + 1}|", line) for line in truth]
        expected = [re.sub(r"^title\|", "h1|", line) for line in lowered]
        blurs = (language, numerals, spanned, breaks)
        if flavor == "commonmark":  # notes stand at the end, numbered
            expected = [_numbered_marks(line) for line in expected if not line.startswith("note| ")]
        got = [
            line for line in outside(page, "html") if flavor == "gfm" or not re.match(r"\| (\[\d\]|脚注二第二段)", line)
        ]
        assert difference(blurred(expected, blurs), blurred(got, blurs)) == []


def _numbered_marks(line: str) -> str:
    numbers = iter(range(1, 10))
    return re.sub("※", lambda _: f"<sup>[{next(numbers)}]</sup>", line)


CHECKS = {"docx": check_docx, "pdf": check_pdf, "md": check_md}


@pytest.mark.parametrize("name", ["html", "markdown", "docx"])
@pytest.mark.parametrize("target", ["docx", "md"])
def test_it_goes_out_whole(name: str, target: str) -> None:
    CHECKS[target](prepared(by_pandoc(name), name))


@pytest.mark.slow
@pytest.mark.parametrize("name", PANDOC)
@pytest.mark.parametrize("target", CHECKS)
def test_what_pandoc_wrote_goes_out_whole(name: str, target: str) -> None:
    CHECKS[target](prepared(by_pandoc(name), name))


@pytest.mark.judge
@pytest.mark.parametrize("name", OFFICE)
@pytest.mark.parametrize("target", CHECKS)
def test_what_libreoffice_wrote_goes_out_whole(office: Path, name: str, target: str) -> None:
    CHECKS[target](prepared((office / f"in.{name}").read_bytes(), name))
