"""The configuration file: `wenzhuan.toml`, or `[tool.wenzhuan]` in the nearest pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from convert.errors import ConfigError, ProfileError
from convert.profile import KEYS, load
from convert.records import field, fields, record
from convert.tables import build, near

NAME = "wenzhuan.toml"


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
    folder: Path | None = None

    def settings_for(self, to: str) -> dict[str, str]:
        """Return the options of the writer `to`, given in `set` as `format.option`."""
        return {key.partition(".")[2]: value for key, value in self.set.items() if key.partition(".")[0] == to}


_OWN = tuple(slot.name.replace("_", "-") for slot in fields(Config) if slot.name not in ("overlay", "folder"))


def nearest(folder: Path) -> Config:
    """Return the configuration of the nearest folder upwards that has one, or the defaults."""
    for place in (folder, *folder.parents):
        if (place / NAME).is_file():
            return read(place / NAME)
        if (place / "pyproject.toml").is_file() and (found := _from_pyproject(place / "pyproject.toml")) is not None:
            return found
    return Config()


def read(path: Path) -> Config:
    """Return the configuration in the file `path`. Raises ConfigError that names the key and its nearest neighbour."""
    if path.name == "pyproject.toml":
        return _from_pyproject(path) or Config()
    return _build(_table(path), path)


def _from_pyproject(path: Path) -> Config | None:
    try:
        table = _table(path).get("tool", {})
    except ConfigError:
        return None  # another tool's business
    own = table.get("wenzhuan") if isinstance(table, dict) else None
    return _build(own, path) if isinstance(own, dict) else None


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is not valid TOML: {error}", source=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ConfigError(f"cannot be read: {reason}", source=str(path)) from None


def _build(table: Mapping[str, object], path: Path) -> Config:
    overlay = {key: value for key, value in table.items() if key in KEYS and key not in _OWN}
    own = {key: value for key, value in table.items() if key not in overlay}
    for key in own:
        if key not in _OWN:
            raise ConfigError(f"unknown key {key!r}", source=str(path), hint=near(key, [*_OWN, *KEYS]).strip())
    try:
        if overlay:
            load("gongwen", overlay=overlay)
        return build(Config, own, source=str(path), ready={"overlay": overlay, "folder": path.parent})
    except ProfileError as error:
        raise ConfigError(error.message, source=str(path), hint=error.hint) from None
