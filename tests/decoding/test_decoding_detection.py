"""Real sentences in every encoding, whole and in small pieces, come back exactly, with a confidence that means something."""

from pathlib import Path

import pytest

from convert.decoding import Decoded, decode

TEXTS = Path(__file__).parent / "texts"


def text(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text("utf-8")


SIMPLIFIED = ["utf-8", "gb2312", "gbk", "gb18030", "hz", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
TRADITIONAL = ["utf-8", "gbk", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be"]
CASES = [
    *(("notice", codec) for codec in SIMPLIFIED),
    *(("story", codec) for codec in SIMPLIFIED),
    *(("letter", codec) for codec in TRADITIONAL),
]


@pytest.mark.parametrize(
    ("name", "codec", "newline"),
    [(*case, end) for case in CASES for end in ("\n", "\r\n", "\r") if (case[1], end) != ("hz", "\r")],
)
def test_whole_text(name: str, codec: str, newline: str) -> None:
    expected = text(name).replace("\n", newline)
    decoded = decode(expected.encode(codec))
    assert decoded.text == expected
    assert decoded.newline == newline
    assert decoded.confidence > 0.95


@pytest.mark.parametrize(("name", "codec"), CASES)
@pytest.mark.parametrize("size", [12, 25, 60, 200])
def test_pieces_of_a_text(name: str, codec: str, size: int) -> None:
    whole = text(name)
    for start in range(0, len(whole) - size, 29):
        piece = whole[start : start + size].strip()
        if sum("\u4e00" <= character <= "\u9fff" for character in piece) >= 6:
            assert decode(piece.encode(codec)).text == piece


@pytest.mark.parametrize("codec", ["gbk", "gb18030", "utf-16-le", "utf-8"])
def test_few_hanzi_behind_a_long_ascii_head(codec: str) -> None:
    log = "".join(f"2024-05-{day % 28 + 1:02d} 10:00:00 INFO request served in 12 ms\n" for day in range(6000))
    log += "2024-05-30 用户登录失败，请检查密码\n"
    assert decode(log.encode(codec)).text == log


@pytest.mark.parametrize(("names", "codec"), [("赵磊 陈静 杨帆", "gbk"), ("張偉 陳靜 楊志豪 黃淑芬", "big5")])
def test_names_among_english_words(names: str, codec: str) -> None:
    words = ["the", "report", "of", "the", "committee", "was", "sent", "to", "members", "by"]
    expected = " ".join(word + " " + name for word, name in zip(words, names.split() * 3, strict=False))
    assert decode(expected.encode(codec)).text == expected


def test_one_line_without_any_ascii() -> None:
    expected = text("story").replace("\n", "") * 400
    assert decode(expected.encode("gbk")).text == expected


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("japanese", "shift_jis"),
        ("japanese", "euc_jp"),
        ("japanese", "iso2022_jp"),
        ("korean", "euc_kr"),
        ("russian", "cp1251"),
        ("russian", "koi8_r"),
        ("russian", "iso8859_5"),
        ("russian", "cp866"),
        ("german", "latin-1"),
        ("german", "cp1252"),
        ("french", "latin-1"),
        ("french", "cp1252"),
    ],
)
def test_other_languages_are_left_what_they_are(name: str, codec: str) -> None:
    assert decode(text(name).encode(codec)).text == text(name)


@pytest.mark.parametrize(
    "plain",
    [
        "price +AKM-1 today",
        "x ~{abcd~} y",
        "a ~ b ~~ c",
        "Bush hid the facts",
        "this app can break",
        "\x1b[31mred\x1b[0m",
    ],
)
def test_ascii_is_not_taken_for_escapes_or_hanzi(plain: str) -> None:
    decoded = decode(plain.encode())
    assert (decoded.text, decoded.encoding) == (plain, "utf-8")


def test_few_bytes_that_are_utf_8_by_chance() -> None:
    decoded = decode("目的".encode("gbk"))
    assert decoded.text == "目的"


def test_doubt_is_a_warning_with_the_same_line_in_both_encodings() -> None:
    decoded: Decoded = decode("這是 文體".encode("big5")[5:])
    warning = next(d for d in decoded.diagnostics if d.code == "ENC003")
    assert "文體" in warning.message
    assert len(decoded.candidates) >= 2
    assert decoded.candidates[0].encoding == decoded.encoding
    assert decoded.candidates[0].preview == decoded.text


def test_candidates_limit_the_answer() -> None:
    data = "第五條".encode("big5")
    assert decode(data, candidates=["big5"]).text == "第五條"
    assert decode(data, candidates=["gbk", "utf-8"]).encoding in ("gb2312", "gbk", "gb18030")


def test_empty_input_is_an_empty_text() -> None:
    decoded = decode(b"")
    assert (decoded.text, decoded.newline, decoded.final_newline, decoded.diagnostics) == ("", "", False, ())


def test_mixed_line_ends_are_remembered() -> None:
    decoded = decode("一\r\n二\n三\r".encode())
    assert (decoded.newline, decoded.final_newline) == ("mixed", True)


@pytest.mark.parametrize(
    ("sentence", "codec"),
    [
        ("Στη χθεσινή συνεδρίαση συζητήσαμε για το ωράριο της νέας βιβλιοθήκης της πόλης.", "cp1253"),
        ("На вчорашньому засіданні ми обговорювали, як мешканці зможуть користуватися бібліотекою.", "koi8-u"),
        ("ناقشنا في اجتماع الأمس مواعيد عمل المكتبة الجديدة في المدينة.", "cp1256"),
        ("ในการประชุมเมื่อวานนี้ เราได้พูดคุยเกี่ยวกับเวลาเปิดทำการของห้องสมุด", "tis-620"),
    ],
)
def test_languages_that_only_chardet_knows(sentence: str, codec: str) -> None:
    assert decode(sentence.encode(codec)).text == sentence
