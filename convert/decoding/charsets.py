"""The encodings known here: public names, what people call them, and one strict decoder and encoder for each."""

from __future__ import annotations

import codecs
import re

from convert import patterns
from convert.caching import cache
from convert.decoding import big5, cns, gb18030, utf
from convert.errors import UnknownEncoding
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import ReadableBuffer as Buffer

PREFIX = "wenzhuan-"
_SURROGATE = patterns.compile("[\ud800-\udfff]")


@record
class Charset:
    """One encoding: `name` is public, `codec` is what Python calls it, `widths` are its multi-byte lengths."""

    name: str
    codec: str
    widths: tuple[int, ...] = ()
    unit: int = 1
    exact: bool = True  # every text it decodes encodes to the same bytes

    def decode(self, data: bytes) -> str:
        """Return the text, or raise UnicodeDecodeError at the first byte that is none."""
        text = data.decode(self.codec)
        if self.codec == "utf-7" and _SURROGATE.search(text):
            raise UnicodeDecodeError("utf-7", data, 0, len(data), "lone surrogate")
        return text

    @property
    def ascii_superset(self) -> bool:
        """Whether bytes below 0x30 always stand for themselves."""
        return self.unit == 1 and self.name not in ("hz", "iso-2022-cn", "iso-2022-jp", "iso-2022-kr", "utf-7")


def _hash(charset: Charset) -> int:
    return hash(charset.name)


Charset.__hash__ = _hash  # type: ignore[method-assign, assignment]  # by one field: it is a key in every step of weighing


CHARSETS: dict[str, Charset] = {
    charset.name: charset
    for charset in (
        Charset("utf-8", "utf-8", (2, 3, 4)),
        Charset("utf-16-le", "utf-16-le", unit=2),
        Charset("utf-16-be", "utf-16-be", unit=2),
        Charset("utf-32-le", "utf-32-le", unit=4),
        Charset("utf-32-be", "utf-32-be", unit=4),
        Charset("gb2312", PREFIX + "gb18030", (2, 4), exact=False),
        Charset("gbk", PREFIX + "gb18030", (2, 4), exact=False),
        Charset("gb18030", PREFIX + "gb18030", (2, 4), exact=False),
        Charset("big5", PREFIX + "big5", (2,), exact=False),
        Charset("euc-tw", PREFIX + "euc-tw", (2, 4), exact=False),
        Charset("hz", "hz", exact=False),
        Charset("iso-2022-cn", PREFIX + "iso-2022-cn", exact=False),
        Charset("cesu-8", PREFIX + "cesu-8", (2, 3, 6)),
        Charset("utf-7", "utf-7", exact=False),
        Charset("shift_jis", "cp932", (1, 2), exact=False),
        Charset("euc-jp", "euc_jp", (2, 3), exact=False),
        Charset("iso-2022-jp", "iso2022_jp_2", exact=False),
        Charset("euc-kr", "cp949", (2,)),
        Charset("johab", "johab", (2,), exact=False),
        Charset("iso-2022-kr", "iso2022_kr", exact=False),
        *(
            Charset(name, name)
            for name in (
                *(f"windows-{page}" for page in range(1250, 1259)),
                *(f"iso-8859-{part}" for part in (*range(1, 12), *range(13, 17))),
                *(
                    f"cp{page}"
                    for page in (437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 865, 866, 869)
                ),
                "cp874",
                "koi8-r",
                "koi8-u",
                "tis-620",
                "mac-roman",
                "mac-cyrillic",
                "ascii",
            )
        ),
    )
}

KNOWN_ENCODINGS: tuple[str, ...] = tuple(CHARSETS)

