"""Metadata as YAML front matter, on request."""

from __future__ import annotations

import json

from convert import nodes
from convert.nodes import Document
from convert.walk import plain_text
from convert.writers.markdown.escape import escape, needs
from convert.writers.markdown.inline import inlines
from convert.writers.markdown.sheet import Sheet


def front_matter(document: Document, sheet: Sheet) -> str:
    """Return the metadata between `---` lines, "" when there is none; pandoc reads its strings as Markdown."""
    lines = [line for key, value in document.meta.entries for line in _entry(key, value, sheet, "")]
    return "\n".join(["---", *lines, "---"]) if lines else ""


def _entry(key: str, value: nodes.MetaValue, sheet: Sheet, indent: str) -> list[str]:
    name = key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else _string(key)
    match value:
        case nodes.MetaMap(entries):
            inner = [line for part, found in entries for line in _entry(part, found, sheet, indent + "  ")]
            return [f"{indent}{name}:", *inner] if inner else [f"{indent}{name}: {{}}"]
        case nodes.MetaList(items):
            rows = [f"{indent}  - {_scalar(item, sheet)}" for item in items]
            return [f"{indent}{name}:", *rows] if rows else [f"{indent}{name}: []"]
        case _:
            return [f"{indent}{name}: {_scalar(value, sheet)}"]


def _scalar(value: nodes.MetaValue, sheet: Sheet) -> str:
    match value:
        case nodes.MetaBool(flag):
            return "true" if flag else "false"
        case nodes.MetaString(text):
            if sheet.flavor == "pandoc":
                text = escape(text, "pandoc", needs(text, "pandoc"), smart=sheet.smart)
            return _string(text)
        case nodes.MetaInlines(content):
            return _string(inlines(content, sheet, flat=True) if sheet.flavor == "pandoc" else plain_text(content))
        case nodes.MetaBlocks(content):
            return _string(plain_text(content))
        case nodes.MetaList(items):
            return "[" + ", ".join(_scalar(item, sheet) for item in items) + "]"
        case nodes.MetaMap(entries):
            return "{" + ", ".join(f"{_string(key)}: {_scalar(item, sheet)}" for key, item in entries) + "}"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
