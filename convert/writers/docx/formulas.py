"""Formulas: TeX as Office Math by pandoc, all of a document in one run."""

from __future__ import annotations

from convert import nodes, patterns
from convert.errors import ConvertError
from convert.nodes import Document, Math, MathType
from convert.walk import descend
from convert.writers.docx.text import ILLEGAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

    Key = tuple[MathType, str]

_MATH: Final = patterns.compile(r"<m:oMathPara>.*?</m:oMathPara>|<m:oMath>.*?</m:oMath>", patterns.DOTALL)
_OUT_OF_ORDER: Final = (
    (patterns.compile(r"(<m:mcJc [^>]*/>)(<m:count [^>]*/>)"), r"\2\1"),
    (patterns.compile(r"(<m:nor ?/>)<m:sty [^>]*/>"), r"\1"),
    (patterns.compile(r"(<m:sty [^>]*/>)(<m:scr [^>]*/>)"), r"\2\1"),
)
"""Where pandoc does not keep to the schema (ECMA-376 22.1.2.67, 22.1.2.91), and what the schema wants."""

_NUMBER: Final = patterns.compile("\ue000([0-9]+)\ue001")


def built(document: Document) -> Mapping[Key, str]:
    """Return the Office Math of each formula that pandoc can read, by kind and source; none without pandoc."""
    found = [node for node in descend(document.blocks) if isinstance(node, Math)]
    keys = sorted({(node.kind, ILLEGAL.sub("", node.text)) for node in found})
    try:
        return dict(_built(keys))
    except ConvertError:
        return {}


def _built(keys: Sequence[Key]) -> list[tuple[Key, str]]:
    from convert.pandoc.json import to_pandoc
    from convert.pandoc.process import write_json

    paragraphs = tuple(
        nodes.Para((nodes.Str(f"\ue000{number}\ue001"), nodes.Math(*key))) for number, key in enumerate(keys)
    )
    xml = _body(write_json(to_pandoc(Document(blocks=paragraphs)), "docx").data)
    pieces = _NUMBER.split(xml)[1:]
    return [
        (keys[int(number)], _in_order(math[0]))
        for number, after in zip(pieces[::2], pieces[1::2], strict=True)
        if len(math := _MATH.findall(after)) == 1
    ]


def _in_order(math: str) -> str:
    for wrong, right in _OUT_OF_ORDER:
        math = wrong.sub(right, math)
    return math


def _body(data: bytes) -> str:
    """Return document.xml of a Word file."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode("utf-8")
