"""文转 wenzhuan: a messy Chinese text file in, print-ready DOCX or PDF or clean Markdown out."""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convert.api import convert, read, write
    from convert.contracts import Context, Reader, Writer
    from convert.decoding.decode import decode
    from convert.decoding.result import Decoded
    from convert.diagnostics import Diagnostic
    from convert.errors import ConvertError
    from convert.nodes import Document
    from convert.pipeline import Result
    from convert.rules import Normalised, normalise

_HOMES = {
    "convert": "convert.api",
    "read": "convert.api",
    "write": "convert.api",
    "decode": "convert.decoding",
    "Decoded": "convert.decoding",
    "normalise": "convert.rules",
    "Normalised": "convert.rules",
    "Document": "convert.nodes",
    "Diagnostic": "convert.diagnostics",
    "ConvertError": "convert.errors",
    "Result": "convert.pipeline",
    "Reader": "convert.contracts",
    "Writer": "convert.contracts",
    "Context": "convert.contracts",
}

__all__ = [
    "Context",
    "ConvertError",
    "Decoded",
    "Diagnostic",
    "Document",
    "Normalised",
    "Reader",
    "Result",
    "Writer",
    "__version__",
    "convert",
    "decode",
    "normalise",
    "read",
    "write",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'convert' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
