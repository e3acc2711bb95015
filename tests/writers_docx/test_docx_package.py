"""The package: the same bytes every time, nothing of the clock, no library loaded."""

from __future__ import annotations

import io
import subprocess
import sys

from convert.nodes import Attr, Header, Note, Para, Str


def test_the_same_document_gives_the_same_bytes(word):
    blocks = (Header(1, Attr(), (Str("一、总则"),)), Para((Str("正文"), Note((Para((Str("注"),)),)))))
    assert word(*blocks).data == word(*blocks).data


def test_times_are_fixed_and_parts_sorted_behind_the_content_types(word):
    infos = word("正文").infos
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    names = [info.filename for info in infos]
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])


def test_python_docx_opens_it(word):
    import docx

    made = docx.Document(io.BytesIO(word("第一段", "第二段").data))
    assert [paragraph.text for paragraph in made.paragraphs] == ["第一段", "第二段"]


def test_a_plain_conversion_loads_neither_lxml_nor_python_docx():
    script = (
        "import sys; from convert.writers.docx import WRITER, DocxOptions; from convert.contracts import Context;"
        "from convert.profile import load; from convert.nodes import Document, Para, Str;"
        "WRITER.write(Document(blocks=(Para((Str('文'),)),)), DocxOptions(), Context(load('gongwen')));"
        "print(sorted({'docx', 'lxml', 'reportlab', 'uharfbuzz'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_metadata_becomes_core_properties_and_document_variables(word):
    made = word("文", meta={"title": "关于<开会>的通知", "issuer": "某市人民政府", "doc-number": "某政发〔2025〕1号"})
    core = made.xml("docProps/core.xml")
    assert "<dc:title>关于&lt;开会&gt;的通知</dc:title>" in core
    assert "<dc:creator>某市人民政府</dc:creator>" in core
    assert "<Company>某市人民政府</Company>" in made.xml("docProps/app.xml")
    assert '<w:docVar w:name="doc-number" w:val="某政发〔2025〕1号"/>' in made.xml("word/settings.xml")


def test_the_base_package_is_what_its_script_makes():
    from convert.writers.docx import build_base

    assert (build_base.BASE / "styles.xml").read_bytes() == build_base.styles()
    assert (build_base.BASE / "settings.xml").read_bytes() == build_base.settings()
