"""A first look: the same sentence in every encoding comes back as it was, with its line ends."""

import random

import pytest

from convert.decoding import decode
from convert.errors import ReadError

TEXT = "关于印发《档案工作规定》的通知\r\n各处室：现将规定印发给你们，请认真贯彻执行。\r\n"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "gbk", "gb2312", "utf-16-le", "utf-16-be", "utf-32-le", "hz"])
def test_sentence_survives_every_encoding(codec: str) -> None:
    decoded = decode(TEXT.encode(codec))
    assert decoded.text == TEXT
    assert decoded.newline == "\r\n"
    assert decoded.final_newline
    assert decoded.encode() == TEXT.encode(codec)
    assert decoded.diagnostics == ()


@pytest.mark.parametrize("seed", range(40))
def test_noise_is_refused_and_never_read_as_letters_of_some_alphabet(seed: int) -> None:
    chance = random.Random(seed)
    noise = bytes(chance.choice(range(1, 256)) for _ in range(4000))
    with pytest.raises(ReadError):
        decode(noise)


@pytest.mark.parametrize("data", [b"\xff", b"\xff\xff\xff\xff\n" * 4, b"\xe0\r\n", b"1\xf1 2\xf1\n"])
def test_a_letter_or_two_are_no_evidence_for_an_alphabet(data: bytes) -> None:
    with pytest.raises(ReadError, match="too little to tell an encoding|damaged"):
        decode(data)
