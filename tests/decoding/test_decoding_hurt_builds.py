"""One damaged byte in encodings that are known by their build, and damage that decodes without an error."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.decoding import DamagedText, decode
from convert.diagnostics import Diagnostic
from convert.errors import ConvertError

TEXTS = Path(__file__).parent / "texts"
NOTICE = (TEXTS / "notice.txt").read_text("utf-8")
LETTER = (TEXTS / "letter.txt").read_text("utf-8")
HEAD = "\n".join(NOTICE.splitlines()[:6]) + "\n"


def changed(data: bytes, at: int, byte: int = 0xFF) -> bytes:
    return data[:at] + bytes([byte]) + data[at + 1 :]


def put_in(data: bytes, at: int, byte: int = 0xFF) -> bytes:
    return data[:at] + bytes([byte]) + data[at:]


def lost(data: bytes, at: int) -> bytes:
    return data[:at] + data[at + 1 :]


def is_named(diagnostics: tuple[Diagnostic, ...], at: int) -> bool:
    """Whether a remark lies within two bytes of the damage."""
    return any(
        remark.byte_offset is not None
        and remark.byte_offset - 2 <= at <= remark.byte_offset + max(1, remark.byte_length or 1) + 1
        for remark in diagnostics
    )


@pytest.mark.parametrize("hurt", [changed, put_in])
def test_a_strange_byte_does_not_hide_hz_and_costs_one_character(hurt) -> None:
    data = HEAD.encode("hz")
    for at in range(8, len(data), 7):
        kept = decode(hurt(data, at), errors="resync")
        assert kept.encoding == "hz"
        assert is_named(kept.diagnostics, at)
        if data[at : at + 1] not in b"~{}" and data[at - 1 : at] != b"~":  # an escape that is hurt costs more
            assert kept.text.count("\ufffd") == 1
            assert len(HEAD) - 2 <= len(kept.text) <= len(HEAD) + 2


def test_hz_of_one_line_between_much_english_keeps_both() -> None:
    text = (
        "the committee met again " * 200
        + "用户张伟"
        + " and went on working " * 200
        + "李娜王芳"
        + " until night" * 100
    )
    data = text.encode("hz")
    at = data.index(b"and went") + 2000
    kept = decode(put_in(data, at), errors="resync")
    before = data[:at].decode("hz")
    assert kept.text == before + "\ufffd" + text[len(before) :]


@pytest.mark.parametrize("tail", [b"~{VPND\r\n", b"~{VPN\r\n", b"~{\r", b"~}~{V", b"~", b"~{VPND~}~"])
def test_broken_escapes_of_hz_are_reported_never_a_crash(tail: bytes) -> None:
    data = HEAD.encode("hz") + tail
    kept = decode(data, errors="resync")
    assert kept.encoding == "hz"
    assert kept.text.startswith(HEAD)


@given(
    st.lists(st.sampled_from([b"~{", b"~}", b"~~", b"VPND", b"V", b"\xff", b"\r\n", b"abc ", b"~", b"\n"]), max_size=12)
)
@settings(max_examples=150)
def test_any_mixture_of_hz_parts_is_read_or_refused(parts: list[bytes]) -> None:
    data = HEAD.encode("hz") + b"".join(parts)
    try:
        assert decode(data, errors="resync").text.startswith(HEAD)
    except ConvertError as error:
        assert error.message


@pytest.mark.parametrize("codec", ["utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("hurt", [lost, put_in, changed])
def test_utf_32_is_known_by_its_zeros_though_a_byte_is_missing_or_too_many(codec: str, hurt) -> None:
    data = HEAD.encode(codec)
    for at in range(9, len(data) - 1, 41):
        kept = decode(hurt(data, at), errors="resync")
        assert kept.encoding in (codec, f"{codec}-le")
        assert kept.text.startswith(HEAD[: max(0, at // 4 - 3)])
        assert kept.text.endswith(HEAD[at // 4 + 5 :])  # full-width spaces and 一 end in zeros: these may shift


@pytest.mark.parametrize("cut", [1, 2, 3])
@pytest.mark.parametrize("size", [12, 60, 700, 5000])
def test_cut_utf_32_is_no_other_byte_order(cut: int, size: int) -> None:
    text = ("meeting of the committee, 张伟 " * 200)[:size]
    kept = decode(text.encode("utf-32-le")[:-cut], errors="resync")
    assert kept.encoding == "utf-32-le"
    assert kept.text[: size - 1] == text[: size - 1]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line", ["本通知自发布之日起施行，请各单位遵照执行。", "各位同事：請於週五前回覆，謝謝。"])
def test_brief_utf_16_is_known_though_a_byte_was_lost(codec: str, line: str) -> None:
    data = line.encode(codec)
    for at in range(len(data)):
        kept = decode(lost(data, at), errors="resync")
        assert kept.encoding == codec
        assert abs(len(kept.text) - len(line)) <= 2


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_english_with_names_stays_what_it_is_when_a_byte_of_a_name_is_changed(codec: str) -> None:
    text = "the report by 趙敏 and 陳靜 was sent to 黃磊 in every branch office before the meeting of 歐陽娜娜"
    data = text.encode(codec)
    for at in [at for at, byte in enumerate(data) if byte >= 0x80]:
        kept = decode(changed(data, at), errors="resync")
        assert kept.encoding in (codec, "gbk"), kept.encoding
        assert is_named(kept.diagnostics, at)


def test_utf_8_cut_in_its_last_character_is_no_western_text() -> None:
    for line in ("作者：沈佺期", "题目：静夜思。", "行列，将内塔尼亚"):
        for cut in (1, 2):
            data = line.encode()[:-cut]
            with pytest.raises(DamagedText) as caught:
                decode(data)
            assert caught.value.encoding == "utf-8"


def test_a_lost_byte_in_big5_that_decodes_is_named_by_the_letter_it_left() -> None:
    data = LETTER.encode("big5")
    named = tried = 0
    for at in range(len(data)):
        hurt = lost(data, at)
        if data[at] < 0x80 or not decodes(hurt, "big5"):
            continue
        tried += 1
        named += is_named(decode(hurt, errors="resync").diagnostics, at)
    assert tried > 50
    assert named >= 0.75 * tried


def decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("codec", ["gbk", "big5"])
@pytest.mark.parametrize("line", ["他買了A股和B股。", "卡拉OK里唱了一晚", "按T键或X键，再按回車。", "| 名稱 | 數量 |"])
def test_letters_that_are_meant_among_hanzi_are_seldom_remarked(codec: str, line: str) -> None:
    text = LETTER + line.replace("键", "鍵").replace("里", "裡")
    remarks = [remark for remark in decode(text.encode(codec)).diagnostics if remark.code == "ENC015"]
    assert all(remark.severity.name == "INFO" for remark in remarks)
    assert len(remarks) <= 3