_ALIASES = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "ucs-2le": "utf-16-le",
    "ucs-2be": "utf-16-be",
    "ucs-2": "utf-16-le",
    "utf-16": "utf-16-le",
    "utf16": "utf-16-le",
    "utf-32le": "utf-32-le",
    "utf-32be": "utf-32-be",
    "utf-32": "utf-32-le",
    "utf32": "utf-32-le",
    "gb-2312": "gb2312",
    "gb-2312-80": "gb2312",
    "gb2312-80": "gb2312",
    "gb2312-1980": "gb2312",
    "euc-cn": "gb2312",
    "euccn": "gb2312",
    "x-euc-cn": "gb2312",
    "chinese": "gb2312",
    "csgb2312": "gb2312",
    "cp936": "gbk",
    "936": "gbk",
    "ms936": "gbk",
    "windows-936": "gbk",
    "x-gbk": "gbk",
    "ansi": "gbk",
    "gb-18030": "gb18030",
    "gb18030-2000": "gb18030",
    "gb18030-2005": "gb18030",
    "gb18030-2022": "gb18030",
    "cp54936": "gb18030",
    "windows-54936": "gb18030",
    "big5-hkscs": "big5",
    "big5hkscs": "big5",
    "hkscs": "big5",
    "big-5": "big5",
    "cn-big5": "big5",
    "x-x-big5": "big5",
    "csbig5": "big5",
    "big5-eten": "big5",
    "big5-tw": "big5",
    "big5-uao": "big5",
    "cp950": "big5",
    "950": "big5",
    "ms950": "big5",
    "windows-950": "big5",
    "euctw": "euc-tw",
    "x-euc-tw": "euc-tw",
    "cns11643": "euc-tw",
    "hz-gb-2312": "hz",
    "hzgb": "hz",
    "hz-gb": "hz",
    "iso2022-cn": "iso-2022-cn",
    "iso2022cn": "iso-2022-cn",
    "cesu8": "cesu-8",
    "sjis": "shift_jis",
    "shift-jis": "shift_jis",
    "shiftjis": "shift_jis",
    "x-sjis": "shift_jis",
    "ms-kanji": "shift_jis",
    "cp932": "shift_jis",
    "windows-31j": "shift_jis",
    "ms932": "shift_jis",
    "eucjp": "euc-jp",
    "euckr": "euc-kr",
    "cp949": "euc-kr",
    "uhc": "euc-kr",
    "ks-c-5601-1987": "euc-kr",
    "latin-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "us-ascii": "ascii",
    "macroman": "mac-roman",
    "macintosh": "mac-roman",
    "mac-cyr": "mac-cyrillic",
    "koi8r": "koi8-r",
    "koi8u": "koi8-u",
}


def charset(name: str) -> Charset:
    """Return the encoding called `name`; raises UnknownEncoding with the nearest names."""
    key = re.sub(r"[\s_]+", "-", name.strip().lower())
    for known in (_ALIASES.get(key, key), key.replace("-", "_")):
        if known in CHARSETS:
            return CHARSETS[known]
    found = _by_codec(key)
    if found is not None:
        return found
    raise UnknownEncoding(f"unknown encoding {name!r}", hint=_nearest(key))


def _nearest(key: str) -> str:
    """Return a hint that names encodings spelt nearly like `key`."""
    import difflib

    near = difflib.get_close_matches(key, [*CHARSETS, *_ALIASES], n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(KNOWN_ENCODINGS[:12])}, …"


# Codecs of Python that decode to text, but what they read are no text files.
_NO_TEXT = ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem")


@cache
def _by_codec(key: str) -> Charset | None:
    """Return the charset that Python's codec of this name belongs to, or one made of that codec."""
    try:
        codec = codecs.lookup(key).name
        if codec.replace("-", "_") in _NO_TEXT:
            return None
        b"a".decode(codec, "ignore")  # a LookupError when the codec is not one from bytes to text
    except LookupError:
        return None
    for known in CHARSETS.values():
        if known.codec != "utf-8" and codecs.lookup(known.codec).name == codec:
            return known
    return Charset(key, codec, exact=False)


def _register(name: str, decode: Callable[[bytes], str], encode: Callable[[str], bytes]) -> codecs.CodecInfo:
    """Wrap a pair of strict functions as a codec of Python, so that `text.encode(decoded.codec)` works."""

    def encode_all(text: str, errors: str = "strict", /) -> tuple[bytes, int]:
        return encode(text), len(text)

    def decode_all(data: Buffer, errors: str = "strict", /) -> tuple[str, int]:
        raw = bytes(data)
        return decode(raw), len(raw)

    return codecs.CodecInfo(encode_all, decode_all, name=PREFIX + name)


def _search(name: str) -> codecs.CodecInfo | None:
    """Find our codecs; Python asks with hyphens made underscores."""
    match name.replace("_", "-").removeprefix(PREFIX) if name.replace("_", "-").startswith(PREFIX) else "":
        case "gb18030":
            return _register("gb18030", gb18030.decode, gb18030.encode)
        case "big5":
            return _register("big5", big5.decode, big5.encode)
        case "euc-tw":
            return _register("euc-tw", cns.decode_euc_tw, cns.encode_euc_tw)
        case "iso-2022-cn":
            return _register("iso-2022-cn", cns.decode_iso_2022_cn, cns.encode_iso_2022_cn)
        case "cesu-8":
            return _register("cesu-8", utf.decode_cesu_8, utf.encode_cesu_8)
        case _:
            return None


codecs.register(_search)
