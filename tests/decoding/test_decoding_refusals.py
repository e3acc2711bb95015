"""What is no text is named for what it is; what claims one encoding and is in another is told on."""

import io
import zipfile

import pytest

from convert.decoding import CODES, decode, inspect
from convert.errors import ConvertError, ReadError


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "hint"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture", "OCR"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture", "OCR"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document", "pdftotext"),
        (b"{\\rtf1\\ansi\\ansicpg936 hello}", "an RTF document", "-f rtf"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document (DOCX)", "-f docx"),
        (zipped("xl/workbook.xml"), "an Excel workbook (XLSX)", "csv"),
        (zipped("a.txt"), "a ZIP archive", "unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "WordDocument".encode("utf-16-le"), "OLE .doc", "-f docx"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "a GZIP archive", "gunzip"),
        (b"\x7fELF\x02\x01\x01\0", "an executable (ELF)", "no text"),
        (b"MZ\x90\0\x03\0\0\0", "an executable (Windows program)", "no text"),
        (b"SQLite format 3\0", "an SQLite database", "CSV"),
        (bytes(range(32)) * 40, "binary data", ""),
        (b"\0" * 100, "binary data", "utf-16"),
        (b"record\0\0\0\0one\0\0\0\0\xd6\xd0\0\0\0", "NUL bytes", "utf-16"),
    ],
)
def test_binary_is_named_with_the_hint_that_fits(data: bytes, name: str, hint: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert name in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.exit_code == 3


def test_stray_nul_and_controls_are_kept_and_placed() -> None:
    decoded = decode(
        "第一行\n第二\x08行\n第三\x00行，后面还有很多很多文字。\n".encode() + "其余的正文。\n".encode() * 20
    )
    assert "\x08" in decoded.text
    assert "\x00" in decoded.text
    assert [(d.code, d.message) for d in decoded.diagnostics] == [
        ("ENC006", "control character U+0008 at line 2, column 3"),
        ("ENC006", "control character U+0000 at line 3, column 3"),
    ]
    assert decoded.diagnostics[0].byte_offset == 16


@pytest.mark.parametrize(
    ("head", "codec", "claimed"),
    [
        ('<html><head><meta charset="gb2312"></head>', "utf-8", "gb2312"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "gbk", "UTF-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">', "gbk", "big5"),
    ],
)
def test_lying_declaration_is_told(head: str, codec: str, claimed: str) -> None:
    text = f"{head}<p>各单位应当认真贯彻执行本办法的规定。</p>"
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    remark = next(d for d in decoded.diagnostics if d.code == "ENC004")
    assert repr(claimed) in remark.message
    assert remark.byte_offset == text.index(claimed)


@pytest.mark.parametrize(
    ("claimed", "codec"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("GBK", "gbk"), ("Big5", "cp950")]
)
def test_true_declaration_is_not_mentioned(claimed: str, codec: str) -> None:
    text = f'<!DOCTYPE html><meta charset="{claimed}"><p>請認真閱讀本說明書。</p>'
    if claimed == "gb2312":
        text = text.replace("請", "请")
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert [d.code for d in decoded.diagnostics] == ["ENC014"]


def test_false_byte_order_mark_is_told_and_the_bytes_believed() -> None:
    decoded = decode(b"\xef\xbb\xbf" + "本办法自发布之日起施行，请各单位认真贯彻执行。".encode("gbk"))
    assert decoded.text == "本办法自发布之日起施行，请各单位认真贯彻执行。"
    assert [d.code for d in decoded.findings] == ["ENC012"]


def test_mark_inside_the_text_is_placed() -> None:
    decoded = decode("前一个文件\n".encode() + b"\xef\xbb\xbf" + "后一个文件\n".encode())
    assert [(d.code, d.message) for d in decoded.diagnostics] == [
        ("ENC012", "byte order mark inside the text at line 2, column 1")
    ]


def test_inspection_shows_the_same_line_in_each_encoding() -> None:
    found = inspect("abc\n各单位应当认真执行\n".encode("gbk"))
    assert found.decoded is not None
    shown = {candidate.encoding: candidate.preview for candidate in found.candidates}
    assert shown["gb18030"] == "各单位应当认真执行"
    assert shown["big5"] != shown["gb18030"]


def test_inspection_of_a_damaged_file_still_shows_candidates() -> None:
    found = inspect("各单位应当认真执行\n".encode("gbk")[:-2])
    assert found.decoded is None
    assert "middle of a character" in found.refusal
    assert found.candidates[0].preview.startswith("各单位应当认真")


def test_inspection_refuses_binaries_like_decode() -> None:
    with pytest.raises(ConvertError):
        inspect(b"\x89PNG\r\n\x1a\n\0\0")


def test_every_code_is_explained() -> None:
    assert list(CODES) == [f"ENC{number:03d}" for number in range(1, 16)]
    assert all(all(explanation) for explanation in CODES.values())
