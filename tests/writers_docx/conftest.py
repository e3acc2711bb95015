"""A document written and taken apart again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

import pytest

from convert.contracts import Context
from convert.diagnostics import Diagnostic
from convert.nodes import Block, Document, MetaMap, MetaString, Para, Str
from convert.profile import load
from convert.writers.docx import DocxOptions, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Word:
    """A .docx: its bytes, its parts, and the remarks made while writing it."""

    data: bytes
    remarks: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            self.infos = package.infolist()
            self.parts = {info.filename: package.read(info) for info in self.infos}

    def xml(self, part: str = "word/document.xml") -> str:
        return self.parts[part].decode()

    def root(self, part: str = "word/document.xml") -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[part])

    @property
    def body(self) -> str:
        return self.xml().partition("<w:body>")[2].partition("<w:sectPr>")[0]

    @property
    def text(self) -> str:
        """All characters of w:t in order, tabs and line breaks as such."""
        marks = {f"{W}tab": "\t", f"{W}br": "\n"}
        found = []
        for run in self.root().iter(f"{W}r"):
            found.extend(part.text or "" if part.tag == f"{W}t" else marks.get(part.tag, "") for part in run)
        return "".join(found)

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style id and text of each paragraph of the body; a style made for a place counts as the one it is based on."""
        return [
            (
                re.sub(
                    r"Place\d+$", "", next((style.get(f"{W}val", "") for style in paragraph.iter(f"{W}pStyle")), "")
                ),
                "".join(text.text or "" for text in paragraph.iter(f"{W}t")),
            )
            for paragraph in self.root().iter(f"{W}p")
        ]

    def place(self, text: str) -> str:
        """The XML of the style of the paragraph that holds `text`."""
        found = re.search(rf'<w:p><w:pPr><w:pStyle w:val="(\w+)"/>(?:(?!</w:p>).)*{text}', self.body)
        assert found, text
        style = re.search(rf'<w:style [^>]*w:styleId="{found[1]}">.*?</w:style>', self.xml("word/styles.xml"))
        assert style, found[1]
        return style.group()

    def style(self, name: str) -> str:
        """The XML of the style whose w:name is `name`."""
        found = re.search(
            rf'<w:style (?:(?!</w:style>).)*<w:name w:val="{name}"/>.*?</w:style>', self.xml("word/styles.xml")
        )
        assert found, name
        return found.group()


Make = Callable[..., Word]


@pytest.fixture
def word() -> Make:
    """Write blocks: `word(Para(...), profile="gongwen", meta={...}, fonts="free")`."""

    def make(
        *blocks: Block | str,
        profile: str = "gongwen",
        meta: Mapping[str, str] | None = None,
        resource: Callable[[str], bytes | None] = lambda _: None,
        context: Mapping[str, object] | None = None,
        **options: object,
    ) -> Word:
        remarks: list[Diagnostic] = []
        nodes = tuple(Para((Str(block),)) if isinstance(block, str) else block for block in blocks)
        entries = tuple((key, MetaString(value)) for key, value in (meta or {}).items())
        outside = Context(load(profile), report=remarks.append, resource=resource, **(context or {}))  # type: ignore[arg-type]
        data = write(Document(MetaMap(entries), nodes), DocxOptions(**options), outside)  # type: ignore[arg-type]
        return Word(data, remarks)

    return make
