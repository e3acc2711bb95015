"""What decoding costs, counted in steps: a hostile file takes no more for each byte than a small one, and no more passes."""

import copy
import pickle
import sys
from collections.abc import Callable

import pytest

from convert.decoding import Decoded, Vote, blocks, cns, damage, decode, detect, foreign, gb18030, sample
from convert.errors import ConvertError
from convert.records import replace

LOG = "2026-03-01 10:22:07 INFO GET /api/v1/items?id=70931 200 37ms\n"


def steps(data: bytes, errors: str) -> int:
    """Return how many functions are called, Python's and the interpreter's own, to decode `data`."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        decode(data, errors="resync" if errors == "resync" else "strict").diagnostics  # noqa: B018 -- worked out when asked for
    except ConvertError:
        pass
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("errors", ["strict", "resync"])
@pytest.mark.parametrize(
    "unit",
    [
        *(b"\x80", b"\xff", b"\0", b"\r", b"\n", b"<", b"~", b"~{", b"\xaa\xa1", b"\xa1\xfe", b"\x81\0", b"\xd6A"),
        *(b"\xe4\xb8", b"\xe4\xb8\n", b"\xed\xa0\x80", b"\xd6\xd0\xb0\n", b"\xef\xbb\xbf", b"\x81\x30\x81\x30"),
        *(b"~{VPN\n", b"~{VPN~}\n", b"~{VP ND~}\n", b"\x1b$)A", b"\x1b$)A\x0eVP\x0f\n", b"\x1b$)A\x0eV\x0f\n"),
        *(b"\x8e\xa2\xa1\xa1", b"\xc8\xa2\r", b"\xc4\xe3\x8e\xa2\xa1\n", b"\xd8\0", "中文\n".encode() + b"\xd6\xd0\n"),
    ],
    ids=lambda unit: unit.hex() if isinstance(unit, bytes) else unit,
)
def test_steps_grow_as_the_file_does(unit: bytes, errors: str) -> None:
    small, large = (steps(unit * (size // len(unit)), errors) for size in (20_000, 80_000))
    assert large < 4.4 * small + 2000


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[tuple[object, ...]]:
    """Note the arguments of each call of a function of `module`."""
    calls: list[tuple[object, ...]] = []
    original: Callable[..., object] = getattr(module, name)

    def noted(*arguments: object, **named: object) -> object:
        calls.append(arguments)
        return original(*arguments, **named)

    monkeypatch.setattr(module, name, noted)
    return calls


def test_places_weighed_are_bounded_in_a_large_file(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = counted(monkeypatch, damage, "weigh")
    whole = "各单位应当认真执行本办法，并及时报告有关情况。\n".encode("gbk")
    for size in (1_000_000, 2_000_000):
        weighed.clear()
        data = (whole * 5 + whole[:7] + whole[8:]) * (size // 6 // len(whole))
        with pytest.raises(ConvertError):
            decode(data)
        assert 0 < len(weighed) < 120, len(weighed)


def test_codes_beyond_gbk_are_read_singly_only_while_they_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    singly = counted(monkeypatch, gb18030._Beyond, "go_on")
    text = "会议由𠮷野先生主持。\n" * 5000
    assert gb18030.narrowest(text.encode("gb18030"))[:3] == (text, "gb18030", "gb18030")
    assert len(singly) <= 66


def test_only_what_is_not_ascii_is_read_by_a_codec_of_double_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (LOG * 3000 + "张伟登录。\n" + LOG * 3000).encode("gbk")
    assert blocks.mostly_ascii(data)
    high = [block for block in blocks.blocks(data) if not block.isascii()]
    assert len(high) == 1
    assert len(high[0]) < 5000
    assert b"".join(blocks.blocks(data)) == data
    assert decode(data).text == data.decode("gbk")


def test_nuls_are_counted_only_until_they_are_enough() -> None:
    asked = []

    class Told(bytes):
        def count(self, *arguments: object) -> int:
            asked.append(arguments)
            return bytes(self).count(*arguments)  # type: ignore[arg-type]

    assert sample.nuls_reach(Told(b"\0a" * 500_000), 10_000)
    assert len(asked) == 3
    assert not sample.nuls_reach(b"\0a" * 50, 51)


def test_euc_tw_is_read_step_by_step_only_around_what_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "資料夾內的文件，請於三日內送回。\n" * 3000
    data = cns.encode_euc_tw(text)
    stepwise = counted(monkeypatch, cns, "_stepwise")
    assert cns.decode_euc_tw(data) == text
    assert stepwise == []
    with pytest.raises(UnicodeDecodeError) as caught:
        cns.decode_euc_tw(data[:-1] + b"\xc4\n")
    assert caught.value.start == len(data) - 1
    assert [at for _, at in stepwise if isinstance(at, int) and at < len(data) - 10_000] == []


def test_a_line_of_iso_2022_cn_that_comes_again_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = counted(monkeypatch, cns, "_line")
    assert cns.decode_iso_2022_cn(b"\x1b$)A\x0eVPND\x0f\n" * 5000) == "中文\n" * 5000
    assert len(read) == 2


def test_a_shifted_byte_never_takes_the_line_end_for_its_second() -> None:
    with pytest.raises(UnicodeDecodeError):
        cns.decode_iso_2022_cn(b"\x1b$)A\x0eVPV\nabc\n")


def test_a_log_with_three_names_is_decided_by_the_names_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = counted(monkeypatch, foreign, "read_foreign")
    data = (LOG * 10 + "user=张伟\n" + LOG * 10 + "user=王芳\n" + LOG * 10 + "user=李娜 ok\n").encode("gbk")
    decoded = decode(data)
    assert decoded.encoding == "gb2312"
    assert [vote.judge for vote in decoded.votes] == ["frequency"]
    assert [piece for piece, *_ in asked] == ["user=张伟 user=王芳 user=李娜".encode("gbk")]


def test_hopeless_languages_are_left_out_and_others_are_not() -> None:
    names = "张伟 王芳 李娜".encode("gbk")
    chinese = sum(10.0 for _ in names[::2])
    assert len(list(foreign.read_foreign(names))) >= 10
    assert len(list(foreign.read_foreign(names, chinese))) < 5
    russian = "Привет мир, это письмо".encode("cp1251")
    limited = {reading.charset.name: reading.cost for reading in foreign.read_foreign(russian, 200.0)}
    assert "windows-1251" in limited
    full = {reading.charset.name: reading.cost for reading in foreign.read_foreign(russian)}
    assert all(cost > 200.0 or name in limited for name, cost in full.items())


def test_chardet_is_not_asked_which_of_two_chinese_readings_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = counted(monkeypatch, detect, "_decide")
    for name in ("高峰", "徐麗", "周傑", "林鳳"):
        for codec in ("gbk", "big5"):
            decode((LOG * 20).encode() + name.encode(codec, "ignore"))
    answers = [len(call) for call in asked]
    assert len(answers) < 8


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf" * 400_000, b"\xef\xbb\xbf" * 400_000 + b"\xef", b"\xff\xfe" * 300_000]
)
def test_marks_upon_marks_are_no_deeper_than_one(data: bytes) -> None:
    assert decode(data, errors="resync").bom == data[: 3 if data[0] == 0xEF else 2]


def test_fields_that_plain_utf_8_leaves_open_are_as_if_they_were_set() -> None:
    data = "第一章　总则\n第一条　为了规范管理，制定本办法。\n".encode()
    quick = decode(data)
    votes = (Vote("strict utf-8", "utf-8", 0.9999),)
    full = Decoded(data.decode(), "utf-8", "utf-8", 0.9999, b"", (), votes, (), data)
    assert quick == full
    assert repr(decode(data)) == repr(full)
    assert hash(decode(data)) == hash(full)
    assert pickle.loads(pickle.dumps(decode(data))) == full
    assert copy.copy(decode(data)) == full
    assert replace(decode(data), text="别的").votes == votes
    assert decode(data).encode() == data
    assert decode(b"plain ASCII, and long enough to be nothing else.\n").votes == (Vote("strict utf-8", "utf-8", 1.0),)
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        quick.colour  # type: ignore[attr-defined]  # noqa: B018
