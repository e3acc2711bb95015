"""Lost, changed and cut bytes: strict refuses with every place, resync keeps all else."""

from pathlib import Path

import pytest

from convert.decoding import DamagedText, decode

NOTICE = (Path(__file__).parent / "texts" / "notice.txt").read_text("utf-8")
LETTER = (Path(__file__).parent / "texts" / "letter.txt").read_text("utf-8")
CASES = [(NOTICE, "utf-8"), (NOTICE, "gb18030"), (LETTER, "gb18030"), (LETTER, "big5"), (NOTICE, "utf-16-le")]


def lose(data: bytes, at: int) -> bytes:
    return data[:at] + data[at + 1 :]


@pytest.mark.parametrize(("text", "codec"), CASES)
def test_changed_byte_is_named_where_it_is_and_costs_little(text: str, codec: str) -> None:
    data = text.encode(codec)
    for at in range(40, len(data) - 40, 41):
        if data[at] >= 0x80 and codec != "utf-16-le":
            hurt = data[:at] + b"\xff" + data[at + 1 :]
            with pytest.raises(DamagedText) as caught:
                decode(hurt)
            places = [d.byte_offset for d in caught.value.diagnostics]
            assert any(offset is not None and abs(offset - at) <= 2 for offset in places)
            kept = decode(hurt, errors="resync")
            assert kept.text.count("\ufffd") == len([d for d in kept.diagnostics if d.code in ("ENC001", "ENC002")])
            assert len(kept.text) >= len(text) - 3


@pytest.mark.parametrize(("text", "codec"), CASES)
def test_lost_byte_does_not_spoil_what_comes_after(text: str, codec: str) -> None:
    data = text.encode(codec)
    for at in range(60, len(data) - 60, 67):
        if data[at] < 0x80 and codec != "utf-16-le":
            continue
        try:
            kept = decode(lose(data, at), errors="resync", encoding=codec)
        except DamagedText:
            pytest.fail("resync refuses nothing")
        assert kept.text[:10] == text[:10]
        assert kept.text[-12:] == text[-12:]


@pytest.mark.parametrize(("text", "codec"), [case for case in CASES if case[1] != "utf-16-le"])
def test_cut_tail_is_named_as_such(text: str, codec: str) -> None:
    body = text.rstrip()[:-3]
    while body[-1] < "\u4e00":
        body = body[:-1]
    data = body.encode(codec)[:-1]
    with pytest.raises(DamagedText) as caught:
        decode(data)
    (remark,) = caught.value.diagnostics
    assert remark.code == "ENC002"
    assert "the file ends in the middle of a character" in remark.message
    assert decode(data, errors="resync").text == body[:-1] + "\ufffd"


def test_odd_last_byte_of_utf_16() -> None:
    with pytest.raises(DamagedText) as caught:
        decode(b"\xff\xfe" + NOTICE.encode("utf-16-le")[:-1])
    assert caught.value.diagnostics[0].code == "ENC002"


def test_every_place_is_listed_with_line_column_and_bytes() -> None:
    data = "第一行\n第二\n第三行".encode()
    hurt = data.replace("一".encode(), b"\xe4\xb8").replace("三".encode(), b"\xc0\xaf")
    with pytest.raises(DamagedText) as caught:
        decode(hurt, encoding="utf-8")
    error = caught.value
    assert error.exit_code == 3
    assert error.byte_offset == 3
    assert error.message.startswith("damaged utf-8 text in 2 places, first at byte 3 (line 1, column 2): E4 B8")
    assert [(d.byte_offset, d.byte_length) for d in error.diagnostics] == [(3, 2), (19, 2)]
    assert "line 3, column 2" in error.diagnostics[1].message
    assert "overlong" in error.diagnostics[1].message


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"abc\xc0\xafdef", "overlong"),
        (b"abc\xed\xa0\x80def", "lone surrogate"),
        (b"abc\xf5\x80\x80\x80def", "never occurs"),
        (b"abc\xe4\xb8def", "without its last bytes"),
        (b"abc\xb8\xaddef", "first was lost"),
    ],
)
def test_utf_8_says_what_is_wrong(data: bytes, cause: str) -> None:
    with pytest.raises(DamagedText) as caught:
        decode(data, encoding="utf-8")
    assert cause in caught.value.diagnostics[0].message


def test_shifted_utf_16_is_read_on_from_the_loss() -> None:
    data = NOTICE.encode("utf-16-le")
    at = 301
    kept = decode(lose(data, at), errors="resync")
    assert kept.encoding == "utf-16-le"
    assert kept.text.replace("\ufffd", "")[-100:] == NOTICE[-100:]
    (remark,) = [d for d in kept.diagnostics if d.code == "ENC001"]
    assert remark.byte_offset is not None
    assert abs(remark.byte_offset - at) <= 2


def test_genuine_replacement_character_is_no_damage() -> None:
    decoded = decode("丢失\ufffd的字".encode())
    assert [d.code for d in decoded.diagnostics] == ["ENC007"]
