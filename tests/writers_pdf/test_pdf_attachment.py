"""The source inside the file, byte for byte, and the options around it."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from convert import profile
from convert.contracts import Context
from convert.errors import UsageError
from convert.writers.pdf import WRITER, PdfOptions, _standard
from tests.writers_pdf.conftest import Desk

SOURCE = "通知\r\n　　正文".encode("gb18030")


def test_the_source_is_attached_as_it_was(desk: Desk) -> None:
    frames = desk.frames(desk.page(desk.run("正文", element=0)))
    data = desk.paint(frames, standard="a-3u", source=SOURCE, source_name="/in/关于检查的通知.txt")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        ((_, file),) = pdf.attachments.items()
        assert file.filename == "关于检查的通知.txt"
        assert file.get_file().read_bytes() == SOURCE
        assert file.get_file().mime_type == "text/plain"
        assert str(pdf.Root.AF[0].AFRelationship) == "/Source"


def test_no_attachment_unless_asked(desk: Desk) -> None:
    with pikepdf.open(io.BytesIO(desk.paint(desk.frames(desk.page(desk.run("正文", element=0)))))) as pdf:
        assert "/AF" not in pdf.Root


@pytest.mark.parametrize(
    ("options", "standard"),
    [
        (PdfOptions(), "a-2u"),
        (PdfOptions(attach_source=True), "a-3u"),
        (PdfOptions(standard="none"), ""),
        (PdfOptions(standard="none", attach_source=True), ""),
        (PdfOptions(standard="a-3u"), "a-3u"),
    ],
)
def test_the_standard_follows_profile_and_options(options: PdfOptions, standard: str) -> None:
    assert _standard(options, Context(profile.load("gongwen"))) == standard


def test_a_profile_without_a_standard() -> None:
    plain = Context(replace(profile.load("gongwen"), pdf_standard=""))
    assert _standard(PdfOptions(), plain) == ""


def test_what_pdf_a_2_forbids_is_refused() -> None:
    with pytest.raises(UsageError, match="PDF/A-2 cannot hold the source file"):
        _standard(PdfOptions(standard="a-2u", attach_source=True), Context(profile.load("gongwen")))
    with pytest.raises(UsageError, match="unknown PDF standard 'a-1b'"):
        _standard(PdfOptions(standard="a-1b"), Context(profile.load("gongwen")))  # type: ignore[arg-type]


def test_the_writer_says_what_it_is() -> None:
    assert (WRITER.name, WRITER.suffixes, WRITER.options) == ("pdf", (".pdf",), PdfOptions)
