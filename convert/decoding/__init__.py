"""From bytes of unknown encoding to text: exactly, or with a refusal that says where and why not."""

from convert.decoding.decode import decode
from convert.decoding.result import Candidate, DamagedText, Decoded, Vote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convert.decoding.charsets import KNOWN_ENCODINGS, charset
    from convert.decoding.codes import CODES, Explanation
    from convert.decoding.inspection import Inspection, inspect
    from convert.decoding.mojibake import Misreading, Repair, repair

# What a plain decoding never needs is loaded when it is first asked for.
_LATE = {
    "KNOWN_ENCODINGS": "charsets",
    "charset": "charsets",
    "CODES": "codes",
    "Explanation": "codes",
    "Inspection": "inspection",
    "inspect": "inspection",
    "Misreading": "mojibake",
    "Repair": "mojibake",
    "repair": "mojibake",
}

__all__ = [
    "CODES",
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
    "decode",
    "inspect",
    "repair",
]


def __getattr__(name: str) -> object:
    """Load a late name from its module."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
