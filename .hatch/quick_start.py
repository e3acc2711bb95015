"""Build hook: bytecode and what is kept beside it lie ready in the source tree (editable) or in the wheel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class QuickStart(BuildHookInterface):
    """Runs `convert.prime` with the Python that builds; the cache is keyed by version, so it fits or is not used."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prime the tree and add what is kept to a wheel."""
        subprocess.run([sys.executable, "-m", "convert.prime"], cwd=self.root, check=True)
        for cache in Path(self.root, "convert", "__pycache__").glob("kept.*.cache"):
            if version != "editable":
                build_data["force_include"][str(cache)] = f"convert/__pycache__/{cache.name}"
