"""Builds the bundled faces from their Debian and npm packages: `python -m convert.fonts.build [CACHE]`.

Needs fontTools (the `dev` extra), apt-get and npm; the same packages give the same bytes. Glyphs of differently
licensed faces never meet in one file: falling back from face to face happens when a document is set.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE = Path(__file__).parent


@record
class Package:
    """A package and where it is from; `pattern` finds its file in the cache."""

    name: str
    pattern: str
    fetch: tuple[str, ...]
    origin: str


FANDOL = Package("texlive-lang-chinese", "texlive-lang-chinese_*.deb", ("apt-get", "download"), "Debian")
ARPHIC = Package("fonts-arphic-gkai00mp", "fonts-arphic-gkai00mp_*.deb", ("apt-get", "download"), "Debian")
LXGW = Package("fonts-lxgw-wenkai", "fonts-lxgw-wenkai_*.deb", ("apt-get", "download"), "Debian")
UNIHAN = Package("unicode-data", "unicode-data_*.deb", ("apt-get", "download"), "Debian")
SERIF = Package(
    "@expo-google-fonts/noto-serif-sc@0.4.3", "expo-google-fonts-noto-serif-sc-0.4.3.tgz", ("npm", "pack"), "npm"
)
SANS = Package(
    "@expo-google-fonts/noto-sans-sc@0.4.3", "expo-google-fonts-noto-sans-sc-0.4.3.tgz", ("npm", "pack"), "npm"
)

OFL, GPL, APL = "OFL-1.1", "GPL-3.0-only WITH Font-exception-2.0", "Arphic-1999"


@record
class Recipe:
    """How one bundled face is made; `characters` None ships the original file unmodified."""

    name: str
    package: Package
    member: str
    sha256: str
    licence: str
    licence_file: str
    title: str
    file: str
    family: str = ""
    style: str = "Regular"
    characters: Callable[[], set[int]] | None = None
    features: tuple[str, ...] = ()
    half_width: bool = False
    exclude: str = ""
    shift: float = 0.0
    note: str = ""


def _codec(name: str, leads: Iterable[int]) -> set[int]:
    found = set()
    for lead in leads:
        for trail in range(0x40, 0xFF):
            try:
                found.add(ord(bytes((lead, trail)).decode(name)))
            except (UnicodeDecodeError, TypeError):
                continue
    return found


def gb2312() -> set[int]:
    """Return the code points of GB 2312-80, marks and letters too."""
    return _codec("gb2312", range(0xA1, 0xF8))


def gbk() -> set[int]:
    """Return the code points of GBK."""
    return _codec("gbk", range(0x81, 0xFF))


def big5_common() -> set[int]:
    """Return the 5,401 hanzi of Big5's first level, the frequent traditional forms, and Big5's marks."""
    return _codec("big5", range(0xA1, 0xC7))


def standard_8105() -> set[int]:
    """Return the 8,105 hanzi of 通用规范汉字表 (Unihan kTGH)."""
    text = (_cache / "kTGH.txt").read_text("utf-8")
    return {int(code, 16) for code in re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", text, re.MULTILINE)}


SYMBOLS: set[int] = {
    *range(0x20, 0x7F), *range(0xA0, 0x250),  # Latin with all accents of pinyin
    *range(0x2B0, 0x370), *range(0x370, 0x460),  # modifiers, combining marks, Greek, Cyrillic
    *range(0x1E00, 0x1F00), *range(0x2000, 0x2070), *range(0x2070, 0x20D0), *range(0x2100, 0x2400),
    *range(0x2400, 0x2800), *range(0x2E80, 0x3400), *range(0xFB00, 0xFB07), *range(0xFE30, 0xFE70),
    *range(0xFF00, 0xFFF0),
}  # fmt: skip

FANG_WRONG = "幹衹醜捨餘滷癥鬱鬆鹼準臟￥～－"
"""FandolFang draws another character here, or a mark too short; the next face of the chain takes over."""

KAI_WRONG = "—⸺"
"""Two dashes of AR PL KaitiM GB do not meet."""


def _extra() -> set[int]:
    fang = set(TTFont(_member(FANG), lazy=True).getBestCmap())
    hanzi = {code for code in standard_8105() | big5_common() if code >= 0x3400}
    marks = {ord(c) for c in "～￥－—⸺〇…·" + KAI_WRONG} | set(range(0x2460, 0x2474))
    return (hanzi - fang) | {ord(c) for c in FANG_WRONG} | marks


def _common() -> set[int]:
    return gb2312() | standard_8105() | big5_common() | SYMBOLS


def _everything() -> set[int]:
    return gbk() | _common()


_ROOT = "usr/share/"
_TEX = _ROOT + "texlive/texmf-dist/fonts/opentype/public/fandol/"
_LATIN = ("ccmp", "kern", "locl", "mark", "mkmk", "pwid")
_SHA_FANG = "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9"
_SHA_KAI = "61519fb9bdda4a1a3aa02a12cbb76c2ef897ce879775d7ea2265d0a65fe54d16"
_SHA_LXGW = "e302f84a1967817f91fc4011de7c8c12489c41072a7f0605a1c7b1399352cb93"
_SHA_SERIF = "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742"
_SHA_SERIF_BOLD = "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6"
_SHA_SANS = "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a"
_SHA_SANS_REGULAR = "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"

FANG = Recipe(
    "fang", FANDOL, _TEX + "FandolFang-Regular.otf", _SHA_FANG, GPL, "GPL-3.0-font-exception.txt",
    "FandolFang", "FandolFang-Regular.otf", exclude=FANG_WRONG, shift=0.07, note="unmodified",
)  # fmt: skip

RECIPES = (
    FANG,
    Recipe(
        "fang-extra", LXGW, _ROOT + "fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf",
        _SHA_LXGW, OFL, "OFL-1.1-LXGW.txt",
        "LXGW WenKai Light", "WenzhuanFangExtra-Light.ttf", "Wenzhuan FangExtra", "Light", _extra,
    ),
    Recipe(
        "kai", ARPHIC, _ROOT + "fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", _SHA_KAI, APL, "ARPHICPL.TXT",
        "AR PL KaitiM GB", "gkai00mp.ttf", exclude=KAI_WRONG, note="unmodified",
    ),
    Recipe(
        "hei", SANS, "package/500Medium/NotoSansSC_500Medium.ttf", _SHA_SANS, OFL, "OFL-1.1-Noto.txt",
        "Noto Sans SC 500", "WenzhuanHei-Medium.ttf", "Wenzhuan Hei", "Medium", _common, _LATIN,
    ),
    Recipe(
        "title", SERIF, "package/700Bold/NotoSerifSC_700Bold.ttf", _SHA_SERIF_BOLD, OFL, "OFL-1.1-Noto.txt",
        "Noto Serif SC 700", "WenzhuanTitle-Bold.ttf", "Wenzhuan Title", "Bold", _common, _LATIN,
    ),
    Recipe(
        "song", SERIF, "package/400Regular/NotoSerifSC_400Regular.ttf", _SHA_SERIF, OFL, "OFL-1.1-Noto.txt",
        "Noto Serif SC 400", "WenzhuanSong-Regular.ttf", "Wenzhuan Song", "Regular", _everything, (*_LATIN, "vert"),
    ),
    Recipe(
        "mono", SANS, "package/400Regular/NotoSansSC_400Regular.ttf", _SHA_SANS_REGULAR, OFL, "OFL-1.1-Noto.txt",
        "Noto Sans SC 400, half-width forms", "WenzhuanMono-Regular.ttf", "Wenzhuan Mono", "Regular",
        lambda: {*range(0x20, 0x7F), *range(0x2500, 0x25A0), *(ord(c) for c in "　，。、；：？！“”‘’（）《》…—·【】")},
        half_width=True,
    ),
)  # fmt: skip

_cache = Path()


def _fetch(package: Package) -> Path:
    found = sorted(_cache.glob(package.pattern))
    if not found:
        subprocess.run([*package.fetch, package.name], cwd=_cache, check=True, stdout=subprocess.DEVNULL)
        found = sorted(_cache.glob(package.pattern))
    unpacked = _cache / "unpacked" / package.name.replace("/", "_")
    if not unpacked.is_dir():
        unpacked.mkdir(parents=True)
        if found[-1].suffix == ".deb":
            subprocess.run(["dpkg-deb", "-x", str(found[-1]), str(unpacked)], check=True)
        else:
            with tarfile.open(found[-1]) as archive:
                archive.extractall(unpacked, filter="data")
    return unpacked


def _member(recipe: Recipe) -> Path:
    path = _fetch(recipe.package) / recipe.member
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != recipe.sha256:
        raise SystemExit(f"{recipe.package.name}: {path.name} has SHA-256 {digest}, expected {recipe.sha256}")
    return path


def _make(recipe: Recipe) -> bytes:
    source = _member(recipe)
    if recipe.characters is None:
        return source.read_bytes()
    font = TTFont(source, recalcTimestamp=False)
    if recipe.half_width:
        _use_half_width(font)
    options = subset.Options()
    options.hinting = False
    options.layout_features = list(recipe.features)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 10, 13, 14]
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += ["STAT", "BASE"]
    maker = subset.Subsetter(options)
    maker.populate(unicodes=sorted(recipe.characters()))
    maker.subset(font)
    _rename(font, recipe)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def _use_half_width(font: TTFont) -> None:
    """Point the ASCII characters at the half-width forms of feature `hwid`, so that columns of code stand in line."""
    table = font["GSUB"].table
    records = [record for record in table.FeatureList.FeatureRecord if record.FeatureTag == "hwid"]
    lookups = {index for record in records for index in record.Feature.LookupListIndex}
    mapping: dict[str, str] = {}
    for index in sorted(lookups):
        for sub in table.LookupList.Lookup[index].SubTable:
            mapping.update(getattr(getattr(sub, "ExtSubTable", sub), "mapping", {}))
    for cmap in font["cmap"].tables:
        if hasattr(cmap, "cmap"):
            for code in range(0x20, 0x7F):
                if code in cmap.cmap:
                    cmap.cmap[code] = mapping.get(cmap.cmap[code], cmap.cmap[code])


def _rename(font: TTFont, recipe: Recipe) -> None:
    """Give a changed face a name of its own, as the OFL's reserved names demand."""
    names = font["name"]
    postscript = recipe.file.rpartition(".")[0]
    full = f"{recipe.family} {recipe.style}"
    new = {
        1: full, 2: "Regular", 3: f"wenzhuan;{postscript}", 4: full, 6: postscript,
        10: f"Subset of {recipe.title}, renamed for the wenzhuan project.",
    }  # fmt: skip
    for entry in list(names.names):
        if entry.nameID in new or entry.platformID != 3:
            names.removeNames(entry.nameID, entry.platformID, entry.platEncID, entry.langID)
    for identifier, text in sorted(new.items()):
        names.setName(text, identifier, 3, 1, 0x409)


