"""Word files made of the XML that Word writes, part by part."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from convert import nodes as n
from convert.contracts import Context, Input
from convert.diagnostics import Diagnostic
from convert.profile import load
from convert.readers.docx import READER
from convert.readers.docx.reader import DocxReadOptions

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def word(body: str, *, links: dict[str, str] | None = None, **parts: str) -> bytes:
    """Return a package whose body is `body`; `parts` are the insides of styles, numbering, footnotes and so on."""
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "styles": "styles", "numbering": "numbering"}
    rels = [f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts]
    for key, url in (links or {}).items():
        kind = f'Id="{key}" Type="{OFFICE}/hyperlink"'
        rels.append(f'<Relationship {kind} Target={quoteattr(url)} TargetMode="External"/>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        package.writestr("_rels/.rels", _RELATIONS.format(main))
        package.writestr("word/_rels/document.xml.rels", _RELATIONS.format("".join(rels)))
        package.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, inside in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{roots[name]} {SPACES}>{inside}</w:{roots[name]}>")
    return out.getvalue()


def t(text: str, look: str = "") -> str:
    """Return a run of text."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(inside: str, properties: str = "") -> str:
    """Return a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def item(text: str, key: int, level: int = 0) -> str:
    """Return a paragraph of list `key`."""
    return p(t(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')


def level(at: int, form: str, label: str, start: int = 1, more: str = "") -> str:
    """Return one level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{label}"/>'
        f'<w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def lists(*abstracts: str, numbers: str = "") -> str:
    """Return a numbering part: list N counts by the Nth abstract; `numbers` are further lists."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{at}">{one}</w:abstractNum>' for at, one in enumerate(abstracts))
    ours = "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(abstracts)))
    return made + ours + numbers


def read(data: bytes, *, structure: bool = False) -> tuple[n.Document, tuple[Diagnostic, ...]]:
    """Return the document of a Word file as its paragraphs stand, and the remarks."""
    reading = READER.read(Input(data=data), DocxReadOptions(structure), Context(load("gongwen")))
    return reading.document, reading.diagnostics
