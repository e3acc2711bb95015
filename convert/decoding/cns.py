"""EUC-TW and ISO-2022-CN on the planes of CNS 11643 (and GB 2312 for the latter)."""

from __future__ import annotations

from itertools import groupby

from convert import patterns
from convert.caching import cache
from convert.decoding.tables import table
from convert.records import NamedTuple

_EMPTY = "\ufffd"
_SS2 = 0x8E
_SO, _SI, _ESC = 0x0E, 0x0F, 0x1B
_KNOWN_LINES = 1000  # lines whose text is kept for when they come again
_BLOCK = 512  # bytes
_HIGH_BYTES = bytes(range(0x80, 0x100))
_ASCII_RUN = patterns.compile(b"[\x00-\x7f]+")
_HIGH_RUN = patterns.compile(b"[\x80-\xff]+")
_PAIR_RUN = patterns.compile(b"(?:[\xa1-\xfe][\xa1-\xfe]){1,100}")
_SEVEN_BIT_RUN = patterns.compile(b"(?:[\x21-\x7e][\x21-\x7e]){1,200}")
_PLAIN_RUN = patterns.compile(b"[\x00-\x09\x0b-\x0d\x10-\x1a\x1c-\x7f]+")
_HIGH = bytes(byte | 0x80 for byte in range(256))
_DESIGNATIONS = {b"$)A": "gb2312", b"$)G": "1", b"$*H": "2"}


@cache
def _planes() -> dict[tuple[int, int], str]:
    """Return the 94 characters of each (plane, row), the row counted from 1."""
    rows = {}
    for line in table("cns11643.txt"):
        place, characters = line.split("\t")
        plane, row = place.split("-")
        rows[int(plane), int(row)] = characters
    return rows


@cache
def _pairs() -> dict[bytes, str]:
    """Return the characters of the two-byte codes of EUC-TW, which are plane 1."""
    return {
        bytes((0xA0 + row, 0xA1 + cell)): character
        for (plane, row), characters in _planes().items()
        if plane == 1
        for cell, character in enumerate(characters)
        if character != _EMPTY
    }


@cache
def _codes() -> dict[str, tuple[int, int, int]]:
    """Return (plane, row, cell) of each character, row and cell counted from 1; the lowest plane wins."""
    codes = {}
    for (plane, row), characters in sorted(_planes().items(), reverse=True):
        for cell, character in enumerate(characters, start=1):
            if character != _EMPTY:
                codes[character] = plane, row, cell
    return codes


def _cell(plane: int, row: int, cell: int) -> str | None:
    characters = _planes().get((plane, row), "")
    character = characters[cell - 1] if 1 <= cell <= len(characters) else _EMPTY
    return None if character == _EMPTY else character


def decode_euc_tw(data: bytes) -> str:
    """Return the text of EUC-TW bytes; raises UnicodeDecodeError at the first byte that is none."""
    text = _fast(data)
    if text is None:
        text, at = good_euc_tw(data)
        if at < len(data):
            reason = "incomplete" if at + (4 if data[at] == _SS2 else 2) > len(data) else "illegal"
            raise UnicodeDecodeError("euc-tw", data, at, at + 1, f"{reason} multibyte sequence")
    return text


class _PlaneOne(dict[int, str]):
    """From what GB18030 makes of the 94 x 94 pairs, each another character, to what they are in plane 1."""

    def __missing__(self, code: int) -> str:
        character = self[code] = chr(code) if code < 0x80 else _EMPTY
        return character


@cache
def _plane_one() -> _PlaneOne:
    return _PlaneOne({ord(pair.decode("gb18030")): character for pair, character in _pairs().items()})


class _FourBytes(dict[bytes, str]):
    """From the three bytes behind SS2 to their character, U+FFFD where there is none."""

    def __missing__(self, code: bytes) -> str:
        found = _cell(code[0] - 0xA0, code[1] - 0xA0, code[2] - 0xA0) if len(code) == 3 else None
        character = self[code] = found or _EMPTY
        return character


_FOUR_BYTES = _FourBytes()


def _fast(data: bytes) -> str | None:
    """Return the text of EUC-TW bytes by Python's own codec for pairs, None when they are not all such text."""
    first, *others = data.split(b"\x8e")
    if not others:
        return _pairs_read(first)
    if 0 in data:
        return None
    rest = _pairs_read(b"\0".join([first, *(part[3:] for part in others)]))
    if rest is None:
        return None
    begun, *others_read = rest.split("\0")
    codes = [_FOUR_BYTES[part[:3]] for part in others]
    if _EMPTY in codes:
        return None
    return begun + "".join([code + text for code, text in zip(codes, others_read, strict=True)])


