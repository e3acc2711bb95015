"""Formulas of Word as TeX: pandoc reads them all in one run, in a file that holds nothing else."""

from __future__ import annotations

import io
import zipfile

from convert import nodes
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.errors import ConvertError
from convert.nodes import Document, Node
from convert.readers.docx.xml import M
from convert.records import replace
from convert.walk import descend, transform_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final
    from xml.etree.ElementTree import Element

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}" Target="{1}"/></Relationships>'
)
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    'document.main+xml"/></Types>'
)


def with_formulas(document: Document, formulas: Sequence[Element]) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return `document` with TeX in the places of its formulas; their bare text, with a remark, without pandoc."""
    if not formulas:
        return document, ()
    remarks: tuple[Diagnostic, ...] = ()
    try:
        found = _tex(formulas)
    except ConvertError as error:
        found = [None] * len(formulas)
        message = f"docx: formulas are read as their bare text: {error.message}"
        remarks = (Diagnostic("PAN103", Severity.WARNING, message, stage=Stage.READ),)

    def change(node: Node) -> Node:
        if not (isinstance(node, nodes.Math) and node.text.startswith("\ue000")):
            return node
        at = int(node.text[1:])
        text = found[at]
        bare = "".join(one.text or "" for one in formulas[at].iter(M + "t"))
        return nodes.Str(bare) if text is None else replace(node, text=text)

    return transform_document(document, change), remarks


def _tex(formulas: Sequence[Element]) -> list[str | None]:
    from xml.etree import ElementTree

    from convert.pandoc.json import from_pandoc
    from convert.pandoc.process import read_json

    ElementTree.register_namespace("w", _W)  # pandoc looks for the usual prefixes
    ElementTree.register_namespace("m", M[1:-1])
    body = ElementTree.Element(f"{{{_W}}}body")
    for formula in formulas:
        ElementTree.SubElement(body, f"{{{_W}}}p").append(formula)
    root = ElementTree.Element(f"{{{_W}}}document")
    root.append(body)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS.format("officeDocument", "word/document.xml"))
        package.writestr("word/_rels/document.xml.rels", _RELATIONS.format("styles", "styles.xml"))
        package.writestr("word/styles.xml", f'<w:styles xmlns:w="{_W}"/>')
        package.writestr("word/document.xml", ElementTree.tostring(root, encoding="utf-8"))
    value, _ = read_json(out.getvalue(), "docx+empty_paragraphs")
    read = from_pandoc(value).blocks
    if len(read) != len(formulas):
        return [None] * len(formulas)
    return [_one(block) for block in read]


def _one(block: nodes.Block) -> str | None:
    texts = [node.text for node in descend((block,)) if isinstance(node, nodes.Math)]
    return " ".join(texts) if texts else None
