"""The configuration file: `wenzhuan.toml`, or `[tool.wenzhuan]` in the nearest pyproject.toml."""

from __future__ import annotations

import os

from convert.errors import ConfigError, ProfileError
from convert.profile import KEYS, load
from convert.records import field, fields, record
from convert.tables import build, near

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

NAME = "wenzhuan.toml"
_SHARED = "pyproject.toml"


@record
class Config:
    """What a house sets once: defaults of the command line, and tables laid over the profile (`overlay`)."""

    profile: str = "auto"
    encoding: str | None = None
    errors: Literal["strict", "resync"] = "strict"
    repair_mojibake: bool = False
    keep_noise: bool = False
    fonts: Literal["bundled", "system"] = "bundled"
    fail_on: Literal["", "info", "warning", "error"] = ""
    set: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    overlay: Mapping[str, object] = field(default_factory=dict)
    folder: str = ""

    def settings_for(self, to: str) -> dict[str, str]:
        """Return the options of the writer `to`, given in `set` as `format.option`."""
        return {key.partition(".")[2]: value for key, value in self.set.items() if key.partition(".")[0] == to}


_OWN = tuple(slot.name.replace("_", "-") for slot in fields(Config) if slot.name not in ("overlay", "folder"))


def nearest(folder: str) -> Config:
    """Return the configuration of the nearest folder upwards that has one, or the defaults."""
    while True:
        own, shared = os.path.join(folder, NAME), os.path.join(folder, _SHARED)
        if os.path.isfile(own):
            return read(own)
        if os.path.isfile(shared) and (found := _from_pyproject(shared)) is not None:
            return found
        if os.path.dirname(folder) == folder:
            return Config()
        folder = os.path.dirname(folder)


def read(path: str) -> Config:
    """Return the configuration in the file `path`. Raises ConfigError that names the key and its nearest neighbour."""
    if os.path.basename(path) == _SHARED:
        return _from_pyproject(path) or Config()
    return _build(_table(path), path)


def _from_pyproject(path: str) -> Config | None:
    try:
        table = _table(path, about=b"wenzhuan").get("tool", {})
    except ConfigError:
        return None  # another tool's business
    own = table.get("wenzhuan") if isinstance(table, dict) else None
    return _build(own, path) if isinstance(own, dict) else None


def _table(path: str, about: bytes = b"") -> dict[str, object]:
    """Return the table of a TOML file, an empty one when the word `about` is not in it at all."""
    try:
        with open(path, "rb") as stream:
            data = stream.read()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", source=path) from None
    if about not in data:
        return {}
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is not valid TOML: {error}", source=path) from None
    except UnicodeDecodeError:
        raise ConfigError("cannot be read: it is not UTF-8", source=path) from None


def _build(table: Mapping[str, object], path: str) -> Config:
    overlay = {key: value for key, value in table.items() if key in KEYS and key not in _OWN}
    own = {key: value for key, value in table.items() if key not in overlay}
    for key in own:
        if key not in _OWN:
            raise ConfigError(f"unknown key {key!r}", source=path, hint=near(key, [*_OWN, *KEYS]).strip())
    try:
        if overlay:
            load("gongwen", overlay=overlay)
        return build(Config, own, source=path, ready={"overlay": overlay, "folder": os.path.dirname(path)})
    except ProfileError as error:
        raise ConfigError(error.message, source=path, hint=error.hint) from None
