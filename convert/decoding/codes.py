"""The ENC codes: what each remark of the decoding room means, why it matters, and an example."""

from __future__ import annotations

from convert.records import NamedTuple


class Explanation(NamedTuple):
    """The documentation of one code."""

    name: str
    what: str
    why: str
    example: str


DAMAGED = "ENC001"
CUT = "ENC002"
DOUBTFUL = "ENC003"
DECLARED = "ENC004"
MIXED = "ENC005"
CONTROL = "ENC006"
LOST = "ENC007"
MOJIBAKE = "ENC008"
REPAIRED = "ENC009"
NOT_CANONICAL = "ENC010"
PRIVATE = "ENC011"
MARK = "ENC012"
CESU = "ENC013"
MARKUP = "ENC014"
RARE = "ENC015"

CODES: dict[str, Explanation] = {
    DAMAGED: Explanation(
        "damaged bytes",
        "Bytes that are no character of the encoding. `strict` refuses the file and lists every place; "
        "`resync` puts U+FFFD for each damaged span and reads on at the next whole character.",
        "A byte lost or changed in a double-byte encoding shifts every pair after it; reading on blindly would "
        "give wrong characters without a sign.",
        "D6 D0 CE 0A in GB18030: 中, then half a character before the line end.",
    ),
    CUT: Explanation(
        "cut tail",
        "The file ends in the middle of a character.",
        "The file was truncated, by a byte limit or a broken transfer; more than the last character may be missing.",
        "UTF-8 text that ends in E4 B8.",
    ),
    DOUBTFUL: Explanation(
        "encoding in doubt",
        "Two readings of the bytes are nearly as good, or the second vote differs; both are shown with the same line.",
        "Short texts and lists of names may read well in two encodings: a person decides with --encoding.",
        "A four-character title that is valid in GB18030 and in Big5.",
    ),
    DECLARED: Explanation(
        "declared charset is wrong",
        "The XML or HTML declaration names an encoding that the bytes contradict; the bytes win.",
        "Pages converted without changing their declaration are common, and browsers show them as garbage.",
        '<meta charset="gb2312"> at the head of a UTF-8 page.',
    ),
    MIXED: Explanation(
        "lines in several encodings",
        "Some lines are in one encoding and some in another; --encoding mixed reads each line by itself.",
        "Logs and joined files are often mixed; no single encoding reads them without loss.",
        "Lines 1-40 UTF-8, lines 41-60 GBK.",
    ),
    CONTROL: Explanation(
        "control character",
        "A control character that is no text (C0 except TAB, LF, VT, FF, CR; DEL; C1). It is kept in the text.",
        "XML 1.0, and so DOCX, cannot hold it: the writers leave it out and say so.",
        "U+0008 in a file made by a terminal recording.",
    ),
    LOST: Explanation(
        "lost before it came here",
        "U+FFFD, 锟斤拷, 烫烫烫 or 屯屯屯 in the text: the original characters are gone and are left as they are.",
        "An earlier program replaced what it could not read; only the original file can bring it back.",
        "锟斤拷 is EF BF BD twice, read as GBK.",
    ),
    MOJIBAKE: Explanation(
        "text was misread earlier",
        "The text looks like one encoding read as another before it was saved; the repair is offered with a preview.",
        "The repair is exact only when no byte was lost on the way, so it is applied only on --repair-mojibake.",
        "涓枃 for 中文 (UTF-8 read as GBK), ÖÐÎÄ (GBK read as Latin-1).",
    ),
    REPAIRED: Explanation(
        "misread text repaired",
        "Lines whose earlier misreading was undone on request; the span holds the repaired text.",
        "The words changed, so each place is listed.",
        "ÖÐÎÄ became 中文.",
    ),
    NOT_CANONICAL: Explanation(
        "second code of a character",
        "The bytes are a duplicate or redundant code; encoding the text again gives other bytes.",
        "Nothing of the text is lost, but a byte-for-byte round trip is not possible.",
        "A2CC and A451 are both 十 in Big5.",
    ),
    PRIVATE: Explanation(
        "private-use character",
        "A character of a private use area: only the maker's font knows what it looks like. It is kept.",
        "Other fonts show a box; the wanted character must be found by a person.",
        "U+E4C6 from a user-defined GBK code.",
    ),
    MARK: Explanation(
        "byte order mark at odds",
        "A byte order mark inside the text, or one that the bytes after it contradict.",
        "Joined files carry marks in the middle; they are invisible and spoil searches.",
        "EF BB BF before the second of two joined files.",
    ),
    CESU: Explanation(
        "CESU-8",
        "Characters beyond the BMP are written as surrogate pairs of three bytes each, as some databases do.",
        "Strict UTF-8 readers refuse such a file; the characters are read as what they mean.",
        "ED A0 BD ED B8 80 for U+1F600.",
    ),
    MARKUP: Explanation(
        "markup read as plain text",
        "The file looks like HTML, XML or RTF.",
        "As plain text its tags would appear on the page.",
        "<!DOCTYPE html> in page.txt: use -f html.",
    ),
    RARE: Explanation(
        "improbable character",
        "A place that decodes and reads far better when one byte of it was lost, added or changed: a rare character "
        "between neighbours it never goes with, a letter alone among hanzi, private characters in a row. The text "
        "is left as it is. A warning where next to nothing speaks for the text, else a remark.",
        "A lost or changed byte in a double-byte encoding often gives valid but strange characters; a name or a "
        "letter may be meant, too.",
        "发屔 for 发展 in a notice; 儒A希 for 噹你希 in Big5, a byte lost.",
    ),
}
