"""Formulas of OpenDocument as TeX: pandoc reads their MathML, all in one page."""

from __future__ import annotations

from convert import nodes
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.errors import ConvertError
from convert.nodes import Document, Node
from convert.records import replace
from convert.walk import descend, transform_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final
    from xml.etree.ElementTree import Element

_MATH: Final = "http://www.w3.org/1998/Math/MathML"


def with_formulas(document: Document, formulas: Sequence[Element]) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return `document` with TeX in the places of its formulas; their bare text, with a remark, without pandoc."""
    if not formulas:
        return document, ()
    remarks: tuple[Diagnostic, ...] = ()
    try:
        found = _tex(formulas)
    except ConvertError as error:
        found = [None] * len(formulas)
        message = f"odt: formulas are read as their bare text: {error.message}"
        remarks = (Diagnostic("PAN103", Severity.WARNING, message, stage=Stage.READ),)

    def change(node: Node) -> Node:
        if not (isinstance(node, nodes.Math) and node.text.startswith("\ue000")):
            return node
        at = int(node.text[1:])
        text = found[at]
        bare = "".join(one.text or "" for one in formulas[at].iter() if not one.tag.endswith("annotation"))
        return nodes.Str(bare.strip()) if text is None else replace(node, text=text)

    return transform_document(document, change), remarks


def _tex(formulas: Sequence[Element]) -> list[str | None]:
    from xml.etree import ElementTree

    from convert.pandoc.json import from_pandoc
    from convert.pandoc.process import read_json

    ElementTree.register_namespace("", _MATH)
    pages = (f"<p>{ElementTree.tostring(one, encoding='unicode')}</p>" for one in formulas)
    value, _ = read_json("\n".join(pages).encode(), "html")
    read = from_pandoc(value).blocks
    if len(read) != len(formulas):
        return [None] * len(formulas)
    texts = ([node.text for node in descend((block,)) if isinstance(node, nodes.Math)] for block in read)
    return [" ".join(text) if text else None for text in texts]
