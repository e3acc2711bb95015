"""The file itself: reportlab's objects, numbered, gathered into object streams, closed with a cross-reference stream.

Dictionaries, arrays, names and strings are reportlab's. The file around them is put together here, because
reportlab's document holds every object to the end, ends streams without the line end that PDF/A asks for
(ISO 19005-2 6.1.7.1), has no object streams, and takes settings from the environment.
"""

from __future__ import annotations

import codecs
import zlib
from io import BytesIO

from convert.caching import lru_cache
from convert.deferred import deferring

try:
    from _sha256 import sha256  # type: ignore[import-not-found]  # without the ciphers that hashlib loads
except ImportError:  # Python 3.12 and later
    from hashlib import sha256

with deferring(
    "PIL",
    "PIL.Image",
    "platform",
    "pickle",
    "tempfile",
    "textwrap",
    "inspect",
    "ipaddress",
    "copy",
    "glob: glob",
    "ast: literal_eval",
    "hashlib: md5",
    "reportlab.pdfbase.pdfmetrics",
    "reportlab.pdfbase.pdfutils",
    "reportlab.lib.rl_safe_eval: rl_safe_exec rl_safe_eval safer_globals rl_extended_literal_eval",
):
    from reportlab.pdfbase.pdfdoc import DummyDoc, PDFArray, PDFDictionary, PDFName, PDFString, format
    from reportlab.pdfbase.rl_codecs import RL_Codecs

    RL_Codecs.register()  # as pdfmetrics does, which no text here is measured with
    codecs.lookup("pdfdoc"), codecs.lookup("extpdfdoc")  # found once, they stay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Value = object
"""What reportlab formats: its own objects, numbers, names (str) and ready bytes."""

_PACKED = 100  # objects in one object stream
_HEADER = b"%PDF-1.7\n%\xe6\x96\x87\xe8\xbd\xac\n"
_CHUNK = 64  # leaves below one node of a tree
_LONGEST = 8000  # characters of a text string, of at most four bytes each: PDF/A allows 32,767 (ISO 19005-2 6.1.13)


_WHOLE = DummyDoc()
"""The document that objects are formatted for: reportlab asks it whether to encrypt."""


class Reference(bytes):
    """An indirect reference, ready to be written: b"12 0 R"."""

    @property
    def number(self) -> int:
        """Number of the object."""
        return int(self.split(b" ", 1)[0])


def reference(number: int) -> Reference:
    """Return the reference to object `number`."""
    return Reference(b"%d 0 R" % number)


@lru_cache(maxsize=1024)
def name(text: str) -> str:
    """Return a PDF name; what is not plain ASCII is escaped byte by byte in UTF-8, and so is the solidus."""
    return "/" + str(PDFName(text.encode("utf-8").decode("latin-1")))[1:].replace("/", "#2f")


