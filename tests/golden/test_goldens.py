"""Every fixture through every writer, beside the golden under fixtures/golden (renewed by `make accept`).

Markdown, text and the tree are compared whole; of a DOCX the body's XML, a paragraph a line; of a PDF the
text of each line with its place on the page, as pdfium reads it.
"""

import io
import zipfile
from difflib import unified_diff
from pathlib import Path

import pytest

import convert

NAMES = ("speech", "notice", "regulations", "minutes", "letter", "novel", "article", "letter-traditional")
FORMATS = ("md", "txt", "json", "docx", "pdf")


def body_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    return xml.replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ").replace("<w:sectPr", "\n<w:sectPr") + "\n"


def page_lines(data: bytes) -> str:
    import pdfplumber

    out = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            out.append(f"== page {number}")
            for line in page.extract_text_lines(return_chars=False, y_tolerance=2):
                out.append(f"{line['x0'] / 72 * 25.4:6.1f} {line['top'] / 72 * 25.4:6.1f} {line['text']}")
    return "\n".join(out) + "\n"


VIEWS = {"docx": body_xml, "pdf": page_lines}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_golden(request: pytest.FixtureRequest, fixtures: Path, name: str, format: str) -> None:
    data = convert.convert(fixtures / f"{name}.txt", to=format).data
    made = VIEWS.get(format, bytes.decode)(data)
    golden = fixtures / "golden" / f"{name}.{format}{'' if format not in VIEWS else '.txt'}"
    if request.config.getoption("--accept"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, "utf-8", newline="\n")
    expected = golden.read_text("utf-8") if golden.exists() else ""
    diff = "\n".join(
        list(unified_diff(expected.splitlines(), made.splitlines(), "golden", "made", lineterm="", n=1))[:40]
    )
    assert made == expected, f"{golden.name} differs; if it should, run: make accept\n{diff}"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_same_input_same_bytes(fixtures: Path, name: str, format: str) -> None:
    first, second = (convert.convert(fixtures / f"{name}.txt", to=format).data for _ in range(2))
    assert first == second


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_every_character_is_in_the_output_or_in_a_remark(fixtures: Path, name: str) -> None:
    result = convert.convert(fixtures / f"{name}.txt", to="txt")
    decoded = result.prepared.decoded
    assert decoded is not None
    rest = decoded.text
    for start, end in sorted(
        (d.span for d in result.diagnostics if d.code in ("STR101", "STR403") and d.span), reverse=True
    ):
        rest = rest[:start] + rest[end:]
    expected = convert.normalise(rest, profile=result.prepared.profile.rules.set).text
    assert squeezed(result.data.decode()).replace("•", "") == squeezed(expected)