def _pairs_read(data: bytes) -> str | None:
    try:
        text = data.decode("gb18030").translate(_plane_one())
    except UnicodeDecodeError:
        return None
    return None if _EMPTY in text else text


def good_euc_tw(data: bytes, at: int = 0) -> tuple[str, int]:
    """Return the text of EUC-TW bytes from `at` up to the first that is none, and that byte's offset."""
    out = []
    while len(data) - at > _BLOCK:
        block = _whole_block(data[at : at + _BLOCK])
        text = _fast(block) if block else None
        if text is None:
            break
        out.append(text)
        at += len(block)
    text, at = _stepwise(data, at)
    out.append(text)
    return "".join(out), at


def _whole_block(block: bytes) -> bytes:
    """Return `block` without a character that its end may cut."""
    begun = len(block.rstrip(_HIGH_BYTES))
    split = block.rfind(b"\x8e", begun)
    return block[:split] if split >= 0 else block[: begun + (len(block) - begun) // 2 * 2]


def _stepwise(data: bytes, at: int) -> tuple[str, int]:
    """Return the text of EUC-TW bytes from `at` up to the first that is none, and that byte's offset."""
    pairs = _pairs()
    out = []
    end = len(data)
    while at < end:
        byte = data[at]
        if byte < 0x80:
            ascii_run = _ASCII_RUN.match(data, at)
            if ascii_run is not None:
                out.append(ascii_run.group().decode("ascii"))
                at = ascii_run.end()
                continue
        pair_run = _PAIR_RUN.match(data, at)
        if pair_run is not None:
            run = pair_run.group()
            try:
                out.extend([pairs[run[index : index + 2]] for index in range(0, len(run), 2)])
                at = pair_run.end()
                continue
            except KeyError:
                pass  # found by the way below, pair by pair
        if byte == _SS2:
            character = _FOUR_BYTES[data[at + 1 : at + 4]]
            width = 4
        else:
            character = pairs.get(data[at : at + 2], _EMPTY)
            width = 2
        if character == _EMPTY:
            return "".join(out), at
        out.append(character)
        at += width
    return "".join(out), end


def pairs_and_others(data: bytes) -> tuple[list[str], int]:
    """Return the characters of the pairs in runs of high bytes, each read from its start, and how many are none."""
    pairs = _pairs()
    found = [pairs.get(run[at : at + 2]) for run in _HIGH_RUN.findall(data) for at in range(0, len(run), 2)]
    characters = [character for character in found if character is not None]
    return characters, len(found) - len(characters)


def encode_euc_tw(text: str) -> bytes:
    """Return the bytes of `text` in EUC-TW; plane 1 takes two bytes, the others four."""
    out = bytearray()
    codes = _codes()
    for at, character in enumerate(text):
        if character < "\x80":
            out.append(ord(character))
            continue
        try:
            plane, row, cell = codes[character]
        except KeyError:
            raise UnicodeEncodeError("euc-tw", text, at, at + 1, "not in CNS 11643") from None
        if plane > 1:
            out += bytes((_SS2, 0xA0 + plane))
        out += bytes((0xA0 + row, 0xA0 + cell))
    return bytes(out)


def decode_iso_2022_cn(data: bytes) -> str:
    """Return the text of ISO-2022-CN bytes (RFC 1922); raises UnicodeDecodeError at the first byte that is none.

    SO and SI switch to the set designated as G1 and back; ESC N takes one character of G2; a line end
    cancels the designations.
    """
    known: dict[bytes, str] = {}
    texts = []
    at = 0
    for line in data.split(b"\n"):
        text = known.get(line)
        if text is None:
            try:
                text = _line(line)
            except UnicodeDecodeError as error:
                start = at + error.start
                raise UnicodeDecodeError("iso-2022-cn", data, start, start + 1, error.reason) from None
            if len(known) < _KNOWN_LINES:
                known[line] = text
        texts.append(text)
        at += len(line) + 1
    return "\n".join(texts)


class _State(NamedTuple):
    """What is designated as G1 and G2, and whether SO is in force."""

    g1: str = ""
    g2: str = ""
    shifted: bool = False


def _line(data: bytes) -> str:
    """Return the text of one line without its end, piece by piece between its designations."""
    known: dict[tuple[_State, bytes], tuple[str, _State]] = {}
    texts = []
    state = _State()
    at = 0
    prefix = b""
    for piece, same in groupby(data.split(b"\x1b$")):
        for left in (1, sum([1 for _ in same]) - 1):  # a third time in a row it reads as the second time
            if not left:
                break
            found = known.get((state, piece))
            if found is None:
                try:
                    found = _piece(prefix + piece, state)
                except UnicodeDecodeError as error:
                    start = at + error.start
                    raise UnicodeDecodeError("iso-2022-cn", data, start, start + 1, error.reason) from None
                if len(known) < _KNOWN_LINES and prefix:
                    known[state, piece] = found
            text, state = found
            texts.append(text * left)
            at += len(prefix + piece) * left
            prefix = b"\x1b$"
    return "".join(texts)


def _piece(data: bytes, state: _State) -> tuple[str, _State]:
    """Return the text of a piece of a line, read in `state`, and the state after it."""
    out: list[str] = []
    g1, g2, shifted = state
    at = 0
    while at < len(data):
        byte = data[at]
        width = 1
        character: str | None = ""
        if byte == _ESC and (designated := _DESIGNATIONS.get(data[at + 1 : at + 4])):
            g1, g2 = (g1, designated) if designated == "2" else (designated, g2)
            width = 4
        elif shifted and g1 == "gb2312" and (run := _SEVEN_BIT_RUN.match(data, at)) and (known := _gb(run.group())):
            character, width = known, len(run.group())
        elif not shifted and (run := _PLAIN_RUN.match(data, at)):
            character, width = run.group().decode("ascii"), len(run.group())
        elif byte == _ESC and g2 and data[at + 1 : at + 2] == b"N":
            character, width = _two(data[at + 2 : at + 4], g2), 4
        elif byte == _SO and g1:
            shifted = True
        elif byte == _SI:
            shifted = False
        elif shifted and 0x21 <= byte <= 0x7E:
            character, width = _two(data[at : at + 2], g1), 2
        else:
            character = chr(byte) if byte < 0x80 and byte not in (_ESC, _SO) else None
        if character is None:
            raise UnicodeDecodeError("iso-2022-cn", data, at, at + 1, "no character or escape of the sets designated")
        out.append(character)
        at += width
    return "".join(out), _State(g1, g2, shifted)


def _gb(run: bytes) -> str:
    """Return the text of seven-bit pairs of GB 2312, or "" when they are not whole."""
    try:
        return run.translate(_HIGH).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def _two(code: bytes, charset: str) -> str | None:
    """Return the character of a seven-bit pair in GB 2312 or in a plane of CNS 11643."""
    if len(code) < 2 or not 0x21 <= code[1] <= 0x7E:
        return None
    if charset != "gb2312":
        return _cell(int(charset), code[0] - 0x20, code[1] - 0x20)
    try:
        return bytes((code[0] | 0x80, code[1] | 0x80)).decode("gbk")
    except UnicodeDecodeError:
        return None


def encode_iso_2022_cn(text: str) -> bytes:
    """Return the bytes of `text` in ISO-2022-CN: GB 2312 where it holds the character, else CNS planes 1 and 2."""
    out = bytearray()
    g1 = g2 = ""
    shifted = False
    for at, character in enumerate(text):
        if character < "\x80":
            if shifted:
                out.append(0x0F)
                shifted = False
            if character == "\n":
                g1 = g2 = ""
            out.append(ord(character))
            continue
        charset, code = _designate(text, at)
        if charset == "2":
            if g2 != "2":
                out += b"\x1b$*H"
                g2 = "2"
            out += b"\x1bN" + code
            continue
        if g1 != charset:
            out += b"\x1b$)A" if charset == "gb2312" else b"\x1b$)G"
            g1 = charset
        if not shifted:
            out.append(0x0E)
            shifted = True
        out += code
    if shifted:
        out.append(0x0F)
    return bytes(out)


def _designate(text: str, at: int) -> tuple[str, bytes]:
    """Return the set and the seven-bit pair for the character at `at`."""
    try:
        code = text[at].replace("·", "・").replace("—", "―").encode("gb2312")
    except UnicodeEncodeError:
        plane, row, cell = _codes().get(text[at], (0, 0, 0))
        if plane not in (1, 2):
            raise UnicodeEncodeError("iso-2022-cn", text, at, at + 1, "not in GB 2312 or CNS planes 1, 2") from None
        return str(plane), bytes((0x20 + row, 0x20 + cell))
    return "gb2312", bytes((code[0] & 0x7F, code[1] & 0x7F))