def text(value: str) -> Value:
    """Return a text string, in PDFDocEncoding when that suffices, else in UTF-16; cut where PDF/A sets the limit."""
    whole = value.encode("utf-16-be", "surrogatepass").decode(
        "utf-16-be", "ignore"
    )  # halves of pairs cannot be written
    return PDFString(whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…")


def byte_string(value: str) -> Value:
    """Return a string that is compared byte by byte, as URIs and identifiers are."""
    return PDFString(value.encode("utf-8"), enc="raw")


def dictionary(entries: Mapping[str, Value]) -> Value:
    """Return a dictionary; entries whose value is None are left out."""
    made = PDFDictionary({key: value for key, value in entries.items() if value is not None})
    made.multiline = False
    return made


def spelt(more: Mapping[str, Value]) -> bytes:
    """Return entries ready to stand in a dictionary that is put together by hand; nothing for none."""
    return b"".join(b"%s %s" % (name(key).encode(), format(value, _WHOLE)) for key, value in sorted(more.items()))


def array(values: Iterable[Value]) -> Value:
    """Return an array."""
    made = PDFArray(values)
    made.multiline = False
    return made


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """Return a number with at most three decimals."""
    shown = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


@lru_cache(maxsize=65536)
def thousandths(value: int) -> str:
    """Return a thousandth part of a whole number."""
    return number(value / 1000)


def digest(data: bytes) -> bytes:
    """Return the SHA-256 digest of `data`."""
    return bytes(sha256(data).digest())


@lru_cache(maxsize=1024)
def stating(characters: str) -> str:
    """Return the operator that begins a span whose ActualText is `characters` (ISO 32000-1 14.9.4)."""
    return f"/Span <</ActualText {utf16(characters).decode()}>> BDC"


def utf16(value: str) -> bytes:
    """Return a text string in UTF-16, as hexadecimal digits, for use inside content streams."""
    return b"<FEFF" + value.encode("utf-16-be", "surrogatepass").hex().upper().encode() + b">"


class File:
    """A PDF 1.7 file in the making; objects are written as they come, so that they can be forgotten."""

    def __init__(self, *, compress: bool = True) -> None:
        self._compress = compress
        self._out = BytesIO()
        self._out.write(_HEADER)
        self._count = 0
        self._offsets: dict[int, int] = {}  # object -> byte offset
        self._packed: dict[int, tuple[int, int]] = {}  # object -> object stream, index in it
        self._waiting: list[tuple[int, bytes]] = []
        self._digest = sha256()

    def reserve(self) -> Reference:
        """Return a reference to an object that is added later."""
        self._count += 1
        return reference(self._count)

    def add(self, value: Value, at: Reference | None = None) -> Reference:
        """Write an object that is no stream, at a reserved place or a new one."""
        place = at or self.reserve()
        body = value if isinstance(value, bytes) else format(value, _WHOLE, toplevel=1)
        if not self._compress:
            self._write(place.number, body)
            return place
        self._waiting.append((place.number, body))
        if len(self._waiting) == _PACKED:
            self._pack()
        return place

    def stream(
        self, entries: Mapping[str, Value], data: bytes, *, at: Reference | None = None, as_it_is: bool = False
    ) -> Reference:
        """Write a stream; `as_it_is` for data that has been through its filter already or must stay readable."""
        place = at or self.reserve()
        entries = dict(entries)
        if self._compress and not as_it_is:
            data = zlib.compress(data, 6)
            entries["Filter"] = name("FlateDecode")
        entries["Length"] = len(data)
        head = format(dictionary(entries), _WHOLE, toplevel=1)
        self._write(place.number, b"%s\nstream\n%s\nendstream" % (head, data))
        return place

    def finish(self, root: Reference, info: Reference) -> bytes:
        """Write what is left, the cross-reference and the trailer; return the file. /ID is a digest of the content."""
        self._pack()
        digest = self._digest.digest()[:16].hex().upper().encode()
        trailer: dict[str, Value] = {"Root": root, "Info": info, "ID": b"[<%s><%s>]" % (digest, digest)}
        close = self._cross_reference_stream if self._compress else self._cross_reference_table
        start = close(trailer)
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()

    def _write(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._out.tell()
        self._digest.update(body)
        self._out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _pack(self) -> None:
        if not self._waiting:
            return
        place = self.reserve()
        heads: list[bytes] = []
        at = 0
        for index, (number, body) in enumerate(self._waiting):
            heads.append(b"%d %d" % (number, at))
            self._packed[number] = (place.number, index)
            at += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = {"Type": name("ObjStm"), "N": len(heads), "First": len(head)}
        data = head + b"\n".join(body for _, body in self._waiting)
        self._waiting.clear()
        self.stream(entries, data, at=place)

    def _cross_reference_stream(self, trailer: dict[str, Value]) -> int:
        place = self.reserve()
        start = self._offsets[place.number] = self._out.tell()
        rows = [b"\x00\x00\x00\x00\x00\xff\xff"]
        for number in range(1, self._count + 1):
            if number in self._packed:
                within, index = self._packed[number]
                rows.append(b"\x02" + within.to_bytes(4, "big") + index.to_bytes(2, "big"))
            else:
                rows.append(b"\x01" + self._offsets[number].to_bytes(4, "big") + b"\x00\x00")
        entries = {"Type": name("XRef"), "Size": len(rows), "W": b"[1 4 2]", **trailer}
        self.stream(entries, b"".join(rows), at=place)
        return start

    def _cross_reference_table(self, trailer: dict[str, Value]) -> int:
        start = self._out.tell()
        self._out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (self._count + 1))
        for number in range(1, self._count + 1):
            self._out.write(b"%010d 00000 n \n" % self._offsets[number])
        entries = dictionary({"Size": self._count + 1, **trailer})
        self._out.write(b"trailer\n%s\n" % format(entries, _WHOLE, toplevel=1))
        return start


def number_tree(file: File, pairs: list[tuple[int, Value]]) -> Reference:
    """Write a number tree of at most two levels (ISO 32000-1 7.9.7); keys come in ascending order."""
    if len(pairs) <= _CHUNK:
        return file.add(dictionary({"Nums": _flat(pairs)}))
    kids: list[Value] = []
    for start in range(0, len(pairs), _CHUNK):
        part = pairs[start : start + _CHUNK]
        kids.append(file.add(dictionary({"Limits": array((part[0][0], part[-1][0])), "Nums": _flat(part)})))
    return file.add(dictionary({"Kids": array(kids)}))


def name_tree(file: File, pairs: list[tuple[str, Value]]) -> Reference:
    """Write a name tree of at most two levels (ISO 32000-1 7.9.6), its keys sorted."""
    ordered = sorted(pairs, key=lambda pair: pair[0].encode("utf-8"))
    named: list[tuple[Value, Value]] = [(byte_string(key), value) for key, value in ordered]
    if len(named) <= _CHUNK:
        return file.add(dictionary({"Names": _flat(named)}))
    kids: list[Value] = []
    for start in range(0, len(named), _CHUNK):
        part = named[start : start + _CHUNK]
        kids.append(file.add(dictionary({"Limits": array((part[0][0], part[-1][0])), "Names": _flat(part)})))
    return file.add(dictionary({"Kids": array(kids)}))


def _flat(pairs: Iterable[tuple[Value, Value]]) -> Value:
    return array(part for pair in pairs for part in pair)
