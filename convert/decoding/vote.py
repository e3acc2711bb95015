"""The second vote: chardet, imported only when the bytes leave a doubt."""

from __future__ import annotations

from convert.decoding.charsets import CHARSETS, charset
from convert.decoding.result import Vote
from convert.errors import UnknownEncoding

CHINESE = ("utf-8", "gb18030", "big5hkscs", "hz")
_LIMIT = 200_000  # bytes read; enough for a vote


def ask(data: bytes, *, chinese_only: bool = False) -> Vote:
    """Return chardet's opinion under our name of the encoding; empty when it has none."""
    import chardet

    if chinese_only:
        found = chardet.detect(data, max_bytes=_LIMIT, compat_names=False, include_encodings=list(CHINESE))
    else:
        found = chardet.detect(data, max_bytes=_LIMIT, compat_names=False)
    name = found["encoding"]
    if not name:
        return Vote("chardet", "", 0.0)
    try:
        known = charset(name).name
    except UnknownEncoding:
        return Vote("chardet", "", 0.0)
    return Vote("chardet", known if known in CHARSETS else "", round(found["confidence"] or 0.0, 4))
