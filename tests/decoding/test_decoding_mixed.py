"""Files with lines in two encodings are refused with the ranges named, and read line by line when asked."""

import pytest

from convert.decoding import DamagedText, decode

UTF_8 = ["第一章　总则", "为了加强档案管理，规范工作程序，制定本办法。", "本办法适用于各级机关。"]
GBK = ["第二章　职责", "各单位应当指定专人负责档案的收集、整理和保管。"]
BIG5 = ["第三章　附則", "本辦法自發布之日起施行，由秘書處負責解釋。"]


def joined(*parts: tuple[list[str], str]) -> bytes:
    return b"".join(line.encode(codec) + b"\n" for lines, codec in parts for line in lines)


@pytest.mark.parametrize(
    ("data", "ranges"),
    [
        (joined((UTF_8, "utf-8"), (GBK, "gbk")), "lines 1-3 utf-8, lines 4-5 gb18030"),
        (joined((GBK, "gbk"), (UTF_8, "utf-8")), "lines 1-2 gb18030, lines 3-5 utf-8"),
        (joined((UTF_8, "utf-8"), (BIG5, "cp950")), "lines 1-3 utf-8, lines 4-5 big5"),
        (joined((UTF_8, "gbk"), (BIG5, "cp950")), "lines 1-3 gb18030, lines 4-5 big5"),
    ],
)
def test_mixed_file_is_refused_with_its_ranges(data: bytes, ranges: str) -> None:
    with pytest.raises(DamagedText) as caught:
        decode(data)
    assert caught.value.encoding == "mixed"
    assert ranges in caught.value.message
    assert "--encoding mixed" in caught.value.hint
    assert [d.code for d in caught.value.diagnostics] == ["ENC005", "ENC005"]


def test_mixed_reads_each_line_in_its_own_encoding() -> None:
    decoded = decode(
        joined((UTF_8, "utf-8"), (GBK, "gbk"), (["plain ASCII"], "ascii"), (BIG5, "cp950")), encoding="mixed"
    )
    assert decoded.text == "".join(line + "\n" for line in [*UTF_8, *GBK, "plain ASCII", *BIG5])
    assert [d.message for d in decoded.diagnostics] == ["lines 1-3 utf-8", "lines 4-6 gb18030", "lines 7-8 big5"]
    spans = [(d.byte_offset, d.byte_length) for d in decoded.diagnostics]
    assert spans[0] == (0, len(joined((UTF_8, "utf-8"))))


def test_mixed_names_damage_of_a_line() -> None:
    data = joined((UTF_8, "utf-8"), (GBK, "gbk")) + "结尾".encode() + b"\xff" + "一行文字\n".encode()
    with pytest.raises(DamagedText) as caught:
        decode(data, encoding="mixed")
    assert "line 6, column 3" in caught.value.diagnostics[0].message
    kept = decode(data, encoding="mixed", errors="resync")
    assert kept.text.endswith("结尾\ufffd一行文字\n")


def test_one_damaged_line_is_damage_not_mixture() -> None:
    data = joined((UTF_8, "utf-8")) + "最后一行".encode()[:-2] + b"\n"
    with pytest.raises(DamagedText) as caught:
        decode(data)
    assert caught.value.encoding == "utf-8"


def test_lines_in_several_encodings_encode_to_the_same_bytes() -> None:
    data = (
        b"log\n"
        + "第一行是国标的文字。\r\n".encode("gbk")
        + "第二行是统一码。\n".encode()
        + "第三行是大五碼。".encode("big5")
    )
    for raw in (data, b"\xef\xbb\xbf" + data, b"only ASCII\n", b"\n\n"):
        decoded = decode(raw, encoding="mixed")
        assert decoded.encode() == raw
        assert decoded.parts[-1][0] == len(decoded.text)


def test_a_second_code_in_a_mixed_file_is_named() -> None:
    data = "第一行是统一码，大家好。\n".encode() + b"\xa2\xcc" + "第二行是大五碼，您好嗎？\n".encode("big5")
    decoded = decode(data, encoding="mixed")
    assert decoded.encode() != data
    assert [(d.code, d.byte_offset) for d in decoded.diagnostics if d.code == "ENC010"] == [
        ("ENC010", data.index(b"\xa2\xcc"))
    ]
