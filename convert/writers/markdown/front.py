"""Metadata as YAML front matter, on request."""

from __future__ import annotations

import json

from convert import nodes, patterns
from convert.nodes import Document
from convert.walk import plain_text
from convert.writers.markdown.escape import escape_lines
from convert.writers.markdown.inline import inlines
from convert.writers.markdown.sheet import Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_PLAIN_KEY: Final = patterns.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""What YAML 1.1 takes for truth values and nothing."""
_UNPRINTABLE: Final = patterns.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def front_matter(document: Document, sheet: Sheet) -> str:
    """Return the metadata between `---` lines, "" when there is none; pandoc reads its strings as Markdown."""
    lines = [line for key, value in document.meta.entries for line in _entry(key, value, sheet, "")]
    return "\n".join(["---", *lines, "---"]) if lines else ""


def _entry(key: str, value: nodes.MetaValue, sheet: Sheet, indent: str) -> list[str]:
    name = key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _WORDS else _string(key)
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
                text = _as_markdown(inlines((nodes.Str(text),), sheet))
            return _string(text)
        case nodes.MetaInlines(content):
            markdown = sheet.flavor == "pandoc"
            return _string(_as_markdown(inlines(content, sheet, flat=True)) if markdown else plain_text(content))
        case nodes.MetaBlocks(content):
            return _string(plain_text(content))
        case nodes.MetaList(items):
            return "[" + ", ".join(_scalar(item, sheet) for item in items) + "]"
        case nodes.MetaMap(entries):
            return "{" + ", ".join(f"{_string(key)}: {_scalar(item, sheet)}" for key, item in entries) + "}"


def _as_markdown(text: str) -> str:
    """Return finished markup that pandoc reads as a text and no block: it reads its strings as documents."""
    return escape_lines(text, "pandoc") if text else text


def _string(text: str) -> str:
    """Return a quoted string that YAML 1.1, 1.2 and JSON read alike."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
