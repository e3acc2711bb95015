"""What goes together decides: where a byte was lost, added or changed, and which lone character was hardly meant."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from convert.decoding import DamagedText, decode
from convert.decoding.frequency import cost
from convert.decoding.pairs import go_together, reading, tie
from convert.diagnostics import Diagnostic, Severity

TEXTS = Path(__file__).parent / "texts"
NOTICE, STORY, LETTER = ((TEXTS / name).read_text("utf-8") for name in ("notice.txt", "story.txt", "letter.txt"))
DOUBLE = [(NOTICE, "gb18030"), (STORY, "gb18030"), (LETTER, "big5"), (LETTER, "gb18030")]
WIDE = [(NOTICE, "utf-16-le"), (LETTER, "utf-16-be"), (NOTICE, "utf-32-le"), (STORY, "utf-32-be")]
ENGLISH = "The office on the third floor will open in {} and close in {} every year; see page {} for more.\n"


def is_named(remarks: tuple[Diagnostic, ...], at: int) -> bool:
    """Whether a remark on damage names byte `at`, two bytes away at most."""
    spans = [
        (remark.byte_offset, remark.byte_offset + (remark.byte_length or 1))
        for remark in remarks
        if remark.code in ("ENC001", "ENC002", "ENC015") and remark.byte_offset is not None
    ]
    return any(start - 2 <= at < end + 2 and end - start <= 8 for start, end in spans)


def share_named(text: str, codec: str, hurt: str, seed: int, times: int = 60) -> float:
    """Return the share of bytes, hurt one at a time so that the text does not decode, that are named."""
    data = text.replace("\u3000", "").encode(codec)  # which of many blanks lost a byte nobody can tell
    rng = random.Random(seed)
    named = tried = 0
    while tried < times:
        at = rng.randrange(len(data))
        if codec in ("gb18030", "big5") and data[at] < 0x80:
            continue
        match hurt:
            case "lost":
                bad = data[:at] + data[at + 1 :]
            case "doubled":
                bad = data[: at + 1] + data[at:]
            case "added":
                bad = data[:at] + bytes([rng.randrange(0x80, 0x100)]) + data[at:]
            case _:
                bad = data[:at] + bytes([data[at] & 0x7F]) + data[at + 1 :]
        try:
            bad.decode(codec)
        except UnicodeDecodeError:
            tried += 1
            named += is_named(decode(bad, errors="resync").diagnostics, at)
    return named / tried


def test_ties_know_words_and_kinds() -> None:
    assert tie("发", "展") > 3
    assert tie("發", "展") == tie("发", "展")  # traditional forms by their simplified ones
    assert tie("的", "们") < 0  # begins no word
    assert tie("国", "x") < -3  # a letter right behind a hanzi
    assert go_together("通", "知")
    assert not go_together("知", "通") or tie("知", "通") < tie("通", "知")


@pytest.mark.parametrize("text", [NOTICE, STORY, LETTER])
def test_prose_reads_better_by_its_pairs_and_shuffled_worse(text: str) -> None:
    hanzi = [character for character in text if "\u4e00" <= character <= "\u9fff"]
    mixed = random.Random(1).sample(hanzi, len(hanzi))
    known, chance = (sum(go_together(*pair) for pair in pairwise(line)) for line in (hanzi, mixed))
    assert known > 3 * chance
    assert reading("".join(hanzi)) < cost("".join(hanzi)) < reading("".join(mixed))


@pytest.mark.parametrize("hurt", ["lost", "doubled", "added", "bit 7"])
@pytest.mark.parametrize(("text", "codec"), DOUBLE)
def test_the_byte_that_breaks_a_text_is_named(text: str, codec: str, hurt: str) -> None:
    assert share_named(text, codec, hurt, 7) >= 0.9


@pytest.mark.parametrize("hurt", ["lost", "added"])
@pytest.mark.parametrize(("text", "codec"), WIDE)
def test_the_byte_that_shifts_wide_units_is_named(text: str, codec: str, hurt: str) -> None:
    assert share_named(text, codec, hurt, 11, 40) >= 0.95


def test_utf_32_full_of_ascii_is_read_on_from_the_loss() -> None:
    text = ENGLISH.format("May", "June", 7) * 3 + "第一章　总则\n" + ENGLISH.format("July", "March", 9)
    for codec in ("utf-32-le", "utf-32-be"):
        data = text.encode(codec)
        kept = decode(data[:601] + data[602:], errors="resync").text
        assert kept.replace("\ufffd", "") == text[:150] + text[151:]


@pytest.mark.parametrize(
    ("before", "hurt", "after"),
    [
        ("加快经济发", "屔", "方式转变"),
        ("全面贯彻落", "寲", "会议精神"),
        ("人民法", "隀", "受理"),
    ],
)
def test_a_lone_character_that_goes_with_neither_neighbour_is_suspected(before: str, hurt: str, after: str) -> None:
    text = NOTICE.replace("\n", f"\n{before}{hurt}{after}。\n", 1)
    decoded = decode(text.encode("gb18030"))
    assert decoded.text == text  # never changed
    (remark,) = [remark for remark in decoded.diagnostics if remark.code == "ENC015"]
    assert remark.byte_offset == len(text[: text.index(hurt)].encode("gb18030"))
    assert remark.span is not None
    assert text[slice(*remark.span)] == hurt
    assert "with a damaged byte" in remark.message


@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le"])
@pytest.mark.parametrize("text", [NOTICE, STORY, LETTER, "王珏、李喆和赵堃到会。\n" * 2 + NOTICE])
def test_clean_texts_raise_no_suspicion(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert [r for r in decoded.diagnostics if r.code == "ENC015" and r.severity is not Severity.INFO] == []
    if codec == "gb18030":
        assert decode(text[:60].encode(codec)).text == text[:60]


def test_a_letter_that_stands_for_what_is_left_out_is_no_damage() -> None:
    text = "经核查，发现问题X个，召开座谈会X场，走访群众X户，形成报告X篇，提出建议X条。\n"
    assert [remark.code for remark in decode(text.encode("gb18030")).diagnostics] == []


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_one_nul_in_a_short_text_is_a_damaged_byte(codec: str) -> None:
    data = "求其提交，不可有差。".encode(codec)
    hurt = data[:5] + b"\0" + data[6:]
    with pytest.raises(DamagedText):
        decode(hurt, encoding=codec)
    kept = decode(hurt, errors="resync")
    assert kept.encoding == codec
    assert kept.text.endswith("有差。")


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize("text", ["3月", "有效", "A股", "中文", "第一章", "9月1日"])
def test_utf_16_of_a_few_bytes_is_known_without_a_mark(text: str, order: str) -> None:
    decoded = decode(text.encode(f"utf-16-{order}"))
    assert (decoded.text, decoded.encoding) == (text, f"utf-16-{order}")


@pytest.mark.parametrize("text", ["OK\r\n", "main", "v1.0", "a=b\n", "test", "GB2312", "x86_64", "README", "12:30\n"])
def test_short_ascii_is_no_utf_16(text: str) -> None:
    assert decode(text.encode()).text == text


def test_month_after_month_in_english_is_big5() -> None:
    text = "".join(ENGLISH.format(f"{month}月", f"{month + 1}月", month) for month in range(1, 11))
    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize("codec", ["hz", "wenzhuan-iso-2022-cn"])
def test_a_cut_tail_leaves_all_before_it(codec: str) -> None:
    body = "各单位要按照要求认真做好准备工作"
    data = body.encode(codec)
    end = data.rindex(b"~}" if codec == "hz" else b"\x0f")
    kept = decode(data[: end - 1], errors="resync")
    assert kept.text == body[:-1] + "\ufffd"


def test_iso_2022_cn_keeps_its_designation_over_cr_and_mends_a_damaged_one() -> None:
    text = "第一条为了规范工作\r第二条本办法适用于本市\r第三条各单位应当执行"
    data = text.encode("wenzhuan-iso-2022-cn")
    at = data.index(b"\x0f\r") - 9
    kept = decode(data[:at] + b"\xff" + data[at + 1 :], errors="resync")
    assert kept.text.count("\ufffd") == 1
    assert kept.text.endswith("适用于本市\r第三条各单位应当执行")
    hurt = data[:1] + b"\xff" + data[2:]
    assert decode(hurt, encoding="iso-2022-cn", errors="resync").text == "\ufffd" + text


def test_codes_that_would_not_be_written_again_are_named_beside_damage_too() -> None:
    data = (
        "通知".encode("gb18030") + b"\x81\x35\xf4\x37" + "如下：\n".encode("gb18030") + b"\xff\n" + b"\x81\x35\xf4\x37"
    )
    kept = decode(data, encoding="gb18030", errors="resync")
    assert kept.text == "通知ḿ如下：\n\ufffd\nḿ"
    places = [(r.code, r.byte_offset, r.span and kept.text[slice(*r.span)]) for r in kept.diagnostics]
    assert places == [("ENC001", 15, "\ufffd"), ("ENC010", 4, "ḿ"), ("ENC010", 17, "ḿ")]
