"""Attributes in pandoc's braces and in HTML tags."""

from __future__ import annotations

from convert.nodes import Attr


def braces(attr: Attr) -> str:
    """Return `{#id .class key="value"}`, `{}` when there is nothing to say."""
    parts = [f"#{attr.id}"] if attr.id else []
    parts += [f".{name}" for name in attr.classes]
    parts += [f'{key}="{_quoted(value)}"' for key, value in attr.attributes]
    return "{" + " ".join(parts) + "}"


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def html_text(text: str) -> str:
    """Return `text` for HTML, line ends as references so that no blank line ends a block."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\n", "&#10;").replace("\r", "&#13;")


def html_attributes(attr: Attr) -> str:
    """Return ` id="…" class="…" key="…"` with a leading blank, or nothing."""
    pairs = [("id", attr.id), ("class", " ".join(attr.classes)), *attr.attributes]
    return "".join(f' {key}="{html_text(value).replace(chr(34), "&quot;")}"' for key, value in pairs if value)
