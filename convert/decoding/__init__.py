"""From bytes of unknown encoding to text: exactly, or with a refusal that says where and why not."""

from convert.decoding.charsets import KNOWN_ENCODINGS, charset
from convert.decoding.codes import CODES, Explanation
from convert.decoding.decode import DEFAULT_SIZE_LIMIT, check_size, decode
from convert.decoding.inspection import Inspection, inspect
from convert.decoding.mojibake import Misreading, Repair, repair
from convert.decoding.result import Candidate, DamagedText, Decoded, Vote

__all__ = [
    "CODES",
    "DEFAULT_SIZE_LIMIT",
    "KNOWN_ENCODINGS",
    "Candidate",
    "DamagedText",
    "Decoded",
    "Explanation",
    "Inspection",
    "Misreading",
    "Repair",
    "Vote",
    "charset",
    "check_size",
    "decode",
    "inspect",
    "repair",
]
