"""The bundled faces: what they are, where they come from, what they cover, under which licence."""

from __future__ import annotations

from convert.caching import cache
from convert.deferred import deferring
from convert.kept import kept
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

with deferring("ipaddress"):  # which the module of paths loads by way of that of URLs
    from pathlib import Path

HERE = Path(__file__).parent


@record
class Bundled:
    """A face of the package.

    `gb2312`, `gbk` and `standard` count the hanzi covered of GB 2312 (6,763), GBK (20,902 in the basic block) and
    通用规范汉字表 (8,105); characters in `exclude` are drawn wrong and left to the next face of a chain;
    `shift` in em raises a face that sits too low.
    """

    name: str
    file: str
    postscript: str
    licence: str
    licence_file: str
    source: str
    note: str
    gb2312: int
    gbk: int
    standard: int
    exclude: str
    shift: float
    bytes: int
    sha256: str

    @property
    def path(self) -> Path:
        """Return the place of the font file."""
        return HERE / "faces" / self.file

    @property
    def licence_path(self) -> Path:
        """Return the place of the licence text."""
        return HERE / "licences" / self.licence_file


@cache
def catalogue() -> tuple[Bundled, ...]:
    """Return the bundled faces in the order they were built."""
    source = (HERE / "catalogue.json").read_bytes()
    entries: Any = kept(("faces", source), lambda: _parsed(source))
    return tuple(Bundled(**entry) for entry in entries)


def _parsed(source: bytes) -> object:
    import json

    return json.loads(source)
