"""How readers of Markdown see a text: the paragraphs as rendered, or a name for whatever else they found."""

from __future__ import annotations

import re

from convert import nodes as n
from convert.pandoc.json import from_pandoc
from convert.pandoc.process import read_json
from convert.walk import plain_text


def by_markdown_it(text: str, *, extended: bool = True) -> list[str]:
    """Paragraphs as markdown-it-py sees them, with tables and strikethrough or without."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    if extended:
        parser.enable(["table", "strikethrough"])
    out = []
    for token in parser.parse(text):
        if token.type == "inline":
            out.append("".join(_markdown_it(child) for child in token.children or ()))
        elif token.type not in ("paragraph_open", "paragraph_close"):
            out.append(f"BLOCK {token.type}")
    return out


def _markdown_it(token: object) -> str:
    match token.type:  # type: ignore[attr-defined]
        case "text":
            return str(token.content)  # type: ignore[attr-defined]
        case "hardbreak":
            return "\n"
        case "html_inline" if token.content == "<br>":  # type: ignore[attr-defined]
            return "\n"
        case other:
            return f"<{other}>"


def by_commonmark(text: str) -> list[str]:
    """Paragraphs as commonmark.py sees them."""
    import commonmark

    out = []
    block = commonmark.Parser().parse(text).first_child
    while block:
        inline = block.first_child
        run = "" if block.t == "paragraph" else f"BLOCK {block.t}"
        while inline and block.t == "paragraph":
            broken = inline.t == "linebreak" or (inline.t == "html_inline" and inline.literal == "<br>")
            run += inline.literal if inline.t == "text" else "\n" if broken else f"<{inline.t}>"
            inline = inline.nxt
        out.append(run)
        block = block.nxt
    return out


def by_pandoc(text: str, source_format: str) -> list[str]:
    """Paragraphs as pandoc's reader sees them; an address made a link of itself counts as text."""
    value, _ = read_json(text.encode(), source_format)
    out = []
    for block in from_pandoc(value).blocks:
        if isinstance(block, n.Para):
            out.append("".join(map(_pandoc, block.content)))
        else:
            out.append(f"BLOCK {type(block).__name__}")
    return out


def _pandoc(node: n.Inline) -> str:
    match node:
        case n.Str(text):
            return text
        case n.Space():
            return " "
        case n.LineBreak() | n.RawInline("html", "<br>"):
            return "\n"
        case n.Link(_, content, (url, _)) if plain_text(content).removeprefix("www.") in url:
            return plain_text(content)
        case _:
            return f"<{type(node).__name__}>"


def folded(paragraphs: list[str]) -> list[str]:
    """Paragraphs with runs of blanks as one and none before a line end, as pandoc keeps them."""
    return [re.sub(r" *\n", "\n", re.sub(r"[ \t]+", " ", text)) for text in paragraphs]
