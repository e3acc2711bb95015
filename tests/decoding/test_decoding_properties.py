"""Whatever the bytes: an exact round trip, or every place named where there is none; and no import that is not needed."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.decoding import DamagedText, decode
from convert.errors import ConvertError

NOT_EXACT = {"ENC001", "ENC002", "ENC010"}
NAMES = ["utf-8", "gb18030", "big5", "euc-tw", "hz", "iso-2022-cn", "cesu-8", "utf-16", "shift_jis", "utf-7", "johab"]
TRUE = ["utf-8", "gb18030", "big5hkscs", "cp950", "hz", "utf-16-le", "utf-32-be", "shift_jis", "euc-kr"]


def check(data: bytes, errors: str, encoding: str | None = None) -> None:
    try:
        decoded = decode(data, encoding=encoding, errors=errors)  # type: ignore[arg-type]
    except DamagedText as error:
        assert error.diagnostics
        assert error.byte_offset is not None
        return
    except ConvertError as error:
        assert error.message
        return
    for remark in decoded.diagnostics:
        assert remark.span is None or 0 <= remark.span.start <= remark.span.end <= len(decoded.text)
        assert remark.byte_offset is None or 0 <= remark.byte_offset <= len(data)
    if not NOT_EXACT & {remark.code for remark in decoded.diagnostics}:
        assert decoded.encode() == data


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=120), st.sampled_from(["strict", "resync"]))
def test_any_bytes(data: bytes, errors: str) -> None:
    check(data, errors)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["strict", "resync"]), st.sampled_from(NAMES))
def test_any_bytes_in_any_encoding(data: bytes, errors: str, name: str) -> None:
    check(data, errors, name)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60), st.sampled_from(TRUE), st.binary(max_size=2), st.integers(0, 99))
def test_text_with_strange_bytes_put_in(text: str, codec: str, strange: bytes, at: int) -> None:
    data = text.encode(codec, "ignore")
    at %= len(data) + 1
    check(data[:at] + strange + data[at:], "resync")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=80))
def test_utf_8_is_itself(text: str) -> None:
    decoded = decode(text.encode(), encoding="utf-8")
    assert decoded.bom.decode() + decoded.text == text


@pytest.mark.parametrize(
    ("data", "loaded"),
    [
        ("'各单位应当认真贯彻执行本办法的规定，做好各项工作。'.encode()", False),
        ("'résumé déjà vu'.encode('latin-1')", True),
    ],
)
def test_chardet_is_loaded_only_in_doubt(data: str, loaded: bool) -> None:
    code = f"import sys; from convert.decoding import decode; decode({data}); print('chardet' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(loaded)


def test_plain_utf_8_loads_no_table_no_codec_and_no_judge() -> None:
    text = "关于做好有关工作的通知\n各单位要认真执行，现将有关事项通知如下。\n"
    heavy = ["charsets", "scoring", "detect", "big5", "cns", "gb18030", "frequency", "mojibake", "improbable", "exact"]
    code = (
        f"import sys; from convert.decoding import decode; decode({text.encode() * 30}).diagnostics;"
        f"names = [f'convert.decoding.{{name}}' for name in {heavy}] + ['chardet', 'encodings.gb18030', '_codecs_cn'];"
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
