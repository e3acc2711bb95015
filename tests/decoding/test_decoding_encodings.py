"""Every encoding by its own name: the tables are those of the standards, and names are forgiving."""

import pytest

from convert.decoding import KNOWN_ENCODINGS, decode
from convert.errors import UnknownEncoding


@pytest.mark.parametrize(
    ("code", "character", "why"),
    [
        ("A145", "‧", "cp950 and the Encoding Standard, where Python's big5hkscs has •"),
        ("A1E3", "～", "not ∼"),
        ("A244", "￥", "not ¥"),
        ("A1FE", "／", "its own code"),
        ("A241", "∕", "which Python reads like A1FE"),
        ("A3E1", "€", "cp950 only"),
        ("C6A1", "①", "ETEN"),
        ("C6E7", "ぁ", "ETEN kana, where cp950-first gives ゃ"),
        ("F9D6", "碁", "the seven ETEN hanzi that Python's big5 lacks"),
        ("8840", "㇀", "HKSCS"),
        ("8862", "Ê̄", "HKSCS, two code points"),
        ("877A", "㡵", "HKSCS-2008, unknown to Python"),
        ("8E69", "箸", "a duplicate that the standard reads"),
    ],
)
def test_big5_is_the_table_of_the_encoding_standard(code: str, character: str, why: str) -> None:
    assert decode(bytes.fromhex(code), encoding="big5").text == character, why


@pytest.mark.parametrize(
    ("code", "character"),
    [
        ("A1A4", "·"),  # not the katakana dot of Python's gb2312
        ("A1AA", "—"),  # not the horizontal bar
        ("FE59", "\u9fb4"),
        ("A6D9", "\ufe10"),
        ("A8BC", "\u1e3f"),
        ("FE51", "\U00020087"),
        ("82359037", "\u9fb4"),
        ("8139EE39", "㐀"),
        ("95328236", "\U00020000"),
        ("A3A0", "\u3000"),
    ],
)
def test_gb_codes_are_those_of_gb18030_2022(code: str, character: str) -> None:
    for name in ("gb2312", "gbk", "gb18030"):
        assert decode(bytes.fromhex(code), encoding=name).text == character


def test_single_byte_80_is_the_euro_of_cp936_and_is_reported() -> None:
    decoded = decode("价格：".encode("gbk") + b"\x80" + "一百元整".encode("gbk"))
    assert decoded.text == "价格：€一百元整"
    remark = next(d for d in decoded.diagnostics if d.code == "ENC010")
    assert (remark.byte_offset, remark.byte_length) == (6, 1)


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"\xa4\xe5", "big5", "文"),
        (b"\xc4\xa1\xc4\xa3", "euc-tw", "一丁"),
        (b"\x8e\xa2\xa1\xa1", "euc-tw", "乂"),
        (b"\x1b$)A\x0eVPND\x0f ok\n", "iso-2022-cn", "中文 ok\n"),
        (b"\x1b$)G\x0eD#\x0f", "iso-2022-cn", "丁"),
        (b"\x1b$*H\x1bN!!", "iso-2022-cn", "乂"),
        (b"~{VPND~} ok", "hz", "中文 ok"),
        (b"\xed\xa0\xbd\xed\xb8\x80", "cesu-8", "😀"),
        (b"\xfe\xff\x4e\x2d", "utf-16", "中"),
        (b"\xff\xfe\x2d\x4e", "UTF_16", "中"),
        (b"\x2d\x4e", "utf-16le", "中"),
        (b"\xef\xbb\xbf\xe4\xb8\xad", "utf-8-sig", "中"),
        (b"\x93\xfa", "sjis", "日"),
        (b"+Ti1lhw-", "utf-7", "中文"),
    ],
)
def test_named_encoding_is_used_as_named(data: bytes, encoding: str, text: str) -> None:
    assert decode(data, encoding=encoding).text == text


@pytest.mark.parametrize("alias", ["GB2312", "cp936", "Windows-936", "x-gbk", "gb18030-2022", "GB_18030", "ANSI"])
def test_names_of_the_gb_family_read_each_others_characters(alias: str) -> None:
    assert decode("镕㐀".encode("gb18030"), encoding=alias).text == "镕㐀"


@pytest.mark.parametrize("alias", ["Big5", "big5-hkscs", "cp950", "CN-Big5", "ms950"])
def test_names_of_the_big5_family_are_one_table(alias: str) -> None:
    assert decode("碁".encode("cp950") + b"\x88\x40", encoding=alias).text == "碁㇀"


def test_unknown_encoding_names_its_neighbours() -> None:
    with pytest.raises(UnknownEncoding) as caught:
        decode(b"x", encoding="gb18O30")
    assert "unknown encoding 'gb18O30'" in caught.value.message
    assert "gb18030" in caught.value.hint
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["base64", "rot13", "idna", "unicode_escape", "zip"])
def test_codecs_that_decode_no_text_files_are_unknown(name: str) -> None:
    with pytest.raises(UnknownEncoding):
        decode(b"x", encoding=name)


@pytest.mark.parametrize("name", KNOWN_ENCODINGS)
def test_every_known_encoding_can_be_named_and_encodes_back(name: str) -> None:
    data = "Kelvin 37".encode("utf-16-le" if "16-le" in name else name if name.startswith("utf-") else "ascii")
    decoded = decode(data, encoding=name)
    assert decoded.text == "Kelvin 37"
    assert decoded.text.encode(decoded.codec) == data


def test_narrowest_set_of_the_gb_family_is_named() -> None:
    assert decode("通知公告全文如下".encode("gbk")).encoding == "gb2312"
    assert decode("朱镕基同志的讲话稿".encode("gbk")).encoding == "gbk"
    assert decode("通知公告全文如下㐀".encode("gb18030")).encoding == "gb18030"


def test_cesu_8_is_recognised_and_told() -> None:
    data = "会议通知 ".encode() + b"\xed\xa0\xbd\xed\xb8\x80" + " 请准时参加".encode()
    decoded = decode(data)
    assert decoded.text == "会议通知 😀 请准时参加"
    assert (decoded.encoding, decoded.encode()) == ("cesu-8", data)
    assert [(d.code, d.byte_offset) for d in decoded.diagnostics] == [("ENC013", 13)]


@pytest.mark.parametrize(("codec", "text"), [("utf-16-be", "各单位应当认真执行"), ("utf-32-be", "认真执行")])
def test_utf_16_and_32_named_without_mark_or_order(codec: str, text: str) -> None:
    assert decode(text.encode(codec), encoding=codec[:6]).text == text


def test_candidates_may_be_any_known_encodings() -> None:
    decoded = decode("Größe".encode("cp850"), candidates=["cp850"])
    assert (decoded.text, decoded.encoding) == ("Größe", "cp850")


def test_ascii_with_a_stray_nul_is_still_utf_8() -> None:
    decoded = decode(b"a plain line of text with a stray\0byte in it\n" + b"and some more after that\n" * 3)
    assert decoded.encoding == "utf-8"
    assert [d.code for d in decoded.diagnostics] == ["ENC006"]
