"""GB18030-2022 with its subsets: leftovers in the private use area get their characters."""

from __future__ import annotations

import codecs

from convert import patterns
from convert.decoding.blocks import blocks, decode_by_blocks
from convert.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

# GB 18030-2022: codes that Python (like the editions of 2000 and 2005) still sends to the private use area.
LEFTOVERS = {
    0xE5E5: 0x3000,  # A3A0, a full-width space in old files, as the Encoding Standard has it
    0xE78D: 0xFE10,  # A6D9
    0xE78E: 0xFE12,  # A6DA
    0xE78F: 0xFE11,  # A6DB
    0xE790: 0xFE13,  # A6DC
    0xE791: 0xFE14,  # A6DD
    0xE792: 0xFE15,  # A6DE
    0xE793: 0xFE16,  # A6DF
    0xE794: 0xFE17,  # A6EC
    0xE795: 0xFE18,  # A6ED
    0xE796: 0xFE19,  # A6F3
    0xE7C7: 0x1E3F,  # A8BC
    0xE816: 0x20087,  # FE51
    0xE817: 0x20089,  # FE52
    0xE818: 0x200CC,  # FE53
    0xE81E: 0x9FB4,  # FE59
    0xE826: 0x9FB5,  # FE61
    0xE82B: 0x9FB6,  # FE66
    0xE82C: 0x9FB7,  # FE67
    0xE831: 0x215D7,  # FE6C
    0xE832: 0x9FB8,  # FE6D
    0xE83B: 0x2298F,  # FE76
    0xE843: 0x9FB9,  # FE7E
    0xE854: 0x9FBA,  # FE90
    0xE855: 0x241FE,  # FE91
    0xE864: 0x9FBB,  # FEA0
}
_LEFTOVERS = [(chr(private), chr(public)) for private, public in LEFTOVERS.items()]
_BACK = {character: private for private, character in LEFTOVERS.items() if character != 0x3000}
_GO_ON = "wenzhuan.gb18030"
_OF_GB2312 = bytes([*range(0x80), *range(0xA1, 0x100)])  # all bytes that it has, in whatever order
_HEAD = 65_536  # bytes looked at before all are
_SINGLY = 64  # codes beyond GBK that are read one by one
_FEW = 8  # characters
_LARGE_BLOCK = 32_768  # bytes
_NOT_PRIVATE = bytes([*range(0xE0), *range(0xF9, 0x100)])
_PRIVATE = patterns.compile("[\ue5e5\ue78d-\ue864]")
_PUBLIC = patterns.compile(f"[{''.join(map(chr, _BACK))}]")


def _private(public: re.Match[str]) -> str:
    return chr(_BACK[ord(public[0])])


def standard(text: str) -> str:
    """Return text that Python's gb18030 decoded as the edition of 2022 has it."""
    if has_private(text):
        for private, public in _LEFTOVERS:
            if private in text:
                text = text.replace(private, public)
    return text


def decode(data: bytes) -> str:
    """Return the text of GB18030 bytes; raises UnicodeDecodeError at the first byte that is none."""
    return standard(decode_by_blocks(data, "gb18030"))


def encode(text: str) -> bytes:
    """Return the bytes of `text`, the leftovers in their two-byte codes."""
    return _PUBLIC.sub(_private, text).encode("gb18030")


class Narrowest(NamedTuple):
    """A text, the public name and codec of the smallest set that holds it, and whether it has private characters."""

    text: str
    name: str
    codec: str
    private: bool


def narrowest(data: bytes) -> Narrowest:
    """Return the text of `data` and the smallest set of the family that holds it.

    Python's `gb2312` reads A1A4 and A1AA as the katakana dot and the horizontal bar; the standard's later
    editions, and all text, mean the middle dot and the dash.
    """
    if not data[:_HEAD].translate(None, _OF_GB2312) and not data.translate(None, _OF_GB2312):
        try:
            text = decode_by_blocks(data, "gb2312")
        except UnicodeDecodeError:
            pass
        else:
            return Narrowest(text.replace("・", "·").replace("―", "—"), "gb2312", "gbk", False)
    beyond = _Beyond()
    try:
        text = beyond.read(data)
    except UnicodeDecodeError:
        text = data.decode("gb18030")  # an error whose offset counts in the whole
    if not beyond.codes:
        return Narrowest(text, "gbk", "gbk", False)
    codec = "wenzhuan-gb18030" if beyond.leftovers else "gb18030"
    return Narrowest(text, "gb18030", codec, beyond.private)


class _ManyBeyond(Exception):
    """Too many codes are beyond GBK to read each by itself."""


class _Beyond:
    """Reads on where Python's `gbk` ends; its marks say what was met."""

    def __init__(self) -> None:
        self.codes = 0
        self.private = self.leftovers = False

    def read(self, data: bytes) -> str:
        """Return the text of `data`; raises UnicodeDecodeError, its offset not always one of the whole."""
        codecs.register_error(_GO_ON, self.go_on)
        try:
            return decode_by_blocks(data, "gbk", _GO_ON)
        except _ManyBeyond:
            pass  # the codec's copy of the bytes goes with the exception
        return "".join([self.block(block) for block in blocks(data, _LARGE_BLOCK)])

    def go_on(self, error: UnicodeError) -> tuple[str, int]:
        """Return what stands at the error, and where to go on; raises UnicodeDecodeError for what is no code."""
        if not isinstance(error, UnicodeDecodeError):
            raise error
        if self.codes == _SINGLY:
            raise _ManyBeyond
        self.codes += 1
        data, at = error.object, error.start
        end = at + (4 if data[at + 1 : at + 2].isdigit() else 2)
        return self._noted(data[at:end].decode("gb18030")), end

    def block(self, block: bytes) -> str:
        """Return the text of whole lines; raises UnicodeDecodeError."""
        try:
            return block.decode("gbk")
        except UnicodeDecodeError:
            return self._noted(block.decode("gb18030"))

    def _noted(self, text: str) -> str:
        """Return the text as the edition of 2022 has it, with a mark of private characters."""
        if not has_private(text):
            return text
        self.private = True
        if not _PRIVATE.search(text):
            return text
        self.leftovers = True
        return standard(text)


def has_private(text: str) -> bool:
    """Whether a character of the private use area is in `text`, found by the upper half of its number."""
    if len(text) < _FEW:
        return any("\ue000" <= character <= "\uf8ff" for character in text)
    return bool(text.encode("utf-16-le", "surrogatepass")[1::2].translate(None, _NOT_PRIVATE))
