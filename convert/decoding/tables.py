"""The tables beside this package, read without unpacking it."""

from __future__ import annotations

from pkgutil import get_data


def table(name: str) -> list[str]:
    """Return the lines of a table of this room that are not comments."""
    raw = get_data(__package__, f"data/{name}")
    if raw is None:
        raise FileNotFoundError(name)
    return [line for line in raw.decode().splitlines() if not line.startswith("#")]
