"""Makes the base package under `base/` from python-docx's template: `python -m convert.writers.docx.build_base`.

Only what no profile decides is kept: latent styles, the built-in styles every Word file has, settings. Theme
fonts, colours of the template, its Letter page and its revision marks go. The parts are reviewed like source.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


BASE: Final = Path(__file__).parent / "base"

_INDENT_NONE: Final = '<w:ind w:left="0" w:leftChars="0" w:firstLine="0" w:firstLineChars="0"/>'
_HIDDEN: Final = "<w:semiHidden/><w:unhideWhenUsed/>"
_LATER: Final = "<w:unhideWhenUsed/>"
_STYLES: Final = (
    ("character", "DefaultParagraphFont", "Default Paragraph Font", 'w:default="1"', "", _HIDDEN, ""),
    (
        "table", "TableNormal", "Normal Table", 'w:default="1"', "", _HIDDEN,
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>",
    ),
    ("numbering", "NoList", "No List", 'w:default="1"', "", _HIDDEN, ""),
    (
        "table", "TableGrid", "Table Grid", "", "TableNormal", "",
        "<w:tblPr><w:tblBorders>"
        + "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + "</w:tblBorders></w:tblPr>",
    ),
    ("character", "Strong", "Strong", "", "DefaultParagraphFont", "<w:qFormat/>", "<w:rPr><w:b/><w:bCs/></w:rPr>"),
    ("character", "Emphasis", "Emphasis", "", "DefaultParagraphFont", "<w:qFormat/>", "<w:rPr><w:i/><w:iCs/></w:rPr>"),
    (
        "character", "Hyperlink", "Hyperlink", "", "DefaultParagraphFont", _LATER,
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>',
    ),
    (
        "character", "FootnoteReference", "footnote reference", "", "DefaultParagraphFont", _HIDDEN,
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
    ),
    (
        "character", "CommentReference", "annotation reference", "", "DefaultParagraphFont", _HIDDEN,
        '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>',
    ),
    (
        "paragraph", "CommentText", "annotation text", "", "Normal", _HIDDEN,
        f'<w:pPr><w:spacing w:line="240" w:lineRule="auto"/>{_INDENT_NONE}<w:jc w:val="left"/></w:pPr>'
        '<w:rPr><w:spacing w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>',
    ),
    (  # under this name pandoc reads the paragraph as part of the item above
        "paragraph", "ListContinuation", "list-paragraph", "", "ListParagraph", "", "",
    ),
    ("paragraph", "Header", "header", "", "Normal", _LATER, f"<w:pPr>{_INDENT_NONE}</w:pPr>"),
    (
        "paragraph", "TableCaption", "Table Caption", "", "Caption", "", "<w:pPr><w:keepNext/></w:pPr>",
    ),
    ("paragraph", "ImageCaption", "Image Caption", "", "Caption", "", ""),
    (
        "paragraph", "DefinitionTerm", "Definition Term", "", "Normal", "",
        f"<w:pPr><w:keepNext/>{_INDENT_NONE}</w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>",
    ),
    (
        "paragraph", "Definition", "Definition", "", "Normal", "",
        '<w:pPr><w:ind w:left="640" w:leftChars="200" w:firstLine="0" w:firstLineChars="0"/></w:pPr>',
    ),
    (
        "paragraph", "HorizontalRule", "Horizontal Rule", "", "Normal", "",
        '<w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:line="240" w:lineRule="exact"/>{_INDENT_NONE}</w:pPr>',
    ),
)  # fmt: skip
"""Type, id, name, further attributes, parent, flags and properties of each built-in style that is always there."""

_COMPATIBLE: Final = (
    "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
    "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout",
)  # fmt: skip
"""What Chinese Word itself writes, in the order of the schema; the fifth leaves a line before a break unstretched."""

_IGNORABLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_PRIORITIES: Final = {"Default Paragraph Font": 1, "Table Grid": 39, "Strong": 22, "Emphasis": 20}
"""Places in Word's list of styles as Word gives them; 99 else."""

_CUSTOM: Final = frozenset(
    {"Table Caption", "Image Caption", "Definition Term", "Definition", "Horizontal Rule", "list-paragraph"}
)


def _style(kind: str, key: str, name: str, extra: str, parent: str, flags: str, properties: str) -> str:
    custom = 'w:customStyle="1"' if name in _CUSTOM else ""
    based = f'<w:basedOn w:val="{parent}"/>' if parent else ""
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{key}" {extra} {custom}><w:name w:val="{name}"/>'
        f'{based}<w:uiPriority w:val="{_PRIORITIES.get(name, 99)}"/>{flags}{properties}</w:style>'
    )


def styles() -> bytes:
    """Return styles.xml: latent styles of the template and our built-in styles."""
    root = Document().styles.element
    for child in list(root):
        if child.tag != qn("w:latentStyles"):
            root.remove(child)
    for entry in _STYLES:
        root.append(parse_xml(_style(*entry)))
    return _bytes(root)


def settings() -> bytes:
    """Return settings.xml without what a profile decides; the writer fills the gaps in schema order."""
    root = Document().settings.element
    for child in list(root):
        if child.tag not in (qn("w:compat"), qn("w:decimalSymbol"), qn("w:listSeparator")):
            root.remove(child)
    compat = root.find(qn("w:compat"))
    for child in list(compat):
        compat.remove(child)
    for name in _COMPATIBLE:
        compat.append(OxmlElement(f"w:{name}"))
    for name, value in (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ):
        setting = OxmlElement("w:compatSetting")
        setting.set(qn("w:name"), name)
        setting.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
        setting.set(qn("w:val"), value)
        compat.append(setting)
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    root.attrib.pop(_IGNORABLE, None)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w"])
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)) + b"\n"


def main() -> None:
    """Write the parts."""
    BASE.mkdir(exist_ok=True)
    (BASE / "styles.xml").write_bytes(styles())
    (BASE / "settings.xml").write_bytes(settings())


if __name__ == "__main__":
    main()
