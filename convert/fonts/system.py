"""The user's own faces: searched only when asked for, so that output depends on no machine by default."""

from __future__ import annotations

import os
from pathlib import Path

from convert.caching import cache
from convert.errors import MissingFont
from convert.fonts.face import Face

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

PROBES = "仓￥〇"
"""Characters that bad faces lack or draw wrong: a face must have at least the first to be trusted."""

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_FOLDERS = (
    "%WINDIR%\\Fonts",
    "%LOCALAPPDATA%\\Microsoft\\Windows\\Fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts/wps-office",
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)
_FILES = {
    "仿宋": ("simfang.ttf",),
    "FangSong": ("simfang.ttf",),
    "STFangsong": ("stfangso.ttf",),
    "FZFangSong-Z02": ("fzfsk.ttf",),
    "FZFangSong-Z02S": ("fzfsk.ttf",),
    "楷体": ("simkai.ttf", "kaiti.ttc"),
    "KaiTi": ("simkai.ttf", "kaiti.ttc"),
    "STKaiti": ("stkaiti.ttf",),
    "FZKai-Z03": ("fzktk.ttf",),
    "FZKai-Z03S": ("fzktk.ttf",),
    "黑体": ("simhei.ttf",),
    "SimHei": ("simhei.ttf",),
    "STXihei": ("stxihei.ttf",),
    "STHeiti": ("stheiti light.ttc", "stheiti medium.ttc"),
    "FZHei-B01": ("fzhtk.ttf",),
    "FZHei-B01S": ("fzhtk.ttf",),
    "宋体": ("simsun.ttc", "songti.ttc"),
    "SimSun": ("simsun.ttc",),
    "STSong": ("stsong.ttf", "songti.ttc"),
    "FZShuSong-Z01S": ("fzssk.ttf",),
    "方正小标宋简体": ("fzxbsjw.ttf", "fzxbsk.ttf"),
    "FZXiaoBiaoSong-B05S": ("fzxbsjw.ttf",),
    "FZXiaoBiaoSong-B05": ("fzxbsk.ttf",),
    "STZhongsong": ("stzhongs.ttf",),
}
"""Family or PostScript name -> usual file names; other files are opened only when none of these is there."""


def folders() -> tuple[Path, ...]:
    """Return the folders of the system and the user that may hold fonts."""
    places = (Path(os.path.expandvars(folder)).expanduser() for folder in _FOLDERS)
    return tuple(place for place in places if place.is_dir())


@cache
def _files() -> tuple[Path, ...]:
    found: dict[Path, None] = {}
    for folder in folders():
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES:
                found.setdefault(path.resolve())
    return tuple(found)


def faces_of(path: Path, name: str) -> Iterator[Face]:
    """Yield the faces of a font file, one after the other for a collection; nothing when it cannot be read."""
    index = 0
    while True:
        try:
            yield Face(f"system:{name}", path, index=index)
        except MissingFont:
            return
        if path.suffix.lower() not in (".ttc", ".otc"):
            return
        index += 1


def usable(face: Face) -> bool:
    """Tell whether a face may be embedded and covers what a Chinese text cannot do without."""
    return face.may_embed and face.has(PROBES[0])


@cache
def find(name: str) -> Face | None:
    """Return the installed face of that family, full or PostScript name if it may be embedded, else None."""
    usual = _FILES.get(name, ())
    likely = [path for path in _files() if path.name.lower() in usual]
    for path in [*likely, *(path for path in _files() if path not in likely)]:
        for face in faces_of(path, name):
            if name in face.names() and usable(face):
                return face
    return None
