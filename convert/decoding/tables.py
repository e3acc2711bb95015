"""The tables beside this package, read without unpacking it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    __loader__: Any


def table(name: str) -> list[str]:
    """Return the lines of a table of this room that are not comments."""
    raw: bytes = __loader__.get_data(os.path.join(os.path.dirname(__file__), "data", name))
    return [line for line in raw.decode().splitlines() if not line.startswith("#")]
