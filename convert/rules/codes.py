"""The codes of the rules as entries of the catalogue of remarks, for `explain` and SARIF."""

from __future__ import annotations

from convert.chars.display import printable
from convert.diagnostics import Code
from convert.rules import variants
from convert.rules.registry import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final


def _entries() -> Mapping[str, Code]:
    entries: dict[str, Code] = {}
    for rule in catalogue():
        example = f"{printable(rule.example.before)} -> {printable(rule.example.after)}"
        earlier = entries.get(rule.code)
        if earlier is not None:
            entries[rule.code] = Code(
                rule.name, f"{earlier.what} {rule.what}", rule.why, f"{earlier.example}; {example}"
            )
        else:
            entries[rule.code] = Code(rule.name, rule.what, rule.why, example)
    example = f"{variants.EXAMPLE.before} -> {variants.EXAMPLE.after}"
    entries[variants.CODE] = Code(variants.NAME, variants.WHAT, variants.WHY, example)
    return entries


CODES: Final = _entries()
"""Code of a rule -> what it says."""