def _licences() -> dict[str, bytes]:
    def text(path: Path) -> str:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "strict").replace("\r\n", "\n")

    noto = text(_fetch(SERIF) / "package/LICENSE_FONT")
    ofl = noto[noto.index("-----") :]
    serif, sans = (TTFont(_member(r), lazy=True)["name"].getDebugName(0) for r in (RECIPES[5], RECIPES[3]))
    lxgw = TTFont(_member(RECIPES[1]), lazy=True)["name"].getDebugName(0)
    opening = "\n\nThis Font Software is licensed under the SIL Open Font License, Version 1.1.\n\n"
    readme = text(_fetch(FANDOL) / _ROOT / "doc/texlive-doc/fonts/fandol/README")
    copying = text(_fetch(FANDOL) / _ROOT / "doc/texlive-doc/fonts/fandol/COPYING.gz")
    arphic = _fetch(ARPHIC) / _ROOT / "doc/fonts-arphic-gkai00mp/license/english/ARPHICPL.TXT.gz"
    return {
        "OFL-1.1-Noto.txt": f"Noto Serif SC: {serif}\nNoto Sans SC: {sans}{opening}{ofl}".encode(),
        "OFL-1.1-LXGW.txt": f'{lxgw}\nwith Reserved Font Names "霞鹜" and "LXGW".{opening}{ofl}'.encode(),
        "GPL-3.0-font-exception.txt": f"{readme}\n{_EXCEPTION}\n{copying}".encode(),
        "ARPHICPL.TXT": gzip.decompress(arphic.read_bytes()),
    }


