"""Where encodings have two tables, the file decides; what is decoded encodes to the same bytes."""

import pytest

from convert.decoding import binary, decode
from convert.decoding.decode import SIGNED

TAIL = "這是一份說明，請各位同事查收並回覆，謝謝。"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("鍵盤／螢幕", "big5hkscs", "big5hkscs"),
        ("鍵盤／螢幕", "cp950", "wenzhuan-big5"),
        ("鍵盤∕螢幕／滑鼠", "cp950", "wenzhuan-big5"),
        ("約３～５日∕人", "cp950", "wenzhuan-big5"),
        ("史密斯‧愛德華∕著", "cp950", "wenzhuan-big5"),
        ("史密斯‧愛德華著", "cp950", "wenzhuan-big5"),
        ("• 第一項\n• 第二項\n", "big5", "big5hkscs"),
        ("㗎，佢哋／我哋", "big5hkscs", "big5hkscs"),
    ],
)
def test_big5_is_read_by_the_table_that_fits(text: str, codec: str, name: str) -> None:
    data = (text + TAIL).encode(codec)
    decoded = decode(data)
    assert decoded.text == text + TAIL
    assert decoded.codec == name
    assert decoded.encode() == data
    told = [remark for remark in decoded.diagnostics if "cp950" in remark.message]
    assert bool(told) == (name == "big5hkscs")


def test_the_slash_of_cp950_is_found_only_where_a_character_begins() -> None:
    text = "丐盤∕螢幕／" + "一" * 30 + "鬥" + TAIL
    data = text.encode("cp950")
    for pad in ("", "A", "字"):
        assert decode((pad + text).encode("cp950")).text == pad + text
    assert decode(data).encode() == data


def test_hangul_of_eight_bytes_is_put_together() -> None:
    text = "오늘 회의에서 펲시와 뷁이라는 낱말을 처음 보았습니다. 모두가 웃었습니다."
    data = text.encode("euc_kr")
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.encode() == data


def test_ligature_in_a_french_word_shows_latin_9() -> None:
    text = "Les œuvres complètes du poète sont à la bibliothèque ; le cœur de la ville en est très fier."
    decoded = decode(text.encode("iso8859-15"))
    assert decoded.text == text
    assert decoded.encoding == "iso-8859-15"
    assert decode(text.encode("cp1252")).text == text


def test_russian_in_capitals_is_read_in_its_own_code_page() -> None:
    text = "ЗАЯВЛЕНИЕ\nПРОШУ ПРЕДОСТАВИТЬ МНЕ ОТПУСК С ПЕРВОГО СЕНТЯБРЯ. ДИРЕКТОР ЗАВОДА"
    for codec in ("cp1251", "koi8-r", "iso8859-5"):
        assert decode(text.encode(codec)).text == text


def test_plain_utf_8_is_tried_for_all_that_no_format_begins_with() -> None:
    assert {byte for byte in binary._FIRST_BYTES if 0 < byte < 0x80} == SIGNED


def test_gb18030_beyond_gbk_is_read_from_where_gbk_ends() -> None:
    for text in ("会议纪要：𠮷野先生到会。", "前言" * 50 + "㐂" + "后记" * 50, "ḿ·—・"):
        data = text.encode("gb18030")
        decoded = decode(data, encoding="gb18030")
        assert decoded.encode() == data
        assert decoded.text == text


def test_wave_dash_is_that_of_windows_only_where_windows_wrote() -> None:
    text = "会議は１０時〜１２時です。資料を確認してください。"
    assert decode(f"{text}\nよろしく\n".encode("shift_jis")).text == f"{text}\nよろしく\n"
    windows = f"{text}\r\nよろしく\r\n".replace("〜", "～")
    assert decode(windows.encode("cp932")).text == windows
    assert decode(f"{text}①\n".replace("〜", "～").encode("cp932")).text == f"{text}①\n".replace("〜", "～")
