"""Shows a document as lines that a test can compare: role or level, then the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import dedent

from convert import nodes
from convert.contracts import Context, Input, Reading
from convert.nodes import Block
from convert.profile import Profile, load
from convert.readers.plaintext import READER, ReadOptions
from convert.walk import plain_text


def read(text: str, *, profile: Profile | None = None, keep_noise: bool = False) -> Reading:
    """Read a text written with the indent of the test."""
    source = dedent(text).strip("\n") + "\n"
    return READER.read(Input(text=source), ReadOptions(keep_noise), Context(profile=profile or load("gongwen")))


def shape(text: str, **options: Profile | bool) -> list[str]:
    """Return the blocks of a text as lines."""
    return list(_shown(read(text, **options).document.blocks))  # type: ignore[arg-type]


def codes(reading: Reading) -> list[str]:
    """Return the codes of the remarks, in order."""
    return [d.code for d in reading.diagnostics]


def _shown(blocks: Iterable[Block], role: str = "") -> Iterator[str]:
    for block in blocks:
        match block:
            case nodes.Header(level, _, content):
                yield f"h{level} {plain_text(content)}"
            case nodes.Para((nodes.Span(attr, head), *rest)):
                yield f"{role or 'p'} [{attr.classes[0]}{attr.get('level')}: {plain_text(head)}]{plain_text(rest)}"
            case nodes.Para() | nodes.Plain():
                yield f"{role or 'p'} {plain_text(block)}"
            case nodes.LineBlock(lines):
                yield from (f"verse {plain_text(line)}" for line in lines)
            case nodes.CodeBlock(_, text):
                yield from (f"code {line}" for line in text.split("\n"))
            case nodes.Table(_, _, _, head, bodies, _):
                for row in (*head.rows, *(row for body in bodies for row in body.rows)):
                    yield "row " + "|".join(plain_text(cell.content) for cell in row.cells)
            case nodes.BulletList(items):
                for item in items:
                    yield from _shown(item, f"{role}-")
            case nodes.Div(attr, content):
                name = attr.classes[0]
                yield from _shown(content, "" if name == "attachment" else name)
            case _:
                yield type(block).__name__