_EXCEPTION = """\
Font exception (version 2.0): As a special exception, if you create a document which uses this font, and embed this
font or unaltered portions of this font into the document, this font does not by itself cause the resulting document
to be covered by the GNU General Public License. This exception does not however invalidate any other reasons why the
document might be covered by the GNU General Public License. If you modify this font, you may extend this exception
to your version of the font, but you are not obligated to do so. If you do not wish to do so, delete this exception
statement from your version.
"""


def _entry(recipe: Recipe, data: bytes) -> dict[str, object]:
    font = TTFont(io.BytesIO(data), lazy=True)
    codes = set(font.getBestCmap()) - {ord(char) for char in recipe.exclude}
    hanzi = [{c for c in table if 0x4E00 <= c <= 0x9FFF} for table in (gb2312(), gbk())] + [standard_8105()]
    return {
        "name": recipe.name, "file": recipe.file, "postscript": font["name"].getDebugName(6),
        "licence": recipe.licence, "licence_file": recipe.licence_file,
        "source": f"{recipe.title}, {recipe.package.origin} {recipe.package.name}",
        "note": recipe.note or "subset, renamed",
        "gb2312": len(hanzi[0] & codes), "gbk": len(hanzi[1] & codes), "standard": len(hanzi[2] & codes),
        "exclude": recipe.exclude, "shift": recipe.shift,
        "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip


def _unihan() -> None:
    target = _cache / "kTGH.txt"
    if not target.exists():
        lines: list[str] = []
        for path in sorted((_fetch(UNIHAN) / _ROOT / "unicode").glob("Unihan_*.txt.bz2")):
            lines += [line for line in bz2.decompress(path.read_bytes()).decode().splitlines() if "\tkTGH\t" in line]
        target.write_text("\n".join(lines) + "\n", "utf-8")


def build(cache: Path, target: Path) -> None:
    """Fetch what is missing into `cache` and write faces, licences and catalogue.json under `target`."""
    global _cache
    _cache = cache.resolve()
    _cache.mkdir(parents=True, exist_ok=True)
    _unihan()
    faces, licences = target / "faces", target / "licences"
    for folder in (faces, licences):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    entries = []
    for recipe in RECIPES:
        data = _make(recipe)
        (faces / recipe.file).write_bytes(data)
        entries.append(_entry(recipe, data))
        print(f"{recipe.name:11} {len(data):>9,} bytes  {recipe.file}")
    for name, data in _licences().items():
        (licences / name).write_bytes(data)
    (target / "catalogue.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        build(Path(sys.argv[1]), HERE)
    else:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder), HERE)
