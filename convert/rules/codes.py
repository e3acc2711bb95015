"""The codes of the rules as entries of the catalogue of remarks, for `explain` and SARIF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from convert.diagnostics import Code
from convert.rules import variants
from convert.rules.registry import catalogue


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\u3000" else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def _entries() -> Mapping[str, Code]:
    entries: dict[str, Code] = {}
    for rule in catalogue():
        example = f"{_shown(rule.example.before)} -> {_shown(rule.example.after)}"
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
