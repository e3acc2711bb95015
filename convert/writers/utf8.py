"""Text to bytes: UTF-8, with a remark for each character that no text file can hold."""

from __future__ import annotations

from convert import nodes, patterns
from convert.contracts import Context
from convert.diagnostics import Diagnostic, Severity, Stage
from convert.errors import WriteError
from convert.nodes import Document
from convert.walk import descend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final, TypeVar

    _T = TypeVar("_T")

_UNFIT: Final = patterns.compile("[\x00\ud800-\udfff]")


def shallow(work: Callable[[], _T]) -> _T:
    """Return what `work` makes of a tree. Raises WriteError when it is nested deeper than the program can follow."""
    try:
        return work()
    except RecursionError:
        raise WriteError("the document is nested too deeply", hint="flatten its lists and quotations") from None


def encoded(text: str, document: Document, context: Context, code: str) -> bytes:
    """Return `text` in UTF-8 without U+0000 and lone surrogates, each reported with the span of its node."""
    if "\x00" not in text:
        try:
            return text.encode("utf-8")
        except UnicodeEncodeError:
            pass  # a lone surrogate, reported below
    for node in descend(document.blocks):
        value = node.text if isinstance(node, nodes.Str | nodes.Code | nodes.CodeBlock | nodes.Math) else ""
        for found in _UNFIT.findall(value):
            message = f"U+{ord(found):04X} cannot stand in a text file and is left out"
            context.report(Diagnostic(code, Severity.WARNING, message, node.span, stage=Stage.WRITE))
    return _UNFIT.sub("", text).encode("utf-8")
